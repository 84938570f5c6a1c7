"""One charger's proxy: frames in, frames out, no I/O.

Toward the charger the edge is the central, toward central it is the charger. Message ids are the
edge's own on each leg, payloads go through as the text they came in. Invariants:

- every call of the charger is answered exactly once, or its socket is closed first;
- at most one of our calls is open on each leg, and none is sent twice on one connection;
- an answer goes only to the call it belongs to: late and unknown ones are dropped and counted;
- the edge's own calls (upstream Heartbeat, a Boot that central missed) never reach the charger.

The machine outlives connections: one per identity, as long as the process runs.
"""

import math
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final, assert_never

from contract.ocpp16 import CallErrorCode
from edge_agent.core import frames, rules
from edge_agent.core.frames import Call, Failure, Malformed, MalformedAnswer, Result
from edge_agent.core.lane import Lane, LateCalls, Pending
from edge_agent.core.local_answers import BootMemory, time_answer, timestamp
from edge_agent.core.rules import LinkState, Rule
from edge_agent.core.traffic import (
    Answered,
    ChargerClosed,
    ChargerOpened,
    CloseCharger,
    CloseUplink,
    Effect,
    Event,
    FromCentral,
    FromCharger,
    Heard,
    News,
    Now,
    Odd,
    PingEnded,
    Tick,
    ToCentral,
    ToCharger,
    UplinkDown,
    UplinkRefused,
    UplinkUp,
    WakeAt,
)

_MIN_HEARTBEAT_REAL_S: Final = 1.0
_AnswerForm = Callable[[str], str]
"""Makes a frame out of the id under which the other side waits."""


