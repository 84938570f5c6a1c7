"""The edge's report on itself: what is in it, when it is ill, and that nobody can write into it."""

from datetime import UTC, datetime

import pytest

from contract.ids import ChargePointId, StationId
from edge_agent.core.reports import Finding
from edge_agent.core.site import Charger, Place, Site
from edge_agent.core.status import (
    ChargerStatus,
    Rounds,
    Status,
    as_page,
    as_text,
    charger_status,
    chargers_status,
    is_stuck,
    problems_of,
)
from tests.unit.edge_agent.core.builders import ids

AT = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


def charger_of(name: str = "CP-1") -> Charger:
    site = Site({}, Place(StationId("S-1")), 1.0, ids(), limit=9)
    return site.add(ChargePointId(name), AT)


def status(charger: ChargerStatus, *problems: str) -> Status:
    return Status(
        edge="edge-1",
        version="0.1.0",
        model="forest-1",
        delivery="forest-2: probation, 31 scores",
        birth=3,
        problems=list(problems),
        now="2026-07-01T12:00:00.000Z",
        clock_trusted=False,
        clock_factor=10.0,
        broker="away",
        queue={"score": 4},
        chargers=[charger],
        counts={"bad_path": 2},
    )


def test_charger_that_was_never_scored_shows_no_risk() -> None:
    found = charger_status(charger_of())
    assert (found.risk_1h, found.scored_at, found.level) == (None, None, "low")
    assert (found.connected, found.uplink, found.waiting) == (False, "offline", 0)


def test_charger_shows_its_last_score() -> None:
    charger = charger_of()
    charger.finding = Finding(risk_1h=0.7, level="high", cause="thermal", stale_inputs=("context",))
    charger.scored_at = AT
    found = charger_status(charger)
    assert (found.risk_1h, found.cause, found.stale_inputs) == (0.7, "thermal", ["context"])
    assert found.scored_at == "2026-07-01T12:00:00.000Z"


def test_chargers_stand_in_the_order_of_their_names() -> None:
    found = chargers_status([charger_of("B"), charger_of("A")])
    assert [each.charge_point for each in found] == ["A", "B"]


@pytest.mark.parametrize(
    ("since_s", "is_late"), [pytest.param(59.9, False, id="in time"), (60.1, True)]
)
def test_scoring_that_stands_still_is_a_problem(since_s: float, is_late: bool) -> None:
    rounds = Rounds(interval_s=10.0, since_last_s=since_s)
    assert is_stuck(rounds) is is_late
    assert bool(problems_of(rounds, "")) is is_late


def test_disk_that_takes_nothing_is_a_problem() -> None:
    (found,) = problems_of(Rounds(interval_s=10.0, since_last_s=0.0), "disk full")
    assert found == "what waits for central is in memory only: disk full"


def test_text_and_page_say_what_matters() -> None:
    report = status(charger_status(charger_of()), "no scoring round ended for 99 s")
    assert not report.is_healthy
    for text in (as_text(report), as_page(report)):
        for words in (
            "edge-1",
            "99 s",
            "10 times as fast",
            "not trusted",
            "away",
            "4 score",
            "CP-1",
            "bad_path",
        ):
            assert words in text


def test_what_a_charger_calls_itself_cannot_become_part_of_the_page() -> None:
    evil = charger_status(charger_of("<script>alert(1)</script>"))
    assert "<script" not in as_page(status(evil))
    assert "&lt;script&gt;" in as_page(status(evil))
