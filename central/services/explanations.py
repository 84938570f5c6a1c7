"""Use case of explanations: a language model puts diagnoses into words, where one is configured.

One question at a time, beside everything else: without a model, a key or a network the text that is
made by rule stands alone and nothing waits. Answers are checked (`central.core.explanations`) and
kept by their facts, so that the same facts are asked for once. A daily number of questions is never
exceeded, also over restarts; a service that fails is left alone for a while.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

import structlog

from central.core.alarm_topics import Severity
from central.core.breaker import Breaker
from central.core.explanations import Answer, problem
from central.services.alarm_items import alarm_item
from central.services.counters import Counters
from central.services.diagnosis_records import Diagnosis, Explanation
from central.services.errors import UnavailableError
from central.services.isolation import contained
from central.services.model_budget import take_question
from central.services.outbox import emit
from central.services.ports import Clock
from central.services.unit_of_work import UnitsOfWork

EVERY_S: Final = 5.0
"""Real seconds between two looks; there is no hurry, the rules have spoken."""

log = structlog.get_logger(__name__)


class ModelUnavailableError(UnavailableError):
    """The language model gave no answer; `for_good`: nor will it soon."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(f"the language model gave no answer: {reason}")
        self.for_good = for_good


class NoAnswerError(Exception):
    """The language model answered to these facts, but with nothing that can be read."""


class LanguageModel(Protocol):
    """Who puts facts into words."""

    @property
    def name(self) -> str:
        """Of the model."""

    async def answer(self, facts: Mapping[str, Any]) -> Answer:
        """Ask.

        Raises:
            ModelUnavailableError: no answer; another time perhaps.
            NoAnswerError: one that cannot be read; the same facts are not asked for again.
        """


@dataclass(frozen=True, slots=True)
class ExplainerSettings:
    """What an operator decides."""

    calls_per_day: int
    severity_min: Severity = Severity.HIGH


class Explainer:
    """Call `run` once; it ends by cancellation."""

    def __init__(  # noqa: PLR0913 (ports, one each)
        self,
        units: UnitsOfWork,
        model: LanguageModel,
        clock: Clock,
        wall_now: Callable[[], datetime],
        monotonic_s: Callable[[], float],
        counters: Counters,
        settings: ExplainerSettings,
    ) -> None:
        self._units = units
        self._model = model
        self._clock = clock
        self._wall_now = wall_now
        self._monotonic_s = monotonic_s
        self._counters = counters
        self._settings = settings
        self._breaker = Breaker()

    async def run(self) -> None:
        """Explain what waits until cancelled."""
        while True:
            await contained(self.explain_next, self._counters, "explanation")
            await asyncio.sleep(EVERY_S)

    async def explain_next(self) -> bool:
        """Explain the worst alarm that waits; False where nothing was or could be done."""
        if not self._breaker.allows(self._monotonic_s()):
            return False
        try:
            async with self._units.read() as uow:
                waiting = await uow.diagnoses.unexplained(int(self._settings.severity_min), 1)
            if not waiting or not await self._has_question():
                return False
            await self._explain(waiting[0])
        except ModelUnavailableError as err:
            self._breaker = self._breaker.failed(self._monotonic_s(), for_good=err.for_good)
            self._counters.add("explanations_failed")
            log.warning("explanation_failed", reason=str(err))
            return False
        except UnavailableError as err:  # the database; the next look is soon enough
            log.warning("explanations_wait", reason=str(err))
            return False
        return True

    async def _has_question(self) -> bool:
        return await take_question(self._units, self._wall_now, self._settings.calls_per_day)

    async def _explain(self, diagnosis: Diagnosis) -> None:
        try:
            answer = await self._model.answer(diagnosis.facts)
            refused = problem(answer, diagnosis.facts)
        except NoAnswerError as err:
            answer, refused = Answer("", (), ()), str(err)
        self._breaker = self._breaker.answered()
        if refused is not None:
            self._counters.add("explanations_refused")
            log.warning("explanation_refused", alarm=diagnosis.alarm_id, reason=refused)
            answer = Answer("", (), ())
        explanation = Explanation(
            facts_hash=diagnosis.facts_hash,
            at=self._clock.now(),
            model=self._model.name,
            summary=answer.summary,
            causes=answer.causes,
            cites=answer.cites,
            refused=(refused or "")[:200],
        )
        async with self._units.write() as uow:
            await uow.diagnoses.save_explanation(explanation)
            alarm = await uow.alarms.get(diagnosis.alarm_id)
            if alarm is not None and not refused:
                item = alarm_item(alarm)
                await emit(uow, self._clock.now(), "alarms", "alarm.updated", "model", item)
            await uow.commit()
