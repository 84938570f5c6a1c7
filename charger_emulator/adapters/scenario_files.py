"""Scenarios as files: TOML, to be read by people, with what is expected to come of them.

A file has a `format` number, `[run]` (how it runs on its own), `[[charger]]` (made for it),
`[groups]`, `[[step]]` (orders, `orders.py`, each with its time and `who`), and `[[expect]]`
(`core/expectation.py`). One with `[defaults]` can also be started at a station of a running world.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from charger_emulator.adapters.measures import MEASURES
from charger_emulator.adapters.ocpp.park import NewChargers
from charger_emulator.adapters.orders import Order, read_order
from charger_emulator.core.expectation import Condition, Expectation
from contract.units import celsius_from_fahrenheit

FOLDER: Final = Path(__file__).parents[1] / "scenarios"
FORMAT: Final = 1
WITHIN_S: Final = 600.0


class Defaults(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a scenario does to a station, unless asked otherwise."""

    length_s: float
    ambient_f: float | None = None
    cooling_ratio: float = 1.0
    rush_ratio: float = 0.0

    @property
    def ambient_c(self) -> float | None:
        """Air temperature that is approached."""
        return None if self.ambient_f is None else celsius_from_fahrenheit(self.ambient_f)


class Run(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a scenario runs on its own: in a fresh world, on its own clock."""

    length_s: Annotated[float, Meta(gt=0, le=30 * 86_400)]
    """Simulated seconds."""
    needs_central: bool = True
    """False: the chargers stay offline and time is stepped, as fast as it goes."""
    speed: Annotated[float, Meta(ge=1, le=600)] = 20.0
    """Simulated seconds per second, with a central system."""
    start_at: datetime = datetime.fromisoformat("2026-07-01T21:00:00Z")
    stations: Annotated[int, Meta(ge=1, le=2000)] = 1
    cities: list[str] = []
    """Empty = by number of stations."""
    seed: Annotated[int, Meta(ge=0, le=2**32)] = 1
    warm_up_h: Annotated[float, Meta(ge=0, le=48)] = 0.0
    mean_utilisation: Annotated[float, Meta(ge=0, le=0.9)] = 0.0


class Times(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a step is due, and for whom."""

    who: str | list[str] = "*"
    at_s: Annotated[float, Meta(ge=0)] = 0.0
    """Not before; simulated seconds from the beginning."""
    when: Condition | None = None
    """Not before this holds."""
    within_s: Annotated[float, Meta(gt=0)] = WITHIN_S
    """The condition has to hold so soon after `at_s` and the step before."""
    may_fail: bool = False
    """A charger that cannot carry the order out does not fail the scenario."""


@dataclass(frozen=True, slots=True)
class Step:
    """One order and its time."""

    order: Order | None
    """None = only waits."""
    times: Times

    @property
    def words(self) -> str:
        """In short, for people."""
        name = "wait" if self.order is None else str(self.order.__struct_config__.tag)
        who = self.times.who
        return f"{name} {who if isinstance(who, str) else ', '.join(who)}"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    title: str
    description: str
    run: Run
    defaults: Defaults | None = None
    charger: list[NewChargers] = []
    groups: dict[str, list[str]] = {}
    step: list[dict[str, Any]] = []
    expect: list[Expectation] = []


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """One scenario as it can be chosen."""

    title: str
    description: str
    run: Run
    defaults: Defaults | None
    chargers: tuple[NewChargers, ...]
    groups: Mapping[str, list[str]]
    steps: tuple[Step, ...]
    expectations: tuple[Expectation, ...]


def scenario_text(data: bytes, name: str) -> str:
    """Text of a scenario as it lies on disk or comes over a wire.

    Raises:
        ValueError: naming where it comes from, if it is not UTF-8.
    """
    try:
        return data.decode()
    except UnicodeDecodeError as err:
        raise ValueError(f"{name} is no scenario: not UTF-8 ({err})") from err


def parse_scenario(text: str, name: str) -> ScenarioFile:
    """Read a scenario.

    Args:
        text: TOML.
        name: where it comes from, for the error.

    Raises:
        ValueError: naming what is wrong in it.
    """
    try:
        data = msgspec.convert(tomllib.loads(text), _File)
        steps = tuple(_step(number, each) for number, each in enumerate(data.step, 1))
        _check(data, steps)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, ValueError) as err:
        raise ValueError(f"{name} is no scenario: {err}") from err
    except RecursionError as err:
        raise ValueError(f"{name} is no scenario: nested too deeply") from err
    return ScenarioFile(
        data.title,
        data.description,
        data.run,
        data.defaults,
        tuple(data.charger),
        data.groups,
        steps,
        tuple(data.expect),
    )


def _check(data: _File, steps: tuple[Step, ...]) -> None:
    if data.format != FORMAT:
        raise ValueError(f"format {data.format} is not allowed: {FORMAT}")
    for each in data.charger:
        each.check()
    counts = Counter(ident for each in data.charger for ident in each.idents())
    twice = [ident for ident, count in counts.items() if count > 1]
    if twice:
        raise ValueError(f"charger id {twice[0]!r} is there twice")
    for condition in (*data.expect, *(s.times.when for s in steps if s.times.when)):
        if condition.that not in MEASURES:
            allowed = ", ".join(MEASURES)
            raise ValueError(f"that {condition.that!r} is not known: {allowed}")


def _step(number: int, table: dict[str, Any]) -> Step:
    names = Times.__struct_fields__
    order = {name: value for name, value in table.items() if name not in names}
    try:
        times = msgspec.convert({n: v for n, v in table.items() if n in names}, Times)
        return Step(None if order == {"do": "wait"} else read_order(order), times)
    except (ValueError, msgspec.ValidationError) as err:
        raise ValueError(f"step {number}: {err}") from err


def read_scenarios(folder: Path = FOLDER) -> dict[str, ScenarioFile]:
    """All scenarios of a folder by name.

    Raises:
        ValueError: naming the file and what is wrong in it.
    """
    return {
        path.stem: parse_scenario(scenario_text(path.read_bytes(), str(path)), str(path))
        for path in sorted(folder.glob("*.toml"))
    }
