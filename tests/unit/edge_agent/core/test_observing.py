"""Frames of real charger families (personas), and what they tell."""

import json
import math
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.observations import Kind, Observation
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus
from edge_agent.core.observing import Observer

AT = datetime(2026, 7, 1, 12, tzinfo=UTC)
AT_S = AT.timestamp()
FIELDS = (
    "power_w",
    "offered_w",
    "energy_wh",
    "current_a",
    "imbalance_ratio",
    "voltage_v",
    "temperature_c",
    "ambient_c",
    "soc_ratio",
)


def meter_values(*sampled: dict[str, Any], stamp: str = "2026-07-01T12:00:00Z") -> str:
    reading = {"timestamp": stamp, "sampledValue": list(sampled)}
    return json.dumps({"connectorId": 1, "transactionId": 5, "meterValue": [reading]})


def sample(value: object, measurand: str = "", **more: object) -> dict[str, Any]:
    return {"value": value, **({"measurand": measurand} if measurand else {}), **more}


def measured(*sampled: dict[str, Any]) -> dict[str, float]:
    """The fields that one MeterValues gives; none if it only proves life."""
    (observation,) = Observer().heard("MeterValues", meter_values(*sampled), AT)
    values = {name: getattr(observation, name) for name in FIELDS}
    assert observation.kind == (Kind.METER if observation.connector else Kind.ALIVE)
    return {name: value for name, value in values.items() if not math.isnan(value)}


POWER, ENERGY, CURRENT = "Power.Active.Import", "Energy.Active.Import.Register", "Current.Import"


@pytest.mark.parametrize(
    ("sampled", "expected"),
    [
        pytest.param(
            [sample("1234")], {"energy_wh": 1234.0}, id="open-ocpp: no measurand, no unit"
        ),
        pytest.param(
            [sample("1.5", ENERGY, unit="kWh")], {"energy_wh": 1500.0}, id="VCP: energy in kWh"
        ),
        pytest.param(
            [sample(str(n), ENERGY, unit="kWh", phase=f"L{n}") for n in (1, 2, 3)],
            {"energy_wh": 6000.0},
            id="tfocpp: kWh per phase is summed",
        ),
        pytest.param(
            [sample("1000.5", POWER, phase=f"L{n}") for n in (1, 2, 3)],
            {"power_w": 3001.5},
            id="open-ocpp: power per phase without a unit is summed",
        ),
        pytest.param(
            [sample("3000", POWER), sample("999", POWER, phase="L1")],
            {"power_w": 3000.0},
            id="a total is taken as it is sent",
        ),
        pytest.param([sample("7.4", POWER, unit="kW")], {"power_w": 7400.0}, id="power in kW"),
        pytest.param([sample(7400, POWER)], {"power_w": 7400.0}, id="a JSON number"),
        pytest.param([sample("1e3", POWER)], {"power_w": 1000.0}, id="an exponent"),
        pytest.param(
            [sample("50", "Power.Offered", unit="kW")], {"offered_w": 50_000.0}, id="offered power"
        ),
        pytest.param(
            [sample(a, CURRENT, phase=f"L{n}") for n, a in enumerate(("10", "12", "14"), start=1)],
            {"current_a": 12.0, "imbalance_ratio": 4.0 / 12.0},
            id="currents: mean and imbalance",
        ),
        pytest.param(
            [sample("16", CURRENT, phase="L1", unit="A")],
            {"current_a": 16.0},
            id="one phase has no imbalance",
        ),
        pytest.param(
            [sample("0", CURRENT, phase=f"L{n}") for n in (1, 2, 3)],
            {"current_a": 0.0},
            id="no current has no imbalance",
        ),
        pytest.param(
            [sample(v, "Voltage", phase=f"L{n}-N") for n, v in ((1, "229"), (2, "231"))],
            {"voltage_v": 230.0},
            id="voltage against neutral is averaged",
        ),
        pytest.param(
            [sample("400", "Voltage", phase="L1-L2")],
            {"voltage_v": pytest.approx(230.94, abs=0.01)},
            id="line voltage is brought to phase voltage",
        ),
        pytest.param([sample("55", "SoC")], {"soc_ratio": 0.55}, id="MicroOcpp: SoC without unit"),
        pytest.param([sample("155", "SoC")], {}, id="a state of charge above 100 % is left out"),
        pytest.param(
            [sample("40", "Temperature", unit="Celcius", location="Body")],
            {"temperature_c": 40.0},
            id="Celcius as the standard spells it",
        ),
        pytest.param(
            [sample("104", "Temperature", unit="Fahrenheit", location="Body")],
            {"temperature_c": pytest.approx(40.0)},
            id="Fahrenheit",
        ),
        pytest.param(
            [sample("313.15", "Temperature", unit="K", location="Body")],
            {"temperature_c": pytest.approx(40.0)},
            id="kelvin",
        ),
        pytest.param(
            [
                sample("25", "Temperature", location="Inlet"),
                sample("40", "Temperature", location="Body"),
                sample("30", "Temperature", location="EV"),
            ],
            {"temperature_c": 40.0, "ambient_c": 25.0},
            id="body and inlet are kept apart, the car's own is left out",
        ),
        pytest.param(
            [sample("40", "Temperature")], {"temperature_c": 40.0}, id="a temperature without place"
        ),
        pytest.param(
            [sample("7400", POWER, location="Inlet"), sample("7000", POWER)],
            {"power_w": 7000.0},
            id="the outlet's power goes before the inlet's",
        ),
        pytest.param(
            [sample("OCMF|{...}", ENERGY, format="SignedData"), sample("5", ENERGY)],
            {"energy_wh": 5.0},
            id="VCP: signed data are no number",
        ),
        pytest.param([sample("12,5", POWER)], {}, id="a decimal comma is left out"),
        pytest.param([sample("NaN", POWER)], {}, id="NaN is left out"),
        pytest.param([sample("1_000", POWER)], {}, id="a Python number is no OCPP number"),
        pytest.param([sample("1e999", POWER)], {}, id="infinity is left out"),
        pytest.param([sample(10**400, POWER)], {}, id="an integer beyond any float is left out"),
        pytest.param([sample("9" * 400, POWER)], {}, id="the same as text"),
        pytest.param([sample("1e308", POWER, unit="kW")], {}, id="a number that overflows in W"),
        pytest.param([sample("5000001", POWER)], {}, id="more power than any charger has"),
        pytest.param([sample("-5", ENERGY)], {}, id="a register below zero"),
        pytest.param([sample("-1", "Power.Offered")], {}, id="an offer below zero"),
        pytest.param([sample("2001", "Voltage")], {}, id="more voltage than any charger has"),
        pytest.param([sample("1e6", CURRENT)], {}, id="more current than any charger has"),
        pytest.param([sample("0", "Temperature", unit="K")], {}, id="colder than any charger is"),
        pytest.param(
            [sample("999", "Temperature"), sample("40", "Temperature")],
            {"temperature_c": 40.0},
            id="a broken sensor does not outweigh a sound one",
        ),
        pytest.param(
            [sample("5", POWER, phase=["L1"], location={"a": 1})],
            {"power_w": 5.0},
            id="a phase and a place that are no text count as not sent",
        ),
        pytest.param([sample(True, POWER)], {}, id="a boolean is left out"),
        pytest.param([sample(None, POWER)], {}, id="null is left out"),
        pytest.param([sample("5", POWER, unit="hp")], {}, id="an unknown unit is left out"),
        pytest.param([sample("5", "Frequency")], {}, id="a measurand that nobody reads"),
        pytest.param([sample("5", "RPM"), sample("6", POWER)], {"power_w": 6.0}, id="good and odd"),
        pytest.param([], {}, id="an empty list"),
    ],
)
def test_sampled_values(sampled: list[dict[str, Any]], expected: dict[str, float]) -> None:
    assert measured(*sampled) == expected


