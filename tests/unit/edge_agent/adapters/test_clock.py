"""The clock of an edge box that was without power, read from real files."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from contract.clock import ClockSetting
from edge_agent.adapters import clock
from edge_agent.adapters.clock import LAST_GOOD, Clock, known_past

AT = datetime(2026, 7, 1, tzinfo=UTC)
REAL = ClockSetting(factor=1.0, epoch=AT, anchor=AT)


def test_clock_that_is_behind_the_last_good_time_is_not_trusted(tmp_path: Path) -> None:
    ahead = datetime.now(UTC) + timedelta(days=1)
    (tmp_path / LAST_GOOD).write_text(ahead.isoformat())
    late = Clock(REAL, known_past(tmp_path))
    assert late.now().at >= ahead
    assert not late.is_trusted


def test_note_that_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    (tmp_path / LAST_GOOD).write_bytes(b"\xff no time")
    age = datetime.fromtimestamp(Path(clock.__file__).stat().st_mtime, UTC)
    assert known_past(tmp_path) == age
    right = Clock(REAL, age)
    assert abs(right.now().at - datetime.now(UTC)) < timedelta(seconds=5)
    assert right.is_trusted
