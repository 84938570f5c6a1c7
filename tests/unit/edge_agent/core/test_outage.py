"""Transactions while central is away: the edge's deadlines meet a charger's retries.

The charger's queue is the emulator's own.
"""

import json

import pytest

from charger_emulator.core.outbox import Message, Outbox, Refused
from edge_agent.core.traffic import (
    Effect,
    Event,
    FromCentral,
    FromCharger,
    Tick,
    ToCentral,
    ToCharger,
    UplinkUp,
)
from tests.unit.edge_agent.core.builders import now, opened

TRANSACTION = ["StartTransaction", "MeterValues", "StopTransaction"]
RETRY = (3, 30.0)
"""TransactionMessageAttempts, and TransactionMessageRetryInterval in seconds of the charger."""
STEP_S = 0.25
END_S = 900.0


class Story:
    """One charger with a whole transaction to tell, its edge, and a central that comes back."""

    def __init__(self, factor: float, *, is_silent: bool = False) -> None:
        self.factor = factor
        self.is_silent = is_silent
        self.proxy = opened(has_uplink=is_silent, factor=factor)
        self.outbox = Outbox()
        for action in TRANSACTION:
            self.outbox.put(Message(action, {"transactionId": 1}, is_transaction=True))
        self.heard: list[str] = []
        self.now_s = 0.0
        self.open: Message | None = None

    def run(self, outage_s: float) -> None:
        """Central is back after so many real seconds; stop when all is long over."""
        is_back = False
        while self.now_s < END_S:
            if not is_back and self.now_s >= outage_s:
                is_back = True
                self.is_silent = False
                self.feed(UplinkUp())
            self.send_next()
            self.feed(Tick())
            self.now_s += STEP_S

    def send_next(self) -> None:
        if self.open is None:
            self.open = self.outbox.next(self.now_s * self.factor)
            if self.open is not None:
                payload = json.dumps(self.open.rendered())
                self.feed(FromCharger(f'[2,"m","{self.open.action}",{payload}]'))

    def feed(self, event: Event) -> None:
        for effect in self.proxy.handle(event, now(self.now_s, self.factor)):
            self.carry_out(effect)

    def carry_out(self, effect: Effect) -> None:
        match effect:
            case ToCentral(text):
                _, message_id, action, _ = json.loads(text)
                if action in TRANSACTION:  # not the edge's own heartbeat
                    self.heard.append(action)
                if not self.is_silent:
                    self.feed(FromCentral(f'[3,"{message_id}",{{}}]'))
            case ToCharger(text):
                assert self.open is not None
                done, self.open = self.open, None
                frame = json.loads(text)
                outcome = {} if frame[0] == 3 else Refused(frame[2])
                self.outbox.settle(done, outcome, self.now_s * self.factor, RETRY)
            case _:
                pass


@pytest.mark.parametrize(
    ("factor", "outage_s"), [(1.0, 2.0), (1.0, 60.0), (1.0, 113.0), (10.0, 32.0)]
)
def test_short_outage_loses_nothing_and_doubles_nothing(factor: float, outage_s: float) -> None:
    story = Story(factor)
    story.run(outage_s)
    assert story.heard == TRANSACTION
    assert story.outbox.discarded == len(story.outbox) == 0


@pytest.mark.parametrize(
    ("factor", "outage_s", "lost"), [(1.0, 116.0, 1), (10.0, 35.0, 1), (1.0, 232.0, 2)]
)
def test_longer_outage_loses_the_oldest_messages(factor: float, outage_s: float, lost: int) -> None:
    story = Story(factor)
    story.run(outage_s)
    assert story.heard == TRANSACTION[lost:]
    assert story.outbox.discarded == lost


def test_central_that_hears_and_is_silent_hears_a_start_again() -> None:
    story = Story(1.0, is_silent=True)
    story.run(20.0)
    assert story.heard[:2] == ["StartTransaction", "StartTransaction"]
    assert story.outbox.discarded == 0
