"""Logging in and out."""

from fastapi import APIRouter, HTTPException, Request, Response

from central.api.bodies import LoginIn, LoginOut, MeOut, UserOut
from central.api.deps import COOKIE, Parts, Reader
from central.core.access import PERMISSIONS
from central.services.auth import SESSION_LENGTH

router = APIRouter(tags=["access"])


@router.post("/auth/login")
async def login(body: LoginIn, request: Request, response: Response, parts: Parts) -> LoginOut:
    """Open a session; the token comes in a cookie that scripts cannot read."""
    address = request.client.host if request.client else ""
    opened = await parts.auth.login(body.username, body.password, address)
    if opened is None:
        raise HTTPException(401, "name and password do not fit")
    response.set_cookie(
        COOKIE,
        opened.token,
        max_age=int(SESSION_LENGTH.total_seconds()),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return LoginOut(user=UserOut(name=opened.user.name, role=opened.user.role))


@router.post("/auth/logout", status_code=204)
async def logout(person: Reader, response: Response, parts: Parts) -> None:
    """End the session."""
    await parts.auth.logout(person.token)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")


@router.get("/me")
async def get_me(person: Reader) -> MeOut:
    """Who asks, and what the role may do."""
    can = [permission.value for permission in PERMISSIONS[person.user.role]]
    return MeOut(name=person.user.name, role=person.user.role, can=can)
