"""Telling people, as a role of the control loop: from what happened to messages in the outbox.

A round reads what came since the last one by growing numbers, lets the core decide who is told
what and when, and stores messages and numbers in one unit of work: a crash between two rounds
neither forgets a notice nor plans it twice. Sending is apart (`central.services.couriers`).
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
import structlog

from central.core.alarm_topics import ABOUT, Severity
from central.core.alarms import Alarm, State
from central.core.escalation import Unanswered, watched
from central.core.folding import REST, Message, planned
from central.core.notices import Kind, Notice, Person
from central.core.quiet_hours import daily_after
from central.services.alarm_records import AlarmPage
from central.services.counters import Counters
from central.services.errors import UnavailableError
from central.services.isolation import contained
from central.services.notice_records import AlarmNews
from central.services.order_news import order_notices
from central.services.ports import Clock
from central.services.unit_of_work import UnitOfWork, UnitsOfWork

STATE: Final = "notifications.state"
"""Key among the settings."""
ROUND_S: Final = 2.0
"""Real seconds between two rounds."""
NEWS_MAX: Final = 1000
"""In one round; what is more waits for the next one."""
OPEN_MAX: Final = 500
CAUSE_WAIT: Final = timedelta(seconds=15)
"""How long an alarm that was just opened waits for its cause."""
KINDS: Final[Mapping[str, Kind]] = {
    "opened": Kind.ALARM_OPENED,
    "reopened": Kind.ALARM_OPENED,
    "worse": Kind.ALARM_WORSE,
    "assigned": Kind.ALARM_ASSIGNED,
}
"""By the kind of a line in an alarm's timeline."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class NoticeState:
    """What has been read and told."""

    alarms: int = 0
    """Number of the last line of alarms' timelines that was read."""
    orders: int = 0
    """The same of work orders' timelines."""
    unanswered: dict[int, Unanswered] = field(default_factory=dict)
    digests: dict[str, datetime] = field(default_factory=dict)
    """When each person's last digest was made, or was first wanted."""


class Notifier:
    """Call `run` once; it ends by cancellation.

    Args:
        units: of work.
        clock: simulated time.
        counters: for defects.
        answer_within: how long a critical alarm may wait for a person, each time.
    """

    def __init__(
        self, units: UnitsOfWork, clock: Clock, counters: Counters, answer_within: timedelta
    ) -> None:
        self._units = units
        self._clock = clock
        self._counters = counters
        self._answer_within = answer_within
        self._is_down = False

    async def run(self) -> None:
        """Go round until cancelled."""
        while True:
            await contained(self._round_if_possible, self._counters, "notification round")
            await asyncio.sleep(ROUND_S)

    async def _round_if_possible(self) -> None:
        try:
            await self.round()
            self._is_down = False
        except UnavailableError as err:
            if not self._is_down:
                log.warning("notifications_paused", reason=str(err))
            self._is_down = True

    async def round(self) -> int:
        """Look, and where there is something new plan it; gives how many messages are touched."""
        async with self._units.read() as uow:
            messages, before, after = await self._decided(uow)
        if not messages and before == after:
            return 0
        async with self._units.write() as uow:
            messages, _, after = await self._decided(uow)
            for message in messages:
                await uow.notifications.save(message)
            await uow.settings.put(STATE, msgspec.to_builtins(after, str_keys=True))
            await uow.commit()
        return len(messages)

    async def _decided(
        self, uow: UnitOfWork
    ) -> tuple[tuple[Message, ...], NoticeState | None, NoticeState]:
        now = self._clock.now()
        stored = await uow.settings.get(STATE)
        before = None if stored is None else msgspec.convert(stored, NoticeState, strict=False)
        # what happened before there was anybody to tell is known to people
        state = before or NoticeState(*await uow.notifications.newest_news())
        people = await uow.notifications.people()
        channels: dict[str, list[int]] = {}
        for each in await uow.notifications.channels():
            channels.setdefault(each.person, []).append(each.id)
        reachable = [each for each in people if each.name in channels]
        notices, state = await _of_alarms(uow, state, now)
        jobs, read = await order_notices(uow, state.orders, NEWS_MAX)
        state = replace(state, orders=read)
        again, state = await self._of_unanswered(uow, state, now)
        digests, state = await _of_digests(uow, reachable, state, now)
        outbox = await uow.notifications.outbox(now - REST.between)
        found = planned([*notices, *jobs, *again, *digests], reachable, channels, outbox, now)
        return found, before, state

    async def _of_unanswered(
        self, uow: UnitOfWork, state: NoticeState, now: datetime
    ) -> tuple[list[Notice], NoticeState]:
        critical = int(Severity.CRITICAL)
        page = AlarmPage(OPEN_MAX, severity_min=critical, filters={"state": State.OPEN.value})
        waiting = {each.id: each for each in await uow.alarms.page(page)}
        unanswered, due = watched(waiting, state.unanswered, self._answer_within, now)
        notices = []
        for alarm_id in due:
            minutes = (now - unanswered[alarm_id].since) // timedelta(minutes=1)
            alarm = waiting[alarm_id]
            notices.append(_about(alarm, Kind.ALARM_UNANSWERED, now, {"minutes": minutes}))
        return notices, replace(state, unanswered=unanswered)


