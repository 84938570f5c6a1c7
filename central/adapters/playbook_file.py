"""Reads playbooks: those that come with central, and an operator's own before them."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from central.core.playbooks import (
    OUT_OF_CONTACT,
    Act,
    Check,
    Playbook,
    PlayStep,
    merged_books,
    overlap_of,
    problem_of,
)
from contract.ocpp16 import ChargePointErrorCode

OWN: Final = Path(__file__).with_name("playbooks.toml")
_ERRORS: Final = frozenset(ChargePointErrorCode) | {OUT_OF_CONTACT}
_Seconds = Annotated[float, Field(ge=0, le=86_400)]
_Name = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z][a-z0-9_]*$")]


def _error(name: str) -> str:
    if name not in _ERRORS:
        raise ValueError(f"one of {', '.join(sorted(_ERRORS))}")
    return name


@checked(config=ConfigDict(extra="forbid"), frozen=True, slots=True)
class _Step:
    act: Act
    check: Check
    within_s: Annotated[float, Field(gt=0, le=86_400)]
    per_day: Annotated[int, Field(ge=1, le=100)]
    pause_s: _Seconds
    during_session: bool = False


@checked(config=ConfigDict(extra="forbid"), frozen=True, slots=True)
class _Book:
    name: _Name
    title: Annotated[str, Field(min_length=1, max_length=120)]
    errors: Annotated[list[Annotated[str, AfterValidator(_error)]], Field(max_length=20)] = Field(
        default_factory=list
    )
    causes: Annotated[list[_Name], Field(max_length=20)] = Field(default_factory=list)
    confirm_s: _Seconds = 60.0
    settle_s: _Seconds = 120.0
    needs_technician: bool = False
    step: Annotated[list[_Step], Field(max_length=10)] = Field(default_factory=list)


_books: Final = TypeAdapter(list[_Book])


def read_playbooks(operators: Path | None) -> tuple[Playbook, ...]:
    """All playbooks; an operator's replaces the shipped one of its name.

    Raises:
        ValueError: a file is not one, or what it asks for is never done; names file, playbook,
            field, value and what is allowed.
    """
    shipped = _read(OWN)
    if operators is None:
        return shipped
    books = merged_books(_read(operators), shipped)
    twice = overlap_of(books)
    if twice is not None:
        raise ValueError(
            f"{operators}: {twice} stands in two playbooks: replace the shipped one by its name"
        )
    return books


def _read(path: Path) -> tuple[Playbook, ...]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as err:
        raise ValueError(f"playbooks file {str(path)!r} cannot be read: {err}") from err
    unknown = sorted(data.keys() - {"playbook"})
    if unknown:
        raise ValueError(f"{path}: {unknown[0]!r} is not allowed: [[playbook]]")
    try:
        books = tuple(_book(each) for each in _books.validate_python(data.get("playbook", [])))
    except ValidationError as err:
        raise ValueError(f"{path}: {_described(err.errors()[0])}") from err
    for book in books:
        problem = problem_of(book)
        if problem is not None:
            raise ValueError(f"{path}: playbook {book.name!r}: {problem}")
    twice = overlap_of(books)
    if twice is not None:
        raise ValueError(f"{path}: {twice} stands in two playbooks")
    return books


def _book(read: _Book) -> Playbook:
    return Playbook(
        name=read.name,
        title=read.title,
        errors=frozenset(read.errors),
        causes=frozenset(read.causes),
        steps=tuple(
            PlayStep(
                act=step.act,
                check=step.check,
                within=timedelta(seconds=step.within_s),
                per_day=step.per_day,
                pause=timedelta(seconds=step.pause_s),
                during_session=step.during_session,
            )
            for step in read.step
        ),
        confirm=timedelta(seconds=read.confirm_s),
        settle=timedelta(seconds=read.settle_s),
        needs_technician=read.needs_technician,
    )


def _described(error: Any) -> str:
    place = ".".join(str(part) for part in ("playbook", *error["loc"]))
    return f"{place}={error['input']!r} is not allowed: {error['msg']}"
