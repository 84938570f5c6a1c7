"""Log lines and counts: nothing that a peer sends can forge a line or fill the log."""

import logging

import pytest

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
