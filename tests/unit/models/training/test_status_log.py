from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from models.training.events import DataError
from models.training.status_log import (
    STEP_S,
    UNKNOWN,
    falls,
    fits,
    is_quiet,
    join,
    labels,
    onsets,
    read_status_log,
)
from tests.unit.models.training.logs import names, write_log


def _states(*rows: str) -> NDArray[np.uint8]:
    return np.array([[int(each) for each in row] for row in rows], dtype=np.uint8)


def _read(path: Path, *rows: str, **changed: Any) -> Any:
    return read_status_log(write_log(path / "log.npz", _states(*rows), **changed))


def test_an_outage_begins_at_the_first_of_three_slots_down_after_an_up_one(tmp_path: Path) -> None:
    log = _read(tmp_path, "3330003340033004")

    assert np.flatnonzero(onsets(log)[0]).tolist() == [6]
    assert np.flatnonzero(falls(log)[0]).tolist() == [6, 11, 15]


def test_a_row_asks_about_what_begins_after_the_gap_and_within_the_horizon(tmp_path: Path) -> None:
    log = _read(tmp_path, "000000000000333000000")
    at = np.arange(12)

    label = labels(log, at, 4)[0]

    assert np.flatnonzero(label).tolist() == [8, 9, 10]


def test_a_row_is_quiet_after_half_an_hour_up_and_not_just_before_an_outage(tmp_path: Path) -> None:
    log = _read(tmp_path, "300000000000333000000")

    quiet = is_quiet(log, np.arange(21))[0]

    assert np.flatnonzero(quiet).tolist() == [6, 7, 8, 9, 10, 20]


def test_a_label_fits_only_where_its_horizon_and_its_confirmation_are_known(tmp_path: Path) -> None:
    log = _read(tmp_path, "0" * 20)

    assert np.flatnonzero(fits(log, np.arange(20), 4, 20)).tolist() == list(range(14))
    assert np.flatnonzero(fits(log, np.arange(20), 4, 10)).tolist() == list(range(4))


def test_two_logs_make_one_timeline_and_nothing_is_asked_across_the_hole(tmp_path: Path) -> None:
    earlier = _read(tmp_path, "00000000", "00000003")
    start = np.datetime64("2024-03-05T06:00", "m")
    later = _read(tmp_path, "33330000", start=start, connector=names(2)[1:])

    log = join(earlier, later)

    assert log.state[0, 8:].tolist() == [UNKNOWN] * 8
    assert log.slot[8] - log.slot[7] == 86_400 // STEP_S - 7
    assert not falls(log)[:, 8].any()
    assert not onsets(log).any()
    assert np.flatnonzero(fits(log, np.arange(16), 2, 16)).tolist() == [0, 1, 2, 3, 8, 9, 10, 11]
    assert not is_quiet(log, np.arange(8, 13))[0].any()


def test_a_log_to_train_on_that_ends_after_the_other_begins_is_refused(tmp_path: Path) -> None:
    earlier = _read(tmp_path, "0" * 12)
    later = _read(tmp_path, "0" * 12, start=np.datetime64("2024-03-04T06:30", "m"))

    with pytest.raises(DataError, match=r"it ends 0\.5 h after that"):
        join(earlier, later)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        pytest.param({"state": np.full((2, 9), 5)}, "state holds 5 to 5; 0 to 4", id="state 5"),
        pytest.param({"state": np.full((2, 9), -1)}, "holds -1 to -1", id="negative state"),
        pytest.param({"state": np.zeros((2, 9))}, "state is float64", id="states with fractions"),
        pytest.param({"state": np.zeros(9, "u1")}, "shape \\(9,\\)", id="one row only"),
        pytest.param({"state": np.zeros((2, 0), "u1")}, "shape \\(2, 0\\)", id="no slot"),
        pytest.param({"connector": names(3)}, "3 names for 2 connectors", id="a name too many"),
        pytest.param({"connector": np.array(["a|b|c", "a|b|c"])}, "named twice", id="a name twice"),
        pytest.param(
            {"connector": np.array(["a|b|c", "CP7"])}, '"CP7" is not of the form', id="bare name"
        ),
        pytest.param({"step_minutes": np.int64(15)}, "step_minutes 15 .* allowed: 5", id="15 min"),
        pytest.param({"start": np.int64(0)}, "start 0 is not allowed", id="start is no time"),
        pytest.param({"start": np.datetime64("NaT")}, "start NaT", id="start is unknown"),
    ],
)
def test_a_bad_log_is_refused_by_name_and_value(
    tmp_path: Path, changed: dict[str, Any], reason: str
) -> None:
    with pytest.raises(DataError, match=reason):
        _read(tmp_path, "000000000", "000000000", **changed)


def test_what_is_no_log_at_all_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.npz").write_text("state")
    np.savez(tmp_path / "other.npz", state=np.zeros((1, 1)))

    with pytest.raises(DataError, match=r"text\.npz is no status log"):
        read_status_log(tmp_path / "text.npz")
    with pytest.raises(DataError, match=r"other\.npz is no status log.*connector"):
        read_status_log(tmp_path / "other.npz")
    with pytest.raises(DataError, match=r"none\.npz cannot be read: No such file"):
        read_status_log(tmp_path / "none.npz")
