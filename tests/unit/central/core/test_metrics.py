from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core import metrics
from central.core.metrics import Ports, State
from contract.ocpp16 import ChargePointStatus
from tests.unit.central.core.builders import NOON, charger, score, station

statuses = st.lists(st.sampled_from([s.value for s in ChargePointStatus]), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("given_statuses", "connected", "expected"),
    [
        pytest.param(("Available", "Charging"), True, State.OPERATIONAL, id="all usable"),
        pytest.param(("Available", "Faulted"), True, State.PARTIAL_OUTAGE, id="one down"),
        pytest.param(("Faulted", "Unavailable"), True, State.OFFLINE, id="all down"),
        pytest.param(("Available", "Available"), False, State.OFFLINE, id="out of contact"),
        pytest.param((), True, State.OFFLINE, id="no connector reported yet"),
    ],
)
def test_a_chargers_state_comes_from_its_connectors(
    given_statuses: tuple[str, ...], connected: bool, expected: State
) -> None:
    one = charger(statuses=given_statuses, connected=connected)
    assert metrics.charger_state(one, NOON) is expected


def test_a_line_that_was_lost_a_moment_ago_does_not_make_a_station_offline() -> None:
    one = charger(connected=False, disconnected_at=NOON)
    soon, later = NOON + timedelta(seconds=60), NOON + timedelta(minutes=3)
    assert metrics.charger_state(one, soon) is State.OPERATIONAL
    assert metrics.charger_state(one, later) is State.OFFLINE


def test_a_stations_state_comes_from_its_chargers() -> None:
    good, bad = charger("1"), charger("2", connected=False)
    assert metrics.station_state(station(chargers=(good, good)), NOON) is State.OPERATIONAL
    assert metrics.station_state(station(chargers=(good, bad)), NOON) is State.PARTIAL_OUTAGE
    assert metrics.station_state(station(chargers=(bad, bad)), NOON) is State.OFFLINE
    assert metrics.station_state(station(chargers=()), NOON) is State.OFFLINE
    closed = station(chargers=(good,), under_maintenance=True)
    assert metrics.station_state(closed, NOON) is State.UNDER_MAINTENANCE


@given(st.lists(statuses, max_size=4), st.booleans())
def test_ports_add_up_and_utilisation_is_a_ratio(each: list[list[str]], connected: bool) -> None:
    chargers = tuple(
        charger(str(n), statuses=tuple(s), connected=connected) for n, s in enumerate(each)
    )
    ports = metrics.station_ports(station(chargers=chargers), NOON)
    assert ports.total == ports.available + ports.occupied + ports.out_of_service
    assert ports.total == sum(max(len(s), 2) for s in each)
    used = metrics.utilisation(chargers, NOON)
    assert used is None or 0.0 <= used <= 1.0


@pytest.mark.parametrize(
    ("ports", "mean_min", "expected"),
    [
        pytest.param(Ports(4, 1, 3, 0), 30.0, 0.0, id="a port is free"),
        pytest.param(Ports(4, 0, 4, 0), 30.0, 7.5, id="all busy"),
        pytest.param(Ports(4, 0, 2, 2), 30.0, 15.0, id="half of them down"),
        pytest.param(Ports(4, 0, 0, 4), 30.0, None, id="all down"),
        pytest.param(Ports(4, 0, 4, 0), None, None, id="no session ended yet"),
    ],
)
def test_the_wait_comes_from_sessions_and_ports(
    ports: Ports, mean_min: float | None, expected: float | None
) -> None:
    assert metrics.wait_min(ports, mean_min) == expected


def test_revenue_at_risk_is_probability_times_energy_times_margin() -> None:
    one = charger("1", scores=(score(0.5),), power_w=100_000.0)
    unknown = charger("2", scores=(), power_w=50_000.0)
    place = station(chargers=(one, unknown))
    assert metrics.revenue_at_risk_per_h(place, Decimal("0.70")) == Decimal("29.00")
    assert metrics.revenue_at_risk_per_h(place, Decimal("0.05")) == 0
    assert metrics.revenue_at_risk_per_h(station(chargers=(unknown,)), Decimal("0.7")) is None


def test_a_station_is_as_risky_as_its_worst_charger() -> None:
    chargers = (charger("1", scores=(score(0.2),)), charger("2", scores=(score(0.8),)))
    worst = metrics.worst_score(station(chargers=chargers))
    assert worst is not None
    assert worst.risk == 0.8
    assert metrics.worst_score(station(chargers=(charger("1", scores=()),))) is None
