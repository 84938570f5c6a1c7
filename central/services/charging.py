"""Use cases of the gateway: a charger comes and goes, boots, reports its state, shows an id tag.

Boot is committed before the charger is answered; states go through the write-behind.
"""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Final

import structlog

from central.core import ocpp_reading
from central.core.alarm_signals import is_trouble
from central.core.applied import (
    Applied,
    DisplayRead,
    DisplaySet,
    NoDisplay,
    PowerLimited,
    PriceShown,
)
from central.core.ocpp_reading import StatusReport
from central.core.sessions import ends_session
from central.services.charger_memory import ChargerMemory, OpenSession
from central.services.charging_parts import NOTHING, ChargingParts, Reply
from central.services.costs import final_cost, running_cost, user_price
from central.services.follow_up import FollowUp
from central.services.idle_sessions import (
    note_out_of_contact,
    note_state,
    plugged_at,
    plugged_of,
    read_unplugging,
    restore_plugged,
    unplugged,
)
from central.services.outages import note_line, note_plug, note_port, note_verdict
from central.services.records import BootFacts, ConnectorStatus, LinkState
from central.services.session_ends import infer_end
from central.services.session_prices import recall_sessions
from contract import costmsg
from contract.ids import ChargePointId
from contract.ocpp16 import ChargePointStatus, RegistrationStatus

log = structlog.get_logger(__name__)


async def open_charger(
    parts: ChargingParts, charge_point: ChargePointId, before: ChargerMemory | None
) -> ChargerMemory | None:
    """A charger connected: read what is known of it.

    Args:
        parts: of this gateway.
        charge_point: its identity.
        before: what is remembered of its last connection.

    Returns:
        Its memory; None = there is no such charger (any more).
    """
    async with parts.units.glance() as uow:
        facts = await uow.charge_points.get(charge_point)
        if facts is None:
            return None
        open_sessions = await uow.transactions.open_at(charge_point)
        statuses = await uow.charge_points.connector_statuses(charge_point)
        loose_stops = await uow.transactions.loose_stops(charge_point)
        memory = before or ChargerMemory(facts)
        memory.refresh(facts, open_sessions, statuses)
        memory.has_loose_stops = bool(loose_stops)
        now = parts.clock.now()
        await recall_sessions(parts, uow, memory)
        await restore_plugged(uow, memory, now)
    parts.note_make(memory)
    memory.online_since = now
    parts.write_behind.note_link(LinkState(charge_point, connected=True, at=now))
    note_line(parts, memory, now, is_up=True)
    return memory


def close_charger(parts: ChargingParts, memory: ChargerMemory) -> None:
    """The charger's newest socket is gone."""
    now = parts.clock.now()
    memory.offline_since = now
    note_out_of_contact(parts, memory, now)
    parts.write_behind.note_link(LinkState(memory.id, connected=False, at=now))
    note_line(parts, memory, now, is_up=False)


async def boot(parts: ChargingParts, memory: ChargerMemory, payload: dict[str, Any]) -> Reply:
    """BootNotification (OCPP 1.6, 4.2), by the registration as it is now."""
    now = parts.clock.now()
    serial = payload.get("chargePointSerialNumber") or payload.get("chargeBoxSerialNumber", "")
    facts = BootFacts(
        vendor=payload["chargePointVendor"],
        model=payload["chargePointModel"],
        serial_number=serial,
        firmware_version=payload.get("firmwareVersion", ""),
    )
    async with parts.units.write_together() as uow:
        memory.facts = await uow.charge_points.get(memory.id) or memory.facts
        accepted_at = now if memory.is_accepted else None
        await uow.charge_points.record_boot(memory.id, facts, accepted_at)
        await uow.commit()
    memory.facts = replace(
        memory.facts, **asdict(facts), booted_at=accepted_at or memory.facts.booted_at
    )
    parts.note_make(memory)
    status, interval_s = RegistrationStatus.ACCEPTED, parts.rules.heartbeat_interval_s
    if not memory.is_accepted:
        is_pending = memory.facts.registration == "pending"
        status = RegistrationStatus.PENDING if is_pending else RegistrationStatus.REJECTED
        interval_s = parts.rules.pending_interval_s
    log.info("boot", charge_point=memory.id, status=str(status), vendor=facts.vendor)
    return Reply({"status": status, "currentTime": parts.now_text(memory), "interval": interval_s})


async def heartbeat(parts: ChargingParts, memory: ChargerMemory, payload: dict[str, Any]) -> Reply:
    """Heartbeat (OCPP 1.6, 4.6)."""
    del payload
    return Reply({"currentTime": parts.now_text(memory)})


