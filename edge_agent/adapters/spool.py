"""The spool on disk: one thread that writes, many chargers that wait for it.

What comes in while a commit runs goes into the next one together, so that a slow disk costs each
charger one commit, not one per charger. A commit that must survive a power cut is synced (SQLite's
`synchronous = FULL`), one that must survive the end of this process only is not (`NORMAL`).
"""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from edge_agent.adapters import spool_tables
from edge_agent.adapters.log import Log
from edge_agent.core.errors import LocalError
from edge_agent.core.storage import Change, Kept, Record, RecordKind
from edge_agent.core.traffic import Storage
from edge_agent.core.transactions import FIRST_LOCAL_ID, LAST_LOCAL_ID

FILE: Final = "spool.sqlite"
_LOG = Log("edge.spool")
_MOST_AT_ONCE: Final = 512
_PROBE_S: Final = 1.0
"""Real seconds between two tries on a disk that takes nothing."""


@dataclass(slots=True)
class _Write:
    charger: str
    changes: tuple[Change, ...]
    survives_power_cut: bool
    done: "asyncio.Future[bool]"


@dataclass(slots=True)
class _Read:
    charger: str
    kind: RecordKind
    after: int
    done: "asyncio.Future[tuple[Record, ...]]"


@dataclass(frozen=True, slots=True)
class _Stop:
    """No more jobs."""


_Job = _Write | _Read | _Stop


@dataclass(slots=True)
class Reports:
    """Where the spool tells what happened to it; called on the event loop."""

    changed: Callable[[Storage], None] = lambda _storage: None
    gone: Callable[[str, frozenset[int]], None] = lambda _charger, _numbers: None
    odd: Callable[[str, str], None] = lambda _kind, _detail: None


@dataclass(slots=True)
class _Level:
    """What the disk takes now, as the writer found it."""

    storage: Storage = Storage.FREE
    has_failed: bool = False
    """A commit did not work: see whether another does."""


