import math
from typing import Any

import pytest

from charger_emulator.core.profiles import ProfileFault, Purpose, Unit, parse_profile
from charger_emulator.core.smart_charging import (
    Hardware,
    ProfileStore,
    Rules,
    Transaction,
    whole_seconds,
)
from contract.ocpp16 import CallErrorCode
from tests.unit.charger_emulator.core.charging_profiles import AC, AC_3, DC, T0, profile


def store(hardware: Hardware = DC, **at: dict[str, Any]) -> ProfileStore:
    """A store with profiles; `c0=`, `c1=` name the connector."""
    made = ProfileStore(hardware)
    for name, data in at.items():
        assert made.install(int(name[1]), parse_profile(data))
    return made


def shape(
    made: ProfileStore, connector: int, length_s: float = 600.0, at_s: float = T0
) -> list[tuple[float, float]]:
    """Composite schedule as (offset in s, watts)."""
    return [(start, limit.w) for start, limit in made.composite(connector, at_s, length_s)]


def test_without_profiles_the_hardware_is_the_limit() -> None:
    assert shape(store(), 0, 600) == [(0.0, 300e3)]
    assert shape(store(), 2, 600) == [(0.0, 150e3)]


def test_a_charge_point_limit_bounds_sum_and_each_connector() -> None:
    made = store(c0=profile(limits=((0, 120e3),)))
    assert made.charge_point_limit(T0).w == 120e3
    assert shape(made, 0, 600) == [(0.0, 120e3)]
    assert shape(made, 1, 600) == [(0.0, 120e3)]


def test_after_its_duration_a_limit_is_gone() -> None:
    made = store(c0=profile(duration=300))
    assert shape(made, 0, 600) == [(0.0, 120e3), (300.0, 300e3)]
    assert math.isinf(made.charge_point_limit(T0 + 300).w)


def test_the_highest_active_stack_level_wins_even_if_it_allows_more() -> None:
    made = ProfileStore(DC)
    low = profile(limits=((0, 50e3),))
    high = profile(
        limits=((0, 200e3),), stackLevel=3, chargingProfileId=2, validTo="2026-01-01T00:05:00Z"
    )
    assert made.install(0, parse_profile(low))
    assert made.install(0, parse_profile(high))
    assert shape(made, 0, 600) == [(0.0, 200e3), (300.0, 50e3)]


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
    assert shape(made, 1, 120) == [(0.0, 90e3), (60.0, 30e3)]
    made.end_transaction(1)
    assert made.connector_limit(1, T0).w == 40e3


@pytest.mark.parametrize(
    ("connector", "data"),
    [
        pytest.param(1, profile(), id="charge point maximum on a connector"),
        pytest.param(1, profile("TxProfile"), id="tx profile without a transaction"),
        pytest.param(
            0,
            profile(chargingProfileKind="Relative"),
            id="charge point maximum relative to a transaction",
        ),
        pytest.param(0, profile(unit="A"), id="amperes for a DC charger"),
        pytest.param(0, profile(stackLevel=9), id="stack level too high"),
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


def test_amperes_count_per_phase() -> None:
    made = store(AC, c0=profile("TxDefaultProfile", ((0, 16.0), (60, 4.0)), unit="A"))
    assert made.connector_limit(1, T0).w == 16.0 * 240.0
    assert made.connector_limit(1, T0 + 60).a == 4.0, "the hardware pauses, the schedule says it"
    whole = store(AC, c0=profile(limits=((0, 20.0),), unit="A"))
    assert whole.charge_point_limit(T0).w == 20.0 * 240.0 * 3
    assert whole.expected(0, T0).a == 20.0


@pytest.mark.parametrize(
    ("phases", "watts", "amperes"),
    [
        pytest.param(None, 16.0 * 240.0 * 3, 16.0, id="three, where nothing is said"),
        pytest.param(3, 16.0 * 240.0 * 3, 16.0, id="three"),
        pytest.param(1, 16.0 * 240.0, 16.0, id="one of three"),
    ],
)
def test_the_number_of_phases_scales_watts_and_keeps_amperes(
    phases: int | None, watts: float, amperes: float
) -> None:
    made = store(AC_3, c0=profile("TxDefaultProfile", ((0, 16.0),), unit="A", phases=phases))
    limit = made.expected(1, T0)
    assert (limit.w, limit.a, limit.phases) == (watts, amperes, phases or 3)


def test_more_phases_than_there_are_keep_the_amperes() -> None:
    made = store(AC, c0=profile("TxDefaultProfile", ((0, 16.0),), unit="A", phases=3))
    assert (made.expected(1, T0).a, made.expected(1, T0).phases) == (16.0, 1)


def test_on_one_phase_the_hardware_gives_a_third() -> None:
    made = store(AC_3, c0=profile("TxDefaultProfile", ((0, 40.0),), unit="A", phases=1))
    assert made.expected(1, T0).w == 32.0 * 240.0


def test_watts_are_told_as_amperes_of_the_mains_side() -> None:
    made = store(c0=profile("TxDefaultProfile", ((0, 72e3),)))
    assert made.expected(1, T0).a == 72e3 / (240.0 * 3)


def test_the_rules_of_the_configuration_decide_what_is_taken() -> None:
    rules = Rules(units=(Unit.A, Unit.W), max_stack_level=0, max_periods=2, max_profiles=1)
    made = ProfileStore(AC, rules)
    many = profile("TxDefaultProfile", ((0, 1.0), (60, 2.0), (90, 3.0)), unit="A")
    assert not made.install(0, parse_profile(many))
    assert not made.install(0, parse_profile(profile("TxDefaultProfile", stackLevel=1)))
    assert made.install(0, parse_profile(profile("TxDefaultProfile", unit="W")))
    other = profile("TxDefaultProfile", unit="A", chargingProfileId=2)
    assert not made.install(1, parse_profile(other)), "only one fits in"
    assert made.install(0, parse_profile(other)), "replacing is no addition"


def test_a_tx_profile_must_name_the_running_transaction() -> None:
    made = store()
    made.begin_transaction(1, Transaction(7, T0))
    for wrong in (8, None):
        named = {} if wrong is None else {"transactionId": wrong}
        assert not made.install(1, parse_profile(profile("TxProfile", **named)))
    assert not made.install(2, parse_profile(profile("TxProfile", transactionId=7)))
    assert made.install(1, parse_profile(profile("TxProfile", transactionId=7)))


def test_the_profile_of_a_remote_start_belongs_to_its_transaction() -> None:
    made = store()
    relative = profile("TxProfile", ((0, 90e3), (60, 30e3)), chargingProfileKind="Relative")
    assert made.expect(1, parse_profile(relative))
    assert math.isinf(made.connector_limit(1, T0).w), "nothing runs yet"
    made.begin_transaction(1, Transaction(None, T0 + 30))
    made.begin_transaction(1, Transaction(9, T0 + 30))
    assert shape(made, 1, 120, T0 + 30) == [(0.0, 90e3), (60.0, 30e3)]
    same_level = profile("TxProfile", ((0, 50e3),), transactionId=9, chargingProfileId=2)
    assert made.install(1, parse_profile(same_level))
    assert shape(made, 1, 120, T0 + 30) == [(0.0, 50e3)]
    made.end_transaction(1)
    assert not len(made)


def test_a_remote_start_that_comes_to_nothing_leaves_nothing() -> None:
    made = store()
    assert made.expect(1, parse_profile(profile("TxProfile")))
    made.forget_expected(1)
    made.begin_transaction(1, Transaction(9, T0))
    assert math.isinf(made.connector_limit(1, T0).w)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(profile(), id="another purpose"),
        pytest.param(profile("TxProfile", transactionId=3), id="with a transaction"),
        pytest.param(profile("TxProfile", stackLevel=9), id="stack level too high"),
    ],
)
def test_a_remote_start_takes_no_other_profile(data: dict[str, Any]) -> None:
    assert not store().expect(1, parse_profile(data))


