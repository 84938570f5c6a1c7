"""The loop under any history: what `central.core.control` promises for every one of them."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from central.core.control import Asked, decide
from central.core.effects import ClearLimit, Effect, RestorePrice, SetLimit, SetPrice
from central.core.facts import Network, PastHeal, ScoreFact
from central.core.heal import Heal, HealState
from central.core.pricing import PriceKind
from central.core.rules import HealRules, Mode, Switches
from contract.ids import ChargePointId, StationId
from tests.unit.central.core.builders import BASE, NOON, charger, score, station

NAMES = ("A", "B", "C", "D")
CHARGERS = tuple(f"{name}-{n}" for name in NAMES for n in (1, 2))
RULES = HealRules(surged_share_max=0.5)
ALLOWED = {BASE * Decimal("1.75"), BASE * Decimal("0.70")}


class Loop(RuleBasedStateMachine):
    """Four stations, 3 km apart; every rule changes the world, time moves, the loop decides."""

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = NOON
        self.risks: dict[str, float] = dict.fromkeys(CHARGERS, 0.05)
        self.temperatures: dict[str, float] = dict.fromkeys(CHARGERS, 45.0)
        self.scores: dict[str, tuple[ScoreFact, ...]] = dict.fromkeys(CHARGERS, ())
        self.statuses: dict[str, tuple[str, str]] = dict.fromkeys(CHARGERS, ("Available",) * 2)
        self.switches = Switches(Mode.AUTOPILOT)
        self.heals: dict[StationId, Heal] = {}
        self.past: dict[StationId, tuple[PastHeal, ...]] = {}
        self.asked: dict[StationId, Asked] = {}
        self.asks = 0
        self.prolonged_at: dict[StationId, datetime] = {}
        # what the effects alone say is in force
        self.prices: dict[StationId, SetPrice] = {}
        self.limits: dict[ChargePointId, SetLimit] = {}
        self.last: tuple[Effect, ...] = ()

    def network(self) -> Network:
        places = [
            station(
                name,
                east_km=3.0 * n,
                region="west" if n < 2 else "east",
                chargers=tuple(
                    charger(
                        key,
                        scores=self.scores[key],
                        temperature_c=self.temperatures[key],
                        telemetry_at=self.now,
                        statuses=self.statuses[key],
                    )
                    for key in CHARGERS
                    if key.startswith(f"{name}-")
                ),
            )
            for n, name in enumerate(NAMES)
        ]
        return Network({each.id: each for each in places}, self.past)

    def decide(self) -> None:
        decision = decide(self.network(), self.heals, self.asked, self.switches, RULES, self.now)
        for heal in decision.heals:
            self.heals[heal.station] = heal
            if heal.state is HealState.ENDED:
                del self.heals[heal.station]
                ended = PastHeal(heal.opened_at, self.now, heal.was_active)
                self.past[heal.station] = (*self.past.get(heal.station, ()), ended)
                self.asked.pop(heal.station, None)
                self.prolonged_at.pop(heal.station, None)
        for effect in decision.effects:
            self.follow(effect)
        self.last = decision.effects

    def follow(self, effect: Effect) -> None:
        match effect:
            case SetPrice():
                assert effect.shown_at not in self.prices, "an override upon an override"
                self.prices[effect.shown_at] = effect
            case RestorePrice():
                del self.prices[effect.shown_at]
            case SetLimit():
                self.limits[effect.charge_point] = effect
            case ClearLimit():
                self.limits.pop(effect.charge_point, None)
            case _:
                pass

    # --- the world ---------------------------------------------------------------------------

    @rule(
        name=st.sampled_from(NAMES),
        risk=st.sampled_from([0.3, 0.55, 0.7, 0.95]),
        n=st.integers(1, 2),
    )
    def a_station_gets_risky(self, name: str, risk: float, n: int) -> None:
        for number in range(1, n + 1):
            self.risks[f"{name}-{number}"] = risk
        self.time_passes(1)

    @rule(name=st.sampled_from(NAMES), minutes=st.sampled_from([1, 12, 35]))
    def a_station_calms(self, name: str, minutes: float) -> None:
        for number in (1, 2):
            self.risks[f"{name}-{number}"] = 0.05
            self.temperatures[f"{name}-{number}"] = 45.0
            self.statuses[f"{name}-{number}"] = ("Available",) * 2
        self.time_passes(minutes)

    @rule(key=st.sampled_from(CHARGERS), hot_c=st.sampled_from([45.0, 62.0, 84.0, 86.0]))
    def temperature_changes(self, key: str, hot_c: float) -> None:
        self.temperatures[key] = hot_c

    @rule(
        key=st.sampled_from(CHARGERS), status=st.sampled_from(["Available", "Charging", "Faulted"])
    )
    def connectors_change(self, key: str, status: str) -> None:
        self.statuses[key] = (status, status)

    @rule(
        mode=st.sampled_from([*Mode, Mode.AUTOPILOT, Mode.AUTOPILOT]),
        use_price=st.booleans(),
        use_power=st.booleans(),
        east=st.sampled_from([*Mode, None]),
    )
    def switches_change(
        self, mode: Mode, use_price: bool, use_power: bool, east: Mode | None
    ) -> None:
        regions = {} if east is None else {"east": east}
        self.switches = Switches(mode, use_price, use_power, regions)

    @precondition(lambda self: self.heals)
    @rule(place=st.integers(0, 3), act=st.sampled_from(["stop", "approve", "prolong"]))
    def a_person_asks(self, place: int, act: str) -> None:
        where = sorted(self.heals)[place % len(self.heals)]
        self.asks += 1
        self.asked[where] = Asked(str(self.asks), act, "ann", "because", 7200.0)
        if act == "prolong":
            self.prolonged_at[where] = self.now

    @rule(minutes=st.sampled_from([0.1, 1, 5, 5, 5, 30, 120]))
    def time_passes(self, minutes: float) -> None:
        end = self.now + timedelta(minutes=minutes)
        while self.now < end:
            self.now = min(self.now + timedelta(seconds=max(10.0, minutes * 6.0)), end)
            self.score_all()
            self.decide()
            self.holds()

    def score_all(self) -> None:
        for key, risk in self.risks.items():
            self.scores[key] = (score(risk, self.now), *self.scores[key][:2])

    # --- what must hold ------------------------------------------------------------------------

    @invariant()
    def holds(self) -> None:
        surged = {k for k, p in self.prices.items() if p.kind is PriceKind.SURGE}
        targets = [h.discount.station for h in self.heals.values() if h.discount]
        assert len(targets) == len(set(targets))
        assert not surged & set(targets)
        assert len(surged) <= 2
        assert all(price.per_kwh in ALLOWED for price in self.prices.values())
        for price in self.prices.values():
            assert (price.per_kwh > BASE) == (price.kind is PriceKind.SURGE)
        shown = {o.station for h in self.heals.values() for o in (h.surge, h.discount) if o}
        assert shown == set(self.prices)
        held = {c for h in self.heals.values() if h.has_limit for c in h.stressed}
        assert held == set(self.limits)
        for heal in self.heals.values():
            asked_at = self.prolonged_at.get(heal.station, heal.opened_at)
            assert heal.expires_at <= max(
                heal.opened_at + RULES.max_length, asked_at + timedelta(hours=2, minutes=12)
            )
            assert not heal.has_limit or (heal.limit_until and heal.limit_until > self.now)
            for override in (heal.surge, heal.discount):
                assert override is None or self.now < override.until <= heal.expires_at
            if heal.state is HealState.PROPOSED:
                assert not heal.has_limit
                assert not heal.surge
                assert not heal.discount

    @invariant()
    def repeated_heals_never_change_a_price(self) -> None:
        assert not any(
            heal.is_dispatch and (heal.surge or heal.discount) for heal in self.heals.values()
        )

    @precondition(lambda self: self.heals)
    @rule()
    def off_puts_everything_back_at_once(self) -> None:
        before, self.switches = self.switches, replace(self.switches, stopped=True)
        self.decide()
        assert not self.heals
        assert not self.prices
        assert not self.limits
        assert not any(isinstance(each, SetLimit | SetPrice) for each in self.last)
        self.switches = before

    def teardown(self) -> None:
        """Calm at the end: everything is back at base within settling, release and cool-down."""
        self.switches = replace(self.switches, mode=Mode.AUTOPILOT, regions={})
        self.risks = dict.fromkeys(CHARGERS, 0.05)
        self.temperatures = dict.fromkeys(CHARGERS, 45.0)
        end = self.now + timedelta(minutes=35)
        while self.now < end:
            self.now += timedelta(seconds=30)
            self.score_all()
            self.decide()
        assert not self.heals
        assert not self.prices
        assert not self.limits


TestLoop = Loop.TestCase
TestLoop.settings = settings(max_examples=100, stateful_step_count=30)
