"""Around every request: its id, the size of its body, and headers that keep browsers safe."""

import re
from http import HTTPStatus
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from central.api.paging import whole_number
from central.api.problems import problem
from central.services.ports import Ids

BODY_MAX_BYTES: Final = 64 * 1024
UPLOAD_MAX_BYTES: Final = 64 * 1024 * 1024
UPLOADS: Final = "/api/v1/uploads/"
MODELS: Final = "/api/v1/models"
PHOTOS: Final = re.compile(r"/api/v1/work-orders/\d+/photos")
EMBEDDED: Final = "/embed/"
"""Pages that anybody may show in a frame: they hold no session and offer no act."""
REQUEST_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")
CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "worker-src 'self' blob:",  # MapLibre starts its worker from a blob
        "style-src 'self' 'unsafe-inline'",  # chart and map libraries set styles on elements
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
SAFETY_HEADERS: Final = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "geolocation=(self), camera=(self), microphone=()",
}
FRAMED_HEADERS: Final = {
    **{name: value for name, value in SAFETY_HEADERS.items() if name != "x-frame-options"},
    "content-security-policy": CONTENT_SECURITY_POLICY.replace(
        "frame-ancestors 'none'", "frame-ancestors *"
    ),
}


class Envelope:
    """ASGI middleware: request id in and out, bounded bodies, no NUL, safety headers."""

    def __init__(self, app: ASGIApp, ids: Ids) -> None:
        self._app = app
        self._ids = ids

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        request_id = given if REQUEST_ID.fullmatch(given) else self._ids.new()
        scope["request_id"] = request_id

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                outgoing = MutableHeaders(scope=message)
                outgoing["x-request-id"] = request_id
                is_framed = scope["path"].startswith(EMBEDDED)
                for name, value in (FRAMED_HEADERS if is_framed else SAFETY_HEADERS).items():
                    outgoing.setdefault(name, value)
                if scope["path"].startswith("/api/"):
                    outgoing.setdefault("cache-control", "no-store")
            await send(message)

        most = _most_bytes(scope["path"])
        refused = _refused(scope, headers, most)
        if refused is not None:
            await problem(Request(scope), *refused)(scope, receive, send_with_headers)
            return
        await self._app(scope, _bounded(receive, most), send_with_headers)


def _most_bytes(path: str) -> int:
    is_file = path.startswith(UPLOADS) or path == MODELS or PHOTOS.fullmatch(path) is not None
    return UPLOAD_MAX_BYTES if is_file else BODY_MAX_BYTES


def _refused(scope: Scope, headers: Headers, most: int) -> tuple[int, str] | None:
    """Status and reason of what nobody need look at; no text in a database holds NUL."""
    length = whole_number(headers.get("content-length", "0"))
    if length is None or length > most:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _too_large(most)
    if "\0" in scope["path"]:
        return HTTPStatus.NOT_FOUND, "nothing has NUL in its name"
    if b"%00" in scope["query_string"]:
        return HTTPStatus.UNPROCESSABLE_ENTITY, "the query is not allowed: text without NUL"
    return None


def _too_large(most: int) -> str:
    return f"a body may have at most {most} bytes"


def _bounded(receive: Receive, most: int) -> Receive:
    """The body in pieces, refused when it gets too large (a chunked one tells no length)."""
    taken = 0

    async def receive_bounded() -> Message:
        nonlocal taken
        message = await receive()
        if message["type"] == "http.request":
            taken += len(message.get("body", b""))
            if taken > most:
                raise HTTPException(413, _too_large(most))
        return message

    return receive_bounded
