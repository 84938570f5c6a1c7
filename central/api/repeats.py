"""ASGI middleware for the header Idempotency-Key: see `central.services.repeats`."""

import hashlib
import re
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from central.api.deps import parts_of, token_of
from central.api.problems import InputError, input_problem, problem
from central.services.repeats import Again, Another, Begun, UnderWay

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotency-Replayed"
KEY: Final = re.compile(r"[\x21-\x7e]{1,128}")
ALLOWED: Final = "1 to 128 printable ASCII characters without blanks"
RETRY_AFTER_S: Final = 1
_ACTS: Final = re.compile(r"/api/v1/(?!auth/|me/|users|uploads/)")
"""Nothing with a password in its body: kept is a hash of it, and passwords are short."""


def takes_key(method: str, path: str) -> bool:
    """Whether a request may have a key."""
    return method == "POST" and _ACTS.match(path) is not None


class RepeatedRequests:
    """Carries a request with a key out once; a repeated one gets the answer of the first."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or not takes_key(scope["method"], scope["path"]):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        key = request.headers.get(HEADER)
        if key is None:
            await self._app(scope, receive, send)
            return
        if not KEY.fullmatch(key):
            answer = input_problem(request, InputError(HEADER, key, ALLOWED))
            await answer(scope, receive, send)
            return
        try:
            token = token_of(request)
            user = await parts_of(request).auth.user_of(token) if token else None
            body = await request.body()
        except HTTPException as err:
            await problem(request, err.status_code, err.detail)(scope, receive, send)
            return
        if user is None:  # the route says so
            await self._app(scope, _replayed(body, receive), send)
            return
        await self._once(request, user.name, key, body, send)

    async def _once(self, request: Request, owner: str, key: str, body: bytes, send: Send) -> None:
        begun = await parts_of(request).repeats.begin(owner, key, _fingerprint(request, body))
        if isinstance(begun, Begun):
            await self._first(request, owner, key, body, send)
            return
        await _known(request, begun)(request.scope, request.receive, send)

    async def _first(self, request: Request, owner: str, key: str, body: bytes, send: Send) -> None:
        seen = _Seen()
        await self._app(request.scope, _replayed(body, request.receive), seen.take)
        text = seen.body.decode(errors="replace")
        repeats = parts_of(request).repeats
        await repeats.finish(owner, key, seen.status, seen.content_type, text)
        for message in seen.messages:
            await send(message)


def _known(request: Request, begun: Again | Another | UnderWay) -> Response:
    match begun:
        case Again(status, content_type, kept):
            return Response(kept, status, {REPLAYED: "true"}, content_type)
        case Another():
            detail = f"this {HEADER} belongs to another request: take a new one"
            return problem(request, 409, detail)
        case UnderWay():
            detail = f"a request with this {HEADER} began and has no answer yet"
            return problem(request, 409, detail, None, {"Retry-After": str(RETRY_AFTER_S)})


class _Seen:
    """Holds an answer back until it is kept."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.status = 500
        self.content_type: str | None = None
        self.body = b""

    async def take(self, message: Message) -> None:
        """A part of the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = dict(message["headers"])
            kind = headers.get(b"content-type")
            self.content_type = None if kind is None else kind.decode("latin-1")
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
        self.messages.append(message)


def _fingerprint(request: Request, body: bytes) -> str:
    query = request.scope.get("query_string", b"")
    path = request.scope["path"].encode("utf-8", "surrogatepass")
    return hashlib.sha256(b"\0".join((path, query, body))).hexdigest()


def _replayed(body: bytes, receive: Receive) -> Receive:
    is_told = False

    async def again() -> Message:
        nonlocal is_told
        if is_told:
            return await receive()
        is_told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
