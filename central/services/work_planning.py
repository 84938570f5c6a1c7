"""Planning of work orders: who is asked next, renewed whenever something changes.

A plan is made from stored facts and is not stored itself: what it changes are steps of orders, with
reasons. Before a step is taken the order is looked at again, so an answer that came meanwhile wins.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from central.core.assignment import Answer, AssignmentRules, Match, Problem, assigned
from central.core.technicians import Spot
from central.core.work_plan import (
    Place,
    Scene,
    is_free,
    problem_of,
    steps_of,
    why,
    why_left,
)
from central.core.work_steps import By, Doer
from central.services.items import iso
from central.services.ports import Clock
from central.services.travel import TravelTimes
from central.services.unit_of_work import UnitOfWork, UnitsOfWork
from central.services.work_store import take_step

PLANNER: Final = Doer(By.LOOP, "planning")
EARNINGS_BACK: Final = timedelta(days=14)
RENEWED: Final = timedelta(minutes=5)
"""A plan is looked at again after so long where nothing else changes: time does."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with its reasons."""

    at: datetime
    scene: Scene
    problem: Problem
    answer: Answer
    reasons: Mapping[int, Sequence[str]]
    source: str


class Planner:
    """Call `round` in every round of the work orders, or `plan` to see what it would do."""

    def __init__(
        self,
        units: UnitsOfWork,
        clock: Clock,
        travel: TravelTimes,
        match: Match,
        rules: AssignmentRules | None = None,
    ) -> None:
        self._units = units
        self._clock = clock
        self._travel = travel
        self._match = match
        self._rules = rules or AssignmentRules()
        self._seen: object = None
        self._seen_at: datetime | None = None

    async def round(self) -> None:
        """Plan where something changed, and take the steps of the plan."""
        async with self._units.read() as uow:
            scene = await _scene(uow, self._clock.now())
        signature = _signature(scene)
        is_old = self._seen_at is None or scene.now - self._seen_at >= RENEWED
        if not scene.open_to_planning() or (signature == self._seen and not is_old):
            return
        plan = await self._planned(scene)
        steps = steps_of(scene, plan.answer, plan.reasons)
        if steps:
            async with self._units.write() as uow:
                for order_id, step in steps:
                    order = await uow.work_orders.get(order_id)
                    if order is not None and is_free(order):
                        await take_step(uow, order, step, PLANNER, self._clock.now())
                await uow.commit()
        self._seen, self._seen_at = None if steps else signature, scene.now

    async def plan(self) -> Plan:
        """What would be done now."""
        async with self._units.read() as uow:
            scene = await _scene(uow, self._clock.now())
        return await self._planned(scene)

    async def _planned(self, scene: Scene) -> Plan:
        spots = scene.spots()
        table = await self._travel.table(spots)
        rows = {spot: row for row, spot in enumerate(spots)}
        problem = problem_of(scene, rows, table.minutes)
        answer = await asyncio.to_thread(assigned, problem, self._rules, self._match)
        reasons = {each.task.id: why(each, problem, table.source) for each in answer.visits}
        return Plan(scene.now, scene, problem, answer, reasons, table.source)


async def _scene(uow: UnitOfWork, now: datetime) -> Scene:
    orders = await uow.work_orders.open()
    technicians = await uow.technicians.all()
    stations = {each.id: each for each in await uow.stations.all()} if orders else {}
    chargers = {key for order in orders if is_free(order) for key in order.charge_points}
    earned = await uow.work_orders.earnings_per_h(chargers, now - EARNINGS_BACK, now)
    places = {}
    for order in orders:
        station = stations.get(order.station)
        spot = None
        if (
            station is not None
            and station.latitude_deg is not None
            and station.longitude_deg is not None
        ):
            spot = Spot(station.latitude_deg, station.longitude_deg)
        lost = sum(earned.get(key, 0.0) for key in order.charge_points)
        places[order.id] = Place(spot, lost)
    return Scene(orders, technicians, places, now)


def _signature(scene: Scene) -> object:
    """What a plan depends on, but for the time; a technician's place counts to a kilometre."""
    return (
        tuple(
            (
                each.id,
                each.state,
                each.technician,
                each.accepted_at,
                each.refused_by,
                each.is_pinned,
            )
            for each in scene.orders
        ),
        tuple(
            (
                each.name,
                each.skills,
                tuple(sorted(each.stock.items())),
                round(spot.latitude_deg, 2),
                round(spot.longitude_deg, 2),
            )
            for each, spot, _ in scene.working()
        ),
    )


def plan_item(plan: Plan) -> dict[str, Any]:
    """A plan as pages see it."""
    working = plan.scene.working()
    return {
        "at": iso(plan.at),
        "source": plan.source,
        "technicians": [
            {
                "name": each.name,
                "until": iso(end),
                "visits": [
                    {
                        "order_id": visit.task.id,
                        "drive_min": round(visit.drive_min, 1),
                        "arrive_at": iso(plan.at + timedelta(minutes=visit.arrive_min)),
                        "done_at": iso(plan.at + timedelta(minutes=visit.done_min)),
                        "fetches": list(visit.fetched),
                        "reasons": list(plan.reasons[visit.task.id]),
                    }
                    for visit in plan.answer.visits
                    if visit.hand == each.name
                ],
            }
            for each, _, end in working
        ],
        "left": [
            {"order_id": task.id, "reason": why_left(task, plan.problem)}
            for task in plan.answer.left
        ],
    }
