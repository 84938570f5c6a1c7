"""Steps of work orders: no order of steps gives an illegal state, and each one is told."""

from datetime import timedelta
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from central.core.work_orders import OVER, PartCount, Proof, Report, WorkOrder, WorkState
from central.core.work_steps import (
    ALLOWED,
    Accept,
    Arrive,
    Assign,
    By,
    Cancel,
    Close,
    Decline,
    Doer,
    Doubt,
    Finish,
    Miss,
    Note,
    Prove,
    Reopen,
    Step,
    StepRefusedError,
    Travel,
    Unassign,
    allowed,
    taken,
)
from tests.unit.central.core.work_builders import HOUR, MINUTE, NOON, order

BOB, DESK, LOOP = Doer(By.TECHNICIAN, "bob"), Doer(By.OPERATOR, "olga"), Doer(By.LOOP, "loop")
REPORT = Report("reader", (PartCount("READER", 1),), test_charge_ok=True)
PROOF = Proof(5, 4200.0, 40e3, 20e3)
WAY: list[tuple[Step, Doer, WorkState]] = [
    (Assign("bob", ("8 min away",)), LOOP, WorkState.ASSIGNED),
    (Accept(), BOB, WorkState.ASSIGNED),
    (Travel(), BOB, WorkState.TRAVELLING),
    (Arrive(), BOB, WorkState.ON_SITE),
    (Finish(REPORT), BOB, WorkState.DONE),
    (Prove("A-1", PROOF, is_all=True), LOOP, WorkState.VERIFIED),
    (Close("quiet"), LOOP, WorkState.CLOSED),
]


def walked(*steps: tuple[Step, Doer]) -> WorkOrder:
    made = order()
    for number, (step, doer) in enumerate(steps):
        made, _ = taken(made, step, doer, NOON + number * MINUTE)
    return made


def test_the_usual_way_from_new_to_closed() -> None:
    made, told = order(), []
    for number, (step, doer, state) in enumerate(WAY):
        made, line = taken(made, step, doer, NOON + number * MINUTE)
        assert made.state is state
        told.append(line.kind)
    assert told == ["assigned", "accepted", "travelling", "on_site", "done", "verified", "closed"]
    assert (made.report, made.proofs["A-1"], made.technician) == (REPORT, PROOF, "bob")
    assert made.ended_at == NOON + 6 * MINUTE


def test_a_step_that_does_not_apply_names_the_state() -> None:
    with pytest.raises(StepRefusedError, match="finish: work order 1 is new, not on_site"):
        taken(order(), Finish(REPORT), BOB, NOON)
    with pytest.raises(StepRefusedError, match="not a step of the technician"):
        taken(order(), Assign("eve"), BOB, NOON)
    accepted = walked((Assign("bob"), LOOP), (Accept(), BOB))
    with pytest.raises(StepRefusedError, match="accepted already"):
        taken(accepted, Accept(), BOB, NOON)


def test_who_declines_or_does_not_answer_is_not_asked_again() -> None:
    made = walked((Assign("bob"), LOOP), (Decline("ill"), BOB), (Assign("eve"), LOOP))
    assert (made.technician, made.refused_by) == ("eve", ("bob",))
    assert made.answer_by == NOON + 2 * MINUTE + HOUR
    missed, line = taken(made, Miss(), LOOP, NOON + 2 * HOUR)
    assert (missed.state, missed.refused_by) == (WorkState.NEW, ("bob", "eve"))
    assert (line.kind, line.person) == ("not_accepted", "eve")


def test_what_a_person_chose_stays_and_is_told_once() -> None:
    made = walked((Assign("bob"), DESK), (Miss(), LOOP))
    assert (made.state, made.technician, made.answer_by) == (WorkState.ASSIGNED, "bob", None)


def test_a_repair_that_did_not_help_goes_back_to_its_technician() -> None:
    done = walked(*((step, doer) for step, doer, _ in WAY[:5]))
    again, line = taken(done, Reopen("it came back", 9), LOOP, NOON + HOUR)
    assert (again.state, again.technician, again.alarm_id) == (WorkState.ASSIGNED, "bob", 9)
    assert (again.reopened, again.done_at, again.accepted_at) == (1, None, None)
    assert (line.kind, line.text) == ("reopened", "it came back")


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        pytest.param(NOON + 5 * MINUTE, NOON + 5 * MINUTE, id="a late step keeps its time"),
        pytest.param(NOON + 5 * HOUR, NOON + HOUR, id="a phone that runs ahead is held back"),
        pytest.param(NOON - 9 * HOUR, NOON, id="nothing happened before the order"),
    ],
)
def test_the_time_of_the_phone_is_believed_within_bounds(told: Any, kept: Any) -> None:
    assigned = walked((Assign("bob"), LOOP))
    after, line = taken(assigned, Travel(), BOB, NOON + HOUR, told)
    assert (line.at, line.happened_at, after.accepted_at) == (NOON + HOUR, kept, kept)


names = st.sampled_from(["bob", "eve", "ada"])
steps = st.one_of(
    st.builds(Assign, names),
    st.builds(Decline, st.just("no")),
    st.builds(Finish, st.just(REPORT)),
    st.builds(Prove, st.just("A-1"), st.just(PROOF), st.booleans()),
    st.builds(Reopen, st.just("again"), st.integers(0, 3)),
    st.sampled_from(
        [Unassign("x"), Accept(), Miss(), Travel(), Arrive(), Doubt("x"), Close("x"),
         Cancel("x"), Note("x")]
    ),
)  # fmt: skip


@given(st.lists(st.tuples(steps, st.sampled_from(list(By)), st.integers(0, 300)), max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_order_of_steps_keeps_the_order_whole(history: list[tuple[Step, By, int]]) -> None:
    made, now, lines = order(), NOON, 0
    for step, by, minutes in history:
        now += timedelta(minutes=minutes)
        may = type(step) in allowed(made, by)
        before = made
        try:
            made, line = taken(made, step, Doer(by, "somebody"), now)
        except StepRefusedError:
            assert not may or isinstance(step, Accept)
            continue
        lines += 1
        assert may
        assert (line.by, line.at) == (by, now)
        assert line.kind
        check(made)
        if before.state in OVER:
            assert made == before
    assert lines <= len(history)


def check(made: WorkOrder) -> None:
    """What holds in every state."""
    has_technician = made.technician != ""
    assert has_technician == (made.assigned_at is not None)
    if made.state in {WorkState.ASSIGNED, WorkState.TRAVELLING, WorkState.ON_SITE}:
        assert has_technician
    if made.state is WorkState.NEW:
        assert not has_technician
    if made.state in {WorkState.TRAVELLING, WorkState.ON_SITE, WorkState.DONE}:
        assert made.accepted_at is not None
    assert (made.state in OVER) == (made.ended_at is not None)
    if made.state in {WorkState.DONE, WorkState.VERIFIED}:
        assert made.done_at is not None
        assert made.report is not None
    assert (made.state in {WorkState.VERIFIED, WorkState.CLOSED}) == (made.verified_at is not None)
    if made.technician in made.refused_by:
        assert made.technician != ""


def test_every_step_has_a_row_in_the_table() -> None:
    assert set(ALLOWED) == set(get_args(Step))
    assert all(states and who for states, who in ALLOWED.values())
