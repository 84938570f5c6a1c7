"""Sessions while central is away: nothing lost, nothing doubled, in order, with the right ids."""

import json

import pytest

from contract.ocpp16 import AuthorizationStatus
from edge_agent.core.rules import DEADLINE_S, LinkState
from edge_agent.core.transactions import FIRST_LOCAL_ID
from tests.unit.edge_agent.core.offline_world import World, numbers, readings, start, stop

SESSION = ["StartTransaction", "MeterValues", "StopTransaction"]


def plugged(*, is_up: bool = True, is_booted: bool = True, **options: object) -> World:
    world = World(**options)  # type: ignore[arg-type]
    world.is_up = is_up
    world.plug()
    if is_booted:
        world.ask("BootNotification", chargePointVendor="V", chargePointModel="M")
    return world


def offline(**options: object) -> World:
    """A charger that central accepted, and a link that broke."""
    world = plugged(**options)
    world.link_down()
    return world


def session_offline(world: World) -> int:
    """Start, one reading, stop; the id that the charger used."""
    given: int = world.ask("StartTransaction", **start(10))[2]["transactionId"]
    world.ask("MeterValues", **readings(20, given))
    world.ask("StopTransaction", **stop(30, given))
    return given


def test_session_begun_while_central_is_away_goes_up_whole_under_central_s_id() -> None:
    world = offline()
    assert session_offline(world) == FIRST_LOCAL_ID
    world.link_up()
    world.pass_time(5.0)
    heard = world.ledger.of(*SESSION)
    assert [action for action, _ in heard] == SESSION
    assert [payload.get("transactionId") for _, payload in heard] == [None, 1, 1]
    assert world.proxy.link is LinkState.ONLINE
    assert world.proxy.is_finished


def test_every_answer_while_central_is_away_is_given_at_once() -> None:
    world = offline()
    for action, fields in (
        ("Authorize", {"idTag": "T"}),
        ("StartTransaction", start(1)),
        ("StatusNotification", {"connectorId": 1, "status": "Charging", "errorCode": "NoError"}),
        ("MeterValues", readings(2, FIRST_LOCAL_ID)),
        ("Heartbeat", {}),
        ("StopTransaction", stop(3, FIRST_LOCAL_ID)),
        ("BootNotification", {"chargePointVendor": "V", "chargePointModel": "M"}),
    ):
        assert world.ask(action, patience_s=0.0, **fields)[0] == 3, action


def test_online_start_has_central_s_own_id() -> None:
    world = plugged()
    answer = world.ask("StartTransaction", **start(1))
    assert answer[2] == {"idTagInfo": {"status": "Accepted"}, "transactionId": 1}
    assert "answered_locally" not in world.odd


def test_start_that_central_answers_too_late_has_two_ids_and_central_hears_its_own() -> None:
    world = plugged()
    world.latency_s = DEADLINE_S + 1.0
    given = world.ask("StartTransaction", **start(10))[2]["transactionId"]
    assert given >= FIRST_LOCAL_ID
    assert "answered_locally" in world.odd
    world.latency_s = 0.05
    world.pass_time(5.0)
    world.ask("StopTransaction", **stop(20, given))
    world.pass_time(1.0)
    assert world.ledger.of("StopTransaction")[0][1]["transactionId"] == 1


def test_call_of_central_names_the_transaction_as_the_charger_knows_it() -> None:
    world = offline()
    given = world.ask("StartTransaction", **start(10))[2]["transactionId"]
    world.link_up()
    world.pass_time(5.0)
    world.central_says("RemoteStopTransaction", transactionId=1)
    assert world.calls[-1][3] == {"transactionId": given}
    world.answer(world.calls[-1])
    cost = json.dumps({"transactionId": 1, "cost": 1.5})
    for name in ("RunningCost", "FinalCost"):
        vendor = "org.openchargealliance.costmsg"
        world.central_says("DataTransfer", vendorId=vendor, messageId=name, data=cost)
        assert json.loads(world.calls[-1][3]["data"])["transactionId"] == given
        world.answer(world.calls[-1])
    profile = {"chargingProfileId": 1, "transactionId": 1}
    world.central_says("SetChargingProfile", connectorId=1, csChargingProfiles=profile)
    assert world.calls[-1][3]["csChargingProfiles"]["transactionId"] == given


