"""Keeps a defect from ending more than the work that met it.

A task that fails ends its whole TaskGroup, and with it the process. Whatever works on what a
charger, a broker or a person sent is therefore run through `contained`, and the loops of a process
through `kept_running`. A defect is never silent: it is counted, and logged with its traceback.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from central.services.counters import Counters

FIRST_WAIT_S: Final = 1.0
LONGEST_WAIT_S: Final = 30.0

log = structlog.get_logger(__name__)


async def contained(
    work: Callable[[], Awaitable[object]], counters: Counters, what: str, **facts: object
) -> bool:
    """Do one piece of work; its failure ends nothing else.

    Args:
        work: what to do.
        counters: `defects` is counted there.
        what: the kind of work, for the log.
        facts: whom it concerns, for the log.

    Returns:
        Whether it came to its end.
    """
    try:
        await work()
    except Exception:
        counters.add("defects")
        log.exception("defect", what=what, **facts)
        return False
    return True


async def kept_running(run: Callable[[], Awaitable[None]], counters: Counters, what: str) -> None:
    """Run a loop that ends by cancellation only; one that fails begins anew after a rest.

    The rest doubles from 1 s to 30 s (real time) from failure to failure.
    """
    wait_s = FIRST_WAIT_S
    while not await contained(run, counters, what):
        await asyncio.sleep(wait_s)
        wait_s = min(wait_s * 2, LONGEST_WAIT_S)
