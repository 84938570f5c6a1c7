"""Requests to stop, as the terminal and the system send them."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType
from typing import Final

from launcher.errors import StopRequested

STOP_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequests:
    """Counts the requests to stop: the first is orderly, a second one is not patient."""

    def __init__(self) -> None:
        self.count = 0

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Take the signals for the length of a block."""
        before = {number: signal.signal(number, self._note) for number in STOP_SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def check(self) -> None:
        """Raise if somebody asked.

        Raises:
            StopRequested: once a signal has come.
        """
        if self.count:
            raise StopRequested

    def is_impatient(self) -> bool:
        """Whether somebody asked twice."""
        return self.count > 1

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.count += 1
