"""Which messages of an edge are believed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from central.core.plausibility import (
    edge_state_problem,
    limit_problem,
    score_problem,
    telemetry_problem,
)
from contract.ids import EdgeId
from contract.messages import (
    EdgeState,
    LimitSignal,
    ModelDelivery,
    Score,
    Telemetry,
    TemperatureOutlook,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def telemetry(**fields: Any) -> Telemetry:
    return Telemetry(**{"at": NOW, "edge": EdgeId("e"), "birth": 1, "sequence": 1, **fields})


def score(**fields: Any) -> Score:
    given = {"at": NOW, "edge": EdgeId("e"), "birth": 1, "sequence": 1, "model": "m"}
    return Score(**{**given, "feature_set": "f", "risk_1h": 0.5, "level": "high", **fields})


def outlook(**fields: Any) -> TemperatureOutlook:
    return TemperatureOutlook(
        **{"minutes": 5, "low_c": 40.0, "mid_c": 41.0, "high_c": 43.0, **fields}
    )


def test_good_messages_pass() -> None:
    assert telemetry_problem(telemetry(temperature_c=71.0, features=[None] * 33), NOW) is None
    assert score_problem(score(temperature_forecast=[outlook()] * 6), NOW) is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param({"temperature_c": 1e6}, "temperature_c 1000000.0", id="absurd temperature"),
        pytest.param({"power_w": 1e19}, "power_w 1e+19", id="power of no charger"),
        pytest.param({"utilisation_ratio": 2.0}, "0 to 1", id="more than all connectors"),
        pytest.param({"sequence": 2**70}, "sequence", id="sequence beyond a database"),
        pytest.param({"at": NOW.replace(year=9999)}, "10 min after now", id="end of time"),
        pytest.param({"features": [1.0]}, "none or 33", id="wrong number of features"),
        pytest.param({"at": NOW + timedelta(hours=1)}, "10 min after now", id="from the future"),
        pytest.param({"at": NOW.replace(year=1970)}, "from 2015", id="clock never set"),
        pytest.param({"at": NOW.replace(tzinfo=None)}, "no time zone", id="naive"),
    ],
)
def test_wrong_telemetry_is_named(fields: dict[str, Any], words: str) -> None:
    assert words in str(telemetry_problem(telemetry(**fields), NOW))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param({"risk_1h": 1.2}, "0 to 1", id="no probability"),
        pytest.param(
            {"temperature_forecast": [outlook()] * 25}, "at most 24", id="too many forecasts"
        ),
        pytest.param(
            {"temperature_forecast": [outlook(minutes=0)]}, "for 0 min", id="forecast of now"
        ),
        pytest.param(
            {"temperature_forecast": [outlook(high_c=1e9)]}, "low, mid, high", id="a hot forecast"
        ),
        pytest.param(
            {"temperature_forecast": [outlook(low_c=50.0)]}, "low, mid, high", id="band upside down"
        ),
        pytest.param({"risk_24h": -0.1}, "risk_24h", id="no probability of the day"),
        pytest.param({"level": "severe"}, "one of low, watch, high, critical", id="level"),
    ],
)
def test_wrong_score_is_named(fields: dict[str, Any], words: str) -> None:
    assert words in str(score_problem(score(**fields), NOW))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param({"birth": 2**70}, "0 to 9007199254740992", id="birth beyond a database"),
        pytest.param({"chargers": -1}, "chargers -1", id="fewer than none"),
        pytest.param({"at": NOW.replace(tzinfo=None)}, "no time zone", id="naive"),
        pytest.param(
            {"delivery": ModelDelivery(model="m", step="lost")}, "delivery 'lost'", id="a step"
        ),
        pytest.param(
            {"delivery": ModelDelivery(model="m", step="taken", detail="d" * 201)},
            "delivery of 201 characters",
            id="a long story",
        ),
    ],
)
def test_wrong_presence_is_named(fields: dict[str, Any], words: str) -> None:
    state = EdgeState(**{"edge": EdgeId("e"), "online": True, "birth": 1, **fields})
    assert words in str(edge_state_problem(state, NOW))


def test_last_will_without_an_instant_passes() -> None:
    assert edge_state_problem(EdgeState(edge=EdgeId("e"), online=False, birth=1), NOW) is None


def limit(**changes: Any) -> LimitSignal:
    given = {"at": NOW, "expires_at": NOW + timedelta(minutes=5), "limit_w": 5e4, "source": "solar"}
    return LimitSignal(**{**given, **changes})


@pytest.mark.parametrize(
    ("message", "said"),
    [
        pytest.param(limit(limit_w=-1.0), "limit_w -1.0 is not allowed", id="negative"),
        pytest.param(limit(limit_w=float("nan")), "limit_w nan is not allowed", id="no number"),
        pytest.param(limit(expires_at=NOW), "after at, by 7 days", id="over before it begins"),
        pytest.param(
            limit(expires_at=NOW + timedelta(days=8)), "after at, by 7 days", id="too long"
        ),
        pytest.param(limit(expires_at=datetime(2027, 1, 1)), "no time zone", id="naive"),  # noqa: DTZ001
        pytest.param(limit(at=NOW + timedelta(hours=1)), "is not allowed", id="of the future"),
        pytest.param(limit(source="x" * 61), "source of 61 characters", id="too long a name"),
    ],
)
def test_a_limit_that_nobody_can_mean_is_refused(message: LimitSignal, said: str) -> None:
    assert said in (limit_problem(message, NOW) or "")


def test_a_limit_that_can_be_meant_is_taken() -> None:
    assert limit_problem(limit(limit_w=0.0), NOW) is None
