"""Each sentence of the feature table, and the properties that hold for any stream."""

import json
import math
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.features import FEATURE_NAMES, MISSING
from contract.observations import Kind, Observation
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus
from models.features.window import FeatureWindow
from tests.unit.models.streams import START_S, meter, observations, status, window

AVAILABLE, CHARGING = ChargePointStatus.AVAILABLE, ChargePointStatus.CHARGING
FAULTED, UNAVAILABLE = ChargePointStatus.FAULTED, ChargePointStatus.UNAVAILABLE


def features(charger: FeatureWindow, now_s: float) -> dict[str, float]:
    return dict(zip(FEATURE_NAMES, charger.vector(now_s).tolist(), strict=True))


def fed(*stream: Observation, **changes: object) -> FeatureWindow:
    charger = window(**changes)
    for observation in stream:
        charger.observe(observation)
    return charger


def same(a: FeatureWindow, b: FeatureWindow, now_s: float) -> bool:
    return a.vector(now_s).tobytes() == b.vector(now_s).tobytes()


def test_before_anything_was_seen_all_is_missing_that_ever_can_be() -> None:
    now = features(window(), START_S)
    missing = {name for name, value in now.items() if math.isnan(value)}
    assert missing == set(MISSING) - {"rated_power_kw"}
    stranger = window(rated_power_w=None, connectors=None, connector_power_w=None)
    assert math.isnan(features(stranger, START_S)["rated_power_kw"])


def test_heat_of_a_warming_charger() -> None:
    charger = fed(
        *(meter(START_S + 60.0 * i, temperature_c=40.0 + 0.5 * i, ambient_c=25.0) for i in range(9))
    )
    now = features(charger, START_S + 500.0)
    assert now["temperature_c"] == now["temperature_max_1h_c"] == 44.0
    assert now["temperature_rise_k"] == 19.0
    assert now["temperature_slope_k_per_min"] == pytest.approx(0.5)


def test_two_samples_give_no_slope() -> None:
    charger = fed(*(meter(START_S + 60.0 * i, temperature_c=40.0) for i in range(2)))
    assert math.isnan(features(charger, START_S + 61.0)["temperature_slope_k_per_min"])


def test_a_temperature_older_than_15_min_is_unknown_but_still_the_highest_of_the_hour() -> None:
    charger = fed(meter(START_S, temperature_c=60.0))
    assert features(charger, START_S + 900.0)["temperature_c"] == 60.0
    later = features(charger, START_S + 901.0)
    assert math.isnan(later["temperature_c"])
    assert later["temperature_max_1h_c"] == 60.0


def test_ambient_comes_from_the_weather_when_the_charger_measures_none() -> None:
    weather = Observation(Kind.CONTEXT, START_S, ambient_c=31.0, value=4.0, status=1)
    now = features(fed(weather, meter(START_S, temperature_c=40.0)), START_S + 60.0)
    assert (now["ambient_c"], now["traffic_index"], now["local_event"]) == (31.0, 4.0, 1.0)
    measured = fed(weather, meter(START_S + 1.0, ambient_c=35.0))
    assert features(measured, START_S + 60.0)["ambient_c"] == 35.0


def test_power_of_connectors_is_added_up_unless_the_charger_reports_it_whole() -> None:
    parts = (meter(START_S, 1, power_w=30_000.0), meter(START_S, 2, power_w=20_000.0))
    assert fed(*parts).reading(START_S + 1.0).power_w == 50_000.0
    whole = fed(*parts, meter(START_S, 0, power_w=48_000.0))
    assert whole.reading(START_S + 1.0).power_w == 48_000.0


def test_power_ratio_is_the_mean_of_five_minutes_over_rated_power() -> None:
    charger = fed(meter(START_S, 0, power_w=100_000.0), meter(START_S + 150.0, 0, power_w=0.0))
    assert features(charger, START_S + 300.0)["power_ratio"] == pytest.approx(0.5)


def test_power_far_below_what_is_offered_is_derating() -> None:
    charger = fed(
        *(meter(START_S + 60.0 * i, power_w=35_000.0, offered_w=50_000.0) for i in range(5))
    )
    now = features(charger, START_S + 300.0)
    assert now["derating_ratio"] == pytest.approx(0.3)
    assert now["offered_ratio"] == pytest.approx(1.0)


