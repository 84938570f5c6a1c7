"""Numbered streams of chance, so that two runs that differ in a price meet the same world.

Every draw belongs to (seed, purpose, index): weather and arrivals to a minute, a driver's wishes
to the driver. Nothing depends on how many draws were made before, so neither tick length nor
prices shift them.
"""

from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.random.bit_generator import ISeedSequence
from typing_extensions import override

_INDEX_BITS = 56


class Purpose(IntEnum):
    """Who draws; part of the key, so that streams never overlap."""

    FLEET = 1
    WEATHER = 2
    DEMAND = 3
    DRIVER = 4
    RUSH = 5
    FAULTS = 6
    SENSORS = 7
    EPISODES = 8
    LIMITS = 9
    LINK = 10
    HARDWARE = 11
    TRIAL = 12


class _Key(ISeedSequence):
    """Hands a key to a bit generator, which else asks the system for entropy that nobody uses."""

    __slots__ = ("_words",)

    def __init__(self, seed: int, word: int) -> None:
        self._words = np.array([seed, word], dtype=np.uint64)

    @override
    def generate_state(self, _n_words: int, _dtype: Any = np.uint32) -> npt.NDArray[Any]:
        """The key; Philox asks for two words of 64 bits."""
        return self._words


def stream(seed: int, purpose: Purpose, index: int = 0) -> np.random.Generator:
    """A generator that depends on its arguments only.

    Args:
        seed: of the world, 0 or more.
        purpose: who draws.
        index: minute, driver number or the like, 0 .. 2**56 - 1.

    Raises:
        ValueError: if the seed or index is out of range.
    """
    if seed < 0 or not 0 <= index < 1 << _INDEX_BITS:
        raise ValueError(f"seed {seed}, index {index} not allowed: seed >= 0, 0 <= index < 2**56")
    key = _Key(seed, (int(purpose) << _INDEX_BITS) | index)
    # numpy takes any ISeedSequence (its documentation), but its type stubs name one only.
    return np.random.Generator(np.random.Philox(key))  # type: ignore[arg-type]
