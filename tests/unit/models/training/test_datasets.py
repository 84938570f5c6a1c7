"""Rows: labels as defined, the same from stream and file, restarts blind to the truth."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from contract.features import FEATURE_NAMES
from contract.observations import COLUMNS, FAULT_MODES, PLANNED_MODE, Observation
from models.features.window import FeatureWindow
from models.training.datasets import FAR_HORIZONS_S, HORIZON_S, PROFILES, Rows, build_rows
from models.training.events import DataError, EventFile, read_events


@pytest.fixture(scope="module")
def events(small_data: Path) -> EventFile:
    return read_events(small_data)


@pytest.fixture(scope="module")
def rows(events: EventFile) -> Rows:
    return build_rows(events, seed=1)


def test_the_same_seed_gives_the_same_rows_whatever_the_number_of_processes(
    events: EventFile, rows: Rows
) -> None:
    again = build_rows(events, seed=1, jobs=2)
    assert again.features.tobytes() == rows.features.tobytes()
    assert again.label.tobytes() == rows.label.tobytes()
    assert build_rows(events, seed=2).features.tobytes() != rows.features.tobytes()


@pytest.mark.parametrize("horizon_s", [HORIZON_S, *FAR_HORIZONS_S])
def test_labels_follow_from_the_truth(events: EventFile, rows: Rows, horizon_s: float) -> None:
    asked = rows.within(horizon_s)
    assert 0 < asked.label.sum() < len(asked)
    for charger, at_s, label in zip(asked.charge_point, asked.at_s, asked.label, strict=True):
        faults = events.truth[events.truth["charge_point"] == charger]
        ahead = faults["onset_at_s"] - at_s
        assert label == bool(((ahead > 0) & (ahead <= horizon_s)).any())
        assert not ((faults["onset_at_s"] <= at_s) & (at_s < faults["repaired_at_s"])).any()
        assert at_s <= events.span_s[1] - horizon_s


def test_rows_of_chargers_that_are_down_are_kept_for_the_states_alone(rows: Rows) -> None:
    assert (~rows.is_up).any()
    assert rows.within(HORIZON_S).is_up.all()


def test_planned_work_is_neither_a_fault_nor_a_healthy_time(events: EventFile, rows: Rows) -> None:
    begins_s, ends_s = events.span_s[0] + 20_000.0, events.span_s[0] + 30_000.0
    planned = np.array(
        [(0, FAULT_MODES.index(PLANNED_MODE), begins_s, begins_s, ends_s)],
        dtype=events.truth.dtype,
    )
    worked = build_rows(replace(events, truth=np.concatenate([events.truth, planned])), seed=1)
    worked, rows = worked.within(HORIZON_S), rows.within(HORIZON_S)
    mine, before = worked.charge_point == 0, rows.charge_point == 0
    inside = (rows.at_s >= begins_s) & (rows.at_s < ends_s) & before
    assert inside.any()
    assert np.array_equal(worked.at_s[mine], rows.at_s[before & ~inside])
    assert np.array_equal(worked.label[mine], rows.label[before & ~inside])


def test_a_row_from_a_file_is_what_the_stream_gives(events: EventFile) -> None:
    """No restart and no hidden signal before the first restart: replay it by hand."""
    charger = 2
    rows = build_rows(events, seed=5, profile="full")
    mine = rows.take(rows.charge_point == charger)
    part = events.observations[events.first[charger] : events.first[charger + 1]]
    window = FeatureWindow(100_000.0, 1, 100_000.0, "America/Chicago")
    names = [name for name, _ in COLUMNS if name not in ("charge_point", "kind", "at_s")]
    from models.training.datasets import _KINDS

    seen, compared = 0, 0
    for at_s, vector in zip(mine.at_s[:40], mine.features[:40], strict=True):
        while seen < len(part) and part["at_s"][seen] <= at_s:
            record = part[seen]
            values = {name: record[name].item() for name in names}
            window.observe(
                Observation(_KINDS[int(record["kind"])], float(record["at_s"]), **values)
            )
            seen += 1
        if np.array_equal(window.vector(float(at_s)), vector, equal_nan=True):
            compared += 1
    assert compared == 40


def test_hidden_signals_are_missing_in_every_row_of_their_profile(rows: Rows) -> None:
    temperature = rows.features[:, FEATURE_NAMES.index("temperature_max_1h_c")]
    blind = [p.name for p in PROFILES if "temperature_c" in p.hidden]
    for index, profile in enumerate(PROFILES):
        chosen = rows.profile == index
        if profile.name in blind:
            assert np.isnan(temperature[chosen]).all()
        elif chosen.any():
            assert not np.isnan(temperature[chosen]).all()


def test_the_truth_changes_no_feature(events: EventFile, rows: Rows) -> None:
    truthless = replace(events, truth=events.truth[:0])
    blind = build_rows(truthless, seed=1)
    kept = {
        (c, t): v for c, t, v in zip(blind.charge_point, blind.at_s, blind.features, strict=True)
    }
    assert all(
        np.array_equal(kept[charger, at_s], vector, equal_nan=True)
        for charger, at_s, vector in zip(rows.charge_point, rows.at_s, rows.features, strict=True)
    )
    assert not blind.label.any()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"truth": None}, "truth", id="a table is missing"),
        pytest.param({"chargers": np.zeros(3)}, "lacks the columns", id="columns are missing"),
        pytest.param({"charge_points": np.array(["A"])}, "8 chargers, but 1", id="other counts"),
    ],
)
def test_a_file_that_is_no_data_set_is_refused(
    small_data: Path, tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    with np.load(small_data) as archive:
        tables = {**dict(archive), **changes}
    path = tmp_path / "other.npz"
    np.savez(path, **{name: table for name, table in tables.items() if table is not None})
    with pytest.raises(DataError, match=reason):
        read_events(path)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    rubbish = tmp_path / "rubbish.npz"
    rubbish.write_bytes(b"rubbish")
    for path in (tmp_path / "none.npz", rubbish):
        with pytest.raises(DataError, match=path.name):
            read_events(path)
