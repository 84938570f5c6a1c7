"""Messages that central refused for good go up again when a person says so."""

from collections.abc import Iterator

import pytest

from edge_agent.core.storage import Aside
from edge_agent.core.traffic import Retry
from tests.unit.edge_agent.core.offline_world import World, numbers, readings, start, stop

SESSION = ["StartTransaction", "MeterValues", "StopTransaction"]


def refused(action: str) -> World:
    """A session of the outage, of which central took nothing, or not its readings."""
    world = World(accepts_unknown_tags=True)
    world.plug()
    given = world.ask("StartTransaction", **start(10))[2]["transactionId"]
    world.ask("MeterValues", **readings(20, given))
    world.ask("StopTransaction", **stop(30, given))
    world.ledger.refused.add(action)
    world.link_up()
    world.pass_time(60.0)
    assert world.proxy.is_finished
    world.ledger.refused.clear()
    return world


def asides(world: World) -> tuple[Aside, ...]:
    statement = (
        "SELECT number, message_id, action, payload, tx, reason FROM set_aside ORDER BY number"
    )
    return tuple(Aside(*row) for row in world._disk.execute(statement))


def heard(world: World) -> Iterator[tuple[str, int | None]]:
    for action, payload in world.ledger.of(*SESSION):
        yield action, payload.get("transactionId")


@pytest.mark.parametrize("others", [0, 40], ids=["at once", "when it was forgotten"])
def test_session_goes_up_whole_under_the_id_that_central_gives_now(others: int) -> None:
    world = refused("StartTransaction")
    left = asides(world)
    assert [each.action for each in left] == SESSION
    for number in range(others):
        given = world.ask("StartTransaction", **start(100 + 2 * number))[2]["transactionId"]
        world.ask("StopTransaction", **stop(101 + 2 * number, given))
        world.pass_time(1.0)
    world.ledger.heard.clear()
    world.feed(Retry(left))
    world.pass_time(5.0)
    given = others + 1
    assert list(heard(world)) == [
        ("StartTransaction", None),
        ("MeterValues", given),
        ("StopTransaction", given),
    ]
    assert asides(world) == ()


def test_single_reading_goes_up_under_its_session_s_id() -> None:
    world = refused("MeterValues")
    (left,) = asides(world)
    world.feed(Retry((left,)))
    world.pass_time(5.0)
    assert list(heard(world))[-1] == ("MeterValues", 1)
    assert list(numbers(world)) == [20]


def test_record_that_is_refused_again_is_set_aside_again() -> None:
    world = refused("MeterValues")
    world.ledger.refused.add("MeterValues")
    world.feed(Retry(asides(world)))
    world.pass_time(60.0)
    assert len(asides(world)) == 1
    assert world.proxy.is_finished


@pytest.mark.parametrize("effects", range(6))
def test_power_cut_at_any_step_of_a_retry_loses_and_doubles_nothing(effects: int) -> None:
    world = refused("StartTransaction")
    left = asides(world)
    world.effects_left = effects
    world.feed(Retry(left))
    world.pass_time(10.0)
    world.effects_left = None
    world.link_down()
    world.link_up()
    world.pass_time(10.0)
    if asides(world):  # the power was cut before anything was written
        world.feed(Retry(asides(world)))
        world.pass_time(10.0)
    assert [action for action, _ in heard(world)] == SESSION
