"""Writing an act down: one row in the audit, one event in the stream, in one unit of work."""

from central.services.control_records import AuditRow
from central.services.items import audit_item
from central.services.outbox import emit
from central.services.unit_of_work import UnitOfWork


async def record(uow: UnitOfWork, row: AuditRow) -> AuditRow:
    """Add an act to the audit; the stream tells it as `audit.appended`."""
    kept = await uow.audit.add(row)
    await emit(uow, kept.at, "audit", "audit.appended", kept.actor_kind, audit_item(kept))
    return kept
