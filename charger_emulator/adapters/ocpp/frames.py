"""OCPP-J frames: JSON arrays over websocket text (OCPP-J 1.6, 4.2)."""

from dataclasses import dataclass
from typing import Any, Final

import msgspec

from contract.ocpp16 import CallErrorCode

SUBPROTOCOL: Final = "ocpp1.6"
_CALL, _RESULT, _ERROR = 2, 3, 4


@dataclass(frozen=True, slots=True)
class Call:
    """A request."""

    id: str
    action: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """A good answer."""

    id: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Error:
    """A CALLERROR."""

    id: str
    code: str
    description: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Not a frame; `id` where one could be read, so that it can be answered."""

    id: str | None
    reason: str


Frame = Call | Result | Error | Unreadable


def decode(text: str | bytes) -> Frame:  # noqa: PLR0911 - one per form
    """Read a frame; what is none becomes `Unreadable`."""
    try:
        data = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as err:
        return Unreadable(None, f"no JSON: {err}")
    match data:
        case [2, str(ident), str(action), dict(payload)]:
            return Call(ident, action, payload)
        case [3, str(ident), dict(payload)]:
            return Result(ident, payload)
        case [4, str(ident), code, description, *_]:
            return Error(ident, str(code), str(description))
        case [2, str(ident), *_]:
            return Unreadable(ident, "a CALL is [2, id, action, payload]")
        case _:
            return Unreadable(None, "no OCPP-J array")


def encode_call(ident: str, action: str, payload: dict[str, Any]) -> str:
    """Text of a CALL."""
    return msgspec.json.encode([_CALL, ident, action, payload]).decode()


def encode_result(ident: str, payload: dict[str, Any]) -> str:
    """Text of a CALLRESULT."""
    return msgspec.json.encode([_RESULT, ident, payload]).decode()


def encode_error(ident: str, code: CallErrorCode, description: str) -> str:
    """Text of a CALLERROR."""
    return msgspec.json.encode([_ERROR, ident, code, description[:255], {}]).decode()
