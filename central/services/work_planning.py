"""Planning of work orders: who is asked next, renewed whenever something changes.

A plan is made from stored facts and is not stored itself: what it changes are steps of orders, with
reasons. Before a step is taken the order is looked at again, so an answer that came meanwhile wins.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
from central.core.work_steps import By, Doer, Step
from central.services.items import iso
from central.services.ports import Clock
from central.services.records import Station
from central.services.travel import TravelTimes
from central.services.unit_of_work import UnitOfWork, UnitsOfWork
from central.services.work_store import take_step
from contract.ids import StationId

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
        now = self._clock.now()
        async with self._units.read() as uow:
            orders = await uow.work_orders.open()
            if not any(is_free(each) for each in orders):
                return
            bare = Scene(orders, await uow.technicians.all(), {}, now)
            signature = _signature(bare)
            is_new = self._seen_at is None or now - self._seen_at >= RENEWED
            if signature == self._seen and not is_new:
                return
            scene = await _placed(uow, bare)
        plan = await self._planned(scene)
        steps = steps_of(scene, plan.answer, plan.reasons)
        if steps:
            await self._take(steps)
        self._seen, self._seen_at = None if steps else signature, now

    async def _take(self, steps: Sequence[tuple[int, Step]]) -> None:
        async with self._units.write() as uow:
            for order_id, step in steps:
                order = await uow.work_orders.get(order_id)
                if order is not None and is_free(order):
                    await take_step(uow, order, step, PLANNER, self._clock.now())
            await uow.commit()

    async def plan(self) -> Plan:
        """What would be done now."""
        async with self._units.read() as uow:
            orders = await uow.work_orders.open()
            bare = Scene(orders, await uow.technicians.all(), {}, self._clock.now())
            scene = await _placed(uow, bare)
        return await self._planned(scene)

    async def _planned(self, scene: Scene) -> Plan:
        spots = scene.spots()
        table = await self._travel.table(spots)
        rows = {spot: row for row, spot in enumerate(spots)}
        problem = problem_of(scene, rows, table.minutes)
        answer = await asyncio.to_thread(assigned, problem, self._rules, self._match)
        reasons = {each.task.id: why(each, problem, table.source) for each in answer.visits}
        return Plan(scene.now, scene, problem, answer, reasons, table.source)


async def _placed(uow: UnitOfWork, bare: Scene) -> Scene:
    """The scene with the places of its orders."""
    chargers = {key for order in bare.open_to_planning() for key in order.charge_points}
    earned = await uow.work_orders.earnings_per_h(chargers, bare.now - EARNINGS_BACK, bare.now)
    spots: dict[StationId, Spot | None] = {}
    places = {}
    for order in bare.orders:
        if order.station not in spots:
            spots[order.station] = _spot(await uow.stations.get(order.station))
        lost = sum(earned.get(key, 0.0) for key in order.charge_points)
        places[order.id] = Place(spots[order.station], lost)
    return replace(bare, places=places)


def _spot(station: Station | None) -> Spot | None:
    if station is None or station.latitude_deg is None or station.longitude_deg is None:
        return None
    return Spot(station.latitude_deg, station.longitude_deg)


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
