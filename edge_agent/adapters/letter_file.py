"""Letters to central on disk: SQLite, so that neither a kill nor a power cut loses what was posted.

A file that is broken is set aside and a new one begun: it must not keep the edge from starting.
The space is bounded; when it is used up the oldest telemetry goes first, then scores, then events.

WAL with `synchronous=NORMAL`: a kill loses nothing, a power cut at most the last moments. These are
measurements; what is billed goes over OCPP.
"""

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from edge_agent.core.errors import UnavailableError
from edge_agent.core.letters import PAGE, Letter

SHED_ORDER: Final = ("telemetry", "score", "event")
SHED_RATIO: Final = 0.1
"""Share of the space that is made free at once."""
_CACHE_KIB: Final = 256
_OVERHEAD_BYTES: Final = 64
"""What a row takes beside its texts."""
_COLUMNS: Final = ("id", "birth", "sequence", "topic", "kind", "body")
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS letters (
    id INTEGER PRIMARY KEY, birth INTEGER NOT NULL, sequence INTEGER NOT NULL,
    topic TEXT NOT NULL, kind TEXT NOT NULL, body BLOB NOT NULL, UNIQUE (birth, sequence)
);
CREATE INDEX IF NOT EXISTS letters_of_kind ON letters (kind, id);
"""


class LetterFile:
    """The letters that wait. All methods block; one thread at a time.

    Args:
        path: of the file; None = in memory.
        limit_bytes: space for letters.

    Raises:
        UnavailableError: if neither this file nor a new one in its place can be used; of every
            method: if the disk does not do it.
    """

    def __init__(self, path: Path | None, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self.set_aside: Path | None = None
        """Where a broken file was moved to."""
        try:
            self._db = self._open(path)
        except sqlite3.DatabaseError as err:
            self._db = self._begin_anew(path, err)
        self.counts: Counter[str] = Counter()
        """Letters that wait, by kind."""
        self._shed: Counter[str] = Counter()
        self.bytes = 0
        with _translated():
            for kind, count, size in self._db.execute(
                "SELECT kind, COUNT(*), SUM(LENGTH(body) + LENGTH(topic)) FROM letters GROUP BY 1"
            ):
                self.counts[kind] = count
                self.bytes += size + count * _OVERHEAD_BYTES
            (newest_id,) = self._db.execute("SELECT MAX(id) FROM letters").fetchone()
        self.newest_id: int = newest_id or 0

    def add(self, letters: list[Letter]) -> None:
        """Keep letters; afterwards a kill does not lose them."""
        with _translated(), self._db:
            self._db.executemany(
                "INSERT OR REPLACE INTO letters VALUES (?, ?, ?, ?, ?, ?)",
                [(a.id, a.birth, a.sequence, a.topic, a.kind, a.body) for a in letters],
            )
            for letter in letters:
                self.counts[letter.kind] += 1
                self.bytes += _size(letter.topic, letter.body)
            self.newest_id = max(self.newest_id, letters[-1].id)
            if self.bytes > self._limit_bytes:
                self._make_room()

    def read(self, above_id: int, up_to_id: int) -> list[Letter]:
        """The next letters, oldest first, at most `PAGE`."""
        with _translated():
            rows = self._db.execute(
                "SELECT id, birth, sequence, topic, kind, body FROM letters"
                " WHERE id > ? AND id <= ? ORDER BY id LIMIT ?",
                (above_id, up_to_id, PAGE),
            ).fetchall()
        return [Letter(*row) for row in rows]

    def remove(self, birth: int, ranges: Iterable[tuple[int, int]]) -> None:
        """Forget the letters of a birth with these sequence numbers, ends included."""
        with _translated(), self._db:
            for first, last in ranges:
                self._forget(
                    "DELETE FROM letters WHERE birth = ? AND sequence BETWEEN ? AND ?",
                    (birth, first, last),
                )

    def take_shed(self) -> Counter[str]:
        """Letters by kind that found no space since this was asked last."""
        found, self._shed = self._shed, Counter()
        return found

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _make_room(self) -> None:
        goal = self._limit_bytes * (1.0 - SHED_RATIO)
        for kind in SHED_ORDER:
            while self.bytes > goal and self.counts[kind] > 0:
                before = self.counts[kind]
                self._forget(
                    "DELETE FROM letters WHERE id IN"
                    " (SELECT id FROM letters WHERE kind = ? ORDER BY id LIMIT ?)",
                    (kind, max(before // 10, 1)),
                )
                self._shed[kind] += before - self.counts[kind]

    def _forget(self, statement: str, values: tuple[object, ...]) -> None:
        gone = self._db.execute(f"{statement} RETURNING kind, topic, body", values).fetchall()
        for kind, topic, body in gone:
            self.counts[kind] -= 1
            self.bytes -= _size(topic, body)

    def _open(self, path: Path | None) -> sqlite3.Connection:
        db = sqlite3.connect(path or ":memory:", check_same_thread=False)
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            db.execute("PRAGMA journal_size_limit = 4194304")
            found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found != "ok":
                raise sqlite3.DatabaseError(found)
            columns = [row[1] for row in db.execute("PRAGMA table_info(letters)")]
            if columns not in ([], list(_COLUMNS)):
                raise sqlite3.DatabaseError(f"table letters has the columns {columns}")
            db.executescript(_TABLE)
        except sqlite3.Error:
            db.close()
            raise
        return db

    def _begin_anew(self, path: Path | None, why: sqlite3.DatabaseError) -> sqlite3.Connection:
        """Set a broken file aside; a disk that is full or not ours is no broken file."""
        if path is None or isinstance(why, sqlite3.OperationalError):
            raise UnavailableError(f"{path} cannot be used: {why}") from why
        self.set_aside = path.with_suffix(".bad")
        try:
            path.replace(self.set_aside)
            for ending in ("-wal", "-shm"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
            return self._open(path)
        except (OSError, sqlite3.Error) as err:
            raise UnavailableError(f"{path} cannot be used: {err}") from err


def _size(topic: str, body: bytes) -> int:
    return len(topic) + len(body) + _OVERHEAD_BYTES


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as err:
        raise UnavailableError(f"letters cannot be kept on disk: {err}") from err
