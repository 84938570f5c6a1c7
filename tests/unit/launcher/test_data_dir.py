"""The directory of a demo."""

from collections.abc import Callable
from pathlib import Path

import pytest

from launcher.data_dir import (
    admin_password,
    clear_logs,
    count_charge_points,
    fleet_is_current,
    keep_fleet,
    locked,
)
from launcher.errors import UsageError
from launcher.plan import DemoArguments, fleet_file

Build = Callable[..., DemoArguments]


def test_a_second_demo_in_one_directory_is_refused_with_the_first_ones_process(
    tmp_path: Path,
) -> None:
    with locked(tmp_path), pytest.raises(UsageError, match=r"process \d+\) is using"):  # noqa: SIM117
        with locked(tmp_path):
            pytest.fail("two demos share one directory")


def test_a_lock_file_that_nobody_holds_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "demo.lock").write_text("1")
    with locked(tmp_path):
        assert (tmp_path / "demo.lock").read_text() != "1"


def test_a_path_that_is_no_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(UsageError, match=r"--data-dir .* is not allowed"),
        locked(tmp_path / "file"),
    ):
        pytest.fail("a file was taken for a directory")


def test_the_password_is_made_once_and_private(tmp_path: Path) -> None:
    first = admin_password(tmp_path)
    assert admin_password(tmp_path) == first
    assert len(first) >= 12
    assert (tmp_path / "admin-password").stat().st_mode & 0o777 == 0o600


def test_logs_begin_anew(tmp_path: Path) -> None:
    clear_logs(tmp_path)
    (tmp_path / "logs" / "edge.log").write_text("old")
    clear_logs(tmp_path)
    assert list((tmp_path / "logs").iterdir()) == []


def test_a_fleet_is_current_for_the_arguments_that_made_it(
    arguments: Build, tmp_path: Path
) -> None:
    assert not fleet_is_current(arguments())
    (tmp_path / "made").write_text("{}")
    keep_fleet(arguments(), tmp_path / "made")
    assert fleet_is_current(arguments(speed=10.0, port=81))
    assert not fleet_is_current(arguments(stations=4))
    assert not fleet_is_current(arguments(seed=2))


def test_a_broken_fleet_file_is_named(tmp_path: Path) -> None:
    fleet_file(tmp_path).write_text("{}")
    with pytest.raises(UsageError, match=r"fleet\.json"):
        count_charge_points(tmp_path)