@pytest.mark.parametrize(
    ("status", "error", "expected"),
    [
        pytest.param("Charging", "NoError", ("Charging", "NoError"), id="plain"),
        pytest.param("faulted", "HIGHTEMPERATURE", ("Faulted", "HighTemperature"), id="odd case"),
        pytest.param("Available", "Vendor1", ("Available", "OtherError"), id="unknown error"),
    ],
)
def test_status_is_a_position_in_the_word_lists(
    status: str, error: str, expected: tuple[str, str]
) -> None:
    payload = json.dumps({"connectorId": 2, "status": status, "errorCode": error})
    (observation,) = Observer().heard("StatusNotification", payload, AT)
    assert (observation.kind, observation.connector) == (Kind.STATUS, 2)
    assert list(ChargePointStatus)[observation.status] == expected[0]
    assert list(ChargePointErrorCode)[observation.error] == expected[1]


def started(observer: Observer, connector: int = 2, meter_start: object = 1000) -> None:
    request = json.dumps({"connectorId": connector, "idTag": "T", "meterStart": meter_start})
    observer.answered("StartTransaction", request, '{"transactionId":77,"idTagInfo":{}}')


def test_stop_knows_its_connector_and_energy_from_the_start() -> None:
    observer = Observer()
    started(observer)
    (stop,) = observer.heard("StopTransaction", '{"transactionId":77,"meterStop":1500}', AT)
    assert (stop.kind, stop.connector, stop.value) == (Kind.STOP, 2, 500.0)


def test_stop_counts_the_session_even_where_sap_starts_at_zero() -> None:
    observer = Observer()
    started(observer, meter_start=0)
    observer.heard("MeterValues", meter_values(sample("49000", ENERGY)), AT)
    (stop,) = observer.heard("StopTransaction", '{"transactionId":77,"meterStop":15}', AT)
    assert stop.value == 15.0


