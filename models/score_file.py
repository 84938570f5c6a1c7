"""Feature vectors from a file of JSON lines, and all that a bundle says of them.

A line is what telemetry carries: a list of the features in the order of the table, or an object by
their names, where a name left out is missing; null = missing.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import numpy as np

from contract.features import FEATURE_COUNT, FEATURE_NAMES
from models.levels import LOW, next_level
from models.scoring import RISK, Floats, Scorer
from models.state_head import STATES, StateScorer


class RowError(Exception):
    """A line is no feature vector; names the line, what it has and what is allowed."""

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        self.reason = reason
        super().__init__(f"line {line}: {reason}")


def read_vectors(lines: Iterable[bytes]) -> Iterator[Floats]:
    """(33,) float32 of each line that is not blank, NaN = missing.

    Raises:
        RowError: naming the line at fault.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _vector(number, line)


def _vector(number: int, line: bytes) -> Floats:
    try:
        found = msgspec.json.decode(line, type=list[float | None] | dict[str, float | None])
    except (msgspec.DecodeError, RecursionError) as err:
        raise RowError(number, f"is no list and no object of numbers: {err}") from err
    if isinstance(found, dict):
        unknown = sorted(found.keys() - set(FEATURE_NAMES))
        if unknown:
            allowed = ", ".join(FEATURE_NAMES)
            raise RowError(number, f"{unknown[0][:40]!r} is no feature; allowed are {allowed}")
        found = [found.get(name) for name in FEATURE_NAMES]
    if len(found) != FEATURE_COUNT:
        raise RowError(number, f"has {len(found)} values, {FEATURE_COUNT} are needed")
    vector = np.array([np.nan if value is None else value for value in found], dtype=np.float64)
    if (np.abs(vector) > np.finfo(np.float32).max).any():
        raise RowError(number, "holds a value that is too large for float32")
    return vector.astype(np.float32)


def score_row(scorer: Scorer, states: StateScorer | None, vector: Floats) -> dict[str, Any]:
    """Risks by horizon and the level of the hour's, as after a low one; cause where it is raised.

    With a forest of states also the probability of each of them an hour ahead.
    """
    risks = {name: float(risk[0]) for name, risk in scorer.risks_many(vector[None]).items()}
    level = next_level(LOW, risks[RISK], scorer.levels)
    found: dict[str, Any] = {**risks, "level": level}
    if level != LOW:
        found["cause"] = scorer.cause(vector).name
    if states is not None:
        shares = states.states_many(vector[None])[0].tolist()
        found["states"] = dict(zip(STATES, shares, strict=True))
    return found
