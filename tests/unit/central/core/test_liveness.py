"""Which sockets are pinged, kept and ended."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.liveness import MISSED_PINGS, Signs, Verdict, verdict

PING_S, SILENCE_S = 30.0, 900.0
seconds = st.floats(0, 10_000)


def judge(
    quiet_s: float, *, answers: bool = False, missed: int = 0, ping_s: float = PING_S
) -> Verdict:
    """A socket that was pinged `missed` times in vain, the last time an interval ago."""
    pinged_at_s = quiet_s - PING_S if missed else -math.inf
    signs = Signs(0.0, pinged_at_s, missed, answers)
    return verdict(signs, quiet_s, ping_interval_s=ping_s, silence_s=SILENCE_S)


@pytest.mark.parametrize(
    ("quiet_s", "missed", "answers", "wanted"),
    [
        pytest.param(29.9, 0, False, Verdict.KEEP, id="heard of just now"),
        pytest.param(30.0, 0, False, Verdict.PING, id="quiet for an interval"),
        pytest.param(899.0, 20, False, Verdict.PING, id="one that ignores pings may be silent"),
        pytest.param(900.0, 20, False, Verdict.SILENT, id="but not for ever"),
        pytest.param(119.0, 2, True, Verdict.PING, id="three pings have not been missed yet"),
        pytest.param(120.0, 3, True, Verdict.NO_ECHO, id="one that answered pings is gone"),
    ],
)
def test_verdicts(quiet_s: float, missed: int, answers: bool, wanted: Verdict) -> None:
    assert judge(quiet_s, answers=answers, missed=missed) is wanted


def test_a_socket_is_not_pinged_again_within_the_interval() -> None:
    signs = Signs(0.0, 40.0, 1, answers_pings=False)
    assert verdict(signs, 69.9, ping_interval_s=PING_S, silence_s=SILENCE_S) is Verdict.KEEP
    assert verdict(signs, 70.0, ping_interval_s=PING_S, silence_s=SILENCE_S) is Verdict.PING


def test_the_last_ping_has_its_interval_too() -> None:
    signs = Signs(0.0, 100.0, MISSED_PINGS, answers_pings=True)
    assert verdict(signs, 129.0, ping_interval_s=PING_S, silence_s=SILENCE_S) is Verdict.KEEP
    assert verdict(signs, 130.0, ping_interval_s=PING_S, silence_s=SILENCE_S) is Verdict.NO_ECHO


def test_a_sign_of_life_forgives_missed_pings() -> None:
    signs = Signs(101.0, 100.0, MISSED_PINGS, answers_pings=True)
    assert verdict(signs, 131.0, ping_interval_s=PING_S, silence_s=SILENCE_S) is Verdict.PING


def test_without_pings_silence_alone_counts() -> None:
    assert judge(899.0, answers=True, ping_s=0.0) is Verdict.KEEP
    assert judge(900.0, answers=True, ping_s=0.0) is Verdict.SILENT


@given(
    heard=seconds, since=seconds, pinged=seconds, missed=st.integers(0, 9), answers=st.booleans()
)
def test_whoever_was_heard_within_the_interval_is_left_alone(
    heard: float, since: float, pinged: float, missed: int, answers: bool
) -> None:
    signs = Signs(heard, pinged, missed, answers)
    now_s = heard + since
    judged = verdict(signs, now_s, ping_interval_s=PING_S, silence_s=SILENCE_S)
    assert judged is Verdict.KEEP or now_s - heard >= PING_S
    assert judged is not Verdict.NO_ECHO or (answers and missed >= MISSED_PINGS)
