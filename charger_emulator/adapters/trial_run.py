"""One trial: a world headless at full speed, with the product's own loop around it.

Once a simulated minute, reports of the chargers go to `python -m edge_agent score`, its scores with
the reported statuses to `python -m central decide`, and what that wants goes to the chargers. A
charger without a link hears nothing and keeps its last limit and price. Nothing here decides.
"""

import math
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Final

import numpy as np

from charger_emulator.adapters.line_program import LineProgram
from charger_emulator.core.effects import Effect
from charger_emulator.core.episodes import episodes_of
from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.layout import BoolArray
from charger_emulator.core.ledger import Ledger
from charger_emulator.core.observe import Observer
from charger_emulator.core.reported import Reported
from charger_emulator.core.trials import (
    USES_POWER,
    USES_PRICE,
    Arm,
    Trial,
    TrialRecord,
    clusters_of,
    drawn_days,
    random_target,
)
from charger_emulator.core.world import World, WorldSetting
from contract.fleet import Fleet
from contract.rehearsal import (
    ChargerNow,
    HealNow,
    Judged,
    LoopStart,
    NetworkNow,
    Orders,
    Reports,
    Scores,
    ScoreStart,
    WantedNow,
)

START_AT: Final = datetime(2025, 7, 1, 10, tzinfo=UTC)
"""Night in all metros, 2 to 6 o'clock."""
WARM_UP_MIN: Final = 8 * 60
FAULTS_PER_DAY: Final = 0.15
"""Drawn faults per charger and day, as in the data that the risk model was judged on."""
_DAY_MIN: Final = 1440


