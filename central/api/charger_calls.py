"""An OCPP call that a person asks for, and how its outcome is told: 200 with it, or 202."""

from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import Query, Response

from central.api.deps import ApiParts, Person
from central.api.records import CommandAnswerOut, CommandTicketOut
from central.core.secrets import without_secrets
from contract.ids import ChargePointId

WAIT_DEFAULT_S: Final = 30.0
Wait = Annotated[float | None, Query(gt=0, le=60)]
"""Real seconds to wait for the charger's answer; None = none at all."""
Reason = Annotated[str, Query(max_length=300)]
UNDER_WAY: Final[dict[int | str, dict[str, Any]]] = {
    202: {"model": CommandTicketOut, "description": "Sent; the answer is not in yet"}
}
"""For routes that call a charger."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A call, why, and how long to wait for its answer."""

    charge_point: ChargePointId
    action: str
    payload: dict[str, Any]
    reason: str = ""
    wait_s: float | None = WAIT_DEFAULT_S


async def tell(
    parts: ApiParts, person: Person, response: Response, asked: Asked
) -> CommandAnswerOut | CommandTicketOut:
    """Send the call and tell what became of it, as far as that is known in time.

    Raises:
        central.services.errors.InvalidCallError: unknown action or wrong payload; nothing sent.
        central.services.errors.UnknownChargePointError: no such charger; nothing sent.
    """
    command_id, answer = await parts.people.call_charger(
        person.actor, asked.charge_point, asked.action, asked.payload, asked.reason, asked.wait_s
    )
    if answer is None:
        response.status_code = 202
        response.headers["Location"] = task = f"/api/v1/tasks/{command_id}"
        return CommandTicketOut(command_id=command_id, task=task)
    shown = without_secrets(answer.payload)
    return CommandAnswerOut(command_id=command_id, outcome=answer.outcome, payload=shown)
