"""Prices of a heal: which heal may change them, where, and what happens without a target."""

from dataclasses import replace

from central.core import pricing
from central.core.facts import StationFacts
from central.core.heal import Heal, HealState, noted_once, price_until, priced
from central.core.reroute import choose_target
from central.core.round import Round
from central.core.rules import SurgeAlone


def start_price(work: Round, heal: Heal) -> None:
    """Surge an active heal's station and discount the best target, within all guards."""
    if heal.state is not HealState.ACTIVE or heal.surge is not None or heal.is_dispatch:
        return
    station = work.network.stations[heal.station]
    refusal = _price_refusal(work, station)
    if refusal is not None:
        work.apply(noted_once(heal, *refusal))
        return
    choice = choose_target(
        station, work.network.stations.values(), work.taken(), work.rules, work.now
    )
    rules = work.rules
    surge = pricing.surge(station.base_per_kwh, station.currency, rules)
    if surge.per_kwh is None:
        work.apply(noted_once(heal, "price.not_made", surge.reasons))
        return
    until = price_until(heal, rules, work.now)
    target = choice.station
    if target is None:
        _surge_alone(work, heal, station, surge, choice.reasons)
        return
    discount = pricing.discount(target.base_per_kwh, target.currency, rules)
    if discount.per_kwh is None:
        _surge_alone(work, heal, station, surge, discount.reasons)
        return
    reasons = (*heal.reasons, *choice.reasons)
    surge = replace(surge, reasons=(*surge.reasons, *reasons))
    discount = replace(discount, reasons=(*discount.reasons, *reasons))
    heal = work.apply(priced(heal, station, surge, target.id, until))
    work.apply(priced(heal, target, discount, station.id, until))


def _surge_alone(
    work: Round,
    heal: Heal,
    station: StationFacts,
    surge: pricing.PriceDecision,
    reasons: tuple[str, ...],
) -> None:
    """Without a target: power only, unless the operator or a person allows the surge."""
    policy = work.rules.surge_without_target
    if policy is SurgeAlone.YES or (policy is SurgeAlone.ASK and heal.may_surge_alone):
        said = replace(surge, reasons=(*surge.reasons, *reasons))
        until = price_until(heal, work.rules, work.now)
        work.apply(priced(heal, station, said, None, until))
        return
    asks = ("a surge without a target needs a person",) if policy is SurgeAlone.ASK else ()
    work.apply(noted_once(heal, "price.no_target", (*reasons, *asks)))


def _price_refusal(work: Round, station: StationFacts) -> tuple[str, tuple[str, ...]] | None:
    """Why this heal gets no price, as act and reasons of a note; None if it may have one."""
    if any(charger.can_show_price is False for charger in station.chargers):
        return "price.not_made", ("one of its chargers cannot show a price",)
    share = work.rules.surged_share_max
    allowed = max(int(len(work.network.stations) * share), 1)
    surged = sum(each.surge is not None for each in work.open_heals())
    if surged >= allowed:
        return "price.over_budget", (
            f"{surged} stations are surged, at most {allowed} may be ({share * 100:.0f} %)",
        )
    return None
