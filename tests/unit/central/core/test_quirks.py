"""Profiles find their chargers, and their messages get the form of the standard."""

from datetime import UTC, datetime
from typing import Any

import pytest

from central.core.ocpp_reading import Repairs, read_metering, read_start, read_stop
from central.core.quirks import NONE, Quirks, adapted, quirks_of

NOW = datetime(2026, 7, 2, tzinfo=UTC)
BERLIN = Quirks("berlin", local_time_zone="Europe/Berlin")
KWH = Quirks("kwh", energy_is_kwh=True)


@pytest.mark.parametrize(
    ("vendor", "model", "firmware", "expected"),
    [
        ("ACME", "Fast 50", "4.1.2", "old"),
        ("acme", "Fast 50", "5.0", "acme"),
        ("Acme GmbH", "Slow", "", "acme"),
        ("Other", "Fast 50", "4.1.2", ""),
    ],
)
def test_the_first_profile_that_fits_counts(
    vendor: str, model: str, firmware: str, expected: str
) -> None:
    known = [
        Quirks("old", vendor="Acme*", model="Fast ??", firmware="4.*"),
        Quirks("acme", vendor="Acme*"),
    ]
    assert quirks_of(known, vendor, model, firmware).name == expected


def start(**more: Any) -> dict[str, Any]:
    given = {"connectorId": 1, "idTag": "A", "meterStart": 12, "timestamp": "2026-07-01T12:00:00"}
    return {**given, **more}


def test_instants_without_a_zone_are_local() -> None:
    read = read_start(adapted(BERLIN, start()), NOW, Repairs())
    assert read.started_at == datetime(2026, 7, 1, 10, tzinfo=UTC)
    winter = start(timestamp="2026-01-01T12:00:00")
    assert read_start(adapted(BERLIN, winter), NOW, Repairs()).started_at.hour == 11


@pytest.mark.parametrize("text", ["2026-07-01T12:00:00Z", "2026-07-01T14:00:00+02:00"])
def test_instants_with_a_zone_stay(text: str) -> None:
    read = read_start(adapted(BERLIN, start(timestamp=text)), NOW, Repairs())
    assert read.started_at == datetime(2026, 7, 1, 12, tzinfo=UTC)


def test_registers_called_wh_are_read_as_kwh() -> None:
    assert read_start(adapted(KWH, start(meterStart=12.5)), NOW, Repairs()).meter_start_wh == 12_500
    stop = {"transactionId": 1, "meterStop": 20, "timestamp": "2026-07-01T12:00:00Z"}
    assert read_stop(adapted(KWH, stop), NOW, Repairs()).meter_stop_wh == 20_000


def test_readings_keep_their_value_and_get_their_unit() -> None:
    values = [
        {"value": "20.5", "unit": "Wh"},
        {"value": "7000", "measurand": "Power.Active.Import", "unit": "W"},
    ]
    element = {"timestamp": "2026-07-01T12:00:00Z", "sampledValue": values}
    message = adapted(KWH, {"connectorId": 1, "meterValue": [element]})
    (sample,) = read_metering(message, NOW, Repairs()).samples
    assert (sample.energy_wh, sample.power_w) == (20_500.0, 7000.0)
    assert sample.raw[0]["value"] == "20.5"


@pytest.mark.parametrize("payload", [start(), {"x": [1, None, {"timestamp": 5}]}, {}])
def test_a_charger_without_quirks_is_read_as_it_is(payload: dict[str, Any]) -> None:
    assert adapted(NONE, payload) == payload


@pytest.mark.parametrize("value", [True, None, "nonsense", {"timestamp": []}, [True]])
def test_odd_values_are_left_for_the_reader(value: Any) -> None:
    assert adapted(BERLIN, {"timestamp": value}) == {"timestamp": value}
    assert adapted(KWH, {"meterStart": value}) == {"meterStart": value}