def test_a_schedule_in_whole_seconds_is_right_at_each_of_them() -> None:
    made = store(c0=profile("TxDefaultProfile", ((0, 50e3), (10, 60e3), (11, 70e3)), duration=12))
    pieces = made.composite(1, T0 + 0.25, 20.0)
    told = [(start, limit.w) for start, limit in whole_seconds(pieces, 20)]
    assert told == [(0, 50e3), (10, 60e3), (11, 70e3), (12, 150e3)]


def test_a_schedule_of_some_looks_says_how_far_it_speaks() -> None:
    data = profile("TxDefaultProfile", ((0, 50e3), (3600, 60e3)), chargingProfileKind="Recurring")
    made = store(c0=data | {"recurrencyKind": "Daily"})
    year_s = 365 * 86_400.0
    pieces, told_s = made.first_pieces(1, T0, year_s, 4)
    assert [start for start, _ in pieces] == [0, 3600, 86_400, 90_000]
    assert told_s == 2 * 86_400
    assert pieces == made.composite(1, T0, told_s)
    assert made.first_pieces(1, T0, 90.0, 4)[1] == 90.0


def test_a_profile_that_waits_for_its_transaction_takes_a_place() -> None:
    made = ProfileStore(DC, Rules(DC.units, max_profiles=2))
    waiting = parse_profile(profile("TxProfile", chargingProfileId=2))
    assert made.install(0, parse_profile(profile()))
    assert made.expect(1, waiting)
    assert made.expect(1, waiting)  # in the place of the first
    assert not made.expect(2, waiting)
    more = profile("TxDefaultProfile", chargingProfileId=3)
    assert not made.install(0, parse_profile(more))
    made.forget_expected(1)
    assert made.install(0, parse_profile(more))


@pytest.mark.parametrize("name", ["transactionId", "validFrom", "validTo", "recurrencyKind"])
def test_a_null_is_as_good_as_an_absent_field(name: str) -> None:
    assert parse_profile(profile() | {name: None}) == parse_profile(profile())


@pytest.mark.parametrize("name", ["duration", "minChargingRate"])
def test_a_null_in_the_schedule_is_as_good_as_an_absent_field(name: str) -> None:
    data = profile()
    data["chargingSchedule"][name] = None
    assert parse_profile(data) == parse_profile(profile())


def test_null_phases_are_three_and_a_relative_schedule_may_begin_at_null() -> None:
    data = profile(chargingProfileKind="Relative")
    plain = parse_profile(data)
    data["chargingSchedule"]["startSchedule"] = None
    data["chargingSchedule"]["chargingSchedulePeriod"][0]["numberPhases"] = None
    assert parse_profile(data) == plain


@pytest.mark.parametrize("name", ["chargingProfileId", "stackLevel", "chargingSchedule"])
def test_a_null_where_a_field_is_needed_is_a_missing_field(name: str) -> None:
    with pytest.raises(ProfileFault, match=f"{name} is missing"):
        parse_profile(profile() | {name: None})


def test_clearing_matches_all_given_fields() -> None:
    made = store(c0=profile(), c1=profile("TxDefaultProfile", chargingProfileId=2))
    assert not made.clear(purpose=Purpose.TX_DEFAULT, connector=0)
    assert made.clear(purpose=Purpose.TX_DEFAULT)
    assert made.clear(profile_id=1)
    assert not made.clear()
