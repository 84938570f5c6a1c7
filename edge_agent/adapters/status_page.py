"""The status page of the edge on 127.0.0.1, and the way to ask a running edge for it.

`/` is for people, `/status.json` for programs, `/health` answers 200 or 503. A request that names
another host than this machine is refused, so that no web page elsewhere can read along through a
browser here (DNS rebinding). The address is kept in the data directory.
"""

import http.client
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec
from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from edge_agent.adapters.files import write_whole
from edge_agent.adapters.sockets import SOCKET_OPTIONS
from edge_agent.core.errors import LocalError, UnavailableError
from edge_agent.core.status import Status, as_page

HOST: Final = "127.0.0.1"
ADDRESS: Final = "status-address"
_NAMES: Final = frozenset({HOST, "localhost"})
_ASK_S: Final = 5.0
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@asynccontextmanager
async def status_page(
    port: int, data_dir: Path, status: Callable[[], Status]
) -> AsyncIterator[int]:
    """Serve for the length of the block, which gets the port.

    Raises:
        LocalError: if the port cannot be listened on, or the address cannot be kept.
    """

    def answer(_connection: ServerConnection, request: Request) -> Response:
        return _answer(request, status)

    try:
        server = await serve(
            _nobody, HOST, port, process_request=answer, server_header=None, **SOCKET_OPTIONS
        )
    except OSError as err:
        raise LocalError(f"status_port: cannot listen on {HOST}:{port}: {err}") from err
    async with server:
        found: int = next(iter(server.sockets)).getsockname()[1]
        try:
            write_whole(data_dir / ADDRESS, f"{HOST}:{found}\n".encode())
        except OSError as err:
            raise LocalError(f"{data_dir / ADDRESS} cannot be written: {err.strerror}") from err
        yield found


def ask_status(data_dir: Path) -> Status:
    """The status of the edge that runs with this data directory.

    Raises:
        UnavailableError: if none answers there.
    """
    path = data_dir / ADDRESS
    try:
        address = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as err:
        raise UnavailableError(f"no edge has run with the data directory {data_dir}") from err
    connection = http.client.HTTPConnection(address, timeout=_ASK_S)
    try:
        connection.request("GET", "/status.json")
        return msgspec.json.decode(connection.getresponse().read(), type=Status)
    except (OSError, http.client.HTTPException, msgspec.DecodeError) as err:
        raise UnavailableError(f"no edge answers at {address}, named in {path}: {err}") from err
    finally:
        connection.close()


async def _nobody(connection: ServerConnection) -> None:
    await connection.close()  # never reached: every request is answered before


def _answer(request: Request, status: Callable[[], Status]) -> Response:
    try:
        host = urlsplit(f"//{request.headers.get('Host', '')}").hostname
        path = urlsplit(request.path).path
    except ValueError:
        return _response(HTTPStatus.BAD_REQUEST, "text/plain", "this cannot be read\n")
    if host not in _NAMES:
        words = f"only {' and '.join(sorted(_NAMES))} are allowed as host\n"
        return _response(HTTPStatus.FORBIDDEN, "text/plain", words)
    if path not in _PAGES:
        words = f"there are {', '.join(_PAGES)}\n"
        return _response(HTTPStatus.NOT_FOUND, "text/plain", words)
    return _PAGES[path](status())


def _page(status: Status) -> Response:
    return _response(HTTPStatus.OK, "text/html", as_page(status))


def _report(status: Status) -> Response:
    return _json(HTTPStatus.OK, status)


def _health(status: Status) -> Response:
    code = HTTPStatus.OK if status.is_healthy else HTTPStatus.SERVICE_UNAVAILABLE
    word = "ok" if status.is_healthy else "degraded"
    return _json(code, {"status": word, "problems": status.problems})


_PAGES: Final = {"/": _page, "/status.json": _report, "/health": _health}


def _json(code: HTTPStatus, content: object) -> Response:
    return _response(code, "application/json", msgspec.json.encode(content).decode())


def _response(code: HTTPStatus, kind: str, text: str) -> Response:
    body = text.encode()
    headers = Headers(
        {
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Length": str(len(body)),
            "Content-Security-Policy": _POLICY,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
            "Connection": "close",
        }
    )
    return Response(code.value, code.phrase, headers, body)
