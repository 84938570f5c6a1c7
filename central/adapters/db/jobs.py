"""Repository of firmware updates, diagnostics and logs."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Final

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.field_tables import jobs
from central.adapters.db.rows import row_of
from central.core.jobs import JobState
from central.services.control_records import Page
from central.services.field_records import Job, NewJob
from contract.ids import ChargePointId

_COLUMNS: Final = [jobs.c[each.name] for each in fields(Job)]
_NEWEST: Final = select(*_COLUMNS).order_by(jobs.c.id.desc())


class SqlJobs:
    """Implements `central.services.field_stores.Jobs`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, job: NewJob) -> Job:
        """Put down as asked; gives it with its id."""
        row = {**row_of(job), "state": JobState.ASKED.value, "answer": "", "statuses": []}
        result = await self._connection.execute(jobs.insert().values(**row))
        key = result.inserted_primary_key
        if key is None:
            raise RuntimeError("the database gave no job id")
        return Job(id=int(key[0]), file_name=None, size_bytes=None, ended_at=None, **row)

    async def get(self, job_id: int) -> Job | None:
        """One of them."""
        return await self._first(select(*_COLUMNS).where(jobs.c.id == job_id))

    async def by_token(self, token: str) -> Job | None:
        """The one that an upload belongs to."""
        return await self._first(select(*_COLUMNS).where(jobs.c.token == token))

    async def newest(self, charge_point: ChargePointId, kinds: Sequence[str]) -> Job | None:
        """The last one of these kinds."""
        column = jobs.c
        statement = _NEWEST.where(column.charge_point_id == charge_point, column.kind.in_(kinds))
        return await self._first(statement.limit(1))

    async def save(self, job: Job) -> None:
        """Renew."""
        await self._connection.execute(
            update(jobs).where(jobs.c.id == job.id).values(**row_of(job))
        )

    async def page(self, page: Page) -> list[Job]:
        """Newest first; filters `charge_point_id` and `kind`."""
        statement = _NEWEST.limit(page.limit)
        for name, value in page.filters.items():
            statement = statement.where(jobs.c[name] == value)
        if page.before_id is not None:
            statement = statement.where(jobs.c.id < page.before_id)
        rows = (await self._connection.execute(statement)).mappings()
        return [Job(**row) for row in rows]

    async def _first(self, statement: Select[Any]) -> Job | None:
        row = (await self._connection.execute(statement)).mappings().first()
        return None if row is None else Job(**row)
