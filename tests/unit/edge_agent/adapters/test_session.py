"""A visit at its very end: what comes late finds nothing to break."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from contract.clock import ClockSetting
from contract.ids import ChargePointId, StationId
from edge_agent.adapters.clock import Clock
from edge_agent.adapters.session import Session, Surroundings
from edge_agent.adapters.tally import Tally
from edge_agent.adapters.uplink import Central
from edge_agent.core.site import Place, Site
from tests.unit.edge_agent.core.builders import ids

AT = datetime(2026, 7, 1, 12, tzinfo=UTC)


def visit() -> Session:
    """A session that has no socket any more."""
    around = Surroundings(
        clock=Clock(ClockSetting(factor=1.0, epoch=AT, anchor=AT)),
        central=Central("ws://127.0.0.1:1/ocpp"),
        tally=Tally(),
        chance=lambda low, _high: low,
        tell=lambda _charger, _news: None,
        charger_ping_s=60.0,
        uplink_ping_s=20.0,
        pong_timeout_s=10.0,
    )
    site = Site({}, Place(StationId("S-1")), 1.0, ids(), limit=1)
    gone: Any = None
    return Session(site.add(ChargePointId("CP-1"), AT), gone, None, None, around)


async def test_newer_connection_that_comes_while_the_older_one_ends_is_let_in() -> None:
    session = visit()
    async with asyncio.TaskGroup() as tasks:
        session._tasks = tasks
    session.supersede()
    assert not session.is_online


async def test_newer_connection_that_comes_after_the_end_is_let_in() -> None:
    session = visit()
    session.supersede()
    assert not session.is_online
