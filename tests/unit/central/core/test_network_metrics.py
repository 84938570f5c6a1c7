from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core import metrics
from central.core.metrics import Ports, State
from central.core.network_metrics import network_metrics
from contract.ids import StationId
from tests.unit.central.core.builders import NOON, charger, station, three_scores

FULL = ("Charging", "Charging")


def test_the_networks_figures_are_those_of_its_stations() -> None:
    risky = charger("A-1", statuses=FULL, scores=three_scores(0.5), power_w=100_000.0)
    places = [
        station("A", chargers=(risky,), session_mean_min=30.0),
        station("B", chargers=(charger("B-1"),)),
        station("C", chargers=(charger("C-1", connected=False),)),
    ]
    found = network_metrics(places, {StationId("A"): Decimal("0.62")}, NOON)
    assert found.stations == {State.OPERATIONAL: 2, State.OFFLINE: 1}
    assert found.ports == Ports(6, 2, 2, 2)
    assert found.utilisation == 0.5
    assert (found.waiting_stations, found.longest_wait_min) == (1, 15.0)
    assert (found.load_w, found.rated_w) == (100_000.0, 450_000.0)
    assert found.risk_levels == {"high": 1, "low": 2}
    # 0.5 x 100 kWh/h x (0.62 - 0.12); the others are idle
    assert found.revenue_at_risk_per_h == {"USD": Decimal("25.0")}


def test_an_empty_network_has_no_figures() -> None:
    found = network_metrics([], {}, NOON)
    assert (found.utilisation, found.longest_wait_min, found.waiting_stations) == (None, None, 0)


def test_currencies_are_not_added_up() -> None:
    busy = charger(statuses=FULL, scores=three_scores(0.5), power_w=10_000.0)
    places = [station("A", chargers=(busy,)), station("B", chargers=(busy,), currency="EUR")]
    assert set(network_metrics(places, {}, NOON).revenue_at_risk_per_h) == {"USD", "EUR"}


busy_ports = st.one_of(st.integers(1, 20), st.just(2000))
mean_min = st.floats(1.0, 600.0)
arrivals = st.floats(0.0, 1000.0)


def full(busy: int) -> Ports:
    return Ports(busy, 0, busy, 0)


@given(busy_ports, mean_min, arrivals)
def test_the_wait_lies_between_an_empty_queue_and_a_full_one(
    busy: int, mean: float, per_h: float
) -> None:
    wait = metrics.wait_min(full(busy), mean, per_h)
    assert wait is not None
    assert mean / busy * (1 - 1e-9) <= wait <= mean * (1 + 1e-9)
    assert metrics.wait_min(Ports(busy + 1, 1, busy, 0), mean, per_h) == 0.0


@given(busy_ports, mean_min, arrivals, st.floats(0.0, 100.0))
def test_the_wait_grows_with_arrivals(busy: int, mean: float, per_h: float, more: float) -> None:
    less = metrics.wait_min(full(busy), mean, per_h)
    longer = metrics.wait_min(full(busy), mean, per_h + more)
    assert less is not None
    assert longer is not None
    assert longer >= less * (1 - 1e-9)


@pytest.mark.parametrize("per_h", [1.0, 4.0, 7.0])
def test_the_wait_is_that_of_a_queue_that_is_played_through(per_h: float) -> None:
    """Two ports, half an hour a session, at most two cars wait: an event by event simulation."""
    rng = np.random.default_rng(7)
    busy, mean = 2, 30.0
    rate_in, rate_out = per_h / 60.0, busy / mean
    waiting = 0
    weights = np.zeros(busy + 1)
    for _ in range(60_000):  # only while all ports are busy: others wait nothing
        rate = rate_in + rate_out
        weights[waiting] += rng.exponential(1.0 / rate)
        step = 1 if rng.random() < rate_in / rate else -1
        waiting = min(max(waiting + step, 0), busy)
    share = weights[:busy] / weights[:busy].sum()
    waits = sum(p * (k + 1) * mean / busy for k, p in enumerate(share))
    found = metrics.wait_min(full(busy), mean, per_h)
    assert found == pytest.approx(waits, rel=0.05)
