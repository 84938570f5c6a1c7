"""The control loop's decision: heals opened, moved on and ended, at one instant.

`decide` is a pure function: it holds nothing between calls. Invariants, for every history: one open
heal a station; a station is never surged and a discount target at once, nor a target twice; prices
are base, base x surge or base x discount (within cap and floor); in mode `off` everything is put
back; a heal ends at the latest at its expiry, and then nothing of it is left. The same facts in any
order make the same decision, and a decision that was carried out is not made again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, assert_never

from central.core import pricing
from central.core.effects import Effect, Note
from central.core.facts import ChargerFacts, Network, StationFacts, chargers_by_id
from central.core.heal import (
    BOTH,
    Heal,
    HealEvent,
    HealState,
    Step,
    ended,
    limited,
    moved,
    noted_once,
    renewed,
    restored,
)
from central.core.heal_prices import start_prices
from central.core.levels import CRITICAL, HIGH
from central.core.limit_watch import ignored_reason
from central.core.metrics import State, station_state
from central.core.pricing import PriceKind
from central.core.recovery import has_relapsed, is_recovered, trigger_reason
from central.core.reroute import Rerouting
from central.core.round import Round
from central.core.rules import HealRules, Mode, SurgeAlone, Switches
from contract.ids import ChargePointId, StationId

_REPEATED: Final = "this station was healed too often: a technician is needed, prices stay"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked of a heal through the API."""

    id: str
    """Each wish is heard once."""
    act: str
    """stop, approve or prolong."""
    actor: str
    reason: str
    length_s: float = 0.0
    """How long from now it shall last at most, where it is prolonged."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Heals that changed or were opened, and the effects in the order in which they apply."""

    heals: tuple[Heal, ...]
    effects: tuple[Effect, ...]


def decide(
    network: Network,
    heals: Mapping[StationId, Heal],
    asked: Mapping[StationId, Asked],
    switches: Switches,
    rules: HealRules,
    now: datetime,
) -> Decision:
    """What the loop does now.

    Args:
        network: facts of all stations.
        heals: open heals by station.
        asked: what people asked of open heals.
        switches: mode and what may be used.
        rules: numbers.
        now: simulated instant.
    """
    work = Round(network, heals, rules, now)
    for key in sorted(heals):
        _carry_on(work, heals[key], asked.get(key), switches)
    for station in _triggered(network, rules, now):
        if switches.mode_at(station.region) is not Mode.OFF:
            _open_if_triggered(work, station, switches)
    if switches.use_price:
        start_prices(work, work.open_heals())
    changed = tuple(heal for key, heal in work.heals.items() if heals.get(key) != heal)
    return Decision(changed, tuple(work.effects))


def _triggered(network: Network, rules: HealRules, now: datetime) -> list[StationFacts]:
    """Stations with a charger that needs a heal, by id."""
    found = (
        station
        for station in network.stations.values()
        if any(trigger_reason(charger, rules, now) is not None for charger in station.chargers)
    )
    return sorted(found, key=lambda station: station.id)


def _carry_on(work: Round, heal: Heal, asked: Asked | None, switches: Switches) -> None:
    """Move one open heal on by what happened since."""
    station = work.network.stations.get(heal.station)
    if asked is not None and asked.act == "prolong" and asked.id != heal.heard:
        heal = work.apply(_prolonged(replace(heal, heard=asked.id), asked, work))
    reason = _reason_to_end(work, heal, station, asked, switches)
    if reason is not None:
        work.apply(ended(heal, reason[0], reason[1]))
        return
    if station is None:
        return
    if asked is not None and asked.act == "approve" and asked.id != heal.heard:
        heal = work.apply(_approved(replace(heal, heard=asked.id), asked))
    match heal.state:
        case HealState.PROPOSED:
            _carry_on_proposed(work, heal, station, switches)
        case HealState.ACTIVE | HealState.RELEASING:
            _carry_on_acting(work, heal, station, switches)
        case HealState.ENDED:
            pass
        case _:
            assert_never(heal.state)


