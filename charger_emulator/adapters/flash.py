"""The flash memory of all chargers of one emulator: a SQLite file that outlives the process.

It keeps, by charge point, one state (JSON), the meters, and the transaction messages that are still
to be sent. Writing is done in the event loop: a commit is a few rows into a write-ahead log and is
not waited for by a disk (a lost power supply of this machine may cost the last ones, the end of the
process costs none).
"""

import logging
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

log = logging.getLogger(__name__)
FILE: Final = "chargers.db"
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS charger (id TEXT PRIMARY KEY, state BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS meters (id TEXT PRIMARY KEY, at_s REAL NOT NULL, wh BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS message (
    id TEXT, number INTEGER, body BLOB NOT NULL, PRIMARY KEY (id, number)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a charger finds in its memory. Empty where nothing was kept."""

    state: dict[str, Any]
    meters_wh: list[int]
    """By connector, at `at_s` of the world."""
    at_s: float
    messages: list[tuple[int, dict[str, Any]]]
    """(place in the order, message)."""


class Flash:
    """Open file. `commit` after writing, `close` at the end."""

    def __init__(self, directory: Path) -> None:
        """Open or make the file.

        Raises:
            ValueError: if the directory cannot be used, naming it.
        """
        try:
            directory.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._file = sqlite3.connect(directory / FILE)
            self._file.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;")
            self._file.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as err:
            text = f"state directory {directory} is not usable: a directory that can be written"
            raise ValueError(f"{text} is needed ({err})") from err

    def read(self, ident: str) -> Kept:
        """What is kept for a charge point; what cannot be understood is left out and logged."""
        state = self._one("SELECT state FROM charger WHERE id = ?", ident)
        meters = self._one("SELECT wh FROM meters WHERE id = ?", ident)
        at_s = self._file.execute("SELECT at_s FROM meters WHERE id = ?", (ident,)).fetchone()
        rows = self._file.execute(
            "SELECT number, body FROM message WHERE id = ? ORDER BY number", (ident,)
        )
        messages = [(number, _read(body, ident)) for number, body in rows.fetchall()]
        return Kept(
            state if isinstance(state, dict) else {},
            meters if isinstance(meters, list) else [],
            0.0 if at_s is None else float(at_s[0]),
            [(number, body) for number, body in messages if isinstance(body, dict)],
        )

    def write_state(self, ident: str, state: dict[str, Any]) -> None:
        """Keep the state of a charge point."""
        row = (ident, msgspec.json.encode(state))
        self._try("INSERT OR REPLACE INTO charger VALUES (?, ?)", [row])

    def write_meters(self, ident: str, at_s: float, meters_wh: list[int]) -> None:
        """Keep what the meters of a charge point show."""
        row = (ident, at_s, msgspec.json.encode(meters_wh))
        self._try("INSERT OR REPLACE INTO meters VALUES (?, ?, ?)", [row])

    def write_messages(
        self, ident: str, fresh: list[tuple[int, dict[str, Any]]], gone: list[int]
    ) -> None:
        """Keep messages that are to be sent, and forget those that need not be any more."""
        rows = [(ident, number, msgspec.json.encode(body)) for number, body in fresh]
        if rows:
            self._try("INSERT OR REPLACE INTO message VALUES (?, ?, ?)", rows)
        if gone:
            struck = [(ident, number) for number in gone]
            self._try("DELETE FROM message WHERE id = ? AND number = ?", struck)

    def commit(self) -> None:
        """Make what was written last."""
        try:
            self._file.commit()
        except sqlite3.Error as err:
            log.warning("flash_commit_failed reason=%s", err)

    def close(self) -> None:
        """Commit and let the file go."""
        self.commit()
        self._file.close()

    def _one(self, query: str, ident: str) -> Any:
        row = self._file.execute(query, (ident,)).fetchone()
        return None if row is None else _read(row[0], ident)

    def _try(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        try:
            self._file.executemany(statement, rows)
        except sqlite3.Error as err:
            log.warning("flash_write_failed reason=%s", err)


def _read(body: bytes, ident: str) -> Any:
    try:
        return msgspec.json.decode(body)
    except msgspec.DecodeError as err:
        log.warning("flash_unreadable charge_point=%s reason=%s", ident, err)
        return None
