"""Keeping what happens to a work order, in one unit of work: order, line, audit, stream, alarm.

The alarm follows its order: it says `work_ordered` while the order is open, is closed when the
repair is proven, and may end by itself again when the order is cancelled. What a proven repair
found becomes a label for the next training.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

import structlog

from central.core.alarms import SYSTEM, Alarm, Entry
from central.core.work_catalogue import Catalogue
from central.core.work_opening import Opening, opened
from central.core.work_orders import WorkOrder, WorkState
from central.core.work_steps import By, Doer, Finish, Line, Step, taken
from central.services.alarm_items import alarm_item
from central.services.control_records import AuditRow
from central.services.journal import record
from central.services.model_records import NewFeedback
from central.services.outbox import emit
from central.services.unit_of_work import UnitOfWork
from central.services.work_evidence import freeze
from central.services.work_items import OBJECT_TYPE, TOPIC, order_item

EVENT: Final = "work.updated"
REMOVED: Final = "work.removed"
"""Whoever had an order has it no more."""
LOOP: Final = Doer(By.LOOP, "work orders")

log = structlog.get_logger(__name__)


async def open_order(  # noqa: PLR0913 (who, why and when belong into the record)
    uow: UnitOfWork,
    what: Opening,
    catalogue: Catalogue,
    doer: Doer,
    reason: str,
    now: datetime,
    request_id: str = "",
) -> WorkOrder:
    """Put a new order down; the caller commits."""
    order = await uow.work_orders.add(opened(what, catalogue, doer.name, now))
    line = Line(now, now, "opened", reason, doer.by, doer.name)
    await freeze(uow, order)
    await _keep(uow, order, line, request_id)
    await _order_alarm(uow, what.alarm, order, doer, now)
    log.info("work_order_opened", order=order.id, alarm=order.alarm_id, station=order.station)
    return order


async def take_step(  # noqa: PLR0913 (who, why and when belong into the record)
    uow: UnitOfWork,
    order: WorkOrder,
    step: Step,
    doer: Doer,
    now: datetime,
    happened_at: datetime | None = None,
    request_id: str = "",
) -> WorkOrder:
    """Take a step with an order and keep it; the caller commits.

    Raises:
        central.core.work_steps.StepRefusedError: it does not apply.
    """
    after, line = taken(order, step, doer, now, happened_at)
    await uow.work_orders.save(after)
    await _keep(uow, after, line, request_id)
    if isinstance(step, Finish):
        await uow.technicians.use(after.technician, step.report.parts_used)
    if order.technician not in {"", after.technician}:
        gone = {"id": order.id, "technician": order.technician}
        await emit(uow, now, TOPIC, REMOVED, "system", gone)
    await _follow(uow, order, after, doer, now)
    if after.state is not order.state:
        log.info("work_order_changed", order=after.id, to=after.state.value, by=doer.by.value)
    return after


async def _keep(uow: UnitOfWork, order: WorkOrder, line: Line, request_id: str) -> None:
    await uow.work_orders.add_line(order.id, line)
    is_loop = line.by is By.LOOP
    await record(
        uow,
        AuditRow(
            at=line.at,
            actor_kind="autopilot" if is_loop else "human",
            actor=line.actor,
            act=f"work.{line.kind}",
            object_type=OBJECT_TYPE,
            object_id=str(order.id),
            reason=line.text,
            after={"state": order.state.value, "technician": order.technician},
            request_id=request_id,
        ),
    )
    await emit(uow, line.at, TOPIC, EVENT, "autopilot" if is_loop else "human", order_item(order))


async def _follow(
    uow: UnitOfWork, before: WorkOrder, after: WorkOrder, doer: Doer, now: datetime
) -> None:
    """What the step means for the alarm."""
    if after.state is before.state and after.alarm_id == before.alarm_id:
        return
    alarm = await uow.alarms.get(after.alarm_id)
    if after.state is WorkState.VERIFIED:
        await _label(uow, after, alarm, now)
    if alarm is None or alarm.closed_at is not None:
        return
    if after.state is WorkState.VERIFIED:
        report = after.report
        reason = f"work order {after.id} is verified"
        closed = replace(
            alarm,
            closed_at=now,
            closed_by=doer.name,
            close_reason=reason,
            found_cause="" if report is None else report.found_cause,
            mitigation="",
        )
        await _keep_alarm(uow, closed, Entry(now, "closed", reason), "alarm.closed", now)
    elif after.state is WorkState.CANCELLED:
        entry = Entry(now, "work_cancelled", f"work order {after.id}: {after.end_reason}")
        await _keep_alarm(uow, replace(alarm, work_order=""), entry, "alarm.updated", now)
    elif after.alarm_id != before.alarm_id:
        await _order_alarm(uow, alarm, after, doer, now)


async def _order_alarm(
    uow: UnitOfWork, alarm: Alarm, order: WorkOrder, doer: Doer, now: datetime
) -> None:
    kind = SYSTEM if doer.by is By.LOOP else "human"
    entry = Entry(now, "work_ordered", f"work order {order.id}", kind, doer.name)
    await _keep_alarm(uow, replace(alarm, work_order=str(order.id)), entry, "alarm.updated", now)


async def _keep_alarm(
    uow: UnitOfWork, alarm: Alarm, entry: Entry, event: str, now: datetime
) -> None:
    await uow.alarms.save(alarm)
    await uow.alarms.add_entries(alarm.id, [entry])
    await emit(uow, now, "alarms", event, "system", alarm_item(alarm))


async def _label(uow: UnitOfWork, order: WorkOrder, alarm: Alarm | None, now: datetime) -> None:
    """What the technician found, at each charger that was repaired."""
    report = order.report
    if report is None:
        return
    members = {} if alarm is None else {m.charge_point: m for m in alarm.members.values()}
    for charger in order.charge_points:
        member = members.get(charger)
        await uow.feedback.add(
            NewFeedback(
                charge_point_id=charger,
                onset_at=order.opened_at if member is None else member.first_at,
                cause=report.found_cause,
                note=f"work order {order.id}: {report.text}"[:500],
                actor=order.technician,
                created_at=now,
            )
        )
