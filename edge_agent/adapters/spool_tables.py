"""The spool's SQLite file: its tables, and each change as statements.

One file for all chargers of the edge. A file that cannot be read is set aside and begun anew: a
broken disk must not keep chargers from charging.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, assert_never

from edge_agent.core.storage import (
    Change,
    DropAside,
    DropRecord,
    DropTransaction,
    Kept,
    PutNote,
    PutRecord,
    PutTransaction,
    Record,
    RecordKind,
    SetAside,
    Stage,
    Transaction,
)
from edge_agent.core.transactions import FIRST_LOCAL_ID, is_local

FORM: Final = 1
"""Version of the tables, in `user_version`."""
_WAL_BYTES: Final = 8 * 2**20
_READ_AT_ONCE: Final = 64
_REMEMBERED_PAYLOADS: Final = 64
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS record (
    charger TEXT, number INTEGER, kind TEXT, message_id TEXT, action TEXT, payload TEXT,
    tx INTEGER, is_spare INTEGER, PRIMARY KEY (charger, number));
CREATE TABLE IF NOT EXISTS tx (
    charger TEXT, number INTEGER, connector INTEGER, id_tag TEXT, started_at TEXT,
    meter_start TEXT, stage TEXT, charger_id INTEGER, central_id INTEGER, stop TEXT,
    PRIMARY KEY (charger, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS note (
    charger TEXT, name TEXT, text TEXT, PRIMARY KEY (charger, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS set_aside (
    charger TEXT, number INTEGER, message_id TEXT, action TEXT, payload TEXT, tx INTEGER,
    reason TEXT, PRIMARY KEY (charger, number));
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER) WITHOUT ROWID;
"""
_RECORD: Final = "number, kind, message_id, action, payload, tx, is_spare"
_TX: Final = (
    "number, connector, id_tag, started_at, meter_start, stage, charger_id, central_id, stop"
)
_PUT_RECORD: Final = (
    f"INSERT OR REPLACE INTO record (charger, {_RECORD}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 (ours)
)
_PUT_TX: Final = f"INSERT OR REPLACE INTO tx (charger, {_TX}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 (ours)
_COUNT: Final = (
    "INSERT INTO counter VALUES (?, ?) ON CONFLICT (name) DO UPDATE "
    "SET value = max(value, excluded.value)"
)


def open_file(path: Path) -> tuple[sqlite3.Connection, str]:
    """Open or make the spool.

    Returns:
        The connection, in autocommit; and what was wrong with a file that was set aside, or "".

    Raises:
        OSError: if no spool can be made there.
        sqlite3.Error: the same.
    """
    try:
        return _opened(path), ""
    except sqlite3.DatabaseError as err:
        aside = _set_aside(path)
        return _opened(path), f"{path.name} is broken ({err}); it is kept as {aside.name}"


def _opened(path: Path) -> sqlite3.Connection:
    path.touch(mode=0o600)
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA journal_size_limit = {_WAL_BYTES}")
        (form,) = connection.execute("PRAGMA user_version").fetchone()
        if form not in (0, FORM):
            raise sqlite3.DatabaseError(f"form {form} is not known, only {FORM}")
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
        create(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def create(connection: sqlite3.Connection) -> None:
    """Make the tables that are not there yet."""
    connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {FORM}; COMMIT;")


def _set_aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.name}.bad-{number}")).exists():
        number += 1
    path.replace(aside)
    for ending in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(f"{path.name}{ending}").replace(f"{aside}{ending}")
    return aside


def apply(connection: sqlite3.Connection, charger: str, changes: Iterable[Change]) -> None:
    """Carry changes of one charger out, inside of a transaction."""
    for change in changes:
        for statement, values in _statements(charger, change):
            connection.execute(statement, values)


def _statements(charger: str, change: Change) -> Iterator[tuple[str, Sequence[Any]]]:
    match change:
        case PutRecord(record):
            yield (
                _PUT_RECORD,
                (
                    charger,
                    record.number,
                    record.kind,
                    record.message_id,
                    record.action,
                    record.payload,
                    record.transaction,
                    record.is_spare,
                ),
            )
            yield _COUNT, (_number_counter(charger), record.number)
        case DropRecord(number):
            yield "DELETE FROM record WHERE charger = ? AND number = ?", (charger, number)
        case PutTransaction(transaction):
            yield from _put_transaction(charger, transaction)
        case DropTransaction(number):
            yield "DELETE FROM tx WHERE charger = ? AND number = ?", (charger, number)
        case PutNote(name, text):
            yield "INSERT OR REPLACE INTO note VALUES (?, ?, ?)", (charger, name, text)
        case SetAside(number, reason):
            yield (
                "INSERT OR REPLACE INTO set_aside "
                "SELECT charger, number, message_id, action, payload, tx, ? FROM record "
                "WHERE charger = ? AND number = ?",
                (reason, charger, number),
            )
            yield "DELETE FROM record WHERE charger = ? AND number = ?", (charger, number)
        case DropAside(number):
            yield "DELETE FROM set_aside WHERE charger = ? AND number = ?", (charger, number)
        case _:
            assert_never(change)


