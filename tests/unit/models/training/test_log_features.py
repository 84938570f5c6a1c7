from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from contract.features import FEATURE_NAMES
from models.training.log_features import log_features, past_outage_rate
from models.training.log_replay import replay
from models.training.status_log import StatusLog, read_status_log
from tests.unit.models.training.logs import relapsing, write_log

AT = np.arange(288, 720, 12)


def _log(path: Path, state: NDArray[np.uint8]) -> StatusLog:
    return read_status_log(write_log(path / "log.npz", state))


def _one(tmp_path: Path, *pieces: tuple[int, int]) -> StatusLog:
    """Two connectors of one site: the first as given by (state, slots), the second always free."""
    row = np.concatenate([np.full(slots, state, dtype=np.uint8) for state, slots in pieces])
    return _log(tmp_path, np.stack([row, np.zeros_like(row)]))


def test_no_feature_knows_what_comes_after_its_row(tmp_path: Path) -> None:
    state = relapsing(8, 720, seed=1)
    other = state.copy()
    other[:, 500:] = relapsing(8, 720, seed=2)[:, 500:]
    at = AT[AT < 500]

    first, second = _log(tmp_path, state), _log(tmp_path, other)

    one, two = log_features(first, at, 12), log_features(second, at, 12)
    for name in one:
        np.testing.assert_array_equal(one[name], two[name], err_msg=name)
    np.testing.assert_array_equal(replay(first, at), replay(second, at))


def test_the_rule_counts_outages_over_days_up_and_leans_on_the_network(tmp_path: Path) -> None:
    log = _one(tmp_path, (0, 144), (4, 12), (0, 132))

    rate = past_outage_rate(log, np.array([287]))[:, 0]

    days = 276 / 288
    network = 1 / (days + 1.0)
    assert rate == pytest.approx([(1 + network) / (days + 1), network / 2], rel=1e-5)


def test_ages_and_lengths_are_in_hours(tmp_path: Path) -> None:
    log = _one(tmp_path, (0, 24), (4, 6), (0, 36), (3, 12), (0, 25))

    found = {
        name: float(values[0, 0]) for name, values in log_features(log, np.array([102]), 12).items()
    }

    assert found["last_down_h"] == 1.0
    assert found["last_up_h"] == 3.0
    assert found["longest_down_h"] == 1.0
    assert found["fall_h"] == 3.0
    assert found["up_h"] == pytest.approx(25 / 12)
    assert found["service_h"] == pytest.approx((102 - 29) / 12)


def test_a_neighbour_of_the_same_site_is_seen(tmp_path: Path) -> None:
    log = _one(tmp_path, (0, 90), (4, 12), (0, 1))

    found = log_features(log, np.array([101]), 12)

    assert found["site_down"][:, 0].tolist() == [0.0, 1.0]
    assert found["site_fall_h"][1, 0] == pytest.approx(11 / 12)
    assert found["network_down"][0, 0] == 0.5


def test_what_fell_at_this_hour_yesterday_counts(tmp_path: Path) -> None:
    log = _one(tmp_path, (0, 150), (4, 6), (0, 294), (0, 100))

    same_hours = log_features(log, np.array([360, 435, 440]), 12)["same_hours_falls"][0]

    assert same_hours.tolist() == pytest.approx([0.0, 1.0, 0.0], abs=1e-4)


def test_the_edge_window_sees_faults_lost_links_and_use(tmp_path: Path) -> None:
    log = _one(tmp_path, (0, 12), (2, 12), (4, 6), (0, 6), (3, 6), (1, 6))

    vectors = replay(log, np.array([11, 23, 41, 45, 47]))[0]
    seen = [dict(zip(FEATURE_NAMES, vector.tolist(), strict=True)) for vector in vectors]

    assert [each["utilisation_now"] for each in seen[:2]] == [0.0, 1.0]
    assert seen[1]["hours_since_fault"] == 168.0
    assert np.isnan(vectors[2]).all()
    assert seen[4]["hours_since_fault"] == pytest.approx(23 / 12)
    assert (seen[4]["reconnects_24h"], seen[4]["utilisation_now"]) == (1.0, 0.5)
    assert np.isnan(seen[4]["temperature_c"])
