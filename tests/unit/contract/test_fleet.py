from decimal import Decimal
from typing import Any

import msgspec
import pytest

from contract.fleet import (
    ChargePointRecord,
    Fleet,
    GridAreaRecord,
    StationRecord,
    decode_fleet,
    encode_fleet,
)
from contract.ids import ChargePointId, CityId, StationId


def station(
    id_: str = "st-1", chargers: tuple[str, ...] = ("CP-1",), **other: Any
) -> StationRecord:
    return StationRecord(
        **{
            "id": StationId(id_),
            "name": "Elm Street",
            "network": "EVgo",
            "operator": "Sntry",
            "city": CityId("phoenix"),
            "city_name": "Phoenix",
            "state": "AZ",
            "latitude_deg": 33.4,
            "longitude_deg": -112.0,
            "time_zone": "America/Phoenix",
            "location_type": "Urban Center",
            "charger_type": "DC Fast Charge",
            "grid_limit_w": 400_000.0,
            "base_price_per_kwh": Decimal("0.35"),
            "energy_cost_per_kwh": Decimal("0.12"),
            "currency": "USD",
            "amenities": ["coffee"],
            "simulated": True,
            "charge_points": [
                ChargePointRecord(
                    id=ChargePointId(c),
                    vendor="Emu",
                    model="DC150",
                    rated_power_w=300_000.0,
                    connector_power_w=150_000.0,
                    current_type="DC",
                    connector_types=["CCS1", "CCS1"],
                )
                for c in chargers
            ],
            **other,
        }
    )


def test_a_fleet_is_read_back_as_it_was_written() -> None:
    fleet = Fleet(stations=[station("a", ("1", "2")), station("b", ("3",))])
    assert decode_fleet(encode_fleet(fleet), "fleet.json") == fleet


@pytest.mark.parametrize(
    ("fleet", "said"),
    [
        pytest.param(
            [station("a"), station("a", ("2",))], "station id 'a'.*twice", id="two of one id"
        ),
        pytest.param(
            [station("a"), station("b")], "charge point 'CP-1'.*twice", id="one charger twice"
        ),
        pytest.param([station("edge")], "reserved word", id="a word that topics use"),
        pytest.param([station("a", ())], "has no charge point", id="no charger"),
    ],
)
def test_a_fleet_that_contradicts_itself_is_refused(fleet: list[StationRecord], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        decode_fleet(msgspec.json.encode(Fleet(stations=fleet)), "fleet.json")


def test_a_file_that_is_no_fleet_is_named() -> None:
    with pytest.raises(ValueError, match=r"fleet\.json is not a fleet file"):
        decode_fleet(b'{"stations": [{"id": 1}]}', "fleet.json")


def test_a_station_hangs_on_a_grid_area_of_its_file() -> None:
    east = GridAreaRecord(id="east", name="East", time_zone="UTC", limit_w=1e6)
    fleet = Fleet(stations=[station(grid_area="east")], grid_areas=[east])
    assert decode_fleet(encode_fleet(fleet), "f") == fleet
    with pytest.raises(ValueError, match="hangs on grid area 'east': it must be one of"):
        decode_fleet(encode_fleet(Fleet(stations=fleet.stations)), "f")
    with pytest.raises(ValueError, match="grid area 'east' stands there twice"):
        decode_fleet(encode_fleet(Fleet(stations=[station()], grid_areas=[east, east])), "f")
