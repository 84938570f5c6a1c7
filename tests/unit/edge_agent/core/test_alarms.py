"""Levels and explanations over a series of scores."""

from edge_agent.core.alarms import Alarm
from models.levels import Level

LEVELS = {"watch": Level(0.25, 0.2), "high": Level(0.45, 0.4), "critical": Level(0.6, 0.5)}


def test_level_is_held_until_its_clear_value() -> None:
    alarm = Alarm()
    risks = [0.1, 0.3, 0.22, 0.19, 0.7, 0.55, 0.45]
    levels = [alarm.judge(risk, LEVELS).level for risk in risks]
    assert levels == ["low", "watch", "watch", "low", "critical", "critical", "high"]


def test_change_is_told_once_with_the_level_before() -> None:
    alarm = Alarm()
    first = alarm.judge(0.7, LEVELS)
    second = alarm.judge(0.7, LEVELS)
    assert (first.is_changed, first.previous, first.is_raised) == (True, "low", True)
    assert not second.is_changed


def test_every_raised_score_says_why() -> None:
    alarm = Alarm()
    assert all(alarm.judge(0.7, LEVELS).is_explained for _ in range(10))


def test_low_risk_is_not_explained_but_its_return_is() -> None:
    alarm = Alarm()
    assert not alarm.judge(0.1, LEVELS).is_explained
    alarm.judge(0.7, LEVELS)
    assert alarm.judge(0.1, LEVELS).is_explained
    assert not alarm.judge(0.1, LEVELS).is_explained
