"""Calls on their way to one peer: a bounded queue, and at most one that is open there.

OCPP-J 1.6, 4.1.1: a sender has one call open until its answer or time-out. Calls leave in the order
they came in.
"""

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from edge_agent.core.rules import MAX_WAITING
from edge_agent.core.storage import Record

_MAX_LATE: Final = 32


@dataclass(frozen=True, slots=True)
class Pending:
    """One call that waits or is open."""

    message_id: str
    """Ours, on the leg it goes out on."""
    asker: str | None
    """JSON text of the id under which the other side waits; None = nobody waits any more, or it is
    the edge's own call."""
    action: str
    payload: str
    deadline_s: float
    """Real monotonic seconds: by then the asker has an answer."""
    silent_s: float = -math.inf
    """From then on the peer counts as silent; before `deadline_s` it means nothing."""
    record: Record | None = None
    """What is on disk behind it; None = nothing."""


class LateCalls:
    """The last calls that were given up, so that a late answer is told from an unknown one."""

    def __init__(self) -> None:
        self._calls: dict[str, Pending] = {}

    def add(self, call: Pending) -> None:
        """Give a call up."""
        self._calls[call.message_id] = call
        if len(self._calls) > _MAX_LATE:
            del self._calls[next(iter(self._calls))]

    def find(self, message_id: str) -> Pending | None:
        """The given-up call with this id."""
        return self._calls.get(message_id)

    def take(self, message_id: str) -> Pending | None:
        """The same, and forget it: one late answer is enough."""
        return self._calls.pop(message_id, None)


@dataclass(slots=True)
class Lane:
    """The calls toward one peer."""

    waiting: deque[Pending] = field(default_factory=deque)
    open: Pending | None = None

    def add(self, call: Pending) -> bool:
        """Queue a call; False if it found no place."""
        if len(self.waiting) >= MAX_WAITING:
            return False
        self.waiting.append(call)
        return True

    def put_first(self, call: Pending) -> None:
        """Let a call go before all others, whatever the bound."""
        self.waiting.appendleft(call)

    def start_next(self, deadline_s: float = -math.inf) -> Pending | None:
        """Open the next call, if none is open.

        Args:
            deadline_s: real seconds; it has at least until then, however long it waited here.
        """
        if self.open is not None or not self.waiting:
            return None
        call = self.waiting.popleft()
        self.open = replace(call, deadline_s=max(call.deadline_s, deadline_s))
        return self.open

    def close(self, message_id: str) -> Pending | None:
        """Take the open call off, if it is this one."""
        if self.open is None or self.open.message_id != message_id:
            return None
        done, self.open = self.open, None
        return done

    def expired(self, now_s: float) -> tuple[Pending | None, list[Pending]]:
        """Take off what is past its deadline: the open one, and those still waiting."""
        opened = None
        if self.open is not None and self.open.deadline_s <= now_s:
            opened, self.open = self.open, None
        return opened, self.expired_waiting(now_s)

    def expired_waiting(self, now_s: float) -> list[Pending]:
        """Take off what is past its deadline among those waiting."""
        late = [each for each in self.waiting if each.deadline_s <= now_s]
        for each in late:
            self.waiting.remove(each)
        return late

    def clear(self) -> list[Pending]:
        """Take off everything that waits or is open, the open one first."""
        gone = [*([self.open] if self.open is not None else []), *self.waiting]
        self.open = None
        self.waiting.clear()
        return gone

    def disown(self) -> None:
        """Nobody waits for the answers any more: only the open call stays."""
        if self.open is not None:
            self.open = replace(self.open, asker=None)
        self.waiting.clear()

    def deadlines(self) -> Iterator[float]:
        """Deadlines of all calls in it, real seconds."""
        if self.open is not None:
            yield self.open.deadline_s
        for each in self.waiting:
            yield each.deadline_s

    def __bool__(self) -> bool:
        return self.open is not None or bool(self.waiting)
