from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from charger_emulator.core.outbox import MAX_WAITING, Message, Outbox, Refused, Session

RETRY = (3, 30.0)
NO = Refused("InternalError")


def transaction(action: str = "StartTransaction", session: Session | None = None) -> Message:
    return Message(action, {}, session, is_transaction=True)


def test_a_refused_transaction_message_waits_longer_each_time_and_is_given_up_at_last() -> None:
    answers: list[Any] = []
    box, message = Outbox(), transaction()
    message.on_answer = answers.append
    box.put(message)
    box.settle(message, NO, 0.0, RETRY)
    assert box.next(29.0) is None
    assert box.next(30.0) is message
    box.settle(message, NO, 30.0, RETRY)
    assert box.wake_s() == 90.0
    box.settle(message, NO, 90.0, RETRY)
    assert len(box) == 0
    assert answers == [None]


def test_a_transaction_message_without_an_answer_is_never_given_up() -> None:
    box, message, now_s = Outbox(), transaction(), 0.0
    box.put(message)
    waits = []
    for _ in range(20):
        box.settle(message, None, now_s, RETRY)
        wake_s = box.wake_s()
        assert wake_s is not None
        waits.append(wake_s - now_s)
        now_s = wake_s
        assert box.next(now_s) is message
    assert waits[:4] == [30.0, 60.0, 90.0, 90.0]


def test_changes_tell_what_to_write_down_and_what_to_strike_out() -> None:
    box, first, second = Outbox(), transaction(), transaction("StopTransaction")
    box.put(first)
    box.put(Message("Heartbeat", {}))
    assert box.changes() == ([first], [])
    box.put(second)
    box.settle(first, {}, 0.0, RETRY)
    assert box.is_changed
    assert box.changes() == ([second], [1])
    assert not box.is_changed
    anew = Outbox()
    anew.restore([(second.number, transaction("StopTransaction"))])
    anew.put(transaction())
    sent = []
    while (message := anew.next(0.0)) is not None:
        sent.append((message.number, message.action))
        anew.settle(message, {}, 0.0, RETRY)
    assert sent == [(2, "StopTransaction"), (3, "StartTransaction")]


def test_others_pass_a_transaction_message_that_waits_but_transactions_never_do() -> None:
    box, first = Outbox(), transaction()
    box.put(first)
    box.put(transaction("StopTransaction"))
    beat = Message("Heartbeat", {})
    box.put(beat)
    box.settle(first, None, 0.0, RETRY)
    assert box.next(1.0) is beat
    box.settle(beat, {}, 1.0, RETRY)
    assert box.next(1.0) is None
    assert box.next(30.0) is first


def test_a_lost_link_drops_what_makes_no_sense_later_and_tells_so() -> None:
    told: list[Any] = []
    box, kept = Outbox(), transaction()
    box.put(Message("Authorize", {}, on_answer=told.append))
    box.put(kept)
    box.lost()
    assert told == [None]
    assert box.next(0.0) is kept


def test_the_transaction_id_is_filled_in_when_the_message_goes_out() -> None:
    session = Session(1, "A", 0.0)
    stop = Message("StopTransaction", {"meterStop": 5}, session, is_transaction=True)
    assert stop.rendered()["transactionId"] == -1
    session.transaction_id = 12
    assert stop.rendered() == {"meterStop": 5, "transactionId": 12}


def test_a_full_box_drops_samples_and_never_a_start_or_stop() -> None:
    box = Outbox()
    box.put(transaction())
    for _ in range(MAX_WAITING + 10):
        box.put(transaction("MeterValues"))
    box.put(transaction("StopTransaction"))
    sent = []
    while (message := box.next(0.0)) is not None:
        sent.append(message.action)
        box.settle(message, {}, 0.0, RETRY)
    assert len(sent) == MAX_WAITING
    assert (sent[0], sent[-1]) == ("StartTransaction", "StopTransaction")


@given(st.lists(st.sampled_from(["put", "refuse", "silence", "good", "lost", "beat"]), max_size=60))
def test_transaction_messages_go_out_in_order_and_each_is_answered_once(steps: list[str]) -> None:
    box, put, answered, now_s = Outbox(), 0, [], 0.0
    for step in steps:
        now_s += 100.0
        if step == "put":
            number = put
            put += 1
            box.put(
                Message(
                    "X", {}, is_transaction=True, on_answer=lambda _, n=number: answered.append(n)
                )
            )
        elif step == "beat":
            box.put(Message("Heartbeat", {}))
        elif step == "lost":
            box.lost()
        elif (message := box.next(now_s)) is not None:
            outcome = {"refuse": NO, "silence": None}.get(step, {})
            box.settle(message, outcome, now_s, RETRY)
    assert answered == sorted(answered) == list(range(len(answered)))
