"""The proxy machine, one promise after the other."""

import json

import pytest

from edge_agent.core import rules
from edge_agent.core.rules import LinkState
from edge_agent.core.storage import PutRecord
from edge_agent.core.traffic import (
    Answered,
    ChargerClosed,
    ChargerOpened,
    CloseCharger,
    CloseUplink,
    FromCentral,
    FromCharger,
    Heard,
    Keep,
    KeepFailed,
    News,
    Odd,
    PingEnded,
    Promise,
    RecordsGone,
    Storage,
    StorageChanged,
    Tick,
    ToCentral,
    UplinkDown,
    UplinkRefused,
    UplinkUp,
    WakeAt,
)
from tests.unit.edge_agent.core.builders import (
    call,
    central_call,
    now,
    of,
    opened,
    to_central,
    to_charger,
)

BOOT = '{"chargePointVendor":"V","chargePointModel":"M"}'
ACCEPTED = '{"status":"Accepted","currentTime":"2026-07-01T12:00:00Z","interval":600}'
START = '{"connectorId":1,"idTag":"T","meterStart":0,"timestamp":"2026-07-01T12:00:00Z"}'


def test_call_goes_up_under_an_own_id_with_the_payload_as_it_was() -> None:
    proxy = opened()
    effects = proxy.handle(FromCharger('[2,"7","MeterValues",{"a" : 1.50}]'), now())
    assert of(effects, ToCentral) == [ToCentral('[2,"edge-1","MeterValues",{"a" : 1.50}]')]
    assert of(effects, Heard) == [Heard("MeterValues", '{"a" : 1.50}')]


def test_answer_goes_down_under_the_chargers_id() -> None:
    proxy = opened()
    proxy.handle(call("7", "Authorize", '{"idTag":"T"}'), now())
    effects = proxy.handle(FromCentral('[3,"edge-1",{"idTagInfo":{"status":"Blocked"}}]'), now())
    assert to_charger(effects) == [[3, "7", {"idTagInfo": {"status": "Blocked"}}]]
    assert of(effects, Answered)[0].action == "Authorize"


def test_error_of_central_goes_down_as_it_is() -> None:
    proxy = opened()
    proxy.handle(call("7", "Nonsense"), now())
    effects = proxy.handle(FromCentral('[4,"edge-1","NotImplemented","no",{"x":1}]'), now())
    assert to_charger(effects) == [[4, "7", "NotImplemented", "no", {"x": 1}]]


def test_second_call_waits_until_the_first_is_answered() -> None:
    proxy = opened()
    proxy.handle(call("1", "Authorize"), now())
    assert to_central(proxy.handle(call("2", "StatusNotification"), now())) == []
    effects = proxy.handle(FromCentral('[3,"edge-1",{}]'), now())
    assert to_central(effects) == [[2, "edge-2", "StatusNotification", {}]]


def test_repeated_message_id_of_a_charger_is_two_calls() -> None:
    proxy = opened()
    proxy.handle(call("1", "Authorize"), now())
    proxy.handle(call("1", "DataTransfer"), now())
    first = proxy.handle(FromCentral('[3,"edge-1",{"a":1}]'), now())
    second = proxy.handle(FromCentral('[3,"edge-2",{"b":2}]'), now())
    assert to_charger(first) == [[3, "1", {"a": 1}]]
    assert to_charger(second) == [[3, "1", {"b": 2}]]


def test_heartbeat_is_answered_here_with_simulated_time() -> None:
    proxy = opened(factor=40.0)
    effects = proxy.handle(call("h", "Heartbeat"), now(60.0, 40.0))
    assert to_charger(effects) == [[3, "h", {"currentTime": "2026-07-01T12:40:00.000Z"}]]
    assert to_central(effects) == []


@pytest.mark.parametrize(
    "answer",
    ['[3,"edge-9",{}]', '[4,"edge-9","InternalError","",{}]'],
)
def test_answer_to_an_unknown_id_is_dropped_and_counted(answer: str) -> None:
    proxy = opened()
    proxy.handle(call("1", "Authorize"), now())
    effects = proxy.handle(FromCentral(answer), now())
    assert to_charger(effects) == []
    assert of(effects, Odd) == [Odd("unknown_answer", "central")]


def test_second_answer_to_one_call_is_dropped() -> None:
    proxy = opened()
    proxy.handle(call("1", "Authorize"), now())
    proxy.handle(FromCentral('[3,"edge-1",{}]'), now())
    assert to_charger(proxy.handle(FromCentral('[3,"edge-1",{}]'), now())) == []


