"""Many rows into one table, without what SQLAlchemy does anew for each of them.

For a batch of rows the compiler's work on the parameters of each costs more than the database. Here
the statement is compiled once for a dialect; a row is the tuple of its attributes, and only columns
whose type converts (instants, JSON) are touched. SQL, types and errors are SQLAlchemy's.
"""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import Dialect, Table
from sqlalchemy.ext.asyncio import AsyncConnection

Convert = Callable[[Any], Any]


class BulkInsert:
    """Inserts records whose attributes are named like the columns.

    Args:
        table: that they go into.
        filled: names of the columns that are filled, at least two.
    """

    def __init__(self, table: Table, filled: Sequence[str]) -> None:
        self._table = table
        self._names = names = [each.name for each in table.c if each.name in filled]
        self._parts = attrgetter(*names)
        self._by_dialect: dict[str, tuple[str, list[tuple[int, Convert]]]] = {}

    async def add(self, connection: AsyncConnection, records: Sequence[object]) -> None:
        """Put down all records, in their order."""
        if not records:
            return
        dialect = connection.dialect
        if dialect.name not in self._by_dialect:
            self._by_dialect[dialect.name] = self._compiled(dialect)
        statement, converts = self._by_dialect[dialect.name]
        rows = [self._row(each, converts) for each in records]
        await connection.exec_driver_sql(statement, rows)

    def _row(self, record: object, converts: list[tuple[int, Convert]]) -> tuple[Any, ...]:
        row = list(self._parts(record))
        for place, convert in converts:
            row[place] = convert(row[place])
        return tuple(row)

    def _compiled(self, dialect: Dialect) -> tuple[str, list[tuple[int, Convert]]]:
        insert = self._table.insert().inline()  # nobody asks for the numbers of the rows
        text = str(insert.compile(dialect=dialect, column_keys=list(self._names)))
        converts: list[tuple[int, Convert]] = []
        for place, name in enumerate(self._names):
            kind = self._table.c[name].type.dialect_impl(dialect)
            convert = kind.bind_processor(dialect)
            if convert is not None:
                converts.append((place, convert))
        return text, converts
