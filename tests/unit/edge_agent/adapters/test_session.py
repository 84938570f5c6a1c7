"""A visit at its very end: what comes late finds nothing to break."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from contract.clock import ClockSetting
from contract.ids import ChargePointId, StationId
from edge_agent.adapters.clock import Clock
from edge_agent.adapters.passwords import Passwords
from edge_agent.adapters.session import Session
from edge_agent.adapters.spool import Spool
from edge_agent.adapters.surroundings import Surroundings
from edge_agent.adapters.tally import Tally
from edge_agent.adapters.tls import CentralTls
from edge_agent.adapters.uplink import Central, Uplinks
from edge_agent.config import load_settings
from edge_agent.core.site import Place, Site
from tests.unit.edge_agent.core.builders import ids

AT = datetime(2026, 7, 1, 12, tzinfo=UTC)


def visit(data_dir: Path) -> Session:
    """A session that has no socket any more."""
    spool = Spool(data_dir, 2**20, 2**10)
    around = Surroundings(
        clock=Clock(ClockSetting(factor=1.0, epoch=AT, anchor=AT)),
        uplinks=Uplinks(Central("ws://127.0.0.1:1/ocpp"), Passwords(spool, {})),
        tls=CentralTls(load_settings({})),
        tally=Tally(),
        chance=lambda low, _high: low,
        tell=lambda _charger, _news: None,
        spool=spool,
        passwords=Passwords(spool, {}),
        charger_ping_s=60.0,
        uplink_ping_s=20.0,
        pong_timeout_s=10.0,
        reconnect_spread_s=1.0,
        reconnect_longest_s=10.0,
    )
    site = Site({}, Place(StationId("S-1")), 1.0, ids(), limit=1)
    gone: Any = None
    charger = site.add(ChargePointId("CP-1"), AT)
    return Session(charger, gone, None, None, around, lambda _event: None)


async def test_newer_connection_that_comes_while_the_older_one_ends_is_let_in(
    tmp_path: Path,
) -> None:
    session = visit(tmp_path)
    async with asyncio.TaskGroup() as tasks:
        session._tasks = tasks
    session.supersede()
    assert not session.is_online


async def test_newer_connection_that_comes_after_the_end_is_let_in(
    tmp_path: Path,
) -> None:
    session = visit(tmp_path)
    session.supersede()
    assert not session.is_online