def test_deadline_answers_the_charger_and_a_late_answer_is_dropped() -> None:
    proxy = opened()
    proxy.handle(call("1", "VendorThing"), now())
    effects = proxy.handle(Tick(), now(rules.DEADLINE_S))
    assert to_charger(effects)[0][:3] == [4, "1", "InternalError"]
    assert proxy.link is LinkState.SUSPECT
    late = proxy.handle(FromCentral('[3,"edge-1",{}]'), now(9.0))
    assert to_charger(late) == []
    assert of(late, Odd) == [Odd("late_answer", "central")]
    assert proxy.link is LinkState.ONLINE


def test_every_call_asks_to_be_woken_at_its_deadline() -> None:
    proxy = opened()
    effects = proxy.handle(call("1", "Authorize"), now(5.0))
    assert of(effects, WakeAt) == [WakeAt(5.0 + rules.DEADLINES_S["Authorize"])]


def test_newer_visit_is_woken_although_the_older_one_asked_to_be() -> None:
    proxy = opened()
    proxy.handle(call("1", "Authorize"), now())
    proxy.handle(ChargerOpened(has_uplink=True), now(1.0))
    effects = proxy.handle(call("2", "Authorize"), now(2.0))
    assert of(effects, WakeAt) == [WakeAt(2.0 + rules.DEADLINES_S["Authorize"])]


def test_two_calls_without_an_answer_close_the_uplink() -> None:
    proxy = opened()
    proxy.handle(call("1", "Authorize"), now())
    proxy.handle(Tick(), now(12.0))
    proxy.handle(call("2", "Authorize"), now(12.0))
    effects = proxy.handle(Tick(), now(24.0))
    assert of(effects, CloseUplink) == [CloseUplink("2 calls missed")]


def test_two_missed_pongs_close_the_uplink_and_one_in_between_forgives() -> None:
    proxy = opened()
    missed, seen = PingEnded(is_answered=False), PingEnded(is_answered=True)
    assert of(proxy.handle(missed, now()), CloseUplink) == []
    assert proxy.link is LinkState.SUSPECT
    proxy.handle(seen, now())
    assert proxy.link is LinkState.ONLINE
    proxy.handle(missed, now())
    assert of(proxy.handle(missed, now()), CloseUplink) == [CloseUplink("2 pongs missed")]


def test_start_survives_a_broken_uplink_under_its_old_id() -> None:
    proxy = opened()
    sent = proxy.handle(call("1", "StartTransaction", START), now())
    lost = proxy.handle(UplinkDown("gone"), now(1.0))
    assert to_charger(lost)[0][2]["transactionId"] >= 2_000_000_000
    again = proxy.handle(UplinkUp(), now(2.0))
    assert (
        to_central(again)
        == to_central(sent)
        == [[2, "edge-1", "StartTransaction", json.loads(START)]]
    )
    assert to_charger(proxy.handle(FromCentral('[3,"edge-1",{"transactionId":5}]'), now(3.0))) == []


def test_loss_and_return_of_the_uplink_are_told_once_each() -> None:
    proxy = opened()
    lost = proxy.handle(UplinkDown("gone"), now())
    again = proxy.handle(UplinkDown("gone"), now())
    back = proxy.handle(UplinkUp(), now())
    assert [of(each, News) for each in (lost, again, back)] == [
        [News("uplink_lost", "gone")],
        [],
        [News("uplink_back")],
    ]


@pytest.mark.parametrize(
    ("action", "answer"),
    [
        ("Authorize", {"idTagInfo": {"status": "Invalid"}}),
        ("DataTransfer", {"status": "Rejected"}),
        ("SignCertificate", {"status": "Rejected"}),
        ("FirmwareStatusNotification", {}),
    ],
)
def test_call_that_waits_when_the_uplink_breaks_is_answered_here(
    action: str, answer: dict[str, object]
) -> None:
    proxy = opened()
    before = to_charger(proxy.handle(call("1", action), now()))
    after = to_charger(proxy.handle(UplinkDown(), now()))
    assert [*before, *after] == [[3, "1", answer]]


def test_unknown_action_fails_while_central_is_away() -> None:
    effects = opened(has_uplink=False).handle(call("1", "VendorThing"), now())
    assert to_charger(effects)[0][:3] == [4, "1", "InternalError"]


