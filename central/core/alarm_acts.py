"""What people do with an alarm: each act gives the alarm as it is then, and a timeline entry.

A closed alarm takes notes and nothing else.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, TypeAlias, assert_never

from central.core.alarms import HUMAN, Alarm, Entry

ACK_LENGTH: Final = timedelta(hours=4)
"""An acknowledgement that was given no length ends after this."""
ACK_MAX: Final = timedelta(days=7)


class AlarmOverError(Exception):
    """The alarm is closed: only notes can be added."""


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Somebody has seen it; it asks for attention again when the time is over."""

    length: timedelta = ACK_LENGTH

    def __post_init__(self) -> None:
        if not timedelta(0) < self.length <= ACK_MAX:
            minutes = self.length.total_seconds() / 60
            raise ValueError(f"length of {minutes:g} min is not allowed: above 0, at most 7 days")


@dataclass(frozen=True, slots=True)
class Assign:
    """Somebody takes care of it; empty = nobody any more."""

    to: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A line for the timeline."""

    text: str


@dataclass(frozen=True, slots=True)
class Close:
    """It is done with. What goes on and gets no worse stays quiet (`AlarmRules.mute`)."""

    reason: str
    found_cause: str = ""
    """What it was, of contract.observations.FAULT_MODES or none; empty = not known."""


Act: TypeAlias = Acknowledge | Assign | Remark | Close


def done(alarm: Alarm, act: Act, actor: str, now: datetime) -> tuple[Alarm, Entry]:
    """The alarm after an act of a person.

    Raises:
        AlarmOverError: it is closed, and the act is not a remark.
    """
    if alarm.closed_at is not None and not isinstance(act, Remark):
        raise AlarmOverError
    match act:
        case Acknowledge():
            until = now + act.length
            after = replace(alarm, acked_by=actor, acked_until=until)
            kind, text = "acked", f"seen, until {until:%Y-%m-%d %H:%M} UTC"
        case Assign():
            after = replace(alarm, assignee=act.to)
            kind, text = "assigned", f"to {act.to}" if act.to else "to nobody"
        case Remark():
            after, kind, text = alarm, "note", act.text
        case Close():
            after = replace(
                alarm,
                closed_at=now,
                closed_by=actor,
                close_reason=act.reason,
                found_cause=act.found_cause,
            )
            kind, text = "closed", act.reason
        case _:
            assert_never(act)
    return after, Entry(now, kind, text, HUMAN, actor)
