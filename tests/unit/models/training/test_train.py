"""From data to bundle: same bytes, same answers as scikit-learn, better than the rules."""

import json
from pathlib import Path

import numpy as np
import pytest

from models.cli import main
from models.levels import Level
from models.scoring import load_bundle
from models.state_head import STATES
from models.training.baselines import compare
from models.training.clusters import fit_causes
from models.training.datasets import FAR_HORIZONS_S, GAP_S, HORIZON_S, Rows, build_rows
from models.training.evaluate import average_precision, false_alarms, judge
from models.training.events import read_events
from models.training.export import Fitted, ParityError, check_parity
from models.training.fit import (
    FitSettings,
    Heads,
    calibrate,
    fit_heads,
    fit_risk,
    log_shares,
)
from models.training.graphs import cause_graph, risk_graph, state_graph
from models.training.split import EMBARGO_S, split_rows
from models.training.state_forest import fit_states, judge_states
from models.training.train import TrainSettings, train

pytestmark = pytest.mark.timeout(180)  # the first test waits for a small training


SMALL = FitSettings(trees=20, depth=8)


@pytest.fixture(scope="module")
def every_row(small_data: Path) -> Rows:
    return build_rows(read_events(small_data), seed=1)


@pytest.fixture(scope="module")
def rows(every_row: Rows) -> Rows:
    return every_row.within(HORIZON_S)


@pytest.fixture(scope="module")
def fitted(every_row: Rows) -> Fitted:
    split = split_rows(every_row, 1)
    fit, calibration = every_row.take(split.fit), every_row.take(split.calibration)
    heads = fit_heads(fit, calibration, (SMALL, SMALL), 1, 1)
    states = fit_states(fit, calibration, SMALL, 1, 1)
    cause = fit_causes(fit.within(HORIZON_S), heads.near, 1)
    return Fitted(heads, states, cause, [], 1, {}, {})


def graphs_of(fitted: Fitted) -> dict[str, bytes]:
    return {
        "risk.onnx": risk_graph(fitted.heads),
        "cause.onnx": cause_graph(fitted.cause),
        "state.onnx": state_graph(fitted.states),
    }


def test_the_same_seed_gives_the_same_bytes(
    small_data: Path, small_bundle: Path, tmp_path: Path
) -> None:
    settings = TrainSettings(
        small_data, tmp_path, 1, forest=SMALL, far_forest=SMALL, state_forest=SMALL, jobs=2
    )
    again = train(settings, lambda _line: None)
    assert again.name == small_bundle.name
    for path in small_bundle.iterdir():
        assert (again / path.name).read_bytes() == path.read_bytes()


def test_graphs_answer_as_scikit_learn_on_ten_thousand_rows(fitted: Fitted, rows: Rows) -> None:
    assert check_parity(fitted, graphs_of(fitted), rows.features) <= 1e-5


