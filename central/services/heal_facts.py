"""What the control loop decides from, read in one unit: for its rounds and for previews alike."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from central.core import limit_watch
from central.core.facts import Network, ScoreFact, StationFacts
from central.core.levels import CRITICAL
from central.core.rules import HealRules
from central.services.control_records import HealRow, NetworkRows
from central.services.tariff_network import with_tariffs
from central.services.unit_of_work import UnitOfWork
from contract.ids import ChargePointId

LOAD_WINDOW: Final = timedelta(minutes=15)
SCORE_WINDOW: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class HealFacts:
    """The network as the core has it, and the rows that it was made of."""

    network: Network
    rows: NetworkRows


async def read_facts(
    uow: UnitOfWork, heals: Collection[HealRow], rules: HealRules, now: datetime
) -> HealFacts:
    """All stations; those in a heal or at a critical risk with their recent history.

    Args:
        uow: for reading.
        heals: the open ones.
        rules: how many scores are looked at.
        now: simulated instant.
    """
    network = with_tariffs(await uow.views.network(), await uow.tariffs.book(), now)
    stressed = {charge_point for row in heals for charge_point in row.heal.stressed}
    suspects = stressed | _critical(network)
    count = max(rules.confirmations, rules.recovery_scores)
    scores = await uow.views.recent_scores(suspects, now - SCORE_WINDOW, count)
    loads_w = await uow.views.mean_loads(stressed, now - LOAD_WINDOW)
    least_w = await uow.views.least_powers(stressed, now - limit_watch.WINDOW)
    touched = {
        key: _with_limits(_with_history(station, scores, loads_w), network, least_w, now)
        for key, station in network.stations.items()
        if any(charger.id in suspects for charger in station.chargers)
    }
    rows = replace(network, stations={**network.stations, **touched})
    past = await uow.heals.past(now - rules.repeat_window)
    return HealFacts(Network(rows.stations, past), rows)


def _critical(network: NetworkRows) -> set[ChargePointId]:
    return {
        charger.id
        for station in network.stations.values()
        for charger in station.chargers
        if charger.score is not None and charger.score.level == CRITICAL
    }


def _with_limits(
    station: StationFacts,
    network: NetworkRows,
    least_w: dict[ChargePointId, float],
    now: datetime,
) -> StationFacts:
    """Limits that its chargers accepted and that hold, beside the power that they keep to."""
    chargers = []
    for charger in station.chargers:
        accepted = network.accepted[charger.id]
        until = accepted.power_limit_until
        holds = accepted.power_limit_w is not None and (until is None or until > now)
        limited = replace(
            charger,
            limit_w=accepted.power_limit_w if holds else None,
            limit_accepted_at=accepted.power_limit_accepted_at,
            least_power_w=least_w.get(charger.id),
        )
        chargers.append(limited)
    return replace(station, chargers=tuple(chargers))


def _with_history(
    station: StationFacts,
    scores: dict[ChargePointId, tuple[ScoreFact, ...]],
    loads_w: dict[ChargePointId, float],
) -> StationFacts:
    chargers = tuple(
        replace(
            charger,
            scores=scores.get(charger.id) or charger.scores,
            load_ratio_15min=loads_w[charger.id] / charger.rated_power_w
            if charger.id in loads_w and charger.rated_power_w
            else None,
        )
        for charger in station.chargers
    )
    return replace(station, chargers=chargers)