def test_late_verdict_that_says_no_stops_the_session_at_the_charger() -> None:
    world = offline(accepts_unknown_tags=True)
    world.ledger.tags["TAG"] = "Blocked"
    answer = world.ask("StartTransaction", **start(10))[2]
    assert answer["idTagInfo"]["status"] == "Accepted"
    world.link_up()
    world.pass_time(5.0)
    assert [each[2:] for each in world.calls] == [
        ["RemoteStopTransaction", {"transactionId": answer["transactionId"]}]
    ]
    before = len(world.ledger.raw)
    world.answer(world.calls[-1])
    assert len(world.ledger.raw) == before, "the edge's own call is nobody's business"


def test_late_verdict_reaches_a_charger_that_was_away_when_it_came() -> None:
    world = offline()
    world.ledger.tags["TAG"] = "Blocked"
    given = world.ask("StartTransaction", **start(10))[2]["transactionId"]
    world.unplug()
    world.link_up()
    world.pass_time(5.0)
    world.plug()
    world.pass_time(1.0)
    assert [each[2:] for each in world.calls] == [
        ["RemoteStopTransaction", {"transactionId": given}]
    ]


def test_late_verdict_leaves_a_session_that_is_over_alone() -> None:
    world = offline(accepts_unknown_tags=True)
    world.ledger.tags["TAG"] = "Blocked"
    session_offline(world)
    world.link_up()
    world.pass_time(5.0)
    assert world.calls == []


@pytest.mark.parametrize("effects", range(6))
def test_power_cut_at_any_step_of_a_start_loses_and_doubles_nothing(effects: int) -> None:
    for is_up in (True, False):
        world = plugged(is_up=is_up, is_booted=False)
        world.effects_left = effects
        world.ask("StartTransaction", patience_s=10.0, **start(10))
        world.effects_left = None
        answer = world.ask("StartTransaction", **start(10))  # the charger repeats what got lost
        given = answer[2]["transactionId"]
        world.ask("StopTransaction", **stop(20, given))
        world.link_up()
        world.pass_time(60.0)
        heard = world.ledger.of(*SESSION)
        assert [action for action, _ in heard] == ["StartTransaction", "StopTransaction"]
        assert heard[1][1]["transactionId"] == 1


@pytest.mark.parametrize("effects", range(8))
def test_power_cut_at_any_step_of_a_replay_loses_and_doubles_nothing(effects: int) -> None:
    world = offline()
    session_offline(world)
    world.effects_left = effects
    world.link_up()
    world.pass_time(60.0)
    assert [action for action, _ in world.ledger.of(*SESSION)] == SESSION


def test_start_that_is_repeated_with_a_new_id_is_one_transaction() -> None:
    for is_up in (True, False):
        world = plugged(is_up=is_up)
        first = world.ask("StartTransaction", **start(10))
        second = world.ask("StartTransaction", **start(10))
        assert first[2]["transactionId"] == second[2]["transactionId"]
        world.link_up()
        world.pass_time(5.0)
        assert len(world.ledger.of("StartTransaction")) == 1


def test_stop_and_readings_that_are_repeated_go_up_once() -> None:
    world = offline()
    given = world.ask("StartTransaction", **start(10))[2]["transactionId"]
    for _ in range(3):
        world.ask("MeterValues", **readings(20, given))
    for _ in range(3):
        assert world.ask("StopTransaction", **stop(30, given))[2] == {}
    world.link_up()
    world.pass_time(5.0)
    assert [action for action, _ in world.ledger.of(*SESSION)] == SESSION


@pytest.mark.parametrize("unknown", [0, -1, 77])
def test_id_that_nobody_gave_means_the_one_open_session_of_its_connector(unknown: int) -> None:
    world = offline()
    world.ask("StartTransaction", **start(10, connector=1))
    world.ask("StartTransaction", **start(11, connector=2))
    world.ask("MeterValues", **readings(20, unknown, connector=2))
    world.link_up()
    world.pass_time(5.0)
    assert world.ledger.of("MeterValues")[0][1]["transactionId"] == 2


@pytest.mark.parametrize(
    ("sessions", "at"),
    [pytest.param(2, 20, id="two fit"), pytest.param(1, 5, id="it was before the start")],
)
def test_stop_without_a_known_id_is_no_guess(sessions: int, at: int) -> None:
    world = offline()
    for connector in range(1, 1 + sessions):
        world.ask("StartTransaction", **start(10, connector=connector))
    world.ask("StopTransaction", **stop(at, -1))
    world.link_up()
    world.pass_time(5.0)
    assert world.ledger.of("StopTransaction")[0][1]["transactionId"] == -1
    assert "orphan" in world.odd


