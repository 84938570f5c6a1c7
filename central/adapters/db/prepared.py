"""Statements that are run for every charger, without what SQLAlchemy does anew for each run.

For a row or two the compiler's caches, the context of an execution and the change into a greenlet
cost more than the database. Here a statement is compiled once for a dialect; values are given in
the order of its names, and only those whose type converts (instants, money, JSON) are touched. On
SQLite a single run goes straight to the driver; elsewhere SQLAlchemy runs it. SQL, types and errors
are SQLAlchemy's.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Delete, Dialect, Insert, Select, Update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.sqlite_driver import SqliteConnection, driver_of

Convert = Callable[[Any], Any]
Values = Sequence[Any]

TOGETHER: Final = 50
"""Rows of an insert that are one statement on SQLite: its thread gives the interpreter away and
waits for it again once a statement. More would not fit the 999 values of older SQLite."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement for one dialect."""

    dialect: Dialect
    text: str
    text_of_many: str | None
    """Of an insert on SQLite: the same for `TOGETHER` rows at once."""
    order: Callable[[Values], Values] | None
    """Values as given, then the constants, to those of the text; None = they are alike."""
    constants: tuple[Any, ...]
    into: list[tuple[int, Convert]]
    """Places in the text's values that convert on the way in."""
    out: list[tuple[int, Convert]]
    """Places in a row that convert on the way out."""

    def bound(self, values: Values) -> Values:
        """What the driver gets."""
        ordered = list(values if self.order is None else self.order((*values, *self.constants)))
        for place, convert in self.into:
            ordered[place] = convert(ordered[place])
        return tuple(ordered)

    def read(self, row: Values) -> tuple[Any, ...]:
        """What the caller gets."""
        read = list(row)
        for place, convert in self.out:
            read[place] = convert(read[place])
        return tuple(read)


class Prepared:
    """A statement with its names.

    Args:
        statement: without a list of varying length (IN).
        names: of its parameters in the order of the values; of an insert, the columns it fills.
    """

    def __init__(
        self, statement: Select[Any] | Insert | Update | Delete, names: Iterable[str] = ()
    ) -> None:
        self._statement = statement
        self._names = tuple(names)
        self._by_dialect: dict[str, Compiled] = {}

    async def rows(self, connection: AsyncConnection, *values: Any) -> list[tuple[Any, ...]]:
        """Run it; all rows, with values in the order of its columns."""
        driver = driver_of(connection)
        if driver is None:
            given = dict(zip(self._names, values, strict=True))
            found = await connection.execute(self._statement, given)
            return [tuple(row) for row in found]
        if not connection.in_transaction():
            await connection.begin()
        compiled = self._compiled(connection)
        rows = await _run(driver, compiled, compiled.bound(values))
        return [compiled.read(row) for row in rows] if compiled.out else rows

    async def first(self, connection: AsyncConnection, *values: Any) -> tuple[Any, ...] | None:
        """Run it; the first row, if there is one."""
        rows = await self.rows(connection, *values)
        return rows[0] if rows else None

    async def run(self, connection: AsyncConnection, *values: Any) -> None:
        """Run it for what it changes."""
        if driver_of(connection) is None:
            given = dict(zip(self._names, values, strict=True))
            await connection.execute(self._statement, given)
        else:
            await self.rows(connection, *values)

    async def run_each(self, connection: AsyncConnection, rows: Sequence[Values]) -> None:
        """Run it once for each of many rows, in their order."""
        if rows:
            compiled = self._compiled(connection)
            bound = [compiled.bound(each) for each in rows]
            whole = 0
            if compiled.text_of_many is not None:
                whole = len(bound) - len(bound) % TOGETHER
                chunks = [
                    tuple(chain.from_iterable(bound[start : start + TOGETHER]))
                    for start in range(0, whole, TOGETHER)
                ]
                if chunks:
                    await connection.exec_driver_sql(compiled.text_of_many, chunks)
            if whole < len(bound):
                await connection.exec_driver_sql(compiled.text, bound[whole:])

    def _compiled(self, connection: AsyncConnection) -> Compiled:
        dialect = connection.dialect
        found = self._by_dialect.get(dialect.name)
        if found is None:
            found = self._by_dialect[dialect.name] = _compiled(
                self._statement, self._names, dialect
            )
        return found


async def _run(driver: SqliteConnection, compiled: Compiled, values: Values) -> list[Any]:
    try:
        return await driver.rows(compiled.text, values)
    except sqlite3.Error as err:
        raise DBAPIError.instance(
            compiled.text, None, err, sqlite3.Error, hide_parameters=True, dialect=compiled.dialect
        ) from err


def _compiled(
    statement: Select[Any] | Insert | Update | Delete, names: tuple[str, ...], dialect: Dialect
) -> Compiled:
    if isinstance(statement, Insert) and not statement.exported_columns:
        statement = statement.inline()  # nobody asks for the numbers of the rows
    keys = list(names) if isinstance(statement, Insert) else None
    compiled = statement.compile(dialect=dialect, column_keys=keys)
    places = compiled.positiontup or []
    constant = [name for name in dict.fromkeys(places) if name not in names]
    sources = {name: number for number, name in enumerate((*names, *constant))}
    kinds = [compiled.binds[name].type.dialect_impl(dialect) for name in places]
    columns = [each.type.dialect_impl(dialect) for each in statement.exported_columns]
    text, one = str(compiled), f"VALUES ({', '.join('?' * len(places))})"
    has_many = isinstance(statement, Insert) and one in text
    return Compiled(
        dialect=dialect,
        text=text,
        text_of_many=text.replace(one, one + f", {one[7:]}" * (TOGETHER - 1)) if has_many else None,
        order=None if places == list(names) else _picked([sources[name] for name in places]),
        constants=tuple(compiled.params[name] for name in constant),
        into=_converts(kind.bind_processor(dialect) for kind in kinds),
        out=_converts(kind.result_processor(dialect, None) for kind in columns),
    )


def _picked(places: list[int]) -> Callable[[Values], Values]:
    """As `itemgetter`, also of one value or none."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda values: [values[place] for place in places]


def _converts(converts: Iterable[Convert | None]) -> list[tuple[int, Convert]]:
    return [(place, convert) for place, convert in enumerate(converts) if convert is not None]
