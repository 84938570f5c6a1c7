"""The unit of work: repositories over one transaction. The service that opened it commits."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from central.services.access_records import ApiKeys, KeptAnswers
from central.services.alarm_records import Alarms
from central.services.diagnosis_records import Diagnoses
from central.services.field_stores import IdTags, Jobs, LocalLists, Reservations
from central.services.list_records import Lists
from central.services.log_records import MessageStore
from central.services.model_store import FeedbackStore, ModelStore
from central.services.notice_records import Notifications
from central.services.ports import (
    ChargePoints,
    Commands,
    Outbox,
    Stations,
    TelemetryStore,
    Transactions,
)
from central.services.readings_store import Readings
from central.services.reliability_records import Reliability
from central.services.remedy_records import Remedies
from central.services.security_store import SecurityStore
from central.services.sharing_store import LoadSharingStore
from central.services.stores import AuditLog, Heals, Prices, SettingsStore, Users, Views
from central.services.tariff_store import SessionMarks, Tariffs
from central.services.technician_records import Technicians
from central.services.violations import Violations
from central.services.work_records import WorkOrders


class UnitOfWork(Protocol):
    """All repositories over one transaction; what was not committed is rolled back."""

    @property
    def stations(self) -> Stations:
        """Places."""

    @property
    def charge_points(self) -> ChargePoints:
        """Chargers and connectors."""

    @property
    def transactions(self) -> Transactions:
        """Sessions."""

    @property
    def telemetry(self) -> TelemetryStore:
        """What edges tell."""

    @property
    def commands(self) -> Commands:
        """Calls to chargers."""

    @property
    def outbox(self) -> Outbox:
        """The stream."""

    @property
    def heals(self) -> Heals:
        """Heals, open and past."""

    @property
    def prices(self) -> Prices:
        """Price overrides."""

    @property
    def audit(self) -> AuditLog:
        """Who did what, and why."""

    @property
    def users(self) -> Users:
        """People and their sessions."""

    @property
    def settings(self) -> SettingsStore:
        """What people change while it runs."""

    @property
    def views(self) -> Views:
        """Reads across tables."""

    @property
    def id_tags(self) -> IdTags:
        """Who may charge."""

    @property
    def local_lists(self) -> LocalLists:
        """What chargers accepted as their local lists."""

    @property
    def reservations(self) -> Reservations:
        """Reservations of connectors."""

    @property
    def jobs(self) -> Jobs:
        """Firmware updates, diagnostics and logs."""

    @property
    def security(self) -> SecurityStore:
        """Keys, certificates, security events."""

    @property
    def models(self) -> ModelStore:
        """Model bundles, and which edges run them."""

    @property
    def feedback(self) -> FeedbackStore:
        """Causes of faults that people confirmed."""

    @property
    def tariffs(self) -> Tariffs:
        """Tariffs and where they hold."""

    @property
    def violations(self) -> Violations:
        """What chargers do against the standard."""

    @property
    def alarms(self) -> Alarms:
        """Alarms, and what they are made from."""

    @property
    def diagnoses(self) -> Diagnoses:
        """Causes of alarms."""

    @property
    def notifications(self) -> Notifications:
        """Who is told what, and what became of it."""

    @property
    def session_marks(self) -> SessionMarks:
        """When sessions stood idle."""

    @property
    def messages(self) -> MessageStore:
        """The log of OCPP messages."""

    @property
    def api_keys(self) -> ApiKeys:
        """Programs' ways in."""

    @property
    def answers(self) -> KeptAnswers:
        """Answers that are kept for a repeated request."""

    @property
    def lists(self) -> Lists:
        """Reads for the API."""

    @property
    def readings(self) -> Readings:
        """Old readings."""

    @property
    def load_sharing(self) -> LoadSharingStore:
        """Limits of places, and what each session is given."""

    @property
    def remedies(self) -> Remedies:
        """Remedies and their steps."""

    @property
    def reliability(self) -> Reliability:
        """Outages, exclusions, failed starts."""

    @property
    def work_orders(self) -> WorkOrders:
        """Work orders, with what proves them."""

    @property
    def technicians(self) -> Technicians:
        """Technicians and their vans."""

    async def commit(self) -> None:
        """Make it last."""


class UnitsOfWork(Protocol):
    """Opens them. One writer at a time: keep a write unit short and await nothing else inside."""

    def write(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Read and write; `commit` or lose it."""

    def write_together(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """As `write`, for few rows: shares its commit, and is on disk when the block has ended."""

    def read(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """One snapshot, read only."""

    def glance(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """As `read`, for a row or two by key."""
