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
from central.core.load_sharing.plans import ChargerPlan, LimitPlan, Place, PlaceKind
from central.services.fleet_import import import_fleet
from contract.fleet import (
    ChargePointRecord,
    Fleet,
    GridAreaRecord,
    StationRecord,
    decode_fleet,
    encode_fleet,
)
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


async def test_grid_areas_of_the_fleet_file_limit_what_hangs_on_them(
    start_central: StartCentral, tmp_path: Path
) -> None:
    file, east = (
        tmp_path / "fleet.json",
        GridAreaRecord(id="east", name="East", time_zone="UTC", limit_w=70_000.0),
    )
    place = fleet(grid_area="east").stations
    file.write_bytes(encode_fleet(Fleet(stations=place, grid_areas=[east])))
    central = await start_central(FLEET_FILE=str(file))
    async with central.units.read() as uow:
        [area] = await uow.load_sharing.areas()
        [plan] = (await uow.load_sharing.plans()).values()
        station = await uow.stations.get("elm")
    assert (area.name, plan.limit_w) == ("East", 70_000.0)
    assert station is not None
    assert station.grid_area == "east"


async def test_a_fleet_file_with_less_than_is_guaranteed_is_refused(
    start_central: StartCentral, tmp_path: Path
) -> None:
    file = tmp_path / "fleet.json"
    file.write_bytes(encode_fleet(fleet()))
    central = await start_central(FLEET_FILE=str(file))
    named = {ChargePointId("ELM-1"): ChargerPlan(guaranteed_w=100_000.0)}
    async with central.units.write() as uow:
        await uow.load_sharing.put_plan(Place(PlaceKind.STATION, "elm"), LimitPlan(chargers=named))
        await uow.commit()
    file.write_bytes(encode_fleet(fleet(grid_limit_w=90_000.0)))
    with pytest.raises(ValueError, match="sum to 100000 W: at most the rating of 90000 W"):
        await import_fleet(central.units, decode_fleet(file.read_bytes(), "fleet.json"), file)
