"""What the launcher says: whole lines, and one progress line that is overwritten on a terminal."""

import shutil
from typing import TextIO


class Console:
    """Writes to one stream; on anything but a terminal each change of progress is its own line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._progress = ""

    def say(self, text: str) -> None:
        """Print whole lines."""
        self._clear()
        self._write(text + "\n")

    def progress(self, text: str) -> None:
        """Show where things stand; the same text twice is shown once."""
        if text == self._progress:
            return
        if self._stream.isatty():
            self._clear()
            width = shutil.get_terminal_size().columns - 1
            self._write(text[:width])
        else:
            self._write(text + "\n")
        self._progress = text

    def _clear(self) -> None:
        if self._progress and self._stream.isatty():
            self._write("\r\x1b[K")
        self._progress = ""

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
