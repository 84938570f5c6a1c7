"""Rows of diagnoses, and their repository as a protocol."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from central.core.alarms import Alarm
from central.core.causes import Case, Ranked
from contract.ids import ChargePointId


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why an alarm is, by rule."""

    alarm_id: int
    at: datetime
    charge_point_id: ChargePointId
    stage: int
    severity: int
    causes: tuple[Ranked, ...]
    summary: str
    facts: Mapping[str, Any]
    facts_hash: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a language model made of facts; without a summary its answer was refused."""

    facts_hash: str
    at: datetime
    model: str
    summary: str
    causes: tuple[str, ...]
    cites: tuple[str, ...]
    refused: str = ""


class Diagnoses(Protocol):
    """Causes of alarms, and what they are found from."""

    async def waiting(self, limit: int) -> list[Alarm]:
        """Open alarms that were not looked at, or got worse since; the worst first."""

    async def case(self, charge_point: ChargePointId, at: datetime) -> Case | None:
        """What is known of a charger; None where there is no such one."""

    async def charger_words(self, charge_point: ChargePointId, limit: int) -> Sequence[str]:
        """What the charger wrote itself into its newest fault reports: untrusted."""

    async def save(self, diagnosis: Diagnosis) -> None:
        """Put down or renew."""

    async def get(self, alarm_id: int) -> Diagnosis | None:
        """Of one alarm."""

    async def unexplained(self, severity_min: int, limit: int) -> list[Diagnosis]:
        """Of open alarms, those of whose facts no language model was asked; the worst first."""

    async def explanation(self, facts_hash: str) -> Explanation | None:
        """What a language model made of these facts."""

    async def save_explanation(self, explanation: Explanation) -> None:
        """Put down; the first of the same facts stays."""
