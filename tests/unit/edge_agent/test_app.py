"""The supervisor: a part that breaks begins anew, one that ends stays ended."""

import pytest

from edge_agent.adapters.tally import Tally
from edge_agent.app import supervise


async def test_broken_part_begins_anew_until_it_ends(caplog: pytest.LogCaptureFixture) -> None:
    tally, runs = Tally(), []

    async def part() -> None:
        runs.append(len(runs))
        if len(runs) < 3:
            raise ZeroDivisionError("a bug")

    await supervise("part", part, tally, restart_s=0.0)
    assert runs == [0, 1, 2]
    assert tally.counts == {"part_broke": 2}
    assert any(record.exc_info for record in caplog.records)