def test_a_stopped_session_gives_no_power_and_is_offered_none() -> None:
    charger = fed(
        status(START_S, 1, CHARGING),
        meter(START_S, power_w=40_000.0, offered_w=50_000.0, current_a=100.0),
        Observation(Kind.STOP, START_S + 60.0, 1, value=9_000.0),
    )
    reading = charger.reading(START_S + 5_000.0)
    assert (reading.power_w, reading.offered_w, reading.current_a) == (0.0, None, None)


def test_energy_of_an_hour_adds_connectors_and_skips_a_replaced_meter() -> None:
    charger = fed(
        meter(START_S, 1, energy_wh=1_000.0),
        meter(START_S, 2, energy_wh=5_000.0),
        meter(START_S + 1800.0, 1, energy_wh=11_000.0),
        meter(START_S + 1800.0, 2, energy_wh=10_000.0),
        meter(START_S + 1860.0, 2, energy_wh=0.0),
        meter(START_S + 1920.0, 2, energy_wh=900_000_000.0),
    )
    assert features(charger, START_S + 1980.0)["energy_1h_ratio"] == pytest.approx(0.15)


def test_a_voltage_dip_shows_as_deviation() -> None:
    stream = [meter(START_S + 60.0 * i, voltage_v=400.0) for i in range(600)]
    charger = fed(*stream, meter(START_S + 36_000.0, voltage_v=360.0))
    assert features(charger, START_S + 36_001.0)["voltage_deviation_ratio"] == pytest.approx(
        0.1, rel=1e-4
    )


def test_utilisation_counts_usable_connectors_only() -> None:
    charger = fed(status(START_S, 1, CHARGING), status(START_S, 2, UNAVAILABLE))
    assert features(charger, START_S + 1.0)["utilisation_now"] == 1.0
    charger.observe(status(START_S + 10.0, 0, FAULTED))
    assert math.isnan(features(charger, START_S + 11.0)["utilisation_now"])


def test_utilisation_of_an_hour_is_a_mean_over_time() -> None:
    charger = fed(
        status(START_S, 1, CHARGING),
        status(START_S, 2, AVAILABLE),
        status(START_S + 1800.0, 1, AVAILABLE),
    )
    now = features(charger, START_S + 3600.0)
    assert now["utilisation_1h"] == pytest.approx(0.25)
    assert now["utilisation_24h"] == pytest.approx(0.25)


def test_a_charger_that_reports_no_status_is_in_use_while_it_has_a_transaction() -> None:
    charger = fed(Observation(Kind.START, START_S, 1))
    assert charger.reading(START_S).connectors_in_use == 1
    charger.observe(Observation(Kind.STOP, START_S + 600.0, 1, value=5_000.0))
    assert charger.reading(START_S + 600.0).connectors_in_use == 0


def test_sessions_their_length_and_how_many_broke_off() -> None:
    charger = fed(
        status(START_S, 1, CHARGING), status(START_S, 2, CHARGING),
        Observation(Kind.START, START_S, 1), Observation(Kind.START, START_S, 2),
        Observation(Kind.STOP, START_S + 600.0, 1, value=50.0),
        Observation(Kind.STOP, START_S + 1800.0, 2, value=9_000.0),
        Observation(Kind.START, START_S + 1900.0, 2),
    )  # fmt: skip
    now = features(charger, START_S + 2000.0)
    assert now["sessions_1h"] == 1.5
    assert now["session_mean_min"] == pytest.approx(20.0)
    assert now["aborted_ratio_24h"] == 0.5
    assert now["wait_min"] == pytest.approx(10.0)
    charger.observe(status(START_S + 2100.0, 1, AVAILABLE))
    assert features(charger, START_S + 2100.0)["wait_min"] == 0.0


def test_a_stop_that_names_no_connector_frees_none() -> None:
    charger = fed(status(START_S, 1, CHARGING), Observation(Kind.STOP, START_S + 9.0, 0))
    assert charger.reading(START_S + 10.0).connectors_usable == 1


def test_link_features() -> None:
    charger = fed(
        Observation(Kind.CONNECTED, START_S),
        *(Observation(Kind.ROUND_TRIP, START_S + i, value=0.1 * i) for i in range(1, 21)),
        Observation(Kind.DISCONNECTED, START_S + 100.0),
        Observation(Kind.CONNECTED, START_S + 110.0),
    )
    now = features(charger, START_S + 120.0)
    assert now["silence_s"] == 100.0
    assert now["reconnects_24h"] == 1.0
    assert now["round_trip_p95_s"] == pytest.approx(1.9)


