"""What happens to work orders, as notices: jobs to their technicians, trouble to operators."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Final

from central.core.alarm_topics import Severity
from central.core.notices import Kind, Notice
from central.core.work_orders import Urgency, WorkOrder
from central.services.unit_of_work import UnitOfWork
from central.services.work_records import LineRow


class Whom(Enum):
    """Whom a line of a timeline is told to."""

    PERSON = "the technician whom it concerns"
    LOSER = "who had the order and has it no more"
    DESK = "operators and admins"
    EITHER = "the technician whom it concerns, else operators"


TOLD: Final[Mapping[str, tuple[tuple[Kind, Whom], ...]]] = {
    "assigned": ((Kind.ORDER_TAKEN_BACK, Whom.LOSER), (Kind.ORDER_ASSIGNED, Whom.PERSON)),
    "unassigned": ((Kind.ORDER_TAKEN_BACK, Whom.PERSON),),
    "declined": ((Kind.ORDER_DECLINED, Whom.DESK),),
    "not_accepted": ((Kind.ORDER_TAKEN_BACK, Whom.LOSER), (Kind.ORDER_NOT_ACCEPTED, Whom.DESK)),
    "cancelled": ((Kind.ORDER_CANCELLED, Whom.PERSON),),
    "reopened": ((Kind.ORDER_REOPENED, Whom.EITHER),),
}
"""By kind of a line in an order's timeline."""
GIVEN_BACK: Final = frozenset({"unassigned", "declined", "not_accepted", "cancelled"})
LINES_MAX: Final = 500
PARTS_SHOWN: Final = 3


async def order_notices(uow: UnitOfWork, after: int, limit: int) -> tuple[list[Notice], int]:
    """Notices of the lines after a number, and the number of the last line that was read."""
    notices: list[Notice] = []
    rows = await uow.work_orders.lines_after(after, limit)
    for row in rows:
        order = None
        if row.line.kind in TOLD:
            order = await uow.work_orders.get(row.order_id)
        if order is not None:
            earlier = await uow.work_orders.lines(order.id, LINES_MAX, None)
            notices += notices_of(order, row, holder(each for each in earlier if each.id < row.id))
    return notices, rows[-1].id if rows else after


def holder(rows: Iterable[LineRow]) -> str:
    """Who has an order after these lines; empty = nobody."""
    name = ""
    for row in rows:
        if row.line.kind == "assigned":
            name = row.line.person
        elif row.line.kind in GIVEN_BACK:
            name = ""
    return name


def notices_of(order: WorkOrder, row: LineRow, had: str) -> list[Notice]:
    """What a line of a timeline makes people hear.

    Args:
        order: as it is now.
        row: the line.
        had: who had the order before it.
    """
    loser = had if had != order.technician else ""
    notices = []
    for kind, whom in TOLD[row.line.kind]:
        to = {Whom.LOSER: loser, Whom.DESK: ""}.get(whom, row.line.person)
        if to or whom in {Whom.DESK, Whom.EITHER}:
            notices.append(_notice(kind, order, row, to))
    return notices


def _notice(kind: Kind, order: WorkOrder, row: LineRow, to: str) -> Notice:
    needs, line = order.needs, row.line
    parts = ", ".join(f"{each.quantity} x {each.part}" for each in needs.parts[:PARTS_SHOWN])
    facts: dict[str, object] = {
        "id": order.id,
        "station": order.station,
        "charger": ", ".join(order.charge_points[:PARTS_SHOWN]) or "the whole station",
        "what": needs.title,
        "parts": parts or "none",
        "urgency": order.urgency.value,
        "person": line.person,
        "why": line.text,
    }
    severity = Severity.CRITICAL if order.urgency is Urgency.NOW else Severity.HIGH
    link = f"/tech/jobs/{order.id}" if to else f"/ops/work/{order.id}"
    return Notice(kind, line.at, severity, facts, link, to)
