"""Calls to chargers as tasks that can be followed to their outcome."""

from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Path, Query

from central.api.deps import Parts, Reader
from central.api.paging import Cursor, Limit, next_cursor, read_cursor
from central.api.problems import InputError
from central.api.records import TaskList, TaskOut
from central.core.secrets import without_secrets
from central.services.items import iso, iso_or_none
from central.services.list_records import TaskPage
from central.services.records import CommandRow

router = APIRouter(tags=["tasks"])

KIND: Final = "tasks"
Word = Annotated[str | None, Query(min_length=1, max_length=60)]
TaskId = Annotated[str, Path(min_length=1, max_length=36)]


@router.get("/tasks", response_model=TaskList)
async def list_tasks(  # noqa: PLR0913 (filters)
    parts: Parts,
    _: Reader,
    charge_point: Word = None,
    action: Word = None,
    state: Word = None,
    actor: Word = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Calls to chargers by people and by the control loop, newest first."""
    given = {"charge_point_id": charge_point, "action": action, "state": state, "actor": actor}
    filters = {name: value for name, value in given.items() if value is not None}
    async with parts.uows.read() as uow:
        rows = await uow.lists.tasks(TaskPage(limit + 1, _before(cursor), filters))
    more = len(rows) > limit
    return {
        "items": [task_item(row) for row in rows[:limit]],
        "next_cursor": next_cursor(KIND, _key(rows[limit - 1])) if more else None,
    }


@router.get("/tasks/{task_id}", response_model=TaskOut)
async def get_task(task_id: TaskId, parts: Parts, _: Reader) -> dict[str, Any]:
    """What became of a call: `queued` until it ends."""
    async with parts.uows.read() as uow:
        row = await uow.commands.get(task_id)
    if row is None:
        raise HTTPException(404, f"task {task_id!r} is not known")
    return task_item(row)


def task_item(row: CommandRow) -> dict[str, Any]:
    """A call as JSON."""
    return {
        "id": row.id,
        "charge_point": row.charge_point_id,
        "action": row.action,
        "payload": without_secrets(row.payload),
        "actor_kind": row.actor_kind,
        "actor": row.actor,
        "reason": row.reason,
        "state": row.state,
        "answer": without_secrets(row.answer),
        "created_at": iso(row.created_at),
        "done_at": iso_or_none(row.done_at),
    }


def _key(row: CommandRow) -> str:
    return f"{row.created_at.isoformat()} {row.id}"


def _before(cursor: str | None) -> tuple[datetime, str] | None:
    key = read_cursor(KIND, cursor)
    if key is None or cursor is None:
        return None
    at, _, name = key.partition(" ")
    try:
        return datetime.fromisoformat(at), name
    except ValueError:
        raise InputError("cursor", cursor, "a next_cursor of this list, unchanged") from None