def run_trial(trial: Trial, progress: Callable[[], None] = lambda: None) -> TrialRecord:
    """Run one trial to its end.

    Args:
        trial: what is run.
        progress: called after each simulated day.

    Raises:
        OSError: if a program of the loop ends before its time.
    """
    fleet = make_fleet(trial.stations, trial.seed)
    setting = WorldSetting(
        seed=trial.seed,
        price_elasticity=trial.elasticity,
        fault_rate_per_day=FAULTS_PER_DAY,
        spread_seasons=True,
    )
    first = int(START_AT.timestamp()) // 60
    world = World(fleet, setting, (first - WARM_UP_MIN) * 60.0)
    for minute in range(first - WARM_UP_MIN, first):
        _advance(world, minute, first - WARM_UP_MIN)
    world.upkeep.truth.clear()
    minutes = round(trial.days * _DAY_MIN)
    ledger = Ledger(world, trial, minutes)
    healed = _healed(trial, world)
    with ExitStack() as programs:
        loop = None
        if trial.arm is not Arm.NOTHING:
            loop = _Loop(programs, fleet, world, ledger, trial)
        for minute in range(first, first + minutes):
            effects = _advance(world, minute, first - WARM_UP_MIN)
            ledger.minute(effects)
            if loop is not None:
                loop.minute(minute + 1, effects, healed[(minute - first) // _DAY_MIN])
            if (minute + 1 - first) % _DAY_MIN == 0:
                progress()
    return ledger.record(healed)


def _advance(world: World, minute: int, first_minute: int) -> list[Effect]:
    """One minute on; at midnight (UTC) the day's episodes are laid in."""
    if minute % _DAY_MIN == 0 or minute == first_minute:
        day = minute // _DAY_MIN
        for episode in episodes_of(world.setting.seed, day, world.layout.station_count):
            world.begin(episode)
    return world.advance((minute + 1) * 60.0)


def _healed(trial: Trial, world: World) -> BoolArray:
    days = math.ceil(trial.days)
    if trial.arm is Arm.SWITCHBACK:
        return drawn_days(trial.seed, days, clusters_of(world.layout))
    return np.full((days, world.layout.station_count), trial.arm is not Arm.NOTHING)


class _Loop:
    """Carries messages between the world and the two programs."""

    def __init__(
        self, programs: ExitStack, fleet: Fleet, world: World, ledger: Ledger, trial: Trial
    ) -> None:
        self._scoring = programs.enter_context(LineProgram("edge_agent", "score"))
        self._control = programs.enter_context(LineProgram("central", "decide"))
        self._scoring.tell(ScoreStart(fleet=fleet))
        use_price, use_power = trial.arm in USES_PRICE, trial.arm in USES_POWER
        self._control.tell(
            LoopStart(
                fleet=fleet,
                use_price=use_price,
                use_power=use_power,
                limit_ratio=trial.limit_ratio,
            )
        )
        self._world, self._ledger, self._trial = world, ledger, trial
        self._reported = Reported(world.layout)
        self._observer = Observer(world)
        self._observer.connect_all()
        self._moved: dict[int, int] = {}
        """Random reroute: by surged station, where its target's discount is shown instead."""
        self._targets: dict[int, int] = {}
        """The same: what the loop chose."""
        self._draws = 0

    def minute(self, minute: int, effects: list[Effect], takes_part: BoolArray) -> None:
        """Let the loop act at the end of a minute (simulated Unix time / 60)."""
        self._observer.effects(effects)
        self._observer.minute(minute)
        rows = self._observer.take()
        self._reported.rows(rows)
        at = datetime.fromtimestamp(minute * 60.0, UTC)
        scores = self._scoring.ask(Reports(at=at, rows=rows.tobytes()), Scores)
        facts = NetworkNow(at=at, chargers=self._chargers(scores.judged, takes_part))
        orders = self._control.ask(facts, Orders)
        if self._trial.arm is Arm.RANDOM:
            self._move_targets(orders.heals)
        self._ledger.heals(orders.heals, self._moved, minute * 60.0)
        self._carry_out(orders.wanted)

    def _chargers(self, judged: Sequence[Judged], takes_part: BoolArray) -> list[ChargerNow]:
        layout = self._world.layout
        by_id = {each.charge_point: each for each in judged}
        return [
            ChargerNow(
                charge_point=charger.id,
                connected=self._reported.is_connected(point),
                statuses=self._reported.statuses(point),
                judged=by_id.get(charger.id),
            )
            for point, charger in enumerate(layout.charge_points)
            if takes_part[layout.cp_station[point]]
        ]

    def _move_targets(self, heals: Sequence[HealNow]) -> None:
        layout = self._world.layout
        for heal in heals:
            station = layout.station_index[heal.station]
            if heal.target is None:
                self._moved.pop(station, None)
                self._targets.pop(station, None)
            elif self._targets.get(station) != layout.station_index[heal.target]:
                self._targets[station] = layout.station_index[heal.target]
                self._draws += 1
                drawn = random_target(layout, self._trial.seed, station, self._draws)
                self._moved[station] = drawn if drawn >= 0 else self._targets[station]

    def _carry_out(self, wanted: Sequence[WantedNow]) -> None:
        """Set limits and prices; what is not named has neither."""
        world, layout = self._world, self._world.layout
        base = world.base_price[layout.cp_station]
        limits_w = np.full(layout.charge_point_count, np.inf)
        ratios = np.ones(layout.charge_point_count)
        shown_at = {self._targets[key]: at for key, at in self._moved.items()}
        for each in wanted:
            point = layout.cp_index[each.charge_point]
            ratio = float(each.per_kwh) / base[point]
            place = shown_at.get(int(layout.cp_station[point]))
            if ratio < 1.0 and place is not None:
                ratios[layout.cp_station == place] = ratio
            else:
                ratios[point] = ratio
            if each.limit_w is not None:
                limits_w[point] = each.limit_w
                self._ledger.over_orders += bool(each.limit_w > layout.cp_rated_w[point])
        hears = world.upkeep.is_linked
        np.copyto(world.plant.cp_limit_w, limits_w, where=hears)
        prices = (ratios * base).tolist()
        for listener in np.flatnonzero(hears).tolist():
            world.set_price(listener, prices[listener])
