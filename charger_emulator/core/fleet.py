"""A fleet to emulate: the same seed gives the same stations, chargers and prices.

Station types, networks, powers, ports and prices follow the marginals of the 33-column station
table. Stations of one type stand in clusters of a few kilometres, so that a driver (and a heal)
has a neighbour to go to. The first three of a city are DC sites with CCS1.
"""

import math
from decimal import Decimal
from typing import Final, NamedTuple

import numpy as np

from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.cities import CITIES, City
from contract.fleet import LOCATION_TYPES, ChargePointRecord, Fleet, StationRecord
from contract.ids import ChargePointId, StationId

OPERATOR: Final = "Sntry"
STATIONS_PER_CITY: Final = 6
"""From this many on a further city is opened."""
MAX_CONNECTORS_DC: Final = 8
MAX_CONNECTORS_AC: Final = 24
ENERGY_COST_PER_KWH: Final = Decimal("0.12")
KM_PER_DEGREE: Final = 111.195


class _Kind(NamedTuple):
    """What stations of one charger type are made of."""

    charger_type: str
    connector_type: str
    current_type: str
    powers_kw: tuple[float, ...]
    price: tuple[float, float]
    networks: tuple[str, ...]
    vendors: tuple[str, ...]


_CCS = ("Electrify America", "EVgo", "EVCS", "Shell Recharge", "ChargePoint")
_DC = _Kind("DC Fast Charge", "CCS1", "DC", (50.0, 62.5, 100.0, 150.0), (0.34, 0.48), _CCS,
            ("ABB", "BTC Power", "Tritium"))  # fmt: skip
_HYPER = _Kind("Hyper-Fast", "CCS1", "DC", (350.0,), (0.42, 0.60), _CCS, ("Alpitronic", "Signet"))
_TESLA = _Kind("Tesla DC Fast", "NACS", "DC", (150.0, 250.0), (0.30, 0.46),
               ("Tesla Supercharger",), ("Tesla",))  # fmt: skip
_AC = _Kind("Level 2", "J1772", "AC", (7.2, 11.5, 19.2), (0.20, 0.34),
            ("ChargePoint", "Blink", "Volta", "Shell Recharge"), ("ClipperCreek", "Enel X",
            "Wallbox"))  # fmt: skip

_PATTERN: Final = (_DC, _DC, _DC, _AC, _HYPER, _HYPER, _TESLA, _TESLA, _AC, _AC)
_SHARE_OF_CONNECTORS: Final = {350.0: 0.29, 250.0: 0.40, 150.0: 0.67, 100.0: 0.88, 19.2: 0.55}
"""Cabinet power over the sum of its connectors: fast connectors share a cabinet."""
_PORTS: Final = (2, 4, 6, 8, 10, 12, 16, 20, 24)
_PORT_WEIGHTS: Final = (0.08, 0.27, 0.26, 0.23, 0.07, 0.05, 0.02, 0.01, 0.01)
_STREETS: Final = (
    "Elm", "Maple", "Cedar", "Grand", "Harbor", "Lincoln", "Market", "Mission", "Oak", "Park",
    "Pine", "Railway", "River", "Sunset", "Union", "Valley", "Vine", "Walnut", "Washington",
    "Willow",
)  # fmt: skip
_PLACES: Final = {
    "Airport": "Terminal Garage",
    "Highway Corridor": "Travel Plaza",
    "Hotel/Hospitality": "Hotel",
    "Residential": "Commons",
    "Shopping Center": "Shopping Center",
    "Suburban": "Park & Ride",
    "Urban Center": "Plaza",
    "Workplace": "Business Park",
}
_AMENITIES: Final = (
    "coffee",
    "restaurant",
    "restrooms",
    "shopping",
    "wifi",
    "grocery",
    "lounge",
    "park",
)


