"""The scoring round: every interval each connected charger's vector is built, scored and reported.

All vectors go through the forest in one call. The event loop relays frames meanwhile: vectors are
built in slices of a few milliseconds, and the forest runs in a thread where it has many rows.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from contract.features import FEATURE_COUNT
from edge_agent.adapters.bulkhead import contained
from edge_agent.adapters.clock import Clock
from edge_agent.adapters.herald import Herald
from edge_agent.adapters.log import Log
from edge_agent.adapters.tally import Tally
from edge_agent.core.alarms import Judgement
from edge_agent.core.probation import Round
from edge_agent.core.reports import Finding
from edge_agent.core.site import Charger
from edge_agent.core.traffic import News
from models.scoring import RISK, Scorer

_LOG = Log("edge.scoring")
SLICE_S: Final = 0.004
"""Real seconds of work between two chances for the relay."""
_THREAD_FROM_ROWS: Final = 16
"""Fewer rows take less time than the way into a thread."""
CALM_S: Final = 300.0
"""Real seconds without a raised risk after which explanations give their memory back."""


class Overseer(Protocol):
    """Whoever watches how the model in force does."""

    async def judged(self, vectors: NDArray[np.float32], old: Round) -> None:
        """A round was scored and reported."""

    def broke(self, reason: str) -> None:
        """A round could not be scored."""


class Scoring:
    """Scores and reports; `run` is for ever."""

    def __init__(self, scorer: Scorer, herald: Herald, clock: Clock, tally: Tally) -> None:
        self._scorer = self._next = scorer
        self._herald = herald
        self._clock = clock
        self._tally = tally
        self.scored = 0
        """Chargers in the last round."""
        self.round_ended_s = clock.now().real_s
        """Real monotonic seconds at the end of the last round, or at the start."""
        self.overseer: Overseer | None = None
        self._raised_s = self.round_ended_s
        """Real monotonic seconds of the last round in which an explanation was likely."""

    def use(self, scorer: Scorer) -> None:
        """From the next round on another model is in force."""
        self._next = scorer

    async def run(self, interval_s: float, chargers: Callable[[], list[Charger]]) -> None:
        """One round after the other; a round that takes too long delays the next, and is counted.

        Args:
            interval_s: simulated seconds between two scores of a charger.
            chargers: whom to score now.
        """
        interval_real_s = self._clock.real_s(interval_s)
        due_s = self._clock.now().real_s
        while True:
            due_s += interval_real_s
            wait_s = due_s - self._clock.now().real_s
            if wait_s < 0.0:
                self._tally.add("scoring_late", late_s=round(-wait_s, 3))
                due_s -= wait_s
            await asyncio.sleep(max(wait_s, 0.0))
            await self.score(chargers())

    async def score(self, chargers: list[Charger]) -> None:
        """One round over these chargers."""
        scorer = self._scorer = self._next
        vectors = np.empty((len(chargers), FEATURE_COUNT), dtype=np.float32)
        rows: list[Charger] = []
        async for index in self._slices(len(chargers)):
            charger = chargers[index]
            with contained("scoring_broke", self._tally, charger.id):
                vectors[len(rows)] = charger.window.vector(self._clock.now().at.timestamp())
                rows.append(charger)
        self.scored = len(rows)
        self.round_ended_s = self._clock.now().real_s
        if not rows:
            return
        try:
            found, took_s = await self.timed(scorer, vectors[: len(rows)])
        except Exception as err:
            if self.overseer is not None:
                self.overseer.broke(str(err))
            raise
        await self._get_ready_to_explain(scorer, found[RISK])
        async for index in self._slices(len(rows)):
            with contained("scoring_broke", self._tally, rows[index].id):
                risks = {name: float(values[index]) for name, values in found.items()}
                self._report(rows[index], vectors[index], risks)
        self.round_ended_s = self._clock.now().real_s
        if self.overseer is not None:
            await self.overseer.judged(vectors[: len(rows)], round_of(scorer, found, took_s))

    async def timed(
        self, scorer: Scorer, vectors: NDArray[np.float32]
    ) -> tuple[dict[str, NDArray[np.float32]], float]:
        """Risks of each row by this model, by name, and the real seconds that it took."""
        began_s = self._clock.now().real_s
        if len(vectors) < _THREAD_FROM_ROWS:
            found = scorer.risks_many(vectors)
        else:
            found = await asyncio.to_thread(scorer.risks_many, vectors)
        return found, self._clock.now().real_s - began_s

    async def _get_ready_to_explain(self, scorer: Scorer, risks: NDArray[np.float32]) -> None:
        """Make what explanations need before they are asked for, beside the relay; free it later.

        Whatever raises or keeps up a level is above the clear value of the lowest one.
        """
        now_s = self._clock.now().real_s
        if (risks >= scorer.levels["watch"].clear).any():
            self._raised_s = now_s
            if not scorer.is_ready_to_explain:
                await asyncio.to_thread(scorer.prepare_to_explain)
        elif scorer.is_ready_to_explain and now_s - self._raised_s >= CALM_S:
            await asyncio.to_thread(scorer.forget_explaining)

    async def _slices(self, count: int) -> AsyncIterator[int]:
        """Indices 0..count, with a chance for others after each few milliseconds of work."""
        began_s = self._clock.now().real_s
        for index in range(count):
            yield index
            if self._clock.now().real_s - began_s > SLICE_S:
                await asyncio.sleep(0)
                began_s = self._clock.now().real_s

    def _report(
        self, charger: Charger, vector: NDArray[np.float32], risks: dict[str, float]
    ) -> None:
        at = self._clock.now().at
        risk = risks[RISK]
        judgement = charger.alarm.judge(risk, self._scorer.levels)
        finding = self._finding(charger, vector, risks, judgement)
        charger.finding, charger.scored_at = finding, at
        self._herald.measured(charger, at, vector)
        self._herald.scored(charger, at, self._scorer.manifest.id, finding)
        protection = charger.protect(finding, at)
        if protection is not None:
            self._herald.tell(charger, protection)
            _LOG.warning(protection.kind, charge_point=charger.id, detail=protection.detail)
        if judgement.is_changed:
            words = f"{judgement.previous} -> {judgement.level} at {risk:.2f}"
            self._herald.tell(charger, News("risk_level", words))
            _LOG.info("risk_level", charge_point=charger.id, detail=words, cause=finding.cause)

    def _finding(
        self,
        charger: Charger,
        vector: NDArray[np.float32],
        risks: dict[str, float],
        judgement: Judgement,
    ) -> Finding:
        cause = self._scorer.cause(vector) if judgement.is_raised else None
        return Finding(
            risk_1h=risks[RISK],
            risk_6h=risks.get("risk_6h"),
            risk_24h=risks.get("risk_24h"),
            level=judgement.level,
            cause=cause.name if cause else None,
            is_load_sensitive=cause.load_sensitive if cause else False,
            cause_distance=cause.distance if cause else None,
            contributions=self._scorer.contributions(vector) if judgement.is_explained else (),
            outlook=charger.foresee(self._clock.now().at),
            stale_inputs=charger.window.stale_inputs(self._clock.now().at.timestamp()),
        )


def round_of(scorer: Scorer, found: dict[str, NDArray[np.float32]], took_s: float) -> Round:
    """What a probation looks at: the risk of the hour, no number where any risk is none."""
    is_whole = np.all([np.isfinite(each) for each in found.values()], axis=0)
    risks = np.where(is_whole, found[RISK], np.float32(np.nan))
    return Round(risks, took_s, scorer.levels["high"].enter)
