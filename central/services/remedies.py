"""Remedies as a part of the control loop, and what people ask of them.

Every round the loop hands over its facts; `central.core.remedies.decide` judges each charger that
is in trouble or has a remedy; decisions, steps and notes are stored in one unit of work, and the
calls of the steps start after it. A call is one row in the commands like any other; its outcome is
written beside the step. After a restart the stored remedies go on; a step whose call was lost with
the former process is judged by its check alone.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final, assert_never

import structlog

from central.core.facts import ChargerFacts, StationFacts
from central.core.playbooks import Playbook, call_of
from central.core.remedies import DAY, decide, start_by_person
from central.core.remedy import (
    EndStep,
    Remedy,
    RemedyDecision,
    RemedyEffect,
    RemedyNote,
    RemedyState,
    Situation,
    StartStep,
)
from central.core.rules import HealRules
from central.core.troubles import Standing, standing, troubles_of
from central.services.control_records import AuditRow
from central.services.counters import Counters
from central.services.errors import CentralError
from central.services.isolation import contained
from central.services.journal import record
from central.services.orders import NotFoundError, NotNowError, Orders
from central.services.outbox import emit
from central.services.people import Actor
from central.services.ports import ChargerCalls, Clock, Ids
from central.services.remedy_records import RemedyRow, remedy_item
from central.services.seen import Seen
from central.services.unit_of_work import UnitOfWork, UnitsOfWork
from contract.ids import ChargePointId, StationId

log = structlog.get_logger(__name__)

ACTOR: Final = "control"
AUTOPILOT: Final = "autopilot"


@dataclass(frozen=True, slots=True)
class RemedyParts:
    """Ports and playbooks of the loop's remedies."""

    units: UnitsOfWork
    calls: ChargerCalls
    clock: Clock
    ids: Ids
    counters: Counters
    playbooks: Sequence[Playbook]
    rules: HealRules


class RemedyLoop:
    """Call `round` in every round of the control loop."""

    def __init__(self, parts: RemedyParts) -> None:
        self._parts = parts
        self._books = {book.name: book for book in parts.playbooks}
        self._standing: dict[ChargePointId, Standing] = {}

    async def round(
        self,
        tasks: asyncio.TaskGroup,
        seen: Seen,
    ) -> None:
        """Decide about every charger in trouble, store it, and start the calls."""
        parts, stations, now = self._parts, seen.network.stations, seen.now
        found = troubles_of(stations.values(), parts.playbooks, parts.rules, now)
        self._standing = standing(self._standing, found, now)
        rows, situations = await self._situations(stations, now)
        decisions = {
            key: decide(each, self._books, seen.switches.mode, now)
            for key, each in situations.items()
        }
        changed = {
            key: decision
            for key, decision in decisions.items()
            if decision.effects or decision.remedy != situations[key].remedy
        }
        if not changed:
            return
        calls: list[tuple[StartStep, str]] = []
        async with parts.units.write() as uow:
            for key, decision in changed.items():
                calls += await self._store(uow, rows.get(key), decision, now)
            await uow.commit()
        for step, command_id in calls:
            work = partial(self._carry_out, step, command_id)
            facts = {"charge_point": step.charge_point, "act": step.act.value}
            tasks.create_task(contained(work, parts.counters, "remedy step", **facts))

    async def _situations(
        self, stations: Mapping[StationId, StationFacts], now: datetime
    ) -> tuple[dict[ChargePointId, RemedyRow], dict[ChargePointId, Situation]]:
        async with self._parts.units.read() as uow:
            rows = {row.remedy.charge_point: row for row in await uow.remedies.open()}
            keys = {*rows, *self._standing}
            attempts = await uow.remedies.attempts(keys, now - DAY)
            past = await uow.remedies.past(keys, now - DAY)
        chargers = _chargers(stations, keys)
        situations = {
            key: Situation(
                charger=chargers.get(key),
                standing=self._standing.get(key),
                remedy=rows[key].remedy if key in rows else None,
                asked=rows[key].asked if key in rows else None,
                attempts=attempts.get(key, ()),
                past=past.get(key, ()),
            )
            for key in sorted(keys)
        }
        return rows, situations

    async def _store(
        self, uow: UnitOfWork, row: RemedyRow | None, decision: RemedyDecision, now: datetime
    ) -> list[tuple[StartStep, str]]:
        remedy = decision.remedy
        if remedy is None:
            return []
        remedy_id = await store_remedy(uow, None if row is None else row.id, remedy, now)
        calls: list[tuple[StartStep, str]] = []
        for effect in decision.effects:
            if isinstance(effect, StartStep):
                command_id = self._parts.ids.new()
                await uow.remedies.add_attempt(remedy_id, effect, ACTOR, command_id, now)
                calls.append((effect, command_id))
            await store_effect(uow, effect, remedy_id, AuditActor(AUTOPILOT, ACTOR), now)
        return calls

    async def _carry_out(self, step: StartStep, command_id: str) -> None:
        parts = self._parts
        action, payload = call_of(step.act, step.connector)
        try:
            answer = await parts.calls.call(
                step.charge_point,
                action,
                payload,
                actor_kind=AUTOPILOT,
                actor=ACTOR,
                reason="; ".join(step.reasons),
                command_id=command_id,
            )
            outcome = answer.outcome
        except CentralError as err:
            log.warning("remedy_step_failed", charge_point=step.charge_point, reason=str(err))
            outcome = "error"
        async with parts.units.write() as uow:
            await uow.remedies.note_outcome(command_id, outcome)
            await uow.commit()
        log.info("remedy_step", charge_point=step.charge_point, act=step.act.value, outcome=outcome)


