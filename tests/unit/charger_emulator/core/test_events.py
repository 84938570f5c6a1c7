from charger_emulator.core.events import CRITICAL, MAX_TRIES, MAX_WAITING, EventQueue
from charger_emulator.core.events import SecurityEvent as Event


def test_an_event_stays_until_it_arrives() -> None:
    queue = EventQueue()
    queue.put(Event.STARTUP, 1.0)
    for _ in range(MAX_TRIES + 2):
        event = queue.next()
        assert event is not None
        queue.settle(event, arrived=False, linked=False)
    assert len(queue) == 1
    queue.settle(event, arrived=True, linked=True)
    assert queue.next() is None


def test_a_server_that_knows_no_events_is_asked_a_few_times_only() -> None:
    queue = EventQueue()
    queue.put(Event.STARTUP, 1.0)
    for left in (1, 1, 0):
        event = queue.next()
        assert event is not None
        queue.settle(event, arrived=False, linked=True)
        assert len(queue) == left


def test_a_full_queue_drops_the_oldest_and_critical_ones_last() -> None:
    queue = EventQueue()
    queue.put(Event.STARTUP, 0.0)
    for at_s in range(2 * MAX_WAITING):
        queue.put(Event.RECONFIGURED, float(at_s))
    assert len(queue) == MAX_WAITING
    first = queue.next()
    assert first is not None
    assert first.kind in CRITICAL


def test_a_long_text_is_cut_to_what_the_wire_takes() -> None:
    queue = EventQueue()
    queue.put(Event.STARTUP, 0.0, "x" * 999)
    event = queue.next()
    assert event is not None
    assert len(event.info) == 255
