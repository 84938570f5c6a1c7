"""Whether the other end of a socket is still there.

A link that died without a word looks like one where nobody speaks. Anything that is heard is a sign
of life: a frame, or a pong. A charger that never answered a ping may be one that ignores them: it
is taken for gone only after a long silence (three heartbeats). One that used to answer is gone when
three pings in a row find no echo. All instants are real seconds of one clock that never runs back.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MISSED_PINGS: Final = 3


class Verdict(StrEnum):
    """What to do about a socket."""

    KEEP = "keep"
    PING = "ping"
    SILENT = "silent for too long"
    NO_ECHO = "does not answer pings any more"


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a socket; `pinged_at_s` is -inf before the first ping."""

    heard_at_s: float
    pinged_at_s: float
    unanswered_pings: int
    answers_pings: bool


def verdict(signs: Signs, now_s: float, *, ping_interval_s: float, silence_s: float) -> Verdict:
    """Judge a socket.

    Args:
        signs: of the socket.
        now_s: real seconds of the same clock.
        ping_interval_s: a quiet socket is pinged this often; 0 = never.
        silence_s: longest silence of a charger that may be ignoring pings.
    """
    quiet_s = now_s - signs.heard_at_s
    if quiet_s >= silence_s:
        return Verdict.SILENT
    if min(quiet_s, now_s - signs.pinged_at_s) < ping_interval_s or ping_interval_s == 0:
        return Verdict.KEEP
    has_missed = signs.answers_pings and signs.heard_at_s < signs.pinged_at_s
    if has_missed and signs.unanswered_pings >= MISSED_PINGS:
        return Verdict.NO_ECHO
    return Verdict.PING