@pytest.mark.parametrize(
    "transaction_id",
    ["0", "-1", "99", '"x"', '"--5"', '"-"', "1e3", "9" * 400, f'"{"9" * 400}"', "null"],
)
def test_stop_of_an_unknown_transaction_has_no_energy(transaction_id: str) -> None:
    observer = Observer()
    started(observer)
    payload = f'{{"transactionId":{transaction_id},"meterStop":1500}}'
    (stop,) = observer.heard("StopTransaction", payload, AT)
    assert stop.kind == Kind.STOP
    assert math.isnan(stop.value)


@pytest.mark.parametrize("meter", ["9" * 400, f'"{"9" * 400}"', "1.7e308", "-1.7e308", "[1]"])
def test_register_that_no_meter_shows_gives_no_energy(meter: str) -> None:
    observer = Observer()
    request = f'{{"connectorId":2,"idTag":"T","meterStart":{meter}}}'
    observer.answered("StartTransaction", request, '{"transactionId":77,"idTagInfo":{}}')
    (stop,) = observer.heard("StopTransaction", '{"transactionId":77,"meterStop":1500}', AT)
    assert stop.connector == 2
    assert math.isnan(stop.value)
    started(observer)
    payload = f'{{"transactionId":77,"meterStop":{meter}}}'
    assert math.isnan(observer.heard("StopTransaction", payload, AT)[0].value)


def test_stop_below_its_start_has_no_energy() -> None:
    observer = Observer()
    started(observer)
    (stop,) = observer.heard("StopTransaction", '{"transactionId":77,"meterStop":1}', AT)
    assert math.isnan(stop.value)


def test_start_is_an_observation_of_its_connector() -> None:
    (start,) = Observer().heard("StartTransaction", '{"connectorId":"2","idTag":"T"}', AT)
    assert (start.kind, start.connector) == (Kind.START, 2)


@pytest.mark.parametrize(
    ("stamp", "kind"),
    [
        pytest.param("2026-07-01T11:58:40Z", Kind.METER, id="eighty seconds old"),
        pytest.param("2026-07-01T11:58:20Z", Kind.ALIVE, id="a hundred seconds old is late"),
        pytest.param("2026-07-01T11:40:00", Kind.ALIVE, id="without a zone it is UTC"),
        pytest.param("1970-01-01T00:00:05Z", Kind.METER, id="a clock that was never set"),
        pytest.param("2027-01-01T00:00:00Z", Kind.ALIVE, id="ahead, and no pace known yet"),
        pytest.param("yesterday", Kind.METER, id="no timestamp at all"),
        pytest.param("0001-01-01T00:00:00+23:59", Kind.METER, id="before the first day there is"),
        pytest.param("9999-12-31T23:59:59-23:59", Kind.ALIVE, id="after the last day there is"),
    ],
)
def test_late_readings_tell_nothing_about_now(stamp: str, kind: Kind) -> None:
    payload = meter_values(sample("5", POWER), stamp=stamp)
    (observation,) = Observer().heard("MeterValues", payload, AT)
    assert (observation.kind, observation.at_s) == (kind, AT_S)


@pytest.mark.parametrize(
    ("action", "payload"),
    [
        pytest.param("", "", id="an answer"),
        pytest.param("Heartbeat", "{}", id="a heartbeat"),
        pytest.param("VendorThing", '{"x":1}', id="an unknown action"),
        pytest.param(
            "StatusNotification", '{"connectorId":1,"status":"Sleeping"}', id="odd status"
        ),
        pytest.param("StatusNotification", '{"status":"Available"}', id="no connector"),
        pytest.param(
            "StartTransaction", '{"connectorId":true}', id="a connector that is no number"
        ),
        pytest.param(
            "StartTransaction", f'{{"connectorId":{2**63}}}', id="a connector beyond 64 bits"
        ),
        pytest.param("MeterValues", '{"connectorId":1e400}', id="a number beyond any float"),
        pytest.param("MeterValues", '{"x":"\\ud800"}', id="half a character"),
        pytest.param("MeterValues", '{"connectorId":1,"meterValue":"x"}', id="no readings"),
        pytest.param("MeterValues", '{"connectorId":1,"meterValue":[3]}', id="odd readings"),
    ],
)
def test_any_other_frame_proves_life(action: str, payload: str) -> None:
    assert Observer().heard(action, payload, AT) == [Observation(Kind.ALIVE, AT_S)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["connectorId", "meterValue", "sampledValue", "value", "unit", "measurand", "phase"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    action=st.sampled_from(
        ["MeterValues", "StatusNotification", "StartTransaction", "StopTransaction"]
    ),
    fields=st.dictionaries(
        st.sampled_from(["connectorId", "status", "errorCode", "transactionId", "meterValue"]), JSON
    ),
)
def test_no_payload_breaks_the_observer(action: str, fields: dict[str, Any]) -> None:
    payload = json.dumps(fields).replace("NaN", "null").replace("Infinity", "1")
    observer = Observer()
    observer.answered(action, payload, payload)
    assert observer.heard(action, payload, AT)
