"""Alarms as a role of the control loop, and what people do with them.

A round reads what came since the last one, lets `central.core.alarm_rounds` decide, and stores
alarms, timelines and the numbers up to which it has read in one unit of work: a crash between two
rounds neither loses a fault nor counts it twice. Whatever changed goes to the stream once a round,
however many faults it folds.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

import msgspec
import structlog

from central.core.alarm_acts import Act, AlarmOverError, Close, done
from central.core.alarm_rounds import AlarmRules, Change, Facts, Place, decide
from central.core.alarm_signals import WatchRules, conditions, of_fault, of_note, of_security
from central.core.alarm_topics import Stage
from central.core.alarms import Alarm, Key, State
from central.core.heal import HealState
from central.services.alarm_items import alarm_item
from central.services.alarm_records import Cursors
from central.services.counters import Counters
from central.services.diagnosis import diagnose_waiting
from central.services.errors import UnavailableError
from central.services.isolation import contained
from central.services.model_records import NewFeedback
from central.services.orders import NotFoundError, NotNowError, Orders
from central.services.outbox import emit
from central.services.people import Actor
from central.services.ports import Clock
from central.services.unit_of_work import UnitOfWork, UnitsOfWork
from contract.ids import StationId

CURSORS: Final = "alarms.cursors"
"""Key among the settings."""
TOPIC: Final = "alarms"
TICK_S: Final = 10.0
"""Simulated seconds between two rounds, at most `ROUND_MAX_S` and at least `ROUND_MIN_S` real."""
ROUND_MIN_S: Final = 0.5
ROUND_MAX_S: Final = 2.0
REST_RATIO: Final = 3.0
"""It rests three times as long as a round took: the gateway may share its process."""
PLACES_EVERY_S: Final = 10.0
"""Real seconds for which the list of stations is good."""
NEWS_MAX: Final = 5000
"""Of each kind in one round; what is more waits for the next one."""
LABELS_MAX: Final = 50
"""Chargers of one alarm that a found cause becomes a label of."""
ACTING: Final = frozenset({HealState.ACTIVE, HealState.RELEASING})

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class AlarmSettings:
    """Numbers of the alarms."""

    watch: WatchRules = field(default_factory=WatchRules)
    rules: AlarmRules = field(default_factory=AlarmRules)


class AlarmWatch:
    """Call `run` once; it ends by cancellation."""

    def __init__(
        self,
        units: UnitsOfWork,
        clock: Clock,
        monotonic_s: Callable[[], float],
        counters: Counters,
        settings: AlarmSettings,
    ) -> None:
        self._units = units
        self._clock = clock
        self._monotonic_s = monotonic_s
        self._counters = counters
        self._settings = settings
        self._places: Mapping[StationId, Place] = {}
        self._places_until_s = float("-inf")
        self._is_down = False

    async def run(self) -> None:
        """Go round until cancelled."""
        pause_s = min(max(self._clock.real_s(TICK_S), ROUND_MIN_S), ROUND_MAX_S)
        while True:
            began_s = self._monotonic_s()
            await contained(self._round_if_possible, self._counters, "alarm round")
            await asyncio.sleep(max(pause_s, REST_RATIO * (self._monotonic_s() - began_s)))

    async def _round_if_possible(self) -> None:
        try:
            await self.round()
            self._is_down = False
        except UnavailableError as err:
            if not self._is_down:
                log.warning("alarms_paused", reason=str(err))
            self._is_down = True

    async def round(self) -> None:
        """One round: what is wrong, then why."""
        await self._renew()
        await diagnose_waiting(self._units, self._clock)

    async def _renew(self) -> None:
        """Look, and where something changes decide and store it in one piece."""
        async with self._units.read() as uow:
            await self._renew_places(uow)
            changes, before, after = await self._decided(uow)
        if not changes and before == after:
            return
        async with self._units.write() as uow:
            changes, _, after = await self._decided(uow)
            await store(uow, changes, self._clock.now())
            await uow.settings.put(CURSORS, msgspec.to_builtins(after))
            await uow.commit()

    async def _renew_places(self, uow: UnitOfWork) -> None:
        now_s = self._monotonic_s()
        if now_s >= self._places_until_s:
            self._places = await uow.alarms.places()
            self._places_until_s = now_s + PLACES_EVERY_S

    async def _decided(self, uow: UnitOfWork) -> tuple[tuple[Change, ...], Cursors | None, Cursors]:
        now, rules = self._clock.now(), self._settings.rules
        stored = await uow.settings.get(CURSORS)
        before = None if stored is None else msgspec.convert(stored, Cursors)
        # at the very first start only faults count: acts of the past are known to people
        after = before or replace(await uow.alarms.newest(), faults=0)
        news = await uow.alarms.news(after, NEWS_MAX)
        found = [*map(of_fault, news.faults), *map(of_note, news.notes)]
        found += map(of_security, news.security)
        told = [each for each in found if each is not None]
        if not {each.station for each in told} <= self._places.keys():
            self._places = await uow.alarms.places()
        watched = await uow.alarms.watched(self._settings.watch, now)
        heals = await uow.heals.open()
        facts = Facts(
            places=self._places,
            events=told,
            conditions=conditions(watched, self._settings.watch, now),
            mitigations={
                row.heal.station: f"heal {row.id}" for row in heals if row.heal.state in ACTING
            },
        )
        alarms = await uow.alarms.watching(now - rules.refold, now - rules.mute)
        return decide(alarms, facts, rules, now), before, news.cursors


async def store(uow: UnitOfWork, changes: tuple[Change, ...], now: datetime) -> None:
    """Keep what a round decided and tell the stream; the caller commits."""
    ids: dict[Key, int] = {}
    whole = [change for change in changes if change.into is None]
    for change in sorted(whole, key=lambda each: each.alarm.closed_at is None):
        kept = await _keep(uow, change, change.alarm, now)
        ids[kept.key] = kept.id
    for change in changes:
        if change.into is not None:
            await _keep(uow, change, replace(change.alarm, folded_into=ids[change.into]), now)


async def _keep(uow: UnitOfWork, change: Change, alarm: Alarm, now: datetime) -> Alarm:
    kept = await uow.alarms.save(alarm)
    await uow.alarms.add_entries(kept.id, change.entries)
    is_over = kept.state is State.CLOSED
    if is_over and not change.entries:
        return kept  # what a person closed goes on, and stays quiet
    kind = "closed" if is_over else "updated" if alarm.id else "opened"
    await emit(uow, now, TOPIC, f"alarm.{kind}", "system", alarm_item(kept))
    if kind != "updated":
        log.info(
            "alarm_changed",
            alarm=kept.id,
            to=kind,
            topic=kept.key.topic.value,
            place=kept.key.place,
            count=kept.count,
        )
    return kept


async def act_on(
    orders: Orders,
    actor: Actor,
    alarm_id: int,
    act: Act,
    check: Callable[[Alarm], None],
) -> Alarm:
    """Carry out what a person decided about an alarm, with its lines in timeline and audit.

    Args:
        orders: ports.
        actor: who.
        alarm_id: which.
        act: what.
        check: called with the alarm before the act, inside the unit of work; may raise.

    Raises:
        NotFoundError: no such alarm.
        NotNowError: it is closed.
    """
    now = orders.clock.now()
    async with orders.units.write() as uow:
        before = await uow.alarms.get(alarm_id)
        if before is None:
            raise NotFoundError("alarm", alarm_id)
        check(before)
        try:
            after, entry = done(before, act, actor.name, now)
        except AlarmOverError as err:
            raise NotNowError(f"alarm {alarm_id} is closed: it takes notes only") from err
        await uow.alarms.save(after)
        await uow.alarms.add_entries(alarm_id, [entry])
        if isinstance(act, Close) and act.found_cause:
            await _label(uow, after, act, actor, now)
        told: dict[str, Any] = {"state": after.state.value, "topic": after.key.topic.value}
        thing = ("alarm", str(alarm_id))
        await orders.note_on(uow, actor, f"alarm.{entry.kind}", thing, told, reason=entry.text)
        kind = "alarm.closed" if after.state is State.CLOSED else "alarm.updated"
        await emit(uow, now, TOPIC, kind, "human", alarm_item(after))
        await uow.commit()
    return after


async def _label(uow: UnitOfWork, alarm: Alarm, act: Close, actor: Actor, now: datetime) -> None:
    """What was found becomes labels for the next training, at the chargers that failed."""
    failed = [each for each in alarm.members.values() if each.stage is Stage.FAILED]
    for member in failed[:LABELS_MAX]:
        if member.charge_point is not None:
            await uow.feedback.add(
                NewFeedback(
                    charge_point_id=member.charge_point,
                    onset_at=member.first_at,
                    cause=act.found_cause,
                    note=f"alarm {alarm.id}: {act.reason}"[:500],
                    actor=actor.name,
                    created_at=now,
                )
            )
