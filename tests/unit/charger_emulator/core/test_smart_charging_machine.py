"""Profiles installed, cleared, expected and ended in any order, beside a plain account of them."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from charger_emulator.core.profiles import Purpose, parse_profile
from charger_emulator.core.smart_charging import ProfileStore, Rules, Transaction
from tests.unit.charger_emulator.core.charging_profiles import DC, T0, Setup, profile

RULES = Rules(DC.units, max_stack_level=2, max_periods=3, max_profiles=4)
ids = st.integers(0, 6)
levels = st.integers(0, 3)
connectors = st.integers(0, 2)
watts = st.sampled_from([0.0, 20e3, 60e3, 200e3])


class Profiles(RuleBasedStateMachine):
    """The store against a dictionary by place."""

    def __init__(self) -> None:
        super().__init__()
        self.store = ProfileStore(DC, RULES)
        self.places: dict[tuple[int, str, int], dict[str, Any]] = {}
        self.expected: dict[int, dict[str, Any]] = {}
        self.running: dict[int, int] = {}
        self.begun = 100

    def _put(self, connector: int, data: dict[str, Any]) -> None:
        place = connector, data["chargingProfilePurpose"], data["stackLevel"]
        number = data["chargingProfileId"]
        kept = {p: d for p, d in self.places.items() if d["chargingProfileId"] != number}
        self.places = {**kept, place: data}

    def _room_for(self, connector: int, data: dict[str, Any]) -> bool:
        place = connector, data["chargingProfilePurpose"], data["stackLevel"]
        number = data["chargingProfileId"]
        others = [
            p for p, d in self.places.items() if p != place and d["chargingProfileId"] != number
        ]
        return len(others) + len(self.expected) < RULES.max_profiles

    @rule(connector=connectors, number=ids, level=levels, limit=watts, whole=st.booleans())
    def install(self, connector: int, number: int, level: int, limit: float, whole: bool) -> None:
        purpose = "ChargePointMaxProfile" if whole else "TxDefaultProfile"
        data = profile(purpose, ((0, limit),), chargingProfileId=number, stackLevel=level)
        is_allowed = level <= 2 and not (whole and connector)
        taken = self.store.install(connector, parse_profile(data))
        assert taken is (is_allowed and self._room_for(connector, data))
        if taken:
            self._put(connector, data)

    @rule(connector=connectors, number=ids, limit=watts, names_it=st.booleans())
    def install_for_transaction(
        self, connector: int, number: int, limit: float, names_it: bool
    ) -> None:
        named = self.running.get(connector, 1) if names_it else 99
        data = profile("TxProfile", ((0, limit),), chargingProfileId=number, transactionId=named)
        is_allowed = names_it and connector in self.running and self._room_for(connector, data)
        assert self.store.install(connector, parse_profile(data)) is is_allowed
        if is_allowed:
            self._put(connector, data)

    @rule(connector=st.integers(1, 2), number=ids, limit=watts)
    def expect(self, connector: int, number: int, limit: float) -> None:
        if connector in self.running:
            return
        data = profile("TxProfile", ((0, limit),), chargingProfileId=number)
        others = len(self.places) + len(self.expected) - (connector in self.expected)
        taken = self.store.expect(connector, parse_profile(data))
        assert taken is (others < RULES.max_profiles)
        if taken:
            self.expected[connector] = data

    @rule(connector=st.integers(1, 2))
    def begin(self, connector: int) -> None:
        if connector in self.running:
            return
        self.begun += 1
        self.running[connector] = self.begun
        self.store.begin_transaction(connector, Transaction(None, T0))
        self.store.begin_transaction(connector, Transaction(self.begun, T0))
        if connector in self.expected:
            self._put(connector, self.expected.pop(connector))

    @rule(connector=st.integers(1, 2))
    def end(self, connector: int) -> None:
        self.running.pop(connector, None)
        self.store.end_transaction(connector)
        self.places = {p: d for p, d in self.places.items() if p[:2] != (connector, "TxProfile")}

    @rule(number=ids)
    def clear_by_id(self, number: int) -> None:
        found = self.store.clear(profile_id=number)
        count = len(self.places) + len(self.expected)
        self.places = {p: d for p, d in self.places.items() if d["chargingProfileId"] != number}
        self.expected = {c: d for c, d in self.expected.items() if d["chargingProfileId"] != number}
        assert found is (len(self.places) + len(self.expected) < count)

    @rule(connector=st.none() | connectors, level=st.none() | levels)
    def clear_defaults(self, connector: int | None, level: int | None) -> None:
        gone = [
            (at, purpose, stack)
            for at, purpose, stack in self.places
            if purpose == "TxDefaultProfile" and connector in (None, at) and level in (None, stack)
        ]
        found = self.store.clear(None, connector, Purpose.TX_DEFAULT, level)
        assert found is bool(gone)
        for place in gone:
            del self.places[place]

    @invariant()
    def the_account_is_right(self) -> None:
        assert len(self.store) == len(self.places) + len(self.expected) <= RULES.max_profiles
        entries = [(at, data) for (at, _, _), data in self.places.items()]
        model = Setup(DC, entries, dict.fromkeys(self.running, T0))
        for connector in (0, 1, 2):
            assert self.store.expected(connector, T0 + 5).w == model.slow_limit(
                connector, T0 + 5, T0
            )


TestProfiles = Profiles.TestCase