def test_stop_without_a_start_is_forwarded_as_it_is() -> None:
    world = offline()
    assert world.ask("StopTransaction", **stop(20, 4711))[0] == 3
    world.link_up()
    world.pass_time(5.0)
    assert world.ledger.of("StopTransaction")[0][1] == stop(20, 4711)


def test_start_without_stop_ends_with_the_next_one_on_its_connector() -> None:
    world = offline()
    world.ask("StartTransaction", **start(10))
    world.ask("BootNotification", chargePointVendor="V", chargePointModel="M")
    second = world.ask("StartTransaction", **start(100))[2]["transactionId"]
    world.ask("MeterValues", **readings(110, 0))
    world.ask("StopTransaction", **stop(120, second))
    world.link_up()
    world.pass_time(5.0)
    heard = world.ledger.of(*SESSION)
    assert [payload.get("transactionId") for _, payload in heard] == [None, None, 2, 2]


def test_reading_without_an_id_on_a_busy_connector_is_part_of_its_session() -> None:
    world = offline()
    world.ask("StartTransaction", **start(10))
    for number in (20, 30, 40):
        world.ask("MeterValues", **readings(number, None))
    world.link_up()
    world.pass_time(5.0)
    assert list(numbers(world)) == [20, 30, 40]
    assert "transactionId" not in world.ledger.of("MeterValues")[0][1]


def test_reading_of_the_whole_charger_is_kept_as_the_newest_only() -> None:
    world = offline()
    for number in (20, 30, 40):
        assert world.ask("MeterValues", **readings(number, None, connector=0))[0] == 3
    world.link_up()
    world.pass_time(5.0)
    assert list(numbers(world)) == [40]


def test_newest_reading_of_each_measurand_is_kept() -> None:
    world = offline()
    for number, measurand in enumerate(("Voltage", "Temperature", "Voltage")):
        said = readings(number, None, connector=0)
        said["meterValue"][0]["sampledValue"][0]["measurand"] = measurand
        world.ask("MeterValues", **said)
    world.link_up()
    world.pass_time(5.0)
    assert list(numbers(world)) == [1, 2]


class TestOrderOnReconnect:
    def test_boot_states_security_then_sessions(self) -> None:
        world = offline()
        session_offline(world)
        world.ask("SecurityEventNotification", type="ResetOrReboot", timestamp="x")
        world.ask("FirmwareStatusNotification", status="Installed")
        for state in ("Preparing", "Charging", "Available"):
            world.ask("StatusNotification", connectorId=1, status=state, errorCode="NoError")
        world.ask("BootNotification", chargePointVendor="V", chargePointModel="M")
        world.ledger.heard.clear()
        world.link_up()
        world.pass_time(5.0)
        assert [action for action, _ in world.ledger.heard] == [
            "BootNotification",
            "StatusNotification",
            "SecurityEventNotification",
            *SESSION,
            "FirmwareStatusNotification",
        ]
        state = world.ledger.of("StatusNotification")[0][1]
        assert state["status"] == "Available"
        assert state["timestamp"].startswith("2026-07-01T12:00")

    def test_every_state_with_an_error_goes_up_and_its_own_time_stays(self) -> None:
        world = offline()
        for number, code in enumerate(("NoError", "HighTemperature", "NoError", "NoError")):
            world.ask(
                "StatusNotification",
                connectorId=1,
                status="Available",
                errorCode=code,
                timestamp=f"2026-07-01T00:00:0{number}Z",
            )
        world.link_up()
        world.pass_time(5.0)
        states = [each["timestamp"][-3:] for _, each in world.ledger.of("StatusNotification")]
        assert states == ["01Z", "03Z"]

    def test_driver_s_tag_goes_between_two_records(self) -> None:
        world = offline(latency_s=0.5)
        given = world.ask("StartTransaction", **start(10))[2]["transactionId"]
        for number in range(1000):
            world.ask("MeterValues", **readings(20 + number, given))
        world.link_up()
        world.pass_time(3.0)
        begun_s = world.now_s
        assert world.ask("Authorize", idTag="T")[2]["idTagInfo"]["status"] == "Accepted"
        assert world.now_s - begun_s <= 2 * 0.5 + 0.1

    def test_start_amid_a_replay_waits_for_nobody_and_goes_to_the_tail(self) -> None:
        world = offline()
        given = world.ask("StartTransaction", **start(10))[2]["transactionId"]
        for number in range(200):
            world.ask("MeterValues", **readings(20 + number, given))
        world.link_up()
        world.pass_time(1.0)
        assert world.ask("StartTransaction", patience_s=0.0, **start(500, connector=2))[0] == 3
        world.pass_time(60.0)
        assert [action for action, _ in world.ledger.of(*SESSION)] == [
            "StartTransaction",
            *["MeterValues"] * 200,
            "StartTransaction",
        ]
        assert list(numbers(world)) == list(range(20, 220))

    def test_replay_keeps_its_pace(self) -> None:
        world = offline(latency_s=0.001, replay_per_s=20.0)
        given = world.ask("StartTransaction", **start(10))[2]["transactionId"]
        for number in range(300):
            world.ask("MeterValues", **readings(20 + number, given))
        world.link_up()
        world.pass_time(10.0)
        assert 200 <= len(list(numbers(world))) <= 225