async def status(parts: ChargingParts, memory: ChargerMemory, payload: dict[str, Any]) -> Reply:
    """StatusNotification (OCPP 1.6, 4.9); a free connector ends a session without its Stop."""
    report = parts.read(memory, ocpp_reading.read_status, payload)
    row = ConnectorStatus(
        charge_point_id=memory.id,
        connector_id=report.connector_id,
        status=report.status,
        error_code=report.error_code,
        info=report.info,
        vendor_error_code=report.vendor_error_code,
        status_at=report.at,
        received_at=parts.clock.now(),
    )
    parts.write_behind.note_status(row)
    if is_trouble(row.status, row.error_code):
        parts.write_behind.note_trouble(row)
    note_port(parts, memory, report)
    note_plug(parts, memory, report)
    if report.status == ChargePointStatus.PREPARING:
        memory.preparing_at[report.connector_id] = report.at
    elif report.status == ChargePointStatus.AVAILABLE:
        memory.preparing_at.pop(report.connector_id, None)
    session = memory.session_at(report.connector_id)
    if session is None:
        return Reply({}, await _unplugged_by(parts, memory, report))
    if ends_session(report.status, report.at, session.transaction.started_at):
        async with parts.units.write_together() as uow:
            await infer_end(parts, uow, memory, session.transaction, report.at)
            await uow.commit()
        return NOTHING
    session.status = report.status
    if note_state(parts, memory, session, report.at):
        return Reply({}, running_cost(memory, session, parts.clock.now()))
    return NOTHING


async def _unplugged_by(
    parts: ChargingParts, memory: ChargerMemory, report: StatusReport
) -> tuple[FollowUp, ...]:
    """A free connector has no cable in it, also where ConnectorUnplugged never comes."""
    session = plugged_at(memory, report.connector_id)
    if session is None or report.status not in FREE:
        return ()
    return await _over(parts, memory, session, report.at)


async def _over(
    parts: ChargingParts, memory: ChargerMemory, session: OpenSession, at: datetime
) -> tuple[FollowUp, ...]:
    done = await unplugged(parts, memory, session, at)
    return () if done is None else final_cost(parts, memory, *done)


async def authorize(parts: ChargingParts, memory: ChargerMemory, payload: dict[str, Any]) -> Reply:
    """Authorize (OCPP 1.6, 4.1); the price follows where the charger can show it."""
    id_tag, now = payload["idTag"], parts.clock.now()
    async with parts.units.glance() as uow:
        info = await parts.id_tag_info(uow, id_tag, now)
    memory.note_authorized(id_tag, now)
    note_verdict(parts, memory, id_tag, info["status"])
    calls = user_price(memory, id_tag) if info["status"] == "Accepted" else ()
    return Reply({"idTagInfo": info}, calls)


async def data_transfer(
    parts: ChargingParts, memory: ChargerMemory, payload: dict[str, Any]
) -> Reply:
    """DataTransfer (OCPP 1.6, 4.3): an unknown vendor is no error."""
    if payload["vendorId"] != costmsg.VENDOR_ID:
        return Reply({"status": "UnknownVendorId"})
    if payload.get("messageId") != costmsg.CONNECTOR_UNPLUGGED:
        return Reply({"status": "UnknownMessageId"})
    told = read_unplugging(payload.get("data"), parts.clock.now())
    if told is None:
        return Reply({"status": "Rejected"})
    session = plugged_of(memory, told[0])
    calls = () if session is None else await _over(parts, memory, session, told[1])
    return Reply({"status": "Accepted"}, calls)


def note_applied(memory: ChargerMemory, effect: Applied) -> None:
    """Remember what the charger accepted; whoever called writes it down."""
    match effect:
        case PriceShown():
            memory.per_kwh, memory.price_text = effect.per_kwh, effect.text
            memory.can_show_price = True
        case NoDisplay():
            memory.can_show_price = False
        case PowerLimited():
            memory.limit_w, memory.limit_until = effect.limit_w, effect.until
        case DisplayRead():
            memory.display = effect.display
        case DisplaySet():
            memory.note_display_key(effect)


FREE: Final = frozenset({ChargePointStatus.AVAILABLE, ChargePointStatus.RESERVED})
"""A connector in one of these has no cable in it."""
TOLERANT: Final = frozenset(
    {"StatusNotification", "MeterValues", "StartTransaction", "StopTransaction"}
)
"""Read with repairs, never answered with a CALLERROR for their content."""
