from math import asin, cos, radians, sin, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.geography import EARTH_RADIUS_KM, Metric, distance_km
from central.core.places import Places, station_distance_km
from tests.unit.central.core.builders import station


def great_circle_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    (a, b), (c, d) = one, other
    half = sin(radians(c - a) / 2) ** 2
    half += cos(radians(a)) * cos(radians(c)) * sin(radians(d - b) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))


@given(st.floats(-65, 65), st.floats(-180, 180), st.floats(-0.2, 0.2), st.floats(-0.2, 0.2))
def test_the_projection_agrees_with_the_great_circle(
    latitude: float, longitude: float, north: float, east: float
) -> None:
    one, other = (latitude, longitude), (latitude + north, longitude + east)
    measured = distance_km(*one, *other)
    assert measured == pytest.approx(great_circle_km(one, other), rel=1e-3, abs=1e-6)
    assert measured == pytest.approx(distance_km(*other, *one), abs=1e-9)


@given(
    st.lists(st.tuples(st.floats(-89, 89), st.floats(-180, 180)), min_size=1, max_size=12),
    st.tuples(st.floats(-0.4, 0.4), st.floats(-0.4, 0.4)),
    st.floats(1, 60),
)
def test_cells_find_whoever_is_within_the_radius(
    points: list[tuple[float, float]], step_deg: tuple[float, float], radius_km: float
) -> None:
    beside = [
        (max(min(latitude + step_deg[0], 90.0), -90.0), (longitude + step_deg[1] + 180) % 360 - 180)
        for latitude, longitude in points
    ]
    here = [
        station(f"S{n}", latitude_deg=latitude, longitude_deg=longitude)
        for n, (latitude, longitude) in enumerate([*points, *beside])
    ]
    places = Places(here, radius_km, Metric.PROJECTED)
    for one in here:
        wanted = {o.id for o in here if (station_distance_km(one, o) or 0.0) <= radius_km}
        assert {other.id for _, other in places.around(one)} == wanted - {one.id}
