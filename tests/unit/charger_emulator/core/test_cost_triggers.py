from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charger_emulator.core.cost_triggers import CostTriggers, read_triggers


def wants(**fields: object) -> CostTriggers:
    found = read_triggers({"triggerMeterValue": fields}, 0.0)
    assert found is not None
    return found


def test_an_instant_and_an_energy_trigger_once() -> None:
    triggers = wants(atTime="1970-01-01T00:01:00Z", atEnergykWh=2.0)
    looks = [(30.0, 1_000.0), (60.0, 1_500.0), (70.0, 2_000.0), (80.0, 2_100.0)]
    due = [triggers.due(at_s, energy_wh, 0.0, "Charging") for at_s, energy_wh in looks]
    assert due == [False, True, True, False]


def test_power_triggers_on_each_crossing_but_not_when_it_wavers() -> None:
    triggers = wants(atPowerkW=10)
    powers_kw = [4.0, 10.2, 9.9, 10.6, 9.8, 9.4, 10.4, 11.0]
    due = [triggers.due(0.0, 0.0, 1000.0 * kw, "Charging") for kw in powers_kw]
    assert due == [False, False, False, True, False, True, False, True]


def test_a_status_triggers_when_it_is_reached() -> None:
    triggers = wants(atCPStatus=["Finishing", "SuspendedEV"])
    seen = ["Charging", "SuspendedEV", "SuspendedEV", "Charging", "Finishing"]
    assert [triggers.due(0.0, 0.0, 0.0, each) for each in seen] == [False, True, False, False, True]


def test_an_instant_in_the_past_is_left_out() -> None:
    found = read_triggers({"triggerMeterValue": {"atTime": "1970-01-01T00:00:05Z"}}, 10.0)
    assert found is not None
    assert not found.due(11.0, 0.0, 0.0, "Charging")


def test_without_the_field_there_are_none() -> None:
    assert read_triggers({"cost": 1}, 0.0) is None


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        (7, "triggerMeterValue 7"),
        ({"atTime": "soon"}, "atTime 'soon'"),
        ({"atEnergykWh": -1}, "atEnergykWh -1"),
        ({"atPowerkW": "11"}, "atPowerkW '11'"),
        ({"atCPStatus": "Finishing"}, "atCPStatus a list"),
    ],
)
def test_what_is_unusable_is_named(fields: object, name: str) -> None:
    with pytest.raises(ValueError, match=name):
        read_triggers({"triggerMeterValue": fields}, 0.0)


@given(st.lists(st.floats(0.0, 20_000.0), min_size=2, max_size=40))
def test_crossings_alternate_whatever_the_power_does(powers_w: list[float]) -> None:
    triggers = wants(atPowerkW=10)
    crossed = [p for p in powers_w if triggers.due(0.0, 0.0, p, "Charging")]
    sides = [power_w >= 10_000.0 for power_w in crossed]
    assert all(one is not other for one, other in pairwise(sides))


@pytest.mark.parametrize("value", [10**400, 2**31, -1, True, "5", float("nan")])
def test_a_number_out_of_range_is_refused_by_name(value: object) -> None:
    with pytest.raises(ValueError, match=r"atPowerkW .* is not allowed: 0 to 2147483647"):
        wants(atPowerkW=value)
