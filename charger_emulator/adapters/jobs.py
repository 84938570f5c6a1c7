"""Orders that take time: each is a job that can be asked how far it is."""

import asyncio
import logging
from collections.abc import Coroutine
from itertools import count
from typing import Any, Final

from charger_emulator.adapters.ocpp.park import Park

log = logging.getLogger(__name__)
KEPT: Final = 50
"""Jobs that are over; the oldest are forgotten first."""
Json = dict[str, Any]


class Jobs:
    """All jobs of one process."""

    def __init__(self, park: Park) -> None:
        self._park, self._ids = park, count(1)
        self._states: dict[str, Json] = {}
        self._tasks: dict[str, asyncio.Event] = {}

    def begin(self, what: str, work: Coroutine[Any, Any, Json]) -> Json:
        """Start a job; what it returns will be its result.

        Raises:
            RuntimeError: if the chargers do not run.
        """
        ident = f"job-{next(self._ids)}"
        state: Json = {"job": ident, "what": what, "state": "running", "result": None}
        stop = asyncio.Event()
        self._park.spawn(self._carry_out(state, work, stop))
        self._states[ident], self._tasks[ident] = state, stop
        if len(self._states) > KEPT:
            over = (i for i, each in self._states.items() if each["state"] != "running")
            oldest = next(over, None)
            if oldest is not None:
                del self._states[oldest], self._tasks[oldest]
        return state

    def state(self, ident: str) -> Json | None:
        """How far a job is; None if there is none."""
        return self._states.get(ident)

    def all(self) -> list[Json]:
        """All jobs, oldest first."""
        return list(self._states.values())

    def stop(self, ident: str) -> None:
        """End a job where it is."""
        self._tasks[ident].set()

    async def _carry_out(
        self, state: Json, work: Coroutine[Any, Any, Json], stop: asyncio.Event
    ) -> None:
        async with asyncio.TaskGroup() as group:
            task = group.create_task(_result_of(work, state))
            waiting = group.create_task(stop.wait())
            await asyncio.wait((task, waiting), return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                state["state"] = "stopped"
            task.cancel()
            waiting.cancel()


async def _result_of(work: Coroutine[Any, Any, Json], state: Json) -> None:
    try:
        state["result"] = await work
    except ValueError as err:
        state["state"], state["result"] = "failed", {"error": str(err)}
    except Exception as err:
        log.exception("job_failed job=%s what=%s", state["job"], state["what"])
        text = f"{type(err).__name__}: {err}"
        state["state"], state["result"] = "failed", {"error": text}
    else:
        state["state"] = "done"
