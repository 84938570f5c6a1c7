"""How often the rules name the right cause of a fault, on emulated faults whose cause is known.

    .venv/bin/python -m bench.root_cause [--stations 90] [--seeds 1 2 3] [--foreseen]

A quiet world runs headless; at each station one fault begins by order, the modes in turn, at a
random charger and instant, with the course of drawn faults (thermal trips come of stress scenarios
as in data sets). A case is what central would know when the alarm opens: error codes, contact of
the charger and its neighbours, the 33 features and the model's cluster. Of a charger's words
(`info`) nothing is read. Judged are faults only; a scenario that made none is left out. With
`--foreseen` the case is taken half an hour before the failure, for modes with a warning.
"""

import argparse
import math
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np

from central.core.cause_table import causes_of
from central.core.causes import Case, ErrorSeen
from charger_emulator.core import hazards as h
from charger_emulator.core.episodes import DEAD_FAN_COOLING
from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.observe import Observer, Rows
from charger_emulator.core.ordered_faults import MODES, begin_fault
from charger_emulator.core.scenario import Stress
from charger_emulator.core.world import World, WorldSetting
from contract.features import FEATURE_NAMES
from contract.ids import ChargePointId, StationId
from contract.observations import COLUMNS, FAULT_MODES, Kind, Observation
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus
from models.features.window import FeatureWindow
from models.scoring import Scorer, load_bundle

START_S: Final = datetime(2025, 7, 10, tzinfo=UTC).timestamp()
WARM_UP_S: Final = 25 * 3600.0
"""Features look back a day."""
SPAN_S: Final = 18 * 3600.0
"""Faults begin within this."""
TAIL_S: Final = 10 * 3600.0
LONGEST_RAMP_S: Final = 8 * 3600.0
REPAIR_S: Final = 4 * 3600.0
WANTED: Final = ("thermal", *MODES)
TELLS: Final = ("thermal", "fan", "communication", "contactor", "meter")
"""Modes that show something before they fail."""
ALARM_AFTER_S: Final = 120.0
CONTACT_AFTER_S: Final = 360.0
FORESEEN_S: Final = 1800.0
SAME_TIME_S: Final = 180.0
RAISED_FROM: Final = 0.2
_NAMES: Final = [name for name, _ in COLUMNS if name not in ("charge_point", "kind")]
_CODES: Final = list(ChargePointErrorCode)
_FAULTED: Final = list(ChargePointStatus).index(ChargePointStatus.FAULTED)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A case and its true cause."""

    mode: str
    case: Case


@dataclass(frozen=True, slots=True)
class _Ordered:
    """A fault that was ordered."""

    at_s: float
    mode: str
    station: int
    point: int
    connector: int
    ramp_s: float


def bundle() -> Scorer:
    """The committed bundle."""
    [path] = (Path(__file__).parents[1] / "models" / "artifacts").glob("*/manifest.json")
    return load_bundle(path.parent)


def labelled_cases(
    stations: int, seed: int, scorer: Scorer, *, foreseen: bool = False
) -> list[Labelled]:
    """Run a world and make its cases."""
    fleet = make_fleet(stations, seed)
    setting = WorldSetting(seed=seed, fault_rate_per_day=0.0, step_s=60.0)
    world = World(fleet, setting, START_S - WARM_UP_S)
    world.advance(START_S - WARM_UP_S + 3600.0)
    orders = _orders(world, seed)
    observer = Observer(world)
    observer.connect_all()
    waiting = sorted(orders, key=lambda each: each.at_s)
    minute = int(world.now_s // 60)
    while world.now_s < START_S + SPAN_S + TAIL_S:
        while waiting and waiting[0].at_s <= world.now_s:
            _begin(world, waiting.pop(0), seed)
        minute += 1
        observer.effects(world.advance(minute * 60.0))
        observer.minute(minute)
    rows = observer.take()
    onsets = _onsets(world)
    cases = []
    for each in orders:
        onset_s = onsets.get((each.station, each.mode))
        if onset_s is not None and (not foreseen or each.mode in TELLS):
            at_s = onset_s - FORESEEN_S if foreseen else onset_s + _delay_s(each.mode)
            cases.append(Labelled(each.mode, _case(world, rows, each, at_s, scorer)))
    return cases


def _orders(world: World, seed: int) -> list[_Ordered]:
    """One fault a station, the modes in turn."""
    rng = np.random.default_rng([seed, 41])
    layout, found = world.layout, []
    for station in range(layout.station_count):
        mode = WANTED[station % len(WANTED)]
        connectors = layout.connectors_at(station)
        connector = int(rng.integers(connectors.start, connectors.stop))
        low_s, high_s = h.RAMP_S.get(FAULT_MODES.index(mode), (0.0, 0.0))
        high_s = min(high_s, LONGEST_RAMP_S)
        ramp_s = low_s * (high_s / low_s) ** rng.random() if low_s else 0.0
        at_s = START_S + float(rng.uniform(0.0, SPAN_S))
        point = int(layout.connector_cp[connector])
        found.append(_Ordered(at_s, mode, station, point, connector, ramp_s))
    return found


def _begin(world: World, order: _Ordered, seed: int) -> None:
    if order.mode != "thermal":
        course = (order.ramp_s, REPAIR_S)
        begin_fault(world, order.mode, order.point, order.connector, course)
        return
    rng = np.random.default_rng([seed, 42, order.station])
    world.begin(
        Stress(
            f"s{order.station}",
            "stress",
            order.station,
            world.now_s,
            world.now_s + float(rng.uniform(2.0, 6.0)) * 3600.0,
            float(rng.uniform(32.0, 43.0)) if rng.random() < 0.7 else None,
            float(rng.uniform(*DEAD_FAN_COOLING)),
            float(rng.uniform(0.6, 2.6)),
        )
    )


def _onsets(world: World) -> dict[tuple[int, str], float]:
    """When each station's fault of a mode became one."""
    found: dict[tuple[int, str], float] = {}
    for row in [*world.upkeep.truth, *world.upkeep.open_truth()]:
        key = (int(world.layout.cp_station[row.charge_point]), FAULT_MODES[row.mode])
        found[key] = min(found.get(key, math.inf), row.onset_s)
    return found