def test_points_of_the_features_add_up_to_the_risk(
    small_bundle: Path, fitted: Fitted, rows: Rows
) -> None:
    scorer = load_bundle(small_bundle)
    chosen = rows.features[:: len(rows) // 200]
    told = [scorer.base_risk + scorer.attribution(vector).sum() for vector in chosen]
    assert np.allclose(told, fitted.heads.near.risk(chosen), atol=1e-5)
    assert np.ptp(told) > 0.5


def test_the_risk_of_a_longer_time_is_never_the_smaller(fitted: Fitted, rows: Rows) -> None:
    assert list(fitted.heads.far) == [21_600.0, 86_400.0]
    hour, six, day = fitted.heads.risks(rows.features).values()
    assert (hour <= six).all()
    assert (six <= day).all()
    assert np.median(hour) < np.median(six) < np.median(day)


@pytest.mark.parametrize("horizon_s", [HORIZON_S, FAR_HORIZONS_S[0]])
def test_each_head_foresees_its_own_horizon(
    fitted: Fitted, every_row: Rows, horizon_s: float
) -> None:
    split = split_rows(every_row, 1)
    asked = every_row.take(split.later | split.unseen).within(horizon_s)
    found = average_precision(asked, fitted.heads.risks(asked.features)[horizon_s])
    assert found > asked.label.mean() + 0.1


def test_a_horizon_whose_rows_are_all_alike_has_no_head(every_row: Rows) -> None:
    split = split_rows(every_row, 1)
    fit, calibration = every_row.take(split.fit), every_row.take(split.calibration)
    short = calibration.take(calibration.until_fault_s < 86_400.0)
    assert list(fit_heads(fit, short, (SMALL, SMALL), 1, 1).far) == [21_600.0]


def test_graphs_of_another_model_are_not_exported(fitted: Fitted, rows: Rows) -> None:
    split = split_rows(rows, 1)
    settings = FitSettings(trees=5, depth=3)
    other = fit_risk(rows.take(split.fit), rows.take(split.calibration), settings, 2, 1)
    other_heads = Heads(other, fitted.heads.far)
    graphs = graphs_of(fitted) | {"risk.onnx": risk_graph(other_heads)}
    with pytest.raises(ParityError, match="risk differs"):
        check_parity(fitted, graphs, rows.features)


def test_states_of_another_model_are_not_exported(fitted: Fitted, every_row: Rows) -> None:
    split = split_rows(every_row, 1)
    fit, calibration = every_row.take(split.fit), every_row.take(split.calibration)
    other = fit_states(fit, calibration, FitSettings(trees=3, depth=2), 2, 1)
    graphs = graphs_of(fitted) | {"state.onnx": state_graph(other)}
    with pytest.raises(ParityError, match="states differ"):
        check_parity(fitted, graphs, every_row.features)


def test_states_an_hour_ahead_are_foreseen_and_add_up(fitted: Fitted, every_row: Rows) -> None:
    split = split_rows(every_row, 1)
    later = every_row.take(split.later | split.unseen)
    found = fitted.states.probabilities(later.features)
    assert np.allclose(found.sum(axis=1), 1.0)
    assert (found[:, STATES.index("under_maintenance")] == 0.0).all(), "never seen"
    judged = judge_states(fitted.states, later)
    assert judged["log_loss"] < judged["log_loss_of_shares"]
    assert judged["onset"]["pr_auc"] > 2 * judged["onset"]["share"]


def test_states_cannot_be_fitted_where_all_are_alike(every_row: Rows) -> None:
    well = every_row.take(every_row.state == 0)
    with pytest.raises(ValueError, match="rows of one state: two are needed"):
        fit_states(well, every_row, SMALL, 1, 1)


def test_no_station_and_no_day_is_both_fitted_on_and_judged_on(rows: Rows) -> None:
    split = split_rows(rows, 1)
    assert not set(rows.station[split.fit]) & set(rows.station[split.calibration])
    assert not set(rows.station[split.unseen]) & set(rows.station[split.fit | split.calibration])
    last_s = rows.at_s[split.fit | split.calibration].max()
    for part in (split.later, split.unseen):
        assert part.any()
        assert rows.at_s[part].min() - last_s >= EMBARGO_S
        assert rows.until_fault_s[part].min() > GAP_S


def test_two_stations_cannot_be_split(rows: Rows) -> None:
    with pytest.raises(ValueError, match="2 stations are not enough"):
        split_rows(rows.take(rows.station < 2), 1)


def test_the_forest_beats_every_rule(fitted: Fitted, rows: Rows) -> None:
    split = split_rows(rows, 1)
    later = rows.take(split.later)
    rules = compare(rows.take(split.fit), {"later": later}, 1)["later"]
    forest = average_precision(later, fitted.heads.near.risk(later.features))
    assert forest > max(rules["temperature"], rules["past_faults"], 2 * rules["base_rate"])


def test_faults_without_anyone_to_foresee_them_cannot_be_fitted(rows: Rows) -> None:
    quiet = rows.take(rows.label == 0)
    with pytest.raises(ValueError, match="0 faults"):
        fit_risk(quiet, rows, FitSettings(), 1, 1)


def test_risk_rises_with_votes_also_where_many_votes_mean_little_more() -> None:
    rng = np.random.default_rng(0)
    votes = rng.random(4000)
    label = (rng.random(4000) < np.minimum(votes, 0.4)).astype(np.int8)
    grid = log_shares(np.linspace(0.0, 1.0, 200))
    risk = calibrate(votes, label).predict_proba(grid)[:, 1]
    assert (np.diff(risk) >= 0.0).all()


def test_a_perfect_oracle_is_judged_perfect_and_a_silent_one_blind(rows: Rows) -> None:
    oracle = judge(rows, rows.label.astype(np.float64), Level(0.6, 0.5), 1)
    assert oracle["pr_auc"] == 1.0
    assert oracle["brier"] == oracle["false_alarms_per_station_week"] == 0.0
    assert {each["foreseen"] for each in oracle["recall_by_mode"].values()} == {1.0}
    assert oracle["lead_median_min"]["all"] > 50.0
    silent = judge(rows, np.zeros(len(rows)), Level(0.6, 0.5), 1)
    assert silent["pr_auc"] == pytest.approx(silent["base_rate"])
    assert silent["recall_by_mode"]["thermal"]["foreseen"] == 0.0


def test_alarms_close_together_count_once_and_those_before_a_fault_not_at_all(rows: Rows) -> None:
    charger = rows.take(rows.charge_point == 0)
    alarms = np.zeros(len(charger), dtype=bool)
    quiet = np.flatnonzero(charger.until_fault_s > 4 * 3600.0)
    assert false_alarms(charger, alarms) == 0.0
    alarms[quiet[:3]] = True
    alarms[charger.label == 1] = True
    weeks = (charger.at_s.max() - charger.at_s.min()) / 604_800.0
    assert false_alarms(charger, alarms) == pytest.approx(1.0 / weeks)


def test_a_checked_bundle_says_so(small_bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(small_bundle)]) == 0
    assert small_bundle.name in capsys.readouterr().out


def test_commands_refuse_with_the_file_and_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path)]) == 1
    assert "manifest.json: cannot be read" in capsys.readouterr().err
    assert main(["train", "--data", str(tmp_path / "none.npz"), "--seed", "1"]) == 1
    assert "none.npz cannot be read" in capsys.readouterr().err


def test_the_card_holds_the_manifests_figures(small_bundle: Path) -> None:
    card = (small_bundle / "card.md").read_text()
    manifest = json.loads((small_bundle / "manifest.json").read_bytes())
    for judged in manifest["metrics"]["sets"].values():
        assert f"**{judged['pr_auc']:.3f}**" in card
    assert "simulated world" in card
