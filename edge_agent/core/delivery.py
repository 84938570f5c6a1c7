"""What goes up to central, one call at a time: calls that somebody waits for, and stored records.

While the link is up and nothing is left over, records go in the order they came. After an outage
(`is_draining`) the order is: a boot that central missed, states, security events, transactions, the
rest; a call that a driver waits for goes between any two records, and records go at a pace that a
restarted central can bear. An unanswered record is sent again under its own id on the next
connection, never on the same one (OCPP-J 1.6, 4.1.4: an id is used once per connection).
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from edge_agent.core import rules
from edge_agent.core.backlog import Backlog
from edge_agent.core.lane import Lane, Pending
from edge_agent.core.storage import Record, RecordKind

ATTEMPTS: Final = 3
"""CALLERRORs of central until a record is set aside."""
_RETRY_S: Final = 1.0
_BURST: Final = 20.0
_WHOLE: Final = 1e-6
"""Of a token, so that sums of fractions come out whole."""
_ORDER: Final = (
    RecordKind.STATUS,
    RecordKind.SECURITY,
    RecordKind.TRANSACTION,
    RecordKind.LATEST,
)


@dataclass(slots=True)
class _Pace:
    """A token bucket: so many records a second, and a burst after a rest."""

    per_s: float
    tokens: float = _BURST
    at_s: float = -math.inf

    def wait_s(self, now_s: float) -> float:
        """Real seconds until a record may go."""
        gained = (now_s - self.at_s) * self.per_s if self.at_s > -math.inf else 0.0
        self.tokens, self.at_s = min(self.tokens + gained, _BURST), now_s
        lacking = 1.0 - self.tokens
        return lacking / self.per_s if lacking > _WHOLE else 0.0

    def spend(self) -> None:
        """One went."""
        self.tokens -= 1.0


class Delivery:
    """The way up of one charger.

    Args:
        ids: fresh message ids.
        counts: records that an earlier run left, by kind.
        replay_per_s: records a real second while draining.
    """

    def __init__(
        self, ids: Iterator[str], counts: Mapping[RecordKind, int], replay_per_s: float
    ) -> None:
        self._ids = ids
        self.lane = Lane()
        self._backlogs = {kind: Backlog(counts.get(kind, 0)) for kind in RecordKind}
        self._pace = _Pace(replay_per_s)
        self._attempts: dict[int, int] = {}
        self._not_before_s = -math.inf
        self.is_up = False
        self.is_draining = False
        self.unanswered = 0
        """Calls past their deadline since central was heard last."""

    def __len__(self) -> int:
        """Records that wait."""
        return sum(map(len, self._backlogs.values()))

    @property
    def is_idle(self) -> bool:
        """Nothing waits and nothing is open."""
        return not self.lane and not len(self)

    @property
    def is_prompt(self) -> bool:
        """Central can be asked right now: the link is up and nothing is left over."""
        return self.is_up and not self.is_draining

    def link_up(self) -> None:
        """A fresh connection to central."""
        self.is_up = True
        self.unanswered = 0
        self._not_before_s = -math.inf
        self.is_draining = len(self) > 0

    def link_down(self) -> list[Pending]:
        """The connection is gone; returns the calls that now have to be answered here."""
        self.is_up = self.is_draining = False
        return [each for each in self.lane.clear() if each.record is None]

    # records

    def add(self, record: Record) -> None:
        """Queue a record."""
        self._backlogs[record.kind].add(record)

    def drop(self, kind: RecordKind, number: int) -> bool:
        """Take a record off unless it is on its way; returns whether it was."""
        sent = self.lane.open.record if self.lane.open else None
        if sent is not None and sent.number == number:
            return False
        self._backlogs[kind].forget([number])
        return True

    def forget(self, numbers: set[int]) -> None:
        """These records are not on disk any more."""
        sent = self.lane.open.record if self.lane.open else None
        if sent is not None and sent.number in numbers:
            self.lane.open = None
        for backlog in self._backlogs.values():
            backlog.forget(numbers)

    def fill(self, kind: RecordKind, records: tuple[Record, ...]) -> None:
        """Take in what was read from disk."""
        self._backlogs[kind].fill(records)

    def reads(self) -> Iterator[tuple[RecordKind, int]]:
        """What has to be read: kind, and the number after which."""
        for kind, backlog in self._backlogs.items():
            after = backlog.wants()
            if after is not None:
                yield kind, after

    def next_record(self, now_s: float) -> Record | None:
        """The record to send now, if the lane is free and the pace allows."""
        if not self.is_up or self.lane.open is not None or self.lane.waiting:
            return None
        if not len(self):
            self.is_draining = False
            return None
        if now_s < self._not_before_s or (self.is_draining and self._pace.wait_s(now_s) > 0.0):
            return None
        heads = [self._backlogs[kind].first for kind in _ORDER]
        ready = [each for each in heads if each is not None]
        if self.is_draining or not ready:
            return ready[0] if ready else None
        return min(ready, key=lambda each: each.number)

    def send(self, record: Record, now_s: float) -> None:
        """The record is on its way."""
        if self.is_draining:
            self._pace.spend()
        self.lane.open = Pending(
            message_id=record.message_id,
            asker=None,
            action=record.action,
            payload=record.payload,
            deadline_s=now_s + rules.DEADLINE_S,
            record=record,
        )

    def done(self, record: Record) -> None:
        """Central has it, or it is set aside."""
        self._attempts.pop(record.number, None)
        self._backlogs[record.kind].take(record.number)

    def refused(self, record: Record, now_s: float) -> bool:
        """Central answered CALLERROR; returns whether that was once too often.

        The exchange is over, so that the next try is a new one, with an id of its own.
        """
        attempts = self._attempts.get(record.number, 0) + 1
        if attempts >= ATTEMPTS:
            return True
        self._attempts[record.number] = attempts
        self._backlogs[record.kind].renew(replace(record, message_id=next(self._ids)))
        self._not_before_s = now_s + attempts * _RETRY_S
        return False

    # time

    def expire(self, now_s: float) -> tuple[Pending | None, list[Pending]]:
        """Give up what is past its deadline: the call open at central, and those that wait.

        A record is not given up: nothing else goes up until it is answered or the link is cut. A
        call whose asker is impatient stays open, with nobody waiting, for as long as central has.
        """
        opened = self.lane.open
        if opened is not None and opened.record is not None:
            if opened.deadline_s <= now_s:
                self.unanswered += 1
                self.lane.open = replace(opened, deadline_s=now_s + rules.DEADLINE_S)
            return None, self.lane.expired_waiting(now_s)
        if opened is not None and opened.deadline_s <= now_s < opened.silent_s:
            self.lane.open = replace(opened, asker=None, deadline_s=opened.silent_s)
            return opened, self.lane.expired_waiting(now_s)
        gone, waited = self.lane.expired(now_s)
        self.unanswered += gone is not None
        return gone, waited

    def deadlines(self, now_s: float) -> Iterator[float]:
        """Real instants at which something has to be done."""
        yield from self.lane.deadlines()
        if self.is_up and self.lane.open is None and len(self):
            wait_s = self._pace.wait_s(now_s) if self.is_draining else 0.0
            due_s = max(self._not_before_s, now_s + wait_s)
            if due_s > now_s:
                yield due_s
