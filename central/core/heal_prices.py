"""Prices of heals: which may change them, where, and what happens without a target.

All heals that wait for a price are paired with targets at once (`central.core.pairing`): those
that opened first are served first, a later one may move them to another target but takes none away,
and the ways of all together are the shortest. A pair that runs stays as it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from central.core import pricing
from central.core.facts import StationFacts
from central.core.heal import Heal, HealState, noted_once, price_until, priced
from central.core.pairing import Pairing
from central.core.reroute import Options, Places, Rerouting, TargetChoice, chosen
from central.core.round import Round
from central.core.rules import HealRules, SurgeAlone
from contract.ids import StationId

REACHES: Final = 2.0
"""Two stations whose targets lie within a distance can want the same one up to twice as far."""


def start_prices(work: Round, heals: Iterable[Heal]) -> None:
    """Surge the stations of active heals and discount the best targets, within all guards."""
    waiting = [
        heal
        for heal in sorted(heals, key=lambda each: (each.opened_at, each.station))
        if heal.state is HealState.ACTIVE and heal.surge is None and not heal.is_dispatch
    ]
    ready = [heal for heal in waiting if _is_ready(work, heal)]
    if not ready:
        return
    options = _options(work, ready)
    alone = {heal.station for heal in ready if _may_surge_alone(heal, work.rules)}
    pairing: Pairing[StationId, StationId] = Pairing()
    room, served = _room(work), 0
    while room and served < len(ready):
        station = ready[served].station
        costs = [(way.cost, way.station.id) for way in options[station].ways]
        room -= pairing.add(station, costs) or station in alone
        served += 1
    takers = {target: work.network.stations[station] for station, target in pairing.places.items()}
    for heal in ready[:served]:
        found, target = options[heal.station], pairing.places.get(heal.station)
        way = next((each for each in found.ways if each.station.id == target), None)
        _price(work, heal, chosen(found, way, takers))
    if not _room(work):
        left = (work.heals[heal.station] for heal in ready)
        _tell_budget(work, [heal for heal in left if heal.surge is None])


def _is_ready(work: Round, heal: Heal) -> bool:
    """Whether a heal may have a price; if not, that is noted once."""
    station = work.network.stations[heal.station]
    refusal = _refusal(heal, station, work.rules)
    if refusal is not None:
        work.apply(noted_once(heal, *refusal))
    return refusal is None


def _refusal(
    heal: Heal, station: StationFacts, rules: HealRules
) -> tuple[str, tuple[str, ...]] | None:
    """Why a heal may have no price, as act and reasons of a note; None if it may."""
    if any(charger.can_show_price is False for charger in station.chargers):
        return "price.not_made", ("one of its chargers cannot show a price",)
    if lost := _out_of_contact(heal, station):
        return "price.not_started", (f"{lost} is out of contact: the pair is not started",)
    surge = pricing.surge(station.base_per_kwh, station.currency, rules)
    return None if surge.per_kwh is not None else ("price.not_made", surge.reasons)


def _out_of_contact(heal: Heal, station: StationFacts) -> str:
    lost = (each.id for each in station.chargers if each.id in heal.stressed and not each.connected)
    return ", ".join(sorted(lost))


def _options(work: Round, heals: Sequence[Heal]) -> dict[StationId, Options]:
    """For each station as many targets as others could take away from it, and one more.

    More are not needed: whoever has a worse one could have one of these, since fewer want them.
    """
    stressed = [work.network.stations[heal.station] for heal in heals]
    rerouting = Rerouting(work.network, work.taken(), work.rules, work.now)
    target = work.rules.target
    rivals = Places(stressed, REACHES * target.distance_max_km, target.metric)
    return {
        each.id: rerouting.options(each, 1 + sum(1 for _ in rivals.around(each)))
        for each in stressed
    }


def _room(work: Round) -> int:
    """How many more stations may be surged."""
    surged = sum(each.surge is not None for each in work.open_heals())
    return max(_allowed(work) - surged, 0)


def _allowed(work: Round) -> int:
    return max(int(len(work.network.stations) * work.rules.surged_share_max), 1)


def _tell_budget(work: Round, heals: Iterable[Heal]) -> None:
    percent = work.rules.surged_share_max * 100
    said = f"at most {_allowed(work)} stations may be surged at a time ({percent:.0f} %)"
    for heal in heals:
        work.apply(noted_once(heal, "price.over_budget", (said,)))


def _may_surge_alone(heal: Heal, rules: HealRules) -> bool:
    """Whether the operator or a person allows a surge without a target."""
    policy = rules.surge_without_target
    return policy is SurgeAlone.YES or (policy is SurgeAlone.ASK and heal.may_surge_alone)


def _price(work: Round, heal: Heal, choice: TargetChoice) -> None:
    """Price the pair; without a target power only, unless the surge is allowed alone."""
    rules, station = work.rules, work.network.stations[heal.station]
    surge = pricing.surge(station.base_per_kwh, station.currency, rules)
    until = price_until(heal, rules, work.now)
    if choice.way is None:
        if _may_surge_alone(heal, rules):
            said = replace(surge, reasons=(*surge.reasons, *choice.reasons))
            work.apply(priced(heal, station, said, None, until))
            return
        asks = rules.surge_without_target is SurgeAlone.ASK
        person = ("a surge without a target needs a person",) if asks else ()
        work.apply(noted_once(heal, "price.no_target", (*choice.reasons, *person)))
        return
    target = choice.way.station
    discount = pricing.discount(target.base_per_kwh, target.currency, rules)
    reasons = (*heal.reasons, *choice.reasons)
    surge = replace(surge, reasons=(*surge.reasons, *reasons))
    discount = replace(discount, reasons=(*discount.reasons, *reasons))
    heal = work.apply(priced(heal, station, surge, target.id, until))
    work.apply(priced(heal, target, discount, station.id, until))
