"""Names of time zones, as clients send them."""

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("a time zone of the IANA database, for example America/Phoenix") from None
    return name


Zone = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_zone)]
