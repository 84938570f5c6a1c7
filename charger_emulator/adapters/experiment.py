"""`sntry emulate experiment`: does healing work? Trials side by side, and a report on them.

Trials are independent and run in as many processes as wanted (each with the two programs of its
loop). The same order gives the same report.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from charger_emulator.adapters.experiment_report import write_report
from charger_emulator.adapters.experiment_results import Results
from charger_emulator.adapters.trial_run import run_trial
from charger_emulator.core.trials import Arm, Trial, TrialRecord
from charger_emulator.core.world import WorldSetting

DEFAULT_ELASTICITY: Final = WorldSetting().price_elasticity
FIRST_SEED: Final = 201
"""No data set that a model was fitted or judged on has one of these seeds."""
_SWEPT: Final = (Arm.NOTHING, Arm.POWER, Arm.HEAL)
_OTHERS: Final = (Arm.PRICE, Arm.RANDOM)


@dataclass(frozen=True, slots=True)
class ExperimentOrder:
    """How much is run.

    Raises:
        ValueError: if a number is out of range.
    """

    stations: int = 50
    days: float = 2.0
    """Of each trial; a switchback lasts twice as long, in pairs of days, if that is one at all."""
    seeds: int = 6
    """Of the main arms and limits; the others have `fewer_seeds`."""
    fewer_seeds: int = 3
    first_seed: int = FIRST_SEED
    elasticities: tuple[float, ...] = (0.0, -0.5, -1.6)
    """Besides the default."""
    limit_ratios: tuple[float, ...] = (0.4, 0.45)
    """Of rated power; besides the loop's own."""
    jobs: int = 2

    def __post_init__(self) -> None:
        for name, value, most in (
            ("stations", self.stations, 300),
            ("seeds", self.seeds, 100),
            ("fewer-seeds", self.fewer_seeds, self.seeds),
            ("jobs", self.jobs, 64),
        ):
            if not 1 <= value <= most:
                raise ValueError(f"{name} {value} is not allowed: 1 to {most}")
        for ratio in self.limit_ratios:
            if not 0.0 < ratio <= 1.0:
                raise ValueError(f"limit ratio {ratio:g} is not allowed: above 0, at most 1")
        for elasticity in self.elasticities:
            Trial(Arm.HEAL, 0, 1, 1.0, elasticity)
        if self.first_seed < 0:
            raise ValueError(f"seed {self.first_seed} is not allowed: 0 or more")
        if not 0.0 < self.days <= 30.0:
            raise ValueError(f"days {self.days:g} is not allowed: above 0, at most 30")

    @property
    def command(self) -> str:
        """What makes the same report again."""
        words = [
            f"--seed {self.first_seed} --seeds {self.seeds} --fewer-seeds {self.fewer_seeds}",
            f"--stations {self.stations} --days {self.days:g}",
            *(["--elasticities", *(f"{each:g}" for each in self.elasticities)]),
            *(["--limit-ratios", *(f"{each:g}" for each in self.limit_ratios)]),
        ]
        return f"sntry emulate experiment {' '.join(words)}"

    def trials(self) -> list[Trial]:
        """All runs, the main ones first."""
        every = range(self.first_seed, self.first_seed + self.seeds)
        few = every[: self.fewer_seeds]
        usual = DEFAULT_ELASTICITY
        found = [self._trial(arm, seed, usual) for seed in every for arm in _SWEPT]
        found += [self._trial(arm, seed, usual) for seed in few for arm in _OTHERS]
        found += [
            self._trial(arm, seed, elasticity)
            for seed in few
            for elasticity in self.elasticities
            for arm in _SWEPT
        ]
        found += [
            Trial(Arm.HEAL, seed, self.stations, self.days, usual, ratio)
            for seed in every
            for ratio in self.limit_ratios
        ]
        days = 2.0 * round(self.days)
        if days:
            found += [Trial(Arm.SWITCHBACK, seed, self.stations, days, usual) for seed in few]
        return found

    def _trial(self, arm: Arm, seed: int, elasticity: float) -> Trial:
        return Trial(arm, seed, self.stations, self.days, elasticity)


QUICK: Final = ExperimentOrder(
    stations=6, days=0.2, seeds=1, fewer_seeds=1, elasticities=(), limit_ratios=(0.4,)
)
"""Seconds instead of minutes: shows that it runs, says nothing."""


def experiment(
    order: ExperimentOrder, out: Path, progress: Callable[[float], None] = lambda _share: None
) -> Results:
    """Run every trial and write the report.

    Args:
        order: how much.
        out: folder of `experiment.md` and its plots.
        progress: called with the share done, 0..1.

    Raises:
        OSError: if a program of the loop ends before its time, or the folder cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    trials = order.trials()
    in_all = sum(trial.days for trial in trials)
    done_days = 0.0
    records = []
    for record in _run(trials, order.jobs):
        records.append(record)
        done_days += record.trial.days
        progress(done_days / in_all)
    results = Results(records, DEFAULT_ELASTICITY)
    write_report(results, order.command, out)
    return results


def _run(trials: Sequence[Trial], jobs: int) -> Iterator[TrialRecord]:
    if jobs == 1:
        yield from map(run_trial, trials)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(run_trial, trial) for trial in trials]
        try:
            for future in as_completed(waiting):
                yield future.result()
        finally:
            for future in waiting:
                future.cancel()
