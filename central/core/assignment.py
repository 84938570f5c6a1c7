"""Who does which job: several jobs to several technicians at once, as a problem and its answer.

It begins with the plan that a person would make: the most urgent job first, to whoever does it
cheapest. Then every technician gives one job back, and those and all that are left over are dealt
out anew by an optimal matching (a kept library solves it), again and again until nothing gets
cheaper. What everybody gave back is one of the matchings, so no deal makes the plan dearer.
Sequences, shifts, driving and parts on the van are exact. All costs are money; the same problem has
the same answer.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from central.core.work_orders import PartCount, Urgency

Match = Callable[[Sequence[Sequence[float]]], Sequence[tuple[int, int]]]
"""Rows and columns of a matrix, paired so that the sum of costs is least; each row is paired."""
NEVER: Final = 1e9
PASSES_MAX: Final = 3
LEAST_GAIN: Final = 0.01


@dataclass(frozen=True, slots=True)
class AssignmentRules:
    """Prices of what a plan takes, in the network's money; see docs/adr/0044-assignment.md."""

    drive_per_h: float = 60.0
    """A technician and a van on the road."""
    wait_per_h: Mapping[Urgency, float] = field(
        default_factory=lambda: {Urgency.NOW: 40.0, Urgency.TODAY: 8.0, Urgency.WEEK: 1.0}
    )
    """Beside the revenue that is lost until it is repaired."""
    late_per_h: Mapping[Urgency, float] = field(
        default_factory=lambda: {Urgency.NOW: 100.0, Urgency.TODAY: 20.0, Urgency.WEEK: 5.0}
    )
    load_per_h2: float = 2.0
    """Of the square of a technician's hours: many jobs of one cost more than one of each."""
    change: float = 30.0
    """Somebody who was asked already is kept where another one saves less than this."""
    fetch_min: float = 15.0
    """Loading a part at the base, beside the way there."""
    left_h: float = 12.0
    """A job that nobody gets is taken to wait so long."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job; minutes count from now."""

    id: int
    place: int
    """Row of the travel table."""
    minutes: float
    """On site."""
    urgency: Urgency
    due_min: float
    skills: frozenset[str] = frozenset()
    parts: tuple[PartCount, ...] = ()
    revenue_per_h: float = 0.0
    """Lost until it is repaired."""
    refused_by: frozenset[str] = frozenset()
    current: str = ""
    """Who was asked and has not answered."""


@dataclass(frozen=True, slots=True)
class Hand:
    """A technician who may get jobs; minutes count from now."""

    name: str
    place: int
    """Row of the travel table: where the last accepted job ends, else where he or she is."""
    until_min: float
    """End of the shift."""
    free_min: float = 0.0
    """When the accepted jobs are done."""
    load_min: float = 0.0
    """Work and driving that is accepted already."""
    base: int | None = None
    """Row of the travel table: where parts are fetched."""
    skills: frozenset[str] = frozenset()
    stock: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Jobs, technicians, and minutes from each place to each other one; None = no road."""

    tasks: Sequence[Task]
    hands: Sequence[Hand]
    travel_min: Sequence[Sequence[float | None]]


@dataclass(frozen=True, slots=True)
class Visit:
    """A technician does a job."""

    task: Task
    hand: str
    drive_min: float
    arrive_min: float
    done_min: float
    cost: float
    fetched: tuple[str, ...] = ()
    """Parts that are fetched at the base on the way."""
    before_min: float = 0.0
    """Work and driving of the technician before it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Visits, in the order in which each technician does them; and the jobs that nobody gets."""

    visits: tuple[Visit, ...]
    left: tuple[Task, ...]


def assigned(problem: Problem, rules: AssignmentRules, match: Match) -> Answer:
    """Hand jobs out."""
    first = greedy(problem, rules)
    deal = _Deal(problem, rules, match, first)
    for _ in range(PASSES_MAX):
        before = deal.cost
        for position in range(1 + max((len(way.visits) for way in deal.ways), default=0)):
            deal.anew(position)
        if deal.cost > before - LEAST_GAIN:
            break
    return deal.answer


def visit_of(task: Task, hand: Hand, problem: Problem, rules: AssignmentRules) -> Visit | None:
    """What it takes a technician to do a job next; None = it cannot be."""
    if not task.skills <= hand.skills or hand.name in task.refused_by:
        return None
    missing = tuple(
        each.part for each in task.parts if hand.stock.get(each.part, 0) < each.quantity
    )
    drive = _drive_min(task, hand, problem, fetches=bool(missing))
    if drive is None:
        return None
    loading = rules.fetch_min if missing else 0.0
    arrive = hand.free_min + drive + loading
    done = arrive + task.minutes
    if done > hand.until_min:
        return None
    load = hand.load_min / 60.0
    more = (done - hand.free_min) / 60.0
    cost = (
        rules.drive_per_h * (drive + loading) / 60.0
        + (rules.wait_per_h[task.urgency] + task.revenue_per_h) * done / 60.0
        + rules.late_per_h[task.urgency] * max(0.0, done - task.due_min) / 60.0
        + rules.load_per_h2 * (2.0 * load * more + more * more)
        - (rules.change if task.current == hand.name else 0.0)
    )
    return Visit(task, hand.name, drive, arrive, done, cost, missing, hand.load_min)


def after(hand: Hand, visit: Visit) -> Hand:
    """A technician when a job is done; what was fetched is used up by it."""
    used = {each.part: each.quantity for each in visit.task.parts}
    stock = {
        part: count - used.get(part, 0) if part not in visit.fetched else count
        for part, count in hand.stock.items()
    }
    return replace(
        hand,
        place=visit.task.place,
        free_min=visit.done_min,
        load_min=hand.load_min + visit.done_min - hand.free_min,
        stock=stock,
    )


def cost_of(answer: Answer, rules: AssignmentRules) -> float:
    """What a plan costs, with the jobs that nobody gets."""
    return sum(each.cost for each in answer.visits) + sum(
        left_cost(each, rules) for each in answer.left
    )


def left_cost(task: Task, rules: AssignmentRules) -> float:
    """What it costs that nobody does a job for now."""
    rate = rules.wait_per_h[task.urgency] + task.revenue_per_h
    late_h = max(0.0, rules.left_h - task.due_min / 60.0)
    return 100.0 + rate * rules.left_h + rules.late_per_h[task.urgency] * late_h


def greedy(problem: Problem, rules: AssignmentRules) -> Answer:
    """The most urgent job first, to whoever does it cheapest after the jobs before it."""
    work = {hand.name: hand for hand in problem.hands}
    visits: list[Visit] = []
    left: list[Task] = []
    for task in sorted(problem.tasks, key=lambda each: (-left_cost(each, rules), each.id)):
        offers = [visit_of(task, hand, problem, rules) for hand in work.values()]
        best = min(
            (each for each in offers if each is not None),
            key=lambda each: (each.cost, each.hand),
            default=None,
        )
        if best is None:
            left.append(task)
            continue
        work[best.hand] = after(work[best.hand], best)
        visits.append(best)
    return Answer(tuple(visits), tuple(left))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A technician along some jobs: where that ends, and what it costs."""

    end: Hand
    visits: tuple[Visit, ...] = ()
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class _Kept:
    """A technician's jobs without the one that was given back."""

    before: _Stretch
    """Up to there."""
    behind: Sequence[Task]
    whole: _Stretch
    given: Task | None


