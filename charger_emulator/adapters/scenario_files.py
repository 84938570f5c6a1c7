"""The scenarios that can be asked for by name: `scenarios/*.toml` of this package."""

import tomllib
from pathlib import Path
from typing import Final

import msgspec

from contract.units import celsius_from_fahrenheit

FOLDER: Final = Path(__file__).parents[1] / "scenarios"


class Defaults(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a scenario does, unless asked otherwise."""

    length_s: float
    ambient_f: float | None = None
    cooling_ratio: float = 1.0
    rush_ratio: float = 0.0

    @property
    def ambient_c(self) -> float | None:
        """Air temperature that is approached."""
        return None if self.ambient_f is None else celsius_from_fahrenheit(self.ambient_f)


class ScenarioFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One scenario as it can be chosen."""

    title: str
    description: str
    defaults: Defaults


def read_scenarios(folder: Path = FOLDER) -> dict[str, ScenarioFile]:
    """All scenarios by name.

    Raises:
        ValueError: naming the file and what is wrong in it.
    """
    found = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            found[path.stem] = msgspec.convert(tomllib.loads(path.read_text()), ScenarioFile)
        except (tomllib.TOMLDecodeError, msgspec.ValidationError) as err:
            raise ValueError(f"{path} is no scenario: {err}") from err
    return found
