"""A scoring round over real windows, with the committed bundle, up to the queue for the broker."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from contract.clock import ClockSetting
from contract.ids import ChargePointId, EdgeId, StationId
from contract.messages import ChargerEvent, Score, Telemetry, decode
from contract.observations import Kind, Observation
from contract.ocpp16 import ChargePointStatus
from edge_agent.adapters.clock import Clock
from edge_agent.adapters.herald import Herald
from edge_agent.adapters.mailbox import KINDS, MOST_UNWRITTEN, Mailbox, Report
from edge_agent.adapters.model_file import load_scorer
from edge_agent.adapters.scoring import Scoring
from edge_agent.adapters.tally import Tally
from edge_agent.core.reports import Finding, Reporter
from edge_agent.core.site import Charger, Place, Site
from edge_agent.core.traffic import News
from models.scoring import Scorer
from tests.unit.edge_agent.core.builders import ids

CHARGING = list(ChargePointStatus).index(ChargePointStatus.CHARGING)
PLACE = Place(StationId("S-1"), None, 100_000.0, 2, 50_000.0)


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return load_scorer(None)


class Desk:
    """An edge without sockets: what it would publish is what waits in its queue."""

    def __init__(self, data_dir: Path) -> None:
        now = datetime.now(UTC)
        self.clock = Clock(ClockSetting(factor=1.0, epoch=now, anchor=now))
        self.tally = Tally()
        self.mailbox = Mailbox(data_dir, 2**20, self.clock, self.tally)
        self.herald = Herald(Reporter(EdgeId("e"), 1), self.mailbox, self.clock)
        self.site = Site({}, PLACE, 1.0, ids(), limit=1000)

    def charger(self, name: str) -> Charger:
        return self.site.add(ChargePointId(name), self.clock.now().at)

    def waiting(self) -> Iterator[Report]:
        forms = {kind: form for form, kind in KINDS.items()}
        return (decode(each.body, forms[each.kind]) for each in self.mailbox._fresh)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.mailbox.close()


def heat_up(charger: Charger, until: datetime, hottest_c: float) -> None:
    """An hour at full load in which the cabinet climbs."""
    for minute in range(60):
        at_s = (until - timedelta(minutes=60 - minute)).timestamp()
        for connector in (1, 2):
            charger.window.observe(
                Observation(Kind.STATUS, at_s, connector=connector, status=CHARGING)
            )
        charger.window.observe(
            Observation(
                Kind.METER,
                at_s,
                power_w=95_000.0,
                offered_w=100_000.0,
                temperature_c=50.0 + (hottest_c - 50.0) * minute / 59,
                ambient_c=40.0,
            )
        )


async def test_stressed_charger_gets_a_level_a_cause_and_reasons(
    scorer: Scorer, desk: Desk
) -> None:
    charger = desk.charger("HOT")
    heat_up(charger, desk.clock.now().at, hottest_c=86.0)
    await Scoring(scorer, desk.herald, desk.clock, desk.tally).score([charger])
    (telemetry,) = (each for each in desk.waiting() if isinstance(each, Telemetry))
    (score,) = (each for each in desk.waiting() if isinstance(each, Score))
    (event,) = (each for each in desk.waiting() if isinstance(each, ChargerEvent))
    assert telemetry.temperature_c == pytest.approx(86.0)
    assert score.risk_1h > scorer.levels["watch"].enter
    assert score.risk_1h <= score.risk_6h <= score.risk_24h
    assert score.level == charger.alarm.level != "low"
    assert score.cause in {each.name for each in scorer.manifest.causes}
    assert score.contributions
    assert event.kind == "risk_level"
    assert score.level in event.detail


async def test_calm_charger_gets_a_score_and_nothing_more(scorer: Scorer, desk: Desk) -> None:
    charger = desk.charger("CALM")
    at_s = desk.clock.now().at.timestamp()
    charger.window.observe(Observation(Kind.METER, at_s, power_w=0.0, temperature_c=25.0))
    await Scoring(scorer, desk.herald, desk.clock, desk.tally).score([charger])
    kinds = [type(each) for each in desk.waiting()]
    assert kinds == [Telemetry, Score]
    (score,) = (each for each in desk.waiting() if isinstance(each, Score))
    assert (score.level, score.cause, score.contributions) == ("low", None, [])


async def test_tables_of_explanations_are_there_while_a_risk_is_raised_and_a_while_longer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    scorer = load_scorer(None)
    scoring = Scoring(scorer, desk.herald, desk.clock, desk.tally)
    calm, hot = desk.charger("CALM"), desk.charger("HOT")
    heat_up(hot, desk.clock.now().at, hottest_c=86.0)
    await scoring.score([calm])
    assert not scorer.is_ready_to_explain
    await scoring.score([calm, hot])
    await scoring.score([calm])
    assert scorer.is_ready_to_explain
    monkeypatch.setattr("edge_agent.adapters.scoring.CALM_S", 0.0)
    await scoring.score([calm, hot])
    assert scorer.is_ready_to_explain
    await scoring.score([calm])
    assert not scorer.is_ready_to_explain


async def test_score_carries_where_the_temperature_goes(scorer: Scorer, desk: Desk) -> None:
    charger = desk.charger("WARM")
    scoring = Scoring(scorer, desk.herald, desk.clock, desk.tally)
    for round_ in range(3):
        at_s = desk.clock.now().at.timestamp() + round_
        charger.window.observe(
            Observation(
                Kind.METER, at_s, power_w=90_000.0, temperature_c=40.0 + round_, ambient_c=30.0
            )
        )
        await scoring.score([charger])
    first, *_, last = (each for each in desk.waiting() if isinstance(each, Score))
    assert first.temperature_forecast == [], "one reading is not believed yet"
    forecast = last.temperature_forecast
    assert [each.minutes for each in forecast] == [5, 10, 20, 30, 45, 60]
    assert all(each.low_c < each.mid_c < each.high_c for each in forecast)
    assert forecast[-1].mid_c > 42.0, "at nine tenths of its power it warms"


async def test_many_chargers_score_as_each_would_alone(scorer: Scorer, desk: Desk) -> None:
    chargers = [desk.charger(f"CP-{number}") for number in range(40)]
    for number, charger in enumerate(chargers):
        heat_up(charger, desk.clock.now().at, hottest_c=50.0 + number)
    scoring = Scoring(scorer, desk.herald, desk.clock, desk.tally)
    await scoring.score(chargers)
    assert scoring.scored == 40
    told = {each.sequence: each for each in desk.waiting() if isinstance(each, Score)}
    assert len(told) == 40
    vectors = [each.features for each in desk.waiting() if isinstance(each, Telemetry)]
    alone = [
        scorer.score(np.array([np.nan if v is None else v for v in each], dtype=np.float32))
        for each in vectors
    ]
    assert [each.risk_1h for each in told.values()] == pytest.approx(alone, abs=1e-6)


async def test_charger_that_cannot_be_scored_leaves_the_others_theirs(
    scorer: Scorer, desk: Desk
) -> None:
    chargers = [desk.charger(f"CP-{number}") for number in range(20)]
    for charger in chargers:
        heat_up(charger, desk.clock.now().at, hottest_c=86.0)
    chargers[3].window = None  # type: ignore[assignment]  # a bug in its vector
    chargers[7].alarm = None  # type: ignore[assignment]  # a bug in its report
    scoring = Scoring(scorer, desk.herald, desk.clock, desk.tally)
    await scoring.score(chargers)
    topics = {each.topic.split("/")[3] for each in desk.mailbox._fresh}
    assert topics == {f"CP-{number}" for number in range(20) if number not in (3, 7)}
    assert desk.tally.counts == {"scoring_broke": 2}
    scores = [each.risk_1h for each in desk.waiting() if isinstance(each, Score)]
    assert scores == pytest.approx([scores[0]] * 18, abs=1e-6)


async def test_round_over_nobody_is_no_error(scorer: Scorer, desk: Desk) -> None:
    scoring = Scoring(scorer, desk.herald, desk.clock, desk.tally)
    await scoring.score([])
    assert scoring.scored == 0


async def test_full_queue_drops_the_oldest_but_no_event(desk: Desk) -> None:
    charger = desk.charger("CP-1")
    at = desk.clock.now().at
    desk.herald.tell(charger, News("connected"))
    for _ in range(MOST_UNWRITTEN + 1):
        desk.herald.scored(charger, at, "m", Finding(0.1, "low"))
    waiting = list(desk.waiting())
    assert len(waiting) == MOST_UNWRITTEN
    assert isinstance(waiting[0], ChargerEvent)
    assert [each.sequence for each in waiting[1:3]] == [4, 5]
    assert desk.tally.counts == {"dropped_score": 2}
