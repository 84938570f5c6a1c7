"""Writing an act down: one row in the audit, one event in the stream, in one unit of work.

What nobody may read again (`central.core.secrets`) is hidden before it is written.
"""

from dataclasses import replace

from central.core.secrets import without_secrets
from central.services.control_records import AuditRow
from central.services.items import audit_item
from central.services.outbox import emit
from central.services.unit_of_work import UnitOfWork


async def record(uow: UnitOfWork, row: AuditRow) -> AuditRow:
    """Add an act to the audit; the stream tells it as `audit.appended`."""
    clean = replace(row, before=without_secrets(row.before), after=without_secrets(row.after))
    kept = await uow.audit.add(clean)
    await emit(uow, kept.at, "audit", "audit.appended", kept.actor_kind, audit_item(kept))
    return kept
