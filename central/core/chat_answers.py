"""Answers made of records: one line for each, with the record it stands on.

A record's words are data: they are cleaned as those of notifications are. Without a record there
is no answer but that nothing is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from central.core.chat import ABOUT, Asked, Day
from central.core.notices import clean

SHOWN_MAX: Final = 20
"""Records in one answer; how many there are is told."""
NOTHING: Final = "I know nothing about that: no record answers it."
NOT_UNDERSTOOD: Final = "I do not know how to answer that. You can ask, for example: {examples}"


@dataclass(frozen=True, slots=True)
class Record:
    """Something that is stored, and what of it answers the question."""

    kind: str
    """station, alarm, work_order, technician, price or port."""
    id: str
    link: str
    title: str
    facts: tuple[tuple[str, str], ...]
    """Name and value, in the order in which they are told."""

    @property
    def line(self) -> str:
        """As a sentence without an end."""
        told = ", ".join(
            f"{name} {clean(value)}" if name else clean(value) for name, value in self.facts
        )
        return f"{clean(self.title)}: {told}" if told else clean(self.title)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said, and the records that it is made of, each cited by its number from 1."""

    text: str
    records: tuple[Record, ...]
    asked: Asked | None


def answer(asked: Asked, records: Sequence[Record]) -> Answer:
    """The words for some records."""
    if not records:
        return Answer(NOTHING, (), asked)
    shown = tuple(records[:SHOWN_MAX])
    lines = [f"[{number}] {each.line}" for number, each in enumerate(shown, 1)]
    count = f"{len(records)}" if len(records) == len(shown) else f"{len(shown)} of {len(records)}"
    head = f"{_sentence(ABOUT[asked.question].tells)}{_when(asked)}{_where(asked)} ({count}):"
    return Answer("\n".join([head, *lines]), shown, asked)


def not_understood() -> Answer:
    """What can be asked instead."""
    examples = " ".join(about.example for about in ABOUT.values())
    return Answer(NOT_UNDERSTOOD.format(examples=examples), (), None)


def _when(asked: Asked) -> str:
    if not ABOUT[asked.question].takes_day or asked.day is Day.ANY:
        return ""
    until = "within seven days" if asked.day is Day.WEEK else f"by the end of {asked.day.value}"
    return f", due {until}"


def _where(asked: Asked) -> str:
    return f", at {clean(asked.station)}" if asked.station else ""


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
