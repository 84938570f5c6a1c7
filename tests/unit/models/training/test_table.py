"""The station table: read or refused, a leak seen as one, the same table gives the same bytes."""

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from models.cli import main
from models.state_head import STATES
from models.training.events import DataError
from models.training.states import OFFLINE, OPERATIONAL, PARTIAL_OUTAGE
from models.training.table_columns import AHEAD, ahead_columns, status_ahead
from models.training.table_file import COLUMNS, NUMBERS, STATUS, read_table
from models.training.table_train import TableSettings, train_table

STATIONS, DAYS = 8, 14
FIRST = datetime(2025, 7, 1, tzinfo=UTC)
Wait = Callable[[int, np.random.Generator], float]


def leaking(status: int, rng: np.random.Generator) -> float:
    """Written from the status."""
    return 0.0 if status == OPERATIONAL else 45.0 + rng.integers(0, 60)


def measured(_status: int, rng: np.random.Generator) -> float:
    """Knows nothing of the status."""
    return float(rng.integers(0, 60))


def write_table(path: Path, wait: Wait = leaking) -> Path:
    """Stations that are down by chance alone, for some hours at a time."""
    rng = np.random.default_rng(7)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for station in range(STATIONS):
            status, left = OPERATIONAL, 0
            for step in range(48 * DAYS):
                if left == 0:
                    status = int(rng.choice(4, p=[0.85, 0.05, 0.05, 0.05]))
                    left = int(rng.integers(4, 14))
                left -= 1
                writer.writerow(row(station, step, status, wait(status, rng), rng))
    return path


def row(
    station: int, step: int, status: int, wait_min: float, rng: np.random.Generator
) -> dict[str, object]:
    numbers = dict(zip(NUMBERS, rng.integers(1, 9, len(NUMBERS)).tolist(), strict=True))
    words = {name: str(rng.choice(["a", "b"])) for name in COLUMNS if name not in NUMBERS}
    at = FIRST + timedelta(minutes=30 * step)
    return {
        **numbers,
        **words,
        "timestamp": at.strftime("%Y-%m-%d %H:%M:%S"),
        "station_id": f"S-{station}",
        "is_weekend": "true",
        "is_peak_hour": "False",
        "estimated_wait_time_mins": wait_min,
        STATUS: STATES[status],
    }


@pytest.fixture(scope="module")
def table_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_table(tmp_path_factory.mktemp("table") / "leaky.csv")


def small(path: Path, out: Path, jobs: int = 1) -> TableSettings:
    return TableSettings(path, out, seed=1, jobs=jobs, trees=20, depth=6, rows_a_tree=3000)


def report_of(path: Path, out: Path) -> dict[str, dict[str, object]]:
    found = train_table(small(path, out), lambda _line: None)
    return json.loads((found / "report.json").read_bytes())


@pytest.fixture(scope="module")
def report(
    table_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, object]]:
    return report_of(table_path, tmp_path_factory.mktemp("report"))


def test_a_wait_written_from_the_status_is_shown_up_by_the_ablation(
    report: dict[str, dict[str, object]],
) -> None:
    replica, without = report["leaky replica"], report["without the wait"]
    assert next(iter(replica["importances"])) == "estimated_wait_time_mins"
    assert replica["onset"] == {}, "asked about the same row, an operational one is operational"
    assert replica["by_status"]["operational"]["roc_auc"] > 0.99
    assert 0.4 < without["by_status"]["operational"]["roc_auc"] < 0.6


def test_states_last_but_what_starts_by_chance_is_not_foreseen(
    report: dict[str, dict[str, object]],
) -> None:
    ahead = report["an hour ahead"]
    assert ahead["columns"] == 33
    assert ahead["roc_auc_mean"] > 0.8
    assert 0.35 < ahead["onset"]["roc_auc"] < 0.65


def test_a_wait_that_knows_nothing_helps_nobody(tmp_path: Path) -> None:
    replica = report_of(write_table(tmp_path / "t.csv", measured), tmp_path)["leaky replica"]
    assert replica["roc_auc_mean"] < 0.6


