"""Feature rows and labels from a data set, by replaying it through the window that the edge runs.

A row is what an agent would know about one charger at one time, some five minutes apart. So that
the model knows agents as they are, a replay restarts them at random times (memory gone, fault
history kept in half the cases) and hides whole signals from some of them. Both are drawn without a
look at the truth: a young window says nothing about the label.

Three horizons: label 1 of `Rows.within(H)` is a fault that starts in (t, t + H]; planned work is
none. Left out there: rows of a charger that is down or worked at, and rows so near the end of the
file that H after them is not known. Rows whose fault is less than GAP_S ahead are fitted on but
never judged on (`split`): an alarm is then too late to count. Data sets are made with healing off,
so no horizon is touched by a limit, a surge or a remedy. `state` is the charger's state an hour
ahead (`states`), of rows in any state.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from contract.features import FEATURE_COUNT
from contract.observations import FAULT_MODES, NAN, PLANNED_MODE, Kind, Observation
from models.features.window import FeatureWindow
from models.training.events import EventFile
from models.training.states import states_at

GAP_S: Final = 300.0
HORIZON_S: Final = 3600.0
"""Of the head that every gate and level uses."""
FAR_HORIZONS_S: Final = (21_600.0, 86_400.0)
ROW_EVERY_S: Final = 300.0
_YOUNG_ROWS_S: Final = (15.0, 75.0, 150.0)
_RESTART_MEANS_S: Final = (64_800.0, 14_400.0)
_RESTART_SHARES: Final = (0.7, 0.3)
_KEEPS_HISTORY: Final = 0.5
_KINDS: Final = {int(kind): kind for kind in Kind}
_FIELDS: Final = (
    "kind", "at_s", "connector", "status", "error", "value", "power_w", "offered_w", "current_a",
    "voltage_v", "imbalance_ratio", "energy_wh", "temperature_c", "ambient_c", "soc_ratio",
)  # fmt: skip


class Profile(NamedTuple):
    """Which signals an agent does not get, and for what share of agents that is so."""

    name: str
    share: float
    hidden: tuple[str, ...] = ()
    has_context: bool = True


PROFILES: Final = (
    Profile("full", 0.50),
    Profile("no_context", 0.15, has_context=False),
    Profile("no_offered", 0.10, ("offered_w",)),
    Profile("no_temperature", 0.15, ("temperature_c", "ambient_c")),
    Profile(
        "energy_only",
        0.10,
        ("temperature_c", "ambient_c", "power_w", "offered_w", "current_a", "voltage_v",
         "imbalance_ratio", "soc_ratio"),
        has_context=False,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rows:
    """Feature rows, all arrays of the same length, ordered by charger and time."""

    features: NDArray[np.float32]
    """(n, 33), NaN = missing."""
    at_s: NDArray[np.float64]
    charge_point: NDArray[np.int32]
    station: NDArray[np.int32]
    label: NDArray[np.int8]
    """1: a fault starts within the horizon; that of `within`, before it HORIZON_S."""
    mode: NDArray[np.int8]
    """Of the next fault; -1 when none comes."""
    until_fault_s: NDArray[np.float64]
    """Time to the next fault; inf when none comes."""
    profile: NDArray[np.int8]
    """Position in PROFILES."""
    is_up: NDArray[np.bool_]
    """Neither down nor worked at."""
    known_s: NDArray[np.float64]
    """Time until the file ends: what comes after it is not known."""
    state: NDArray[np.int8]
    """State HORIZON_S ahead, a position in `states.STATES`."""

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.at_s)

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> "Rows":
        """The chosen rows."""
        return Rows(**{field.name: getattr(self, field.name)[chosen] for field in fields(Rows)})

    def within(self, horizon_s: float) -> "Rows":
        """The rows of a charger that is up whose next `horizon_s` are known, labelled by them."""
        chosen = self.take(self.is_up & (self.known_s >= horizon_s))
        return replace(chosen, label=(chosen.until_fault_s <= horizon_s).astype(np.int8))


def build_rows(
    events: EventFile,
    seed: int,
    *,
    jobs: int = 1,
    profile: str | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Rows:
    """Replay a data set into feature rows, also of chargers that are down.

    Args:
        events: the data set.
        seed: of restarts, hidden signals and row times; the same seed gives the same rows.
        jobs: processes to use; does not change the result.
        profile: give every agent these signals; None = a mixture.
        progress: called with chargers done and chargers in all.
    """
    count = len(events.chargers)
    tasks = ((events, charge_point, seed, profile) for charge_point in range(count))
    parts: list[Rows] = []
    for part in _map(tasks, jobs):
        parts.append(part)
        progress(len(parts), count)
    return Rows(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in parts])
            for field in fields(Rows)
        }
    )


_Task = tuple[EventFile, int, int, str | None]


def _map(tasks: Iterator[_Task], jobs: int) -> Iterator[Rows]:
    if jobs == 1:
        yield from map(_replay_charger, map(_cut_out, tasks))
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(_replay_charger, map(_cut_out, tasks))


class _Charger(NamedTuple):
    """All that the replay of one charger needs."""

    position: int
    station: int
    window: tuple[float, int, float, str]
    observations: NDArray[np.void]
    truth: NDArray[np.void]
    span_s: tuple[float, float]
    seed: int
    profile: str | None


def _cut_out(task: _Task) -> _Charger:
    events, index, seed, profile = task
    record = events.chargers[index]
    return _Charger(
        position=index,
        station=int(record["station"]),
        window=(
            float(record["rated_power_w"]),
            int(record["connectors"]),
            float(record["connector_power_w"]),
            str(record["time_zone"]),
        ),
        observations=events.observations[events.first[index] : events.first[index + 1]],
        truth=np.sort(events.truth[events.truth["charge_point"] == index], order="onset_at_s"),
        span_s=events.span_s,
        seed=seed,
        profile=profile,
    )


def _replay_charger(charger: _Charger) -> Rows:
    rng = np.random.default_rng([charger.seed, charger.position])
    start_s, end_s = charger.span_s
    restarts_s = _restarts_s(rng, start_s, end_s)
    bounds_s = [start_s, *restarts_s, np.inf]
    at_s, features, profiles = [], [], []
    window: FeatureWindow | None = None
    statuses: dict[int, Observation] = {}
    for begin_s, stop_s in pairwise(bounds_s):
        chosen = _draw_profile(rng, charger.profile)
        window = _start_agent(rng, charger, begin_s, window, statuses)
        rows_s = _row_times_s(rng, begin_s, min(stop_s, end_s - HORIZON_S))
        part = _slice(charger.observations, begin_s, stop_s)
        for row_s, vector in _replay(
            window, _observations(part, PROFILES[chosen]), rows_s, statuses
        ):
            at_s.append(row_s)
            features.append(vector)
            profiles.append(chosen)
    return _label(charger, np.array(at_s), features, np.array(profiles, dtype=np.int8))


def _replay(
    window: FeatureWindow,
    observations: Iterator[Observation],
    rows_s: NDArray[np.float64],
    statuses: dict[int, Observation],
) -> Iterator[tuple[float, NDArray[np.float32]]]:
    pending = next(observations, None)
    for row_s in rows_s.tolist():
        while pending is not None and pending.at_s <= row_s:
            window.observe(pending)
            if pending.kind == Kind.STATUS:
                statuses[pending.connector] = pending
            pending = next(observations, None)
        yield row_s, window.vector(row_s)
    while pending is not None:
        window.observe(pending)
        if pending.kind == Kind.STATUS:
            statuses[pending.connector] = pending
        pending = next(observations, None)


def _observations(part: NDArray[np.void], profile: Profile) -> Iterator[Observation]:
    columns = [
        np.full(len(part), NAN).tolist() if name in profile.hidden else part[name].tolist()
        for name in _FIELDS
    ]
    for kind, *values in zip(*columns, strict=True):
        if profile.has_context or kind != Kind.CONTEXT:
            yield Observation(_KINDS[kind], *values)


def _restarts_s(rng: np.random.Generator, start_s: float, end_s: float) -> list[float]:
    mean_s = rng.choice(_RESTART_MEANS_S, p=_RESTART_SHARES)
    restarts_s: list[float] = []
    at_s = start_s + rng.exponential(mean_s)
    while at_s < end_s:
        restarts_s.append(at_s)
        at_s += rng.exponential(mean_s)
    return restarts_s


def _draw_profile(rng: np.random.Generator, fixed: str | None) -> int:
    if fixed is not None:
        return [profile.name for profile in PROFILES].index(fixed)
    return int(rng.choice(len(PROFILES), p=[profile.share for profile in PROFILES]))


def _start_agent(
    rng: np.random.Generator,
    charger: _Charger,
    begin_s: float,
    before: FeatureWindow | None,
    statuses: dict[int, Observation],
) -> FeatureWindow:
    """A new agent: its charger connects to it and says what its connectors do."""
    window = FeatureWindow(*charger.window)
    if before is None:
        return window
    if rng.random() < _KEEPS_HISTORY:
        window.restore_fault_history(before.fault_history(), begin_s)
    window.observe(Observation(Kind.CONNECTED, begin_s))
    for connector, last in sorted(statuses.items()):
        window.observe(Observation(Kind.STATUS, begin_s, connector, last.status, last.error))
    return window


def _row_times_s(rng: np.random.Generator, begin_s: float, stop_s: float) -> NDArray[np.float64]:
    grid = np.arange(begin_s + ROW_EVERY_S, stop_s, ROW_EVERY_S)
    times_s = np.concatenate(
        [begin_s + np.array(_YOUNG_ROWS_S), grid + rng.uniform(0.0, ROW_EVERY_S, len(grid))]
    )
    return times_s[times_s < stop_s]


def _slice(observations: NDArray[np.void], begin_s: float, stop_s: float) -> NDArray[np.void]:
    at_s = observations["at_s"]
    return observations[np.searchsorted(at_s, begin_s) : np.searchsorted(at_s, stop_s)]


def _label(
    charger: _Charger,
    at_s: NDArray[np.float64],
    features: list[NDArray[np.float32]],
    profiles: NDArray[np.int8],
) -> Rows:
    is_planned = charger.truth["mode"] == FAULT_MODES.index(PLANNED_MODE)
    truth, planned = charger.truth[~is_planned], charger.truth[is_planned]
    onsets_s, repaired_s = truth["onset_at_s"], truth["repaired_at_s"]
    following = np.searchsorted(onsets_s, at_s, side="right")
    until_s = np.append(onsets_s, np.inf)[following] - at_s
    ends_s = np.maximum.accumulate(np.append(-np.inf, repaired_s))
    is_down = at_s < ends_s[following]
    for work in planned:
        is_down |= (at_s >= work["onset_at_s"]) & (at_s < work["repaired_at_s"])
    connectors = charger.window[1]
    return Rows(
        features=np.array(features, dtype=np.float32).reshape(-1, FEATURE_COUNT),
        at_s=at_s,
        charge_point=np.full(len(at_s), charger.position, dtype=np.int32),
        station=np.full(len(at_s), charger.station, dtype=np.int32),
        label=(until_s <= HORIZON_S).astype(np.int8),
        mode=np.append(truth["mode"], -1).astype(np.int8)[following],
        until_fault_s=until_s,
        profile=profiles,
        is_up=~is_down & (until_s > 0.0),
        known_s=charger.span_s[1] - at_s,
        state=states_at(charger.observations, planned, connectors, at_s + HORIZON_S),
    )
