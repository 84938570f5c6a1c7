"""A day without central in virtual time, on a real database: 24 hours of sessions, then the replay
with new drivers in between."""

import sqlite3
from pathlib import Path

import pytest

from edge_agent.adapters import spool_tables
from edge_agent.core.rules import LinkState
from tests.unit.edge_agent.core.offline_world import World, numbers, readings, start, stop

HOUR_S = 3600
SESSION_S = 3 * HOUR_S
EVERY_S = 8


@pytest.fixture
def world(tmp_path: Path) -> World:
    connection, _ = spool_tables.open_file(tmp_path / "spool.sqlite")
    connection.execute("PRAGMA synchronous = OFF")  # the order of things is under test here
    made = World(latency_s=0.08, connection=connection, accepts_unknown_tags=True)
    made.is_up = True
    made.plug()
    made.ask("BootNotification", chargePointVendor="V", chargePointModel="M")
    return made


def served_within(world: World, longest_s: float, action: str, **fields: object) -> object:
    begun_s = world.now_s
    answer = world.ask(action, **fields)
    assert answer is not None
    assert answer[0] == 3, action
    assert world.now_s - begun_s <= longest_s, action
    return answer[2]


@pytest.mark.slow
def test_day_of_sessions_is_replayed_while_new_drivers_come(world: World) -> None:
    world.link_down()
    sessions = 24 * HOUR_S // SESSION_S
    for session in range(sessions):
        begin = session * SESSION_S
        served_within(world, 0.0, "Authorize", idTag=f"T{session}")
        given = served_within(world, 0.0, "StartTransaction", **start(begin, tag=f"T{session}"))
        transaction_id = given["transactionId"]  # type: ignore[index]
        for at in range(begin + EVERY_S, begin + SESSION_S, EVERY_S):
            world.ask("MeterValues", patience_s=0.0, **readings(at, transaction_id))
        served_within(world, 0.0, "StopTransaction", **stop(begin + SESSION_S - 1, transaction_id))
        if session == sessions // 2:
            world.cut_power()
    stored = world.proxy.waiting
    assert stored > 10_000

    world.link_up()
    guests = 0
    while world.proxy.link is not LinkState.ONLINE:
        tag = f"guest-{guests}"
        connector = 2 + guests % 2
        at = 30 * HOUR_S + 10 * guests
        served_within(world, 2.0, "Authorize", idTag=tag)
        given = served_within(world, 2.0, "StartTransaction", **start(at, connector, tag))
        world.ask("MeterValues", **readings(at + 1, given["transactionId"], connector))  # type: ignore[index]
        world.pass_time(20.0)
        served_within(world, 2.0, "StopTransaction", **stop(at + 9, given["transactionId"]))  # type: ignore[index]
        guests += 1
        assert guests < 100, "the replay never ends"
    assert guests > 5

    heard = world.ledger.of("StartTransaction", "StopTransaction")
    assert len(heard) == 2 * (sessions + guests)
    registers = list(numbers(world))
    assert registers == sorted(set(registers)), "each once, in order"
    assert len(registers) == sessions * (SESSION_S // EVERY_S - 1) + guests
    by_tag = {
        payload["idTag"]: number
        for number, payload in enumerate(
            (each for action, each in heard if action == "StartTransaction"), start=1
        )
    }
    ends = [each["transactionId"] for action, each in heard if action == "StopTransaction"]
    assert ends == [by_tag[f"T{each}"] for each in range(sessions)] + [
        by_tag[f"guest-{each}"] for each in range(guests)
    ]


def test_memory_of_a_long_queue_is_its_window(world: World) -> None:
    world.link_down()
    given = world.ask("StartTransaction", **start(0))[2]["transactionId"]
    for at in range(1, 1000):
        world.ask("MeterValues", patience_s=0.0, **readings(at, given))
    backlogs = world.proxy._up.delivery._backlogs.values()
    assert world.proxy.waiting == 1000
    assert sum(len(each._head) for each in backlogs) <= 64


def test_disk_is_empty_when_all_is_delivered(world: World) -> None:
    world.link_down()
    for session in range(40):
        given = world.ask("StartTransaction", **start(session * 10))[2]["transactionId"]
        world.ask("StopTransaction", **stop(session * 10 + 5, given))
    world.link_up()
    world.pass_time(30.0)
    connection: sqlite3.Connection = world._disk
    assert connection.execute("SELECT count(*) FROM record").fetchone() == (0,)
    assert connection.execute("SELECT count(*) FROM tx").fetchone()[0] <= 33
