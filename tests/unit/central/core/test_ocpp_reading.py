"""Chargers' messages, also those that break the schema."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.ocpp_reading import (
    Repairs,
    read_metering,
    read_start,
    read_status,
    read_stop,
)
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = (
    "connectorId",
    "idTag",
    "meterStart",
    "meterStop",
    "timestamp",
    "transactionId",
    "status",
    "errorCode",
    "info",
    "reason",
    "meterValue",
    "sampledValue",
)
payloads = st.dictionaries(st.sampled_from(FIELDS), json_values)


def sample(*values: dict[str, Any], at: str = "2026-06-01T11:59:00Z") -> dict[str, Any]:
    return {"connectorId": 1, "meterValue": [{"timestamp": at, "sampledValue": list(values)}]}


@given(payload=payloads)
def test_no_payload_is_beyond_reading(payload: dict[str, Any]) -> None:
    for reader in (read_status, read_start, read_stop, read_metering):
        reader(payload, NOW, Repairs())


@pytest.mark.parametrize("number", [10**30, -(10**30), 1e300, "9" * 40, 10**400, 2**70])
def test_numbers_that_no_database_keeps_are_replaced(number: object) -> None:
    repairs = Repairs()
    payload = {"connectorId": number, "meterStart": number, "meterStop": number, "idTag": "T"}
    payload |= {"transactionId": number, "timestamp": "2026-06-01T11:00:00Z"}
    start, stop = read_start(payload, NOW, repairs), read_stop(payload, NOW, repairs)
    assert (start.connector_id, start.meter_start_wh) == (1, 0)
    assert (stop.transaction_id, stop.meter_stop_wh) == (-1, None)
    assert read_metering({**payload, "meterValue": []}, NOW, repairs).connector_id == 0
    assert len(repairs.made) == 6


@pytest.mark.parametrize(
    ("value", "field"),
    [
        pytest.param({"value": "1e19"}, "energy_wh", id="register beyond 64 bits"),
        pytest.param({"value": "1e308", "unit": "kWh"}, "energy_wh", id="infinite in Wh"),
        pytest.param({"value": 10**400}, "energy_wh", id="beyond any float"),
        pytest.param({"value": "-1"}, "energy_wh", id="register below nothing"),
        pytest.param(
            {"value": "1e308", "unit": "kW", "measurand": "Power.Active.Import"}, "power_w", id="kW"
        ),
        pytest.param({"value": "101", "measurand": "SoC"}, "soc_pct", id="more than full"),
        pytest.param({"value": "900", "measurand": "Temperature"}, "temperature_c", id="molten"),
    ],
)
def test_a_reading_that_cannot_be_true_is_named_and_kept_raw_only(
    value: dict[str, Any], field: str
) -> None:
    repairs = Repairs()
    read = read_metering(sample(value), NOW, repairs).samples[0]
    assert getattr(read, field) is None
    assert read.raw == [value]
    (told,) = repairs.refused
    assert "allowed: " in told
    assert repairs.made == []


def test_phases_that_add_up_to_infinity_are_not_believed() -> None:
    phases = [
        {"value": "1.5e308", "measurand": "Power.Active.Import", "phase": phase}
        for phase in ("L1", "L2")
    ]
    repairs = Repairs()
    assert read_metering(sample(*phases), NOW, repairs).samples[0].power_w is None
    assert repairs.refused == ["power_w 'inf' is not believed (allowed: -100000000 to 100000000)"]


def test_connector_of_no_charger_is_replaced_by_the_whole() -> None:
    repairs = Repairs()
    assert (
        read_status({"connectorId": 2**31, "status": "Available"}, NOW, repairs).connector_id == 0
    )
    assert "allowed: a whole number, 0 to 1000" in repairs.made[0]


def test_well_formed_status_needs_no_repair() -> None:
    repairs = Repairs()
    payload = {
        "connectorId": 2,
        "status": "Charging",
        "errorCode": "NoError",
        "timestamp": "2026-06-01T13:00:00+02:00",
    }
    report = read_status(payload, NOW, repairs)
    assert report.status is ChargePointStatus.CHARGING
    assert report.at == datetime(2026, 6, 1, 11, tzinfo=UTC)
    assert repairs.made == []


def test_status_in_another_spelling_is_understood_and_noted() -> None:
    repairs = Repairs()
    report = read_status(
        {"connectorId": "1", "status": "suspended_evse", "errorCode": "E42"}, NOW, repairs
    )
    assert report.connector_id == 1
    assert report.status is ChargePointStatus.SUSPENDED_EVSE
    assert report.error_code is ChargePointErrorCode.OTHER_ERROR
    assert len(repairs.made) == 3


@pytest.mark.parametrize(
    ("timestamp", "taken"),
    [
        pytest.param("1970-01-01T00:00:00Z", NOW, id="clock never set"),
        pytest.param("2026-06-03T12:00:00Z", NOW, id="two days ahead"),
        pytest.param("0001-01-01T00:00:00+23:59", NOW, id="before the first year in UTC"),
        pytest.param("9999-12-31T23:59:59-23:59", NOW, id="after the last year in UTC"),
        pytest.param("2026-06-01T10:00:\ud800", NOW, id="half a character"),
        pytest.param("yesterday", NOW, id="no instant"),
        pytest.param("2026-06-01T10:00:00", NOW - timedelta(hours=2), id="naive means UTC"),
    ],
)
def test_odd_instants_are_replaced_and_noted(timestamp: str, taken: datetime) -> None:
    repairs = Repairs()
    payload = {"connectorId": 1, "idTag": "T", "meterStart": 0, "timestamp": timestamp}
    assert read_start(payload, NOW, repairs).started_at == taken
    assert len(repairs.made) == 1


def test_start_without_anything_still_reads() -> None:
    start = read_start({}, NOW, Repairs())
    assert (start.connector_id, start.id_tag, start.meter_start_wh) == (1, "", 0)


def test_stop_without_reading_says_so() -> None:
    stop = read_stop({"transactionId": 7, "timestamp": "2026-06-01T11:00:00Z"}, NOW, Repairs())
    assert stop.meter_stop_wh is None
    assert stop.reason == "Local"


@pytest.mark.parametrize(
    ("value", "field", "expected"),
    [
        pytest.param({"value": "1234"}, "energy_wh", 1234.0, id="defaults"),
        pytest.param({"value": "1.5", "unit": "kWh"}, "energy_wh", 1500.0, id="kWh"),
        pytest.param(
            {"value": "7.2", "unit": "kW", "measurand": "Power.Active.Import"},
            "power_w",
            7200.0,
            id="kW",
        ),
        pytest.param({"value": "64", "measurand": "SoC"}, "soc_pct", 64.0, id="state of charge"),
        pytest.param(
            {"value": "104", "measurand": "Temperature", "unit": "Fahrenheit", "location": "Body"},
            "temperature_c",
            40.0,
            id="Fahrenheit",
        ),
        pytest.param(
            {"value": "30", "measurand": "Temperature", "unit": "Celcius", "location": "Inlet"},
            "ambient_c",
            30.0,
            id="official misspelling of Celsius",
        ),
        pytest.param({"value": "12,5"}, "energy_wh", None, id="decimal comma is not read"),
        pytest.param({"value": "NaN"}, "energy_wh", None, id="NaN is not read"),
        pytest.param({"value": ""}, "energy_wh", None, id="empty is not read"),
    ],
)
def test_units_are_brought_to_one(value: dict[str, Any], field: str, expected: float) -> None:
    read = read_metering(sample(value), NOW, Repairs()).samples[0]
    got = getattr(read, field)
    assert got == (None if expected is None else pytest.approx(expected))
    assert read.raw == [value]


def test_power_by_phase_is_added_up_unless_the_total_is_there() -> None:
    phases = [
        {"value": "1000", "measurand": "Power.Active.Import", "phase": phase}
        for phase in ("L1", "L2", "L3")
    ]
    total = {"value": "2900", "measurand": "Power.Active.Import"}
    assert read_metering(sample(*phases), NOW, Repairs()).samples[0].power_w == 3000.0
    assert read_metering(sample(*phases, total), NOW, Repairs()).samples[0].power_w == 2900.0


@pytest.mark.parametrize(
    ("phase", "expected"),
    [
        pytest.param("L2", (None, 16.5, None), id="a line"),
        pytest.param("L2-N", (None, 16.5, None), id="a line to neutral"),
        pytest.param("N", (None, None, None), id="no line"),
        pytest.param(["L2"], (None, None, None), id="a list"),
        pytest.param({}, (None, None, None), id="an object"),
        pytest.param(None, (None, None, None), id="nothing"),
    ],
)
def test_a_current_is_that_of_its_line(phase: Any, expected: tuple[float | None, ...]) -> None:
    value = {"value": "16.5", "measurand": "Current.Import", "phase": phase}
    assert read_metering(sample(value), NOW, Repairs()).samples[0].currents_a == expected


def test_samples_come_in_the_order_of_their_instants() -> None:
    payload = {
        "connectorId": 1,
        "meterValue": [
            {"timestamp": "2026-06-01T11:59:00Z", "sampledValue": [{"value": "20"}]},
            {"timestamp": "2026-06-01T11:58:00Z", "sampledValue": [{"value": "10"}]},
        ],
    }
    read = read_metering(payload, NOW, Repairs())
    assert [each.energy_wh for each in read.samples] == [10.0, 20.0]