class _Deal:
    """A plan in work: the way of each technician, and the jobs that are left."""

    def __init__(
        self, problem: Problem, rules: AssignmentRules, match: Match, first: Answer
    ) -> None:
        self._problem, self._rules, self._match = problem, rules, match
        self._left = list(first.left)
        self.ways: list[_Stretch] = []
        for hand in problem.hands:
            jobs = [each.task for each in first.visits if each.hand == hand.name]
            self.ways.append(self._along(_Stretch(hand), jobs) or _Stretch(hand))

    @property
    def cost(self) -> float:
        """Of the whole plan."""
        return self._sum(self.ways, self._left)

    def anew(self, position: int) -> None:
        """Everybody gives the job at a position back; all of them are dealt out anew."""
        kept = [
            self._kept(hand, way, position)
            for hand, way in zip(self._problem.hands, self.ways, strict=True)
        ]
        given = [each.given for each in kept if each.given is not None]
        self._left.sort(key=lambda task: (-left_cost(task, self._rules), task.id))
        pool = given + self._left[: len(kept)]
        if not pool:
            return
        offers = [[self._with(each, task) for each in kept] for task in pool]
        costs = [
            [
                *(
                    NEVER if way is None else way.cost - each.whole.cost
                    for each, way in zip(kept, row, strict=True)
                ),
                *(left_cost(task, self._rules) for _ in pool),
            ]
            for task, row in zip(pool, offers, strict=True)
        ]
        ways, left = [each.whole for each in kept], self._left[len(kept) :]
        for row, column in self._match(costs):
            way = offers[row][column] if column < len(kept) else None
            if way is None:
                left.append(pool[row])
            else:
                ways[column] = way
        if self._sum(ways, left) < self.cost - LEAST_GAIN:
            self.ways, self._left = ways, left

    @property
    def answer(self) -> Answer:
        """The plan as visits."""
        visits = tuple(visit for way in self.ways for visit in way.visits)
        return Answer(visits, tuple(sorted(self._left, key=lambda each: each.id)))

    def _sum(self, ways: Sequence[_Stretch], left: Sequence[Task]) -> float:
        return sum(way.cost for way in ways) + sum(left_cost(each, self._rules) for each in left)

    def _kept(self, hand: Hand, way: _Stretch, position: int) -> _Kept:
        """Without the job at a position, where there is one and the others can do without it."""
        jobs = [each.task for each in way.visits]
        behind = jobs[position + 1 :]
        before = self._along(_Stretch(hand), jobs[:position])
        whole = None if before is None else self._along(before, behind)
        if position >= len(jobs) or before is None or whole is None:
            return _Kept(way, (), way, None)
        return _Kept(before, behind, whole, jobs[position])

    def _with(self, kept: _Kept, task: Task) -> _Stretch | None:
        """The cheaper of two places for a job: where one was given back, or at the end."""
        there = self._along(kept.before, [task, *kept.behind])
        if not kept.behind:
            return there
        found = [way for way in (there, self._along(kept.whole, [task])) if way is not None]
        return min(found, key=lambda way: way.cost, default=None)

    def _along(self, begin: _Stretch, jobs: Sequence[Task]) -> _Stretch | None:
        """Do some jobs more; None = one of them cannot be."""
        hand, cost = begin.end, begin.cost
        visits = list(begin.visits)
        for task in jobs:
            visit = visit_of(task, hand, self._problem, self._rules)
            if visit is None:
                return None
            hand = after(hand, visit)
            cost += visit.cost
            visits.append(visit)
        return _Stretch(hand, tuple(visits), cost)


def _drive_min(task: Task, hand: Hand, problem: Problem, *, fetches: bool) -> float | None:
    table = problem.travel_min
    if not fetches:
        return table[hand.place][task.place]
    if hand.base is None:
        return None
    there, back = table[hand.place][hand.base], table[hand.base][task.place]
    return None if there is None or back is None else there + back
