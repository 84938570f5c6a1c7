"""Instants in queries and bodies: as text, with a zone, within what a database can hold."""

import re
from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import Query
from pydantic import AwareDatetime, BeforeValidator

from central.api.problems import InputError
from central.services.items import iso

EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2999, 12, 31, tzinfo=UTC)

TEXT: Final = re.compile(r"\d{4}-")


def _as_text(value: object) -> object:
    """A number is no instant, although pydantic would take it for seconds."""
    if isinstance(value, datetime) or (isinstance(value, str) and TEXT.match(value)):
        return value
    raise ValueError("an instant of RFC 3339, for example 2026-01-31T12:00:00Z")


InstantIn = Annotated[AwareDatetime, BeforeValidator(_as_text)]
From = Annotated[InstantIn | None, Query(alias="from")]
To = Annotated[InstantIn | None, Query(alias="to")]


def bounded(field: str, at: datetime | None) -> datetime | None:
    """The instant in UTC.

    Raises:
        InputError: too early or too late.
    """
    if at is None:
        return None
    if not EARLIEST <= at <= LATEST:
        raise InputError(field, at.isoformat(), f"from {iso(EARLIEST)} to {iso(LATEST)}")
    return at.astimezone(UTC)