class TestBoot:
    def test_unknown_charger_is_pending_while_central_is_away(self) -> None:
        proxy = opened(has_uplink=False)
        answer = to_charger(proxy.handle(call("b", "BootNotification", BOOT), now()))[0][2]
        assert answer["status"] == "Pending"
        assert answer["interval"] == rules.PENDING_INTERVAL_S

    def test_accepted_charger_stays_accepted_with_centrals_interval(self) -> None:
        proxy = opened()
        proxy.handle(call("b", "BootNotification", BOOT), now())
        proxy.handle(FromCentral(f'[3,"edge-1",{ACCEPTED}]'), now())
        proxy.handle(UplinkDown(), now(1.0))
        answer = to_charger(proxy.handle(call("c", "BootNotification", BOOT), now(2.0)))[0][2]
        assert answer == {
            "status": "Accepted",
            "currentTime": "2026-07-01T12:00:02.000Z",
            "interval": 600,
        }

    def test_boot_that_central_missed_goes_up_first_and_its_answer_stays_here(self) -> None:
        proxy = opened(has_uplink=False)
        proxy.handle(call("b", "BootNotification", BOOT), now())
        proxy.handle(call("s", "StatusNotification"), now())
        up = proxy.handle(UplinkUp(), now(1.0))
        assert [frame[2] for frame in to_central(up)] == ["BootNotification"]
        message_id = to_central(up)[0][1]
        answered = proxy.handle(FromCentral(f'[3,"{message_id}",{ACCEPTED}]'), now(2.0))
        assert to_charger(answered) == []
        assert [frame[2] for frame in to_central(answered)] == ["StatusNotification"]

    def test_boot_that_reached_central_is_not_sent_again(self) -> None:
        proxy = opened()
        proxy.handle(call("b", "BootNotification", BOOT), now())
        proxy.handle(FromCentral(f'[3,"edge-1",{ACCEPTED}]'), now())
        proxy.handle(UplinkDown(), now(1.0))
        assert to_central(proxy.handle(UplinkUp(), now(2.0))) == []

    @pytest.mark.parametrize("interval", ["1e308", "0", "-5", "2147483648", "9" * 300])
    def test_interval_that_no_charger_could_keep_is_the_default(self, interval: str) -> None:
        proxy = opened()
        proxy.handle(call("b", "BootNotification", BOOT), now())
        verdict = f'{{"status":"Accepted","interval":{interval}}}'
        proxy.handle(FromCentral(f'[3,"edge-1",{verdict}]'), now())
        proxy.handle(UplinkDown(), now(1.0))
        answer = to_charger(proxy.handle(call("c", "BootNotification", BOOT), now(2.0)))[0][2]
        assert answer["interval"] == rules.DEFAULT_HEARTBEAT_S

    def test_rejection_by_central_ends_the_welcome(self) -> None:
        proxy = opened()
        for number, verdict in enumerate((ACCEPTED, '{"status":"Rejected"}'), start=1):
            proxy.handle(call("b", "BootNotification", BOOT), now())
            proxy.handle(FromCentral(f'[3,"edge-{number}",{verdict}]'), now())
        proxy.handle(UplinkDown(), now(1.0))
        answer = to_charger(proxy.handle(call("c", "BootNotification", BOOT), now(2.0)))[0][2]
        assert answer["status"] == "Pending"

    def test_late_verdict_of_central_is_learnt(self) -> None:
        proxy = opened()
        proxy.handle(call("b", "BootNotification", BOOT), now())
        pending = proxy.handle(Tick(), now(8.0))
        assert to_charger(pending)[0][2]["status"] == "Pending"
        proxy.handle(FromCentral(f'[3,"edge-1",{ACCEPTED}]'), now(9.0))
        proxy.handle(UplinkDown(), now(10.0))
        answer = to_charger(proxy.handle(call("c", "BootNotification", BOOT), now(11.0)))[0][2]
        assert answer["status"] == "Accepted"


