"""Who charges and who pauses where not even the least power of all fits: they take turns.

A session that charges keeps its turn for the dwell time. Then the one that waits longest goes
first, and what does not fit behind it waits, so that a large one is not passed by small ones for
ever. A session that could not charge even alone bars nobody.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from central.core.load_sharing.fair import Demand


@dataclass(frozen=True, slots=True)
class Turn:
    """One who wants to charge; the demand's floor is its least power."""

    demand: Demand
    is_running: bool
    turned_at: datetime
    """Since when it charges, or waits."""


@dataclass(frozen=True, slots=True)
class Turns:
    """Who charges now, and when a place may become free for the others."""

    running: frozenset[Hashable]
    next_at: datetime | None
    """When the first of those that charge has had its time; None = none has one to go."""
    too_large: frozenset[Hashable] = frozenset()
    """Those whose least power is more than there is."""


def take_turns(
    wanted: Iterable[Turn],
    capacities: Mapping[Hashable, float],
    dwell: timedelta,
    now: datetime,
) -> Turns:
    """Let in whom there is room for; the order of what is given does not matter.

    Args:
        wanted: sessions.
        capacities: of every limit that a demand names.
        dwell: how long a turn lasts while others wait.
        now: the instant.
    """
    left = dict(capacities)
    barred: set[Hashable] = set()
    running: set[Hashable] = set()
    too_large: set[Hashable] = set()
    ends: list[datetime] = []

    def place(turn: Turn) -> tuple[int, datetime, str]:
        in_turn = turn.is_running and now < turn.turned_at + dwell
        waits_since = now if turn.is_running and not in_turn else turn.turned_at
        return (0 if in_turn else 1, waits_since, str(turn.demand.key))

    for turn in sorted(wanted, key=place):
        demand = turn.demand
        uses = [(key, part * demand.floor_w) for key, part in demand.uses]
        if any(need_w > capacities[key] + 1e-6 for key, need_w in uses):
            too_large.add(demand.key)
            continue
        if any(key in barred or need_w > left[key] + 1e-6 for key, need_w in uses):
            barred.update(key for key, need_w in uses if need_w > left[key] + 1e-6)
            continue
        running.add(demand.key)
        if turn.is_running and now < turn.turned_at + dwell:
            ends.append(turn.turned_at + dwell)
        for key, need_w in uses:
            left[key] -= need_w
    next_at = min(ends, default=None) if barred else None
    return Turns(frozenset(running), next_at, frozenset(too_large))
