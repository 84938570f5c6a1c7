"""One socket's calls: which goes first, and what becomes of the others."""

import asyncio
import json
from decimal import Decimal
from typing import Any, cast

import async_solipsism
from websockets.asyncio.server import ServerConnection

from central.adapters.ocpp import frames
from central.adapters.ocpp.session import QUEUE_LENGTH, Session
from central.core.quirks import Quirks
from central.services.charger_memory import ChargerMemory
from central.services.counters import Counters
from central.services.records import ChargePoint
from contract.ids import ChargePointId, StationId
from tests.unit.central.numbered_ids import NumberedIds

TIMEOUT_S = 30.0


class Line:
    """A socket's other end: what was sent."""

    def __init__(self) -> None:
        self.sent: list[list[Any]] = []
        self.news = asyncio.Event()
        self.is_full = False
        self.emptied = asyncio.Event()

    async def send(self, text: str) -> None:
        if self.is_full:
            await self.emptied.wait()
        self.sent.append(json.loads(text))
        self.news.set()

    async def sent_when(self, count: int) -> list[Any]:
        async with asyncio.timeout(5):
            while len(self.sent) < count:
                self.news.clear()
                await self.news.wait()
        return self.sent[count - 1]


def charge_point() -> ChargePoint:
    return ChargePoint(
        id=ChargePointId("CP1"),
        station_id=StationId("s"),
        registration="accepted",
        password_hash=None,
        rated_power_w=None,
        booted_at=None,
        can_show_price=None,
        price_per_kwh=None,
        price_text=None,
        base_price_per_kwh=Decimal("0.35"),
        currency="USD",
    )


def session_on(line: Line) -> Session:
    connection = cast("ServerConnection", line)
    return Session(
        connection,
        ChargerMemory(charge_point(), quirks=Quirks(settle_s=0.0)),
        NumberedIds(),
        Counters(),
        1,
    )


async def test_the_most_urgent_call_goes_first_and_equals_in_their_order() -> None:
    line = Line()
    session = session_on(line)
    asked = ["GetDiagnostics", "ClearCache", "GetConfiguration", "SetChargingProfile"]
    asked += ["RemoteStartTransaction", "RemoteStopTransaction"]
    async with asyncio.TaskGroup() as tasks:
        calls = [tasks.create_task(session.call(each, {}, TIMEOUT_S)) for each in asked]
        await asyncio.sleep(0)  # all of them wait now
        sender = tasks.create_task(session.send_calls())
        session.allow_calls()
        for number in range(1, len(asked) + 1):
            frame = await line.sent_when(number)
            session.take_answer(frames.Result(frame[1], {"status": "Rejected"}))
        outcomes = [(await call).outcome for call in calls]
        sender.cancel()
    assert [frame[2] for frame in line.sent] == [
        "RemoteStopTransaction",
        "RemoteStartTransaction",
        "SetChargingProfile",
        "ClearCache",
        "GetConfiguration",
        "GetDiagnostics",
    ]
    assert outcomes == ["rejected"] * len(asked)


async def test_late_answer_names_the_record_of_its_call() -> None:
    line = Line()
    session = session_on(line)
    async with asyncio.TaskGroup() as tasks:
        sender = tasks.create_task(session.send_calls())
        session.allow_calls()
        outcome = await session.call("ClearCache", {}, 0.05, "command-7")
        late = session.take_answer(frames.Result(line.sent[0][1], {"status": "Accepted"}))
        sender.cancel()
    assert outcome.outcome == "timeout"
    assert late is not None
    assert (late.command_id, late.answer) == ("command-7", {"status": "Accepted"})
    assert session.take_answer(frames.Result(line.sent[0][1], {})) is None


async def test_one_call_too_many_is_refused_and_the_end_settles_all() -> None:
    session = session_on(Line())
    async with asyncio.TaskGroup() as tasks:
        calls = [
            tasks.create_task(session.call("ClearCache", {}, TIMEOUT_S))
            for _ in range(QUEUE_LENGTH + 1)
        ]
        assert (await calls[-1]).outcome == "error"
        session.end("gone")
        outcomes = {(await call).outcome for call in calls[:-1]}
    assert outcomes == {"offline"}


async def test_a_frame_that_waits_for_its_reader_is_noticed() -> None:
    line = Line()
    session = session_on(line)
    assert not session.is_stuck(0.0, 20.0)
    line.is_full = True
    sends = [asyncio.create_task(session.send("[1]")) for _ in range(2)]
    await asyncio.sleep(0)
    assert not session.is_stuck(19.0, 20.0)
    assert session.is_stuck(40.0, 20.0)
    line.is_full = False
    line.emptied.set()
    await asyncio.gather(*sends)
    assert not session.is_stuck(100.0, 20.0)


async def test_a_slow_reader_is_not_stuck() -> None:
    line = Line()
    session = session_on(line)
    for number in range(5):
        await session.send("[1]")
        line.is_full = True
        waiting = asyncio.create_task(session.send("[1]"))
        await asyncio.sleep(0)
        assert not session.is_stuck(15.0 * (number + 1), 20.0)
        line.is_full = False
        line.emptied.set()
        await waiting
        line.emptied.clear()


def test_calls_wait_for_the_peace_that_a_make_needs() -> None:
    async def sent_after_s() -> float:
        loop, line = asyncio.get_running_loop(), Line()
        memory = ChargerMemory(charge_point(), quirks=Quirks(settle_s=7.0))
        session = Session(cast("ServerConnection", line), memory, NumberedIds(), Counters(), 1)
        async with asyncio.TaskGroup() as tasks:
            sender = tasks.create_task(session.send_calls())
            call = tasks.create_task(session.call("ClearCache", {}, TIMEOUT_S))
            began_s = loop.time()
            session.allow_calls()
            await line.news.wait()
            after_s = loop.time() - began_s
            sender.cancel()
        assert call.result().outcome == "offline"
        return after_s

    with asyncio.Runner(loop_factory=async_solipsism.EventLoop) as runner:
        assert runner.run(sent_after_s()) == 7.0


def test_a_charger_whose_boot_is_not_accepted_gets_no_call() -> None:
    async def calls_sent() -> int:
        line = Line()
        session = session_on(line)
        session.forbid_calls()
        async with asyncio.TaskGroup() as tasks:
            sender = tasks.create_task(session.send_calls())
            outcome = await session.call("ClearCache", {}, TIMEOUT_S)
            sender.cancel()
        assert outcome.outcome == "timeout"
        return len(line.sent)

    with asyncio.Runner(loop_factory=async_solipsism.EventLoop) as runner:
        assert runner.run(calls_sent()) == 0