class TestCentralThatMisbehaves:
    def test_silent_central_is_cut_and_every_call_answered_in_time(self) -> None:
        world = plugged()
        world.is_silent = True
        for action, fields, within_s in (
            ("Authorize", {"idTag": "T"}, 12.0),
            ("StartTransaction", start(10), 8.0),
            ("StopTransaction", stop(20, 0), 0.0),
        ):
            begun_s = world.now_s
            assert world.ask(action, **fields)[0] == 3
            assert world.now_s - begun_s <= within_s
        world.is_silent = False
        world.pass_time(60.0)
        assert [action for action, _ in world.ledger.of(*SESSION)] == [
            "StartTransaction",
            "StopTransaction",
        ]

    def test_refused_record_is_set_aside_after_three_tries_and_the_next_goes_on(self) -> None:
        world = offline()
        session_offline(world)
        world.ledger.refused.add("MeterValues")
        world.link_up()
        world.pass_time(60.0)
        assert [action for action, _ in world.ledger.of(*SESSION)] == [
            "StartTransaction",
            "StopTransaction",
        ]
        assert world.odd.count("record_refused") == 2
        assert world.odd.count("set_aside") == 1

    def test_refused_start_takes_its_session_along_and_no_other(self) -> None:
        world = offline()
        session_offline(world)
        world.ledger.refused.add("StartTransaction")
        world.link_up()
        world.pass_time(10.0)
        assert world.odd.count("set_aside") == 3
        assert world.proxy.is_finished
        world.ledger.refused.clear()
        given = world.ask("StartTransaction", **start(100))[2]["transactionId"]
        world.ask("StopTransaction", **stop(110, given))
        world.pass_time(1.0)
        assert [action for action, _ in world.ledger.of(*SESSION)] == [
            "StartTransaction",
            "StopTransaction",
        ]

    def test_central_that_forgot_everything_gets_the_stop_under_the_id_it_gave(self) -> None:
        world = plugged()
        given = world.ask("StartTransaction", **start(10))[2]["transactionId"]
        world.link_down()
        world.ledger = type(world.ledger)()
        world.link_up()
        world.ask("StopTransaction", **stop(20, given))
        world.pass_time(1.0)
        assert world.ledger.of("StopTransaction")[0][1]["transactionId"] == given

    def test_central_that_counts_ids_anew_does_not_mix_two_open_sessions(self) -> None:
        world = plugged()
        first = world.ask("StartTransaction", **start(10, connector=1))[2]["transactionId"]
        world.link_down()
        world.ledger = type(world.ledger)()
        world.link_up()
        second = world.ask("StartTransaction", **start(20, connector=2))[2]["transactionId"]
        assert first == 1
        assert second >= FIRST_LOCAL_ID, "the charger already has a session 1"
        world.ask("MeterValues", **readings(25, second, connector=2))
        world.ask("StopTransaction", **stop(30, second))
        world.ask("StopTransaction", **stop(40, first))
        world.pass_time(5.0)
        assert [each["meterStop"] for _, each in world.ledger.of("StopTransaction")] == [30, 40]
        assert [each["transactionId"] for _, each in world.ledger.of("StopTransaction")] == [1, 1]
        assert world.ledger.of("MeterValues")[0][1]["transactionId"] == 1


