"""Stops without an id are given to the sessions that they mean."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from central.core.orphans import LooseStop, Span, assign

T0 = datetime(2026, 7, 1, tzinfo=UTC)


def after(minutes: int) -> datetime:
    return T0 + timedelta(minutes=minutes)


def span(number: int, minute: int, meter_wh: int, connector: int = 1, tag: str = "A") -> Span:
    return Span(number, connector, tag, after(minute), meter_wh, meter_wh)


def stop(number: int, minute: int, meter_wh: int | None, tag: str | None = None) -> LooseStop:
    return LooseStop(number, tag, after(minute), meter_wh)


def starts(*spans: Span) -> list[tuple[int, datetime]]:
    return [(each.connector_id, each.started_at) for each in spans]


def test_stop_needs_a_start_before_it_and_no_greater_register() -> None:
    session = span(1, 10, 500)
    assert assign([session], starts(session), [stop(7, 9, 900)]) == {}
    assert assign([session], starts(session), [stop(7, 11, 499)]) == {}
    assert assign([session], starts(session), [stop(7, 11, 500)]) == {7: 1}


def test_tags_are_compared_without_case_and_a_stop_without_one_fits_any() -> None:
    session = span(1, 10, 500, tag="Tag")
    assert assign([session], starts(session), [stop(7, 11, 600, "tAG")]) == {7: 1}
    assert assign([session], starts(session), [stop(7, 11, 600, "other")]) == {}
    assert assign([session], starts(session), [stop(7, 11, None)]) == {7: 1}


def test_stop_after_the_next_start_on_the_connector_is_not_the_former_ones() -> None:
    first, second = span(1, 10, 500), span(2, 20, 600)
    assert assign([first], starts(first, second), [stop(7, 25, 700)]) == {}
    assert assign([first, second], starts(first, second), [stop(7, 25, 700)]) == {7: 2}


def test_of_two_connectors_the_nearer_register_takes_it() -> None:
    one, two = span(1, 10, 1_000), span(2, 10, 900_000, connector=2)
    loose = [stop(7, 30, 901_000), stop(8, 30, 3_000)]
    assert assign([one, two], starts(one, two), loose) == {7: 2, 8: 1}


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[Span, LooseStop]]:
    """Sessions one after the other on two connectors with registers of their own."""
    made, number = [], 0
    for connector in (1, 2):
        minute, meter_wh = 0, connector * 10**8
        for _ in range(draw(st.integers(0, 4))):
            number += 1
            minute += draw(st.integers(1, 9))
            began = span(number, minute, meter_wh, connector)
            minute += draw(st.integers(1, 9))
            meter_wh += draw(st.integers(1, 50_000))
            made.append((began, stop(100 + number, minute, meter_wh, "a")))
    return made


@given(histories(), st.randoms(use_true_random=False))
def test_every_stop_finds_its_session_in_any_order(
    history: list[tuple[Span, LooseStop]], chance: object
) -> None:
    spans = [began for began, _ in history]
    loose = [ended for _, ended in history]
    expected = {ended.id: began.id for began, ended in history}
    chance.shuffle(loose)  # type: ignore[attr-defined]
    assert assign(spans, starts(*spans), loose) == expected
    assert assign(spans[::-1], starts(*spans), loose) == expected


@given(histories(), st.data())
def test_no_stop_is_given_twice_and_no_session_takes_two(
    history: list[tuple[Span, LooseStop]], data: st.DataObject
) -> None:
    every = [each for each, _ in history], [each for _, each in history]
    spans = data.draw(st.lists(st.sampled_from(every[0]), unique=True)) if every[0] else []
    loose = data.draw(st.lists(st.sampled_from(every[1]), unique=True)) if every[1] else []
    given_to = assign(spans, starts(*spans), loose)
    assert len(set(given_to.values())) == len(given_to)
    assert given_to.keys() <= {each.id for each in loose}
