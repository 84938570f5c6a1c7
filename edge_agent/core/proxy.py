"""One charger's proxy: events in, effects out, no I/O.

Toward the charger the edge is the central, always there; toward central it is the charger. Message
ids are the edge's own on each leg; payloads go through as the text they came in, but for a
transaction id that differs between the legs. Invariants:

- every call of the charger is answered exactly once, or its socket is closed first;
- at most one of our calls is open on each leg, and none is sent twice on one connection;
- what costs money or proves something is kept before it is answered, and goes up until central has
  answered it, in the order it came;
- an answer goes only to the call it belongs to: late and unknown ones are counted;
- the edge's own calls (Heartbeat, a Boot that central missed, a RemoteStop) and their answers stay
  between the edge and the one side.

The machine outlives connections: one per identity. It is made anew from what was kept.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import assert_never

from contract.ocpp16 import CallErrorCode
from edge_agent.core import frames, legs, payloads, pricing, rules
from edge_agent.core.downward import Downward
from edge_agent.core.frames import Call, Failure, Malformed, MalformedAnswer, Result
from edge_agent.core.lane import Pending
from edge_agent.core.legs import Legs
from edge_agent.core.outlet import Outlet
from edge_agent.core.policy import Policy
from edge_agent.core.pricing import PriceKeeper
from edge_agent.core.reports import Finding
from edge_agent.core.rules import LinkState
from edge_agent.core.storage import Kept
from edge_agent.core.traffic import (
    BacklogRead,
    ChargerClosed,
    ChargerOpened,
    CloseCharger,
    CloseUplink,
    Effect,
    Event,
    FromCentral,
    FromCharger,
    Heard,
    KeepFailed,
    KeyProven,
    KeyRefused,
    News,
    Now,
    PingEnded,
    ReadBacklog,
    RecordsGone,
    Retry,
    StorageChanged,
    Tick,
    ToCharger,
    UplinkDown,
    UplinkRefused,
    UplinkUp,
    WakeAt,
)
from edge_agent.core.transactions import FIRST_LOCAL_ID
from edge_agent.core.transfers import Scored
from edge_agent.core.upward import Upward


class Proxy:
    """The machine of one charger. Hand in every event in order and carry out what comes back.

    Args:
        ids: fresh message ids, plain ASCII of at most 36 characters, never repeating.
        policy: the operator's choices.
        local_ids: transaction ids of the edge's own block, each once.
        kept: what an earlier run left.
    """

    def __init__(
        self,
        ids: Iterator[str],
        policy: Policy | None = None,
        local_ids: Iterator[int] | None = None,
        kept: Kept | None = None,
    ) -> None:
        self._policy = policy or Policy()
        self._out = Outlet()
        local_ids = local_ids or count(FIRST_LOCAL_ID)
        self._up = Upward(kept or Kept(), ids, local_ids, self._policy, self._out)
        self._down = Downward(ids, self._out)
        notes = kept.notes if kept is not None else {}
        own = self._policy
        self._legs = Legs(notes.get(legs.NOTE, ""), own.uplink_profile, self._out)
        note = notes.get(pricing.NOTE, "")
        self._prices = PriceKeeper(own.base_price, own.price_holds_s, note, self._out)
        self._is_key_offered = False
        self._is_loss_told = False
        self._missed_pongs = 0
        self._wake_s = math.inf

    @property
    def link(self) -> LinkState:
        """State of the connection to central."""
        delivery = self._up.delivery
        if not delivery.is_up:
            return LinkState.OFFLINE
        if delivery.unanswered > 0 or self._missed_pongs > 0:
            return LinkState.SUSPECT
        return LinkState.DRAINING if delivery.is_draining else LinkState.ONLINE

    @property
    def waiting(self) -> int:
        """Stored messages that central has yet to hear."""
        return len(self._up.delivery)

    @property
    def is_finished(self) -> bool:
        """Central has heard all there is."""
        return self._up.delivery.is_idle and self._up.boot.owed is None

    def handle(self, event: Event, now: Now) -> list[Effect]:
        """Take one event and say what to do about it, in this order."""
        match event:
            case FromCharger(text):
                self._from_charger(text, now)
            case FromCentral(text):
                self._from_central(text, now)
            case Tick():
                self._wake_s = math.inf
                self._expire(now)
                self._up.beat(now, is_charger_open=self._down.is_open)
            case BacklogRead() | RecordsGone() | KeepFailed() | StorageChanged():
                self._disk_event(event)
            case Retry(asides):
                self._up.sessions.retry(asides)
            case KeyProven():
                self._legs.proven()
            case KeyRefused():
                self._legs.refused()
            case _:
                self._link_event(event, now)
        self._pump(now)
        self._drain()
        self._wake(now)
        self._up.habits.answered()
        return self._out.take()

    # disk

    def _disk_event(self, event: BacklogRead | RecordsGone | KeepFailed | StorageChanged) -> None:
        match event:
            case BacklogRead(kind, records):
                self._up.delivery.fill(kind, records)
            case RecordsGone(numbers):
                self._up.delivery.forget(set(numbers))
            case KeepFailed(numbers):
                self._up.delivery.forget(set(numbers))
                self._up.sessions.keep_failed(set(numbers))
            case StorageChanged(storage):
                self._up.sessions.storage = storage
            case _:
                assert_never(event)

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
                self._uplink_down(detail, now)
            case UplinkRefused(status):
                self._out.put(CloseCharger(f"central refused the connection: {status}"))
            case PingEnded(is_answered):
                self._missed_pongs = 0 if is_answered else self._missed_pongs + 1
                self._give_up_after_misses(self._missed_pongs, "pongs")
            case _:
                assert_never(event)

    def _charger_opened(self, now: Now, *, has_uplink: bool) -> None:
        self._expire(now)
        self._up.charger_gone()
        if self._up.delivery.is_up:
            self._uplink_down("replaced", now)
        if self._down.is_open:
            self._charger_closed("replaced", now)
        self._down.charger_opened(now)
        self._wake_s = math.inf  # the older visit's timer went with it
        self._is_loss_told = self._is_key_offered = False
        self._out.put(News("connected"))
        if has_uplink:
            self._uplink_up(now)
        else:
            self._prices.central_gone(now.at)
            self._lost("central is out of reach")

    def _charger_closed(self, detail: str, now: Now) -> None:
        self._out.put(News("disconnected", detail))
        self._up.charger_gone()
        self._down.charger_closed(now.at)

    def _uplink_up(self, now: Now) -> None:
        self._missed_pongs = 0
        self._prices.central_back()
        self._down.is_uplink_open = True
        self._up.link_up(now)
        if self._is_loss_told and self._down.is_open:
            self._out.put(News("uplink_back"))
        self._is_loss_told = False

    def _uplink_down(self, detail: str, now: Now) -> None:
        self._down.uplink_down()
        self._prices.central_gone(now.at)
        self._up.link_down(now)
        if self._down.is_open:
            self._lost(detail)

    def _lost(self, detail: str) -> None:
        if self._is_loss_told:
            return
        self._is_loss_told = True
        self._out.put(News("uplink_lost", detail))
        if self._policy.closes_on_loss:
            self._out.put(CloseCharger("central is away; use your own offline mode"))

    def _give_up_after_misses(self, misses: int, what: str) -> None:
        if misses == rules.MISSES_UNTIL_OFFLINE and self._up.delivery.is_up:
            self._out.put(CloseUplink(f"{misses} {what} missed"))

    # frames

    def _from_charger(self, text: str, now: Now) -> None:
        self._up.heard_at_s = now.real_s
        frame = frames.parse(text)
        heard = Heard(frame.action, frame.payload) if isinstance(frame, Call) else Heard("", "")
        self._out.put(heard)
        match frame:
            case Call():
                self._legs.passed_up(frame.action)
                self._up.call(frame, self.link, now)
            case Result(message_id, payload):
                call = self._down.answer(message_id, lambda asker: frames.result(asker, payload))
                if call is not None:
                    self._learn(call, payload)
            case Failure(message_id, tail):
                call = self._down.answer(message_id, lambda asker: frames.failure(asker, tail))
                if call is not None:
                    self._learn(call, frames.EMPTY_OBJECT)
            case MalformedAnswer(message_id, reason):
                self._out.odd("malformed_answer", f"charger: {reason}")
                tail = frames.failure_tail(CallErrorCode.FORMATION_VIOLATION, reason)
                self._down.answer(message_id, lambda asker: frames.failure(asker, tail))
            case Malformed(reason, id_json):
                self._out.odd("malformed_frame", rules.malformed(text, reason))
                if id_json is not None:
                    self._out.failure(id_json, CallErrorCode.FORMATION_VIOLATION, reason)
            case _:
                assert_never(frame)

    def _from_central(self, text: str, now: Now) -> None:
        self._up.delivery.unanswered = self._missed_pongs = 0
        frame = frames.parse(text)
        match frame:
            case Call():
                if self._is_too_early(frame):
                    self._out.odd("trigger_refused", "the charger has not booted yet")
                    self._out.to_central(frames.result(frame.id_json, legs.REJECTED))
                elif not self._legs.takes(frame):
                    payload = self._up.sessions.for_charger(frame)
                    self._down.call(replace(frame, payload=payload), now)
            case Result(message_id, payload):
                invalid = self._up.result(message_id, payload, now)
                if invalid is not None and self._up.habits.stops_on_invalid:
                    self._down.stop_transaction(invalid, now)
            case Failure(message_id, tail):
                self._up.failed(message_id, tail, now)
            case MalformedAnswer(message_id, reason):
                self._out.odd("malformed_answer", f"central: {reason}")
                why = "central's answer cannot be read"
                tail = frames.failure_tail(CallErrorCode.INTERNAL_ERROR, why)
                self._up.failed(message_id, tail, now)
            case Malformed(reason, id_json):
                self._out.odd("malformed_frame", f"central: {reason}")
                if id_json is not None:
                    tail = frames.failure_tail(CallErrorCode.FORMATION_VIOLATION, reason)
                    self._out.to_central(frames.failure(id_json, tail))
            case _:
                assert_never(frame)

    def _is_too_early(self, call: Call) -> bool:
        """Chargers without a clock stamp 1970 when triggered before their first boot answer."""
        if self._up.boot.is_booted or not call.action.endswith("TriggerMessage"):
            return False
        return payloads.fields(call.payload).get("requestedMessage") != "BootNotification"

    def learn_score(self, finding: Finding, at: datetime) -> None:
        """The charger was scored; it may ask for it."""
        self._up.scored = Scored(finding, at)

    def _learn(self, call: Pending, response: str) -> None:
        is_own = call.asker is None
        asked = Call("", call.action, call.payload)
        self._legs.charger_answered(call.action, call.payload, response, is_own=is_own)
        self._prices.charger_answered(asked, response, is_own=is_own)
        self._up.learn(call.action, call.payload, response)

    # time

    def _expire(self, now: Now) -> None:
        before = self._up.delivery.unanswered
        self._up.expire(now)
        misses = self._up.delivery.unanswered
        self._give_up_after_misses(misses if misses > before else 0, "calls")
        self._down.expire(now)

    def _pump(self, now: Now) -> None:
        self._up.pump(now)
        self._offer_key(now)
        price = self._prices.due(now) if self._down.is_open else None
        if price is not None:
            self._down.call_self(price, now)
        call = self._down.next(now)
        if call is not None:
            self._out.put(ToCharger(frames.call(call.message_id, call.action, call.payload)))
        for kind, after in self._up.delivery.reads():
            self._out.put(ReadBacklog(kind, after))

    def _offer_key(self, now: Now) -> None:
        """Tell the charger the key for its own leg, once on each of its visits until it answers."""
        own = self._legs.offer()
        if own is not None and self._down.is_open and not self._is_key_offered:
            self._is_key_offered = True
            self._down.call_self(own, now)

    def _drain(self) -> None:
        if self._up.delivery.is_up and not self._down.is_open and self.is_finished:
            self._out.put(CloseUplink("charger is gone"))

    def _wake(self, now: Now) -> None:
        is_charger_open = self._down.is_open
        up = list(self._up.deadlines(now, is_charger_open=is_charger_open))
        due_at = self._prices.due_at if is_charger_open else None
        if due_at is not None:
            wait_s = (due_at - now.at).total_seconds() / self._policy.clock_factor
            up = [*up, now.real_s + max(wait_s, 0.0)]
        earliest_s = min([*up, *self._down.deadlines()], default=math.inf)
        if earliest_s < self._wake_s:
            self._wake_s = earliest_s
            self._out.put(WakeAt(earliest_s))
