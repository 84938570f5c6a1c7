"""A model on trial passes when it behaves; a broken, slow or alarmist one fails with the reason."""

import math

import numpy as np
import pytest

from edge_agent.core.probation import MIN_SCORES, Probation, Round, Verdict

HOUR_S = 3600.0


def scored(*risks: float, took_s: float = 0.0001) -> Round:
    return Round(np.array(risks, dtype=np.float32), took_s, alarm_at=0.45)


def after(rounds: int, old: Round, new: Round, at_s: float = HOUR_S) -> Verdict | None:
    probation = Probation(HOUR_S, 0.0)
    for _ in range(rounds):
        probation.observe(old, new)
    return probation.verdict(at_s)


def test_a_model_that_answers_alike_passes() -> None:
    verdict = after(MIN_SCORES, scored(0.1), scored(0.12))
    assert verdict == Verdict(has_passed=True, reason="20 scores, mean difference 0.020")


@pytest.mark.parametrize(
    ("rounds", "at_s"),
    [
        pytest.param(MIN_SCORES - 1, HOUR_S, id="too few scores"),
        pytest.param(MIN_SCORES, HOUR_S - 1.0, id="too short a time"),
        pytest.param(0, 1e9, id="no charger at all"),
    ],
)
def test_it_goes_on_until_it_is_long_enough(rounds: int, at_s: float) -> None:
    assert after(rounds, scored(0.1), scored(0.1), at_s) is None


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        pytest.param(scored(math.nan), "no probability", id="not a number"),
        pytest.param(scored(math.inf), "no probability", id="infinite"),
        pytest.param(scored(1.01), "no probability", id="above one"),
        pytest.param(scored(-0.01), "no probability", id="below zero"),
        pytest.param(scored(0.1, 0.1), "no probability", id="another number of rows"),
    ],
)
def test_an_answer_that_is_no_probability_ends_it_at_once(new: Round, reason: str) -> None:
    verdict = after(1, scored(0.1), new, at_s=0.0)
    assert verdict is not None
    assert not verdict.has_passed
    assert reason in verdict.reason


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        pytest.param(scored(0.1, took_s=0.02), "p99 of a score is 20.0 ms", id="slow"),
        pytest.param(scored(0.46), "100% of its scores are alarms", id="a flood of alarms"),
        pytest.param(scored(0.4), "differs by 0.30", id="something else altogether"),
    ],
)
def test_a_model_out_of_bounds_fails_with_the_reason(new: Round, reason: str) -> None:
    verdict = after(MIN_SCORES, scored(0.1), new)
    assert verdict is not None
    assert not verdict.has_passed
    assert reason in verdict.reason


def test_a_machine_that_is_slow_for_both_fails_neither() -> None:
    verdict = after(MIN_SCORES, scored(0.1, took_s=0.03), scored(0.1, took_s=0.05))
    assert verdict is not None
    assert verdict.has_passed


def test_one_hiccup_among_few_scores_fails_nobody() -> None:
    probation = Probation(HOUR_S, 0.0)
    for number in range(MIN_SCORES):
        probation.observe(scored(0.1), scored(0.1, took_s=0.5 if number == 3 else 0.0001))
    verdict = probation.verdict(HOUR_S)
    assert verdict is not None
    assert verdict.has_passed


def test_a_model_that_cannot_score_fails() -> None:
    probation = Probation(HOUR_S, 0.0)
    probation.broke("it could not score: bad graph")
    verdict = probation.verdict(0.0)
    assert verdict == Verdict(has_passed=False, reason="it could not score: bad graph")
