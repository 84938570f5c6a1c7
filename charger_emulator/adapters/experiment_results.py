"""The records of an experiment, as sums by arm and as figures with their intervals."""

from collections.abc import Callable, Sequence
from typing import Final

from charger_emulator.core import trial_figures as f
from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.layout import FloatArray
from charger_emulator.core.trial_sums import Estimate, Sums, estimate, joined, sums_of
from charger_emulator.core.trials import Arm, TrialRecord

Figure = Callable[..., FloatArray]
MAIN_ARMS: Final = (Arm.HEAL, Arm.POWER, Arm.PRICE, Arm.RANDOM)
AGAINST: Final[tuple[tuple[str, Figure, int], ...]] = (
    ("trips avoided, %", f.avoided_pct, 1),
    ("uptime, points", f.change(f.OUTCOMES[1]), 3),
    ("energy, %", f.energy_pct, 2),
    ("margin, USD per station-day", f.change(f.OUTCOMES[3]), 2),
    ("driver minutes per session", f.change(f.OUTCOMES[4]), 2),
    ("gave up, per 100 sessions", f.change(f.OUTCOMES[5]), 2),
    ("truck rolls per 100 station-days", f.change(f.OUTCOMES[6]), 2),
    ("margin per heal, USD", f.money_per_heal, 2),
    ("the same with visits spared, USD", f.worth_per_heal, 2),
)


class Results:
    """The records of an experiment, as sums by arm.

    Args:
        records: of all its trials; each seed needs the arm `nothing` at every elasticity.
        elasticity: the default one.
    """

    def __init__(self, records: Sequence[TrialRecord], elasticity: float) -> None:
        self.records = sorted(records, key=lambda each: each.trial.seed)
        self.elasticity = elasticity
        self._sums = {id(record): self._sums_of(record) for record in self.records}

    def chosen(
        self, arm: Arm, elasticity: float | None = None, limit_ratio: float | None = None
    ) -> list[TrialRecord]:
        """Records of one arm, by seed."""
        wanted = self.elasticity if elasticity is None else elasticity
        return [
            each
            for each in self.records
            if each.trial.arm is arm
            and each.trial.elasticity == wanted
            and each.trial.limit_ratio == limit_ratio
        ]

    def sums(self, chosen: Sequence[TrialRecord]) -> dict[str, FloatArray]:
        """Sums by (seed, metro)."""
        return joined([self._sums[id(record)] for record in chosen])

    def paired(self, chosen: Sequence[TrialRecord], arm: Arm) -> dict[str, FloatArray]:
        """Sums of another arm at the same seeds and elasticity."""
        seeds = {each.trial.seed for each in chosen}
        others = self.chosen(arm, chosen[0].trial.elasticity)
        return self.sums([each for each in others if each.trial.seed in seeds])

    def elasticities(self) -> list[float]:
        """Those that were run with and without heals, from 0 down."""
        return sorted({e.trial.elasticity for e in self.records if e.trial.arm is Arm.HEAL})[::-1]

    def swept(self, arm: Arm, elasticity: float) -> list[TrialRecord]:
        """Records of one arm at the seeds that every elasticity has."""
        seeds = set[int].intersection(
            *({each.trial.seed for each in self.chosen(Arm.HEAL, e)} for e in self.elasticities())
        )
        return [each for each in self.chosen(arm, elasticity) if each.trial.seed in seeds]

    def limit_ratios(self) -> list[float]:
        """Those that were tried besides the loop's own."""
        found = {each.trial.limit_ratio for each in self.records}
        return sorted(each for each in found if each is not None)

    def against_nothing(self, arm: Arm) -> tuple[Sums, Sums]:
        """Sums of an arm at the default elasticity, and of the same seeds without heals."""
        chosen = self.chosen(arm)
        return self.sums(chosen), self.paired(chosen, Arm.NOTHING)

    def _sums_of(self, record: TrialRecord) -> dict[str, FloatArray]:
        if record.trial.arm in (Arm.NOTHING, Arm.SWITCHBACK):
            return sums_of(record)
        for other in self.chosen(Arm.NOTHING, record.trial.elasticity):
            if other.trial.seed == record.trial.seed:
                return sums_of(record, other)
        raise ValueError(f"{record.trial} has no trial without heals beside it")


def estimated(figure: Figure, *arms: Sums) -> Estimate:
    """A figure with its interval; every figure is judged on the same draws."""
    return estimate(figure, arms, stream(0, Purpose.TRIAL))
