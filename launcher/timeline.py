"""Simulated time of one data directory never goes backwards, over any number of starts.

A file in the directory promises an instant that simulated time will not have passed before the file
is written again. The next start, at whatever speed, begins behind that instant, also when the last
one was cut off without a word.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from contract.clock import ClockSetting
from launcher.errors import UsageError
from launcher.files import read_if_there, write_private

TOUCH_EVERY: Final = timedelta(seconds=5)
"""Real time between two writes of the file."""
PROMISED: Final = timedelta(seconds=15)
"""How far ahead, in real time, the file looks: a write may be late."""
STEP: Final = timedelta(seconds=1)


class Mark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Content of the file: simulated time is not beyond this instant."""

    simulated_until: datetime


def next_clock(mark: Mark | None, now: datetime, factor: float) -> ClockSetting:
    """The clock of a start at the real instant `now`.

    A fresh directory begins at the real time; a used one at the later of that and one second after
    the mark.
    """
    epoch = now if mark is None else max(now, mark.simulated_until + STEP)
    return ClockSetting(factor=factor, epoch=epoch, anchor=now)


def running_mark(clock: ClockSetting, now: datetime) -> Mark:
    """What may be promised while the programs run."""
    return Mark(clock.simulated(now + PROMISED))


def final_mark(clock: ClockSetting, now: datetime) -> Mark:
    """What is known when they have all stopped."""
    return Mark(clock.simulated(now))


def read_mark(path: Path) -> Mark | None:
    """The promise of the last start, or None in a fresh directory.

    Raises:
        UsageError: if the file is none of ours.
    """
    text = read_if_there(path)
    if text is None:
        return None
    try:
        mark = msgspec.json.decode(text, type=Mark)
    except msgspec.DecodeError as err:
        raise UsageError(
            f"{path} does not say how far simulated time went ({err}); "
            "remove the data directory or choose another one with --data-dir."
        ) from err
    if mark.simulated_until.tzinfo is None:
        raise UsageError(f"{path} holds a time without a zone; choose another --data-dir.")
    return mark


def write_mark(path: Path, mark: Mark) -> None:
    """Put the promise down."""
    write_private(path, msgspec.json.encode(mark).decode())
