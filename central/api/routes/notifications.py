"""Notifications: who is told what, over which channels, and what became of it."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query, Response

from central.api.conditions import Change, Tagged
from central.api.deps import Admin, Parts, Person, Reader
from central.api.notice_bodies import (
    ChannelIn,
    ChannelList,
    Family,
    NewChannelOut,
    NotificationDetailOut,
    NotificationOut,
    NotificationPageOut,
    PreferencesIn,
    PreferencesOut,
)
from central.api.paging import Cursor, Limit, RowId, next_cursor, read_id_cursor
from central.api.problems import InputError
from central.core.access import Permission, may
from central.core.notices import Preferences
from central.core.secrets import HIDDEN
from central.services import channels
from central.services.accounts import existing_user
from central.services.notice_items import (
    channel_item,
    detail_item,
    notification_item,
    preferences_item,
)
from central.services.notice_records import ChannelKind, NewChannel, NoticePage, Queued, SendState
from central.services.orders import NotFoundError
from central.services.webhook_secrets import new_secret

router = APIRouter(tags=["notifications"])

PersonName = Annotated[str, Path(min_length=1, max_length=60)]
PersonFilter = Annotated[str | None, Query(min_length=1, max_length=60)]


@router.get("/notifications", response_model=NotificationPageOut)
async def list_notifications(  # noqa: PLR0913 (filters)
    parts: Parts,
    asking: Reader,
    person: PersonFilter = None,
    channel_id: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    state: SendState | None = None,
    family: Family | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """The delivery log, newest first; of others it is for operators and admins."""
    page = NoticePage(
        limit=limit + 1,
        before_id=read_id_cursor("notifications", cursor),
        person=_whose(asking, person),
        channel_id=channel_id,
        state=state,
        family=family,
    )
    async with parts.uows.read() as uow:
        rows = await uow.notifications.page(page)
    more = len(rows) > limit
    last = rows[limit - 1].message.id if more else 0
    return {
        "items": [notification_item(row) for row in rows[:limit]],
        "next_cursor": next_cursor("notifications", str(last)) if more else None,
    }


@router.get("/notifications/{message_id}", response_model=NotificationDetailOut)
async def get_notification(message_id: RowId, parts: Parts, asking: Reader) -> dict[str, Any]:
    """A message with all that was tried."""
    async with parts.uows.read() as uow:
        queued = await uow.notifications.get(message_id)
        tries = await uow.notifications.tries(message_id)
    if queued is None or not _may_see(asking, queued.message.person):
        raise NotFoundError("notification", message_id)
    return detail_item(queued, tries)


@router.get("/notification-channels", response_model=ChannelList)
async def list_notification_channels(
    parts: Parts, asking: Reader, person: PersonFilter = None
) -> dict[str, Any]:
    """Ways to people; those of others are for operators and admins."""
    async with parts.uows.read() as uow:
        found = await uow.notifications.channels(_whose(asking, person))
    return {"items": [channel_item(each) for each in found]}


@router.post("/users/{name}/notification-channels", status_code=201, response_model=NewChannelOut)
async def add_notification_channel(
    name: PersonName, body: ChannelIn, parts: Parts, person: Admin
) -> dict[str, Any]:
    """Put down a way to a person; a webhook's secret is shown this once."""
    try:
        shown = parts.shown_address(body.kind, body.secret_url)
    except ValueError as err:
        raise InputError("secret_url", HIDDEN, str(err)) from None
    secret = new_secret() if body.kind is ChannelKind.WEBHOOK else ""
    now = parts.clock.now()
    new = NewChannel(name, body.kind, body.secret_url, secret, shown, now)
    made = await channels.add_channel(parts.orders, person.actor, new)
    return {**channel_item(made), "secret": secret or None}


@router.delete("/notification-channels/{channel_id}", status_code=204)
async def delete_notification_channel(channel_id: RowId, parts: Parts, person: Admin) -> Response:
    """Forget a channel; what waits for it fails."""
    await channels.delete_channel(parts.orders, person.actor, channel_id)
    return Response(status_code=204)


@router.post(
    "/notification-channels/{channel_id}/test", status_code=202, response_model=NotificationOut
)
async def test_notification_channel(
    channel_id: RowId, parts: Parts, person: Reader
) -> dict[str, Any]:
    """Send a message that says that the channel works; its log entry tells what became of it."""
    async with parts.uows.read() as uow:
        channel = await channels.existing_channel(uow, channel_id)
    if not _may_see(person, channel.person):
        raise NotFoundError("channel", channel_id)
    message = await channels.try_channel(parts.orders, person.actor, channel_id)
    return notification_item(Queued(message, SendState.WAITING, 0, None, None))


@router.get("/users/{name}/notification-preferences", response_model=PreferencesOut)
async def get_notification_preferences(
    name: PersonName, parts: Parts, asking: Reader, tagged: Tagged
) -> dict[str, Any]:
    """What a person wants to be told: one's own, and everybody's for admins."""
    _check_own(asking, name)
    async with parts.uows.read() as uow:
        await existing_user(uow, name)
        return tagged(preferences_item(await uow.notifications.preferences(name)))


@router.put("/users/{name}/notification-preferences", response_model=PreferencesOut)
async def set_notification_preferences(
    name: PersonName, body: PreferencesIn, parts: Parts, asking: Reader, change: Change
) -> dict[str, Any]:
    """Say what a person wants to be told: one's own, and everybody's for admins."""
    _check_own(asking, name)

    def check(before: Preferences) -> None:
        change.check(preferences_item(before))

    wanted = body.value()
    await channels.set_preferences(parts.orders, asking.actor, name, wanted, check)
    return change.done(preferences_item(wanted))


def _check_own(asking: Person, name: str) -> None:
    """Raises NotFoundError for somebody else's, but to admins."""
    if name != asking.user.name and not may(asking.user.role, Permission.ADMINISTER):
        raise NotFoundError("user", name)


def _may_see(asking: Person, name: str) -> bool:
    return name == asking.user.name or may(asking.user.role, Permission.OPERATE)


def _whose(asking: Person, wanted: str | None) -> str | None:
    """Whose rows a list holds; None = everybody's.

    Raises:
        HTTPException: 403 for those of others.
    """
    if may(asking.user.role, Permission.OPERATE):
        return wanted
    if wanted not in {None, asking.user.name}:
        raise HTTPException(403, f"the role {asking.user.role} may see its own only")
    return asking.user.name