def _delay_s(mode: str) -> float:
    return CONTACT_AFTER_S if mode in ("communication", "supply") else ALARM_AFTER_S


def _case(world: World, rows: Rows, order: _Ordered, at_s: float, scorer: Scorer) -> Case:
    layout = world.layout
    point = _failed_point(world, order)
    known = rows[rows["at_s"] <= at_s]
    own = known[known["charge_point"] == point]
    vector = _vector(world, own, point, at_s)
    lost_s = {p: _lost_s(known, p) for p in np.flatnonzero(layout.cp_station == order.station)}
    mine_s = lost_s[point]
    others = [each for other, each in lost_s.items() if other != point]
    gone = [
        s for s in others if s is not None and mine_s is not None and abs(s - mine_s) <= SAME_TIME_S
    ]
    risk, cluster, parts = _scored(scorer, vector)
    return Case(
        charge_point=ChargePointId(layout.charge_points[point].id),
        station=StationId(layout.stations[order.station].id),
        at=_instant(at_s),
        connected=mine_s is None,
        lost_at=None if mine_s is None else _instant(mine_s),
        errors=tuple(_errors(own)),
        features={
            name: float(value)
            for name, value in zip(FEATURE_NAMES, vector, strict=True)
            if np.isfinite(value)
        },
        cluster=cluster,
        risk=risk,
        top_features=parts,
        neighbours=len(others),
        neighbours_lost=len(gone),
    )


