"""Another program of the product as a child process: a line of JSON in, a line of JSON out."""

import subprocess
import sys
from types import TracebackType
from typing import Final, Self

from contract.messages import M, Message, decode, encode

_GONE_WITHIN_S: Final = 20.0


class LineProgram:
    """Runs `python -m <words>` as long as it is entered; `tell` and `ask` it in turn."""

    def __init__(self, *words: str) -> None:
        self._words = words
        self._process = subprocess.Popen(  # noqa: S603 (our own programs, no shell)
            [sys.executable, "-m", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for us; they end when their input does
        )

    def __enter__(self) -> Self:
        """It has been started already."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End its input and wait until it is gone."""
        with self._process as process:
            try:
                process.communicate(timeout=_GONE_WITHIN_S)
            except (subprocess.TimeoutExpired, BrokenPipeError):
                process.kill()

    def tell(self, message: Message) -> None:
        """Send a line that has no answer.

        Raises:
            OSError: if the program is gone.
        """
        pipe = self._process.stdin
        if pipe is None:
            raise self._is_gone()
        try:
            pipe.write(encode(message) + b"\n")
            pipe.flush()
        except BrokenPipeError as err:
            raise self._is_gone() from err

    def ask(self, message: Message, kind: type[M]) -> M:
        """Send a line and read the answer.

        Raises:
            OSError: if the program is gone; what was wrong stands in its standard error.
            ValueError: if the answer is not of this kind.
        """
        self.tell(message)
        pipe = self._process.stdout
        line = pipe.readline() if pipe is not None else b""
        if not line:
            raise self._is_gone()
        return decode(line, kind)

    def _is_gone(self) -> OSError:
        return OSError(f"`{' '.join(self._words)}` ended before it was told to")
