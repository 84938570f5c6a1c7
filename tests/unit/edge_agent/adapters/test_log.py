"""Log lines and counts: nothing that a peer sends can forge a line or fill the log."""

import asyncio
import logging

import pytest

from edge_agent.adapters.bulkhead import contained
from edge_agent.adapters.log import Log
from edge_agent.adapters.tally import Tally


def test_line_is_event_and_fields(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "edge.test"):
        Log("edge.test").info("connected", charge_point="CP-1", tries=2)
    assert caplog.messages == ['connected charge_point="CP-1" tries=2']


def test_line_breaks_of_a_peer_stay_inside_their_quotes(caplog: pytest.LogCaptureFixture) -> None:
    Log("edge.test").warning("bad", detail='x"\n2026 ERROR forged')
    assert caplog.messages == ['bad detail="x\\"\\n2026 ERROR forged"']


def test_kind_is_counted_each_time_and_logged_ever_less(caplog: pytest.LogCaptureFixture) -> None:
    tally = Tally()
    for _ in range(1000):
        tally.add("malformed_frame", charge_point="CP-1")
    assert tally.counts == {"malformed_frame": 1000}
    assert len(caplog.messages) == 10


def test_each_charger_has_its_first_line(caplog: pytest.LogCaptureFixture) -> None:
    tally = Tally()
    for charge_point in ("CP-1", "CP-1", "CP-1", "CP-2"):
        tally.add("malformed_frame", charge_point=charge_point)
    assert tally.counts == {"malformed_frame": 4}
    assert [line.rsplit("=")[-1] for line in caplog.messages] == ['"CP-1"', '"CP-1"', '"CP-2"']


def test_invented_identities_do_not_fill_log_or_memory(caplog: pytest.LogCaptureFixture) -> None:
    tally = Tally()
    for number in range(20_000):
        tally.add("refused", charge_point=f"X{number}", status=404)
    assert tally.counts == {"refused": 20_000}
    assert len(caplog.messages) < 4200
    assert len(tally._by_source) < 4200


def test_bug_of_one_charger_is_told_with_its_traceback_and_ends_there(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tally = Tally()
    for _ in range(3):
        with contained("observing_broke", tally, "CP-1"):
            raise ExceptionGroup("tasks", [OverflowError("too large")])
    assert tally.counts == {"observing_broke": 3}
    assert [record.exc_info is not None for record in caplog.records] == [True, True]
    assert "OverflowError('too large')" in caplog.messages[0]
    assert 'charge_point="CP-1"' in caplog.messages[0]


async def test_cancellation_goes_through(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(asyncio.CancelledError), contained("observing_broke", Tally(), "CP-1"):
        raise asyncio.CancelledError
    assert caplog.messages == []
