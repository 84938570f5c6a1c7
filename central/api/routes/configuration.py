"""Chargers' configuration: what is known of it, read anew, and changed key by key."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from central.api.bodies import Text
from central.api.charger_calls import UNDER_WAY, WAIT_DEFAULT_S, Asked, Reason, Wait, tell
from central.api.conditions import Tagged
from central.api.deps import Admin, Operator, Parts, Reader
from central.api.records import CommandAnswerOut, CommandTicketOut
from central.core.configuration import ACTIONS, CHANGE, GET, Answered, known_keys
from central.core.secrets import HIDDEN, is_secret_name
from central.services.errors import UnknownChargePointError
from central.services.items import iso
from contract.ids import ChargePointId

router = APIRouter(tags=["configuration"])

ANSWERS_MAX: Final = 500
"""Answers of a charger that are looked at."""
ConfigurationName = Annotated[str, Field(min_length=1, max_length=50)]
KeyPath = Annotated[str, Path(min_length=1, max_length=50, pattern=r"^[\x20-\x7e]+$")]


class KeyOut(BaseModel):
    """A configuration key as the charger told or took it last."""

    key: str
    value: str | None
    readonly: bool | None
    """null = the charger did not tell."""
    needs_reboot: bool
    """It was taken, and counts after the next start."""
    at: str


class ConfigurationOut(BaseModel):
    """What is known of a charger's configuration; nothing before it was read once."""

    charge_point: str
    keys: list[KeyOut]


class ReadConfigurationIn(BaseModel):
    """Which keys to read; none = all."""

    model_config = ConfigDict(extra="forbid")
    keys: Annotated[list[ConfigurationName], Field(max_length=200)] = []


class ValueIn(BaseModel):
    """A new value of a key."""

    model_config = ConfigDict(extra="forbid")
    value: Annotated[Text, Field(max_length=500)]


@router.get("/chargers/{charger_id}/configuration", response_model=ConfigurationOut)
async def get_configuration(
    charger_id: str, parts: Parts, _: Reader, tagged: Tagged
) -> dict[str, Any]:
    """What is known of a charger's configuration from its answers, as long as calls are kept."""
    charge_point = ChargePointId(charger_id)
    async with parts.uows.read() as uow:
        if await uow.charge_points.get(charge_point) is None:
            raise UnknownChargePointError(charger_id)
        rows = await uow.lists.answered(charge_point, ACTIONS, ANSWERS_MAX)
    answers = [
        Answered(row.action, row.payload, row.answer or {}, row.done_at or row.created_at)
        for row in rows
    ]
    keys = [
        {
            "key": each.key,
            "value": HIDDEN if each.value and is_secret_name(each.key) else each.value,
            "readonly": each.is_readonly,
            "needs_reboot": each.needs_reboot,
            "at": iso(each.at),
        }
        for each in known_keys(answers)
    ]
    return tagged({"charge_point": charger_id, "keys": keys})


@router.post("/chargers/{charger_id}/configuration", responses=UNDER_WAY)
async def read_configuration(
    charger_id: str,
    body: ReadConfigurationIn,
    parts: Parts,
    person: Operator,
    response: Response,
    wait: Wait = WAIT_DEFAULT_S,
) -> CommandAnswerOut | CommandTicketOut:
    """Let the charger tell its configuration (GetConfiguration)."""
    payload: dict[str, Any] = {"key": body.keys} if body.keys else {}
    asked = Asked(ChargePointId(charger_id), GET, payload, "configuration", wait)
    return await tell(parts, person, response, asked)


@router.put("/chargers/{charger_id}/configuration/{key}", responses=UNDER_WAY)
async def change_configuration(  # noqa: PLR0913 (parts of the request)
    charger_id: str,
    key: KeyPath,
    body: ValueIn,
    parts: Parts,
    person: Admin,
    response: Response,
    wait: Wait = WAIT_DEFAULT_S,
    reason: Reason = "",
) -> CommandAnswerOut | CommandTicketOut:
    """Change a key (ChangeConfiguration); the answer's status may be RebootRequired."""
    payload = {"key": key, "value": body.value}
    asked = Asked(ChargePointId(charger_id), CHANGE, payload, reason, wait)
    return await tell(parts, person, response, asked)
