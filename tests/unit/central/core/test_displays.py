"""What displays can do, and what their keys should hold."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from central.core.displays import (
    Display,
    display_from_json,
    display_of,
    display_to_json,
    next_write,
    offset_text,
    wanted_values,
    with_refusal,
    with_value,
)

BERLIN = ZoneInfo("Europe/Berlin")
SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)


def told(**values: str) -> dict[str, Any]:
    return {
        "configurationKey": [{"key": k, "value": v, "readonly": False} for k, v in values.items()]
    }


def test_keys_are_known_in_any_case_and_others_are_left_out() -> None:
    found = display_of(told(timeoffset="+00:00", HeartbeatInterval="30"))
    assert found == Display({"TimeOffset": "+00:00"})


@pytest.mark.parametrize(
    "answer",
    [{}, {"configurationKey": "x"}, {"configurationKey": [1, {"key": 2}, {"value": "x"}]}],
)
def test_an_odd_answer_is_an_empty_display(answer: dict[str, Any]) -> None:
    assert display_of(answer) == Display()


@pytest.mark.parametrize(
    ("value", "places"),
    [("2", 2), ("0", 0), ("", 3), ("many", 3), ("99", 3), ("-1", 3), ("9" * 400, 3)],
)
def test_places_of_money(value: str, places: int) -> None:
    assert display_of(told(NumberOfDecimalsForCostValues=value)).decimals == places


def test_languages_are_those_that_both_know() -> None:
    given = {"CustomMultiLanguageMessages": "true", "SupportedLanguages": "en, de-CH,tlh"}
    assert display_of(told(**given)).languages == ("en", "de-CH")
    assert display_of(told(**{**given, "CustomMultiLanguageMessages": "false"})).languages == ()


def test_only_known_keys_are_wanted() -> None:
    known = Display({"TimeOffset": "", "NextTimeOffsetTransitionDateTime": ""})
    assert wanted_values(known, BERLIN, SUMMER, {}, has_idle_fee=True) == {
        "TimeOffset": "+02:00",
        "NextTimeOffsetTransitionDateTime": "2026-10-25T01:00:00Z",
    }


def test_the_offset_follows_the_clocks() -> None:
    known = Display({"TimeOffset": "+02:00", "TimeOffsetNextTransition": "+01:00"})
    change = datetime(2026, 10, 25, 1, tzinfo=UTC)
    wanted = [
        wanted_values(known, BERLIN, at, {}, has_idle_fee=False)
        for at in (change - timedelta(seconds=1), change)
    ]
    assert [each["TimeOffset"] for each in wanted] == ["+02:00", "+01:00"]
    assert [each["TimeOffsetNextTransition"] for each in wanted] == ["+01:00", "+02:00"]


@pytest.mark.parametrize(("has_fee", "value"), [(True, "true"), (False, "false")])
def test_idleness_after_the_stop_is_asked_for_where_it_costs(has_fee: bool, value: str) -> None:
    known = Display({"CustomIdleFeeAfterStop": ""})
    wanted = wanted_values(known, BERLIN, SUMMER, {}, has_idle_fee=has_fee)
    assert wanted == {"CustomIdleFeeAfterStop": value}


def test_a_text_that_was_kept_over_a_boot_is_not_written_again() -> None:
    given = {"CustomMultiLanguageMessages": "true", "SupportedLanguages": "de"}
    kept = display_of(told(**given, **{"defaultpricetext,DE": "x"}))
    wanted = wanted_values(kept, BERLIN, SUMMER, {"de": "x"}, has_idle_fee=False)
    assert next_write(kept, wanted) is None
    assert next_write(display_of(told(**given)), wanted) == ("DefaultPriceText,de", "x")


def test_texts_are_wanted_in_the_languages_of_the_display() -> None:
    known = Display({"CustomMultiLanguageMessages": "true", "SupportedLanguages": "de,fr"})
    wanted = wanted_values(known, BERLIN, SUMMER, {"de": "x"}, has_idle_fee=False)
    assert wanted == {"DefaultPriceText,de": "x"}


def test_what_differs_is_written_one_by_one_and_a_refusal_is_respected() -> None:
    display = Display({"TimeOffset": "+00:00"})
    wanted = {"TimeOffset": "+01:00", "DefaultPriceText,de": "x"}
    assert next_write(display, wanted) == ("TimeOffset", "+01:00")
    display = with_refusal(display, "TimeOffset")
    assert next_write(display, wanted) == ("DefaultPriceText,de", "x")
    display = with_value(display, "DefaultPriceText,de", "x")
    assert next_write(display, wanted) is None
    assert display_from_json(display_to_json(display)) == display


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "+00:00"), (60, "+01:00"), (-480, "-08:00"), (345, "+05:45"), (-570, "-09:30")],
)
def test_an_offset_is_written_as_the_keys_have_it(minutes: int, text: str) -> None:
    assert offset_text(timedelta(minutes=minutes)) == text