class TestHeartbeatOfTheEdge:
    def test_it_is_sent_when_the_charger_was_heard_and_nothing_else_went_up(self) -> None:
        proxy = opened(factor=10.0)
        due_s = rules.DEFAULT_HEARTBEAT_S / 10.0
        proxy.handle(call("h", "Heartbeat"), now(due_s - 1.0))
        effects = proxy.handle(Tick(), now(due_s))
        assert to_central(effects) == [[2, "edge-1", "Heartbeat", {}]]
        answered = proxy.handle(FromCentral('[3,"edge-1",{"currentTime":"x"}]'), now(due_s))
        assert to_charger(answered) == []

    def test_silent_charger_gets_none(self) -> None:
        proxy = opened()
        assert to_central(proxy.handle(Tick(), now(rules.DEFAULT_HEARTBEAT_S))) == []

    def test_other_calls_count_as_signs_of_life(self) -> None:
        proxy = opened()
        proxy.handle(call("s", "StatusNotification"), now(200.0))
        proxy.handle(FromCentral('[3,"edge-1",{}]'), now(200.0))
        assert to_central(proxy.handle(Tick(), now(300.0))) == []
        proxy.handle(call("h", "Heartbeat"), now(400.0))
        assert len(to_central(proxy.handle(Tick(), now(500.0)))) == 1


class TestCallsOfCentral:
    def test_relayed_down_and_answered_up_unchanged(self) -> None:
        proxy = opened()
        down = proxy.handle(central_call("c1", "Reset", '{"type": "Soft"}'), now())
        assert down[0].text == '[2,"edge-1","Reset",{"type": "Soft"}]'  # type: ignore[union-attr]
        up = proxy.handle(FromCharger('[3,"edge-1",{"status" : "Accepted"}]'), now())
        assert of(up, ToCentral) == [ToCentral('[3,"c1",{"status" : "Accepted"}]')]

    def test_second_one_waits_for_the_answer_to_the_first(self) -> None:
        proxy = opened()
        proxy.handle(central_call("c1", "Reset"), now())
        assert to_charger(proxy.handle(central_call("c2", "ClearCache"), now())) == []
        after = proxy.handle(FromCharger('[4,"edge-1","InternalError","",{}]'), now())
        assert to_central(after) == [[4, "c1", "InternalError", "", {}]]
        assert to_charger(after) == [[2, "edge-2", "ClearCache", {}]]

    def test_charger_that_gives_no_answer_is_reported_and_the_next_call_goes_out(self) -> None:
        proxy = opened()
        proxy.handle(central_call("c1", "Reset"), now())
        proxy.handle(central_call("c2", "ClearCache"), now(10.0))
        effects = proxy.handle(Tick(), now(rules.DOWN_DEADLINE_S))
        assert to_central(effects)[0][:3] == [4, "c1", "InternalError"]
        assert to_charger(effects) == [[2, "edge-2", "ClearCache", {}]]

    def test_call_that_waited_long_has_its_full_time_at_the_charger(self) -> None:
        proxy = opened()
        proxy.handle(central_call("c1", "Reset"), now())
        proxy.handle(central_call("c2", "ClearCache"), now(1.0))
        sent = proxy.handle(Tick(), now(rules.DOWN_DEADLINE_S))
        assert to_charger(sent) == [[2, "edge-2", "ClearCache", {}]]
        proxy.handle(central_call("c3", "Reset"), now(31.0))
        assert to_charger(proxy.handle(Tick(), now(32.0))) == []
        late = proxy.handle(FromCharger('[3,"edge-2",{}]'), now(55.0))
        assert to_central(late) == [[3, "c2", {}]]

    def test_charger_that_closes_fails_what_is_open_and_what_waits(self) -> None:
        proxy = opened()
        proxy.handle(central_call("c1", "Reset"), now())
        proxy.handle(central_call("c2", "RemoteStartTransaction"), now())
        up = to_central(proxy.handle(ChargerClosed(), now()))
        assert up[0][:3] == [4, "c1", "InternalError"]
        assert up[1] == [3, "c2", {"status": "Rejected"}]

    def test_answer_after_the_uplink_broke_reaches_nobody(self) -> None:
        proxy = opened()
        proxy.handle(central_call("c1", "Reset"), now())
        proxy.handle(UplinkDown(), now(1.0))
        proxy.handle(UplinkUp(), now(2.0))
        assert to_central(proxy.handle(FromCharger('[3,"edge-1",{}]'), now(3.0))) == []

    def test_new_call_waits_for_the_answer_to_one_whose_asker_is_gone(self) -> None:
        proxy = opened()
        proxy.handle(central_call("c1", "Reset"), now())
        proxy.handle(UplinkDown(), now(1.0))
        proxy.handle(UplinkUp(), now(2.0))
        assert to_charger(proxy.handle(central_call("c1", "ClearCache"), now(3.0))) == []
        after = proxy.handle(FromCharger('[3,"edge-1",{}]'), now(4.0))
        assert to_charger(after) == [[2, "edge-2", "ClearCache", {}]]

    def test_unreadable_answer_is_told_to_central(self) -> None:
        proxy = opened()
        proxy.handle(central_call("c1", "Reset"), now())
        effects = proxy.handle(FromCharger('[3,"edge-1"]'), now())
        assert to_central(effects)[0][:3] == [4, "c1", "FormationViolation"]


