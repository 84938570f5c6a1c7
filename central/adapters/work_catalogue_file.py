"""Reads what causes take to repair: the file that comes with central, an operator's own over it."""

import tomllib
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from central.core.work_catalogue import Catalogue, Job, Part, PartsFor, problem_of
from central.core.work_orders import PartCount

OWN: Final = Path(__file__).with_name("work_catalogue.toml")
_PartId = Annotated[
    str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
]
_Word = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z][a-z0-9_]*$")]
_Line = Annotated[str, Field(min_length=1, max_length=200)]
_Pattern = Annotated[str, Field(min_length=1, max_length=60)]
_STRICT = ConfigDict(extra="forbid")


@checked(config=_STRICT, frozen=True, slots=True)
class _Part:
    id: _PartId
    title: _Line


@checked(config=_STRICT, frozen=True, slots=True)
class _PartsFor:
    use: Annotated[dict[_PartId, Annotated[int, Field(ge=1, le=100)]], Field(max_length=20)]
    vendor: _Pattern = "*"
    model: _Pattern = "*"
    current: Literal["AC", "DC", "*"] = "*"


@checked(config=_STRICT, frozen=True, slots=True)
class _Job:
    cause: _Word | Annotated[str, Field(max_length=0)]
    title: _Line
    minutes: Annotated[int, Field(ge=5, le=1440)]
    skills: Annotated[list[_Word], Field(max_length=10)] = Field(default_factory=list)
    safety: Annotated[list[_Line], Field(max_length=20)] = Field(default_factory=list)
    is_sent_for: bool = True
    parts: Annotated[list[_PartsFor], Field(max_length=50)] = Field(default_factory=list)


@checked(config=_STRICT, frozen=True, slots=True)
class _File:
    part: Annotated[list[_Part], Field(max_length=1000)] = Field(default_factory=list)
    job: Annotated[list[_Job], Field(max_length=100)] = Field(default_factory=list)


_file: Final = TypeAdapter(_File)


def read_catalogue(operators: Path | None) -> Catalogue:
    """The catalogue; an operator's parts and jobs replace shipped ones of their id and cause.

    Raises:
        ValueError: a file is not one; names file, row, field, value and what is allowed.
    """
    parts, jobs = _read(OWN)
    if operators is not None:
        own_parts, own_jobs = _read(operators)
        ids, causes = {each.id for each in own_parts}, {each.cause for each in own_jobs}
        parts = [*own_parts, *(each for each in parts if each.id not in ids)]
        jobs = [*own_jobs, *(each for each in jobs if each.cause not in causes)]
    problem = problem_of(parts, jobs)
    if problem is not None:
        raise ValueError(f"{operators or OWN}: {problem}")
    return Catalogue({each.id: each for each in parts}, {each.cause: each for each in jobs})


def _read(path: Path) -> tuple[list[Part], list[Job]]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as err:
        raise ValueError(f"catalogue {str(path)!r} cannot be read: {err}") from err
    try:
        read = _file.validate_python(data)
    except ValidationError as err:
        raise ValueError(f"{path}: {_described(err.errors()[0])}") from err
    return [Part(each.id, each.title) for each in read.part], [_job(each) for each in read.job]


def _job(read: _Job) -> Job:
    return Job(
        cause=read.cause,
        title=read.title,
        minutes=read.minutes,
        skills=tuple(read.skills),
        safety=tuple(read.safety),
        parts=tuple(
            PartsFor(
                tuple(PartCount(part, quantity) for part, quantity in row.use.items()),
                row.vendor,
                row.model,
                row.current,
            )
            for row in read.parts
        ),
        is_sent_for=read.is_sent_for,
    )


def _described(error: Any) -> str:
    place = ".".join(str(part) for part in error["loc"])
    return f"{place}={error['input']!r} is not allowed: {error['msg']}"
