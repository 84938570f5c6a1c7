"""Use case: a charger's local authorization list becomes the wanted one (OCPP 1.6, 5.15).

The charger is asked for its version first; a refused Differential is answered by everything anew,
once. What it accepted is written down message by message.
"""

from typing import Any, Final

import structlog

from central.core.id_tags import id_tag_info
from central.core.local_list import PER_MESSAGE, Entries, Installed, full, plan
from central.services.orders import NotNowError, Orders
from central.services.people import Actor
from contract.ids import ChargePointId
from contract.messages import ChargerAnswer

NOT_SUPPORTED: Final = -1
"""GetLocalListVersion where the charger keeps no list (OCPP 1.6, 5.10)."""
MAX_TAGS: Final = 10_000
LENGTH_KEY: Final = "SendLocalListMaxLength"

log = structlog.get_logger(__name__)


class ListRefusedError(NotNowError):
    """The charger did not take the list; `answer` is what it said."""

    def __init__(self, action: str, answer: ChargerAnswer) -> None:
        said = answer.payload.get("status") or answer.payload.get("description", "")
        super().__init__(f"{action} was answered {answer.outcome}: {said}")
        self.answer = answer


async def send_list(
    orders: Orders, actor: Actor, charge_point: ChargePointId, id_tags: list[str] | None
) -> Installed:
    """Bring a charger's list to the given tags, or to all that are known.

    Raises:
        ListRefusedError: the charger keeps no list, refused it, or did not answer.
    """
    wanted = await _wanted(orders, id_tags)
    version = await _version(orders, actor, charge_point)
    per_message = await _per_message(orders, actor, charge_point)
    async with orders.units.read() as uow:
        installed = await uow.local_lists.get(charge_point)
    messages = plan(installed, wanted, version, per_message)
    refusal = await _send(orders, actor, charge_point, messages, installed)
    if refusal is not None and messages[0]["updateType"] == "Differential":
        log.warning("local_list_anew", charge_point=charge_point, reason=str(refusal))
        version = await _version(orders, actor, charge_point)
        again = full(wanted, version, per_message)
        refusal = await _send(orders, actor, charge_point, again, None)
    if refusal is not None:
        raise refusal
    async with orders.units.write() as uow:
        now_installed = await uow.local_lists.get(charge_point) or Installed(version, {})
        after = {"version": now_installed.version, "entries": len(now_installed.entries)}
        await orders.note(uow, actor, "local_list.sent", charge_point, after)
        await uow.commit()
    return now_installed


async def _wanted(orders: Orders, id_tags: list[str] | None) -> Entries:
    now = orders.clock.now()
    async with orders.units.read() as uow:
        if id_tags is None:
            tags = await uow.id_tags.page(MAX_TAGS, None)
            return {each.id_tag: id_tag_info(each, now, takes_unknown=False) for each in tags}
        return {
            tag.lower(): id_tag_info(await uow.id_tags.get(tag), now, takes_unknown=False)
            for tag in id_tags
        }


async def _version(orders: Orders, actor: Actor, charge_point: ChargePointId) -> int:
    action = "GetLocalListVersion"
    answer = await orders.call(actor, charge_point, action, {}, reason="local list")
    version = answer.payload.get("listVersion")
    if answer.outcome != "accepted" or not isinstance(version, int) or version == NOT_SUPPORTED:
        raise ListRefusedError(action, answer)
    return version


async def _per_message(orders: Orders, actor: Actor, charge_point: ChargePointId) -> int:
    payload = {"key": [LENGTH_KEY]}
    answer = await orders.call(
        actor, charge_point, "GetConfiguration", payload, reason="local list"
    )
    keys = answer.payload.get("configurationKey")
    for each in keys if isinstance(keys, list) else []:
        value = str(each.get("value", "")) if isinstance(each, dict) else ""
        if value.isdigit() and int(value) > 0:
            return int(value)
    return PER_MESSAGE


async def _send(
    orders: Orders,
    actor: Actor,
    charge_point: ChargePointId,
    messages: list[dict[str, Any]],
    installed: Installed | None,
) -> ListRefusedError | None:
    """Send them one after the other; what was accepted is kept."""
    entries = {} if installed is None else dict(installed.entries)
    for message in messages:
        answer = await orders.call(
            actor, charge_point, "SendLocalList", message, reason="local list"
        )
        if answer.outcome != "accepted":
            await _forget(orders, charge_point)
            return ListRefusedError("SendLocalList", answer)
        if message["updateType"] == "Full":
            entries = {}
        for each in message["localAuthorizationList"]:
            if "idTagInfo" in each:
                entries[each["idTag"]] = each["idTagInfo"]
            else:
                entries.pop(each["idTag"], None)
        async with orders.units.write() as uow:
            now = orders.clock.now()
            installed = Installed(message["listVersion"], entries)
            await uow.local_lists.put(charge_point, installed, now)
            await uow.commit()
    return None


async def _forget(orders: Orders, charge_point: ChargePointId) -> None:
    async with orders.units.write() as uow:
        await uow.local_lists.forget(charge_point)
        await uow.commit()
