"""Where shares should go: who charges now, how much is fair, and why."""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from central.core.load_sharing.facts import Area, PlugKey
from central.core.load_sharing.fair import Demand, Fair, fair_shares
from central.core.load_sharing.loads import Led, Ledger, LimitKey
from central.core.load_sharing.rules import SharingRules
from central.core.load_sharing.turns import Turn, Turns, take_turns

NAMED: Final = 3
"""So many are named in a reason."""
_EXACT: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Target:
    """Where one session should go; 0 = it pauses."""

    power_w: float
    need_w: float | None
    reason: str


def targets(
    ledger: Ledger, areas: Mapping[str, Area], rules: SharingRules, now: datetime
) -> dict[PlugKey, Target]:
    """Fair shares of all sessions that can be told.

    A car that takes less than its share leaves the rest to those that want more; what nobody wants
    is given to it all the same, so that a limit is only felt where power is scarce.
    """
    turns = take_turns((_turn(each) for each in ledger.led), ledger.capacities, rules.dwell, now)
    running = [each for each in ledger.led if each.key in turns.running]
    needs = {each.key: _need_w(each, rules, now) for each in running}
    floors = _floors(running, ledger.capacities)
    first = fair_shares(
        (_demand(each, floors[each.key], needs[each.key]) for each in running), ledger.capacities
    )
    shares = first
    if any(need_w is not None for need_w in needs.values()):
        shares = fair_shares(
            (_demand(each, first[each.key].power_w, None) for each in running), ledger.capacities
        )
    words = _Words(ledger, areas, first, needs, turns)
    return {
        each.key: Target(
            _rounded(each, shares[each.key].power_w), needs[each.key], words.of_running(each)
        )
        if each.key in turns.running
        else Target(0.0, None, words.of_paused(each))
        for each in ledger.led
    }


def _turn(led: Led) -> Turn:
    share = led.share
    demand = _demand(led, led.minimum_w, None)
    if share is None:
        return Turn(demand, False, led.plug.since)  # noqa: FBT003 (a field)
    return Turn(demand, not share.is_paused, share.turned_at)


def _demand(led: Led, floor_w: float, need_w: float | None) -> Demand:
    top_w = led.cap_w if need_w is None else min(need_w, led.cap_w)
    return Demand(led.key, max(top_w, floor_w), floor_w, led.outlet.plan.weight, led.uses)


def _floors(running: list[Led], capacities: Mapping[Hashable, float]) -> dict[PlugKey, float]:
    """What each has before anything is shared: its guarantee, where all guarantees fit."""
    wanted = {each.key: max(each.minimum_w, _guarantee_w(each)) for each in running}
    load: defaultdict[Hashable, float] = defaultdict(float)
    for each in running:
        for key, part in each.uses:
            load[key] += part * wanted[each.key]
    overfull = {key for key, each in load.items() if each > capacities[key] + _EXACT}
    return {
        each.key: each.minimum_w
        if any(key in overfull for key, _ in each.uses)
        else wanted[each.key]
        for each in running
    }


def _guarantee_w(led: Led) -> float:
    named_w = led.outlet.plan.guaranteed_w
    if named_w is None:
        return 0.0
    return min(named_w / max(len(led.outlet.plugs), 1), led.cap_w)


def _need_w(led: Led, rules: SharingRules, now: datetime) -> float | None:
    """What the car takes by itself, with a margin; None = as much as it gets."""
    share, plug = led.share, led.plug
    if share is None or plug.power_w is None or plug.metered_at is None:
        return None if share is None else share.need_w
    settled_at = share.decided_at + rules.settling
    is_telling = plug.metered_at >= settled_at and now - plug.metered_at <= rules.fresh
    if share.is_paused or not is_telling:
        return share.need_w
    offered_w = share.limit_w if share.need_w is None else min(share.limit_w, share.need_w)
    if plug.power_w >= rules.pressing_above_ratio * offered_w:
        return None
    if plug.power_w >= rules.idle_below_ratio * offered_w:
        return share.need_w
    return max(plug.power_w * (1.0 + rules.need_margin_ratio), led.minimum_w)


def _rounded(led: Led, power_w: float) -> float:
    """Down to what can be told."""
    return math.floor(power_w / led.step_w + _EXACT) * led.step_w


class _Words:
    """Says why each session has what it has."""

    def __init__(
        self,
        ledger: Ledger,
        areas: Mapping[str, Area],
        shares: Mapping[Hashable, Fair],
        needs: Mapping[PlugKey, float | None],
        turns: Turns,
    ) -> None:
        self._areas = areas
        self._shares = shares
        self._needs = needs
        self._turns = turns
        self._capacities = ledger.capacities
        self._below: dict[Hashable, list[Led]] = {}
        for each in ledger.led:
            for key, _ in each.uses:
                self._below.setdefault(key, []).append(each)
        self._held = Counter(share.held_by for share in shares.values())

    def of_running(self, led: Led) -> str:
        held_by = self._shares[led.key].held_by
        if isinstance(held_by, LimitKey):
            count, total = self._held[held_by], len(self._below[held_by])
            return f"{count} of {total} share {self._limit(held_by, led)}"
        need_w = self._needs[led.key]
        if need_w is not None and need_w < led.cap_w:
            return f"the car takes no more than {_kw(need_w)} by itself"
        return f"all that its connector gives, {_kw(led.cap_w)}"

    def of_paused(self, led: Led) -> str:
        if led.key in self._turns.too_large:
            tight = min(
                (key for key, _ in led.uses),
                key=lambda key: self._capacities[key] / dict(led.uses)[key],
            )
            free_w = self._capacities[tight] / dict(led.uses)[tight]
            return (
                f"paused: {self._limit(tight, led)} leaves {_kw(free_w)}, "
                f"the least that it charges with is {_kw(led.minimum_w)}"
            )
        end = self._turns.next_at
        until = "" if end is None else f" until {end:%H:%M} UTC"
        return f"paused{until}, turn of {_names(self._in_its_place(led))}"

    def _in_its_place(self, led: Led) -> Iterable[Led]:
        seen = {
            other.key: other
            for key, _ in led.uses
            for other in self._below[key]
            if other.key in self._turns.running
        }
        return seen.values()

    def _limit(self, key: LimitKey, led: Led) -> str:
        site = led.site
        match key.kind:
            case "station" if site.limit.power_w is not None:
                return f"{_kw(site.limit.power_w)} of the station ({site.limit.reason})"
            case "line" if site.limit.phase_a is not None:
                return f"{site.limit.phase_a:g} A on line {key.line} of the station"
            case "area":
                limit = self._areas[key.id].limit
                return f"{_kw(limit.power_w or 0.0)} of the area {key.id} ({limit.reason})"
            case _:
                return f"{_kw(led.outlet.top_w)} of the charger"


def _names(led: Iterable[Led]) -> str:
    names = [f"{each.outlet.id}/{each.plug.id}" for each in sorted(led, key=lambda e: e.key)]
    more = "" if len(names) <= NAMED else f" and {len(names) - NAMED} more"
    return (", ".join(names[:NAMED]) or "nobody") + more


def _kw(power_w: float) -> str:
    return f"{power_w / 1000.0:.1f} kW"
