"""Personas and switches as they stand in this package: `personas/*.toml` and `switches.toml`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from charger_emulator.core.manner import PLAIN, MannerBook, Persona, Switch, added

FOLDER: Final = Path(__file__).parents[1]
_Kind = TypeVar("_Kind")


@cache
def manner_book(folder: Path = FOLDER) -> MannerBook:
    """All personas and switches.

    Raises:
        ValueError: naming the file and what is wrong in it.
    """
    personas = {
        path.stem: _read(path, _toml(path), Persona)
        for path in sorted((folder / "personas").glob("*.toml"))
    }
    path = folder / "switches.toml"
    switches = {name: _read(path, each, Switch) for name, each in _toml(path).items()}
    for name, switch in switches.items():
        try:
            added(PLAIN, switch.set)
        except ValueError as err:
            raise ValueError(f"{path}, {name}: {err}") from err
    return MannerBook(personas, switches)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text())
    except tomllib.TOMLDecodeError as err:
        raise ValueError(f"{path} is no TOML: {err}") from err


def _read(path: Path, data: object, kind: type[_Kind]) -> _Kind:
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as err:
        raise ValueError(f"{path}: {err}") from err