def test_fault_history() -> None:
    charger = fed(
        status(START_S, 1, AVAILABLE),
        status(START_S, 2, AVAILABLE),
        status(START_S + 3600.0, 1, CHARGING, ChargePointErrorCode.HIGH_TEMPERATURE),
        status(START_S + 7200.0, 1, FAULTED, ChargePointErrorCode.HIGH_TEMPERATURE),
        status(START_S + 10_800.0, 1, AVAILABLE),
    )
    now = features(charger, START_S + 14_400.0)
    assert (now["errors_1h"], now["errors_24h"], now["errors_7d"]) == (0.0, 2.0, 2.0)
    assert now["hours_since_fault"] == pytest.approx(2.0)
    assert now["outage_ratio"] == pytest.approx(0.125)


def test_a_charger_without_known_fault_counts_as_a_week_without() -> None:
    assert features(window(), START_S)["hours_since_fault"] == 168.0


def test_calendar_is_that_of_the_station_over_both_clock_changes() -> None:
    for month, hour_utc in ((3, 13), (11, 14)):  # 08 h in Chicago on both Sundays
        charger = window(time_zone="America/Chicago")
        day = 8 if month == 3 else 1
        now = features(charger, datetime(2026, month, day, hour_utc, tzinfo=UTC).timestamp())
        assert now["hour_sin"] == pytest.approx(math.sin(math.tau * 8 / 24), abs=1e-6)
        assert now["hour_cos"] == pytest.approx(math.cos(math.tau * 8 / 24), abs=1e-6)
        assert now["weekend"] == 1.0


def test_a_charger_in_no_fleet_file_has_no_ratios_of_rated_power() -> None:
    charger = fed(
        meter(START_S, power_w=1e4, offered_w=2e4, energy_wh=1.0),
        rated_power_w=None, connectors=None, connector_power_w=None,
    )  # fmt: skip
    now = features(charger, START_S + 60.0)
    missing = ("power_ratio", "offered_ratio", "energy_1h_ratio", "rated_power_kw")
    assert all(math.isnan(now[name]) for name in missing)
    assert charger.reading(START_S + 60.0).power_w == 10_000.0


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"time_zone": "Mars/Olympus"}, id="no such time zone"),
        pytest.param({"rated_power_w": 0.0}, id="no power"),
        pytest.param({"connectors": -1}, id="fewer than no connectors"),
        pytest.param({"connector_power_w": math.inf}, id="infinite power"),
    ],
)
def test_impossible_settings_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not allowed"):
        window(**changes)


def test_a_late_observation_counts_as_of_the_newest_seen() -> None:
    late = fed(meter(START_S + 100.0, temperature_c=50.0), meter(START_S, temperature_c=40.0))
    in_time = fed(
        meter(START_S + 100.0, temperature_c=50.0), meter(START_S + 100.0, temperature_c=40.0)
    )
    assert same(late, in_time, START_S + 200.0)


def test_an_observation_without_time_before_any_other_is_left_out() -> None:
    assert same(fed(meter(math.nan, temperature_c=50.0)), window(), START_S)


def test_now_must_be_a_time() -> None:
    with pytest.raises(ValueError, match="now_s"):
        window().vector(math.nan)


def test_stale_inputs_are_named() -> None:
    charger = fed(status(START_S, 1, CHARGING), meter(START_S, power_w=1e4, temperature_c=30.0))
    assert charger.stale_inputs(START_S + 1.0) == ["ambient_c", "offered_w", "context"]
    assert charger.stale_inputs(START_S + 901.0) == [
        "frames", "temperature_c", "ambient_c", "power_w", "offered_w", "context",
    ]  # fmt: skip
    assert window().stale_inputs(START_S)[:2] == ["frames", "status"]


def test_fault_history_survives_a_restart_through_json() -> None:
    charger = fed(
        status(START_S, 1, AVAILABLE),
        status(START_S + 60.0, 1, FAULTED, ChargePointErrorCode.GROUND_FAILURE),
        status(START_S + 600.0, 1, AVAILABLE),
    )
    restarted = window()
    restarted.restore_fault_history(json.loads(json.dumps(charger.fault_history())), START_S + 900)
    before, after = features(charger, START_S + 1e4), features(restarted, START_S + 1e4)
    for name in ("errors_24h", "errors_7d", "hours_since_fault", "outage_ratio"):
        assert after[name] == before[name] > 0.0


