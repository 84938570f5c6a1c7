from collections import Counter

import numpy as np
import pytest

from charger_emulator.core.cities import pick
from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.layout import Layout
from contract.fleet import LOCATION_TYPES, decode_fleet, encode_fleet


def test_the_same_seed_gives_the_same_file() -> None:
    assert encode_fleet(make_fleet(30, 5)) == encode_fleet(make_fleet(30, 5))
    assert encode_fleet(make_fleet(30, 5)) != encode_fleet(make_fleet(30, 6))


def test_the_default_fleet_has_ten_stations_in_each_of_fifteen_metros() -> None:
    fleet = make_fleet(150, 1)
    assert set(Counter(s.city for s in fleet.stations).values()) == {10}
    assert len({s.city for s in fleet.stations}) == 15
    assert decode_fleet(encode_fleet(fleet), "fleet") == fleet


def test_marginals_are_near_those_of_the_station_table() -> None:
    stations = [s for seed in range(4) for s in make_fleet(150, seed).stations]
    ports = [sum(len(c.connector_types) for c in s.charge_points) for s in stations]
    powers_kw = [s.charge_points[0].connector_power_w / 1e3 for s in stations]
    assert 6.3 < np.mean(ports) < 8.3
    assert (min(ports), max(ports)) == (2, 24)
    assert 110 < np.mean(powers_kw) < 175
    assert {s.location_type for s in stations} == set(LOCATION_TYPES)
    assert all(0.20 <= float(s.base_price_per_kwh) <= 0.60 for s in stations)
    assert len({s.network for s in stations}) == 8


def test_charge_points_have_as_many_connectors_as_allowed() -> None:
    for station in make_fleet(150, 2).stations:
        for charger in station.charge_points:
            most = 8 if charger.current_type == "DC" else 24
            assert 1 <= len(charger.connector_types) <= most
            total_w = charger.connector_power_w * len(charger.connector_types)
            assert charger.connector_power_w <= charger.rated_power_w <= total_w


@pytest.mark.parametrize("seed", range(6))
def test_six_stations_in_one_city_have_three_comparable_dc_neighbours(seed: int) -> None:
    layout = Layout(make_fleet(6, seed, pick(("phoenix",))))
    first = layout.stations[:3]
    assert {c.connector_types[0] for s in first for c in s.charge_points} == {"CCS1"}
    assert len({s.charge_points[0].connector_power_w for s in first}) == 1
    assert layout.distance_km[:3, :3].max() < 6.0


@pytest.mark.parametrize("stations", [0, -1, 2001])
def test_an_impossible_size_is_refused_by_name(stations: int) -> None:
    with pytest.raises(ValueError, match=f"stations {stations} is not allowed: 1 to 2000"):
        make_fleet(stations, 1)


def test_an_unknown_city_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="city 'atlantis' is not known: one of phoenix"):
        pick(("atlantis",))