class TestTags:
    def test_verdict_of_the_edge_s_own_is_on_record_and_does_not_show_the_tag(self) -> None:
        world = plugged()
        world.link_down()
        world.ask("Authorize", idTag="SECRET1234")
        told = [detail for kind, detail in world.news if kind == "authorized_locally"]
        assert told == ["Invalid for a tag that ends in '1234'"]

    def test_tag_that_central_accepted_is_remembered_across_a_power_cut(self) -> None:
        world = plugged()
        world.ask("Authorize", idTag="Abc")
        world.link_down()
        world.cut_power()
        for tag, status in (("ABC", "Accepted"), ("other", "Invalid")):
            assert world.ask("Authorize", idTag=tag)[2]["idTagInfo"]["status"] == status

    def test_list_that_the_charger_took_speaks_before_the_cache(self) -> None:
        world = plugged()
        world.ask("Authorize", idTag="A")
        entries = [{"idTag": "a", "idTagInfo": {"status": "Blocked"}}]
        world.central_says(
            "SendLocalList", listVersion=1, updateType="Full", localAuthorizationList=entries
        )
        world.answer(world.calls[-1])
        assert world.ask("Authorize", idTag="A")[2]["idTagInfo"]["status"] == "Accepted"
        world.link_down()
        assert world.ask("Authorize", idTag="A")[2]["idTagInfo"]["status"] == "Blocked"

    def test_list_that_the_charger_refused_is_not_taken(self) -> None:
        world = plugged()
        entries = [{"idTag": "a", "idTagInfo": {"status": "Accepted"}}]
        world.central_says(
            "SendLocalList", listVersion=1, updateType="Full", localAuthorizationList=entries
        )
        world.answer(world.calls[-1], '{"status":"Failed"}')
        world.link_down()
        assert world.ask("Authorize", idTag="a")[2]["idTagInfo"]["status"] == "Invalid"

    def test_cleared_cache_is_cleared_here_too(self) -> None:
        world = plugged()
        world.ask("Authorize", idTag="A")
        world.central_says("ClearCache")
        world.answer(world.calls[-1])
        world.link_down()
        answer = world.ask("Authorize", idTag="A")
        assert answer[2]["idTagInfo"]["status"] == AuthorizationStatus.INVALID


class TestBootOffline:
    def test_accepted_charger_stays_accepted_across_a_power_cut(self) -> None:
        world = offline()
        world.cut_power()
        answer = world.ask("BootNotification", chargePointVendor="V", chargePointModel="M2")
        assert (answer[2]["status"], answer[2]["interval"]) == ("Accepted", 600)
        world.cut_power()
        world.ledger.heard.clear()
        world.link_up()
        world.pass_time(5.0)
        assert world.ledger.heard[0][0] == "BootNotification"
        assert world.ledger.heard[0][1]["chargePointModel"] == "M2"

    def test_unknown_charger_is_pending_or_welcome_as_the_operator_says(self) -> None:
        for accepts, status in ((False, "Pending"), (True, "Accepted")):
            world = plugged(is_up=False, is_booted=False, accepts_unknown_chargers=accepts)
            answer = world.ask("BootNotification", chargePointVendor="V", chargePointModel="M")
            assert answer[2]["status"] == status


def test_charger_with_its_own_offline_mode_is_closed() -> None:
    world = offline(closes_on_loss=True)
    assert len(world.closed) == 1
    assert offline().closed == []


def test_charger_that_left_has_everything_delivered() -> None:
    world = offline()
    session_offline(world)
    world.unplug()
    assert not world.proxy.is_finished
    world.link_up()
    world.pass_time(5.0)
    assert [action for action, _ in world.ledger.of(*SESSION)] == SESSION
    assert world.proxy.is_finished
    assert not world.has_session


@pytest.mark.parametrize(
    ("vendor", "status"),
    [("org.openchargealliance.costmsg", "Accepted"), ("com.example", "Rejected")],
)
def test_transfer_that_ends_a_fee_is_kept_and_others_are_refused(vendor: str, status: str) -> None:
    world = offline()
    given = session_offline(world)
    data = json.dumps({"transactionId": given, "timestamp": "2026-07-01T01:00:00Z"})
    fields = {"vendorId": vendor, "messageId": "ConnectorUnplugged", "data": data}
    assert world.ask("DataTransfer", **fields)[2] == {"status": status}
    world.link_up()
    world.pass_time(5.0)
    sent = [json.loads(each["data"]) for _, each in world.ledger.of("DataTransfer")]
    assert [each["transactionId"] for each in sent] == [1] * (status == "Accepted")
