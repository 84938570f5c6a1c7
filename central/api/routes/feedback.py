"""Causes that people confirmed: written down after a visit, read as labels by the next training."""

import csv
import io
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from fastapi.responses import Response

from central.api.deps import Parts, Reader, Reporter
from central.api.model_bodies import FeedbackIn, FeedbackOut, FeedbackPage, feedback_item
from central.api.paging import Cursor, Limit, next_cursor, read_id_cursor
from central.services import model_feedback
from central.services.control_records import Page
from central.services.items import iso
from central.services.model_records import Feedback, NewFeedback

router = APIRouter(tags=["models"])

LABEL_COLUMNS: Final = ("charge_point", "onset_at", "cause")
_BATCH: Final = 1000


class CsvResponse(Response):
    """A table as text (RFC 4180)."""

    media_type = "text/csv"


@router.post("/feedback", status_code=201, response_model=FeedbackOut)
async def add_feedback(body: FeedbackIn, parts: Parts, person: Reporter) -> dict[str, Any]:
    """Confirm what a fault was, and when it began."""
    found = NewFeedback(
        charge_point_id=body.charger,
        onset_at=body.onset,
        cause=body.cause,
        note=body.note,
        actor=person.actor.name,
        created_at=parts.clock.now(),
    )
    return feedback_item(await model_feedback.confirm(parts.orders, person.actor, found))


@router.get("/feedback", response_model=FeedbackPage)
async def list_feedback(
    parts: Parts,
    _: Reader,
    charger: Annotated[str | None, Query(min_length=1, max_length=48)] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Confirmed causes, newest first."""
    filters = {} if charger is None else {"charge_point_id": charger}
    async with parts.uows.read() as uow:
        page = Page(limit + 1, read_id_cursor("feedback", cursor), filters)
        rows = await uow.feedback.page(page)
    more = len(rows) > limit
    return {
        "items": [feedback_item(row) for row in rows[:limit]],
        "next_cursor": next_cursor("feedback", str(rows[limit - 1].id)) if more else None,
    }


@router.get("/feedback/labels", response_class=CsvResponse)
async def get_labels(parts: Parts, _: Reader) -> CsvResponse:
    """All confirmed causes as CSV, oldest first, for `sntry models train --labels`."""
    rows: list[Feedback] = []
    async with parts.uows.read() as uow:
        while batch := await uow.feedback.page(Page(_BATCH, rows[-1].id if rows else None, {})):
            rows += batch
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(LABEL_COLUMNS)
    writer.writerows((row.charge_point_id, iso(row.onset_at), row.cause) for row in rows[::-1])
    return CsvResponse(text.getvalue())
