"""The 15 metros: where they are, how warm they are by month, what fuel costs.

Temperatures are rounded climate normals in Fahrenheit, mean of the day by month; the swing is half
the difference between afternoon and night.
"""

from typing import Final, NamedTuple

from contract.ids import CityId


class City(NamedTuple):
    """One metro."""

    id: CityId
    code: str
    name: str
    state: str
    time_zone: str
    latitude_deg: float
    longitude_deg: float
    monthly_mean_f: tuple[int, ...]
    swing_f: float
    rain_ratio: float
    """Share of hours with precipitation."""
    fuel_per_gallon: float


def _city(  # one row of the table below
    place: tuple[str, str, str, str],
    zone: str,
    at: tuple[float, float],
    monthly_mean_f: tuple[int, ...],
    rest: tuple[float, float, float],
) -> City:
    ident, code, name, state = place
    return City(CityId(ident), code, name, state, zone, *at, monthly_mean_f, *rest)


_EAST, _CENTRAL, _PACIFIC = "America/New_York", "America/Chicago", "America/Los_Angeles"

CITIES: Final = (
    _city(("phoenix", "PHX", "Phoenix", "AZ"), "America/Phoenix", (33.4484, -112.0740),
          (56, 60, 66, 73, 82, 91, 95, 94, 88, 76, 64, 55), (11.0, 0.03, 3.65)),
    _city(("los-angeles", "LAX", "Los Angeles", "CA"), _PACIFIC, (34.0522, -118.2437),
          (58, 59, 61, 63, 66, 70, 74, 75, 74, 69, 63, 58), (9.0, 0.03, 4.90)),
    _city(("san-francisco", "SFO", "San Francisco", "CA"), _PACIFIC, (37.7749, -122.4194),
          (51, 54, 55, 56, 58, 60, 61, 62, 63, 61, 56, 51), (7.0, 0.06, 5.00)),
    _city(("san-diego", "SAN", "San Diego", "CA"), _PACIFIC, (32.7157, -117.1611),
          (58, 58, 60, 62, 64, 67, 71, 73, 72, 68, 62, 57), (7.0, 0.03, 4.85)),
    _city(("seattle", "SEA", "Seattle", "WA"), _PACIFIC, (47.6062, -122.3321),
          (42, 43, 47, 51, 58, 62, 67, 67, 62, 54, 46, 41), (8.0, 0.14, 4.40)),
    _city(("portland", "PDX", "Portland", "OR"), _PACIFIC, (45.5152, -122.6784),
          (41, 44, 48, 53, 59, 64, 70, 71, 65, 55, 47, 41), (9.0, 0.13, 4.10)),
    _city(("las-vegas", "LAS", "Las Vegas", "NV"), _PACIFIC, (36.1699, -115.1398),
          (49, 53, 60, 67, 77, 87, 93, 91, 83, 70, 57, 48), (11.0, 0.02, 4.00)),
    _city(("denver", "DEN", "Denver", "CO"), "America/Denver", (39.7392, -104.9903),
          (32, 34, 42, 48, 58, 68, 75, 73, 64, 52, 40, 32), (13.0, 0.06, 3.40)),
    _city(("austin", "AUS", "Austin", "TX"), _CENTRAL, (30.2672, -97.7431),
          (52, 56, 63, 70, 77, 83, 86, 86, 81, 71, 61, 53), (10.0, 0.06, 3.30)),
    _city(("chicago", "CHI", "Chicago", "IL"), _CENTRAL, (41.8781, -87.6298),
          (26, 29, 39, 50, 61, 71, 76, 75, 67, 55, 42, 31), (9.0, 0.09, 3.75)),
    _city(("minneapolis", "MSP", "Minneapolis", "MN"), _CENTRAL, (44.9778, -93.2650),
          (17, 21, 34, 48, 60, 70, 75, 72, 64, 50, 36, 22), (9.0, 0.08, 3.35)),
    _city(("atlanta", "ATL", "Atlanta", "GA"), _EAST, (33.7490, -84.3880),
          (45, 48, 55, 63, 71, 78, 81, 80, 75, 65, 54, 47), (10.0, 0.08, 3.30)),
    _city(("miami", "MIA", "Miami", "FL"), _EAST, (25.7617, -80.1918),
          (69, 71, 73, 77, 80, 83, 84, 84, 83, 80, 75, 71), (6.0, 0.10, 3.40)),
    _city(("new-york", "NYC", "New York", "NY"), _EAST, (40.7128, -74.0060),
          (34, 36, 43, 54, 64, 73, 78, 77, 70, 58, 48, 39), (8.0, 0.10, 3.45)),
    _city(("boston", "BOS", "Boston", "MA"), _EAST, (42.3601, -71.0589),
          (30, 32, 39, 49, 58, 68, 74, 73, 66, 55, 45, 35), (8.0, 0.11, 3.40)),
)  # fmt: skip

BY_ID: Final = {city.id: city for city in CITIES}


def pick(ids: tuple[str, ...]) -> tuple[City, ...]:
    """Cities by id, in the order asked.

    Raises:
        ValueError: naming an unknown id and the known ones.
    """
    for each in ids:
        if each not in BY_ID:
            raise ValueError(f"city {each!r} is not known: one of {', '.join(BY_ID)}")
    return tuple(BY_ID[CityId(each)] for each in ids)
