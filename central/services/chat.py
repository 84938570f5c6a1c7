"""Use case of the chat: a question in words, answered from the database with cited records.

A language model, where one is configured, chooses among the fixed questions; it is shown what was
asked and the list of questions, nothing of what is stored. Without one, and where it fails or
chooses nothing of ours, rules choose. What is answered is the same either way.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

import structlog

from central.core.breaker import Breaker
from central.core.chat import Asked, Places, checked, understood
from central.core.chat_answers import Answer, answer, not_understood
from central.services.chat_records import Scope, records_for
from central.services.counters import Counters
from central.services.explanations import ModelUnavailableError, NoAnswerError
from central.services.model_budget import take_question
from central.services.ports import Clock
from central.services.station_reader import StationReader
from central.services.unit_of_work import UnitsOfWork
from central.services.work_orders import Worker

BY_RULE: Final = "rule"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Choice:
    """The question that a language model chose, as it said it: not checked yet."""

    name: str
    arguments: dict[str, Any]


class Chooser(Protocol):
    """A language model that chooses among the questions."""

    @property
    def name(self) -> str:
        """Of the model."""

    async def choose(self, text: str) -> Choice:
        """Ask which question somebody's words mean.

        Raises:
            ModelUnavailableError: no answer; another time perhaps.
            NoAnswerError: one that chooses nothing.
        """


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, and who understood the question: a model's name, or `rule`."""

    answer: Answer
    chosen_by: str


@dataclass(frozen=True, slots=True)
class ChatParts:
    """Ports of the chat."""

    units: UnitsOfWork
    clock: Clock
    stations: StationReader
    counters: Counters
    wall_now: Callable[[], datetime]
    monotonic_s: Callable[[], float]
    chooser: Chooser | None = None
    calls_per_day: int = 0


class Chat:
    """One a process."""

    def __init__(self, parts: ChatParts) -> None:
        self._parts = parts
        self._breaker = Breaker()

    async def ask(self, worker: Worker, text: str) -> Told:
        """Answer somebody; a technician is told of own work orders only."""
        parts = self._parts
        items = (await parts.stations.snapshot()).items
        places = Places({str(each["id"]): str(each["name"]) for each in items})
        asked, chosen_by = await self._understood(text, places)
        if asked is None:
            return Told(not_understood(), chosen_by)
        async with parts.units.read() as uow:
            preferences = await uow.notifications.preferences(worker.actor.name)
            scope = Scope(worker, parts.clock.now(), preferences.zone, items)
            records = await records_for(uow, asked, scope)
        return Told(answer(asked, records), chosen_by)

    async def _understood(self, text: str, places: Places) -> tuple[Asked | None, str]:
        chooser = self._parts.chooser
        if chooser is not None and self._breaker.allows(self._parts.monotonic_s()):
            asked = await self._chosen(chooser, text, places)
            if asked is not None:
                return asked, chooser.name
        return understood(text, places), BY_RULE

    async def _chosen(self, chooser: Chooser, text: str, places: Places) -> Asked | None:
        parts = self._parts
        if not await take_question(parts.units, parts.wall_now, parts.calls_per_day):
            return None
        try:
            choice = await chooser.choose(text)
        except ModelUnavailableError as err:
            self._breaker = self._breaker.failed(parts.monotonic_s(), for_good=err.for_good)
            parts.counters.add("chat_choices_failed")
            log.warning("chat_choice_failed", reason=str(err))
            return None
        except NoAnswerError as err:
            self._breaker = self._breaker.answered()
            log.warning("chat_choice_refused", reason=str(err))
            return None
        self._breaker = self._breaker.answered()
        asked = checked(choice.name, choice.arguments, places)
        if asked is None:
            parts.counters.add("chat_choices_refused")
        return asked
