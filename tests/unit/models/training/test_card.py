import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

from models.cli import main
from models.levels import Level
from models.scoring import load_bundle
from models.training.card import Card, Transfer, write_card
from models.training.datasets import HORIZON_S, Rows, build_rows
from models.training.events import read_events
from models.training.intervals import areas
from models.training.judge_bundle import judge_bundle
from models.training.judgement import MODEL, judge_rows
from models.training.split import split_rows
from models.training.svg import Line, bars, lines
from tests.unit.models.streams import write_small_world
from tests.unit.models.training.logs import relapsing, write_log

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def every_row(small_data: Path) -> Rows:
    return build_rows(read_events(small_data), seed=1)


@pytest.fixture(scope="module")
def card(small_bundle: Path, every_row: Rows) -> Card:
    parts = split_rows(every_row, 1)
    sets = {"unseen": every_row.take(parts.unseen), "known": every_row.take(parts.later)}
    return judge_bundle(load_bundle(small_bundle), every_row.take(parts.fit), sets, lambda _: None)


def test_the_forest_beats_the_rules_where_heat_comes_before_faults(card: Card) -> None:
    for judged in card.judged:
        area = judged.areas.area
        assert area[MODEL].value > 3 * judged.base_rate
        assert area["base_rate"].value == pytest.approx(judged.base_rate)
        assert area[MODEL].value > area["past_faults"].value
        assert area[MODEL].value <= judged.oracle <= 1.0
        assert judged.budgets[0].alarms <= judged.budgets[0].allowed


def test_only_what_the_risk_reads_is_important(every_row: Rows) -> None:
    parts = split_rows(every_row, 1)
    rows = every_row.take(parts.unseen).within(HORIZON_S)

    judged = judge_rows(
        "by temperature",
        rows,
        lambda features: np.nan_to_num(features[:, 0].astype(np.float64) / 1000.0),
        {"base_rate": np.zeros(len(rows))},
        Level(0.6, 0.5),
        seed=1,
    )

    assert next(iter(judged.importance)) == "temperature_c"
    assert all(lost == 0.0 for name, lost in judged.importance.items() if name != "temperature_c")


def test_the_card_holds_every_figure_and_its_plots_are_beside_it(
    card: Card, tmp_path: Path
) -> None:
    label = np.arange(100) % 10 == 0
    scores = {"past-outage-rate rule": np.arange(100.0), MODEL: label.astype(np.float64)}
    transfer = Transfer(1.0, 0.1, areas(label, scores, np.arange(100) // 5, 1))
    full = card.with_seeds({"unseen stations": [0.4, 0.5, 0.6]}).with_transfer([transfer])

    text = write_card(tmp_path, full).read_text()

    for each in card.judged:
        area = each.areas.area[MODEL]
        assert f"**{area.value:.3f}** ({area.low:.3f} to {area.high:.3f})" in text
        gain = each.areas.gain(MODEL, "gradient_boosting")
        assert f"{gain.value:+.0%} ({gain.low:+.0%} to {gain.high:+.0%})" in text
    assert "| unseen stations | 0.500 | 0.400 | 0.600 | 3 |" in text
    assert f"| 1 | 0.1000 | {transfer.areas.area[MODEL]} |" in text
    linked = {part.split(")")[0] for part in text.split("](")[1:]}
    assert linked == {path.name for path in tmp_path.glob("*.svg")}
    for path in tmp_path.glob("*.svg"):
        assert ET.fromstring(path.read_text()).tag.endswith("svg")  # noqa: S314
        assert "nan" not in path.read_text()


def test_the_figures_beside_the_card_are_those_of_the_card(card: Card, tmp_path: Path) -> None:
    write_card(tmp_path, card)

    found = json.loads((tmp_path / "card.json").read_text())

    for judged, shown in zip(card.judged, found["sets"], strict=True):
        area = judged.areas.area[MODEL]
        assert shown["set"] == judged.name
        assert shown["pr_auc"][MODEL]["value"] == pytest.approx(area.value, rel=1e-3)
        assert shown["gain"].keys() == judged.areas.area.keys() - {MODEL}
        assert [each["per_station_week"] for each in shown["alarms"]] == [1.0, 0.1, None]
        assert shown["alarms"][2]["stood"] == len(judged.critical.leads_min) > 0
        assert shown["importance"].keys() == judged.importance.keys()
        assert len(shown["curve"][0]) == len(shown["curve"][1]) > 1
    assert {(each["set"], each["hours"]) for each in found["far"]} == {
        (each.name, each.hours) for each in card.far
    }


def test_evaluate_writes_the_card_of_the_training_anew(
    small_bundle: Path, small_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = tmp_path / small_bundle.name
    shutil.copytree(small_bundle, bundle)
    before = {path.name: path.read_bytes() for path in bundle.iterdir()}
    log = write_log(tmp_path / "log.npz", relapsing(20, 3 * 288, seed=1, weak=0.5))

    assert main(["evaluate", str(bundle), "--data", str(small_data)]) == 0
    assert {path.name: path.read_bytes() for path in bundle.iterdir()} == before
    more = ["--seeds", "2", "--log", str(log), "--other", str(small_data)]
    assert main(["evaluate", str(bundle), "--data", str(small_data), *more]) == 0
    after = (bundle / "card.md").read_text()
    assert "## From the simulated world to real connectors" in after
    assert "| unseen stations | " in after.split("## Other seeds")[1]
    assert "other world (small.npz)" in after
    assert "card:" in capsys.readouterr().out


def test_a_data_set_that_the_bundle_was_not_fitted_on_is_refused(
    small_bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.npz"
    write_small_world(other, stations=6, days=2.0, seed=4)

    assert main(["evaluate", str(small_bundle), "--data", str(other)]) == 1
    assert "is not the data set that forest-" in capsys.readouterr().err


def test_plots_escape_what_they_are_given() -> None:
    points = np.array([0.0, 1.0])
    for plot in (lines("a < b", ("x & y", "z"), [Line("<l>", points, points)]),
                 bars("a < b", [("<n>", 0.5), ("less", -0.1)], "<u>")):  # fmt: skip
        assert "a &lt; b" in "".join(plot)
        assert ET.fromstring(plot).tag.endswith("svg")  # noqa: S314
