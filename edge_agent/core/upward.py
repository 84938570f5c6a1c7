"""The charger's calls: answered here or relayed, by the tables of `rules`, and central's answers.

Every call is answered exactly once, or its socket is closed first.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from contract.ocpp16 import CallErrorCode
from edge_agent.core import dating, frames, payloads, rules
from edge_agent.core.dating import Dating
from edge_agent.core.delivery import Delivery
from edge_agent.core.frames import Call
from edge_agent.core.habits import Habits
from edge_agent.core.lane import LateCalls, Pending
from edge_agent.core.local_answers import (
    BOOT_NOTE,
    BootMemory,
    local_answer,
    time_answer,
)
from edge_agent.core.notes import Notes
from edge_agent.core.outlet import Outlet
from edge_agent.core.policy import Policy
from edge_agent.core.promptness import Promptness
from edge_agent.core.rules import LinkState, Rule
from edge_agent.core.sessions import CACHE_NOTE, Sessions
from edge_agent.core.storage import DropRecord, Kept, PutNote, Record, RecordKind
from edge_agent.core.tags import Tags
from edge_agent.core.traffic import Answered, News, Now
from edge_agent.core.transfers import Facts, Scored, is_unplugged, own_answer
from edge_agent.core.transfers import may_wait as may_be_kept

LIST_NOTE: Final = "list"
_MIN_HEARTBEAT_REAL_S: Final = 1.0
_TOLD_OF_A_TAG: Final = 4
"""Characters: enough to find the driver among today's, not enough to charge on his tag."""


