"""What chargers may draw as far as anybody knows, and what that leaves for those that can be told.

A limit counts when its charger accepted it. Until then, and while a charger is silent, the highest
counts that it may hold; one that accepted nothing counts at what it can give.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, NamedTuple

from central.core.load_sharing.facts import (
    ALL_PHASES,
    AcceptedLimit,
    Area,
    Outlet,
    Plug,
    PlugKey,
    Share,
    Site,
)

SEEN_A: Final = 2.0
"""A phase that carries less than this beside a loaded one is not in use."""
STEP_A: Final = 0.1
"""Limits have one decimal (OCPP 1.6, 7.14)."""


class LimitKey(NamedTuple):
    """One of the limits that a session counts against."""

    kind: str
    """charger, line, station or area."""
    id: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Led:
    """A session that can be told its limit."""

    site: Site
    outlet: Outlet
    plug: Plug
    transaction_id: int
    phases: tuple[int, ...]
    share: Share | None
    committed_w: float
    """The most that it may draw now, as far as is known."""
    uses: tuple[tuple[LimitKey, float], ...]
    key: PlugKey
    cap_w: float
    """The most that connector, charger and the car's phases take."""
    minimum_w: float
    """Below it the session pauses."""
    step_w: float
    """Limits are multiples of it."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Sessions that can be told, and what the limits leave for all of them together."""

    led: tuple[Led, ...]
    capacities: Mapping[Hashable, float]


def ledger_of(
    sites: Iterable[Site],
    areas: Mapping[str, Area],
    shares: Mapping[PlugKey, Share],
    now: datetime,
) -> Ledger:
    """Who is to share what."""
    capacities: dict[Hashable, float] = {}
    taken: dict[Hashable, float] = {}
    led: list[Led] = []
    for key, area in areas.items():
        if area.limit.power_w is not None:
            capacities[LimitKey("area", key)] = area.limit.power_w
    for site in sites:
        capacities.update(_limits_of(site))
        for outlet in site.outlets:
            capacities[LimitKey("charger", outlet.id)] = outlet.top_w
            led += (own := _led(site, outlet, areas, shares, now))
            fixed_w = _fixed_w(site, outlet, {each.plug.id for each in own}, shares, now)
            for limit, part in uses_of(site, outlet, outlet.lines, areas):
                if limit.kind != "charger":
                    taken[limit] = taken.get(limit, 0.0) + part * fixed_w
    left = {key: max(each - taken.get(key, 0.0), 0.0) for key, each in capacities.items()}
    return Ledger(tuple(sorted(led, key=lambda each: each.key)), left)


def uses_of(
    site: Site, outlet: Outlet, phases: tuple[int, ...], areas: Mapping[str, Area]
) -> tuple[tuple[LimitKey, float], ...]:
    """Limits that a session counts against, and how much of each one W takes."""
    found = [(LimitKey("charger", outlet.id), 1.0)]
    if site.limit.phase_a is not None:
        part = 1.0 / (site.voltage_v * len(phases))
        found += [(LimitKey("line", site.id, outlet.site_line(each)), part) for each in phases]
    if site.limit.power_w is not None:
        found.append((LimitKey("station", site.id), 1.0))
    area = None if site.area is None else areas.get(site.area)
    if area is not None and area.limit.power_w is not None:
        found.append((LimitKey("area", area.id), 1.0))
    return tuple(found)


def _limits_of(site: Site) -> dict[Hashable, float]:
    found: dict[Hashable, float] = {}
    if site.limit.power_w is not None:
        found[LimitKey("station", site.id)] = site.limit.power_w
    if site.limit.phase_a is not None:
        found |= {LimitKey("line", site.id, line): site.limit.phase_a for line in ALL_PHASES}
    return found


def _led(
    site: Site,
    outlet: Outlet,
    areas: Mapping[str, Area],
    shares: Mapping[PlugKey, Share],
    now: datetime,
) -> list[Led]:
    if not outlet.connected or outlet.refuses:
        return []
    found = []
    for plug in outlet.plugs:
        if plug.transaction_id is None:
            continue
        share = shares.get((outlet.id, plug.id))
        if share is not None and share.transaction_id != plug.transaction_id:
            share = None
        phases = _phases_of(outlet, plug, share)
        if share is not None and share.phases != phases:
            share = _rephased(share, phases)
        cap_w = min(outlet.connector_w * len(phases) / len(outlet.lines), outlet.top_w)
        led = Led(
            site=site,
            outlet=outlet,
            plug=plug,
            transaction_id=plug.transaction_id,
            phases=phases,
            share=share,
            committed_w=_committed_w(site, outlet, plug, phases, share, now),
            uses=uses_of(site, outlet, phases, areas),
            key=(outlet.id, plug.id),
            cap_w=cap_w,
            minimum_w=min(outlet.minimum_w(site.voltage_v, len(phases)), cap_w),
            step_w=1.0 if outlet.is_dc else STEP_A * site.voltage_v * len(phases),
        )
        found.append(led)
    return found


