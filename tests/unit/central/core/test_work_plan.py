"""From orders and technicians to a problem, and from its answer to steps with reasons."""

from datetime import timedelta
from typing import Any

from central.adapters.matching import matched
from central.core.assignment import Answer, AssignmentRules, assigned
from central.core.technicians import Spot, Technician
from central.core.work_orders import PartCount, WorkOrder, WorkState
from central.core.work_plan import Place, Scene, is_free, problem_of, steps_of, why, why_left
from central.core.work_steps import Assign, Unassign
from tests.unit.central.core.work_builders import MINUTE, NOON, alarm, order

HERE, THERE, FAR = Spot(33.0, -112.0), Spot(33.1, -112.0), Spot(34.0, -112.0)
TRAVEL = [[0.0, 20.0, 90.0], [20.0, 0.0, 80.0], [90.0, 80.0, 0.0]]
ROWS = {HERE: 0, THERE: 1, FAR: 2}


def bob(**changes: Any) -> Technician:
    values: dict[str, Any] = {"skills": ("charger",), "base": HERE, "stock": {"READER": 2}}
    return Technician(**{"name": "bob", **values, **changes})


def scene(*orders: WorkOrder, technicians: tuple[Technician, ...] = (), **spots: Spot) -> Scene:
    places = {each.id: Place(spots.get(f"at{each.id}", THERE), 2.5) for each in orders}
    return Scene(orders, technicians or (bob(),), places, NOON)


def held(number: int, **changes: Any) -> WorkOrder:
    values = {"state": WorkState.ASSIGNED, "technician": "bob", "assigned_at": NOON, **changes}
    return order(id=number, **values)


def test_only_what_nobody_answered_for_or_chose_is_open_to_planning() -> None:
    assert is_free(order())
    assert is_free(held(2))
    assert not is_free(held(3, accepted_at=NOON))
    assert not is_free(held(4, is_pinned=True))
    assert not is_free(held(5, state=WorkState.TRAVELLING, accepted_at=NOON))
    assert not is_free(held(6, state=WorkState.DONE, accepted_at=NOON))


def test_what_is_accepted_takes_time_place_and_parts_first() -> None:
    made = scene(
        order(id=1),
        held(2, accepted_at=NOON, state=WorkState.ON_SITE),
        held(3, accepted_at=NOON, due_at=NOON + timedelta(hours=5)),
        at2=HERE,
        at3=FAR,
    )
    problem = problem_of(made, ROWS, TRAVEL)
    [who], [task] = problem.hands, problem.tasks
    assert (who.place, who.free_min, who.load_min) == (2, 15.0 + 90.0 + 30.0, 135.0)
    assert who.stock == {"READER": 0}
    assert (task.id, task.place, task.minutes, task.revenue_per_h) == (1, 1, 30.0, 2.5)


def test_who_is_off_shift_or_nowhere_is_not_asked_and_has_to_give_back() -> None:
    lost = bob(name="eve", base=None)
    off = bob(is_active=False)
    made = scene(held(1), technicians=(off, lost))
    problem = problem_of(made, {THERE: 0}, [[0.0]])
    assert problem.hands == []
    answer = assigned(problem, AssignmentRules(), matched)
    assert steps_of(made, answer, {}) == [(1, Unassign("bob is off shift"))]
    assert why_left(answer.left[0], problem) == "nobody is on shift"


def test_a_plan_that_changes_nothing_takes_no_step() -> None:
    made = scene(held(1), order(id=2))
    problem = problem_of(made, ROWS, TRAVEL)
    answer = assigned(problem, AssignmentRules(), matched)
    reasons = {each.task.id: why(each, problem, "road") for each in answer.visits}
    [(number, step)] = steps_of(made, answer, reasons)
    assert (number, isinstance(step, Assign)) == (2, True)


def test_reasons_have_figures() -> None:
    wanted = order(alarm(), id=1, due_at=NOON + 30 * MINUTE)
    eve = bob(name="eve", base=FAR, stock={})
    made = scene(wanted, technicians=(bob(), eve))
    problem = problem_of(made, ROWS, TRAVEL)
    [visit] = assigned(problem, AssignmentRules(), matched).visits
    assert why(visit, problem, "road") == (
        "20 min drive (road)",
        "there in 20 min, done 20 min late",
        "2 of 2 on shift can do it (charger)",
        "carries READER",
        "2.50 an hour lost until then",
        "nearest other: eve, 80 min",
    )


def test_why_nobody_goes_is_told() -> None:
    needs = order().needs
    tasks = problem_of(scene(order(refused_by=("bob",)), order(id=2, due_at=NOON)), ROWS, TRAVEL)
    refused, late = tasks.tasks
    assert why_left(refused, tasks) == "all who can do it refused: bob"
    assert "before the shift ends" in why_left(late, tasks)
    assert needs.parts == (PartCount("READER", 1),)
    assert Answer((), (refused, late)).left == (refused, late)
