"""Files over HTTP: firmware comes down, logs go up. All chargers share one client.

Nothing raises: a file that did not come is None, an upload has an outcome. Waits are real seconds.
"""

import asyncio
import logging
from types import TracebackType
from typing import Final, Self
from urllib.parse import quote, urlsplit, urlunsplit

import httpx

from charger_emulator.core.uploads import Upload

log = logging.getLogger(__name__)
PROTOCOLS: Final = ("HTTP", "HTTPS")
"""SupportedFileTransferProtocols."""
MAX_FILE_BYTES: Final = 64 * 1024 * 1024
AT_ONCE: Final = 8
"""A whole fleet that updates at once must not hold a whole fleet of images."""
TIMEOUT_S: Final = 30.0
TRANSFER_S: Final = 600.0
"""Longest time for a whole file."""
_FAILURES: Final = (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ValueError)
"""A host name that cannot be encoded is a ValueError of the standard library."""


class Transfers:
    """Use as a context; `fetch` and `send` inside."""

    def __init__(self) -> None:
        self._made: httpx.AsyncClient | None = None
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def __aenter__(self) -> Self:
        """Start."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close all connections."""
        if self._made is not None:
            await self._made.aclose()

    @property
    def _client(self) -> httpx.AsyncClient:
        """Made when it is needed first: it reads all the roots of the system."""
        if self._made is None:
            self._made = httpx.AsyncClient(
                timeout=TIMEOUT_S, follow_redirects=True, trust_env=False
            )
        return self._made

    async def fetch(self, location: str) -> bytes | None:
        """Content of a file; None if it cannot be had."""
        if not _is_supported(location):
            return None
        try:
            async with self._turn, asyncio.timeout(TRANSFER_S):
                return await self._read(location)
        except _FAILURES as err:
            log.info("download_failed location=%s reason=%s", _shown(location), type(err).__name__)
            return None

    async def send(self, location: str, name: str, content: bytes) -> Upload:
        """Put a file into a directory; a location with a query is the file's own address."""
        if not _is_supported(location):
            return Upload.UNSUPPORTED
        headers = {"Content-Type": "text/plain; charset=utf-8"}
        try:
            async with self._turn, asyncio.timeout(TRANSFER_S):
                answer = await self._client.put(
                    target(location, name), content=content, headers=headers
                )
        except _FAILURES as err:
            log.info("upload_failed location=%s reason=%s", _shown(location), type(err).__name__)
            return Upload.FAILED
        return _outcome(answer.status_code)

    async def _read(self, location: str) -> bytes | None:
        async with self._client.stream("GET", location) as answer:
            if answer.status_code != httpx.codes.OK:
                return None
            parts: list[bytes] = []
            size = 0
            async for part in answer.aiter_bytes():
                size += len(part)
                if size > MAX_FILE_BYTES:
                    return None
                parts.append(part)
        return b"".join(parts)


def target(location: str, name: str) -> str:
    """Address of a file that goes to a location."""
    parts = urlsplit(location)
    if parts.query:
        return location
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{quote(name)}"))


def _outcome(status: int) -> Upload:
    if httpx.codes.is_success(status):
        return Upload.DONE
    match status:
        case httpx.codes.UNAUTHORIZED | httpx.codes.FORBIDDEN:
            return Upload.DENIED
        case httpx.codes.BAD_REQUEST | httpx.codes.UNPROCESSABLE_ENTITY:
            return Upload.REFUSED
        case httpx.codes.METHOD_NOT_ALLOWED | httpx.codes.NOT_IMPLEMENTED:
            return Upload.UNSUPPORTED
        case _:
            return Upload.FAILED


def _is_supported(location: str) -> bool:
    try:
        parts = urlsplit(location)
        has_place = bool(parts.hostname) and parts.port != 0
    except ValueError:  # no address, or no port
        return False
    return parts.scheme.upper() in PROTOCOLS and has_place


def _shown(location: str) -> str:
    """A location without what may be secret in it."""
    parts = urlsplit(location)
    return f"{parts.scheme}://{parts.hostname}{parts.path}"
