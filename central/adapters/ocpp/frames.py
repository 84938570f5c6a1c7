"""Frames of OCPP-J 1.6: JSON arrays to objects and back (OCPP-J 1.6, chapter 4)."""

from dataclasses import dataclass
from typing import Any, Final

import msgspec

MAX_ID_LENGTH: Final = 255
"""OCPP-J says 36; we echo what we are given up to this."""
MAX_DESCRIPTION: Final = 255

_CALL, _RESULT, _ERROR = 2, 3, 4


@dataclass(frozen=True, slots=True)
class Call:
    """The peer asks."""

    message_id: str
    action: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """The peer answers."""

    message_id: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Failure:
    """The peer answers with a CALLERROR."""

    message_id: str
    code: str
    description: str


@dataclass(frozen=True, slots=True)
class Malformed:
    """No frame. With a `message_id` the peer waits for an answer."""

    message_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """A message type of another version: to be ignored (OCPP-J 1.6, 4.1.3)."""


Frame = Call | Result | Failure | Malformed | Ignored

_encoder = msgspec.json.Encoder()


def parse(text: str | bytes) -> Frame:
    """Read one frame; never raises."""
    try:
        data = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as err:
        return Malformed(None, f"not JSON: {err}")
    match data:
        case [bool(), *_]:
            return Malformed(None, "message type is not a number")
        case [int(kind), str(message_id), *rest] if 0 < len(message_id) <= MAX_ID_LENGTH:
            return _frame(kind, message_id, rest)
        case _:
            return Malformed(None, "not an array of type, id of 1 to 255 characters, and more")


def _frame(kind: int, message_id: str, rest: list[Any]) -> Frame:
    frame: Frame = Ignored()
    match kind, rest:
        case 2, [str(action), dict(payload)]:
            frame = Call(message_id, action, payload)
        case 2, _:
            frame = Malformed(message_id, "a CALL is [2, id, action, payload object]")
        case 3, [dict(payload), *_]:
            frame = Result(message_id, payload)
        case 4, [str(code), *more]:
            description = more[0] if more and isinstance(more[0], str) else ""
            frame = Failure(message_id, code, description[:MAX_DESCRIPTION])
        case ((3 | 4), _):
            frame = Malformed(None, "an answer is [3, id, object] or [4, id, code, ...]")
        case _:
            pass
    return frame


def call(message_id: str, action: str, payload: dict[str, Any]) -> str:
    """A CALL as text."""
    return _encoder.encode([_CALL, message_id, action, payload]).decode()


def result(message_id: str, payload: dict[str, Any]) -> str:
    """A CALLRESULT as text."""
    return _encoder.encode([_RESULT, message_id, payload]).decode()


def failure(message_id: str, code: str, description: str) -> str:
    """A CALLERROR as text."""
    return _encoder.encode([_ERROR, message_id, code, description[:MAX_DESCRIPTION], {}]).decode()