@pytest.mark.parametrize(
    "history",
    [
        pytest.param({}, id="empty"),
        pytest.param({**window().fault_history(), "errors_at_s": "x"}, id="times that are none"),
        pytest.param({**window().fault_history(), "fault_at_s": math.nan}, id="not a number"),
        pytest.param({**window().fault_history(), "newest_s": START_S + 1}, id="from the future"),
        pytest.param({**window().fault_history(), "down": {"edges": []}}, id="half a window"),
    ],
)
def test_an_unreadable_fault_history_is_refused_and_changes_nothing(
    history: dict[str, object],
) -> None:
    charger = window()
    with pytest.raises(ValueError, match="fault history"):
        charger.restore_fault_history(history, START_S)
    assert same(charger, window(), START_S)


@given(observations(), st.lists(st.floats(0.0, 90_000.0), max_size=5))
@settings(max_examples=40)
def test_asking_in_between_changes_no_later_answer(
    stream: list[Observation], asked_s: list[float]
) -> None:
    quiet, asked = window(), window()
    for observation in stream:
        quiet.observe(observation)
        asked.observe(observation)
        for after_s in asked_s:
            asked.vector(observation.at_s + after_s)
    now_s = stream[-1].at_s + 30.0
    assert same(quiet, asked, now_s)


@given(observations())
@settings(max_examples=40)
def test_any_stream_gives_finite_values_or_nan_within_their_bounds(
    stream: list[Observation],
) -> None:
    now = features(fed(*stream), stream[-1].at_s + 5.0)
    assert not any(math.isinf(value) for value in now.values())
    for name in (
        "utilisation_now", "utilisation_1h", "utilisation_6h", "utilisation_24h",
        "derating_ratio", "aborted_ratio_24h", "outage_ratio", "local_event", "weekend",
    ):  # fmt: skip
        assert math.isnan(now[name]) or 0.0 <= now[name] <= 1.0
    assert {name for name, value in now.items() if math.isnan(value)} <= set(MISSING)
    assert now["errors_1h"] <= now["errors_24h"] <= now["errors_7d"]
    assert 0.0 <= now["hours_since_fault"] <= 168.0


@given(observations(), st.integers(3, 400), st.floats(-100.0, 100.0))
@settings(max_examples=40)
def test_connectors_that_the_charger_does_not_have_change_only_the_silence(
    stream: list[Observation], connector: int, value: float
) -> None:
    plain, disturbed = window(), window()
    strangers = [Kind.METER, Kind.STATUS, Kind.START, Kind.STOP]
    for index, observation in enumerate(stream):
        plain.observe(observation)
        disturbed.observe(observation)
        disturbed.observe(
            Observation(
                strangers[index % 4], observation.at_s, connector, status=8, error=3,
                value=value, power_w=value, temperature_c=value, energy_wh=value,
            )
        )  # fmt: skip
    now_s = stream[-1].at_s + 5.0
    differs = ~np.isclose(plain.vector(now_s), disturbed.vector(now_s), equal_nan=True, rtol=0)
    assert {FEATURE_NAMES[index] for index in np.flatnonzero(differs)} <= {"silence_s"}


@given(observations(), st.integers(0, 20))
@settings(max_examples=40)
def test_more_errors_never_lower_a_count(stream: list[Observation], added: int) -> None:
    charger = fed(*stream)
    at_s = stream[-1].at_s
    before = features(charger, at_s)
    for _ in range(added):
        charger.observe(status(at_s, 1, CHARGING, ChargePointErrorCode.OTHER_ERROR))
    after = features(charger, at_s)
    for name in ("errors_1h", "errors_24h", "errors_7d"):
        assert after[name] == before[name] + added


def test_memory_stays_bounded_over_a_month() -> None:
    def size(days: int) -> int:
        charger = window()
        for minute in range(days * 1440):
            at_s = START_S + 60.0 * minute
            charger.observe(meter(at_s, 1, power_w=1e4, offered_w=2e4, temperature_c=minute % 50))
            if minute % 5 == 0:
                charger.observe(Observation(Kind.START, at_s, 1))
                charger.observe(Observation(Kind.STOP, at_s, 1, value=1.0))
                charger.observe(status(at_s, 1, CHARGING, ChargePointErrorCode.OTHER_ERROR))
        return len(repr(_contents(charger)))

    assert size(20) < 1.2 * size(8)


def _contents(thing: object) -> object:
    if hasattr(thing, "__dict__"):
        return {key: _contents(value) for key, value in vars(thing).items()}
    return thing