class TestMalformedFrames:
    def test_charger_is_told_where_the_id_can_be_read(self) -> None:
        effects = opened().handle(FromCharger('[2,"9","X"]'), now())
        assert to_charger(effects)[0][:3] == [4, "9", "FormationViolation"]
        assert [each.kind for each in of(effects, Odd)] == ["malformed_frame"]

    def test_garbage_is_counted_with_what_is_allowed_and_nothing_else(self) -> None:
        effects = opened().handle(FromCharger("garbage" * 100), now())
        assert to_charger(effects) == to_central(effects) == []
        (odd,) = of(effects, Odd)
        assert odd.kind == "malformed_frame"
        assert "'garbagegarbage" in odd.detail
        assert "[2,id,action,payload]" in odd.detail
        assert len(odd.detail) < 400

    def test_garbage_of_central_is_not_shown_since_it_may_hold_a_key(self) -> None:
        text = '[2,"c","ChangeConfiguration",{"key":"AuthorizationKey","value":"s3cret"'
        (odd,) = of(opened().handle(FromCentral(text), now()), Odd)
        assert odd.kind == "malformed_frame"
        assert "s3cret" not in odd.detail

    def test_unknown_action_is_counted_and_relayed_all_the_same(self) -> None:
        effects = opened().handle(call("1", "Explode"), now())
        assert to_central(effects) == [[2, "edge-1", "Explode", {}]]
        (odd,) = of(effects, Odd)
        assert odd.kind == "unknown_action"
        assert "'Explode'" in odd.detail
        assert "StopTransaction" in odd.detail

    def test_central_is_told_where_the_id_can_be_read(self) -> None:
        effects = opened().handle(FromCentral('[2,"9","X",7]'), now())
        assert to_central(effects)[0][:3] == [4, "9", "FormationViolation"]

    def test_unreadable_answer_of_central_fails_the_call(self) -> None:
        proxy = opened()
        proxy.handle(call("1", "Authorize"), now())
        effects = proxy.handle(FromCentral('[3,"edge-1"]'), now())
        assert to_charger(effects)[0][:3] == [4, "1", "InternalError"]


def test_call_beyond_the_longest_queue_is_refused_and_a_stop_never() -> None:
    proxy = opened()
    for number in range(1 + rules.MAX_WAITING):
        assert to_charger(proxy.handle(call(f"d{number}", "DataTransfer"), now())) == []
    assert to_charger(proxy.handle(call("x", "Authorize"), now()))[0][:3] == [
        4,
        "x",
        "InternalError",
    ]
    assert to_charger(proxy.handle(call("s", "StopTransaction"), now())) == [[3, "s", {}]]


