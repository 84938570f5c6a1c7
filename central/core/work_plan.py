"""From orders and technicians to a problem of assignment, and from its answer to steps.

What a technician accepted, is on the way to, or was given by a person is no part of the problem: it
takes time and parts first. Whoever works now may get more. What was offered and not answered may go
to somebody else, where that saves enough.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeAlias

from central.core.assignment import Answer, Hand, Problem, Task, Visit
from central.core.technicians import Spot, Technician
from central.core.work_orders import AT_WORK, WorkOrder, WorkState
from central.core.work_steps import Assign, Step, Unassign

Minutes: TypeAlias = Sequence[Sequence[float | None]]
"""Minutes from row to row; None = no road."""
MINUTE_S: Final = 60.0
LEAST_MONEY: Final = 0.01
"""That is shown."""
ON_SITE_SHARE: Final = 0.5
"""Of its time a job that is under way still takes, on average."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an order is, and what it loses until it is repaired."""

    spot: Spot | None
    revenue_per_h: float = 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """What a plan is made from."""

    orders: Sequence[WorkOrder]
    """Open ones."""
    technicians: Sequence[Technician]
    places: Mapping[int, Place]
    """By order."""
    now: datetime

    def working(self) -> list[tuple[Technician, Spot, datetime]]:
        """Technicians on shift whose place is known, by name, with the end of the shift."""
        found = []
        for each in sorted(self.technicians, key=lambda one: one.name):
            spot, end = each.spot(self.now), each.shift_end(self.now)
            if spot is not None and end is not None:
                found.append((each, spot, end))
        return found

    def open_to_planning(self) -> list[WorkOrder]:
        """Orders that may be given to somebody now."""
        return [each for each in self.orders if is_free(each)]

    def spots(self) -> list[Spot]:
        """All places of the problem; a row of the travel table each."""
        found = [spot for _, spot, _ in self.working()]
        found += [each.base for each, _, _ in self.working() if each.base is not None]
        wanted = [each for each in self.orders if is_free(each) or each.state in AT_WORK]
        found += [spot for each in wanted if (spot := self.places[each.id].spot) is not None]
        return list(dict.fromkeys(found))


def is_free(order: WorkOrder) -> bool:
    """Whether planning may give it to somebody: nobody answered for it, nobody chose."""
    if order.state is WorkState.NEW:
        return True
    return order.state is WorkState.ASSIGNED and order.accepted_at is None and not order.is_pinned


def problem_of(scene: Scene, rows: Mapping[Spot, int], travel: Minutes) -> Problem:
    """The problem of a scene.

    Args:
        scene: orders and technicians.
        rows: row of each place in the travel table.
        travel: minutes from row to row.
    """
    hands = [
        _hand(scene, technician, spot, end, rows, travel)
        for technician, spot, end in scene.working()
    ]
    tasks = [
        task
        for order in scene.open_to_planning()
        if (task := _task(scene, order, rows)) is not None
    ]
    return Problem(tasks, hands, travel)


def _task(scene: Scene, order: WorkOrder, rows: Mapping[Spot, int]) -> Task | None:
    place = scene.places[order.id]
    if place.spot is None:
        return None
    return Task(
        id=order.id,
        place=rows[place.spot],
        minutes=float(order.needs.minutes),
        urgency=order.urgency,
        due_min=_minutes(scene.now, order.due_at),
        skills=frozenset(order.needs.skills),
        parts=order.needs.parts,
        revenue_per_h=place.revenue_per_h,
        refused_by=frozenset(order.refused_by),
        current=order.technician,
    )


