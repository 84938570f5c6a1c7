"""When an alarm becomes a work order, and what the order is made of.

The loop orders work where waiting helps nobody: a technician was asked for (a playbook ran out, the
third heal in a day), what is dangerous or down cannot wait, or trouble of today went on for an hour
and nothing acts on it. Everything else is for a person to decide.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from central.core.alarm_topics import Stage, Topic
from central.core.alarms import Alarm, Scope, State
from central.core.work_catalogue import Catalogue, ChargerKind
from central.core.work_orders import DUE, Urgency, WorkOrder, WorkState
from contract.ids import ChargePointId, StationId

SETTLE: Final = timedelta(minutes=2)
"""So old an alarm is before the loop sends somebody: what hits many stations folds first."""
PATIENCE: Final = timedelta(hours=1)
"""So long trouble of today may go on before somebody is sent."""
CHARGERS_MAX: Final = 32
NOT_OURS: Final = frozenset({Topic.VEHICLE, Topic.SECURITY, Topic.LIMIT_IGNORED})
"""A visit cures none of these; a person may order one all the same."""

PROTECTIVE: Final = frozenset({Topic.GROUND, Topic.OVER_CURRENT, Topic.POWER_PATH})
"""Faults of what protects people (`playbooks.NEVER_CLEARED`): whatever the cause is thought to be,
somebody has to look."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What an order is made of."""

    alarm: Alarm
    station: StationId
    chargers: Sequence[ChargePointId]
    """To repair, the worst first."""
    kind: ChargerKind
    """Of the first charger."""
    urgency: Urgency | None = None
    """A person's; None = the alarm's own."""


def why_ordered(alarm: Alarm, catalogue: Catalogue, now: datetime) -> str | None:
    """Why the loop orders work for an alarm now; None = it does not."""
    if alarm.state is State.CLOSED or alarm.work_order or alarm.key.scope is not Scope.STATION:
        return None
    if alarm.is_latched or alarm.key.topic is Topic.TECHNICIAN:
        return "a technician is needed"
    if not _can_help(alarm, catalogue):
        return None
    waited = now - alarm.opened_at
    if alarm.urgency == Urgency.TODAY and waited >= PATIENCE:
        return f"it goes on for {waited.total_seconds() / 60:.0f} min and nothing acts on it"
    is_urgent = alarm.urgency == Urgency.NOW and waited >= SETTLE
    return "it cannot wait" if is_urgent else None


def _can_help(alarm: Alarm, catalogue: Catalogue) -> bool:
    """Whether it goes on, nothing acts on it, and a visit cures it; known once it was looked at."""
    return (
        alarm.is_active
        and not alarm.mitigation
        and alarm.urgency != ""
        and alarm.key.topic not in NOT_OURS
        and (alarm.key.topic in PROTECTIVE or catalogue.job(alarm.cause).is_sent_for)
    )


def chargers_to_repair(
    alarm: Alarm, first: ChargePointId | None = None
) -> tuple[ChargePointId, ...]:
    """Chargers of an alarm, the worst first: those that failed, or all where none did.

    Args:
        alarm: what is wrong.
        first: stands for the alarm (its diagnosis looked at it), where that is known.
    """
    members = [each for each in alarm.members.values() if each.charge_point is not None]
    failed = [each for each in members if each.stage is Stage.FAILED]
    order = sorted(
        failed or members,
        key=lambda each: (each.charge_point != first, -each.severity, each.first_at, each.subject),
    )
    return tuple(each.charge_point for each in order if each.charge_point)[:CHARGERS_MAX]


def opened(what: Opening, catalogue: Catalogue, by: str, now: datetime) -> WorkOrder:
    """A new order for an alarm.

    Args:
        what: alarm, place and chargers.
        catalogue: what causes take.
        by: who orders it.
        now: simulated instant.
    """
    alarm = what.alarm
    urgency = what.urgency or (Urgency(alarm.urgency) if alarm.urgency else Urgency.TODAY)
    return WorkOrder(
        alarm_id=alarm.id,
        station=what.station,
        charge_points=tuple(what.chargers),
        topic=alarm.key.topic,
        cause=alarm.cause,
        confidence=alarm.confidence,
        urgency=urgency,
        opened_at=now,
        opened_by=by,
        due_at=now + DUE[urgency],
        needs=catalogue.needs(alarm.cause, what.kind, len(what.chargers)),
    )


def returning(orders: Collection[WorkOrder], alarm: Alarm) -> WorkOrder | None:
    """The order that was thought verified and that this alarm contradicts: one visit, one order."""
    same = (
        order
        for order in orders
        if order.state is WorkState.VERIFIED
        and order.alarm_id != alarm.id
        and (order.station, order.topic) == (alarm.key.place, alarm.key.topic)
    )
    return max(same, key=lambda each: each.id, default=None)
