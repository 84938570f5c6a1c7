"""DataTransfer: the edge's own vendor, what may wait, and what nobody did."""

import json
from typing import Any

import pytest

from edge_agent.core.reports import Finding
from edge_agent.core.traffic import Storage, StorageChanged
from tests.unit.edge_agent.core.builders import START
from tests.unit.edge_agent.core.offline_world import World, start, stop

QUEUED = frozenset({"com.example/report", "com.other"})


def plugged(*, is_up: bool = True, **policy: Any) -> World:
    world = World(accepts_unknown_tags=True, **policy)
    world.is_up = is_up
    world.plug()
    return world


def transfer(world: World, vendor: str, message: str | None = None, data: str = "") -> Any:
    fields = {"vendorId": vendor, "data": data}
    named = fields if message is None else {**fields, "messageId": message}
    return world.ask("DataTransfer", **named)[2]


@pytest.mark.parametrize("is_up", [True, False])
def test_charger_may_ask_for_its_risk_with_and_without_central(is_up: bool) -> None:
    world = plugged(is_up=is_up)
    assert json.loads(transfer(world, "org.sntry.edge", "RiskScore")["data"]) == {"risk1h": None}
    finding = Finding(0.51239, "high", cause="fan", stale_inputs=("temperature_c",))
    world.proxy.learn_score(finding, START)
    answer = transfer(world, "ORG.Sntry.Edge", "RiskScore")
    assert answer["status"] == "Accepted"
    assert json.loads(answer["data"]) == {
        "risk1h": 0.5124,
        "level": "high",
        "cause": "fan",
        "scoredAt": "2026-07-01T12:00:00.000Z",
        "staleInputs": ["temperature_c"],
    }
    assert world.ledger.of("DataTransfer") == []


def test_charger_may_ask_how_the_edge_is() -> None:
    world = plugged()
    world.link_down()
    world.ask("StartTransaction", **start(10))
    found = json.loads(transfer(world, "org.sntry.edge", "EdgeStatus")["data"])
    assert found == {
        "link": "offline",
        "waiting": 1,
        "time": "2026-07-01T12:00:00.000Z",
        "isTimeTrusted": True,
    }


@pytest.mark.parametrize("message", ["Reboot", None])
def test_message_of_ours_that_there_is_not_is_told(message: str | None) -> None:
    assert transfer(plugged(), "org.sntry.edge", message) == {"status": "UnknownMessageId"}


def test_what_may_wait_is_kept_in_order_with_the_sessions() -> None:
    world = plugged(queued_transfers=QUEUED)
    world.link_down()
    given = world.ask("StartTransaction", **start(10))[2]["transactionId"]
    for vendor, message in (("com.example", "Report"), ("com.OTHER", None)):
        assert transfer(world, vendor, message) == {"status": "Accepted"}
    world.ask("StopTransaction", **stop(20, given))
    assert transfer(world, "com.example", "Else") == {"status": "Rejected"}
    world.cut_power()
    world.link_up()
    world.pass_time(10.0)
    order = [action for action, _ in world.ledger.heard]
    assert order == ["StartTransaction", "DataTransfer", "DataTransfer", "StopTransaction"]
    assert "orphan" not in world.odd


def test_what_may_wait_is_central_s_own_while_it_is_there() -> None:
    world = plugged(queued_transfers=QUEUED)
    assert transfer(world, "com.example", "Report") == {}
    assert world.proxy.waiting == 0


def test_what_may_wait_is_rejected_when_the_disk_takes_nothing() -> None:
    world = plugged(is_up=False, queued_transfers=QUEUED)
    world.feed(StorageChanged(Storage.NOTHING))
    assert transfer(world, "com.example", "Report") == {"status": "Rejected"}
