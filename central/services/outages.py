"""What the gateway notes of ports that go down and come up, and of starts that fail.

Everything here goes through the write-behind: a state that is the same as before costs a look into
the memory of the charger and no write.
"""

from datetime import datetime
from typing import Final

from central.core.first_attempts import SAME_VISIT, FailedStart, Failure
from central.core.ocpp_reading import StatusReport
from central.core.uptime import OutageKind, outage_kind, port_state
from central.services.charger_memory import ChargerMemory, KnownPort
from central.services.charging_parts import ChargingParts
from central.services.reliability_records import LINK_KINDS, STATUS_KINDS, OutageChange
from contract.ocpp16 import AuthorizationStatus, ChargePointStatus

STARTED: Final = frozenset(
    {
        ChargePointStatus.CHARGING,
        ChargePointStatus.SUSPENDED_EV,
        ChargePointStatus.SUSPENDED_EVSE,
        ChargePointStatus.FINISHING,
    }
)
"""A session began, or its connector says so: no start has failed."""


def note_port(parts: ChargingParts, memory: ChargerMemory, report: StatusReport) -> None:
    """A connector reported its state: is it up? Connector 0 says nothing of others."""
    if report.connector_id == 0:
        return
    state = port_state(report.status, report.error_code)
    known = memory.ports.get(report.connector_id)
    if known is not None and known.state == state:
        return
    now = parts.clock.now()
    at = min(report.at, now)
    if known is not None:
        at = max(at, min(known.at, now))
    memory.ports[report.connector_id] = KnownPort(state, at)
    if known is None and state is None:
        return
    kind = outage_kind(report.status)
    change = OutageChange(
        charge_point_id=memory.id,
        connector_id=report.connector_id,
        kinds=STATUS_KINDS,
        at=at,
        kind=kind,
        error_code=report.error_code if kind is OutageKind.FAULTED else "",
    )
    parts.write_behind.note_outage(change)


def note_line(parts: ChargingParts, memory: ChargerMemory, at: datetime, *, is_up: bool) -> None:
    """A charger's line came or went: all its ports are online, or not."""
    kind = None if is_up else OutageKind.OUT_OF_CONTACT
    parts.write_behind.note_outage(OutageChange(memory.id, 0, LINK_KINDS, at, kind))


def note_verdict(parts: ChargingParts, memory: ChargerMemory, id_tag: str, verdict: str) -> None:
    """A driver's tag was accepted or refused."""
    now = parts.clock.now()
    tag = id_tag.lower()[:20]
    if verdict == AuthorizationStatus.ACCEPTED:
        memory.let_in = (tag, now)
        return
    refused = FailedStart(memory.id, 0, tag, now, now, Failure.AUTHORISATION_REFUSED, verdict)
    parts.write_behind.note_failed_start(refused)


def note_plug(parts: ChargingParts, memory: ChargerMemory, report: StatusReport) -> None:
    """A connector left Preparing: did a session begin?"""
    number = report.connector_id
    if report.status == ChargePointStatus.PREPARING:
        memory.plugged_in_at.setdefault(number, report.at)
        return
    since = memory.plugged_in_at.pop(number, None)
    if since is None or report.status in STARTED or memory.session_at(number) is not None:
        return
    at, end = min(since, report.at), max(since, report.at)
    if report.status in {ChargePointStatus.FAULTED, ChargePointStatus.UNAVAILABLE}:
        failed = FailedStart(
            memory.id, number, None, at, end, Failure.CHARGER_FAULT, report.error_code
        )
    else:
        let_in = memory.let_in
        is_own = let_in is not None and at - SAME_VISIT <= let_in[1] <= end
        reason = Failure.NO_START if is_own else Failure.NO_AUTHORISATION
        tag = let_in[0] if let_in is not None and is_own else None
        failed = FailedStart(memory.id, number, tag, at, end, reason)
    parts.write_behind.note_failed_start(failed)
