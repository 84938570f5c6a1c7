"""Distances on a local metric projection: exact enough for detours, and symmetric."""

from math import cos, hypot, radians
from typing import Final

EARTH_RADIUS_KM: Final = 6371.0088
"""Mean radius (IUGG)."""


def distance_km(
    latitude_deg: float, longitude_deg: float, other_latitude_deg: float, other_longitude_deg: float
) -> float:
    """Distance of two points on an equirectangular projection around their middle latitude.

    Within 50 km and below 70 degrees of latitude it is off by less than 0.1 %.
    """
    middle = radians((latitude_deg + other_latitude_deg) / 2)
    turn_deg = (other_longitude_deg - longitude_deg + 180.0) % 360.0 - 180.0
    east = radians(turn_deg) * cos(middle)
    north = radians(other_latitude_deg - latitude_deg)
    return EARTH_RADIUS_KM * hypot(east, north)