def _phases_of(outlet: Outlet, plug: Plug, share: Share | None) -> tuple[int, ...]:
    """Phases that the car was seen to use, else all that the charger has."""
    lines = outlet.lines
    if outlet.is_dc or len(plug.currents_a) != len(ALL_PHASES):
        return lines if share is None else share.phases
    seen = tuple(each for each in lines if plug.currents_a[each - 1] >= SEEN_A)
    if seen:
        return seen
    return lines if share is None else share.phases


def _rephased(share: Share, phases: tuple[int, ...]) -> Share:
    """The same currents on other phases."""
    ratio = len(phases) / len(share.phases)
    return replace(
        share,
        phases=phases,
        limit_w=share.limit_w * ratio,
        may_draw_w=share.may_draw_w * ratio,
        need_w=None,
    )


def holds(limit: AcceptedLimit | None, outlet: Outlet, now: datetime) -> bool:
    """Whether the charger surely has this limit: it did not end, nor did the charger boot since."""
    return (
        limit is not None
        and (limit.until is None or now < limit.until)
        and (outlet.booted_at is None or limit.accepted_at >= outlet.booted_at)
    )


def _unled_w(site: Site, outlet: Outlet, phases: int, now: datetime) -> float:
    """What a connector may draw that was told nothing of its own."""
    default = outlet.default
    if default is None or not holds(default, outlet, now):
        return min(outlet.connector_w, outlet.top_w)
    return min(default.power_w(site.voltage_v, phases), outlet.connector_w, outlet.top_w)


def has_accepted(share: Share, accepted: AcceptedLimit, voltage_v: float) -> bool:
    """Whether what a charger accepted is what it was to be told."""
    n_phases = len(share.phases)
    error_w = 1.0 if accepted.unit == "W" else STEP_A * voltage_v * n_phases
    return (
        accepted.transaction_id == share.transaction_id
        and accepted.accepted_at >= share.decided_at
        and abs(accepted.power_w(voltage_v, n_phases) - share.limit_w) <= error_w + 1e-6
    )


def _committed_w(
    site: Site,
    outlet: Outlet,
    plug: Plug,
    phases: tuple[int, ...],
    share: Share | None,
    now: datetime,
) -> float:
    unled_w = _unled_w(site, outlet, len(phases), now)
    accepted = outlet.limits.get(plug.id)
    if accepted is None or accepted.transaction_id != plug.transaction_id:
        accepted = None
    if accepted is not None and not holds(accepted, outlet, now):
        accepted = None
    told_w = unled_w if accepted is None else accepted.power_w(site.voltage_v, len(phases))
    is_known = accepted is not None and (
        share is None or has_accepted(share, accepted, site.voltage_v)
    )
    if share is None or is_known or now >= share.until:
        return min(told_w, outlet.top_w)
    return min(max(told_w, share.may_draw_w), outlet.top_w)


def _fixed_w(
    site: Site,
    outlet: Outlet,
    led: set[object],
    shares: Mapping[PlugKey, Share],
    now: datetime,
) -> float:
    """What connectors may draw that can be told nothing now."""
    if outlet.connected and outlet.refuses:
        return outlet.top_w
    if outlet.connected:
        count = sum(plug.id not in led for plug in outlet.plugs)
        return min(count * _unled_w(site, outlet, len(outlet.lines), now), outlet.top_w)
    held_w, count = 0.0, max(outlet.connectors, len(outlet.plugs))
    for plug in outlet.plugs:
        share = shares.get((outlet.id, plug.id))
        if share is None or share.transaction_id != plug.transaction_id:
            continue
        held_w += _committed_w(site, outlet, plug, share.phases, share, now)
        count -= 1
    idle_w = count * _unled_w(site, outlet, len(outlet.lines), now)
    return min(held_w + idle_w, outlet.top_w)
