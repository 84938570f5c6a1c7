"""Habits of real charge-point stacks in an outage: each comes through with its sessions whole."""

import json
from typing import Any

import pytest

from edge_agent.core.rules import DEADLINE_S
from tests.unit.edge_agent.core.offline_world import (
    World,
    numbers,
    readings,
    start,
    stop,
    timestamp,
)

SESSION = ("StartTransaction", "MeterValues", "StopTransaction")
OCMF = 'OCMF|{"FV":"1.0","RD":[{"RV":1.50,"ST":"G"}]}|{"SA":"ECDSA","SD":"3045\\u00e9=="}'


def world_of(*, is_up: bool) -> World:
    world = World(accepts_unknown_tags=True)
    world.is_up = is_up
    world.plug()
    world.ask("BootNotification", chargePointVendor="V", chargePointModel="M")
    return world


def back(world: World) -> list[tuple[str, Any]]:
    """Central is there again and has heard all; its messages of sessions, with their ids."""
    world.link_up()
    world.pass_time(60.0)
    assert world.proxy.is_finished
    return [(action, each.get("transactionId")) for action, each in world.ledger.of(*SESSION)]


def test_start_is_repeated_every_seven_seconds_then_everything_names_transaction_0() -> None:
    """A call time-out shorter than the edge's deadline, against a central that is silent."""
    world = world_of(is_up=True)
    world.is_silent = True
    for _ in range(4):
        world.say("StartTransaction", **start(10))
        world.pass_time(2.0)  # its call time-out
        world.pass_time(5.0)
    for number in (20, 30):
        for _ in range(3):  # each unanswered reading again, with the same sample
            world.say("MeterValues", **readings(number, 0))
    world.ask("StopTransaction", **stop(40, 0))
    world.link_down()
    assert back(world) == [
        ("StartTransaction", None),
        ("MeterValues", 1),
        ("MeterValues", 1),
        ("StopTransaction", 1),
    ]
    assert list(numbers(world)) == [20, 30]


def test_ids_that_begin_anew_at_each_boot_name_new_calls() -> None:
    world = world_of(is_up=False)
    for number in range(3):
        world._charger_ids = (str(each) for each in range(100))
        world.answers.clear()
        world.ask("BootNotification", chargePointVendor="V", chargePointModel="M")
        given = world.ask("StartTransaction", **start(100 * number))[2]["transactionId"]
        world.ask("StopTransaction", **stop(100 * number + 50, given))
    assert [each for _, each in back(world)] == [None, 1, None, 2, None, 3]


def test_all_states_of_the_outage_come_before_the_session_they_belong_to() -> None:
    """The charger keeps its own queue and replays its states first when its socket is back."""
    world = world_of(is_up=False)
    for number, state in enumerate(("Preparing", "Charging", "Finishing", "Available")):
        world.ask(
            "StatusNotification",
            connectorId=1,
            status=state,
            errorCode="NoError",
            timestamp=timestamp(number),
        )
    given = world.ask("StartTransaction", **start(1))[2]["transactionId"]
    world.ask("StopTransaction", **stop(3, given))
    assert back(world) == [("StartTransaction", None), ("StopTransaction", 1)]
    assert [each["status"] for _, each in world.ledger.of("StatusNotification")] == ["Available"]


def test_readings_after_the_stop_still_belong_to_their_session() -> None:
    """A buffer that is flushed once a minute."""
    world = world_of(is_up=False)
    given = world.ask("StartTransaction", **start(10))[2]["transactionId"]
    world.ask("StopTransaction", **stop(40, given))
    for number in (20, 30):
        world.ask("MeterValues", **readings(number, given))
    assert [each for _, each in back(world)] == [None, 1, 1, 1]


def test_session_that_is_never_stopped_leaves_the_next_one_alone() -> None:
    """The charger dies and comes back with its transaction still open."""
    world = world_of(is_up=False)
    world.ask("StartTransaction", **start(10))
    world.unplug()
    world.plug()
    world.ask("BootNotification", chargePointVendor="V", chargePointModel="M")
    second = world.ask("StartTransaction", **start(100))[2]["transactionId"]
    world.ask("StopTransaction", **stop(120, second))
    assert [each for _, each in back(world)] == [None, None, 2]


def test_calls_that_overlap_are_each_answered() -> None:
    world = world_of(is_up=False)
    given = world.ask("StartTransaction", **start(10))[2]["transactionId"]
    asked = [world.say("MeterValues", **readings(20 + each, given)) for each in range(8)]
    asked.append(world.say("StopTransaction", **stop(40, given)))
    world.pass_time(DEADLINE_S)
    assert [world.answers[each][0] for each in asked] == [3] * 9
    assert len(back(world)) == 10


@pytest.mark.parametrize("is_up", [True, False])
def test_signed_data_reaches_central_as_it_was_signed(is_up: bool) -> None:
    world = world_of(is_up=is_up)
    given = world.ask("StartTransaction", **start(10))[2]["transactionId"]
    signed = {"value": OCMF, "format": "SignedData", "context": "Transaction.End"}
    data = [{"timestamp": timestamp(40), "sampledValue": [signed]}]
    world.ask("StopTransaction", **stop(40, given), transactionData=data, xVendor=1.50)
    back(world)
    (sent,) = [each for each in world.ledger.raw if '"StopTransaction"' in each]
    text = json.dumps({"transactionData": data, "xVendor": 1.50})[1:-1]
    assert text in sent


def test_state_without_a_time_gets_the_time_at_which_it_was_heard() -> None:
    world = world_of(is_up=False)
    world.pass_time(100.0)
    world.ask("StatusNotification", connectorId=1, status="Charging", errorCode="NoError")
    world.pass_time(1000.0)
    back(world)
    ((_, state),) = world.ledger.of("StatusNotification")
    assert state["timestamp"] == "2026-07-01T12:01:40.000Z"


def test_clock_that_was_never_set_keeps_no_reading_from_its_session() -> None:
    """Timestamps of 1970, from before the first boot answer."""
    world = world_of(is_up=False)
    fields = {**start(10), "timestamp": "1970-01-01T00:00:05Z"}
    world.ask("StartTransaction", **fields)
    late = {**readings(20, 0)}
    world.ask("MeterValues", **late)
    assert [each for _, each in back(world)] == [None, 1]
