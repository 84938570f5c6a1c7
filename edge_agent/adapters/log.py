"""Log lines: event name and fields on standard error, one line per state change.

The standard library does it: structlog costs 5 MiB where `rich` is installed, which an edge box can
use better.
"""

import json
import logging
import sys
import time
from typing import Final

from typing_extensions import override

_FORMAT: Final = "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s %(message)s"


class Log:
    """Writes events of one part of the edge; never hand it a secret."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def info(self, event: str, **fields: object) -> None:
        """A change of state."""
        self._logger.info("%s", _Line(event, fields))

    def warning(self, event: str, **fields: object) -> None:
        """Something that a person may want to mend."""
        self._logger.warning("%s", _Line(event, fields))

    def error(self, event: str, bug: BaseException, **fields: object) -> None:
        """A bug of ours, with its traceback."""
        self._logger.error("%s", _Line(event, fields), exc_info=bug)


class _Line:
    """Text of a line, made only if it is written; strings are quoted so that none forges a line."""

    def __init__(self, event: str, fields: dict[str, object]) -> None:
        self._event = event
        self._fields = fields

    @override
    def __str__(self) -> str:
        words = (f"{key}={json.dumps(value, default=str)}" for key, value in self._fields.items())
        return " ".join((self._event, *words))


def configure_logging() -> None:
    """Send our lines to standard error, and libraries' lines from `warning` on."""
    handler = logging.StreamHandler(sys.stderr)
    formatter = logging.Formatter(_FORMAT, datefmt="%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("edge").setLevel(logging.INFO)
    logging.getLogger("edge.websockets").setLevel(logging.WARNING)
