from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from central.core.first_attempts import (
    EARLY,
    ENERGY_MIN_WH,
    SAME_VISIT,
    Attempt,
    FailedStart,
    Failure,
    SessionFact,
    attempts_of,
    failure_of,
    success_of,
    visits_of,
)
from tests.unit.central.core.builders import NOON

MINUTE = timedelta(minutes=1)


def session(
    start_min: float = 0,
    length_min: float = 30,
    energy_wh: int = 20_000,
    reason: str = "Local",
    tag: str = "TAG",
    connector: int = 1,
) -> SessionFact:
    start = NOON + start_min * MINUTE
    return SessionFact("A-1", connector, tag, start, start + length_min * MINUTE, energy_wh, reason)


def start(
    at_min: float,
    reason: Failure,
    tag: str | None = None,
    connector: int = 1,
    length_min: float = 1,
) -> FailedStart:
    at = NOON + at_min * MINUTE
    return FailedStart("A-1", connector, tag, at, at + length_min * MINUTE, reason)


@pytest.mark.parametrize(
    ("one", "failure"),
    [
        pytest.param(session(), None, id="charged"),
        pytest.param(session(reason="PowerLoss"), None, id="broken off later"),
        pytest.param(session(length_min=2, reason="PowerLoss"), Failure.EARLY_STOP, id="early"),
        pytest.param(session(length_min=2, reason="EVDisconnected"), None, id="short by choice"),
        pytest.param(session(energy_wh=ENERGY_MIN_WH - 1), Failure.NO_ENERGY, id="nothing came"),
        pytest.param(session(energy_wh=-5), Failure.NO_ENERGY, id="register ran back"),
        pytest.param(
            session(length_min=0.1, energy_wh=0, reason="DeAuthorized"),
            Failure.AUTHORISATION_REFUSED, id="refused",
        ),
    ],
)  # fmt: skip
def test_a_session_charged_or_says_why_not(one: SessionFact, failure: Failure | None) -> None:
    assert failure_of(one)[0] is failure


def test_the_first_attempt_of_a_visit_decides() -> None:
    refused = start(0, Failure.AUTHORISATION_REFUSED, "tag", connector=0)
    found = success_of(visits_of(attempts_of([session(5)], [refused])))
    assert (found.visits, found.at_first, found.at_last, found.attempts) == (1, 0, 1, 2)
    assert found.ratio == 0.0
    assert found.failures == ((Failure.AUTHORISATION_REFUSED, "", 1),)


def test_another_driver_is_another_visit() -> None:
    found = visits_of(attempts_of([session(0, 5), session(6, tag="OTHER")], []))
    assert [len(visit) for visit in found] == [1, 1]


def test_a_plug_without_a_tag_belongs_to_the_session_at_its_connector() -> None:
    plug = start(0, Failure.NO_AUTHORISATION)
    assert len(visits_of(attempts_of([session(3)], [plug]))) == 1
    assert len(visits_of(attempts_of([session(3, connector=2)], [plug]))) == 2
    assert len(visits_of(attempts_of([session(60)], [plug]))) == 2


def test_a_session_that_was_told_late_takes_its_failed_start_away() -> None:
    plug = start(0, Failure.NO_AUTHORISATION, length_min=45)
    assert [each.failure for each in attempts_of([session(1)], [plug])] == [None]


def test_what_is_broken_off_is_counted_apart() -> None:
    found = success_of(visits_of(attempts_of([session(reason="EmergencyStop")], [])))
    assert (found.ratio, found.broken_off, found.failures) == (1.0, 1, ())
    assert success_of([]).ratio is None


def test_early_ends_where_it_says() -> None:
    late = session(length_min=EARLY / MINUTE, reason="Reboot")
    assert failure_of(late)[0] is None


# --- against a slow reference -----------------------------------------------------------------

tags = st.sampled_from(["a", "b", None])
attempt_list = st.lists(
    st.builds(
        lambda at, length, tag, connector, failed: Attempt(
            "A-1",
            connector,
            tag,
            NOON + at * MINUTE,
            NOON + (at + length) * MINUTE,
            Failure.NO_START if failed else None,
        ),
        st.integers(0, 120),
        st.integers(0, 40),
        tags,
        st.integers(1, 2),
        st.booleans(),
    ),
    max_size=9,
)


def ordered(attempts: list[Attempt]) -> list[Attempt]:
    return sorted(attempts, key=lambda a: (a.start_at, a.end_at, a.connector_id, a.id_tag or ""))


def slow_visits(attempts: list[Attempt]) -> list[list[Attempt]]:
    """Each attempt is compared with all visits so far, from the newest back."""
    labels: list[int] = []
    for number, each in enumerate(attempts):
        mine = -1
        for label in sorted(set(labels), reverse=True):
            visit = [a for a, at in zip(attempts[:number], labels, strict=True) if at == label]
            end: datetime = max(a.end_at for a in visit)
            gaps = [
                earlier.start_at - max(a.end_at for a in visit[: visit.index(earlier)] or [earlier])
                for earlier in visit
            ]
            assert all(gap <= SAME_VISIT for gap in gaps)
            known = [a.id_tag for a in visit if a.id_tag is not None]
            if known and each.id_tag is not None:
                fits = known[0] == each.id_tag
            else:
                fits = each.connector_id in {a.connector_id for a in visit}
            if fits and each.start_at - end <= SAME_VISIT:
                mine = label
                break
        labels.append(mine if mine >= 0 else len(set(labels)))
    return [
        [a for a, at in zip(attempts, labels, strict=True) if at == label]
        for label in sorted(set(labels))
    ]


@given(attempt_list)
@settings(max_examples=200, deadline=None)
def test_visits_are_those_of_the_slow_reference(attempts: list[Attempt]) -> None:
    rows = ordered(attempts)
    assert visits_of(rows) == slow_visits(rows)


@given(attempt_list)
def test_figures_add_up(attempts: list[Attempt]) -> None:
    found = success_of(visits_of(ordered(attempts)))
    assert found.attempts == len(attempts)
    assert 0 <= found.at_first <= found.at_last <= found.visits <= found.attempts
    failed = sum(count for _, _, count in found.failures)
    assert failed == sum(each.failure is not None for each in attempts)


sessions = st.lists(
    st.builds(
        session,
        st.integers(0, 200),
        st.integers(0, 60),
        st.sampled_from([0, 50, 20_000]),
        st.sampled_from(["Local", "PowerLoss", "DeAuthorized", "inferred"]),
        st.sampled_from(["A", "b"]),
        st.integers(1, 2),
    ),
    max_size=6,
    unique_by=lambda s: (s.started_at, s.connector_id),
)
starts = st.lists(
    st.builds(
        start,
        st.integers(0, 200),
        st.sampled_from([Failure.NO_START, Failure.NO_AUTHORISATION]),
        tags,
        st.integers(1, 2),
        st.integers(0, 30),
    ),
    max_size=5,
)


@given(sessions, starts)
def test_order_does_not_matter(some: list[SessionFact], failed: list[FailedStart]) -> None:
    first = success_of(visits_of(attempts_of(some, failed)))
    assert first == success_of(visits_of(attempts_of(some[::-1], failed[::-1])))
