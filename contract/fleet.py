"""The fleet file: stations and their chargers as an operator would list them.

`sntry emulate fleet` writes one, central imports it, and an edge reads which station and rating its
chargers have. It holds what a person knows about hardware, never what the emulator knows about its
insides.
"""

from decimal import Decimal
from typing import Final

import msgspec

from contract.ids import ChargePointId, CityId, StationId
from contract.topics import RESERVED_STATIONS

LOCATION_TYPES: Final = (
    "Airport",
    "Highway Corridor",
    "Hotel/Hospitality",
    "Residential",
    "Shopping Center",
    "Suburban",
    "Urban Center",
    "Workplace",
)


class ChargePointRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One charger: `connector_types[i]` belongs to connector i + 1."""

    id: ChargePointId
    vendor: str
    model: str
    rated_power_w: float
    """All connectors together."""
    connector_power_w: float
    """The most that one connector gives."""
    current_type: str
    """AC or DC."""
    connector_types: list[str]


class StationRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One place with its chargers. Money is a decimal string in `currency` per kWh."""

    id: StationId
    name: str
    network: str
    operator: str
    city: CityId
    city_name: str
    state: str
    latitude_deg: float
    longitude_deg: float
    time_zone: str
    location_type: str
    charger_type: str
    grid_limit_w: float
    grid_area: str = ""
    """One of the fleet's grid areas; empty = none."""
    base_price_per_kwh: Decimal
    energy_cost_per_kwh: Decimal
    currency: str
    amenities: list[str]
    simulated: bool
    charge_points: list[ChargePointRecord]


class GridAreaRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of the grid that several stations hang on."""

    id: str
    name: str
    time_zone: str
    limit_w: float


class Fleet(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A whole network; ids are unique over the file."""

    stations: list[StationRecord]
    grid_areas: list[GridAreaRecord] = []


def encode_fleet(fleet: Fleet) -> bytes:
    """JSON form of a fleet, readable by people."""
    return msgspec.json.format(msgspec.json.encode(fleet), indent=1)


def decode_fleet(payload: bytes, source: str) -> Fleet:
    """Read a fleet file.

    Args:
        payload: the file.
        source: its name, for the error.

    Raises:
        ValueError: naming the file, the field or id, and what is allowed.
    """
    try:
        fleet = msgspec.json.decode(payload, type=Fleet)
    except msgspec.DecodeError as err:
        raise ValueError(f"{source} is not a fleet file: {err}") from err
    _check_unique([s.id for s in fleet.stations], "station id", source)
    _check_unique([c.id for s in fleet.stations for c in s.charge_points], "charge point", source)
    _check_unique([a.id for a in fleet.grid_areas], "grid area", source)
    areas = {"", *(area.id for area in fleet.grid_areas)}
    for station in fleet.stations:
        if station.grid_area not in areas:
            raise ValueError(
                f"{source}: station {station.id!r} hangs on grid area {station.grid_area!r}: "
                "it must be one of the fleet's grid_areas"
            )
        if station.id in RESERVED_STATIONS:
            raise ValueError(f"{source}: station id {station.id!r} is a reserved word")
        if not station.charge_points:
            raise ValueError(f"{source}: station {station.id!r} has no charge point")
    return fleet


def _check_unique(
    ids: list[StationId] | list[ChargePointId] | list[str], what: str, source: str
) -> None:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise ValueError(f"{source}: {what} {each!r} stands there twice")
        seen.add(each)
