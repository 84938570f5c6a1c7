"""What the edge does with the messages of a session: store, answer, forward under the right id.

A StartTransaction waits for central's id while central can be asked at once; past its deadline, or
while central is away, it gets an id of the edge's own. Stops and readings are answered as soon as
they are on disk. Repetitions, as chargers send them when an answer was lost, are known by their
content (OCPP 1.6, 3.7: a retried message may have a new id).
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from contract.ocpp16 import AuthorizationStatus, CallErrorCode
from edge_agent.core import frames, payloads, rules, transactions
from edge_agent.core.delivery import Delivery
from edge_agent.core.frames import Call
from edge_agent.core.habits import Habits
from edge_agent.core.outlet import Outlet
from edge_agent.core.retrying import retried
from edge_agent.core.storage import (
    Aside,
    DropRecord,
    DropTransaction,
    Kept,
    PutNote,
    PutRecord,
    PutTransaction,
    Record,
    RecordKind,
    SetAside,
    Stage,
    Transaction,
)
from edge_agent.core.tags import Tags
from edge_agent.core.traffic import Answered, Now, Storage
from edge_agent.core.transactions import Transactions

_INVALID: Final = frozenset(
    {AuthorizationStatus.BLOCKED, AuthorizationStatus.EXPIRED, AuthorizationStatus.INVALID}
)
"""Verdicts on the tag itself. ConcurrentTx may only mean that an older stop is still to come."""
CACHE_NOTE: Final = "cache"
_REMEMBERED_PAYLOADS: Final = 64
_CENTRAL_REFUSED_START: Final = "central refused the transaction's start"


@dataclass(frozen=True, slots=True)
class _Asker:
    """The charger waits for the id of a transaction."""

    id_json: str
    deadline_s: float


@dataclass(frozen=True, slots=True)
class _Seen:
    """A message that is stored: its record, and its transaction as it was before."""

    number: int
    before: Transaction | None = None


class Sessions:
    """The sessions of one charger.

    Args:
        kept: what an earlier run left.
        ids: fresh message ids.
        local_ids: transaction ids of the edge's own block, each once.
        tags: who may charge.
        delivery: the way up.
        out: where effects go.
        habits: how long the charger waits for an answer.
    """

    def __init__(  # noqa: PLR0913 (one part each)
        self,
        kept: Kept,
        ids: Iterator[str],
        local_ids: Iterator[int],
        tags: Tags,
        delivery: Delivery,
        out: Outlet,
        habits: Habits,
    ) -> None:
        self._book = Transactions(kept.transactions)
        self._ids = ids
        self._local_ids = local_ids
        self._tags = tags
        self._delivery = delivery
        self._out = out
        self._habits = habits
        self._next_number = kept.next_number
        self._askers: dict[int, _Asker] = {}
        self._seen: OrderedDict[int, _Seen] = OrderedDict()
        for payload in kept.last_payloads:
            self._seen[hash(payload)] = _Seen(0)
        self.storage = Storage.FREE

    # from the charger

    def start(self, call: Call, now: Now) -> bool:
        """StartTransaction; returns False if the disk takes none, and it is not handled here."""
        said = payloads.fields(call.payload)
        known = self._book.same_start(said)
        if known is not None:
            self._out.odd("start_repeated")
            self._wait_or_answer(known, call.id_json, now)
            return True
        if self.storage is not Storage.FREE:
            return False
        number = self.next_number()
        fresh = self._book.begin(number, said)
        over = [replace(each, stage=Stage.OVER) for each in self._book.left_behind(fresh)]
        if not self._delivery.is_prompt:
            fresh = replace(fresh, charger_id=next(self._local_ids), stage=Stage.OPEN)
        record = self._record(number, call, fresh)
        self._out.keep(
            PutRecord(record),
            *[PutTransaction(self._book.put(each)) for each in (*over, fresh)],
            survives_power_cut=True,
        )
        self._delivery.add(record)
        self._wait_or_answer(fresh, call.id_json, now)
        return True

    def _wait_or_answer(self, transaction: Transaction, id_json: str, now: Now) -> None:
        if transaction.charger_id is not None:
            self._out.promise(id_json, self._start_answer(transaction, now.at))
            return
        deadline_s = now.real_s + self._habits.deadline_s("StartTransaction")
        earlier = self._askers.get(transaction.number)
        if earlier is not None:  # who repeats has waited already
            deadline_s = min(deadline_s, earlier.deadline_s)
        self._askers[transaction.number] = _Asker(id_json, deadline_s)
        if transaction.central_id is not None or not self._delivery.is_prompt:
            self._answer_locally(transaction.number, now)

    def reading(self, call: Call) -> bool:
        """MeterValues; returns False if they belong to no session, or the disk takes none."""
        said = payloads.fields(call.payload)
        transaction = self._book.meant_by_charger(said)
        if transaction is None and payloads.whole(said.get(payloads.TRANSACTION_ID)) is None:
            return False
        return self._store(call, transaction, is_spare=payloads.is_spare(call.payload))

    def stop(self, call: Call) -> bool:
        """StopTransaction; returns False if the disk takes none."""
        said = payloads.fields(call.payload)
        transaction = self._book.meant_by_charger(said)
        words = transactions.stop_words(said)
        if transaction is not None and transaction.stop == words:
            self._out.odd("stop_repeated")
            self._out.promise(call.id_json)
            return True
        over = transaction and replace(transaction, stage=Stage.OVER, stop=words)
        return self._store(call, over, is_paid=True)

    def unplugged(self, call: Call) -> bool:
        """The cost message ConnectorUnplugged, which ends idle fees (OCA note)."""
        inner = {"transactionId": payloads.transaction_of(call.action, call.payload)}
        transaction = self._book.meant_by_charger(inner)
        return self._store(call, transaction, answer='{"status":"Accepted"}', is_paid=True)

    def transfer(self, call: Call) -> bool:
        """A vendor's message that may wait; returns False if the disk takes none."""
        return self._store(call, None, answer='{"status":"Accepted"}')

    def charger_swapped(self) -> None:
        """Another machine under this identity: what the old one left open, nobody will stop."""
        open_ones = [each for each in self._book.all() if each.stage is not Stage.OVER]
        over = [PutTransaction(self._book.put(replace(e, stage=Stage.OVER))) for e in open_ones]
        if over:
            self._out.keep(*over)

    def _store(
        self,
        call: Call,
        transaction: Transaction | None,
        *,
        answer: str = frames.EMPTY_OBJECT,
        is_paid: bool = False,
        is_spare: bool = False,
    ) -> bool:
        """Queue a message of a session and answer it; `is_paid` messages may use the reserve."""
        digest = hash(call.payload)
        if digest in self._seen:
            self._out.odd("message_repeated", call.action)
            self._out.promise(call.id_json, answer)
            return True
        if self.storage is Storage.NOTHING or not (is_paid or self.storage is Storage.FREE):
            return False
        if transaction is None and call.action != "DataTransfer":
            self._out.odd("orphan", f"{call.action} names a transaction that the edge never saw")
        record = self._record(self.next_number(), call, transaction, is_spare=is_spare)
        before = self._book.get(record.transaction)
        changes: list[PutTransaction] = []
        if transaction is not None and before != transaction:
            changes.append(PutTransaction(self._book.put(transaction)))
        self._out.keep(PutRecord(record), *changes, survives_power_cut=is_paid)
        self._remember(digest, _Seen(record.number, before))
        self._delivery.add(record)
        self._out.promise(call.id_json, answer)
        return True

    # toward central

    def form(self, record: Record) -> str | None:
        """The payload of a record for central: None if central never knew its transaction."""
        transaction = self._book.get(record.transaction)
        if transaction is None or record.action == "StartTransaction":
            return record.payload
        return transactions.for_central(record.action, record.payload, transaction)

    def unstored_form(self, call: Call) -> str | None:
        """The payload for central of a message of a session that cannot be stored."""
        transaction = self._book.meant_by_charger(payloads.fields(call.payload))
        if transaction is None or call.action == "StartTransaction":
            return call.payload
        return transactions.for_central(call.action, call.payload, transaction)

    def done(self, record: Record, payload: str, now: Now) -> int | None:
        """Central answered a record of a session.

        Returns:
            The charger's id of a transaction that has to be stopped, since central takes it for
            invalid and the charger was told otherwise (OCPP 1.6, 4.8).
        """
        if record.action != "StartTransaction":
            self._finish(record)
            return None
        said = payloads.fields(payload)
        info = said.get("idTagInfo")
        transaction = self._book.get(record.transaction)
        if transaction is None:
            self._finish(record)
            return None
        self.learn_tag(transaction.id_tag, info, now.at)
        central_id = transactions.central_id(said)
        if central_id is None:
            self._out.odd("start_without_id", "central's answer to StartTransaction has no id")
        asker = self._askers.pop(transaction.number, None)
        known = replace(transaction, central_id=central_id)
        if asker is not None and central_id is not None:
            is_taken = self._book.is_in_use(central_id, transaction.number)
            charger_id = next(self._local_ids) if is_taken else central_id
            payload = payloads.with_transaction(record.action, payload, charger_id)
            known = replace(known, charger_id=charger_id, stage=_opened(known.stage))
        self._finish(record, PutTransaction(self._book.put(known)))
        if asker is None:
            return self._late_verdict(known, info)
        if central_id is None:
            self._askers[transaction.number] = asker
            self._answer_locally(transaction.number, now)
        else:
            self._out.result(asker.id_json, payload)
            self._out.put(Answered(record.action, record.payload, payload))
        return None

    def _late_verdict(self, transaction: Transaction, info: object) -> int | None:
        status = info.get("status") if isinstance(info, dict) else None
        if status in (None, AuthorizationStatus.ACCEPTED) or transaction.stage is not Stage.OPEN:
            return None
        self._out.odd("late_verdict", f"central says {frames.shortened(str(status))}")
        return transaction.charger_id if status in _INVALID else None

    def set_aside(self, record: Record, reason: str = _CENTRAL_REFUSED_START) -> None:
        """Central will not take a record: keep it for a person, and go on with the next."""
        self._out.odd("set_aside", f"{record.action}: {reason}")
        self._out.keep(SetAside(record.number, reason), survives_power_cut=True)
        self._delivery.done(record)

    def retry(self, asides: Sequence[Aside]) -> None:
        """A person wants messages that were set aside to go up again, behind all that waits."""
        records, changes = retried(asides, self._book, self.next_number, self._ids)
        self._out.keep(*changes, survives_power_cut=True)
        for record in records:
            self._delivery.add(record)

    def _finish(self, record: Record, *changes: PutTransaction) -> None:
        """The record is delivered."""
        self._delivery.done(record)
        gone = [DropTransaction(each) for each in self._book.forgotten(self._unfinished())]
        is_start = record.action == "StartTransaction"
        self._out.keep(*changes, DropRecord(record.number), *gone, survives_power_cut=is_start)

    def _unfinished(self) -> set[int]:
        """Transactions of which records may wait; while there are any, none is forgotten."""
        if not len(self._delivery):
            return set()
        return {each.number for each in self._book.all()}

    # ids from and to central

    def for_charger(self, call: Call) -> str:
        """Payload of a call of central with the transaction id that the charger knows."""
        named = payloads.transaction_of(call.action, call.payload)
        if named is None:
            return call.payload
        charger_id = self._book.charger_id_of(named)
        if charger_id in (None, named) or charger_id is None:
            return call.payload
        return payloads.with_transaction(call.action, call.payload, charger_id)

    def learn_tag(self, id_tag: str, info: object, at: datetime) -> None:
        """Central's word on a tag."""
        if self._tags.learn(id_tag, info, at):
            self._out.keep(PutNote(CACHE_NOTE, self._tags.cache_note()))

    # deadlines, links, disk

    def expire(self, now: Now) -> None:
        """Give ids of the edge's own to those who waited long enough."""
        for number, asker in list(self._askers.items()):
            if asker.deadline_s <= now.real_s:
                self._out.odd("deadline_missed", "central: StartTransaction")
                self._answer_locally(number, now)

    def answer_all(self, now: Now) -> None:
        """Central is gone: answer everybody who waits."""
        for number in list(self._askers):
            self._answer_locally(number, now)

    def charger_gone(self) -> None:
        """Nobody waits any more; a repeated start will be known."""
        self._askers.clear()

    def deadlines(self) -> Iterator[float]:
        """Real instants at which `expire` has something to do."""
        return (each.deadline_s for each in self._askers.values())

    def keep_failed(self, numbers: set[int]) -> None:
        """The disk did not take these records: the charger keeps them and will repeat them."""
        for number in numbers:
            self._book.forget(number)
            asker = self._askers.pop(number, None)
            if asker is not None:
                self._out.failure(asker.id_json, CallErrorCode.INTERNAL_ERROR, rules.NO_STORAGE)
        for digest, seen in list(self._seen.items()):
            if seen.number in numbers:
                del self._seen[digest]
                if seen.before is not None:
                    self._book.put(seen.before)

    def _answer_locally(self, number: int, now: Now) -> None:
        asker = self._askers.pop(number)
        transaction = self._book.get(number)
        if transaction is None:
            return
        charger_id = transaction.central_id or next(self._local_ids)
        stage = _opened(transaction.stage)
        given = self._book.put(replace(transaction, charger_id=charger_id, stage=stage))
        if self._delivery.is_up:
            self._out.odd("answered_locally", "StartTransaction")
        self._out.keep(PutTransaction(given), survives_power_cut=True)
        self._out.promise(asker.id_json, self._start_answer(given, now.at))

    def _start_answer(self, transaction: Transaction, at: datetime) -> str:
        answer: dict[str, Any] = {
            "idTagInfo": self._tags.info(transaction.id_tag, at),
            "transactionId": transaction.charger_id,
        }
        return frames.dump(answer)

    @property
    def next_number_is(self) -> int:
        """The number that the next record will get."""
        return self._next_number

    def next_number(self) -> int:
        """A number for a record of this charger."""
        number = self._next_number
        self._next_number += 1
        return number

    def _record(
        self, number: int, call: Call, transaction: Transaction | None, *, is_spare: bool = False
    ) -> Record:
        return Record(
            number=number,
            kind=RecordKind.TRANSACTION,
            message_id=next(self._ids),
            action=call.action,
            payload=call.payload,
            transaction=transaction.number if transaction is not None else None,
            is_spare=is_spare,
        )

    def _remember(self, digest: int, seen: _Seen) -> None:
        self._seen[digest] = seen
        if len(self._seen) > _REMEMBERED_PAYLOADS:
            self._seen.popitem(last=False)


def _opened(stage: Stage) -> Stage:
    return Stage.OPEN if stage is Stage.STARTING else stage
