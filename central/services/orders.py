"""What a person orders of a charger: a call, its outcome, and the act in the audit.

The use cases of lists, reservations, files and keys are made of such orders.
"""

from dataclasses import dataclass
from typing import Any

from central.services.control_records import AuditRow
from central.services.errors import LocalError
from central.services.journal import record
from central.services.people import Actor
from central.services.ports import ChargerCalls, Clock, Ids
from central.services.unit_of_work import UnitOfWork, UnitsOfWork
from contract.ids import ChargePointId
from contract.messages import ChargerAnswer


class NotFoundError(LocalError):
    """There is no such thing; `what` names it."""

    def __init__(self, what: str, name: object) -> None:
        super().__init__(f"{what} {name!r} is not known")


class NotNowError(LocalError):
    """What is asked cannot be done in the present state."""


@dataclass(frozen=True, slots=True)
class Orders:
    """Ports of the use cases that order something of a charger; one a process."""

    units: UnitsOfWork
    calls: ChargerCalls
    clock: Clock
    ids: Ids

    async def call(
        self,
        actor: Actor,
        charge_point: ChargePointId,
        action: str,
        payload: dict[str, Any],
        *,
        reason: str,
        timeout_s: float = 30.0,
    ) -> ChargerAnswer:
        """Send one call and tell what became of it.

        Raises:
            central.services.errors.InvalidCallError: wrong payload; nothing sent.
            central.services.errors.UnknownChargePointError: no such charger; nothing sent.
        """
        return await self.calls.call(
            charge_point,
            action,
            payload,
            actor_kind="human",
            actor=actor.name,
            reason=reason,
            timeout_s=timeout_s,
        )

    async def note(
        self,
        uow: UnitOfWork,
        actor: Actor,
        act: str,
        charge_point: str,
        after: Any,
        *,
        reason: str = "",
    ) -> None:
        """Write an act on a charger into the audit."""
        await self.note_on(uow, actor, act, ("charge_point", charge_point), after, reason=reason)

    async def note_on(
        self,
        uow: UnitOfWork,
        actor: Actor,
        act: str,
        thing: tuple[str, str],
        after: Any,
        *,
        reason: str = "",
    ) -> None:
        """Write an act into the audit; `thing` is the kind and id of what it was done to."""
        row = AuditRow(
            at=self.clock.now(),
            actor_kind="human",
            actor=actor.name,
            act=act,
            object_type=thing[0],
            object_id=thing[1],
            reason=reason,
            after=after,
            request_id=actor.request_id,
        )
        await record(uow, row)
