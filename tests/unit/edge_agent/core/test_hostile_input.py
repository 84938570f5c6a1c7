"""What a broken or hostile charger may send: no frame raises, none leaves a trace in features."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.features import FEATURES
from contract.ids import ChargePointId, EdgeId, StationId
from contract.messages import Telemetry, decode, encode
from edge_agent.core.reports import Reporter
from edge_agent.core.site import Charger, Place, Site
from edge_agent.core.traffic import (
    Answered,
    ChargerOpened,
    Effect,
    FromCharger,
    Heard,
    News,
    Now,
)
from tests.unit.edge_agent.core.builders import ids

AT = datetime(2026, 7, 1, 12, tzinfo=UTC)
PLACE = Place(StationId("S-1"), None, 50_000.0, 2, 50_000.0, "America/New_York")


def charger() -> Charger:
    return Site({}, PLACE, 1.0, ids(), limit=1).add(ChargePointId("CP-1"), AT)


def say(here: Charger, text: str, at: datetime) -> list[Effect]:
    """Hand a frame in and learn from it, as a session does."""
    effects = here.proxy.handle(FromCharger(text), Now(real_s=at.timestamp(), at=at))
    for effect in effects:
        if isinstance(effect, Heard | Answered | News):
            here.learn(effect, at)
    return effects


def opened() -> Charger:
    here = charger()
    for effect in here.proxy.handle(ChargerOpened(has_uplink=True), Now(0.0, AT)):
        if isinstance(effect, News):
            here.learn(effect, AT)
    return here


def measure(
    here: Charger, at: datetime, value: str, unit: str = "W", of: str = "Power.Active.Import"
) -> None:
    sampled = f'{{"value":{value},"unit":"{unit}","measurand":"{of}","location":"Body"}}'
    reading = f'[{{"timestamp":"{at.isoformat()}","sampledValue":[{sampled}]}}]'
    say(here, f'[2,"m","MeterValues",{{"connectorId":1,"meterValue":{reading}}}]', at)


def charge(here: Charger) -> datetime:
    """Half an hour of plain charging."""
    say(here, '[2,"s","StatusNotification",{"connectorId":1,"status":"Charging"}]', AT)
    at = AT
    for minute in range(30):
        at += timedelta(minutes=1)
        measure(here, at, '"22000"')
        measure(here, at, '"50"', "kW", "Power.Offered")
        measure(here, at, f'"{366 * minute}"', "Wh", "Energy.Active.Import.Register")
        measure(here, at, '"230"', "V", "Voltage")
        measure(here, at, '"41"', "Celsius", "Temperature")
    return at


HUGE = ("1" + "0" * 400, f'"1{"0" * 400}"', '"1e300"', "1e300", "-1e300", '"-1e18"', '"NaN"')


@pytest.mark.parametrize("value", HUGE)
@pytest.mark.parametrize(
    ("unit", "of"),
    [
        ("kW", "Power.Active.Import"),
        ("kW", "Power.Offered"),
        ("kWh", "Energy.Active.Import.Register"),
        ("A", "Current.Import"),
        ("V", "Voltage"),
        ("K", "Temperature"),
        ("Percent", "SoC"),
    ],
)
def test_monstrous_value_leaves_the_features_as_they_were(value: str, unit: str, of: str) -> None:
    plain, attacked = opened(), opened()
    at = charge(plain)
    assert charge(attacked) == at
    measure(attacked, at, value, unit, of)
    now_s = (at + timedelta(seconds=10)).timestamp()
    wanted = plain.window.vector(now_s)
    assert np.isfinite(wanted).sum() > 20
    assert np.array_equal(attacked.window.vector(now_s), wanted, equal_nan=True)
    assert attacked.window.reading(now_s) == plain.window.reading(now_s)


def test_monstrous_power_does_not_make_a_connector_busy() -> None:
    here = opened()
    measure(here, AT, '"1e11"')
    assert here.window.reading(AT.timestamp()).connectors_in_use is None


def nested(depth: int) -> Iterator[str]:
    value = "[" * depth + "]" * depth
    yield f'[2,"a","StatusNotification",{{"connectorId":1,"status":{value},"errorCode":{value}}}]'
    reading = (
        f'{{"timestamp":{value},"sampledValue":[{{"value":"1","phase":{value},"unit":{value}}}]}}'
    )
    yield f'[2,"b","MeterValues",{{"connectorId":1,"meterValue":[{reading}]}}]'
    yield f'[2,"c","BootNotification",{{"chargePointModel":{value}}}]'


def test_nest_of_any_depth_raises_nothing() -> None:
    here = opened()
    for depth in (*range(800, 1010), 5000, 60_000):
        for text in nested(depth):
            say(here, text, AT)
    assert here.window.reading(AT.timestamp()).last_frame_age_s == 0.0


NUMBERS = st.sampled_from(
    [0, -1, 1, 2**31, 2**63, 2**64, -(2**63), 10**30, 10**400, 1e308, -1e308, 5e-324, -0.0]
)
WORDS = st.sampled_from(
    [
        "",
        "L1",
        "Body",
        "kW",
        "--5",
        "-",
        "1e999",
        "9" * 400,
        "NaN",
        "\ud800",
        "\x00",
        "٣",
        "x" * 3000,
    ]
) | st.sampled_from(["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:60Z", "2026-07-01T12:00:00Z"])
SCALARS = st.none() | st.booleans() | NUMBERS | WORDS
SAMPLES = st.dictionaries(
    st.sampled_from(["value", "unit", "measurand", "phase", "location", "format"]),
    SCALARS | st.sampled_from(["Temperature", "Voltage", "Current.Import", "Power.Active.Import"]),
)
READINGS = st.fixed_dictionaries(
    {"timestamp": SCALARS, "sampledValue": st.lists(SAMPLES | SCALARS, max_size=4)}
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "connectorId": SCALARS,
        "transactionId": SCALARS,
        "status": SCALARS | st.sampled_from(["Charging", "Faulted"]),
        "errorCode": SCALARS,
        "meterStart": SCALARS,
        "meterStop": SCALARS,
        "meterValue": st.lists(READINGS, max_size=3) | SCALARS,
    },
)
ACTIONS = st.sampled_from(
    ["MeterValues", "StatusNotification", "StartTransaction", "StopTransaction", "X", "\ud800"]
)


@settings(max_examples=300)
@given(said=st.lists(st.tuples(ACTIONS, FIELDS), min_size=1, max_size=6))
def test_whatever_a_charger_says_its_features_stay_sound_and_can_be_sent(
    said: list[tuple[str, dict[str, Any]]],
) -> None:
    here, number = opened(), count()
    at = AT
    for action, fields in said:
        at += timedelta(seconds=7)
        say(here, json.dumps([2, f"m{next(number)}", action, fields]), at)
        here.learn(Answered(action, json.dumps(fields), json.dumps(fields)), at)
    vector = here.window.vector(at.timestamp())
    assert vector.shape == (len(FEATURES),)
    assert not np.isinf(vector).any()
    assert np.abs(vector[~np.isnan(vector)]).max() < 1e6
    told = Reporter(EdgeId("edge-1"), 1).telemetry(at, here.window.reading(at.timestamp()), vector)
    assert decode(encode(told), Telemetry).features
    json.dumps(here.window.fault_history(), allow_nan=False)