@dataclass(frozen=True, slots=True)
class AuditActor:
    """Who stands in the audit."""

    kind: str
    name: str
    request_id: str = ""


async def store_remedy(
    uow: UnitOfWork, remedy_id: int | None, remedy: Remedy, now: datetime
) -> int:
    """Put a remedy down or renew it, and tell the stream; gives its id."""
    if remedy_id is None:
        remedy_id = await uow.remedies.add(remedy)
    else:
        await uow.remedies.save(remedy_id, remedy, now)
    ended_at = now if remedy.state is RemedyState.ENDED else None
    item = remedy_item(RemedyRow(remedy_id, remedy, None, ended_at))
    await emit(uow, now, "remedies", "remedy.updated", AUTOPILOT, item)
    return remedy_id


async def store_effect(
    uow: UnitOfWork, effect: RemedyEffect, remedy_id: int, actor: AuditActor, now: datetime
) -> None:
    """Write an effect into the audit; the end of a step beside the step."""
    match effect:
        case EndStep():
            await uow.remedies.end_attempt(remedy_id, effect.effect, now)
            return
        case StartStep():
            act = f"remedy.{effect.act.value}"
        case RemedyNote():
            act = effect.act
        case _:
            assert_never(effect)
    row = AuditRow(
        at=now,
        actor_kind=actor.kind,
        actor=actor.name,
        act=act,
        object_type="charge_point",
        object_id=effect.charge_point,
        reason="; ".join(effect.reasons),
        after={"remedy_id": remedy_id, "station_id": effect.station},
        request_id=actor.request_id,
    )
    await record(uow, row)


async def ask_remedy(
    orders: Orders, actor: Actor, remedy_id: int, act: str, reason: str
) -> RemedyRow:
    """Ask an open remedy to stop, or approve it; the loop follows in its next round.

    Raises:
        NotFoundError: no such remedy.
        NotNowError: it has ended, or there is nothing to approve.
    """
    asked = {"id": orders.ids.new(), "act": act, "actor": actor.name, "reason": reason}
    async with orders.units.write() as uow:
        row = await uow.remedies.get(remedy_id)
        if row is None:
            raise NotFoundError("remedy", remedy_id)
        if act == "approve" and row.remedy.state is not RemedyState.PROPOSED:
            raise NotNowError(
                f"remedy {remedy_id} is {row.remedy.state}: only a proposed one waits"
            )
        if not await uow.remedies.ask(remedy_id, asked):
            raise NotNowError(f"remedy {remedy_id} has ended: nothing can be asked of it")
        key = row.remedy.charge_point
        await orders.note(uow, actor, f"remedy.{act}", key, {"remedy_id": remedy_id}, reason=reason)
        await uow.commit()
    return row


async def start_remedy(
    orders: Orders,
    playbooks: Sequence[Playbook],
    actor: Actor,
    charge_point: ChargePointId,
    reason: str,
) -> RemedyRow:
    """Start the playbook for what is wrong with a charger now, in every mode of the loop.

    Raises:
        NotFoundError: no such charger.
        NotNowError: nothing is wrong that a playbook is for, or a remedy runs already.
    """
    now = orders.clock.now()
    async with orders.units.write() as uow:
        stations = (await uow.views.network()).stations
        place = _chargers_place(stations, charge_point)
        if place is None:
            raise NotFoundError("charge point", charge_point)
        if any(row.remedy.charge_point == charge_point for row in await uow.remedies.open()):
            raise NotNowError(f"a remedy runs at {charge_point} already")
        trouble = troubles_of([place], playbooks, HealRules(), now).get(charge_point)
        if trouble is None:
            raise NotNowError(f"nothing is wrong with {charge_point} that a playbook is for")
        decision = start_by_person(Standing(trouble, now), actor.name, reason, now)
        remedy = decision.remedy
        if remedy is None:
            raise RuntimeError("a remedy that a person starts is open")
        remedy_id = await store_remedy(uow, None, remedy, now)
        who = AuditActor("human", actor.name, actor.request_id)
        for effect in decision.effects:
            await store_effect(uow, effect, remedy_id, who, now)
        await uow.commit()
    return RemedyRow(remedy_id, remedy, None, None)


def _chargers(
    stations: Mapping[StationId, StationFacts], wanted: set[ChargePointId]
) -> dict[ChargePointId, ChargerFacts]:
    if not wanted:
        return {}
    return {
        charger.id: charger
        for station in stations.values()
        for charger in station.chargers
        if charger.id in wanted
    }


def _chargers_place(
    stations: Mapping[StationId, StationFacts], charge_point: ChargePointId
) -> StationFacts | None:
    for station in stations.values():
        if any(charger.id == charge_point for charger in station.chargers):
            return station
    return None