class Upward:
    """The way of one charger's calls.

    Args:
        kept: what an earlier run left.
        ids: fresh message ids.
        local_ids: transaction ids of the edge's own block, each once.
        policy: the operator's choices.
        out: where effects go.
    """

    def __init__(
        self,
        kept: Kept,
        ids: Iterator[str],
        local_ids: Iterator[int],
        policy: Policy,
        out: Outlet,
    ) -> None:
        self._ids = ids
        self._out = out
        self._factor = policy.clock_factor
        self.boot = BootMemory(kept.notes.get(BOOT_NOTE, ""), policy)
        self._tags = Tags(accepts_unknown=policy.accepts_unknown_tags)
        self._tags.restore(kept.notes.get(LIST_NOTE, ""), kept.notes.get(CACHE_NOTE, ""))
        self.delivery = Delivery(ids, kept.counts, policy.replay_per_s)
        self.habits = Habits(kept, policy.call_timeout_s, out)
        self.sessions = Sessions(kept, ids, local_ids, self._tags, self.delivery, out, self.habits)
        self._queued = policy.queued_transfers
        self.scored: Scored | None = None
        self._late = LateCalls()
        self._promptness = Promptness()
        note = kept.notes.get(dating.NOTE, "")
        self._dating = Dating(policy.clock_factor, policy.boot, out, note)
        self._notes = Notes(ids, self.sessions.next_number, self.delivery, out)
        self._heartbeat_due_s = math.inf
        self.heard_at_s = -math.inf

    # the charger's calls

    def call(self, call: Call, link: LinkState, now: Now) -> None:
        """Take one call of the charger."""
        is_empty = not len(self.delivery)
        self._dating.look(now, self.sessions.next_number_is, is_empty=is_empty)
        self.habits.asked(call, now.real_s)
        if call.action not in rules.CHARGER_ACTIONS:
            self._out.odd("unknown_action", rules.unknown_action(call.action))
        if call.action == "BootNotification":
            self._see_who_boots(call.payload)
        match rules.rule(link, call.action):
            case Rule.TELL_TIME:
                self._dating.told(now)
                self._out.result(call.id_json, time_answer(now.at))
            case Rule.RELAY:
                self._relay(call, now)
            case Rule.ANSWER:
                self._answer_locally(self._pending("", call, now), now)
            case Rule.TRANSFER:
                self._transfer(call, link, now)
            case stored:
                self._stored_call(stored, call, now)

    def _stored_call(self, rule: Rule, call: Call, now: Now) -> None:
        is_handled = True
        match rule:
            case Rule.START:
                is_handled = self.sessions.start(call, now)
            case Rule.STOP:
                is_handled = self.sessions.stop(call)
            case Rule.READING:
                is_handled = self.sessions.reading(call)
            case Rule.NOTE_STATUS:
                self._notes.status(call, now)
            case Rule.NOTE_EVENT:
                self._notes.event(call)
            case _:
                self._notes.progress(call)
        if not is_handled:
            self._unstored_call(call, now)

    def _transfer(self, call: Call, link: LinkState, now: Now) -> None:
        """Answer our own vendor's, keep what may not be lost, relay the rest."""
        facts = Facts(link, len(self.delivery), self.scored)
        answer = own_answer(call.payload, facts, now)
        may_wait = not self.delivery.is_prompt and may_be_kept(call.payload, self._queued)
        if answer:
            self._out.result(call.id_json, answer)
        elif not (
            (is_unplugged(call) and self.sessions.unplugged(call))
            or (may_wait and self.sessions.transfer(call))
        ):
            self._unstored_call(call, now)

    def _see_who_boots(self, payload: str) -> None:
        swapped = self.boot.swapped(payload)
        if swapped:
            self._out.put(News("charger_swapped", swapped))
            self.habits.forget()
            self.sessions.charger_swapped()
        self._out.keep(PutNote(BOOT_NOTE, self.boot.note()))

    def _unstored_call(self, call: Call, now: Now) -> None:
        """What is not stored is relayed, or answered here while central is away."""
        if self.delivery.is_up:
            payload = self.sessions.unstored_form(call)
            if payload is not None:
                self._relay(replace(call, payload=payload), now)
                return
        self._answer_locally(self._pending("", call, now), now)

    def _relay(self, call: Call, now: Now) -> None:
        if call.action == "BootNotification":
            self._own_boot(None)
        if not self.delivery.lane.add(self._pending(next(self._ids), call, now)):
            self._out.odd("call_shed", f"{call.action}: {rules.MAX_WAITING} calls wait")
            why = "too many calls wait for central"
            self._out.failure(call.id_json, CallErrorCode.INTERNAL_ERROR, why)

    def _answer_locally(self, call: Pending, now: Now) -> None:
        """Say to the charger what can be said without central."""
        if call.action == "BootNotification":
            self._own_boot(call.payload)
        if call.asker is None:
            return
        if call.action == "BootNotification":
            self._dating.told(now)
            self._out.promise(call.asker, self.boot.answer(now.at))
        elif call.action == "Authorize":
            self._authorize(call.asker, call.payload, now)
        elif call.action == "MeterValues" and not self._is_of_session(call):
            self._notes.reading(Call(call.asker, call.action, call.payload))
        else:
            answer, failure = local_answer(call.action)
            if answer:
                self._out.result(call.asker, answer)
            else:
                self._out.failure(call.asker, CallErrorCode.INTERNAL_ERROR, failure)

    def _is_of_session(self, call: Pending) -> bool:
        return payloads.transaction_of(call.action, call.payload) is not None

    def _authorize(self, id_json: str, payload: str, now: Now) -> None:
        """The edge's own verdict on a tag; central hears of it, since nothing else tells it."""
        tag = payloads.text(payloads.fields(payload).get("idTag"))
        info = self._tags.info(tag, now.at)
        self._out.result(id_json, frames.dump({"idTagInfo": info}))
        self._out.odd("authorized_locally")
        verdict = f"{info.get('status')} for a tag that ends in {tag[-_TOLD_OF_A_TAG:]!r}"
        self._out.put(News("authorized_locally", verdict))

    # central's answers

    def result(self, message_id: str, payload: str, now: Now) -> int | None:
        """CALLRESULT of central.

        Returns:
            The charger's id of a transaction that has to be stopped, if there is one.
        """
        late = self._late.find(message_id)
        call = self._close(message_id)
        known = call or late
        if known is None:
            return None
        if known.record is not None:
            return self._delivered(known.record, payload, now)
        if known.action in ("BootNotification", "Heartbeat"):
            self._dating.central_said(payload, now)
        if known.action == "BootNotification":
            self._learn_boot(payload)
        elif known.action == "Authorize":
            said = payloads.fields(known.payload)
            tag = payloads.text(said.get("idTag"))
            self.sessions.learn_tag(tag, payloads.fields(payload).get("idTagInfo"), now.at)
        if call is not None and call.asker is not None:
            self._judge_central(here=False)
            self._out.result(call.asker, payload)
            self._out.put(Answered(call.action, call.payload, payload))
        return None

    def failed(self, message_id: str, tail: str, now: Now) -> None:
        """CALLERROR of central, or an answer of which only the id can be read."""
        call = self._close(message_id)
        if call is None:
            return
        if call.record is not None:
            if self.delivery.refused(call.record, now.real_s):
                self.sessions.set_aside(call.record, f"central answered {frames.shortened(tail)}")
            else:
                self._out.odd("record_refused", call.action)
        elif call.asker is not None:
            self._out.failure_tail(call.asker, tail)

    def _judge_central(self, *, here: bool) -> None:
        words = self._promptness.answered(here=here)
        if words:
            self._out.put(News("central_slow", words))

    def _delivered(self, record: Record, payload: str, now: Now) -> int | None:
        if record.kind is RecordKind.TRANSACTION:
            return self.sessions.done(record, payload, now)
        self.delivery.done(record)
        self._out.keep(DropRecord(record.number))
        return None

    def _close(self, message_id: str) -> Pending | None:
        """The call that this answer belongs to; None, counted, if nobody waits for it."""
        call = self.delivery.lane.close(message_id)
        if call is None:
            late = self._late.take(message_id)
            self._out.odd("late_answer" if late else "unknown_answer", "central")
        return call

    def _learn_boot(self, payload: str) -> None:
        problem = self.boot.learn(payload)
        if problem:
            self._out.odd("boot_answer", problem)
        else:
            self._out.keep(PutNote(BOOT_NOTE, self.boot.note()))

    def _own_boot(self, payload: str | None) -> None:
        """Central has yet to hear this boot, or is hearing it."""
        if self.boot.owed != payload:
            self.boot.owed = payload
            self._out.keep(PutNote(BOOT_NOTE, self.boot.note()), survives_power_cut=True)

    # what the charger answered to central

    def learn(self, action: str, request: str, response: str) -> None:
        """Take in what a call of central changed in the charger, or found out about it."""
        self.habits.learn(action, request, response)
        if payloads.fields(response).get("status") != "Accepted":
            return
        if action == "SendLocalList" and self._tags.take_list(payloads.fields(request)):
            self._out.keep(PutNote(LIST_NOTE, self._tags.list_note()))
        elif action == "ClearCache":
            self._tags.clear_cache()
            self._out.keep(PutNote(CACHE_NOTE, self._tags.cache_note()))

    # links and time

    def link_up(self, now: Now) -> None:
        """A fresh connection to central."""
        self.delivery.link_up()
        self._heartbeat_due_s = now.real_s + self._interval_real_s
        if self.boot.owed is not None:
            call = Call("", "BootNotification", self.boot.owed)
            self.delivery.lane.put_first(self._own(call, now))
        elif not now.is_trusted:  # nothing goes up before central has said what time it is
            self._ask_time(now)

    def link_down(self, now: Now) -> None:
        """The connection is gone: nobody is left waiting for it."""
        self._heartbeat_due_s = math.inf
        for call in self.delivery.link_down():
            if call.action != "Heartbeat":
                self._answer_locally(call, now)
        self.sessions.answer_all(now)

    def charger_gone(self) -> None:
        """The charger's socket is gone: nobody waits any more."""
        self.habits.parted()
        self.delivery.lane.disown()
        self.sessions.charger_gone()

    def expire(self, now: Now) -> None:
        """Answer what is past its deadline."""
        opened, waited = self.delivery.expire(now.real_s)
        if opened is not None and self.delivery.lane.open is None:
            self._late.add(opened)
        for call in [*([opened] if opened else []), *waited]:
            self._out.odd("deadline_missed", f"central: {call.action}")
            if call.asker is not None:
                self._out.odd("answered_locally", call.action)
                self._judge_central(here=True)
            if call.action != "Heartbeat":
                self._answer_locally(call, now)
        self.sessions.expire(now)

    def beat(self, now: Now, *, is_charger_open: bool) -> None:
        """Give central a sign of life, only while the charger gives one itself."""
        if now.real_s < self._heartbeat_due_s or not (self.delivery.is_up and is_charger_open):
            return
        self._heartbeat_due_s = now.real_s + self._interval_real_s
        is_heard = self.heard_at_s >= now.real_s - self._interval_real_s
        if is_heard and self.boot.is_welcome and self.delivery.is_idle:
            self._ask_time(now)

    def _ask_time(self, now: Now) -> None:
        call = Call("", "Heartbeat", frames.EMPTY_OBJECT)
        self.delivery.lane.put_first(self._own(call, now))

    def pump(self, now: Now) -> None:
        """Send what may go now."""
        delivery = self.delivery
        if delivery.is_up:
            self._send(delivery.lane.start_next(), now)
        record = delivery.next_record(now.real_s)
        while record is not None:
            payload = self.sessions.form(record)
            if payload is not None:
                payload = self._dating.dated(record, payload, now)
                delivery.send(replace(record, payload=payload), now.real_s)
                self._send(delivery.lane.open, now)
                break
            self.sessions.set_aside(record)
            record = delivery.next_record(now.real_s)

    def _send(self, call: Pending | None, now: Now) -> None:
        if call is not None:
            self._heartbeat_due_s = now.real_s + self._interval_real_s
            number = call.record.number if call.record is not None else None
            text = frames.call(call.message_id, call.action, call.payload)
            self._out.to_central(text, number)

    def deadlines(self, now: Now, *, is_charger_open: bool) -> Iterator[float]:
        """Real instants at which something has to be done."""
        yield from self.delivery.deadlines(now.real_s)
        yield from self.sessions.deadlines()
        if self.delivery.is_up and is_charger_open:
            yield self._heartbeat_due_s

    def _own(self, call: Call, now: Now) -> Pending:
        deadline_s = now.real_s + rules.DEADLINE_S
        return replace(self._pending(next(self._ids), call, now), asker=None, deadline_s=deadline_s)

    @property
    def _interval_real_s(self) -> float:
        return max(self.boot.heartbeat_s / self._factor, _MIN_HEARTBEAT_REAL_S)

    def _pending(self, message_id: str, call: Call, now: Now) -> Pending:
        return Pending(
            message_id=message_id,
            asker=call.id_json,
            action=call.action,
            payload=call.payload,
            deadline_s=now.real_s + self.habits.deadline_s(call.action),
            silent_s=now.real_s + rules.DEADLINES_S.get(call.action, rules.DEADLINE_S),
        )
