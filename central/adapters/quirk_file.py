"""Reads quirk profiles: those that come with central, and an operator's own before them."""

import tomllib
from pathlib import Path
from typing import Annotated, Any, Final
from zoneinfo import available_timezones

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from central.core.quirks import Quirks

OWN: Final = Path(__file__).with_name("quirks.toml")


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("an IANA time zone, such as Europe/Berlin")
    return name


@checked(config=ConfigDict(extra="forbid"), frozen=True, slots=True)
class _Profile:
    name: Annotated[str, Field(min_length=1, max_length=80)]
    vendor: str = "*"
    model: str = "*"
    firmware: str = "*"
    local_time_zone: Annotated[str, AfterValidator(_zone)] | None = None
    energy_is_kwh: bool = False
    has_milliseconds: bool = True
    settle_s: Annotated[float, Field(ge=0, le=60)] = 1.0
    call_timeout_s: Annotated[float, Field(ge=0, le=300)] = 0.0
    ping_interval_s: Annotated[float, Field(ge=0, le=3600)] = 30.0


_profiles: Final = TypeAdapter(list[_Profile])


def read_quirks(operators: Path | None) -> list[Quirks]:
    """All profiles, an operator's first.

    Raises:
        ValueError: a file is not one; names file, field, value and what is allowed.
    """
    files = [OWN] if operators is None else [operators, OWN]
    return [each for path in files for each in _read(path)]


def _read(path: Path) -> list[Quirks]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as err:
        raise ValueError(f"quirks file {str(path)!r} cannot be read: {err}") from err
    unknown = sorted(data.keys() - {"profile"})
    if unknown:
        raise ValueError(f"{path}: {unknown[0]!r} is not allowed: [[profile]]")
    try:
        profiles = _profiles.validate_python(data.get("profile", []))
    except ValidationError as err:
        raise ValueError(f"{path}: {_described(err.errors()[0])}") from err
    return [
        Quirks(**{name: getattr(each, name) for name in Quirks.__dataclass_fields__})
        for each in profiles
    ]


def _described(error: Any) -> str:
    place = ".".join(str(part) for part in ("profile", *error["loc"]))
    return f"{place}={error['input']!r} is not allowed: {error['msg']}"
