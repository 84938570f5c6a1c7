import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charger_emulator.core.profiles import ProfileFault, Purpose, parse_profile
from charger_emulator.core.smart_charging import (
    MAX_STACK_LEVEL,
    Hardware,
    ProfileStore,
    Transaction,
)
from contract.ocpp16 import CallErrorCode

DC = Hardware(rated_w=300e3, connector_w=150e3, connectors=3, phases=0)
AC = Hardware(rated_w=44e3, connector_w=11_520.0, connectors=4, phases=1)
T0 = 1_767_225_600.0
"""2026-01-01T00:00:00Z."""


def profile(
    purpose: str = "ChargePointMaxProfile",
    limits: tuple[tuple[int, float], ...] = ((0, 120e3),),
    **other: Any,
) -> dict[str, Any]:
    """A profile as it comes over the wire."""
    unit = other.pop("unit", "W")
    schedule: dict[str, Any] = {
        "chargingRateUnit": unit,
        "chargingSchedulePeriod": [{"startPeriod": s, "limit": w} for s, w in limits],
    }
    if other.get("chargingProfileKind") != "Relative":
        schedule["startSchedule"] = other.pop("start", "2026-01-01T00:00:00Z")
    if "duration" in other:
        schedule["duration"] = other.pop("duration")
    return {
        "chargingProfileId": 1,
        "stackLevel": 0,
        "chargingProfilePurpose": purpose,
        "chargingProfileKind": "Absolute",
        "chargingSchedule": schedule,
        **other,
    }


def store(hardware: Hardware = DC, **at: dict[str, Any]) -> ProfileStore:
    """A store with profiles; `c0=`, `c1=` name the connector."""
    made = ProfileStore(hardware)
    for name, data in at.items():
        assert made.install(int(name[1]), parse_profile(data))
    return made


def test_without_profiles_the_hardware_is_the_limit() -> None:
    assert store().composite(0, T0, 600) == [(0.0, 300e3)]
    assert store().composite(2, T0, 600) == [(0.0, 150e3)]


def test_a_charge_point_limit_bounds_sum_and_each_connector() -> None:
    made = store(c0=profile(limits=((0, 120e3),)))
    assert made.charge_point_limit(T0).w == 120e3
    assert made.composite(0, T0, 600) == [(0.0, 120e3)]
    assert made.composite(1, T0, 600) == [(0.0, 120e3)]


def test_after_its_duration_a_limit_is_gone() -> None:
    made = store(c0=profile(duration=300))
    assert made.composite(0, T0, 600) == [(0.0, 120e3), (300.0, 300e3)]
    assert math.isinf(made.charge_point_limit(T0 + 300).w)


def test_the_highest_active_stack_level_wins_even_if_it_allows_more() -> None:
    made = ProfileStore(DC)
    low = profile(limits=((0, 50e3),))
    high = profile(
        limits=((0, 200e3),), stackLevel=3, chargingProfileId=2, validTo="2026-01-01T00:05:00Z"
    )
    assert made.install(0, parse_profile(low))
    assert made.install(0, parse_profile(high))
    assert made.composite(0, T0, 600) == [(0.0, 200e3), (300.0, 50e3)]


def test_a_profile_with_the_same_id_or_the_same_place_replaces() -> None:
    made = store(c0=profile())
    made.install(0, parse_profile(profile(limits=((0, 60e3),))))
    made.install(0, parse_profile(profile(limits=((0, 70e3),), chargingProfileId=9)))
    assert len(made) == 1
    assert made.charge_point_limit(T0).w == 70e3


def test_a_tx_profile_overrules_tx_default_and_ends_with_its_transaction() -> None:
    made = store(c0=profile("TxDefaultProfile", ((0, 40e3),)))
    made.begin_transaction(1, Transaction(7, T0))
    relative = {"chargingProfileKind": "Relative", "transactionId": 7, "chargingProfileId": 2}
    own = profile("TxProfile", ((0, 90e3), (60, 30e3)), **relative)
    assert made.install(1, parse_profile(own))
    assert made.composite(1, T0, 120) == [(0.0, 90e3), (60.0, 30e3)]
    made.end_transaction(1)
    assert made.connector_limit(1, T0).w == 40e3


