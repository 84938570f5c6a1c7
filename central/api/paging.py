"""Cursors of lists: opaque to clients, bound to their list, and refused when edited."""

import base64
import binascii
import hashlib
from typing import Annotated, Final

from fastapi import Path, Query

from central.api.problems import InputError

LIMIT_MAX: Final = 500
TAG_BYTES: Final = 6
ID_MAX: Final = 2**63 - 1
"""The largest number of a row."""
ID_DIGITS: Final = 19

Limit = Annotated[int, Query(ge=1, le=LIMIT_MAX)]
RowId = Annotated[int, Path(ge=1, le=ID_MAX)]
Cursor = Annotated[str | None, Query(max_length=300)]


def next_cursor(kind: str, last_key: str) -> str:
    """Cursor of the page that begins after a key."""
    raw = last_key.encode()
    return base64.urlsafe_b64encode(_tag(kind, raw) + raw).decode().rstrip("=")


def read_cursor(kind: str, cursor: str | None) -> str | None:
    """Key after which a page begins; None = from the start.

    Raises:
        InputError: if the cursor was not made by `next_cursor` for this list.
    """
    if cursor is None or cursor == "":
        return None
    try:
        data = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        key = data[TAG_BYTES:].decode()
    except (binascii.Error, UnicodeError, ValueError):
        raise _refused(cursor) from None
    if data[:TAG_BYTES] != _tag(kind, data[TAG_BYTES:]):
        raise _refused(cursor)
    return key


def read_id_cursor(kind: str, cursor: str | None) -> int | None:
    """As `read_cursor`, for lists by number."""
    key = read_cursor(kind, cursor)
    if key is None or cursor is None:
        return None
    number = whole_number(key)
    if number is None:
        raise _refused(cursor)
    return number


def whole_number(text: str) -> int | None:
    """A number from 0 that the database can hold, written in digits; else None."""
    if not (text.isascii() and text.isdigit() and len(text) <= ID_DIGITS):
        return None
    number = int(text)
    return number if number <= ID_MAX else None


def _refused(cursor: str) -> InputError:
    return InputError("cursor", cursor, "a next_cursor of this list, unchanged")


def _tag(kind: str, raw: bytes) -> bytes:
    """Not a secret: it tells a mangled cursor, and one of another list, from a good one."""
    return hashlib.sha256(kind.encode() + b"\0" + raw).digest()[:TAG_BYTES]
