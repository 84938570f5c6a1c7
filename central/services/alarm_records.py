"""Rows of alarms as the repository gives and takes them, and the repository as a protocol."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from central.core.alarm_rounds import Place
from central.core.alarm_signals import (
    FaultReport,
    NoteReport,
    SecurityReport,
    Watched,
    WatchRules,
)
from central.core.alarms import Alarm, Entry
from central.services.records import ConnectorStatus
from contract.ids import StationId


@dataclass(frozen=True, slots=True)
class Cursors:
    """Numbers of the last rows that the alarms have counted."""

    faults: int = 0
    notes: int = 0
    security: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """What came after some cursors, and the cursors behind it."""

    faults: tuple[FaultReport, ...]
    notes: tuple[NoteReport, ...]
    security: tuple[SecurityReport, ...]
    cursors: Cursors


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A stored line of a timeline."""

    id: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class AlarmPage:
    """Which alarms, and how many; newest first."""

    limit: int
    before_id: int | None = None
    is_open: bool | None = None
    severity_min: int | None = None
    charge_point: str | None = None
    network: str | None = None
    station: str | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    """By column: state, topic, assignee."""


@dataclass(frozen=True, slots=True)
class PastAlarm:
    """A closed alarm that is like another one; the more of these hold, the liker."""

    alarm: Alarm
    same_charger: bool
    same_station: bool
    same_model: bool


class Alarms(Protocol):
    """Alarms with their members and timelines, and what they are made from."""

    async def add_faults(self, reports: Sequence[ConnectorStatus]) -> None:
        """Put reports of faults down; one that came before is ignored."""

    async def news(self, after: Cursors, limit: int) -> News:
        """At most `limit` rows of each kind after the cursors, oldest first."""

    async def newest(self) -> Cursors:
        """Cursors behind everything that there is."""

    async def watched(self, rules: WatchRules, now: datetime) -> list[Watched]:
        """Accepted chargers of which something may hold now; the others are left out."""

    async def places(self) -> dict[StationId, Place]:
        """All stations."""

    async def watching(self, closed_itself: datetime, closed_by_person: datetime) -> list[Alarm]:
        """Open alarms, and those that closed after these instants."""

    async def get(self, alarm_id: int) -> Alarm | None:
        """One of them."""

    async def unordered(self, limit: int) -> list[Alarm]:
        """Open alarms of stations for which no work was ordered, newest first."""

    async def save(self, alarm: Alarm) -> Alarm:
        """Put down or renew; gives it with its id."""

    async def add_entries(self, alarm_id: int, entries: Collection[Entry]) -> None:
        """Lengthen a timeline."""

    async def page(self, page: AlarmPage) -> list[Alarm]:
        """Newest first."""

    async def entries(self, alarm_id: int, limit: int, after_id: int | None) -> list[EntryRow]:
        """A timeline, oldest first, after a line."""

    async def similar(self, alarm: Alarm, limit: int) -> list[PastAlarm]:
        """Closed alarms of the same topic, the likest first: charger, station, model, newest."""

    async def prune_faults(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` reports older than `before`."""