@pytest.mark.parametrize(
    ("connector", "data"),
    [
        pytest.param(1, profile(), id="charge point maximum on a connector"),
        pytest.param(1, profile("TxProfile"), id="tx profile without a transaction"),
        pytest.param(0, profile(unit="A"), id="amperes for a DC charger"),
        pytest.param(0, profile(stackLevel=MAX_STACK_LEVEL + 1), id="stack level too high"),
        pytest.param(
            0, profile(limits=tuple((i, 1e3) for i in range(30))), id="more periods than allowed"
        ),
    ],
)
def test_a_profile_against_the_rules_is_refused(connector: int, data: dict[str, Any]) -> None:
    assert not ProfileStore(DC).install(connector, parse_profile(data))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"stackLevel": "high"}, CallErrorCode.TYPE_CONSTRAINT_VIOLATION, id="type"),
        pytest.param(
            {"chargingProfilePurpose": "Max"},
            CallErrorCode.PROPERTY_CONSTRAINT_VIOLATION,
            id="unknown word",
        ),
        pytest.param(
            {"chargingSchedule": {"chargingRateUnit": "W", "chargingSchedulePeriod": []}},
            CallErrorCode.PROPERTY_CONSTRAINT_VIOLATION,
            id="no period",
        ),
        pytest.param(
            {"chargingProfileKind": "Recurring"},
            CallErrorCode.PROPERTY_CONSTRAINT_VIOLATION,
            id="recurring without recurrency",
        ),
    ],
)
def test_a_malformed_profile_names_its_fault(change: dict[str, Any], code: CallErrorCode) -> None:
    with pytest.raises(ProfileFault) as caught:
        parse_profile(profile() | change)
    assert caught.value.code is code


def test_a_daily_profile_comes_back_each_day() -> None:
    night = profile(
        limits=((0, 60e3),), duration=3600, chargingProfileKind="Recurring", recurrencyKind="Daily"
    )
    made = store(c0=night)
    for day in range(3):
        assert made.charge_point_limit(T0 + day * 86_400.0 + 10.0).w == 60e3
        assert math.isinf(made.charge_point_limit(T0 + day * 86_400.0 + 3600.0).w)


def test_amperes_count_per_phase_and_less_than_six_is_a_pause() -> None:
    made = store(AC, c0=profile("TxDefaultProfile", ((0, 16.0), (60, 4.0)), unit="A"))
    assert made.connector_limit(1, T0).w == 16.0 * 240.0
    assert made.connector_limit(1, T0 + 60).w == 0.0
    whole = store(AC, c0=profile(limits=((0, 20.0),), unit="A"))
    assert whole.charge_point_limit(T0).w == 20.0 * 240.0 * 3
    assert whole.amperes(whole.charge_point_limit(T0).w, 0) == 20.0


def test_clearing_matches_all_given_fields() -> None:
    made = store(c0=profile(), c1=profile("TxDefaultProfile", chargingProfileId=2))
    assert not made.clear(purpose=Purpose.TX_DEFAULT, connector=0)
    assert made.clear(purpose=Purpose.TX_DEFAULT)
    assert made.clear(profile_id=1)
    assert not made.clear()


periods = st.lists(
    st.tuples(st.integers(1, 900), st.sampled_from([0.0, 30e3, 80e3, 140e3])), max_size=4
)
schedules = st.tuples(
    periods,
    st.integers(0, 3),
    st.sampled_from(["ChargePointMaxProfile", "TxDefaultProfile"]),
    st.integers(0, 1500),
    st.none() | st.integers(1, 2000),
)


def _stack(drawn: list[Any]) -> ProfileStore:
    made = ProfileStore(DC)
    for number, (pieces, level, purpose, start, duration) in enumerate(drawn):
        limits = {0: 100e3} | dict(pieces)
        data = profile(
            purpose,
            tuple(sorted(limits.items())),
            chargingProfileId=number,
            stackLevel=level,
            start=f"2026-01-01T00:{start // 60:02d}:{start % 60:02d}Z",
            **({} if duration is None else {"duration": duration}),
        )
        made.install(0, parse_profile(data))
    return made


def _at(schedule: list[tuple[float, float]], offset_s: float) -> float:
    return [limit for start, limit in schedule if start <= offset_s][-1]


@given(st.lists(schedules, max_size=4), st.integers(1, 2999), st.integers(0, 2))
def test_a_composite_schedule_may_be_cut_anywhere(
    drawn: list[Any], cut: int, connector: int
) -> None:
    made = _stack(drawn)
    whole = made.composite(connector, T0, 3000)
    first, second = (
        made.composite(connector, T0, cut),
        made.composite(connector, T0 + cut, 3000 - cut),
    )
    for offset in range(0, 3000, 37):
        part = _at(first, offset) if offset < cut else _at(second, offset - cut)
        assert part == _at(whole, offset) == made.expected(connector, T0 + offset).w


@given(st.lists(schedules, max_size=4))
def test_a_schedule_starts_at_zero_and_only_names_changes(drawn: list[Any]) -> None:
    schedule = _stack(drawn).composite(0, T0, 3000)
    assert schedule[0][0] == 0.0
    assert all(a[0] < b[0] and a[1] != b[1] for a, b in pairwise(schedule))
    assert all(0.0 <= limit <= DC.rated_w for _, limit in schedule)