class Proxy:
    """The machine of one charger. Hand in every event in order and carry out what comes back.

    Args:
        ids: fresh message ids, plain ASCII of at most 36 characters, never repeating.
        clock_factor: simulated seconds per real second.
    """

    def __init__(self, ids: Iterator[str], clock_factor: float = 1.0) -> None:
        self._ids = ids
        self._factor = clock_factor
        self._up = Lane()
        self._down = Lane()
        self._late = LateCalls()
        self._is_charger_open = False
        self._closed_at: datetime | None = None
        self._is_uplink_open = False
        self._is_loss_told = False
        self._missed_calls = 0
        self._missed_pongs = 0
        self._boot = BootMemory()
        self._heard_at_s = -math.inf
        self._heartbeat_due_s = math.inf
        self._wake_s = math.inf
        self._out: list[Effect] = []

    @property
    def link(self) -> LinkState:
        """State of the connection to central."""
        if not self._is_uplink_open:
            return LinkState.OFFLINE
        is_suspect = self._missed_calls > 0 or self._missed_pongs > 0
        return LinkState.SUSPECT if is_suspect else LinkState.ONLINE

    def handle(self, event: Event, now: Now) -> list[Effect]:
        """Take one event and say what to do about it, in this order."""
        self._out = []
        match event:
            case FromCharger(text):
                self._from_charger(text, now)
            case FromCentral(text):
                self._from_central(text, now)
            case Tick():
                self._wake_s = math.inf
                self._expire(now)
                self._beat(now)
            case _:
                self._link_event(event, now)
        self._pump(now)
        self._drain()
        self._wake()
        return self._out

    # links

    def _link_event(
        self,
        event: ChargerOpened | ChargerClosed | UplinkUp | UplinkDown | UplinkRefused | PingEnded,
        now: Now,
    ) -> None:
        match event:
            case ChargerOpened(has_uplink):
                self._charger_opened(now, has_uplink=has_uplink)
            case ChargerClosed(detail):
                self._charger_closed(detail, now)
            case UplinkUp():
                self._uplink_up(now)
            case UplinkDown(detail):
                self._uplink_down(detail)
            case UplinkRefused(status):
                self._out.append(CloseCharger(f"central refused the connection: {status}"))
            case PingEnded(is_answered):
                self._missed_pongs = 0 if is_answered else self._missed_pongs + 1
                self._give_up_after_misses(self._missed_pongs, "pongs")
            case _:
                assert_never(event)

    def _charger_opened(self, now: Now, *, has_uplink: bool) -> None:
        self._expire(now)
        if self._is_uplink_open:
            self._uplink_down("replaced")
        if self._is_charger_open:
            self._charger_closed("replaced", now)
        self._is_charger_open = True
        self._is_loss_told = False
        self._out.append(News("connected"))
        if has_uplink:
            self._uplink_up(now)
        else:
            self._tell_loss("central is out of reach")

    def _charger_closed(self, detail: str, now: Now) -> None:
        self._is_charger_open = False
        self._closed_at = now.at
        self._out.append(News("disconnected", detail))
        self._up.disown(least_rank=1)
        for each in self._down.clear():
            self._refuse(each)

    def _uplink_up(self, now: Now) -> None:
        self._is_uplink_open = True
        self._missed_calls = self._missed_pongs = 0
        self._heartbeat_due_s = now.real_s + self._interval_real_s
        if self._boot.owed is not None:
            self._up.put_first(self._own_call("BootNotification", self._boot.owed, now))
        if self._is_loss_told and self._is_charger_open:
            self._out.append(News("uplink_back"))
        self._is_loss_told = False

    def _uplink_down(self, detail: str) -> None:
        self._is_uplink_open = False
        self._heartbeat_due_s = math.inf
        self._up.reopen()
        self._down.disown(least_rank=1)
        if self._is_charger_open:
            self._tell_loss(detail)

    def _tell_loss(self, detail: str) -> None:
        if not self._is_loss_told:
            self._is_loss_told = True
            self._out.append(News("uplink_lost", detail))

    def _give_up_after_misses(self, misses: int, what: str) -> None:
        if misses == rules.MISSES_UNTIL_OFFLINE and self._is_uplink_open:
            self._out.append(CloseUplink(f"{misses} {what} missed"))

    # frames

    def _from_charger(self, text: str, now: Now) -> None:
        self._heard_at_s = now.real_s
        frame = frames.parse(text)
        heard = Heard(frame.action, frame.payload) if isinstance(frame, Call) else Heard("", "")
        self._out.append(heard)
        match frame:
            case Call():
                self._charger_call(frame, now)
            case Result(message_id, payload):
                self._charger_answer(message_id, lambda asker: frames.result(asker, payload))
            case Failure(message_id, tail):
                self._charger_answer(message_id, lambda asker: frames.failure(asker, tail))
            case MalformedAnswer(message_id, reason):
                self._out.append(Odd("malformed_answer", f"charger: {reason}"))
                tail = frames.failure_tail(CallErrorCode.FORMATION_VIOLATION, reason)
                self._charger_answer(message_id, lambda asker: frames.failure(asker, tail))
            case Malformed(reason, id_json):
                self._out.append(Odd("malformed_frame", rules.malformed(text, reason)))
                if id_json is not None:
                    self._to_charger_failure(id_json, CallErrorCode.FORMATION_VIOLATION, reason)
            case _:
                assert_never(frame)

    def _from_central(self, text: str, now: Now) -> None:
        self._missed_calls = self._missed_pongs = 0
        frame = frames.parse(text)
        match frame:
            case Call():
                self._central_call(frame, now)
            case Result(message_id, payload):
                self._central_result(message_id, payload)
            case Failure(message_id, tail):
                call = self._central_answer(message_id)
                if call is not None and call.asker is not None:
                    self._out.append(ToCharger(frames.failure(call.asker, tail)))
            case MalformedAnswer(message_id, reason):
                self._out.append(Odd("malformed_answer", f"central: {reason}"))
                call = self._central_answer(message_id)
                if call is not None:
                    self._fail(call, "central's answer cannot be read")
            case Malformed(reason, id_json):
                self._out.append(Odd("malformed_frame", f"central: {reason}"))
                if id_json is not None:
                    tail = frames.failure_tail(CallErrorCode.FORMATION_VIOLATION, reason)
                    self._out.append(ToCentral(frames.failure(id_json, tail)))
            case _:
                assert_never(frame)

    # up: the charger's calls

    def _charger_call(self, call: Call, now: Now) -> None:
        if call.action not in rules.CHARGER_ACTIONS:
            self._out.append(Odd("unknown_action", rules.unknown_action(call.action)))
        match rules.rule(self.link, call.action):
            case Rule.TELL_TIME:
                self._to_charger_result(call.id_json, time_answer(now.at))
            case Rule.REPEAT_BOOT:
                self._boot.owed = call.payload
                self._to_charger_result(call.id_json, self._boot.answer(now.at))
            case Rule.RELAY:
                self._relay_up(call, now)

    def _relay_up(self, call: Call, now: Now) -> None:
        if call.action == "BootNotification":
            self._boot.owed = None
        deadline_s = now.real_s + rules.DEADLINES_S.get(call.action, rules.DEADLINE_S)
        pending = Pending(
            message_id=next(self._ids),
            asker=call.id_json,
            action=call.action,
            payload=call.payload,
            deadline_s=deadline_s,
            rank=rules.rank(call.action, call.payload),
        )
        shed = self._up.add(pending)
        if shed is not None:
            self._out.append(Odd("call_shed", f"{shed.action}: {rules.MAX_WAITING} calls wait"))
            self._fail(shed, "too many calls wait for central")

    def _central_answer(self, message_id: str) -> Pending | None:
        """The call that this answer belongs to; None, counted, if nobody waits for it."""
        call = self._up.close(message_id)
        if call is not None:
            return call
        late = self._late.take(message_id)
        self._out.append(Odd("late_answer" if late else "unknown_answer", "central"))
        return None

    def _central_result(self, message_id: str, payload: str) -> None:
        late = self._late.find(message_id)
        call = self._central_answer(message_id)
        known = call or late
        if known is not None and known.action == "BootNotification":
            problem = self._boot.learn(payload)
            if problem:
                self._out.append(Odd("boot_answer", problem))
        if call is not None and call.asker is not None:
            self._to_charger_result(call.asker, payload)
            self._out.append(Answered(call.action, call.payload, payload))

    # down: central's calls

    def _central_call(self, call: Call, now: Now) -> None:
        pending = Pending(
            message_id=next(self._ids),
            asker=call.id_json,
            action=call.action,
            payload=call.payload,
            deadline_s=now.real_s + rules.DOWN_DEADLINE_S,
        )
        if not self._is_charger_open:
            self._refuse(pending)
            return
        shed = self._down.add(pending)
        if shed is not None:
            self._out.append(Odd("call_shed", f"{shed.action}: {rules.MAX_WAITING} calls wait"))
            self._refuse(shed, "too many calls wait for this charger")

    def _charger_answer(self, message_id: str, form: _AnswerForm) -> None:
        call = self._down.close(message_id)
        if call is None:
            late = self._late.take(message_id)
            self._out.append(Odd("late_answer" if late else "unknown_answer", "charger"))
        elif call.asker is not None:
            self._out.append(ToCentral(form(call.asker)))

    def _refuse(self, call: Pending, why: str = "") -> None:
        if call.asker is not None and self._is_uplink_open:
            since = f" since {timestamp(self._closed_at)}" if self._closed_at else ""
            text = rules.refusal(call.action, call.asker, why or f"charger offline{since}")
            self._out.append(ToCentral(text))

    # time

    def _expire(self, now: Now) -> None:
        opened, waited = self._up.expired(now.real_s)
        if opened is not None:
            self._late.add(opened)
            self._missed_calls += 1
        for call in [*([opened] if opened else []), *waited]:
            self._miss_deadline(call, is_sent=call is opened, now=now)
        self._give_up_after_misses(self._missed_calls if opened else 0, "calls")
        opened, waited = self._down.expired(now.real_s)
        if opened is not None:
            self._late.add(opened)
        for call in [*([opened] if opened else []), *waited]:
            self._out.append(Odd("deadline_missed", f"charger: {call.action}"))
            self._refuse(call, f"charger gave no answer in {rules.DOWN_DEADLINE_S:.0f} s")

    def _miss_deadline(self, call: Pending, *, is_sent: bool, now: Now) -> None:
        self._out.append(Odd("deadline_missed", f"central: {call.action}"))
        if call.action != "BootNotification":
            self._fail(call, "central gave no answer in time")
            return
        if not is_sent:
            self._boot.owed = call.payload
        if call.asker is not None:
            self._to_charger_result(call.asker, self._boot.answer(now.at))

    def _beat(self, now: Now) -> None:
        """Give central a sign of life, only while the charger gives one itself."""
        is_due = now.real_s >= self._heartbeat_due_s
        if not is_due or not self._is_uplink_open or not self._is_charger_open:
            return
        self._heartbeat_due_s = now.real_s + self._interval_real_s
        is_heard = self._heard_at_s >= now.real_s - self._interval_real_s
        if is_heard and self._boot.is_welcome and not self._up:
            self._up.put_first(self._own_call("Heartbeat", frames.EMPTY_OBJECT, now))

    def _wake(self) -> None:
        due = [*self._up.deadlines(), *self._down.deadlines()]
        if self._is_uplink_open and self._is_charger_open:
            due.append(self._heartbeat_due_s)
        earliest_s = min(due, default=math.inf)
        if earliest_s < self._wake_s:
            self._wake_s = earliest_s
            self._out.append(WakeAt(earliest_s))

    # sending

    def _pump(self, now: Now) -> None:
        if self._is_uplink_open:
            call = self._up.start_next()
            if call is not None:
                self._heartbeat_due_s = now.real_s + self._interval_real_s
                text = frames.call(call.message_id, call.action, call.payload)
                self._out.append(ToCentral(text))
        if self._is_charger_open:
            call = self._down.start_next(now.real_s + rules.DOWN_DEADLINE_S)
            if call is not None:
                text = frames.call(call.message_id, call.action, call.payload)
                self._out.append(ToCharger(text))

    def _drain(self) -> None:
        if self._is_uplink_open and not self._is_charger_open and not self._up:
            self._out.append(CloseUplink("charger is gone"))

    def _fail(self, call: Pending, why: str) -> None:
        if call.asker is not None:
            self._to_charger_failure(call.asker, CallErrorCode.INTERNAL_ERROR, why)

    def _to_charger_result(self, id_json: str, payload: str) -> None:
        self._out.append(ToCharger(frames.result(id_json, payload)))

    def _to_charger_failure(self, id_json: str, code: CallErrorCode, why: str) -> None:
        self._out.append(ToCharger(frames.failure(id_json, frames.failure_tail(code, why))))

    def _own_call(self, action: str, payload: str, now: Now) -> Pending:
        return Pending(
            message_id=next(self._ids),
            asker=None,
            action=action,
            payload=payload,
            deadline_s=now.real_s + rules.DEADLINE_S,
        )

    @property
    def _interval_real_s(self) -> float:
        return max(self._boot.heartbeat_s / self._factor, _MIN_HEARTBEAT_REAL_S)
