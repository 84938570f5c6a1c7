"""Random conversations: whatever comes in whatever order, the proxy's invariants hold."""

import json
import re
from collections import Counter

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from edge_agent.core.policy import Policy
from edge_agent.core.proxy import Proxy
from edge_agent.core.traffic import (
    ChargerClosed,
    ChargerOpened,
    CloseUplink,
    Event,
    FromCentral,
    FromCharger,
    Odd,
    PingEnded,
    Promise,
    Tick,
    ToCentral,
    ToCharger,
    UplinkDown,
    UplinkUp,
    WakeAt,
)
from tests.unit.edge_agent.core.builders import ids, now

ACTIONS = st.sampled_from(
    [
        "Authorize",
        "BootNotification",
        "Heartbeat",
        "MeterValues",
        "StartTransaction",
        "StatusNotification",
        "StopTransaction",
        "VendorSpecific",
    ]
)
PAYLOADS = st.sampled_from(['{"n" : 1.50}', '{ "transactionId":7, "v":"1E2"}', '{"é":"\\u00e9"}'])

pytestmark = pytest.mark.timeout(120)  # seconds of work; many more on a busy machine


class Conversation(RuleBasedStateMachine):
    """A charger and a central around one proxy; both keep the books that the proxy must balance."""

    def __init__(self) -> None:
        super().__init__()
        self.proxy = Proxy(ids(), Policy(clock_factor=10.0))
        self.now_s = 0.0
        self.is_charger_open = False
        self.is_uplink_open = False
        self.number = 0
        self.asked: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        self.payloads: dict[str, tuple[str, str]] = {}
        self.open_at_central: dict[str, str] = {}
        self.given_up: set[str] = set()
        """Calls that the proxy may have stopped waiting for; central may still answer them."""
        self.open_at_charger: dict[str, float] = {}
        """When each call of central came to the charger; after 30 s it is over for the proxy."""
        self.seen_by_central: set[str] = set()
        self.all_ids: dict[str, str] = {}
        self.central_asked: Counter[str] = Counter()
        self.central_answered: Counter[str] = Counter()
        self.wake_s = float("inf")

    def feed(self, event: Event) -> None:
        for effect in self.proxy.handle(event, now(self.now_s, 10.0)):
            match effect:
                case ToCentral(text):
                    self._central_hears(text)
                case ToCharger(text):
                    self._charger_hears(text)
                case Promise(id_json, payload):
                    self._charger_hears(f"[3,{id_json},{payload}]")
                case WakeAt(real_s):
                    self.wake_s = min(self.wake_s, real_s)
                case Odd("deadline_missed", detail) if detail.startswith("central"):
                    self.given_up |= set(self.open_at_central)
                case CloseUplink():
                    assert self.is_uplink_open
                case _:
                    pass

    def _central_hears(self, text: str) -> None:
        assert self.is_uplink_open
        kind, message_id, *rest = json.loads(text)
        if kind != 2:
            self.central_answered[message_id] += 1
            assert self.central_answered[message_id] <= self.central_asked[message_id]
            return
        assert message_id not in self.seen_by_central, "an id came twice on one connection"
        assert self.all_ids.setdefault(message_id, text) == text, "an id was given to another call"
        assert set(self.open_at_central) <= self.given_up, "two calls open at central"
        self.seen_by_central.add(message_id)
        self.open_at_central[message_id] = text
        if rest[0] != "Heartbeat":
            payload = text.removeprefix(f'[2,"{message_id}","{rest[0]}",').removesuffix("]")
            if rest[0] == "StatusNotification":  # one without a time gets one while offline
                payload = re.sub(r',"timestamp":"[^"]*"}$', "}", payload)
            assert payload in {each for each, _ in self.payloads.values()}

    def _charger_hears(self, text: str) -> None:
        assert self.is_charger_open
        kind, message_id, *_ = json.loads(text)
        if kind == 2:
            assert message_id not in self.all_ids, "an id was given to another call"
            self.all_ids[message_id] = text
            self.open_at_charger[message_id] = self.now_s
            return
        self.answered[message_id] += 1
        assert self.answered[message_id] <= self.asked[message_id], "answered without a call"

    @rule(has_uplink=st.booleans())
    def charger_opens(self, has_uplink: bool) -> None:
        self.is_charger_open = True
        self.is_uplink_open = has_uplink
        self.asked.clear()
        self.answered.clear()
        self.open_at_charger.clear()
        self._fresh_uplink()
        self.feed(ChargerOpened(has_uplink=has_uplink))

    @precondition(lambda self: self.is_charger_open)
    @rule(action=ACTIONS, payload=PAYLOADS)
    def charger_calls(self, action: str, payload: str) -> None:
        self.number += 1
        message_id = f"c{self.number}"
        self.asked[message_id] += 1
        self.payloads[message_id] = (payload, action)
        self.feed(FromCharger(f'[2,"{message_id}","{action}",{payload}]'))

    @precondition(lambda self: self.is_charger_open)
    @rule(text=st.sampled_from(["x", "[]", '[3,"?",{}]', '[3,"?"]', '[4,"?","E"]', "[9]"]))
    def charger_says_nonsense(self, text: str) -> None:
        self.feed(FromCharger(text))

    @precondition(lambda self: self.is_charger_open and self.open_at_charger)
    @rule(is_error=st.booleans())
    def charger_answers(self, is_error: bool) -> None:
        message_id, _ = self.open_at_charger.popitem()
        tail = '"InternalError","",{}' if is_error else '{"s" : 1.0}'
        self.feed(FromCharger(f'[{4 if is_error else 3},"{message_id}",{tail}]'))

    @precondition(lambda self: self.is_uplink_open and self.open_at_central)
    @rule(is_error=st.booleans(), twice=st.booleans())
    def central_answers(self, is_error: bool, twice: bool) -> None:
        message_id, _ = self.open_at_central.popitem()
        tail = '"InternalError","",{}' if is_error else '{"status":"Accepted","interval":60}'
        for _ in range(1 + twice):
            self.feed(FromCentral(f'[{4 if is_error else 3},"{message_id}",{tail}]'))

    @precondition(lambda self: self.is_uplink_open)
    @rule(action=st.sampled_from(["Reset", "RemoteStartTransaction", "SetChargingProfile"]))
    def central_calls(self, action: str) -> None:
        self.number += 1
        message_id = f"s{self.number}"
        self.central_asked[message_id] += 1
        self.feed(FromCentral(f'[2,"{message_id}","{action}",{{"k" : 1.50}}]'))

    @precondition(lambda self: self.is_charger_open)
    @rule()
    def charger_closes(self) -> None:
        self.is_charger_open = False
        self.open_at_charger.clear()
        self.asked.clear()
        self.answered.clear()
        self.feed(ChargerClosed("gone"))

    @precondition(lambda self: self.is_uplink_open)
    @rule()
    def uplink_breaks(self) -> None:
        self.is_uplink_open = False
        self._fresh_uplink()
        self.feed(UplinkDown("gone"))

    @precondition(lambda self: self.is_charger_open and not self.is_uplink_open)
    @rule()
    def uplink_returns(self) -> None:
        self.is_uplink_open = True
        self._fresh_uplink()
        self.feed(UplinkUp())

    @precondition(lambda self: self.is_uplink_open)
    @rule(is_answered=st.booleans())
    def ping_ends(self, is_answered: bool) -> None:
        self.feed(PingEnded(is_answered=is_answered))

    @rule(step_s=st.floats(0.0, 20.0))
    def time_passes(self, step_s: float) -> None:
        end_s = self.now_s + step_s
        while self.wake_s <= end_s:
            self.now_s = max(self.now_s, self.wake_s)
            self.wake_s = float("inf")
            self.feed(Tick())
        self.now_s = end_s

    @invariant()
    def no_call_stays_open_beyond_the_longest_deadline(self) -> None:
        if self.is_charger_open and self.asked != self.answered:
            assert self.wake_s <= self.now_s + 12.0

    @invariant()
    def one_call_of_ours_is_open_at_the_charger(self) -> None:
        recent = [each for each in self.open_at_charger.values() if self.now_s - each < 30.0]
        assert len(recent) <= 1

    def _fresh_uplink(self) -> None:
        self.seen_by_central.clear()
        self.open_at_central.clear()
        self.central_asked.clear()
        self.central_answered.clear()

    def teardown(self) -> None:
        """However it went: after the deadlines every call has had exactly one answer."""
        self.time_passes(60.0)
        if self.is_charger_open:
            assert self.answered == self.asked


TestConversation = Conversation.TestCase
TestConversation.settings = settings(max_examples=200, stateful_step_count=40)
