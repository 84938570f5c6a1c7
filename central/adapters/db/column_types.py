"""Column types that keep what SQL forgets: the zone of an instant, the exactness of money."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

import msgspec
from sqlalchemy import DateTime, Dialect, String, TypeDecorator
from typing_extensions import override


class Instant(TypeDecorator[datetime]):
    """Aware UTC datetime in and out, on every database. Naive ones are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Check and convert on the way in."""
        return None if value is None else _utc(value)

    @override
    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any] | None:
        """SQLite keeps text: written here at once, the way its dialect would."""
        return _sqlite_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite forgets the zone: put it back."""
        return (
            None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value
        )


class Money(TypeDecorator[Decimal]):
    """Exact decimal, kept as text."""

    impl = String(40)
    cache_ok = True

    @override
    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Decimal to text."""
        return None if value is None else str(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """Text to Decimal."""
        return None if value is None else Decimal(value)


def _utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(f"instant {value.isoformat()} has no time zone")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


_ENCODE: Final = msgspec.json.Encoder().encode
_WITH_DECIMALS: Final = len('"2026-01-01T00:00:00.000000Z"')


def _sqlite_text(value: datetime | None) -> str | None:
    """As `sqlalchemy.dialects.sqlite.DATETIME`: date, space, time with six decimals, no zone.

    `isoformat` takes several times as long, since it asks for the zone: every row has instants.
    """
    if value is None:
        return None
    text = _ENCODE(value if value.tzinfo is UTC else _utc(value)).decode()
    time = text[12:27] if len(text) == _WITH_DECIMALS else f"{text[12:20]}.000000"
    return f"{text[1:11]} {time}"
