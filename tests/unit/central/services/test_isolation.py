"""A defect ends the work that met it and nothing else. Time jumps: nobody waits for real."""

import asyncio
from collections.abc import Coroutine
from functools import partial
from itertools import pairwise
from typing import Any

import async_solipsism
import pytest
from structlog.testing import capture_logs

from central.services.counters import Counters
from central.services.isolation import LONGEST_WAIT_S, contained, kept_running


def play(work: Coroutine[Any, Any, Any]) -> Any:
    with asyncio.Runner(loop_factory=async_solipsism.EventLoop) as runner:
        return runner.run(work)


async def fail() -> None:
    raise RuntimeError("a mistake of ours")


async def succeed() -> None:
    await asyncio.sleep(0)


def test_a_defect_is_counted_and_told_with_whom_it_concerned() -> None:
    counters = Counters()
    with capture_logs() as logs:
        assert play(contained(fail, counters, "call", charge_point="CP1")) is False
    assert counters["defects"] == 1
    (line,) = logs
    assert (line["event"], line["what"], line["charge_point"]) == ("defect", "call", "CP1")
    assert line["exc_info"]


def test_work_that_succeeds_leaves_no_trace() -> None:
    counters = Counters()
    with capture_logs() as logs:
        assert play(contained(succeed, counters, "call")) is True
    assert (counters.snapshot(), logs) == ({}, [])


def test_cancelling_goes_through() -> None:
    async def play_it() -> None:
        task = asyncio.create_task(contained(partial(asyncio.sleep, 10), Counters(), "sleep"))
        await asyncio.sleep(1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    play(play_it())


def test_others_of_the_group_live_on() -> None:
    async def play_it() -> list[str]:
        done: list[str] = []

        async def other() -> None:
            await asyncio.sleep(5)
            done.append("other")

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(contained(fail, Counters(), "one"))
            tasks.create_task(contained(other, Counters(), "other"))
        return done

    assert play(play_it()) == ["other"]


def test_a_loop_that_fails_begins_anew_after_a_rest_that_grows() -> None:
    async def play_it() -> list[float]:
        began_s: list[float] = []

        async def run() -> None:
            began_s.append(asyncio.get_running_loop().time())
            if len(began_s) < 9:
                await fail()

        await kept_running(run, Counters(), "loop")
        return began_s

    began_s = play(play_it())
    rests_s = [round(later - before) for before, later in pairwise(began_s)]
    assert rests_s == [1, 2, 4, 8, 16, 30, 30, LONGEST_WAIT_S]
