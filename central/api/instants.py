"""Instants in queries: with a zone, and within what a database can hold."""

from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import Query
from pydantic import AwareDatetime

from central.api.problems import InputError
from central.services.items import iso

EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2999, 12, 31, tzinfo=UTC)

From = Annotated[AwareDatetime | None, Query(alias="from")]
To = Annotated[AwareDatetime | None, Query(alias="to")]


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
