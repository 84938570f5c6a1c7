"""The 33-column table: its form, its sums, its time, and that a run can be gone on with."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from charger_emulator.adapters import table_files as files
from charger_emulator.core import station_table
from charger_emulator.core.fleet import make_fleet

pytestmark = pytest.mark.timeout(180)
"""Five worlds in processes of their own."""
ORDER = files.TableOrder(stations=30, days=1, seed=3, start=datetime(2025, 11, 2))  # noqa: DTZ001
"""Five metros in two shards, over the end of summer time."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("table") / "a.parquet"
    assert files.write_table(ORDER, out, jobs=2) == 30 * 49
    return out


def test_it_has_the_33_columns_in_order_and_a_row_for_every_half_hour(made: Path) -> None:
    frame = pl.read_parquet(made)
    assert tuple(frame.columns) == station_table.COLUMNS
    assert len(frame.columns) == 33
    for _, rows in frame.group_by("station_id"):
        times = rows["timestamp"].to_list()
        assert times == sorted(set(times))
        assert (times[0], times[-1]) == ("2025-11-02 00:00:00", "2025-11-03 00:00:00")


def test_ports_add_up_and_statuses_say_the_same(made: Path) -> None:
    frame = pl.read_parquet(made)
    total, out = frame["ports_total"], frame["ports_out_of_service"]
    assert (frame["ports_available"] + frame["ports_occupied"] + out == total).all()
    assert (frame["ports_available"] >= 0).all()
    status = frame["station_status"]
    assert ((status == "operational") == (out == 0)).all()
    assert (out.filter(status == "offline") == total.filter(status == "offline")).all()
    partial = frame.filter(status == "partial_outage")
    assert (partial["ports_out_of_service"] < partial["ports_total"]).all()


def test_the_calendar_is_that_of_the_stamp(made: Path) -> None:
    frame = pl.read_parquet(made)
    stamp = frame["timestamp"].str.to_datetime()
    assert (stamp.dt.hour() == frame["hour_of_day"]).all()
    assert (stamp.dt.weekday() - 1 == frame["day_of_week"]).all()
    assert (stamp.dt.month() == frame["month"]).all()


def test_the_number_of_processes_and_the_form_change_nothing(made: Path, tmp_path: Path) -> None:
    again = tmp_path / "b.parquet"
    files.write_table(ORDER, again, jobs=1)
    assert again.read_bytes() == made.read_bytes()
    assert files.truth_path(again).read_bytes() == files.truth_path(made).read_bytes()


def test_a_run_that_was_interrupted_goes_on_where_it_was(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "c.csv"
    shown: list[float] = []

    def interrupt(share: float) -> None:
        if list(tmp_path.glob("c.csv.parts/*-00.parquet")):
            raise KeyboardInterrupt
        shown.append(share)

    with pytest.raises(KeyboardInterrupt):
        files.write_table(ORDER, out, jobs=1, progress=interrupt)
    kept = list(tmp_path.glob("c.csv.parts/*-00.parquet"))
    assert len(kept) == 1
    assert not out.exists()
    written_at = kept[0].stat().st_mtime_ns
    seen_at: list[int] = []
    files.write_table(
        ORDER, out, jobs=1, progress=lambda _share: seen_at.append(kept[0].stat().st_mtime_ns)
    )
    assert set(seen_at) == {written_at}
    assert not out.with_name("c.csv.parts").exists()
    assert pl.read_csv(out).equals(pl.read_parquet(made))


def test_truth_names_stations_and_modes(made: Path) -> None:
    truth = pl.read_parquet(files.truth_path(made))
    assert set(truth["station_id"]) <= {s.id for s in make_fleet(30, 3).stations}
    ended = truth.drop_nulls("repaired_at")
    assert (ended["degradation_at"] <= ended["onset_at"]).all()
    assert (ended["onset_at"] <= ended["repaired_at"]).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"days": 0}, "days 0 is not allowed: 1 to 400", id="no days"),
        pytest.param({"seed": -1}, "seed -1 is not allowed", id="negative seed"),
    ],
)
def test_an_impossible_order_is_refused(change: dict[str, int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(ORDER, **change)


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"t.xlsx is not allowed: a name with .csv or .parquet"):
        files.write_table(ORDER, tmp_path / "t.xlsx")
