"""What a station or a grid area may draw, and which limit holds now.

A place has a rating that is never exceeded, hours with lower limits, and, where it follows a signal
from outside (solar surplus, a grid operator), a safe limit for the time in which that signal is
unknown or stale. The lowest of what holds counts. Powers are W as drawn from the grid.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from contract.ids import ChargePointId

MIN_CURRENT_A: Final = 6.0
"""The smallest current that can be offered on AC (IEC 61851-1)."""
MIN_DC_W: Final = 4000.0
"""Below this a DC charger rather pauses, where its operator says nothing else."""
VOLTAGE_V: Final = 230.0
"""Phase to neutral (IEC 60038), where a station says nothing else."""


class PlaceKind(StrEnum):
    """What a limit is for."""

    STATION = "station"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Place:
    """A station or a grid area by its id."""

    kind: PlaceKind
    id: str


@dataclass(frozen=True, slots=True)
class LimitHours:
    """A lower limit in some hours of a week: local time, half-open, over midnight if end <= start.

    `days` are those on which it begins: 0 is Monday.
    """

    days: tuple[int, ...]
    start: time
    end: time
    limit_w: float

    def holds(self, local: datetime) -> bool:
        """Whether it holds at a local instant."""
        at, day = local.time(), local.weekday()
        if self.start < self.end:
            return day in self.days and self.start <= at < self.end
        return (day in self.days and at >= self.start) or (
            (day - 1) % 7 in self.days and at < self.end
        )


@dataclass(frozen=True, slots=True)
class ChargerPlan:
    """What an operator says of one charger in load sharing."""

    weight: float = 1.0
    """A session with weight 2 gets twice as much as one with 1."""
    guaranteed_w: float | None = None
    """What the charger has in any case, also alone; None = its part of the rating."""
    minimum_w: float | None = None
    """Below it a session pauses; None = 6 A on AC, `MIN_DC_W` on DC."""
    phases: int = 3
    rotation: str = "RST"


@dataclass(frozen=True, slots=True)
class LimitPlan:
    """Limits of a place. What is None limits nothing."""

    limit_w: float | None = None
    phase_limit_a: float | None = None
    """Per phase; of stations only."""
    hours: tuple[LimitHours, ...] = ()
    safe_limit_w: float | None = None
    """The place follows a signal; this holds while that is unknown or stale."""
    voltage_v: float = VOLTAGE_V
    """Nominal, phase to neutral; of stations only."""
    chargers: Mapping[ChargePointId, ChargerPlan] = field(default_factory=dict)
    """Of stations only."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A limit that was told from outside."""

    limit_w: float
    at: datetime
    expires_at: datetime
    source: str = ""


@dataclass(frozen=True, slots=True)
class LimitNow:
    """The limit of a place at an instant; None = none."""

    power_w: float | None
    phase_a: float | None
    reason: str


def rating_w(plan: LimitPlan, grid_limit_w: float | None) -> float | None:
    """What the place may never exceed."""
    return min((each for each in (plan.limit_w, grid_limit_w) if each is not None), default=None)


def limit_now(
    plan: LimitPlan,
    grid_limit_w: float | None,
    signal: Signal | None,
    zone: ZoneInfo,
    now: datetime,
) -> LimitNow:
    """The limit in force; the lowest wins.

    Args:
        plan: of the place.
        grid_limit_w: what its connection gives, where that is known apart from the plan.
        signal: the last one that was told.
        zone: of the place, for the hours.
        now: the instant.
    """
    found: list[tuple[float, str]] = []
    rated = rating_w(plan, grid_limit_w)
    if rated is not None:
        found.append((rated, "its rating"))
    local = now.astimezone(zone)
    found += [
        (hours.limit_w, f"its hours from {hours.start:%H:%M} to {hours.end:%H:%M}")
        for hours in plan.hours
        if hours.holds(local)
    ]
    if plan.safe_limit_w is not None:
        found.append(_signalled(plan.safe_limit_w, signal, now))
    if not found:
        return LimitNow(None, plan.phase_limit_a, "no limit in power")
    power_w, reason = min(found)
    return LimitNow(power_w, plan.phase_limit_a, reason)


def _signalled(safe_w: float, signal: Signal | None, now: datetime) -> tuple[float, str]:
    if signal is None:
        return safe_w, "its safe limit: no signal came yet"
    if now >= signal.expires_at:
        return safe_w, f"its safe limit: the signal ended at {signal.expires_at:%H:%M} UTC"
    return signal.limit_w, f"the signal of {signal.source or 'outside'}"


@dataclass(frozen=True, slots=True)
class Rated:
    """A charger with what it can give, and what an operator guarantees it."""

    id: ChargePointId
    rated_w: float
    guaranteed_w: float | None = None


def free_part(rating: float | None, chargers: Iterable[Rated]) -> float:
    """Which part of its rated power a charger without a named guarantee has in any case, 0..1.

    What the named ones leave of the rating is divided among the others by their rated power.
    """
    if rating is None:
        return 1.0
    known = tuple(chargers)
    named_w = sum(each.guaranteed_w for each in known if each.guaranteed_w is not None)
    others_w = sum(each.rated_w for each in known if each.guaranteed_w is None)
    return min(max(rating - named_w, 0.0) / others_w, 1.0) if others_w > 0.0 else 1.0


def guaranteed_of(charger: Rated, part: float) -> float:
    """What one charger has in any case, in W.

    Args:
        charger: one of those that `free_part` was given.
        part: the smallest `free_part` of its station and its area: so the sum stays within each.
    """
    if charger.guaranteed_w is not None:
        return min(charger.guaranteed_w, charger.rated_w)
    return charger.rated_w * part


def plan_problem(plan: LimitPlan, rating: float | None, chargers: Iterable[Rated]) -> str:
    """Why a plan cannot be: what it guarantees must fit into the rating; empty = it can.

    Args:
        plan: of a station, or of an area.
        rating: of that place, W.
        chargers: all below it, with their guarantees by this plan.
    """
    known = tuple(chargers)
    strangers = sorted(set(plan.chargers) - {each.id for each in known})
    if strangers:
        return f"charger {strangers[0]!r} is not at this station"
    named_w = sum(each.guaranteed_w for each in known if each.guaranteed_w is not None)
    if rating is not None and named_w > rating:
        return (
            f"the guaranteed shares of its chargers sum to {named_w:.0f} W: "
            f"at most the rating of {rating:.0f} W is allowed"
        )
    return ""
