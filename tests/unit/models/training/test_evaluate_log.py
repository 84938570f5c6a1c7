from pathlib import Path

import numpy as np
import pytest

from models.cli import main
from models.training.evaluate_log import FOREST, MODEL, RULE, build_log_rows, evaluate_log, split
from models.training.log_model import LogSettings
from models.training.log_replay import replay
from models.training.log_report import table
from models.training.status_log import labels, read_status_log
from tests.unit.models.training.logs import relapsing, write_log

SMALL = LogSettings(seed=1, horizons_h=(1,), trees=40, folds=2, draws=60, quiet_rows=1000)


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_a_planted_signal_is_found_on_later_days_and_unseen_sites(tmp_path: Path) -> None:
    path = write_log(tmp_path / "log.npz", relapsing(40, 5 * 288, seed=3, weak=0.5))

    report = evaluate_log(path, None, SMALL, lambda _: None)

    (found,) = report.horizons
    for judged in (found.later, found.unseen):
        assert judged.area[MODEL].value > 2 * found.base_rate
        assert judged.gain(MODEL, RULE).low > 0.1
        assert judged.area[MODEL].value > judged.area[FOREST].value * 0.9
    text = table(report)
    assert "40 connectors at 20 sites, 5.0 days" in text
    assert str(found.unseen.area[MODEL]) in text


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_where_chance_alone_decides_the_model_claims_nothing(tmp_path: Path) -> None:
    states = relapsing(30, 4 * 288, seed=4, relapse=0.0, weak=1.0)

    report = evaluate_log(write_log(tmp_path / "log.npz", states), None, SMALL, lambda _: None)

    (found,) = report.horizons
    assert found.later.area[MODEL].low < 1.5 * found.base_rate
    assert found.later.gain(MODEL, RULE).low < 0.0


def test_what_is_fitted_on_is_decided_before_what_is_judged(tmp_path: Path) -> None:
    log = read_status_log(write_log(tmp_path / "log.npz", relapsing(10, 1200, seed=5)))
    periods, at = split(1200), np.arange(0, 1200, 3)
    assert (periods.choosing, periods.judged, periods.end) == (600, 900, 1200)
    shared = replay(log, at)

    rows = build_log_rows(log, at, shared, 72, periods)
    state = log.state.copy()
    state[:, periods.judged :] = 4
    changed = read_status_log(write_log(tmp_path / "changed.npz", state))
    blind = build_log_rows(changed, at, shared, 72, periods)

    for name in ("is_fit", "is_choosing", "is_before"):
        chosen, again = getattr(rows, name), getattr(blind, name)
        assert chosen.sum() == again.sum() > 0, name
        np.testing.assert_array_equal(rows.features[chosen], blind.features[again])
        np.testing.assert_array_equal(rows.label[chosen], blind.label[again])
    assert not (rows.is_before & rows.is_judged).any()
    assert not (rows.is_fit & rows.is_choosing).any()
    assert labels(log, at, 72).any()


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_a_second_log_is_judged_whole_with_the_first_as_history(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    states = relapsing(30, 6 * 288, seed=6, weak=0.5)
    cut = 4 * 288
    start = np.datetime64("2024-03-08T12:00", "m")
    train = write_log(tmp_path / "train.npz", states[:, :cut])
    later = write_log(tmp_path / "later.npz", states[:, cut:], start=start)

    report = evaluate_log(later, train, SMALL, lambda _: None)

    assert report.judged_days == 2.0
    assert report.horizons[0].later.gain(MODEL, RULE).low > 0.0
    assert main(["evaluate-log", str(train), "--train", str(later)]) == 1
    assert "must end before" in capsys.readouterr().err


def test_a_log_without_outages_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_log(tmp_path / "log.npz", np.zeros((6, 600)))

    assert main(["evaluate-log", str(path)]) == 1
    assert "no outage lies ahead of any of" in capsys.readouterr().err
