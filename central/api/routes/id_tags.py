"""Id tags, and the local lists of chargers that are made of them."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path

from central.api.conditions import Change, Tagged
from central.api.deps import Admin, Operator, Parts, Reader
from central.api.field_bodies import (
    IdTagIn,
    IdTagOut,
    IdTagPage,
    LocalListIn,
    LocalListOut,
    id_tag_item,
    local_list_item,
)
from central.api.paging import Cursor, Limit, next_cursor, read_cursor
from central.core.id_tags import IdTag
from central.core.local_list import Installed
from central.services.local_lists import send_list
from contract.ids import ChargePointId

router = APIRouter(tags=["id tags"])

TagPath = Annotated[str, Path(min_length=1, max_length=20, pattern=r"^[\x21-\x7e]+$")]


@router.get("/id-tags", response_model=IdTagPage)
async def list_id_tags(
    parts: Parts, _: Operator, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """Tags in the order of their text."""
    after = read_cursor("id-tags", cursor)
    async with parts.uows.read() as uow:
        rows = await uow.id_tags.page(limit + 1, after)
    more = len(rows) > limit
    return {
        "items": [id_tag_item(row) for row in rows[:limit]],
        "next_cursor": next_cursor("id-tags", rows[limit - 1].id_tag) if more else None,
    }


@router.get("/id-tags/{id_tag}", response_model=IdTagOut)
async def get_id_tag(id_tag: TagPath, parts: Parts, _: Operator, tagged: Tagged) -> dict[str, Any]:
    """One tag."""
    async with parts.uows.read() as uow:
        tag = await uow.id_tags.get(id_tag)
    if tag is None:
        raise HTTPException(404, f"id tag {id_tag!r} is not known")
    return tagged(id_tag_item(tag))


@router.put("/id-tags/{id_tag}", response_model=IdTagOut)
async def put_id_tag(
    id_tag: TagPath, body: IdTagIn, parts: Parts, person: Operator, change: Change
) -> dict[str, Any]:
    """Put a tag down, or renew it; compared without case."""
    tag = IdTag(id_tag.lower(), body.status, body.expires_at, body.parent_id_tag)
    item = id_tag_item(tag)
    async with parts.uows.write() as uow:
        before = await uow.id_tags.get(id_tag)
        change.check(None if before is None else id_tag_item(before))
        await uow.id_tags.put(tag)
        thing = ("id_tag", tag.id_tag)
        await parts.orders.note_on(uow, person.actor, "id_tag.put", thing, item)
        await uow.commit()
    return change.done(item)


@router.delete("/id-tags/{id_tag}", status_code=204)
async def delete_id_tag(id_tag: TagPath, parts: Parts, person: Operator, change: Change) -> None:
    """Forget a tag."""
    async with parts.uows.write() as uow:
        before = await uow.id_tags.get(id_tag)
        change.check(None if before is None else id_tag_item(before))
        if not await uow.id_tags.delete(id_tag):
            raise HTTPException(404, f"id tag {id_tag!r} is not known")
        thing = ("id_tag", id_tag.lower())
        await parts.orders.note_on(uow, person.actor, "id_tag.deleted", thing, None)
        await uow.commit()


@router.put("/chargers/{charger_id}/local-list", response_model=LocalListOut)
async def send_local_list(
    charger_id: str, body: LocalListIn, parts: Parts, person: Admin
) -> dict[str, Any]:
    """Bring a charger's local list to these tags: by differences where it can be."""
    charge_point = ChargePointId(charger_id)
    installed = await send_list(parts.orders, person.actor, charge_point, body.id_tags)
    return local_list_item(charger_id, installed)


@router.get("/chargers/{charger_id}/local-list", response_model=LocalListOut)
async def get_local_list(
    charger_id: str, parts: Parts, _: Reader, tagged: Tagged
) -> dict[str, Any]:
    """What a charger accepted; version 0 = nothing that we know of."""
    async with parts.uows.read() as uow:
        installed = await uow.local_lists.get(ChargePointId(charger_id))
    return tagged(local_list_item(charger_id, installed or Installed(0, {})))