class TestDisk:
    def test_what_proves_something_is_kept_before_it_is_answered_or_sent(self) -> None:
        proxy = opened()
        proxy.handle(call("1", "StartTransaction", START), now())
        for action in ("StopTransaction", "StatusNotification", "SecurityEventNotification"):
            kinds = [type(each) for each in proxy.handle(call(action, action), now())]
            assert kinds.index(Keep) < kinds.index(Promise)

    @pytest.mark.parametrize(
        ("action", "is_synced"),
        [("StartTransaction", True), ("StopTransaction", True), ("StatusNotification", False)],
    )
    def test_money_survives_a_power_cut(self, action: str, is_synced: bool) -> None:
        (keep,) = of(opened().handle(call("1", action, START), now()), Keep)
        assert keep.survives_power_cut == is_synced

    def test_start_that_the_disk_did_not_take_is_refused_and_forgotten(self) -> None:
        proxy = opened()
        (keep,) = of(proxy.handle(call("1", "StartTransaction", START), now()), Keep)
        (number,) = [each.record.number for each in keep.changes if isinstance(each, PutRecord)]
        failed = to_charger(proxy.handle(KeepFailed({number}), now()))
        assert failed[0][:3] == [4, "1", "InternalError"]
        again = proxy.handle(call("2", "StartTransaction", START), now())
        assert len(to_central(again)) == 1

    def test_stop_that_the_disk_did_not_take_is_new_when_it_is_repeated(self) -> None:
        proxy = opened(has_uplink=False)
        proxy.handle(call("1", "StartTransaction", START), now())
        stop = '{"transactionId":2000000000,"meterStop":5,"timestamp":"2026-07-01T13:00:00Z"}'
        (keep,) = of(proxy.handle(call("2", "StopTransaction", stop), now()), Keep)
        (number,) = [each.record.number for each in keep.changes if isinstance(each, PutRecord)]
        proxy.handle(KeepFailed({number}), now())
        assert proxy.waiting == 1
        proxy.handle(call("3", "StopTransaction", stop), now())
        assert proxy.waiting == 2

    @pytest.mark.parametrize("storage", [Storage.STOPS_ONLY, Storage.NOTHING])
    def test_full_disk_relays_while_central_is_there(self, storage: Storage) -> None:
        proxy = opened()
        proxy.handle(StorageChanged(storage), now())
        sent = to_central(proxy.handle(call("1", "StartTransaction", START), now()))
        assert sent == [[2, "edge-1", "StartTransaction", json.loads(START)]]
        answered = proxy.handle(FromCentral('[3,"edge-1",{"transactionId":5}]'), now())
        assert to_charger(answered) == [[3, "1", {"transactionId": 5}]]

    def test_full_disk_refuses_starts_while_central_is_away_and_takes_stops(self) -> None:
        proxy = opened(has_uplink=False)
        proxy.handle(StorageChanged(Storage.STOPS_ONLY), now())
        start = to_charger(proxy.handle(call("1", "StartTransaction", START), now()))
        stop = to_charger(proxy.handle(call("2", "StopTransaction"), now()))
        assert start[0][:3] == [4, "1", "InternalError"]
        assert stop == [[3, "2", {}]]

    def test_disk_that_takes_nothing_leaves_stops_with_the_charger(self) -> None:
        proxy = opened(has_uplink=False)
        proxy.handle(StorageChanged(Storage.NOTHING), now())
        stop = to_charger(proxy.handle(call("2", "StopTransaction"), now()))
        assert stop[0][:3] == [4, "2", "InternalError"]

    def test_shed_records_are_not_waited_for(self) -> None:
        proxy = opened(has_uplink=False)
        effects = proxy.handle(call("1", "StatusNotification"), now())
        (keep,) = of(effects, Keep)
        numbers = {each.record.number for each in keep.changes if isinstance(each, PutRecord)}
        proxy.handle(RecordsGone(numbers), now())
        assert proxy.waiting == 0
        assert to_central(proxy.handle(UplinkUp(), now())) == []


class TestChargerThatLeaves:
    def test_uplink_closes_at_once_when_nothing_is_left(self) -> None:
        effects = opened().handle(ChargerClosed("bye"), now())
        assert of(effects, News) == [News("disconnected", "bye")]
        assert of(effects, CloseUplink) == [CloseUplink("charger is gone")]

    def test_transaction_messages_still_reach_central(self) -> None:
        proxy = opened()
        proxy.handle(call("1", "MeterValues", '{"transactionId":1}'), now())
        proxy.handle(call("2", "StopTransaction"), now())
        proxy.handle(call("3", "StatusNotification"), now())
        assert of(proxy.handle(ChargerClosed(), now()), CloseUplink) == []
        for number, action in ((1, "StopTransaction"), (2, "StatusNotification")):
            sent = proxy.handle(FromCentral(f'[3,"edge-{number}",{{}}]'), now())
            assert [frame[2] for frame in to_central(sent)] == [action]
        assert of(proxy.handle(FromCentral('[3,"edge-3",{}]'), now()), CloseUplink)

    def test_newer_connection_gets_no_answer_that_the_older_one_asked_for(self) -> None:
        proxy = opened()
        proxy.handle(call("1", "StartTransaction", START), now())
        proxy.handle(ChargerOpened(has_uplink=True), now(1.0))
        effects = proxy.handle(FromCentral('[3,"edge-1",{"transactionId":5}]'), now(2.0))
        assert to_charger(effects) == []

    def test_refusal_by_central_closes_the_charger(self) -> None:
        effects = opened(has_uplink=False).handle(UplinkRefused(401), now())
        assert of(effects, CloseCharger) == [CloseCharger("central refused the connection: 401")]
