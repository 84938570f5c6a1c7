"""Scores over a pipe are those that the window and the bundle give."""

import io
from datetime import UTC, datetime

import numpy as np
import pytest

from charger_emulator.core.fleet import make_fleet
from contract.messages import decode, encode
from contract.observations import COLUMNS, Kind, Observation
from contract.rehearsal import Reports, Scores, ScoreStart
from edge_agent.adapters.model_file import load_scorer
from edge_agent.adapters.rehearsal import CALM_S, Rehearsal, run_score
from edge_agent.core.errors import LocalError
from edge_agent.core.site import place_of, window_of
from models.scoring import Scorer

FLEET = make_fleet(2, 1)
CHARGERS = [(s, c) for s in FLEET.stations for c in s.charge_points]
DTYPE = np.dtype(list(COLUMNS))
START_S = 1_750_000_000.0


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return load_scorer(None)


def reports(at_s: float, *rows: tuple[int, Observation]) -> Reports:
    packed = np.zeros(len(rows), DTYPE)
    for at, (point, seen) in enumerate(rows):
        packed[at]["charge_point"] = point
        for name, _ in COLUMNS[1:]:
            packed[at][name] = getattr(seen, name)
    return Reports(at=datetime.fromtimestamp(at_s, UTC), rows=packed.tobytes())


def connected(at_s: float = START_S) -> Observation:
    return Observation(Kind.CONNECTED, at_s)


def hot(at_s: float) -> Observation:
    return Observation(
        Kind.METER, at_s, power_w=90_000.0, offered_w=100_000.0, temperature_c=88.0, ambient_c=40.0
    )


def test_a_score_is_that_of_the_window_and_the_bundle(scorer: Scorer) -> None:
    rehearsal = Rehearsal(FLEET, scorer)
    seen = [connected(), *(hot(START_S + 10.0 * n) for n in range(1, 30))]
    at_s = START_S + 300.0
    (got,) = rehearsal.tick(reports(at_s, *((0, each) for each in seen))).judged
    window = window_of(place_of(*CHARGERS[0]))
    for each in seen:
        window.observe(each)
    assert got.charge_point == CHARGERS[0][1].id
    assert got.risk_1h == pytest.approx(scorer.score(window.vector(at_s)), abs=1e-6)
    assert got.temperature_c == pytest.approx(88.0)


def test_only_connected_chargers_are_scored(scorer: Scorer) -> None:
    rehearsal = Rehearsal(FLEET, scorer)
    assert rehearsal.tick(reports(START_S)).judged == []
    both = rehearsal.tick(reports(START_S + 60.0, (0, connected()), (1, connected()))).judged
    assert [each.charge_point for each in both] == [c.id for _, c in CHARGERS[:2]]
    gone = Observation(Kind.DISCONNECTED, START_S + 400.0)
    later = rehearsal.tick(reports(START_S + 400.0, (0, gone))).judged
    assert [each.charge_point for each in later] == [CHARGERS[1][1].id]


def test_a_calm_charger_is_scored_every_five_minutes(scorer: Scorer) -> None:
    rehearsal = Rehearsal(FLEET, scorer)
    rehearsal.tick(reports(START_S, (0, connected())))
    minutes = [
        minute for minute in range(1, 21) if rehearsal.tick(reports(START_S + minute * 60.0)).judged
    ]
    assert minutes == [int(CALM_S / 60.0) * n for n in range(1, 5)]


def test_lines_in_and_lines_out() -> None:
    told = io.BytesIO()
    first = encode(ScoreStart(fleet=FLEET))
    lines = [first, encode(reports(START_S, (0, connected()))), encode(reports(START_S + 60.0))]
    run_score(io.BytesIO(b"\n".join(lines)), told, lambda: load_scorer(None))
    answers = [decode(line, Scores) for line in told.getvalue().splitlines()]
    assert [len(each.judged) for each in answers] == [1, 0]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param(
            reports(START_S, (99, connected())), "charger 99 and kind 6 is not allowed", id="who"
        ),
        pytest.param(
            Reports(at=datetime.fromtimestamp(START_S, UTC), rows=b"x"), "1 bytes", id="size"
        ),
    ],
)
def test_rows_that_cannot_be_are_refused(asked: Reports, said: str) -> None:
    lines = io.BytesIO(encode(ScoreStart(fleet=FLEET)) + b"\n" + encode(asked))
    with pytest.raises(LocalError, match=f"line 2: .*{said}"):
        run_score(lines, io.BytesIO(), lambda: load_scorer(None))
