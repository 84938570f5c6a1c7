"""SQL functions that each database calls by a name of its own."""

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class unix_s(GenericFunction[int]):  # noqa: N801 (it reads as the SQL function that it is)
    """Whole seconds since 1970 of an instant."""

    type = BigInteger()
    inherit_cache = True


@compiles(unix_s, "sqlite")
def _on_sqlite(element: unix_s, compiler: SQLCompiler, **options: Any) -> str:
    return f"unixepoch({compiler.process(element.clauses, **options)})"


@compiles(unix_s, "postgresql")
def _on_postgresql(element: unix_s, compiler: SQLCompiler, **options: Any) -> str:
    at = compiler.process(element.clauses, **options)
    return f"CAST(floor(extract(epoch FROM {at})) AS BIGINT)"
