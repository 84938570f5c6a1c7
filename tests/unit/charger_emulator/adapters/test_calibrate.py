import io
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from charger_emulator.__main__ import main
from charger_emulator.adapters.calibrate import CalibrationOrder, Pair, break_even
from charger_emulator.adapters.plots import Line, line_plot
from charger_emulator.adapters.progress import Progress


def test_a_plot_is_well_formed_and_draws_every_line() -> None:
    hours = np.arange(24.0)
    lines = [Line("a < b", hours, np.sin(hours), 0), Line("gap", hours, np.full(24, np.nan), 1)]
    drawn = line_plot([("one", lines), ("two", lines[:1])], "hour")
    picture = ElementTree.fromstring(drawn)  # noqa: S314 - our own text
    paths = [each for each in picture.iter() if each.get("stroke-width") == "1.5"]
    assert len(paths) == 3
    assert paths[0].get("d", "").count("L") == 23


@pytest.mark.parametrize(
    ("revenues", "expected"),
    [
        pytest.param((0.2, 0.1, -0.1), -0.6, id="between two"),
        pytest.param((0.2, 0.1, 0.05), None, id="never"),
    ],
)
def test_where_healing_stops_paying(revenues: tuple[float, ...], expected: float | None) -> None:
    pairs = [Pair(e, 0.0, 0.0, r) for e, r in zip((0.0, -0.4, -0.8), revenues, strict=True)]
    found = break_even(pairs)
    assert found == (None if expected is None else pytest.approx(expected))


def test_progress_without_a_terminal_tells_every_tenth() -> None:
    told = io.StringIO()
    with Progress("work", told) as progress:
        for step in range(101):
            progress.show(step / 100.0)
    assert [line.split()[1] for line in told.getvalue().splitlines()] == [
        f"{tenth}%" for tenth in range(10, 101, 10)
    ]


def test_too_short_a_log_is_refused() -> None:
    with pytest.raises(ValueError, match="days 3 is not allowed: 12 to 400"):
        CalibrationOrder(days=3)


def test_the_command_names_a_table_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none.csv"
    assert main(["calibrate", "--table", str(missing), "--out", str(tmp_path)]) == 2
    assert f"table {missing} is not there" in capsys.readouterr().err