async def _of_alarms(
    uow: UnitOfWork, state: NoticeState, now: datetime
) -> tuple[list[Notice], NoticeState]:
    """News of alarms, up to the first whose cause is still looked for."""
    notices: list[Notice] = []
    read = state.alarms
    for news in await uow.notifications.alarm_news(state.alarms, NEWS_MAX):
        alarm = await uow.alarms.get(news.alarm_id)
        if alarm is not None and not alarm.folded_into and alarm.state is not State.CLOSED:
            if not alarm.cause and news.kind == "opened" and now - news.at < CAUSE_WAIT:
                break
            notices.append(_of_news(alarm, news))
        read = news.id
    return notices, replace(state, alarms=read)


def _of_news(alarm: Alarm, news: AlarmNews) -> Notice:
    kind = KINDS[news.kind]
    notice = _about(alarm, kind, news.at, {"what": news.text, "by": news.actor})
    return replace(notice, to=alarm.assignee) if kind is Kind.ALARM_ASSIGNED else notice


def _about(alarm: Alarm, kind: Kind, at: datetime, more: Mapping[str, object]) -> Notice:
    sure = f"{alarm.cause.replace('_', ' ')} ({alarm.confidence:.0%})"
    facts: dict[str, object] = {
        "id": alarm.id,
        "title": f"{ABOUT[alarm.key.topic].title}: {alarm.key.place}",
        "severity": alarm.severity.name.capitalize(),
        "cause": sure if alarm.cause else "not known yet",
        "chargers": len({each.charge_point for each in alarm.members.values()}),
    }
    return Notice(kind, at, alarm.severity, {**facts, **more}, f"/ops/alarms/{alarm.id}")


async def _of_digests(
    uow: UnitOfWork, people: Sequence[Person], state: NoticeState, now: datetime
) -> tuple[list[Notice], NoticeState]:
    digests: dict[str, datetime] = {}
    due: list[str] = []
    for person in people:
        preferences = person.preferences
        if preferences.digest_at is None:
            continue
        last = state.digests.get(person.name, now)
        is_due = daily_after(preferences.digest_at, preferences.zone, last) <= now
        digests[person.name] = now if is_due else last
        if is_due:
            due.append(person.name)
    notices = []
    if due:
        facts = _summed(await uow.alarms.page(AlarmPage(OPEN_MAX, is_open=True)))
        notices = [
            Notice(Kind.DIGEST, now, Severity.WARNING, facts, "/ops/alarms", to=name)
            for name in due
        ]
    return notices, replace(state, digests=digests)


def _summed(alarms: Sequence[Alarm]) -> dict[str, Any]:
    worst = max(alarms, key=lambda each: (each.severity, -each.id), default=None)
    told = "" if worst is None else f"{ABOUT[worst.key.topic].title}: {worst.key.place}"
    return {
        "open": len(alarms),
        "critical": sum(each.severity is Severity.CRITICAL for each in alarms),
        "high": sum(each.severity is Severity.HIGH for each in alarms),
        "worst": f"The worst: {told}." if told else "All is well.",
    }
