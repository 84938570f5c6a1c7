"""Another machine under the same identity, and a charger that was triggered before its boot."""

import json
from datetime import timedelta
from typing import Any

import pytest

from contract.ids import ChargePointId, StationId
from edge_agent.core.site import Place, Site
from edge_agent.core.traffic import Heard, News
from tests.unit.edge_agent.core.builders import START, ids
from tests.unit.edge_agent.core.offline_world import World, start, stop

OLD = {"chargePointVendor": "V", "chargePointModel": "M", "chargePointSerialNumber": "1"}
SESSION = ("StartTransaction", "StopTransaction")


def booted(is_up: bool, **fields: str) -> World:
    world = World(accepts_unknown_tags=True, accepts_unknown_chargers=True)
    world.is_up = is_up
    world.plug()
    world.ask("BootNotification", **(fields or OLD))
    return world


def swaps(world: World) -> list[str]:
    return [detail for kind, detail in world.news if kind == "charger_swapped"]


@pytest.mark.parametrize(
    ("change", "is_swap"),
    [
        pytest.param({}, False, id="the same"),
        pytest.param({"firmwareVersion": "2.0"}, False, id="new firmware"),
        pytest.param({"chargeBoxSerialNumber": "9"}, False, id="tells more of itself"),
        pytest.param({"chargePointSerialNumber": ""}, False, id="tells less of itself"),
        pytest.param({"chargePointSerialNumber": "2"}, True, id="another serial number"),
        pytest.param({"chargePointModel": "M2"}, True, id="another model"),
    ],
)
def test_swap_is_told_by_who_boots(change: dict[str, str], is_swap: bool) -> None:
    world = booted(is_up=True)
    world.cut_power()
    world.ask("BootNotification", **(OLD | change))
    assert bool(swaps(world)) is is_swap


def test_session_that_the_old_charger_left_open_is_not_mixed_with_the_new_one_s() -> None:
    world = booted(is_up=False)
    world.ask("StartTransaction", **start(10))
    world.unplug()
    world.plug()
    world.ask("BootNotification", **(OLD | {"chargePointSerialNumber": "2"}))
    assert swaps(world) == ["V M 1 -> V M 2"]
    world.ask("StopTransaction", **stop(20, 0))  # of nothing that this one began
    given = world.ask("StartTransaction", **start(30))[2]["transactionId"]
    world.ask("StopTransaction", **stop(40, given))
    world.link_up()
    world.pass_time(10.0)
    heard = [(action, each.get("transactionId")) for action, each in world.ledger.of(*SESSION)]
    starts_and_stops = [
        ("StartTransaction", None),
        ("StopTransaction", 0),
        ("StartTransaction", None),
        ("StopTransaction", 2),
    ]
    assert heard == starts_and_stops


def test_habits_of_the_old_charger_are_forgotten() -> None:
    world = booted(is_up=True)
    world.central_says("ChangeConfiguration", key="MessageTimeout", value="2")
    world.answer(world.calls[-1])
    world.ask("BootNotification", **(OLD | {"chargePointSerialNumber": "2"}))
    world.is_silent = True
    begun_s = world.now_s
    world.ask("Authorize", idTag="T")
    assert world.now_s - begun_s == pytest.approx(12.0)


def test_faults_of_the_old_charger_foretell_nothing_of_the_new() -> None:
    site = Site({}, Place(StationId("S-1"), connectors=1), 1.0, ids(), limit=1)
    charger = site.add(ChargePointId("CP-1"), START)
    fault = {"connectorId": 1, "status": "Faulted", "errorCode": "GroundFailure"}
    charger.learn(Heard("StatusNotification", json.dumps(fault)), START)
    fresh = site_history(charger)
    charger.learn(News("charger_swapped", "V M 1 -> V M 2"), START + timedelta(minutes=1))
    assert site_history(charger) != fresh
    assert charger.finding is None


def site_history(charger: Any) -> Any:
    return charger.window.fault_history()


class TestTrigger:
    @pytest.mark.parametrize("action", ["TriggerMessage", "ExtendedTriggerMessage"])
    def test_charger_that_never_booted_is_not_asked_for_times(self, action: str) -> None:
        world = World()
        world.is_up = True
        world.plug()
        world.central_says(action, requestedMessage="StatusNotification")
        assert world.calls == []
        assert world.ledger.raw[-1].endswith('{"status":"Rejected"}]')
        world.central_says(action, requestedMessage="BootNotification")
        assert len(world.calls) == 1

    def test_charger_that_booted_in_an_earlier_run_is_asked(self) -> None:
        world = booted(is_up=True)
        world.cut_power()
        world.central_says("TriggerMessage", requestedMessage="MeterValues")
        assert len(world.calls) == 1
