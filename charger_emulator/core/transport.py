"""What a bad network does to frames: by direction and action, drawn from a seed.

Each frame that a rule speaks of costs six draws, whatever comes of them, so that the same frames
in the same order meet the same fate.
"""

from dataclasses import dataclass
from typing import Final, Literal

import msgspec
import numpy as np

Direction = Literal["in", "out"]
_DRAWS: Final = 5
MAX_LATENCY_S: Final = 600.0


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What happens to some frames. Ratios are chances, 0..1, of each frame."""

    direction: Literal["in", "out", "both"] = "both"
    """out = sent by the charger."""
    actions: tuple[str, ...] = ()
    """Frames of these calls and their answers; empty = all."""
    latency_s: tuple[float, float] = (0.0, 0.0)
    """Least and most real seconds that a frame is late; frames keep their order."""
    drop_ratio: float = 0.0
    duplicate_ratio: float = 0.0
    truncate_ratio: float = 0.0
    """The second half of the frame is missing."""
    abort_ratio: float = 0.0
    """The connection is reset in place of the frame."""
    half_open_ratio: float = 0.0
    """From this frame on nothing passes in either direction, and neither side is told."""

    def __post_init__(self) -> None:
        """Refuse what is no chance and no latency."""
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if name.endswith("_ratio") and not 0.0 <= value <= 1.0:
                raise ValueError(f"{name} {value} is not allowed: 0 to 1")
        low_s, high_s = self.latency_s
        if not 0.0 <= low_s <= high_s <= MAX_LATENCY_S:
            raise ValueError(
                f"latency_s {list(self.latency_s)} is not allowed: least and most, "
                f"0 to {MAX_LATENCY_S:g}"
            )


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one frame."""

    latency_s: float = 0.0
    copies: int = 1
    is_truncated: bool = False
    aborts: bool = False
    half_opens: bool = False


UNHARMED: Final = Fate()


class Transport:
    """The network of one charger. Rules are tried in order; the first that fits counts."""

    def __init__(self) -> None:
        self.rules: tuple[Rule, ...] = ()
        self.seed = 0
        self._rng: np.random.Generator | None = None

    def set(self, rules: tuple[Rule, ...], seed: int = 0) -> None:
        """Put rules in force and begin the chance of this seed; no rules = a good network."""
        self.rules, self.seed = rules, seed
        self._rng = np.random.Generator(np.random.Philox(seed)) if rules else None

    def fate(self, direction: Direction, action: str) -> Fate:
        """What becomes of the next frame.

        Args:
            direction: out = sent by the charger.
            action: of the call, or of the call that it answers; empty where not known.
        """
        rule = next((r for r in self.rules if _fits(r, direction, action)), None)
        if rule is None or self._rng is None:
            return UNHARMED
        drop, duplicate, truncate, abort, half_open = self._rng.random(_DRAWS)
        low_s, high_s = rule.latency_s
        latency_s = low_s + (high_s - low_s) * float(self._rng.random())
        copies = 0 if drop < rule.drop_ratio else 1 + int(duplicate < rule.duplicate_ratio)
        return Fate(
            latency_s,
            copies,
            bool(truncate < rule.truncate_ratio),
            bool(abort < rule.abort_ratio),
            bool(half_open < rule.half_open_ratio),
        )


def _fits(rule: Rule, direction: Direction, action: str) -> bool:
    return rule.direction in ("both", direction) and (not rule.actions or action in rule.actions)