def _failed_point(world: World, order: _Ordered) -> int:
    """The charger that failed: of a stressed station that which tripped first."""
    rows = [*world.upkeep.truth, *world.upkeep.open_truth()]
    own = [
        row
        for row in rows
        if FAULT_MODES[row.mode] == order.mode
        and int(world.layout.cp_station[row.charge_point]) == order.station
    ]
    return min(own, key=lambda row: (row.onset_s, row.charge_point)).charge_point


def _vector(world: World, own: Rows, point: int, at_s: float) -> np.ndarray:
    charger = world.layout.charge_points[point]
    station = world.layout.stations[int(world.layout.cp_station[point])]
    window = FeatureWindow(
        charger.rated_power_w,
        len(charger.connector_types),
        charger.connector_power_w,
        station.time_zone,
    )
    kinds = own["kind"].tolist()
    values = zip(*(own[name].tolist() for name in _NAMES), strict=True)
    for kind, value in zip(kinds, values, strict=True):
        window.observe(Observation(Kind(kind), **dict(zip(_NAMES, value, strict=True))))
    return window.vector(at_s)


def _scored(
    scorer: Scorer, vector: np.ndarray
) -> tuple[float, str | None, tuple[tuple[str, float], ...]]:
    risk = scorer.score(vector)
    if risk < RAISED_FROM:
        return risk, None, ()
    parts = tuple((each.feature, each.points) for each in scorer.contributions(vector, 3))
    return risk, scorer.cause(vector).name, parts


def _lost_s(known: Rows, point: int) -> float | None:
    own = known[known["charge_point"] == point]
    links = own[np.isin(own["kind"], (int(Kind.CONNECTED), int(Kind.DISCONNECTED)))]
    if not len(links) or links[-1]["kind"] == int(Kind.CONNECTED):
        return None
    return float(links[-1]["at_s"])


def _errors(own: Rows) -> Iterator[ErrorSeen]:
    for row in own[own["kind"] == int(Kind.STATUS)]:
        code, failed = _CODES[int(row["error"])], int(row["status"]) == _FAULTED
        if failed or code != ChargePointErrorCode.NO_ERROR:
            yield ErrorSeen(_instant(float(row["at_s"])), code, failed, int(row["connector"]))


def _instant(at_s: float) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(seconds=at_s)


def place_of(each: Labelled) -> int:
    """At which place the rules name the true cause, from 1; 0 = not at all."""
    names = [ranked.name for ranked in causes_of(each.case)]
    return names.index(each.mode) + 1 if each.mode in names else 0


def table(cases: Sequence[Labelled]) -> str:
    """Cases, right at first and within two, and what was named instead, by true cause."""
    by_mode: dict[str, list[Labelled]] = defaultdict(list)
    for each in cases:
        by_mode[each.mode].append(each)
    lines = ["| true cause | cases | first | first two | named instead |", "|---|---|---|---|---|"]
    for mode in WANTED:
        own = by_mode.get(mode, [])
        if own:
            lines.append(_line(mode, own))
    lines.append(_line("**all**", list(cases)))
    return "\n".join(lines)


def _line(name: str, own: list[Labelled]) -> str:
    places = [place_of(each) for each in own]
    first = sum(place == 1 for place in places) / len(own)
    two = sum(place in (1, 2) for place in places) / len(own)
    wrong: dict[str, int] = defaultdict(int)
    for each, place in zip(own, places, strict=True):
        if place != 1:
            wrong[causes_of(each.case)[0].name] += 1
    told = ", ".join(f"{key} {count}" for key, count in sorted(wrong.items()))
    return f"| {name} | {len(own)} | {first:.0%} | {two:.0%} | {told} |"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stations", type=int, default=90)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--foreseen", action="store_true", help="half an hour before the failure")
    given = parser.parse_args()
    scorer, cases = bundle(), []
    for seed in given.seeds:
        cases += labelled_cases(given.stations, seed, scorer, foreseen=given.foreseen)
        sys.stderr.write(f"seed {seed}: {len(cases)} cases so far\n")
    sys.stdout.write(f"{table(cases)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