def _reason_to_end(
    work: Round,
    heal: Heal,
    station: StationFacts | None,
    asked: Asked | None,
    switches: Switches,
) -> tuple[HealEvent, str] | None:
    if asked is not None and asked.act == "stop":
        return HealEvent.STOPPED, f"stopped by {asked.actor}: {asked.reason}"
    if station is None:
        return HealEvent.STOPPED, "the station is no longer in the network"
    if switches.mode_at(station.region) is Mode.OFF:
        return HealEvent.STOPPED, _off_reason(station, switches)
    if work.now >= heal.expires_at:
        hours = (heal.expires_at - heal.opened_at).total_seconds() / 3600
        return HealEvent.EXPIRED, f"the longest length of {hours:g} h is over"
    return None


def _off_reason(station: StationFacts, switches: Switches) -> str:
    if switches.stopped:
        return "the kill switch is on"
    if station.region in switches.regions:
        return f"healing was switched off in {station.region}"
    return "healing was switched off"


def _prolonged(heal: Heal, asked: Asked, work: Round) -> Step:
    """A person gives a heal more time, from now at most the longest length; it takes none away."""
    length = min(timedelta(seconds=asked.length_s), work.rules.max_length)
    until = max(heal.expires_at, work.now + length)
    said = f"until {until:%Y-%m-%d %H:%M} UTC, by {asked.actor}: {asked.reason}"
    return replace(heal, expires_at=until), (Note(heal.station, "heal.prolonged", (said,)),)


def _approved(heal: Heal, asked: Asked) -> Step:
    """A person approved: a proposal may act, an acting heal may surge without a target."""
    if heal.state is HealState.PROPOSED:
        said = f"approved by {asked.actor}"
        return (
            replace(moved(heal, HealEvent.APPROVED), reasons=(*heal.reasons, said)),
            (Note(heal.station, "heal.approved", (said,)),),
        )
    if heal.may_surge_alone:
        return heal, ()
    said = f"a surge without a target was allowed by {asked.actor}"
    return replace(heal, may_surge_alone=True), (Note(heal.station, "heal.approved", (said,)),)


def _carry_on_proposed(work: Round, heal: Heal, station: StationFacts, switches: Switches) -> None:
    stressed = _stressed_chargers(heal, station)
    if all(is_recovered(charger, work.rules, work.now) for charger in stressed):
        work.apply(ended(heal, HealEvent.CALMED, "the risk went down before anybody approved"))
    elif switches.mode_at(station.region) is Mode.AUTOPILOT:
        said = "approved by autopilot"
        heal = work.apply(
            (
                replace(moved(heal, HealEvent.APPROVED), reasons=(*heal.reasons, said)),
                (Note(heal.station, "heal.approved", (said,)),),
            )
        )
        _hold_power(work, heal, station, switches, (said,))


def _carry_on_acting(work: Round, heal: Heal, station: StationFacts, switches: Switches) -> None:
    heal = _follow_switches(work, heal, station, switches)
    heal = _drop_lost_target(work, heal)
    heal = _add_stressed(work, heal, station, switches)
    stressed = _stressed_chargers(heal, station)
    for charger in stressed:
        if (ignored := ignored_reason(charger, work.now)) is not None:
            heal = work.apply(noted_once(heal, "power.ignored", (ignored,), charger.id))
    if heal.state is HealState.ACTIVE:
        has_settled = work.now - (heal.stepped_at or heal.opened_at) >= work.rules.settling
        if has_settled and all(is_recovered(each, work.rules, work.now) for each in stressed):
            reasons = tuple(f"{each.id} has recovered" for each in stressed)
            heal = work.apply((moved(heal, HealEvent.RECOVERED), ()))
            work.effects.append(Note(heal.station, "heal.releasing", reasons))
            heal = _step_up(work, heal, station, reasons)
    else:
        heal = _release(work, heal, station, stressed, switches)
    if heal.state is not HealState.ENDED:
        work.apply(renewed(heal, station, work.rules, work.now))


def _follow_switches(work: Round, heal: Heal, station: StationFacts, switches: Switches) -> Heal:
    """Put back what was switched off; hold the power where it was switched on again."""
    if not switches.use_price and (heal.surge or heal.discount):
        heal = work.apply(restored(heal, BOTH, ("price changes were switched off",)))
    if not switches.use_power and heal.has_limit:
        said = ("power limits were switched off",)
        heal = work.apply(limited(heal, station, 1.0, work.rules, work.now, said))
    if switches.use_power and heal.state is HealState.ACTIVE and not heal.has_limit:
        heal = _hold_power(work, heal, station, switches, heal.reasons[:1])
    return heal


