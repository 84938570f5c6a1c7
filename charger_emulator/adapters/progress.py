"""One line of progress on a terminal: share done, time spent, time left."""

import time
from types import TracebackType
from typing import Final, Self, TextIO

_EVERY_S: Final = 0.5
_WIDTH: Final = 30


class Progress:
    """Shows a bar where the stream is a terminal, else every tenth as a line of its own."""

    def __init__(self, what: str, stream: TextIO) -> None:
        self._what, self._stream = what, stream
        self._began_s = self._shown_s = time.perf_counter()
        self._tenth = 0

    def __enter__(self) -> Self:
        """Start."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the terminal on a new line."""
        if self._stream.isatty():
            self._stream.write("\n")

    def show(self, share: float) -> None:
        """Tell how much is done, 0..1."""
        now_s = time.perf_counter()
        if self._stream.isatty():
            if now_s - self._shown_s >= _EVERY_S or share >= 1.0:
                self._shown_s = now_s
                bar = ("#" * round(share * _WIDTH)).ljust(_WIDTH, ".")
                self._write(f"\r{self._line(share, now_s, bar)} ")
        elif int(share * 10.0) > self._tenth:
            self._tenth = int(share * 10.0)
            self._write(f"{self._line(share, now_s, '')}\n")

    def _line(self, share: float, now_s: float, bar: str) -> str:
        spent_s = now_s - self._began_s
        left = f", {_clock(spent_s / share - spent_s)} left" if share > 0.01 else ""
        return f"{self._what} {bar} {share:4.0%} after {_clock(spent_s)}{left}"

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
