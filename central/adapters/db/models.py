"""Repositories of model bundles and of confirmed causes."""

from dataclasses import fields
from typing import Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.model_tables import feedback, models
from central.adapters.db.rows import row_of
from central.adapters.db.tables import edges, telemetry
from central.services.control_records import Page
from central.services.model_records import EdgeModel, Feedback, Model, NewFeedback

_MOST_NAMED: Final = 500
_MODEL: Final = [models.c[each.name] for each in fields(Model)]
_EDGE: Final = [edges.c[each.name] for each in fields(EdgeModel)]
_FEEDBACK: Final = [feedback.c[each.name] for each in fields(Feedback)]


class SqlModels:
    """Implements `central.services.model_store.ModelStore`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, model: Model) -> None:
        """Put down."""
        await self._connection.execute(models.insert().values(**row_of(model)))

    async def get(self, model_id: str) -> Model | None:
        """One of them."""
        statement = select(*_MODEL).where(models.c.id == model_id)
        row = (await self._connection.execute(statement)).mappings().first()
        return None if row is None else Model(**row)

    async def page(self, limit: int, after: str | None) -> list[Model]:
        """At most `limit`, newest first, from behind the one with the id `after`."""
        statement = select(*_MODEL).order_by(models.c.uploaded_at.desc(), models.c.id).limit(limit)
        if after is not None:
            at = select(models.c.uploaded_at).where(models.c.id == after).scalar_subquery()
            is_same = and_(models.c.uploaded_at == at, models.c.id > after)
            statement = statement.where(or_(models.c.uploaded_at < at, is_same))
        return [Model(**row) for row in (await self._connection.execute(statement)).mappings()]

    async def feature_sample(self, limit: int) -> list[list[float | None]]:
        """At most `limit` feature vectors, taken evenly from the telemetry that is kept.

        By every n-th id: two looks at the primary key, and no sort.
        """
        ends = select(func.min(telemetry.c.id), func.max(telemetry.c.id))
        first, last = (await self._connection.execute(ends)).one()
        if first is None:
            return []
        stride = -(-(last - first + 1) // limit)
        ids = range(first, last + 1, stride)
        found: list[list[float | None]] = []
        for start in range(0, len(ids), _MOST_NAMED):
            named = telemetry.c.id.in_(list(ids[start : start + _MOST_NAMED]))
            statement = select(telemetry.c.features).where(named)
            found += (await self._connection.execute(statement)).scalars()
        return found

    async def edges(self) -> list[EdgeModel]:
        """What edges said last of their models, by id."""
        statement = select(*_EDGE).order_by(edges.c.id)
        return [EdgeModel(**row) for row in (await self._connection.execute(statement)).mappings()]


class SqlFeedback:
    """Implements `central.services.model_store.FeedbackStore`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, found: NewFeedback) -> Feedback:
        """Put down; gives it with its id."""
        row = row_of(found)
        result = await self._connection.execute(feedback.insert().values(**row))
        key = result.inserted_primary_key
        if key is None:
            raise RuntimeError("the database gave no feedback id")
        return Feedback(id=int(key[0]), **row)

    async def page(self, page: Page) -> list[Feedback]:
        """Newest first; filter `charge_point_id`."""
        statement = select(*_FEEDBACK).order_by(feedback.c.id.desc()).limit(page.limit)
        for name, value in page.filters.items():
            statement = statement.where(feedback.c[name] == value)
        if page.before_id is not None:
            statement = statement.where(feedback.c.id < page.before_id)
        rows = (await self._connection.execute(statement)).mappings()
        return [Feedback(**row) for row in rows]
