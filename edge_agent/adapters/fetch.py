"""Fetch an archive over HTTP, from where the last attempt ended (RFC 9110, 14.2).

What is fetched is believed only when the whole of it has the hash of the offer.
"""

import base64
import hashlib
import http.client
import re
import ssl
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, urlsplit

from contract.messages import ModelOffer
from edge_agent.core.errors import UnavailableError

MAX_BYTES: Final = 16 * 1024 * 1024
"""A larger archive is no bundle for an edge."""
_TIMEOUT_S: Final = 10.0
_PLAIN: Final = re.compile(r"[!-~]{1,2000}")
_CHUNK_BYTES: Final = 64 * 1024


class BadOfferError(Exception):
    """The offer cannot be followed, however often it is tried."""


def fetch(offer: ModelOffer, edge: str, tls: ssl.SSLContext | None, into: Path) -> None:
    """Fetch what the offer names; blocks, so call it in a thread.

    Raises:
        BadOfferError: the offer makes no sense.
        UnavailableError: not now; what came so far is kept.
        OSError: if the disk does not take it.
    """
    address = _checked(offer)
    mark = into.with_suffix(".digest")
    if not mark.is_file() or mark.read_text(encoding="ascii") != offer.sha256:
        into.unlink(missing_ok=True)
        mark.write_text(offer.sha256, encoding="ascii")
    have_bytes = into.stat().st_size if into.is_file() else 0
    if have_bytes < offer.size_bytes:
        _get_rest(address, offer, edge, tls, into)
    found = _digest(into)
    if found != offer.sha256:
        into.unlink()
        raise UnavailableError(f"what came from {address.netloc} has the SHA-256 {found}")


def _checked(offer: ModelOffer) -> SplitResult:
    if not 0 < offer.size_bytes <= MAX_BYTES:
        raise BadOfferError(f"{offer.size_bytes} bytes are not allowed: 1 to {MAX_BYTES}")
    if len(offer.sha256) != 2 * hashlib.sha256().digest_size or not offer.sha256.isalnum():
        raise BadOfferError(f"sha256 {offer.sha256[:70]!r} is not allowed: 64 hexadecimal digits")
    try:
        address = urlsplit(offer.url)
        is_usable = address.scheme in {"http", "https"} and address.port != 0
    except ValueError as err:
        raise BadOfferError(f"url {offer.url[:100]!r} is no address: {err}") from err
    if not is_usable or not address.hostname or not _PLAIN.fullmatch(offer.url):
        raise BadOfferError(f"url {offer.url[:100]!r} is not allowed: http:// or https://")
    return address


def _get_rest(
    address: SplitResult, offer: ModelOffer, edge: str, tls: ssl.SSLContext | None, into: Path
) -> None:
    host, port = address.hostname or "", address.port
    if address.scheme == "https":
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, port, timeout=_TIMEOUT_S, context=tls
        )
    else:
        connection = http.client.HTTPConnection(host, port, timeout=_TIMEOUT_S)
    path = f"{address.path or '/'}{f'?{address.query}' if address.query else ''}"
    have_bytes = into.stat().st_size if into.is_file() else 0
    who = base64.b64encode(f"{edge}:{offer.token}".encode()).decode()
    headers = {"Authorization": f"Basic {who}", "Accept-Encoding": "identity"}
    if have_bytes:
        headers["Range"] = f"bytes={have_bytes}-"
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        _write_answer(answer, offer.size_bytes, have_bytes, into)
    except (http.client.HTTPException, OSError) as err:
        raise UnavailableError(f"{address.netloc} cannot be reached: {err}") from err
    finally:
        connection.close()


def _write_answer(
    answer: http.client.HTTPResponse, size_bytes: int, have_bytes: int, into: Path
) -> None:
    if answer.status not in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}:
        raise UnavailableError(f"the archive is not given: HTTP {answer.status}")
    expected = f"bytes {have_bytes}-{size_bytes - 1}/{size_bytes}"
    is_rest = answer.status == HTTPStatus.PARTIAL_CONTENT
    if is_rest and answer.getheader("Content-Range") != expected:
        into.unlink(missing_ok=True)
        raise UnavailableError(f"another range came than {expected}")
    left_bytes = size_bytes - (have_bytes if is_rest else 0)
    with into.open("ab" if is_rest else "wb") as file:
        while left_bytes > 0 and (chunk := answer.read(min(_CHUNK_BYTES, left_bytes))):
            file.write(chunk)
            left_bytes -= len(chunk)
    if left_bytes:
        raise UnavailableError(f"the connection ended {left_bytes} bytes early")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
