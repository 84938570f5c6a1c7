"""The unit of work over SQL: repositories on one connection in one transaction."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.access import SqlApiKeys, SqlKeptAnswers
from central.adapters.db.audit import SqlAudit
from central.adapters.db.charge_points import SqlChargePoints
from central.adapters.db.commands import SqlCommands
from central.adapters.db.engine import Database
from central.adapters.db.heals import SqlHeals
from central.adapters.db.id_tags import SqlIdTags, SqlLocalLists
from central.adapters.db.jobs import SqlJobs
from central.adapters.db.lists import SqlLists
from central.adapters.db.load_sharing import SqlLoadSharing
from central.adapters.db.message_log import SqlMessageLog
from central.adapters.db.models import SqlFeedback, SqlModels
from central.adapters.db.outbox import SqlOutbox
from central.adapters.db.prices import SqlPrices
from central.adapters.db.readings import SqlReadings
from central.adapters.db.reservations import SqlReservations
from central.adapters.db.security import SqlSecurity
from central.adapters.db.settings import SqlSettings
from central.adapters.db.stations import SqlStations
from central.adapters.db.tariffs import SqlSessionMarks, SqlTariffs
from central.adapters.db.telemetry import SqlTelemetry
from central.adapters.db.transactions import SqlTransactions
from central.adapters.db.users import SqlUsers
from central.adapters.db.views import SqlViews
from central.adapters.db.violations import SqlViolations


class SqlUnitOfWork:
    """Implements `central.services.unit_of_work.UnitOfWork`."""

    def __init__(
        self, connection: AsyncConnection, commit: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        self._commit = commit or connection.commit
        self.stations = SqlStations(connection)
        self.charge_points = SqlChargePoints(connection)
        self.transactions = SqlTransactions(connection)
        self.telemetry = SqlTelemetry(connection)
        self.commands = SqlCommands(connection)
        self.outbox = SqlOutbox(connection)
        self.heals = SqlHeals(connection)
        self.prices = SqlPrices(connection)
        self.audit = SqlAudit(connection)
        self.users = SqlUsers(connection)
        self.settings = SqlSettings(connection)
        self.views = SqlViews(connection)
        self.id_tags = SqlIdTags(connection)
        self.local_lists = SqlLocalLists(connection)
        self.reservations = SqlReservations(connection)
        self.jobs = SqlJobs(connection)
        self.security = SqlSecurity(connection)
        self.models = SqlModels(connection)
        self.feedback = SqlFeedback(connection)
        self.violations = SqlViolations(connection)
        self.tariffs = SqlTariffs(connection)
        self.session_marks = SqlSessionMarks(connection)
        self.messages = SqlMessageLog(connection)
        self.api_keys = SqlApiKeys(connection)
        self.answers = SqlKeptAnswers(connection)
        self.lists = SqlLists(connection)
        self.readings = SqlReadings(connection)
        self.load_sharing = SqlLoadSharing(connection)

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
