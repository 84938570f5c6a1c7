"""Use case of root causes: alarms that are new or got worse are looked at, by rule.

The worst charger of an alarm stands for it. What was found stands in the alarm, in its timeline and
in a row of its own with the evidence; whoever makes work orders of it reads `uow.diagnoses.get`.
"""

import hashlib
from dataclasses import replace
from typing import Final

import msgspec

from central.core.alarm_topics import ABOUT
from central.core.alarms import Alarm, Entry, Member, Scope
from central.core.cause_table import causes_of
from central.core.cause_words import WORDS_MAX, Trouble, facts, summary
from central.core.causes import urgency
from central.services.alarm_items import alarm_item
from central.services.diagnosis_records import Diagnosis
from central.services.outbox import emit
from central.services.ports import Clock
from central.services.unit_of_work import UnitOfWork, UnitsOfWork
from contract.ids import ChargePointId

AT_ONCE: Final = 20
"""Alarms in one unit of work; the others follow in the next round."""


async def diagnose_waiting(units: UnitsOfWork, clock: Clock) -> int:
    """Look at alarms that wait for it; gives their number."""
    async with units.read() as uow:
        if not await uow.diagnoses.waiting(1):
            return 0
    async with units.write() as uow:
        waiting = await uow.diagnoses.waiting(AT_ONCE)
        for alarm in waiting:
            await _diagnose(uow, alarm, clock)
        await uow.commit()
    return len(waiting)


async def _diagnose(uow: UnitOfWork, alarm: Alarm, clock: Clock) -> None:
    now, member = clock.now(), _worst(alarm)
    charger = ChargePointId("") if member is None else member.charge_point or ChargePointId("")
    case = None if not charger else await uow.diagnoses.case(charger, now)
    if case is None:  # an alarm of a whole station: no charger to look at
        text = f"{ABOUT[alarm.key.topic].title}: {alarm.key.place}."
        found = Diagnosis(
            alarm.id, now, charger, int(alarm.stage), int(alarm.severity), (), text, {}, ""
        )
        await uow.diagnoses.save(found)
        return
    hit = len(alarm.stations) if alarm.key.scope is Scope.NETWORK else 1
    case = replace(case, stations_hit=hit)
    ranked = causes_of(case)
    first = ranked[0] if ranked else None
    when = urgency(first, alarm.stage, alarm.severity)
    trouble = Trouble(
        alarm.key.topic,
        alarm.stage,
        alarm.severity,
        alarm.key.place,
        alarm.count,
        len(alarm.members),
    )
    words = await uow.diagnoses.charger_words(charger, WORDS_MAX)
    given = facts(case, trouble, ranked, when, words)
    text = summary(case, trouble, ranked, when)
    await uow.diagnoses.save(
        Diagnosis(
            alarm_id=alarm.id,
            at=now,
            charge_point_id=charger,
            stage=int(alarm.stage),
            severity=int(alarm.severity),
            causes=ranked,
            summary=text,
            facts=given,
            facts_hash=hash_of(given),
        )
    )
    name, confidence = (first.name, first.confidence) if first else ("", 0.0)
    is_news = name != alarm.cause
    kept = await uow.alarms.save(
        replace(alarm, cause=name, confidence=round(confidence, 3), urgency=when)
    )
    if is_news and first is not None:
        said = f"probably: {first.title} ({first.confidence:.0%})"
        await uow.alarms.add_entries(alarm.id, [Entry(now, "cause", said)])
    await emit(uow, now, "alarms", "alarm.updated", "system", alarm_item(kept))


def hash_of(given: dict[str, object]) -> str:
    """Key of facts: the same facts have the same one."""
    return hashlib.sha256(msgspec.json.encode(given, order="sorted")).hexdigest()


def _worst(alarm: Alarm) -> Member | None:
    """The charger that stands for an alarm: the worst, of these the first."""
    members = [each for each in alarm.members.values() if each.charge_point]
    return min(
        members,
        key=lambda each: (-each.stage, -each.severity, each.first_at, each.subject),
        default=None,
    )
