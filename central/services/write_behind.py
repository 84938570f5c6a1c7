"""Writes that may wait a moment: coalesced per charger and connector, flushed in one transaction.

States, readings and signs of life are frequent and only the newest counts; one transaction each
would cost 60 times more. What must be on disk before the charger is answered (boot, start, stop)
does not go through here. Where the database fails, everything is kept and tried again; beyond
`MAX_METER_ROWS` the oldest readings are given up. Where one note cannot be written, it alone is set
aside, with a line in the log, and the others are written.
"""

import asyncio
from collections import deque
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Final, TypeVar

import structlog

from central.core.first_attempts import FailedStart
from central.core.idling import Mark
from central.core.secrets import shortened
from central.services.counters import Counters
from central.services.errors import UnavailableError
from central.services.records import (
    ConnectorMeter,
    ConnectorStatus,
    LinkState,
    MeterRow,
    Surroundings,
)
from central.services.reliability_records import OutageChange
from central.services.unit_of_work import UnitsOfWork
from central.services.violations import Violation
from contract.ids import ChargePointId

FLUSH_INTERVAL_S: Final = 0.5
"""Real seconds that a write waits at most."""
LONGEST_WAIT_S: Final = 5.0
"""Real seconds between two tries while the database fails."""
MAX_METER_ROWS: Final = 50_000
MAX_TROUBLES: Final = 50_000
MAX_TOLD: Final = 1000
SHOWN_LENGTH: Final = 300

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Seen:
    """When a charger was last heard of."""

    charge_point_id: ChargePointId
    at: datetime


@dataclass(frozen=True, slots=True)
class LastMeter:
    """A session's newest register."""

    transaction_id: int
    register_wh: int


