"""What a charger writes down, and the text that diagnostics and logs are uploaded as.

Two rings, the newest last: what happened (connections, states, calls), and security events. A full
ring forgets its oldest line.
"""

from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, NamedTuple

KEPT_LINES: Final = 100
KEPT_EVENTS: Final = 50


class Line(NamedTuple):
    """One entry: simulated Unix seconds, what, details."""

    at_s: float
    what: str
    details: str


class Journal:
    """Log of one charge point."""

    def __init__(self) -> None:
        self.happened: deque[Line] = deque(maxlen=KEPT_LINES)
        self.security: deque[Line] = deque(maxlen=KEPT_EVENTS)


def rendered(
    head: Iterable[tuple[str, str]], lines: Iterable[Line], since_s: float, until_s: float
) -> bytes | None:
    """Text of a log: head, then the lines of [since_s, until_s]; None = there is no such line."""
    wanted = [line for line in lines if since_s <= line.at_s <= until_s]
    if not wanted:
        return None
    text = [f"{name}: {value}" for name, value in head]
    text += [""]
    text += [f"{_instant(line.at_s)} {line.what} {line.details}".rstrip() for line in wanted]
    return ("\n".join(text) + "\n").encode()


def file_name(kind: str, ident: str, at_s: float) -> str:
    """Name of an upload; identities keep only what is safe in a path."""
    safe = "".join(c if c.isalnum() or c in "-_." else "_" for c in ident)
    return f"{kind}-{safe}-{datetime.fromtimestamp(at_s, UTC):%Y%m%dT%H%M%SZ}.txt"[:255]


def _instant(at_s: float) -> str:
    return datetime.fromtimestamp(at_s, UTC).isoformat(timespec="milliseconds")
