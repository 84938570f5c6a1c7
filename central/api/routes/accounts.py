"""People's accounts and programs' API keys."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path
from pydantic import BaseModel, ConfigDict, Field

from central.api.bodies import Text
from central.api.conditions import Change, Tagged
from central.api.deps import Admin, Parts, Reader
from central.api.instants import InstantIn, bounded
from central.api.paging import Cursor, Limit, RowId, next_cursor, read_cursor, read_id_cursor
from central.core.access import UserRole
from central.services import accounts
from central.services.access_records import ApiKey
from central.services.control_records import User
from central.services.items import iso, iso_or_none
from central.services.orders import NotFoundError

router = APIRouter(tags=["accounts"])

STRICT = ConfigDict(extra="forbid")
NAME = r"^[A-Za-z0-9][A-Za-z0-9 ._@-]*$"
Password = Annotated[Text, Field(min_length=8, max_length=200)]
UserName = Annotated[str, Path(min_length=1, max_length=60)]


class UserIn(BaseModel):
    """A person to put down."""

    model_config = STRICT
    name: Annotated[str, Field(min_length=1, max_length=60, pattern=NAME)]
    role: UserRole
    password: Password


class UserChange(BaseModel):
    """What of a person is to change; absent stays."""

    model_config = STRICT
    role: UserRole | None = None
    password: Password | None = None


class OwnPasswordIn(BaseModel):
    """One's own password, and the new one."""

    model_config = STRICT
    current: Annotated[Text, Field(min_length=1, max_length=200)]
    new: Password


class AccountOut(BaseModel):
    """A person who may log in."""

    name: str
    role: UserRole
    created_at: str


class AccountPage(BaseModel):
    """A page of people."""

    items: list[AccountOut]
    next_cursor: str | None


class ApiKeyIn(BaseModel):
    """An API key to make; without an end it is good until it is revoked."""

    model_config = STRICT
    name: Annotated[str, Field(min_length=1, max_length=40, pattern=NAME)]
    role: UserRole
    expires_at: InstantIn | None = None


class ApiKeyOut(BaseModel):
    """An API key; `hint` is how its token begins."""

    id: int
    name: str
    role: UserRole
    hint: str
    created_by: str
    created_at: str
    expires_at: str | None
    last_used_at: str | None
    """To about a minute."""
    revoked_at: str | None


class NewApiKeyOut(ApiKeyOut):
    """A new API key with its token, which is shown this once."""

    token: str


class ApiKeyPage(BaseModel):
    """A page of API keys."""

    items: list[ApiKeyOut]
    next_cursor: str | None


@router.get("/users", response_model=AccountPage)
async def list_users(
    parts: Parts, _: Admin, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """People by name."""
    after = read_cursor("users", cursor)
    async with parts.uows.read() as uow:
        rows = await uow.users.page(limit + 1, after)
    more = len(rows) > limit
    return {
        "items": [_account(row) for row in rows[:limit]],
        "next_cursor": next_cursor("users", rows[limit - 1].name) if more else None,
    }


@router.post("/users", status_code=201, response_model=AccountOut)
async def add_user(body: UserIn, parts: Parts, person: Admin) -> dict[str, Any]:
    """Put down a person."""
    orders, auth = parts.orders, parts.auth
    name, password = body.name, body.password
    return _account(await accounts.add_user(orders, auth, person.actor, name, password, body.role))


@router.get("/users/{name}", response_model=AccountOut)
async def get_user(name: UserName, parts: Parts, _: Admin, tagged: Tagged) -> dict[str, Any]:
    """One person."""
    async with parts.uows.read() as uow:
        return tagged(_account(await accounts.existing_user(uow, name)))


@router.patch("/users/{name}", response_model=AccountOut)
async def change_user(
    name: UserName, body: UserChange, parts: Parts, person: Admin, change: Change
) -> dict[str, Any]:
    """Change a person's role, or set a new password, which ends the person's sessions."""
    digest = None if body.password is None else await parts.auth.hashed(body.password)
    async with parts.uows.write() as uow:
        user = await accounts.existing_user(uow, name)
        change.check(_account(user))
        orders = parts.orders
        now = await accounts.change_user(orders, uow, person.actor, user, body.role, digest)
        await uow.commit()
    return change.done(_account(now))


@router.delete("/users/{name}", status_code=204)
async def delete_user(name: UserName, parts: Parts, person: Admin, change: Change) -> None:
    """Forget a person, and end the sessions."""
    async with parts.uows.write() as uow:
        user = await accounts.existing_user(uow, name)
        change.check(_account(user))
        await accounts.delete_user(parts.orders, uow, person.actor, user)
        await uow.commit()


@router.put("/me/password", status_code=204)
async def set_own_password(body: OwnPasswordIn, parts: Parts, person: Reader) -> None:
    """Renew one's own password; ends all own sessions, this one too."""
    done = await parts.auth.renew_password(person.user, body.current, body.new)
    if not done:
        raise HTTPException(403, "the current password is another one")


@router.get("/api-keys", response_model=ApiKeyPage)
async def list_api_keys(
    parts: Parts, _: Admin, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """API keys, newest first, also those that are not good any more."""
    before = read_id_cursor("api-keys", cursor)
    async with parts.uows.read() as uow:
        rows = await uow.api_keys.page(limit + 1, before)
    more = len(rows) > limit
    return {
        "items": [_key(row) for row in rows[:limit]],
        "next_cursor": next_cursor("api-keys", str(rows[limit - 1].id)) if more else None,
    }


@router.post("/api-keys", status_code=201, response_model=NewApiKeyOut)
async def make_api_key(body: ApiKeyIn, parts: Parts, person: Admin) -> dict[str, Any]:
    """Make an API key; its token is in this answer and nowhere else, ever."""
    until = bounded("expires_at", body.expires_at)
    made, token = await accounts.make_key(parts.orders, person.actor, body.name, body.role, until)
    return {**_key(made), "token": token}


@router.get("/api-keys/{key_id}", response_model=ApiKeyOut)
async def get_api_key(key_id: RowId, parts: Parts, _: Admin, tagged: Tagged) -> dict[str, Any]:
    """One API key."""
    async with parts.uows.read() as uow:
        found = await uow.api_keys.get(key_id)
    if found is None:
        raise NotFoundError("API key", key_id)
    return tagged(_key(found))


@router.delete("/api-keys/{key_id}", status_code=204)
async def revoke_api_key(key_id: RowId, parts: Parts, person: Admin) -> None:
    """Revoke an API key, for ever; it stays in the list."""
    await accounts.revoke_key(parts.orders, person.actor, key_id)


def _account(user: User) -> dict[str, Any]:
    return {"name": user.name, "role": user.role, "created_at": iso(user.created_at)}


def _key(key: ApiKey) -> dict[str, Any]:
    return {
        "id": key.id,
        "name": key.name,
        "role": key.role,
        "hint": key.hint,
        "created_by": key.created_by,
        "created_at": iso(key.created_at),
        "expires_at": iso_or_none(key.expires_at),
        "last_used_at": iso_or_none(key.last_used_at),
        "revoked_at": iso_or_none(key.revoked_at),
    }
