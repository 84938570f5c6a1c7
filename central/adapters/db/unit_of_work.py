"""The unit of work over SQL: repositories on one connection in one transaction."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.access import SqlApiKeys, SqlKeptAnswers
from central.adapters.db.alarms import SqlAlarms
from central.adapters.db.audit import SqlAudit
from central.adapters.db.charge_points import SqlChargePoints
from central.adapters.db.commands import SqlCommands
from central.adapters.db.diagnoses import SqlDiagnoses
from central.adapters.db.engine import Database
from central.adapters.db.heals import SqlHeals
from central.adapters.db.id_tags import SqlIdTags, SqlLocalLists
from central.adapters.db.jobs import SqlJobs
from central.adapters.db.lists import SqlLists
from central.adapters.db.load_sharing import SqlLoadSharing
from central.adapters.db.message_log import SqlMessageLog
from central.adapters.db.models import SqlFeedback, SqlModels
from central.adapters.db.notices import SqlNotifications
from central.adapters.db.outbox import SqlOutbox
from central.adapters.db.prices import SqlPrices
from central.adapters.db.readings import SqlReadings
from central.adapters.db.reliability import SqlReliability
from central.adapters.db.remedies import SqlRemedies
from central.adapters.db.reservations import SqlReservations
from central.adapters.db.security import SqlSecurity
from central.adapters.db.settings import SqlSettings
from central.adapters.db.stations import SqlStations
from central.adapters.db.tariffs import SqlSessionMarks, SqlTariffs
from central.adapters.db.technicians import SqlTechnicians
from central.adapters.db.telemetry import SqlTelemetry
from central.adapters.db.transactions import SqlTransactions
from central.adapters.db.users import SqlUsers
from central.adapters.db.views import SqlViews
from central.adapters.db.violations import SqlViolations
from central.adapters.db.work_orders import SqlWorkOrders

R = TypeVar("R")


class Over(Generic[R]):
    """A repository over the connection of its unit; most units need one or two of them."""

    def __init__(self, kind: Callable[[AsyncConnection], R]) -> None:
        self._kind = kind

    def __get__(self, unit: "SqlUnitOfWork", owner: type) -> R:
        return self._kind(unit.connection)


class SqlUnitOfWork:
    """Implements `central.services.unit_of_work.UnitOfWork`."""

    stations = Over(SqlStations)
    charge_points = Over(SqlChargePoints)
    transactions = Over(SqlTransactions)
    telemetry = Over(SqlTelemetry)
    commands = Over(SqlCommands)
    outbox = Over(SqlOutbox)
    heals = Over(SqlHeals)
    prices = Over(SqlPrices)
    audit = Over(SqlAudit)
    users = Over(SqlUsers)
    settings = Over(SqlSettings)
    views = Over(SqlViews)
    id_tags = Over(SqlIdTags)
    local_lists = Over(SqlLocalLists)
    reservations = Over(SqlReservations)
    jobs = Over(SqlJobs)
    security = Over(SqlSecurity)
    models = Over(SqlModels)
    feedback = Over(SqlFeedback)
    violations = Over(SqlViolations)
    alarms = Over(SqlAlarms)
    diagnoses = Over(SqlDiagnoses)
    notifications = Over(SqlNotifications)
    tariffs = Over(SqlTariffs)
    session_marks = Over(SqlSessionMarks)
    messages = Over(SqlMessageLog)
    api_keys = Over(SqlApiKeys)
    answers = Over(SqlKeptAnswers)
    lists = Over(SqlLists)
    readings = Over(SqlReadings)
    remedies = Over(SqlRemedies)
    reliability = Over(SqlReliability)
    load_sharing = Over(SqlLoadSharing)
    work_orders = Over(SqlWorkOrders)
    technicians = Over(SqlTechnicians)

    def __init__(
        self, connection: AsyncConnection, commit: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        self.connection = connection
        self._commit = commit or connection.commit

    async def commit(self) -> None:
        """Make it last."""
        await self._commit()


class SqlUnitsOfWork:
    """Implements `central.services.unit_of_work.UnitsOfWork`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextlib.asynccontextmanager
    async def write(self) -> AsyncIterator[SqlUnitOfWork]:
        """Read and write; `commit` or lose it."""
        async with self._database.write() as connection:
            yield SqlUnitOfWork(connection)

    @contextlib.asynccontextmanager
    async def write_together(self) -> AsyncIterator[SqlUnitOfWork]:
        """As `write`, for few rows: shares its commit, and is on disk when the block has ended."""
        async with self._database.write_together() as part:
            yield SqlUnitOfWork(part.connection, part.commit)

    @contextlib.asynccontextmanager
    async def read(self) -> AsyncIterator[SqlUnitOfWork]:
        """One snapshot, read only."""
        async with self._database.read() as connection:
            yield SqlUnitOfWork(connection)

    @contextlib.asynccontextmanager
    async def glance(self) -> AsyncIterator[SqlUnitOfWork]:
        """As `read`, for a row or two by key."""
        async with self._database.glance() as connection:
            yield SqlUnitOfWork(connection)