def test_the_same_table_and_seed_give_the_same_bytes(table_path: Path, tmp_path: Path) -> None:
    one = train_table(small(table_path, tmp_path / "one"), lambda _line: None)
    two = train_table(small(table_path, tmp_path / "two", jobs=2), lambda _line: None)
    assert one.name == two.name
    assert {path.name for path in one.iterdir()} == {"state.onnx", "report.json", "report.md"}
    for path in one.iterdir():
        assert (two / path.name).read_bytes() == path.read_bytes()


def test_every_failure_window_is_in_one_cluster(
    report: dict[str, dict[str, object]], table_path: Path
) -> None:
    windows = report["failure windows"]
    table = read_table(table_path)
    assert windows["windows"] == np.isin(table.status, [OFFLINE, PARTIAL_OUTAGE]).sum()
    assert sum(each["share"] for each in windows["clusters"]) == pytest.approx(1.0, abs=0.01)


def test_columns_of_the_past_know_nothing_of_what_comes(table_path: Path) -> None:
    table = read_table(table_path)
    mine = np.flatnonzero(table.station == 3)
    cut = mine[200]
    columns = ahead_columns(table)
    assert columns.shape == (len(table), len(AHEAD)) == (STATIONS * DAYS * 48, 33)
    table.status[cut + 1 : mine[-1]] = OFFLINE
    table.columns["utilization_rate"][cut + 1 : mine[-1]] = 99.0
    after = ahead_columns(table)
    assert np.array_equal(after[: cut + 1], columns[: cut + 1])
    assert not np.array_equal(after[cut + 1], columns[cut + 1])
    assert np.array_equal(after[mine[-1] + 1 :], columns[mine[-1] + 1 :]), "of other stations"


def test_the_status_ahead_is_that_of_the_station_an_hour_later(table_path: Path) -> None:
    table = read_table(table_path)
    ahead = status_ahead(table)
    for station in range(STATIONS):
        mine = np.flatnonzero(table.station == station)
        assert np.array_equal(ahead[mine[:-2]], table.status[mine[2:]])
        assert (ahead[mine[-2:]] == -1).all()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        pytest.param("station_status", "statsu", "lacks the columns station_status", id="column"),
        pytest.param(
            "operational", "fine", "'fine' is not allowed: one of operational", id="status"
        ),
        pytest.param("2025-07-01 00:00:00", "July", "timestamp is not allowed", id="time"),
        pytest.param(",true,", ",perhaps,", "line 2: is_weekend 'perhaps'", id="no number"),
        pytest.param(",true,", ",inf,", "line 2: is_weekend 'inf'", id="infinite"),
        pytest.param(",true,", ",true,,", "line 2 has 34 cells, not 33", id="a cell too many"),
    ],
)
def test_a_table_that_is_none_is_refused_with_the_place(
    table_path: Path, tmp_path: Path, old: str, new: str, reason: str
) -> None:
    path = tmp_path / "other.csv"
    path.write_text(table_path.read_text().replace(old, new, 1))
    with pytest.raises(DataError, match=reason):
        read_table(path)


def test_a_table_without_rows_and_a_file_that_is_not_there_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text(",".join(COLUMNS) + "\n")
    with pytest.raises(DataError, match=r"empty\.csv: has no rows"):
        read_table(tmp_path / "empty.csv")
    with pytest.raises(DataError, match=r"none\.csv cannot be read"):
        read_table(tmp_path / "none.csv")


def test_the_command_wants_a_place_for_its_report(
    table_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "--csv", str(table_path), "--seed", "1"]) == 1
    assert "--csv needs --out" in capsys.readouterr().err
    missing = ["train", "--csv", str(tmp_path / "none.csv"), "--seed", "1", "--out", str(tmp_path)]
    assert main(missing) == 1
    assert "none.csv cannot be read" in capsys.readouterr().err
