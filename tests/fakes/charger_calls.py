"""Chargers behind `central.services.ports.ChargerCalls`, without sockets or broker.

Each accepts what it is told, unless a test set another behaviour for it. As with the real ones,
what was accepted is written down together with the outcome.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from central.adapters.ocpp.schemas import check_to_charger
from central.core.applied import applied, outcome_of
from central.services.applied import record
from central.services.errors import UnknownChargePointError
from central.services.ports import Clock
from central.services.records import CommandRow
from central.services.unit_of_work import UnitsOfWork
from contract.ids import ChargePointId
from contract.messages import ChargerAnswer


@dataclass(frozen=True)
class Sent:
    """One call that reached a charger."""

    charge_point: str
    action: str
    payload: dict[str, Any]


@dataclass
class FakeChargers:
    """`behaviours[identity]`: accept (default), reject, error, timeout or offline."""

    units: UnitsOfWork
    clock: Clock
    behaviours: dict[str, str] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    """CALLRESULT by action, where a charger accepts."""
    refused_purposes: dict[str, set[str]] = field(default_factory=dict)
    """Purposes of charging profiles that a charger rejects."""
    sent: list[Sent] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    async def call(
        self,
        charge_point: ChargePointId,
        action: str,
        payload: dict[str, Any],
        *,
        actor_kind: str,
        actor: str,
        reason: str,
        timeout_s: float = 30.0,
        command_id: str | None = None,
    ) -> ChargerAnswer:
        check_to_charger(action, payload)
        now = self.clock.now()
        command_id = command_id or f"call-{next(self._numbers)}"
        async with self.units.write() as uow:
            if await uow.charge_points.get(charge_point) is None:
                raise UnknownChargePointError(charge_point)
            row = CommandRow(
                command_id, charge_point, action, payload, actor_kind, actor, reason, "queued", now
            )
            await uow.commands.add(row)
            await uow.commit()
        self.sent.append(Sent(charge_point, action, payload))
        outcome, answer = self._answer(charge_point, action)
        purpose = payload.get("csChargingProfiles", {}).get("chargingProfilePurpose")
        if purpose in self.refused_purposes.get(charge_point, ()):
            outcome, answer = "rejected", {"status": "Rejected"}
        async with self.units.write() as uow:
            await uow.commands.finish(command_id, outcome, answer, now)
            if outcome in {"accepted", "rejected"}:
                effect = applied(action, payload, answer)
                if effect is not None:
                    await record(uow, charge_point, effect, now)
            await uow.commit()
        return ChargerAnswer(command_id=command_id, outcome=outcome, at=now, payload=answer)

    def of(self, action: str, charge_point: str | None = None) -> list[dict[str, Any]]:
        """Payloads of the calls of one kind, to one charger or all."""
        return [
            each.payload
            for each in self.sent
            if each.action == action and charge_point in (None, each.charge_point)
        ]

    def _answer(self, charge_point: str, action: str) -> tuple[str, dict[str, Any]]:
        match self.behaviours.get(charge_point, "accept"):
            case "accept":
                answer = self.answers.get(action, {"status": "Accepted"})
            case "reject":
                answer = {"status": "Rejected"}
            case "error":
                return "error", {"code": "InternalError", "description": "broken"}
            case other:
                return other, {}
        return outcome_of(answer), answer
