"""Heals that are opened: at which stations, and what they say that they will do."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from central.core import pricing
from central.core.effects import Note
from central.core.facts import Network, StationFacts, chargers_by_id
from central.core.heal import Heal, HealEvent, HealState, moved
from central.core.heal_power import hold_power
from central.core.recovery import trigger_reason
from central.core.reroute import Rerouting
from central.core.round import Round
from central.core.rules import HealRules, Mode, Switches
from contract.ids import StationId

_REPEATED: Final = "this station was healed too often: a technician is needed, prices stay"


def open_heals(work: Round, switches: Switches) -> None:
    """Open a heal at every station that needs one, where the mode lets it."""
    for station in _triggered(work.network, work.rules, work.now):
        if switches.mode_at(station.region) is not Mode.OFF:
            _open_if_triggered(work, station, switches)


def _triggered(network: Network, rules: HealRules, now: datetime) -> list[StationFacts]:
    """Stations with a charger that needs a heal, by id."""
    found = (
        station
        for station in network.stations.values()
        if any(trigger_reason(charger, rules, now) is not None for charger in station.chargers)
    )
    return sorted(found, key=lambda station: station.id)


def _open_if_triggered(work: Round, station: StationFacts, switches: Switches) -> None:
    """Open a heal at a station that needs one, unless it has one or cools down."""
    if station.id in work.heals or station.under_maintenance:
        return
    triggers = [
        (charger.id, reason)
        for charger in chargers_by_id(station)
        if (reason := trigger_reason(charger, work.rules, work.now)) is not None
    ]
    if _cools_down(work, station.id):
        return
    reasons = tuple(reason for _, reason in triggers)
    heal = Heal(
        station=station.id,
        state=HealState.PROPOSED,
        opened_at=work.now,
        expires_at=work.now + work.rules.max_length,
        stressed=tuple(charge_point for charge_point, _ in triggers),
        is_dispatch=_is_repeated(work, station.id),
        reasons=reasons,
    )
    notes = [Note(station.id, "dispatch.needed", (_REPEATED, *reasons))] * heal.is_dispatch
    if switches.mode_at(station.region) is Mode.PROPOSE:
        plan = (*reasons, *_plan(work, heal, station, switches))
        proposed = replace(heal, reasons=plan)
        work.apply((proposed, (Note(station.id, "heal.proposed", plan), *notes)))
        return
    heal = moved(heal, HealEvent.APPROVED)
    work.apply((heal, (Note(station.id, "heal.opened", reasons), *notes)))
    hold_power(work, heal, station, switches, reasons)


def _plan(work: Round, heal: Heal, station: StationFacts, switches: Switches) -> tuple[str, ...]:
    """What a proposed heal would do, for the person who decides."""
    lines: list[str] = []
    if switches.use_power:
        percent = work.rules.limit_ratio * 100
        lines.append(f"plan: {', '.join(heal.stressed)} limited to {percent:.0f} % of rated power")
    if switches.use_price and not heal.is_dispatch:
        surge = pricing.surge(station.base_per_kwh, station.currency, work.rules)
        choice = Rerouting(work.network, work.taken(), work.rules, work.now).choose(station)
        lines += [f"plan: {reason}" for reason in (*surge.reasons, *choice.reasons[:1])]
    return tuple(lines)


def _cools_down(work: Round, station: StationId) -> bool:
    return any(
        work.now - past.ended_at < work.rules.cool_down
        for past in work.network.past_heals.get(station, ())
    )


def _is_repeated(work: Round, station: StationId) -> bool:
    """Whether this is the third heal within the window (with the default rules)."""
    recent = [
        past
        for past in work.network.past_heals.get(station, ())
        if past.was_active and work.now - past.opened_at < work.rules.repeat_window
    ]
    return len(recent) >= work.rules.heals_before_dispatch
