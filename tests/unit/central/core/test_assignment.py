"""Who does which job: every plan can be done, none is dearer than the obvious one."""

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from central.adapters.matching import matched
from central.core.assignment import (
    Answer,
    AssignmentRules,
    Hand,
    Problem,
    Task,
    after,
    assigned,
    cost_of,
    greedy,
    visit_of,
)
from central.core.work_orders import PartCount, Urgency
from tests.unit.central.core.assignment_problems import problem

RULES = AssignmentRules()
LINE = [[abs(one - other) * 10.0 for other in range(10)] for one in range(10)]
"""Ten places in a row, ten minutes apart."""


def task(number: int = 1, place: int = 5, **changes: object) -> Task:
    return replace(Task(number, place, 30.0, Urgency.TODAY, 600.0), **changes)  # type: ignore[arg-type]


def hand(name: str = "bob", place: int = 0, **changes: object) -> Hand:
    return replace(Hand(name, place, until_min=480.0), **changes)  # type: ignore[arg-type]


def solved(tasks: list[Task], hands: list[Hand]) -> dict[int, str]:
    answer = assigned(Problem(tasks, hands, LINE), RULES, matched)
    return {each.task.id: each.hand for each in answer.visits}


def test_the_nearest_of_equal_ones_goes() -> None:
    assert solved([task()], [hand("bob", 0), hand("eve", 4)]) == {1: "eve"}


def test_two_jobs_go_to_two_and_not_both_to_the_nearest() -> None:
    both = [task(1, 5), task(2, 6)]
    assert set(solved(both, [hand("bob", 5), hand("eve", 7)]).values()) == {"bob", "eve"}


def test_who_can_do_more_is_left_for_who_needs_it() -> None:
    plain, special = task(1, 5), task(2, 5, skills=frozenset({"high_voltage"}))
    able = hand("bob", 5, until_min=45.0, skills=frozenset({"high_voltage"}))
    other = hand("eve", 6)
    for one in ([plain, special], [special, plain]):
        assert solved(one, [able, other]) == {1: "eve", 2: "bob"}


@pytest.mark.parametrize(
    ("wanted", "who"),
    [
        pytest.param(task(skills=frozenset({"x"})), hand(), id="without the skill"),
        pytest.param(task(refused_by=frozenset({"bob"})), hand(), id="who refused"),
        pytest.param(task(), hand(until_min=79.0), id="whose shift ends before it is done"),
        pytest.param(task(parts=(PartCount("FAN", 2),)), hand(stock={"FAN": 1}), id="without part"),
    ],
)
def test_nobody_is_sent(wanted: Task, who: Hand) -> None:
    answer = assigned(Problem([wanted], [who], LINE), RULES, matched)
    assert (answer.visits, answer.left) == ((), (wanted,))


def test_a_missing_part_is_fetched_at_the_base_on_the_way() -> None:
    wanted = task(parts=(PartCount("FAN", 1),))
    there = visit_of(wanted, hand(base=2), Problem([wanted], [], LINE), RULES)
    assert there is not None
    assert (there.fetched, there.drive_min, there.arrive_min) == (("FAN",), 50.0, 65.0)
    carrier = hand("eve", 0, stock={"FAN": 1})
    assert solved([wanted], [hand(base=9), carrier]) == {1: "eve"}


def test_parts_are_used_up_along_the_way() -> None:
    wants = [task(n, 5, parts=(PartCount("FAN", 1),)) for n in (1, 2, 3)]
    who = hand(stock={"FAN": 2})
    assert len(solved(wants, [who])) == 2


def test_who_was_asked_is_kept_unless_it_costs_much() -> None:
    asked = task(1, 5, current="bob")
    assert solved([asked], [hand("bob", 3), hand("eve", 4)]) == {1: "bob"}
    assert solved([asked], [hand("bob", 0), hand("eve", 5)]) == {1: "eve"}


def check(found: Answer, given_problem: Problem) -> None:
    """Each job once; each technician's jobs one after another, with skill, shift and parts."""
    ids = [each.task.id for each in found.visits] + [each.id for each in found.left]
    assert sorted(ids) == sorted(each.id for each in given_problem.tasks)
    by_hand = defaultdict(list)
    for visit in found.visits:
        by_hand[visit.hand].append(visit)
    for who in given_problem.hands:
        now = who
        for visit in by_hand[who.name]:
            assert visit == visit_of(visit.task, now, given_problem, RULES)
            assert visit.task.skills <= who.skills
            assert visit.arrive_min >= now.free_min
            assert visit.done_min <= who.until_min
            now = after(now, visit)
            assert all(count >= 0 for count in now.stock.values())


@given(st.integers(0, 10_000), st.integers(0, 12), st.integers(0, 5), st.floats(0.05, 1.5))
@settings(max_examples=60, deadline=None)
def test_every_plan_can_be_done_and_is_not_dearer_than_the_obvious_one(
    seed: int, jobs: int, technicians: int, span_deg: float
) -> None:
    made = problem(seed, jobs, technicians, span_deg)
    found, obvious = assigned(made, RULES, matched), greedy(made, RULES)
    check(found, made)
    check(obvious, made)
    assert cost_of(found, RULES) <= cost_of(obvious, RULES) + 1e-6
    assert assigned(made, RULES, matched) == found


def test_it_is_clearly_cheaper_where_there_is_much_to_choose() -> None:
    shares = []
    for seed in range(4):
        made = problem(seed, 30, 8)
        found, obvious = assigned(made, RULES, matched), greedy(made, RULES)
        shares.append(cost_of(found, RULES) / cost_of(obvious, RULES))
    assert sum(shares) / len(shares) < 0.98
