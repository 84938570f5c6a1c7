"""Use cases of channels and preferences: what a person wants to be told, and over which ways.

An address may hold a password: it goes into the database and to the service, and nowhere else.
Since central opens connections to addresses, only admins put them down.
"""

from collections.abc import Callable

from central.core.alarm_topics import Severity
from central.core.folding import Group, Message
from central.core.notices import Kind, Notice, Preferences, worded
from central.services.accounts import existing_user
from central.services.notice_items import preferences_item
from central.services.notice_records import Channel, NewChannel
from central.services.orders import NotFoundError, Orders
from central.services.people import Actor
from central.services.unit_of_work import UnitOfWork


async def add_channel(orders: Orders, actor: Actor, new: NewChannel) -> Channel:
    """Put a channel down.

    Raises:
        NotFoundError: there is nobody of this name.
    """
    async with orders.units.write() as uow:
        await existing_user(uow, new.person)
        made = await uow.notifications.add_channel(new)
        told = {"person": made.person, "kind": made.kind.value, "shown": made.shown}
        await orders.note_on(uow, actor, "channel.added", ("channel", str(made.id)), told)
        await uow.commit()
    return made


async def delete_channel(orders: Orders, actor: Actor, channel_id: int) -> None:
    """Forget a channel; what waits for it fails.

    Raises:
        NotFoundError: there is none.
    """
    async with orders.units.write() as uow:
        await existing_channel(uow, channel_id)
        await uow.notifications.delete_channel(channel_id)
        await orders.note_on(uow, actor, "channel.deleted", ("channel", str(channel_id)), None)
        await uow.commit()


async def try_channel(orders: Orders, actor: Actor, channel_id: int) -> Message:
    """Put a message into the outbox that says that the channel works; it goes at once.

    Raises:
        NotFoundError: there is no such channel.
    """
    now = orders.clock.now()
    line = worded(Notice(Kind.TEST, now, Severity.WARNING, {"by": actor.name}))
    async with orders.units.write() as uow:
        channel = await existing_channel(uow, channel_id)
        group = Group(channel_id, Kind.TEST.family, is_critical=False)
        message = Message(group, channel.person, now, now, Severity.WARNING, (line,))
        kept = await uow.notifications.save(message)
        await orders.note_on(uow, actor, "channel.tested", ("channel", str(channel_id)), None)
        await uow.commit()
    return kept


async def set_preferences(
    orders: Orders,
    actor: Actor,
    person: str,
    wanted: Preferences,
    check: Callable[[Preferences], None],
) -> None:
    """Renew what a person prefers.

    Args:
        orders: ports.
        actor: who asks.
        person: whose they are.
        wanted: all of them.
        check: called with those in force, inside the unit of work; may raise.

    Raises:
        NotFoundError: there is nobody of this name.
    """
    async with orders.units.write() as uow:
        await existing_user(uow, person)
        check(await uow.notifications.preferences(person))
        await uow.notifications.set_preferences(person, wanted)
        told = preferences_item(wanted)
        await orders.note_on(uow, actor, "notification.preferences", ("user", person), told)
        await uow.commit()


async def existing_channel(uow: UnitOfWork, channel_id: int) -> Channel:
    """One channel.

    Raises:
        NotFoundError: there is none.
    """
    channel = await uow.notifications.channel(channel_id)
    if channel is None:
        raise NotFoundError("channel", channel_id)
    return channel
