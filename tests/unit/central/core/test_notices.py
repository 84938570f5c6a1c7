"""Who is told what, in which words."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.alarm_topics import Severity
from central.core.notices import (
    FACT_MAX,
    TEMPLATES,
    Kind,
    Notice,
    Person,
    Preferences,
    clean,
    recipients,
    worded,
)

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
PEOPLE = (
    Person("ada", "admin"),
    Person("otto", "operator", Preferences(severity_min=Severity.CRITICAL)),
    Person("muted", "operator", Preferences(muted=frozenset(Kind))),
    Person("tina", "technician"),
    Person("vera", "viewer"),
)


def told(kind: Kind, severity: Severity = Severity.HIGH, to: str = "") -> list[str]:
    notice = Notice(kind, NOW, severity, {}, to=to)
    return [each.name for each in recipients(notice, PEOPLE)]


def test_every_kind_has_words() -> None:
    assert TEMPLATES.keys() == set(Kind)


def test_an_alarm_is_told_to_operators_and_admins_who_want_it() -> None:
    assert told(Kind.ALARM_OPENED) == ["ada"]
    assert told(Kind.ALARM_OPENED, Severity.CRITICAL) == ["ada", "otto"]
    assert told(Kind.ALARM_OPENED, Severity.WARNING) == []


def test_an_alarm_that_nobody_answers_is_told_to_all_of_them() -> None:
    assert told(Kind.ALARM_UNANSWERED, Severity.CRITICAL) == ["ada", "otto", "muted"]


def test_a_job_is_told_to_its_technician_alone() -> None:
    assert told(Kind.ORDER_ASSIGNED, to="tina") == ["tina"]
    assert told(Kind.ORDER_ASSIGNED, to="gone") == []


def test_a_job_that_is_not_accepted_is_told_to_operators() -> None:
    assert told(Kind.ORDER_NOT_ACCEPTED) == ["ada", "otto"]


def test_a_notice_is_its_template_with_facts() -> None:
    facts = {"station": "Mall", "id": 12, "what": "Fan", "charger": "CP-1", "urgency": "now"}
    line = worded(Notice(Kind.ORDER_ASSIGNED, NOW, Severity.HIGH, facts, "/ops/orders/12"))
    assert line.title == "New job: Mall"
    assert line.text == "Order 12: Fan at CP-1, now. Parts: -."
    assert line.link == "/ops/orders/12"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("CP-1", "CP-1"),
        ("<b>hi</b>", "b hi /b"),
        ("[click](http://evil.example/x)", "click ( evil.example/x)"),
        ("a\r\nBcc: all@example.org\x00", "a Bcc: all example.org"),
        ("@everyone `rm` **now**", "everyone rm now"),
        ("hthttp://tp://x", "x"),
        ("{by} {0.__class__}", "by 0. class"),
        ("Zürich Süd, 40 °C", "Zürich Süd, 40 °C"),
        ("   ", "-"),
        ("\u202egnp.exe", "gnp.exe"),
    ],
)
def test_a_fact_is_text_and_nothing_else(written: str, shown: str) -> None:
    assert clean(written) == shown


@given(st.text())
def test_whatever_a_charger_calls_itself_it_is_one_short_plain_line(written: str) -> None:
    shown = clean(written)
    assert 0 < len(shown) <= FACT_MAX
    assert not set(shown) & set("<>`*_[]{}|\\@#\r\n\t\0")
    assert "//" not in shown
    assert "www." not in shown.lower()
    assert clean(shown) == shown


@given(st.sampled_from(list(Kind)), st.dictionaries(st.sampled_from(["id", "title"]), st.text()))
def test_every_template_takes_any_facts(kind: Kind, facts: dict[str, str]) -> None:
    line = worded(Notice(kind, NOW, Severity.HIGH, facts))
    assert line.title
    assert "{" not in line.title + line.text
