"""The control loop without database and chargers: facts of a tick in, what is wanted out.

It remembers between ticks what central's database remembers (open and past heals, the last scores,
the power of the last 15 min) and leaves every decision to `control.decide`. What it wants counts as
accepted, as by a charger that answers at once.
"""

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from central.core.control import decide
from central.core.desired import cheaper_neighbour, overrides_by_station, wanted_of
from central.core.facts import (
    ChargerFacts,
    ConnectorFacts,
    Network,
    PastHeal,
    ScoreFact,
    StationFacts,
)
from central.core.heal import Heal, HealState
from central.core.rules import HealRules, Switches
from contract.fleet import ChargePointRecord, Fleet, StationRecord
from contract.ids import ConnectorId, StationId
from contract.rehearsal import ChargerNow, HealNow, NetworkNow, Orders, WantedNow

LOAD_WINDOW: Final = timedelta(minutes=15)
_READINGS_MOST: Final = 512


@dataclass(slots=True)
class _Memory:
    """What is known of one charger between ticks."""

    facts: ChargerFacts
    scores: deque[ScoreFact]
    """Newest first."""
    powers_w: deque[tuple[datetime, float]] = field(
        default_factory=lambda: deque(maxlen=_READINGS_MOST)
    )


class Rehearsal:
    """One network's loop; give `tick` the facts in order of time.

    Args:
        fleet: the network.
        switches: mode and what may be used.
        rules: numbers.
    """

    def __init__(self, fleet: Fleet, switches: Switches, rules: HealRules) -> None:
        self._switches, self._rules = switches, rules
        self._stations = {each.id: _station(each) for each in fleet.stations}
        kept = max(rules.confirmations, rules.recovery_scores)
        self._memories = {
            charger.id: _Memory(_charger(charger), deque(maxlen=kept))
            for station in fleet.stations
            for charger in station.charge_points
        }
        self._station_of = {c.id: s.id for s in fleet.stations for c in s.charge_points}
        self._heals: dict[StationId, Heal] = {}
        self._past: dict[StationId, tuple[PastHeal, ...]] = {}

    def tick(self, now: NetworkNow) -> Orders:
        """Decide once.

        Raises:
            ValueError: if a charger is none of the network.
        """
        network = Network(self._facts(now), self._recent(now.at))
        decision = decide(network, self._heals, {}, self._switches, self._rules, now.at)
        for heal in decision.heals:
            self._keep(heal, now.at)
        return Orders(
            wanted=self._wanted(network, now.at),
            heals=[_told(heal) for heal in decision.heals],
        )

    def _facts(self, now: NetworkNow) -> dict[StationId, StationFacts]:
        chargers: dict[StationId, list[ChargerFacts]] = {}
        for charger in now.chargers:
            station = self._station_of.get(charger.charge_point)
            if station is None:
                raise ValueError(f"charger {charger.charge_point!r} is none of the network")
            facts = self._learn(self._memories[charger.charge_point], charger, now.at)
            chargers.setdefault(station, []).append(facts)
        return {
            key: replace(self._stations[key], chargers=tuple(each))
            for key, each in chargers.items()
        }

    def _learn(self, memory: _Memory, said: ChargerNow, now: datetime) -> ChargerFacts:
        facts = memory.facts
        gone_at = None if said.connected else facts.disconnected_at or now
        connectors = facts.connectors
        if [each.status for each in connectors] != said.statuses:
            connectors = tuple(
                ConnectorFacts(ConnectorId(number), status)
                for number, status in enumerate(said.statuses, start=1)
            )
        facts = replace(
            facts, connected=said.connected, disconnected_at=gone_at, connectors=connectors
        )
        judged = said.judged
        if judged is not None:
            score = ScoreFact(
                now, judged.risk_1h, judged.level, judged.load_sensitive, judged.cause
            )
            memory.scores.appendleft(score)
            if judged.power_w is not None:
                memory.powers_w.append((now, judged.power_w))
            facts = replace(
                facts,
                telemetry_at=now,
                temperature_c=judged.temperature_c,
                ambient_c=judged.ambient_c,
                power_w=judged.power_w,
                scores=tuple(memory.scores),
            )
        memory.facts = replace(facts, load_ratio_15min=_load_ratio(memory, facts, now))
        return memory.facts

    def _recent(self, now: datetime) -> dict[StationId, tuple[PastHeal, ...]]:
        since = now - self._rules.repeat_window
        return {
            key: tuple(each for each in past if each.ended_at > since)
            for key, past in self._past.items()
        }

    def _keep(self, heal: Heal, now: datetime) -> None:
        if heal.state is not HealState.ENDED:
            self._heals[heal.station] = heal
            return
        self._heals.pop(heal.station, None)
        past = PastHeal(heal.opened_at, now, heal.was_active)
        self._past[heal.station] = (*self._past.get(heal.station, ()), past)

    def _wanted(self, network: Network, now: datetime) -> list[WantedNow]:
        overrides = overrides_by_station(self._heals)
        found = []
        for key in sorted({*self._heals, *overrides} & network.stations.keys()):
            station, heal = network.stations[key], self._heals.get(key)
            neighbour = cheaper_neighbour(station, heal, network.stations)
            for charger in station.chargers:
                wanted = wanted_of(charger, station, heal, overrides.get(key), neighbour, now)
                found.append(
                    WantedNow(
                        charge_point=charger.id, per_kwh=wanted.per_kwh, limit_w=wanted.limit_w
                    )
                )
        return found


def _load_ratio(memory: _Memory, facts: ChargerFacts, now: datetime) -> float | None:
    powers_w = memory.powers_w
    while powers_w and now - powers_w[0][0] > LOAD_WINDOW:
        powers_w.popleft()
    if not powers_w or not facts.rated_power_w:
        return None
    return sum(power_w for _, power_w in powers_w) / len(powers_w) / facts.rated_power_w


def _station(record: StationRecord) -> StationFacts:
    return StationFacts(
        record.id,
        record.name,
        record.operator,
        record.base_price_per_kwh,
        record.energy_cost_per_kwh,
        record.currency,
        record.latitude_deg,
        record.longitude_deg,
        region=record.city,
        simulated=record.simulated,
        time_zone=record.time_zone,
    )


def _charger(record: ChargePointRecord) -> ChargerFacts:
    return ChargerFacts(
        record.id,
        rated_power_w=record.rated_power_w,
        connector_power_w=record.connector_power_w,
        current_type=record.current_type,
        connector_types=tuple(record.connector_types),
    )


def _told(heal: Heal) -> HealNow:
    return HealNow(
        station=heal.station,
        opened_at=heal.opened_at,
        is_over=heal.state is HealState.ENDED,
        stressed=list(heal.stressed),
        target=heal.target,
        has_price=heal.surge is not None or heal.discount is not None,
        is_dispatch=heal.is_dispatch,
    )
