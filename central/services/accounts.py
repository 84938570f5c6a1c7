"""Use cases of people's accounts and programs' API keys.

A network is never left without an admin. A key's token is shown once, when it is made; kept is its
hash. A changed password ends the person's sessions, a changed role counts from the next request on.
"""

import secrets
from datetime import datetime
from typing import Final

from central.core.access import UserRole
from central.services.access_records import ApiKey, NewApiKey
from central.services.auth import API_KEY_PREFIX, TOKEN_BYTES, Auth, token_hash
from central.services.control_records import User
from central.services.errors import LocalError
from central.services.orders import NotFoundError, NotNowError, Orders
from central.services.people import Actor
from central.services.unit_of_work import UnitOfWork

HINT_LENGTH: Final = 12


class TakenError(LocalError):
    """There is one of this name already."""

    def __init__(self, what: str, name: str) -> None:
        super().__init__(f"there is {what} {name!r} already")


async def add_user(
    orders: Orders, auth: Auth, actor: Actor, name: str, password: str, role: UserRole
) -> User:
    """Put down a person.

    Raises:
        central.services.auth.WeakPasswordError: the password is too short.
        TakenError: the name is taken.
    """
    if not await auth.add_user(name, password, role, actor.name):
        raise TakenError("a user", name)
    async with orders.units.read() as uow:
        return await existing_user(uow, name)


async def change_user(
    orders: Orders,
    uow: UnitOfWork,
    actor: Actor,
    user: User,
    role: UserRole | None,
    digest: str | None,
) -> User:
    """Change a person's role or password within a unit of work; the caller commits.

    Raises:
        NotNowError: nobody would be an admin any more.
    """
    if role is not None and role != user.role:
        await _keep_an_admin(uow, user)
        await uow.users.set_role(user.name, role.value)
        after = {"role": role.value}
        await orders.note_on(uow, actor, "user.role", ("user", user.name), after)
    if digest is not None:
        await uow.users.set_password(user.name, digest)
        await orders.note_on(uow, actor, "user.password", ("user", user.name), None)
    return await existing_user(uow, user.name)


async def delete_user(orders: Orders, uow: UnitOfWork, actor: Actor, user: User) -> None:
    """Forget a person and end the sessions; the caller commits.

    Raises:
        NotNowError: nobody would be an admin any more.
    """
    await _keep_an_admin(uow, user)
    await uow.users.delete(user.name)
    await uow.notifications.forget(user.name)
    await orders.note_on(uow, actor, "user.deleted", ("user", user.name), None)


async def existing_user(uow: UnitOfWork, name: str) -> User:
    """One person.

    Raises:
        NotFoundError: there is none of this name.
    """
    user = await uow.users.by_name(name)
    if user is None:
        raise NotFoundError("user", name)
    return user


async def make_key(
    orders: Orders, actor: Actor, name: str, role: UserRole, expires_at: datetime | None
) -> tuple[ApiKey, str]:
    """Make an API key; gives it with its token, which nobody can read again.

    Raises:
        TakenError: the name is taken.
    """
    token = API_KEY_PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    new = NewApiKey(
        name=name,
        role=role.value,
        token_hash=token_hash(token),
        hint=token[:HINT_LENGTH],
        created_by=actor.name,
        created_at=orders.clock.now(),
        expires_at=expires_at,
    )
    async with orders.units.write() as uow:
        made = await uow.api_keys.add(new)
        if made is None:
            raise TakenError("an API key", name)
        after = {"name": name, "role": role.value}
        await orders.note_on(uow, actor, "api_key.made", ("api_key", str(made.id)), after)
        await uow.commit()
    return made, token


async def revoke_key(orders: Orders, actor: Actor, key_id: int) -> None:
    """End an API key, for ever.

    Raises:
        NotFoundError: there is none that is not revoked.
    """
    async with orders.units.write() as uow:
        if not await uow.api_keys.revoke(key_id, orders.clock.now()):
            raise NotFoundError("API key", key_id)
        await orders.note_on(uow, actor, "api_key.revoked", ("api_key", str(key_id)), None)
        await uow.commit()


async def _keep_an_admin(uow: UnitOfWork, user: User) -> None:
    others = [each for each in await uow.users.all() if each.name != user.name]
    is_last = all(each.role != UserRole.ADMIN for each in others)
    if user.role == UserRole.ADMIN and is_last:
        raise NotNowError(f"{user.name!r} is the only admin: make another one first")