def _drop_lost_target(work: Round, heal: Heal) -> Heal:
    """End the discount of a target that got into trouble; a surge does not stay behind alone."""
    if heal.discount is None:
        return heal
    target = work.network.stations.get(heal.discount.station)
    reason = _reason_to_drop(work, target)
    if reason is None:
        return heal
    stays = heal.may_surge_alone or work.rules.surge_without_target is SurgeAlone.YES
    kinds = (PriceKind.DISCOUNT,) if stays else BOTH
    return work.apply(restored(heal, kinds, (reason,)))


def _reason_to_drop(work: Round, target: StationFacts | None) -> str | None:
    if target is None:
        return "the target is no longer in the network"
    state = station_state(target, work.now)
    if state in {State.OFFLINE, State.UNDER_MAINTENANCE}:
        return f"the target {target.name} is {state.replace('_', ' ')}"
    for charger in chargers_by_id(target):
        if charger.can_show_price is False:
            return f"{charger.id} at the target does not take the price"
        score = charger.score
        if score is not None and score.level in {HIGH, CRITICAL}:
            return f"{charger.id} at the target has a risk of {score.risk:.2f}"
        if trigger_reason(charger, work.rules, work.now) is not None:
            return f"{charger.id} at the target is stressed itself"
    return None


def _add_stressed(work: Round, heal: Heal, station: StationFacts, switches: Switches) -> Heal:
    """Take further chargers of the station into the heal."""
    for charger in chargers_by_id(station):
        if charger.id in heal.stressed:
            continue
        reason = trigger_reason(charger, work.rules, work.now)
        if reason is None:
            continue
        heal = replace(heal, stressed=(*heal.stressed, charger.id), reasons=(*heal.reasons, reason))
        if heal.state is HealState.RELEASING:
            heal = moved(heal, HealEvent.RELAPSED)
        heal = work.apply((heal, (Note(heal.station, "heal.extended", (reason,)),)))
        heal = _hold_power(work, heal, station, switches, (reason,))
    return heal


def _release(
    work: Round,
    heal: Heal,
    station: StationFacts,
    stressed: tuple[ChargerFacts, ...],
    switches: Switches,
) -> Heal:
    """Give power back step by step; prices come last; back to the limit on a relapse."""
    rules, now = work.rules, work.now
    critical = [each for each in stressed if has_relapsed(each, rules, now)]
    if critical:
        said = tuple(f"{each.id} is critical again" for each in critical)
        heal = work.apply(
            (moved(heal, HealEvent.RELAPSED), (Note(heal.station, "heal.relapsed", said),))
        )
        return _hold_power(work, heal, station, switches, said)
    if heal.stepped_at is not None and now - heal.stepped_at < rules.release_interval:
        return heal
    if not all(is_recovered(each, rules, now) for each in stressed):
        return heal
    if heal.has_limit:
        return _step_up(work, heal, station, ("it stayed recovered",))
    return work.apply(ended(heal, HealEvent.RESTORED, "recovered at full power"))


def _step_up(work: Round, heal: Heal, station: StationFacts, reasons: tuple[str, ...]) -> Heal:
    """Raise the limit by one step; without a limit, one interval at full power begins."""
    if not heal.has_limit:
        return work.apply((replace(heal, stepped_at=work.now), ()))
    ratio = round(heal.power_ratio + work.rules.release_step_ratio, 6)
    return work.apply(limited(heal, station, ratio, work.rules, work.now, reasons))


def _hold_power(
    work: Round,
    heal: Heal,
    station: StationFacts,
    switches: Switches,
    reasons: tuple[str, ...],
) -> Heal:
    """Limit the stressed chargers, where power may be used."""
    if not switches.use_power:
        return heal
    ratio = work.rules.limit_ratio
    said = (f"limit of {ratio * 100:.0f} % of rated power", *reasons)
    return work.apply(limited(heal, station, ratio, work.rules, work.now, said))


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
    _hold_power(work, heal, station, switches, reasons)


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


def _stressed_chargers(heal: Heal, station: StationFacts) -> tuple[ChargerFacts, ...]:
    wanted: set[ChargePointId] = set(heal.stressed)
    return tuple(charger for charger in chargers_by_id(station) if charger.id in wanted)