def _hand(
    scene: Scene,
    technician: Technician,
    spot: Spot,
    end: datetime,
    rows: Mapping[Spot, int],
    travel: Minutes,
) -> Hand:
    """A technician behind what he or she has in hand already."""
    hand = Hand(
        name=technician.name,
        place=rows[spot],
        until_min=_minutes(scene.now, end),
        base=None if technician.base is None else rows[technician.base],
        skills=frozenset(technician.skills),
        stock=technician.stock,
    )
    mine = [
        each
        for each in scene.orders
        if each.technician == technician.name and each.state in AT_WORK and not is_free(each)
    ]
    for order in sorted(mine, key=_turn):
        there = scene.places[order.id].spot
        row = hand.place if there is None else rows[there]
        is_there = order.state is WorkState.ON_SITE
        drive = 0.0 if is_there else travel[hand.place][row] or 0.0
        spent = drive + order.needs.minutes * (ON_SITE_SHARE if is_there else 1.0)
        used = {each.part: each.quantity for each in order.needs.parts}
        hand = replace(
            hand,
            place=row,
            free_min=hand.free_min + spent,
            load_min=hand.load_min + spent,
            stock={part: max(n - used.get(part, 0), 0) for part, n in hand.stock.items()},
        )
    return hand


_TURNS: Final = (WorkState.ON_SITE, WorkState.TRAVELLING, WorkState.ASSIGNED)


def _turn(order: WorkOrder) -> tuple[int, datetime, int]:
    """What is under way comes first, then by when it is due."""
    return _TURNS.index(order.state), order.due_at, order.id


def steps_of(
    scene: Scene, answer: Answer, reasons: Mapping[int, Sequence[str]]
) -> list[tuple[int, Step]]:
    """What a plan changes: orders that go to somebody else, or back."""
    orders = {each.id: each for each in scene.orders}
    found: list[tuple[int, Step]] = [
        (visit.task.id, Assign(visit.hand, tuple(reasons[visit.task.id])))
        for visit in answer.visits
        if orders[visit.task.id].technician != visit.hand
    ]
    planned = {visit.task.id for visit in answer.visits}
    working = {technician.name for technician, _, _ in scene.working()}
    for order in scene.open_to_planning():
        if order.technician and order.id not in planned:
            why = (
                "somebody else's work goes first"
                if order.technician in working
                else f"{order.technician} is off shift"
            )
            found.append((order.id, Unassign(why)))
    return found


def why(visit: Visit, problem: Problem, source: str) -> tuple[str, ...]:
    """Why this technician, with figures.

    Args:
        visit: who goes where.
        problem: with everybody else.
        source: of the driving times.
    """
    task, able = visit.task, [hand for hand in problem.hands if visit.task.skills <= hand.skills]
    others = [
        (minutes, hand.name)
        for hand in able
        if hand.name not in {visit.hand, *task.refused_by}
        and (minutes := problem.travel_min[hand.place][task.place]) is not None
    ]
    late_min = visit.done_min - task.due_min
    told = [
        f"{visit.drive_min:.0f} min drive ({source})",
        f"there in {visit.arrive_min:.0f} min, done "
        + (f"{late_min:.0f} min late" if late_min > 0 else f"{-late_min:.0f} min before it is due"),
        f"{len(able)} of {len(problem.hands)} on shift can do it"
        + (f" ({', '.join(sorted(task.skills))})" if task.skills else ""),
    ]
    carried = [each.part for each in task.parts if each.part not in visit.fetched]
    if carried:
        told.append(f"carries {', '.join(carried)}")
    if visit.fetched:
        told.append(f"fetches {', '.join(visit.fetched)} at the base first")
    if visit.before_min:
        told.append(f"{visit.before_min / 60:.1f} h of work before it")
    if task.revenue_per_h >= LEAST_MONEY:
        told.append(f"{task.revenue_per_h:.2f} an hour lost until then")
    if others:
        minutes, name = min(others)
        told.append(f"nearest other: {name}, {minutes:.0f} min")
    return tuple(told)


def why_left(task: Task, problem: Problem) -> str:
    """Why nobody gets a job now."""
    able = [hand for hand in problem.hands if task.skills <= hand.skills]
    willing = [hand for hand in able if hand.name not in task.refused_by]
    if not problem.hands:
        return "nobody is on shift"
    if not able:
        return f"nobody on shift has the skills {', '.join(sorted(task.skills))}"
    if not willing:
        return f"all who can do it refused: {', '.join(sorted(task.refused_by))}"
    return "nobody can do it before the shift ends, other work goes first, or it is too far yet"


def _minutes(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / MINUTE_S