class Spool:
    """The stored messages of all chargers.

    Args:
        data_dir: where its file is.
        budget_bytes: most that it may hold.
        reserve_bytes: the part of it that only stops may use.

    Raises:
        LocalError: if no file can be made there.
    """

    def __init__(self, data_dir: Path, budget_bytes: int, reserve_bytes: int) -> None:
        path = data_dir / FILE
        try:
            self._connection, problem = spool_tables.open_file(path)
        except (OSError, sqlite3.Error) as err:
            raise LocalError(f"spool {path} cannot be used: {err}") from err
        if problem:
            _LOG.warning("spool_set_aside", reason=problem)
        self.was_set_aside = bool(problem)
        self._budget_bytes = budget_bytes
        self._free_bytes = budget_bytes - reserve_bytes
        self._jobs: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        self._reports = Reports()
        self._level = _Level()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._work, name="spool", daemon=True)

    def load(self) -> dict[str, Kept]:
        """What earlier runs left, by charger. Before `start`."""
        names = spool_tables.chargers(self._connection)
        return {each: spool_tables.kept_of(self._connection, each) for each in names}

    def local_ids(self) -> Iterator[int]:
        """Transaction ids of the edge's own block, none twice. Before `start`."""
        number = spool_tables.next_local_id(self._connection)
        return _block_from(number)

    @property
    def used_bytes(self) -> int:
        """What it holds. Before `start` or after `stop`."""
        return spool_tables.used_bytes(self._connection)

    def start(self, reports: Reports) -> None:
        """Begin to write; on the event loop that `write` and `read` will be called on."""
        self._loop = asyncio.get_running_loop()
        self._reports = reports
        self._thread.start()

    async def stop(self) -> None:
        """Write what was handed in, and close the file."""
        self._jobs.put(_Stop())
        await asyncio.to_thread(self._thread.join)
        self._connection.close()

    def write(
        self, charger: str, changes: tuple[Change, ...], *, survives_power_cut: bool
    ) -> "asyncio.Future[bool]":
        """Carry out changes, all or none.

        Returns:
            Whether they are on disk, as soon as that is known.
        """
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._jobs.put(_Write(charger, changes, survives_power_cut, done))
        return done

    def read(
        self, charger: str, kind: RecordKind, after: int
    ) -> "asyncio.Future[tuple[Record, ...]]":
        """The next records of a kind, all earlier writes done."""
        done: asyncio.Future[tuple[Record, ...]] = asyncio.get_running_loop().create_future()
        self._jobs.put(_Read(charger, kind, after, done))
        return done

    # the writer's thread

    def _work(self) -> None:
        is_on = True
        while is_on:
            jobs = self._gather()
            is_on = not any(isinstance(each, _Stop) for each in jobs)
            writes = [each for each in jobs if isinstance(each, _Write)]
            self._write_all(writes)
            for job in jobs:
                if isinstance(job, _Read):
                    self._read_one(job)
            if writes or self._level.storage is Storage.NOTHING:
                self._weigh()

    def _gather(self) -> list[_Job]:
        try:
            timeout_s = _PROBE_S if self._level.storage is Storage.NOTHING else None
            jobs = [self._jobs.get(timeout=timeout_s)]
        except queue.Empty:
            return []
        while len(jobs) < _MOST_AT_ONCE:
            try:
                jobs.append(self._jobs.get_nowait())
            except queue.Empty:
                break
        return jobs

    def _write_all(self, writes: list[_Write]) -> None:
        if not writes:
            return
        error = self._commit(writes)
        if error is None:
            self._settle([(each.done, True) for each in writes])
            return
        results = [(each, self._commit([each])) for each in writes]
        self._settle([(each.done, error is None) for each, error in results])
        for each, problem in results:
            if problem is not None:
                self._level.has_failed = True
                self._tell(self._reports.odd, "spool_failed", f"{each.charger}: {problem}")

    def _commit(self, writes: list[_Write]) -> Exception | None:
        """One transaction for all; what went wrong, with nothing written, if something did.

        A value that SQLite cannot take (half a character, a number beyond 64 bits) is one of it.
        """
        is_synced = any(each.survives_power_cut for each in writes)
        try:
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if is_synced else 'NORMAL'}")
            self._connection.execute("BEGIN IMMEDIATE")
            for each in writes:
                spool_tables.apply(self._connection, each.charger, each.changes)
            self._connection.execute("COMMIT")
        except (sqlite3.Error, ValueError, OverflowError) as err:
            self._roll_back()
            return err
        return None

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _read_one(self, job: _Read) -> None:
        try:
            records = spool_tables.records_after(self._connection, job.charger, job.kind, job.after)
        except (sqlite3.Error, ValueError) as err:
            self._tell(self._reports.odd, "spool_failed", f"{job.charger}: {err}")
            records = ()
        self._tell(_set_result, job.done, records)

    def _weigh(self) -> None:
        """See what the disk takes; make room if the budget is used up."""
        storage = Storage.NOTHING
        try:
            self._probe()
            storage = self._made_room()
        except sqlite3.Error as err:
            self._roll_back()
            self._tell(self._reports.odd, "spool_failed", str(err))
        if storage is not self._level.storage:
            self._level.storage = storage
            self._tell(self._reports.changed, storage)

    def _probe(self) -> None:
        """Raises sqlite3.Error if the disk did not and does not take anything."""
        if self._level.storage is Storage.NOTHING or self._level.has_failed:
            self._connection.execute("INSERT OR REPLACE INTO counter VALUES ('probe', 0)")
            self._level.has_failed = False

    def _made_room(self) -> Storage:
        used = spool_tables.used_bytes(self._connection)
        while used > self._free_bytes:
            self._connection.execute("BEGIN IMMEDIATE")
            gone = spool_tables.shed(self._connection)
            self._connection.execute("COMMIT")
            if not gone:
                break
            self._tell_gone(gone)
            used = spool_tables.used_bytes(self._connection)
        if used <= self._free_bytes:
            return Storage.FREE
        return Storage.STOPS_ONLY if used <= self._budget_bytes else Storage.NOTHING

    def _tell_gone(self, gone: list[tuple[str, int]]) -> None:
        by_charger: dict[str, set[int]] = {}
        for charger, number in gone:
            by_charger.setdefault(charger, set()).add(number)
        for charger, numbers in by_charger.items():
            self._tell(self._reports.gone, charger, frozenset(numbers))

    def _settle(self, results: list[tuple["asyncio.Future[bool]", bool]]) -> None:
        self._tell(_settle_all, results)

    def _tell(self, report: Callable[..., None], *values: object) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(report, *values)


def _settle_all(results: list[tuple["asyncio.Future[bool]", bool]]) -> None:
    for done, is_kept in results:
        _set_result(done, is_kept)


def _set_result(done: "asyncio.Future[Any]", value: object) -> None:
    if not done.done():
        done.set_result(value)


def _block_from(number: int) -> Iterator[int]:
    while True:
        if not FIRST_LOCAL_ID <= number <= LAST_LOCAL_ID:
            number = FIRST_LOCAL_ID
        yield number
        number += 1
