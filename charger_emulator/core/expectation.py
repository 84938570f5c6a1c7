"""What a scenario expects, judged from values that are looked at again and again.

An expectation is a condition on a value and a time. With `by_s` the condition has to come true
between `from_s` and `by_s` (not before); with `throughout` it has to hold all that time; with
neither it has to hold at the end. Times are simulated seconds from the beginning of the scenario.
"""

import math
from dataclasses import dataclass, field
from typing import Literal

import msgspec

Value = float | str
State = Literal["open", "met", "missed"]


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A measure of some chargers, and what it shall be."""

    that: str
    """Name of a measure."""
    who: str | list[str] = "*"
    connector_id: int = 1
    """For measures of one connector."""
    action: str = ""
    """For measures that count calls; empty = all."""
    key: str = ""
    """For the measure of a configuration key."""
    is_: Value | None = msgspec.field(default=None, name="is")
    at_least: float | None = None
    at_most: float | None = None

    def __post_init__(self) -> None:
        """Refuse a condition that says nothing."""
        if self.is_ is None and self.at_least is None and self.at_most is None:
            raise ValueError(f"{self.that}: one of is, at_least, at_most is needed")

    def holds(self, value: Value) -> bool:
        """Whether a value is as wanted."""
        if self.is_ is not None and value != self.is_:
            return False
        if self.at_least is None and self.at_most is None:
            return True
        low = -math.inf if self.at_least is None else self.at_least
        high = math.inf if self.at_most is None else self.at_most
        return not isinstance(value, str) and low <= value <= high

    def words(self) -> str:
        """In short, for people."""
        wanted = [
            f"{name} {value}"
            for name, value in (
                ("is", self.is_),
                ("at least", self.at_least),
                ("at most", self.at_most),
            )
            if value is not None
        ]
        what = " ".join(each for each in (self.that, self.action, self.key) if each)
        who = self.who if isinstance(self.who, str) else ", ".join(self.who)
        return f"{what} of {who}: {' and '.join(wanted)}"


class Expectation(Condition, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A condition with its time."""

    from_s: float = 0.0
    by_s: float | None = None
    throughout: bool = False


@dataclass
class Watch:
    """One expectation under way. `look` as often as possible, `finish` once."""

    expectation: Expectation
    state: State = "open"
    got: Value | None = None
    """The value that decided, or the last one."""
    at_s: float = field(default=0.0)
    """When it was looked at."""

    def look(self, now_s: float, value: Value) -> None:
        """Judge a value."""
        if self.state != "open":
            return
        self.got, self.at_s = value, now_s
        wanted, holds = self.expectation, self.expectation.holds(value)
        by_s = math.inf if wanted.by_s is None else wanted.by_s
        if wanted.throughout:
            if now_s > by_s:
                self.state = "met"
            elif now_s >= wanted.from_s and not holds:
                self.state = "missed"
        elif wanted.by_s is not None and (holds or now_s > by_s):
            self.state = "met" if holds and wanted.from_s <= now_s <= by_s else "missed"

    def finish(self) -> None:
        """The scenario is over."""
        if self.state == "open":
            wanted = self.expectation
            holds = self.got is not None and wanted.holds(self.got)
            is_late = wanted.by_s is not None and not wanted.throughout
            self.state = "met" if holds and not is_late else "missed"