def cities_for(stations: int) -> tuple[City, ...]:
    """As many metros as keep at least six stations each: neighbours must exist."""
    return CITIES[: max(1, min(len(CITIES), stations // STATIONS_PER_CITY))]


def make_fleet(stations: int, seed: int, cities: tuple[City, ...] = ()) -> Fleet:
    """Build a fleet.

    Args:
        stations: 1 .. 2000, spread evenly over the cities.
        seed: 0 or more.
        cities: where; by default `cities_for(stations)`.

    Raises:
        ValueError: if the count is out of range.
    """
    if not 1 <= stations <= 2000:
        raise ValueError(f"stations {stations} is not allowed: 1 to 2000")
    cities = cities or cities_for(stations)
    records = []
    for index, city in enumerate(cities):
        count = stations // len(cities) + (index < stations % len(cities))
        records += _stations_of(city, count, stream(seed, Purpose.FLEET, CITIES.index(city)))
    return Fleet(stations=records)


def _stations_of(city: City, count: int, rng: np.random.Generator) -> list[StationRecord]:
    centres = {kind: _offset(rng, 4.0, 8.5) for kind in (_DC, _TESLA, _AC)}
    centres[_HYPER] = centres[_DC]  # both speak CCS1: they are each other's neighbours
    dc_power_kw = _DC.powers_kw[int(rng.integers(1, 4))]
    streets = rng.permutation(len(_STREETS))
    records = []
    for index in range(count):
        kind = _PATTERN[index % len(_PATTERN)]
        power_kw = float(rng.choice(kind.powers_kw))
        if kind is _DC and index < 3:
            power_kw = dc_power_kw  # comparable, so that one can stand in for another
        street = _STREETS[int(streets[index % len(_STREETS)])]
        around = centres[kind] if index < len(_PATTERN) else _offset(rng, 0.0, 8.5)
        records.append(_station(city, index, kind, power_kw, (street, around), rng))
    return records


def _offset(rng: np.random.Generator, low_km: float, high_km: float) -> tuple[float, float]:
    """Point (east, north) in km from a centre, at a distance between the two."""
    angle, distance_km = rng.uniform(0.0, math.tau), rng.uniform(low_km, high_km)
    return distance_km * math.cos(angle), distance_km * math.sin(angle)


def _station(
    city: City,
    index: int,
    kind: _Kind,
    power_kw: float,
    place: tuple[str, tuple[float, float]],
    rng: np.random.Generator,
) -> StationRecord:
    street, around = place
    offset = _offset(rng, 0.6, 2.6)
    east_km, north_km = around[0] + offset[0], around[1] + offset[1]
    location_type = _location_type(kind, rng)
    least = {_AC: 2, _TESLA: 4}.get(kind, 6)
    ports = max(int(rng.choice(_PORTS, p=_PORT_WEIGHTS)), least)
    ident = f"{city.id}-{index + 1:02d}"
    chargers = _charge_points(f"{city.code}-{index + 1:02d}", kind, power_kw, ports, rng)
    price = Decimal(round(float(rng.uniform(*kind.price)) * 100)) / 100
    amenities = rng.choice(_AMENITIES, size=int(rng.integers(1, 4)), replace=False)
    return StationRecord(
        id=StationId(ident),
        name=f"{street} Street {_PLACES[location_type]}",
        network=str(rng.choice(kind.networks)),
        operator=OPERATOR,
        city=city.id,
        city_name=city.name,
        state=city.state,
        latitude_deg=round(city.latitude_deg + north_km / KM_PER_DEGREE, 5),
        longitude_deg=round(
            city.longitude_deg
            + east_km / (KM_PER_DEGREE * math.cos(math.radians(city.latitude_deg))),
            5,
        ),
        time_zone=city.time_zone,
        location_type=location_type,
        charger_type=kind.charger_type,
        grid_limit_w=math.ceil(1.1 * sum(c.rated_power_w for c in chargers) / 1000.0) * 1000.0,
        base_price_per_kwh=price,
        energy_cost_per_kwh=ENERGY_COST_PER_KWH,
        currency="USD",
        amenities=sorted(str(each) for each in amenities),
        simulated=True,
        charge_points=chargers,
    )


def _location_type(kind: _Kind, rng: np.random.Generator) -> str:
    if kind is _AC:
        return str(rng.choice(LOCATION_TYPES))
    return str(rng.choice([t for t in LOCATION_TYPES if t not in ("Residential", "Workplace")]))


def _charge_points(
    prefix: str, kind: _Kind, power_kw: float, ports: int, rng: np.random.Generator
) -> list[ChargePointRecord]:
    most = MAX_CONNECTORS_AC if kind is _AC else MAX_CONNECTORS_DC
    count = math.ceil(ports / most)
    vendor = str(rng.choice(kind.vendors))
    share = _SHARE_OF_CONNECTORS.get(power_kw, 1.0)
    records = []
    for index in range(count):
        connectors = ports // count + (index < ports % count)
        records.append(
            ChargePointRecord(
                id=ChargePointId(f"{prefix}-{chr(ord('A') + index)}"),
                vendor=vendor,
                model=f"{vendor.split()[0]} {power_kw:g}",
                rated_power_w=round(share * connectors * power_kw * 1000.0),
                connector_power_w=power_kw * 1000.0,
                current_type=kind.current_type,
                connector_types=[kind.connector_type] * connectors,
            )
        )
    return records
