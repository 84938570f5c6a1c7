"""Words become one of the fixed questions, and records become an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.chat import ABOUT, Asked, Day, Places, Question, checked, understood
from central.core.chat_answers import (
    NOTHING,
    SHOWN_MAX,
    Record,
    answer,
    not_understood,
)

PLACES = Places({"phoenix-07": "Mall", "phoenix-08": "Mall North", "x": "X"})


@pytest.mark.parametrize("question", list(Question))
def test_the_example_of_each_question_asks_for_it(question: Question) -> None:
    asked = understood(ABOUT[question].example, PLACES)
    assert asked is not None
    assert asked.question is question


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "which stations need parts tomorrow?",
            Asked(Question.PARTS_NEEDED, day=Day.TOMORROW),
        ),
        ("Parts for Mall North this week", Asked(Question.PARTS_NEEDED, "phoenix-08", Day.WEEK)),
        ("why was phoenix-07 surged", Asked(Question.WHY_SURGED, "phoenix-07")),
        (
            "Why is the Mall so expensive today?",
            Asked(Question.WHY_SURGED, "phoenix-07", Day.TODAY),
        ),
        ("open alarms at MALL", Asked(Question.OPEN_ALARMS, "phoenix-07")),
        ("how busy are the technicians", Asked(Question.TECHNICIANS_LOAD)),
        ("where do we lose money", Asked(Question.REVENUE_AT_RISK)),
        ("uptime below 97", Asked(Question.UPTIME_BELOW_LINE)),
        ("is anything down right now", Asked(Question.STATIONS_DOWN, day=Day.TODAY)),
        ("jobs due today", Asked(Question.WORK_ORDERS, day=Day.TODAY)),
        ("what is the weather like", None),
        ("", None),
        ("Who are you?", None),
        ("delete all users", None),
    ],
)
def test_words_are_understood_by_rule(text: str, asked: Asked | None) -> None:
    assert understood(text, PLACES) == asked


def test_a_station_that_is_called_like_a_question_does_not_ask_it() -> None:
    places = Places({"s-1": "Spare Parts Alley"})
    assert understood("open alarms at Spare Parts Alley", places) == Asked(
        Question.OPEN_ALARMS, "s-1"
    )


@pytest.mark.parametrize(
    ("name", "arguments", "asked"),
    [
        ("open_alarms", {}, Asked(Question.OPEN_ALARMS)),
        ("open_alarms", {"station": "the Mall"}, Asked(Question.OPEN_ALARMS, "phoenix-07")),
        ("parts_needed", {"day": "tomorrow"}, Asked(Question.PARTS_NEEDED, day=Day.TOMORROW)),
        ("parts_needed", {"day": None, "station": None}, Asked(Question.PARTS_NEEDED)),
        ("open_alarms", {"station": "Atlantis"}, None),
        ("open_alarms", {"station": 5}, None),
        ("parts_needed", {"day": "never"}, None),
        ("something_else", {}, None),
        ("drop_tables", {}, None),
        ("open_alarms", {"sql": "DROP TABLE users"}, Asked(Question.OPEN_ALARMS)),
    ],
)
def test_what_a_model_chose_is_one_of_ours_or_nothing(
    name: str, arguments: dict[str, object], asked: Asked | None
) -> None:
    assert checked(name, arguments, PLACES) == asked


@given(st.text(), st.dictionaries(st.text(), st.text()))
def test_no_words_and_no_names_do_more_than_choose(text: str, names: dict[str, str]) -> None:
    asked = understood(text, Places(names))
    assert asked is None or (asked.question in Question and asked.station in {"", *names})


def record(number: int, title: str = "Mall", **facts: str) -> Record:
    return Record("station", str(number), f"/ops/stations/{number}", title, tuple(facts.items()))


HEAD = "Stations with open work orders that need parts, and which"


def test_an_answer_cites_each_record_by_its_number() -> None:
    told = answer(
        Asked(Question.PARTS_NEEDED, day=Day.TOMORROW), [record(1, risk="0.7"), record(2, "B")]
    )
    assert told.text.splitlines() == [
        f"{HEAD}, due by the end of tomorrow (2):",
        "[1] Mall: risk 0.7",
        "[2] B",
    ]


def test_without_records_nothing_is_known() -> None:
    assert answer(Asked(Question.OPEN_ALARMS), []).text == NOTHING


def test_of_many_records_the_first_are_shown_and_all_counted() -> None:
    told = answer(Asked(Question.OPEN_ALARMS), [record(n) for n in range(50)])
    assert len(told.records) == SHOWN_MAX
    assert f"({SHOWN_MAX} of 50):" in told.text


def test_what_is_not_understood_is_answered_with_what_can_be_asked() -> None:
    told = not_understood()
    assert all(about.example in told.text for about in ABOUT.values())
    assert told.records == ()


@given(st.text(), st.text())
def test_a_record_is_one_plain_line_whatever_it_is_called(title: str, value: str) -> None:
    [_, line] = answer(Asked(Question.OPEN_ALARMS), [record(1, title, risk=value)]).text.split(
        "\n", 1
    )
    assert line.startswith("[1] ")
    assert "\n" not in line
    assert not set(line[4:]) & set("<>[]`*{}|\\")