@dataclass(frozen=True, slots=True)
class SessionMark:
    """A session began or ceased to stand idle."""

    transaction_id: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault or a warning that a charger reported: kept each, however short it was."""

    report: ConnectorStatus


Latest = LinkState | ConnectorStatus | ConnectorMeter | Surroundings | LastMeter
Note = Latest | Seen | MeterRow | SessionMark | Violation | Trouble | OutageChange | FailedStart
InOrder = SessionMark | OutageChange | FailedStart
"""Each counts, in the order in which they came."""
N = TypeVar("N")

ORDER: Final[tuple[type[Note], ...]] = (
    LinkState,
    Seen,
    ConnectorStatus,
    ConnectorMeter,
    Surroundings,
    LastMeter,
    MeterRow,
    SessionMark,
    Violation,
    Trouble,
    OutageChange,
    FailedStart,
)
"""How they are written: a connector must be there before its reading."""


class WriteBehind:
    """Take notes at any time; `run` writes them down until cancelled, then once more."""

    def __init__(self, units: UnitsOfWork, counters: Counters) -> None:
        self._units = units
        self._counters = counters
        self._latest: dict[Hashable, Latest] = {}
        self._seen: dict[ChargePointId, datetime] = {}
        self._meter_rows: deque[MeterRow] = deque()
        self._in_order: list[InOrder] = []
        self._violations: dict[tuple[str, str, str], Violation] = {}
        self._troubles: deque[Trouble] = deque()
        self._under_way: list[Note] = []
        self._told: set[Hashable] = set()

    def note_link(self, link: LinkState) -> None:
        """A charger's socket came or went."""
        self._latest[_key(link)] = link

    def note_seen(self, charge_point: ChargePointId, at: datetime) -> None:
        """A frame of the charger came."""
        self._seen[charge_point] = at

    def note_status(self, status: ConnectorStatus) -> None:
        """A connector's state."""
        self._latest[ConnectorStatus, status.charge_point_id, status.connector_id] = status

    def note_meter(self, meter: ConnectorMeter) -> None:
        """A connector's reading; what it lacks is kept from an earlier one that still waits."""
        key = ConnectorMeter, meter.charge_point_id, meter.connector_id
        self._latest[key] = _joined(self._latest.get(key), meter)

    def note_surroundings(self, surroundings: Surroundings) -> None:
        """A charger's own temperature and power."""
        self._latest[_key(surroundings)] = surroundings

    def note_last_meter(self, transaction_id: int, register_wh: int) -> None:
        """A session's newest register."""
        self._latest[LastMeter, transaction_id] = LastMeter(transaction_id, register_wh)

    def note_violation(self, violation: Violation) -> None:
        """A charger broke a rule; what waits is counted together."""
        key = violation.key
        self._violations[key] = violation.with_earlier(self._violations.get(key))

    def note_trouble(self, report: ConnectorStatus) -> None:
        """A charger reported a fault or a warning."""
        self._troubles.append(Trouble(report))
        self._drop_oldest_rows()

    def note_meter_row(self, row: MeterRow) -> None:
        """A reading for the record."""
        self._meter_rows.append(row)
        self._drop_oldest_rows()

    def note_mark(self, mark: SessionMark) -> None:
        """A session began or ceased to stand idle."""
        self._in_order.append(mark)

    def note_outage(self, change: OutageChange) -> None:
        """A port went down, or came up."""
        self._in_order.append(change)

    def note_failed_start(self, start: FailedStart) -> None:
        """A start never became a session."""
        self._in_order.append(start)

    def waiting_rows(self, transaction_id: int) -> list[MeterRow]:
        """Readings of a session that are not known to be written yet."""
        notes = [*self._under_way, *self._meter_rows]
        return [row for row in _of(notes, MeterRow) if row.transaction_id == transaction_id]

    def waiting_marks(self, transaction_id: int) -> list[Mark]:
        """Marks of a session that are not known to be written yet."""
        notes = [*self._under_way, *self._in_order]
        return [row.mark for row in _of(notes, SessionMark) if row.transaction_id == transaction_id]

    async def run(self) -> None:
        """Flush again and again, more rarely while the database fails."""
        wait_s, failing = FLUSH_INTERVAL_S, False
        try:
            while True:
                await asyncio.sleep(wait_s)
                try:
                    await self.flush()
                except UnavailableError as err:
                    if not failing:
                        log.error("write_behind_waits", reason=str(err))  # noqa: TRY400 (no bug)
                    wait_s, failing = min(wait_s * 2, LONGEST_WAIT_S), True
                    self._counters.add("write_behind_failures")
                else:
                    wait_s, failing = FLUSH_INTERVAL_S, False
        finally:
            try:
                await self.flush()
            except UnavailableError as err:
                log.error("write_behind_lost", reason=str(err))  # noqa: TRY400 (no bug)

    async def flush(self) -> None:
        """Write what waits: in one transaction, or in several where a note cannot be written.

        Raises:
            UnavailableError: the database fails; what was not written is kept.
        """
        seen = [Seen(charge_point, at) for charge_point, at in self._seen.items()]
        notes: list[Note] = [*self._latest.values(), *seen, *self._meter_rows, *self._in_order]
        notes += [*self._violations.values(), *self._troubles]
        self._latest, self._seen, self._meter_rows, self._in_order = {}, {}, deque(), []
        self._violations, self._troubles = {}, deque()
        self._under_way = notes
        pending = [notes] if notes else []
        try:
            while pending:
                batch = pending.pop()
                try:
                    await self._write(batch)
                except (UnavailableError, asyncio.CancelledError):
                    self._put_back([*batch, *chain.from_iterable(reversed(pending))])
                    raise
                except Exception as err:  # noqa: BLE001 (whatever a note does, it loses itself only)
                    pending += self._divided(batch, err)
        finally:
            self._under_way = []

    async def _write(self, notes: list[Note]) -> None:
        async with self._units.write() as uow:
            points = uow.charge_points
            await points.save_links(_of(notes, LinkState))
            await points.save_seen({each.charge_point_id: each.at for each in _of(notes, Seen)})
            await points.save_statuses(_of(notes, ConnectorStatus))
            await points.save_meters(_of(notes, ConnectorMeter))
            await points.save_surroundings(_of(notes, Surroundings))
            last = _of(notes, LastMeter)
            await uow.transactions.save_last_meters(
                {each.transaction_id: each.register_wh for each in last}
            )
            await uow.transactions.add_meter_values(_of(notes, MeterRow))
            await uow.violations.add(_of(notes, Violation))
            await uow.alarms.add_faults([each.report for each in _of(notes, Trouble)])
            await uow.session_marks.add(
                [(each.transaction_id, each.mark) for each in _of(notes, SessionMark)]
            )
            await uow.reliability.change(_of(notes, OutageChange))
            await uow.reliability.add_failed_starts(_of(notes, FailedStart))
            await uow.commit()

    def _divided(self, notes: list[Note], err: Exception) -> list[list[Note]]:
        """The halves of what could not be written, the second first; a single note is given up."""
        if len(notes) > 1:
            ordered = sorted(notes, key=lambda note: ORDER.index(type(note)))
            middle = len(notes) // 2
            return [ordered[middle:], ordered[:middle]]
        (note,) = notes
        self._counters.add("rows_set_aside")
        kind = (type(note), getattr(note, "charge_point_id", None))
        if kind not in self._told and len(self._told) < MAX_TOLD:
            self._told.add(kind)
            shown = shortened(repr(note), SHOWN_LENGTH)
            log.error("row_set_aside", row=shown, reason=shortened(str(err), SHOWN_LENGTH))
        return []

    def _put_back(self, notes: list[Note]) -> None:
        """Newer notes win over those that come back."""
        for note in notes:
            if isinstance(note, Violation):
                later = self._violations.get(note.key)
                self._violations[note.key] = later.with_earlier(note) if later else note
            elif isinstance(note, Seen):
                self._seen.setdefault(note.charge_point_id, note.at)
            elif not isinstance(note, MeterRow | Trouble | InOrder):
                self._latest[_key(note)] = _joined(note, self._latest.get(_key(note), note))
        self._meter_rows.extendleft(reversed(_of(notes, MeterRow)))
        self._troubles.extendleft(reversed(_of(notes, Trouble)))
        self._in_order = [*(note for note in notes if isinstance(note, InOrder)), *self._in_order]
        self._drop_oldest_rows()

    def _drop_oldest_rows(self) -> None:
        while len(self._meter_rows) > MAX_METER_ROWS:
            self._meter_rows.popleft()
            self._counters.add("meter_rows_lost")
        while len(self._troubles) > MAX_TROUBLES:
            self._troubles.popleft()
            self._counters.add("fault_reports_lost")


def _of(notes: Sequence[Note], kind: type[N]) -> list[N]:
    return [note for note in notes if isinstance(note, kind)]


def _key(note: Latest) -> Hashable:
    """Two notes with one key are about the same thing: only the newer counts."""
    match note:
        case ConnectorStatus() | ConnectorMeter():
            return type(note), note.charge_point_id, note.connector_id
        case LastMeter():
            return LastMeter, note.transaction_id
        case _:
            return type(note), note.charge_point_id


def _joined(older: Latest | None, newer: Latest) -> Latest:
    """The newer of two; a reading keeps what only the older one told."""
    if not isinstance(older, ConnectorMeter) or not isinstance(newer, ConnectorMeter):
        return newer
    if None not in (newer.power_w, newer.energy_wh, newer.soc_pct):
        return newer
    return replace(
        newer,
        power_w=older.power_w if newer.power_w is None else newer.power_w,
        energy_wh=older.energy_wh if newer.energy_wh is None else newer.energy_wh,
        soc_pct=older.soc_pct if newer.soc_pct is None else newer.soc_pct,
    )
