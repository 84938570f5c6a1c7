"""Brings a database to the newest revision; a new one is made."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from central.adapters.db.engine import Database

FOLDER: Final = Path(__file__).parent / "migrations"


async def migrate(database: Database) -> None:
    """Run the revisions that are missing; all or none of them last."""
    async with database.write() as connection:
        await connection.run_sync(_upgrade)
        await connection.commit()


async def revision(database: Database) -> str | None:
    """The database's revision; None = empty."""
    async with database.read() as connection:
        return await connection.run_sync(
            lambda sync: MigrationContext.configure(sync).get_current_revision()
        )


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings for this connection; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    command.upgrade(alembic_config(connection), "head")
