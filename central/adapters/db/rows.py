"""Dataclass to row and back, and the statements that are not of every SQL.

`ON CONFLICT` is written alike by SQLite and PostgreSQL; the form of the PostgreSQL dialect compiles
on both.
"""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Delete, Insert, Table, bindparam, delete, select
from sqlalchemy.dialects.postgresql import Insert as Upsert
from sqlalchemy.dialects.postgresql import insert


def row_of(record: Any) -> dict[str, Any]:
    """Columns of a dataclass record, by field name."""
    return {each.name: getattr(record, each.name) for each in fields(record)}


def insert_or_ignore(table: Table) -> Insert:
    """An insert that leaves a row alone which is already there."""
    return insert(table).on_conflict_do_nothing()


def insert_or_update(
    table: Table, key: Sequence[str], columns: Sequence[str], added: Sequence[str] = ()
) -> Upsert:
    """An insert that renews `columns` of a row which is already there, and counts `added` on."""
    statement = insert(table)
    renewed: dict[str, Any] = {name: statement.excluded[name] for name in columns}
    renewed |= {name: table.c[name] + statement.excluded[name] for name in added}
    return statement.on_conflict_do_update(index_elements=list(key), set_=renewed)


def delete_oldest(table: Table) -> Delete:
    """Delete rows older than `before` among the `limit` oldest.

    Rows lie nearly in the order of time: looking at the smallest ids is enough and stays cheap
    without an index on `at`.
    """
    oldest = select(table.c.id).order_by(table.c.id).limit(bindparam("limit"))
    return delete(table).where(table.c.id.in_(oldest), table.c.at < bindparam("before"))
