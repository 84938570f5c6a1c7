"""The launcher's only door to the real clock."""

import time
from datetime import UTC, datetime


def real_now() -> datetime:
    """This instant, aware, UTC."""
    return datetime.now(UTC)


def monotonic_s() -> float:
    """Seconds that only ever grow; the zero means nothing."""
    return time.monotonic()


def sleep_s(duration_s: float) -> None:
    """Wait; a signal's handler runs at once, the rest of the wait goes on."""
    time.sleep(duration_s)