def _put_transaction(charger: str, each: Transaction) -> Iterator[tuple[str, Sequence[Any]]]:
    yield (
        _PUT_TX,
        (
            charger,
            each.number,
            each.connector,
            each.id_tag,
            each.started_at,
            each.meter_start,
            each.stage,
            each.charger_id,
            each.central_id,
            each.stop,
        ),
    )
    if is_local(each.charger_id):
        yield _COUNT, ("local_id", each.charger_id)


def next_local_id(connection: sqlite3.Connection) -> int:
    """A transaction id of the edge's own block that was never given out."""
    found = connection.execute("SELECT value FROM counter WHERE name = 'local_id'").fetchone()
    return FIRST_LOCAL_ID if found is None else int(found[0]) + 1


def chargers(connection: sqlite3.Connection) -> list[str]:
    """All chargers that left something."""
    tables = ("record", "tx", "note")
    union = " UNION ".join(f"SELECT charger FROM {each}" for each in tables)  # noqa: S608 (ours)
    return [row[0] for row in connection.execute(union)]


def kept_of(connection: sqlite3.Connection, charger: str) -> Kept:
    """What is kept of one charger."""
    of_charger = (charger,)
    counts = connection.execute(
        "SELECT kind, count(*) FROM record WHERE charger = ? GROUP BY kind", of_charger
    )
    payloads = connection.execute(
        "SELECT payload FROM record WHERE charger = ? AND kind = ? ORDER BY number DESC LIMIT ?",
        (charger, RecordKind.TRANSACTION, _REMEMBERED_PAYLOADS),
    )
    last = connection.execute(
        "SELECT value FROM counter WHERE name = ?", (_number_counter(charger),)
    ).fetchone()
    notes = connection.execute("SELECT name, text FROM note WHERE charger = ?", of_charger)
    rows = connection.execute(f"SELECT {_TX} FROM tx WHERE charger = ? ORDER BY number", of_charger)  # noqa: S608 (ours)
    return Kept(
        next_number=1 if last is None else last[0] + 1,
        transactions=tuple(_transaction(*row) for row in rows),
        counts={RecordKind(kind): number for kind, number in counts},
        last_payloads=tuple(row[0] for row in payloads)[::-1],
        notes=dict(notes.fetchall()),
    )


def records_after(
    connection: sqlite3.Connection, charger: str, kind: RecordKind, after: int
) -> tuple[Record, ...]:
    """The next records of a kind."""
    rows = connection.execute(
        f"SELECT {_RECORD} FROM record WHERE charger = ? AND kind = ? AND number > ? "  # noqa: S608
        "ORDER BY number LIMIT ?",
        (charger, kind, after, _READ_AT_ONCE),
    )
    return tuple(_record(*row) for row in rows)


def _transaction(*row: Any) -> Transaction:
    return replace(Transaction(*row), stage=Stage(row[5]))


def _record(*row: Any) -> Record:
    return replace(Record(*row), kind=RecordKind(row[1]), is_spare=bool(row[6]))


def used_bytes(connection: sqlite3.Connection) -> int:
    """Bytes of the file that hold something; free pages are used again before it grows."""
    pages, free, size = (
        connection.execute(f"PRAGMA {each}").fetchone()[0]
        for each in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


_SPARE_STATUSES: Final = (
    "SELECT charger, number FROM record WHERE kind = 'status' AND is_spare ORDER BY number"
)
_SPARE_READINGS: Final = """
SELECT charger, number FROM (
    SELECT r.charger, r.number, r.is_spare, r.action,
        row_number() OVER w AS place, count(*) OVER (PARTITION BY r.charger, r.tx) AS places
    FROM record r JOIN tx t ON t.charger = r.charger AND t.number = r.tx AND t.stage = 'over'
    WHERE r.action = 'MeterValues'
    WINDOW w AS (PARTITION BY r.charger, r.tx ORDER BY r.number))
WHERE is_spare AND place > 1 AND place < places AND place % 2 = 0
"""


def shed(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Make room, inside of a transaction, with what can be spared most.

    First states without an error, then every second in-between reading of sessions that are over;
    never a session's first or last reading, a signed one, a start or a stop.

    Returns:
        Charger and number of what went; nothing if there is nothing to spare.
    """
    for statement in (_SPARE_STATUSES, _SPARE_READINGS):
        gone = [(charger, int(number)) for charger, number in connection.execute(statement)]
        if gone:
            connection.executemany("DELETE FROM record WHERE charger = ? AND number = ?", gone)
            return gone
    return []


def _number_counter(charger: str) -> str:
    return f"number {charger}"
