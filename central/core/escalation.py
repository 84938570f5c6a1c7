"""Critical alarms that nobody answers: told again and again, to more people, for a while.

What counts as an answer is any act of a person, and the loop's own mitigation: the alarm is then
not in state `open`. The clock begins when it is first seen open, and anew when an
acknowledgement has ended.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

TIMES_MAX: Final = 3
"""How often an alarm is told again."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Since when an alarm waits, and how often that was told."""

    since: datetime
    told: int = 0


def watched(
    open_ids: Iterable[int], before: Mapping[int, Unanswered], after: timedelta, now: datetime
) -> tuple[dict[int, Unanswered], tuple[int, ...]]:
    """What is waited for now, and which alarms are to be told again.

    Args:
        open_ids: critical alarms in state `open`.
        before: what was waited for.
        after: how long an alarm may wait, each time; above zero.
        now: simulated instant.
    """
    waiting: dict[int, Unanswered] = {}
    due: list[int] = []
    for alarm_id in open_ids:
        known = before.get(alarm_id, Unanswered(now))
        times = min((now - known.since) // after, TIMES_MAX)
        if times > known.told:
            due.append(alarm_id)
        waiting[alarm_id] = Unanswered(known.since, max(times, known.told))
    return waiting, tuple(due)
