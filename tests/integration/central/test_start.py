"""How central starts: its fleet file, and what it says when it cannot."""

import os
import socket
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from central.adapters.db import tables
from contract.fleet import ChargePointRecord, Fleet, StationRecord, encode_fleet
from contract.ids import ChargePointId, CityId, StationId
from tests.integration.central.conftest import Plug, StartCentral

pytestmark = pytest.mark.integration


def fleet(name: str = "Elm Street", **changes: Any) -> Fleet:
    point = ChargePointRecord(
        id=ChargePointId("ELM-1"),
        vendor="Acme",
        model="Fast",
        rated_power_w=150_000.0,
        connector_power_w=150_000.0,
        current_type="DC",
        connector_types=["CCS", "CHAdeMO"],
    )
    given: dict[str, Any] = {
        "id": StationId("elm"),
        "name": name,
        "network": "n",
        "operator": "o",
        "city": CityId("la"),
        "city_name": "Los Angeles",
        "state": "CA",
        "latitude_deg": 34.0,
        "longitude_deg": -118.0,
        "time_zone": "America/Los_Angeles",
        "location_type": "Urban Center",
        "charger_type": "DC Fast",
        "grid_limit_w": 300_000.0,
        "base_price_per_kwh": Decimal("0.42"),
        "energy_cost_per_kwh": Decimal("0.11"),
        "currency": "USD",
        "amenities": ["coffee"],
        "simulated": True,
        "charge_points": [point],
    }
    return Fleet(stations=[StationRecord(**{**given, **changes})])


def run(*words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    environment = {f"SNTRY_CENTRAL_{key}": value for key, value in settings.items()}
    return subprocess.run(
        [sys.executable, "-m", "central", *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=25,
        check=False,
    )


async def test_charger_of_the_fleet_file_is_accepted_where_others_are_not(
    start_central: StartCentral, plug: Plug, tmp_path: Path
) -> None:
    file = tmp_path / "fleet.json"
    file.write_bytes(encode_fleet(fleet()))
    central = await start_central(REGISTRATION="closed", FLEET_FILE=str(file))
    await plug(central, "ELM-1")
    (station,) = await central.rows(tables.stations)
    (point,) = await central.rows(tables.charge_points)
    assert (station["name"], station["base_price_per_kwh"]) == ("Elm Street", Decimal("0.42"))
    assert (point["registration"], point["connector_types"]) == ("accepted", ["CCS", "CHAdeMO"])
    assert point["rated_power_w"] == 150_000.0


def test_broken_fleet_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "fleet.json"
    file.write_text('{"stations": 5}')
    database = f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"
    result = run("serve", DATABASE_URL=database, FLEET_FILE=str(file))
    assert result.returncode == 1
    assert f"{file} is not a fleet file" in result.stderr
    assert "Traceback" not in result.stderr


def test_wrong_setting_ends_with_one_clear_line() -> None:
    result = run("serve", OCPP_PORT="99999")
    assert result.returncode == 1
    assert "SNTRY_CENTRAL_OCPP_PORT='99999' is not allowed" in result.stderr
    assert "Traceback" not in result.stderr


def test_port_in_use_is_told_without_a_traceback(tmp_path: Path, free_port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port))
        taken.listen()
        database = f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"
        result = run("serve", DATABASE_URL=database, ROLES="gateway", OCPP_PORT=str(free_port))
    assert result.returncode == 1
    assert "address already in use" in result.stderr
    assert "Traceback" not in result.stderr
