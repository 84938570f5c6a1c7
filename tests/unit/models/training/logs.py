"""Status logs made by the tests, in the form that `evaluate-log` reads."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def write_log(path: Path, states: NDArray[Any], **changed: Any) -> Path:
    """Write `states` with connectors two to a site, or with other tables given by name."""
    tables: dict[str, Any] = {
        "state": states.astype(np.uint8),
        "connector": names(len(states)),
        "start": np.datetime64("2024-03-04T06:00", "m"),
        "step_minutes": np.int64(5),
    }
    np.savez(path, **(tables | changed))
    return path


def names(count: int) -> NDArray[np.str_]:
    """Two connectors a site; every third entry stands for two sockets."""
    return np.array(
        [
            f"CP:{i:03}{'-A/B' if i % 3 == 0 else ''}|{('AC', 'DC')[i % 2]}|53.{i // 2},-6.1"
            for i in range(count)
        ]
    )


def relapsing(
    connectors: int, slots: int, seed: int, *, relapse: float = 0.5, weak: float = 0.2
) -> NDArray[np.uint8]:
    """States with a planted signal: what was down comes back up and soon falls again.

    Args:
        connectors: how many.
        slots: of five minutes.
        seed: of the draws.
        relapse: chance that an outage is followed by another one about 75 min after its end.
        weak: share of the connectors that ever fall, about twice a day.
    """
    rng = np.random.default_rng(seed)
    state = (rng.random((connectors, slots // 12 + 1)) < 0.3).repeat(12, axis=1)[:, :slots] * 2
    for each in range(round(weak * connectors)):
        for first in np.flatnonzero(rng.random(slots) < 1 / 144):
            at, again = int(first), True
            while again and at < slots:
                length = int(rng.integers(4, 9))
                state[each, at : at + length] = rng.integers(3, 5)
                at += length + int(rng.integers(13, 18))
                again = bool(rng.random() < relapse)
    return state.astype(np.uint8)
