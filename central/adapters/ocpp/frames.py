"""Frames of OCPP-J 1.6: JSON arrays to objects and back (OCPP-J 1.6, chapter 4).

What is nearly JSON (half of a surrogate pair, NaN, a number beyond all floats), and NUL, which no
database takes, is read with repairs that are named: a charger whose StopTransaction is refused
throws it away. What is no frame has no answer in OCPP 1.6, unless its beginning names the call that
waits for one.
"""

import json
import math
import re
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from central.core.ocpp_reading import Repairs

MAX_ID_LENGTH: Final = 255
"""OCPP-J says 36; we echo what we are given up to this."""
MAX_DESCRIPTION: Final = 255

_CALL, _RESULT, _ERROR = 2, 3, 4
NUL_ESCAPED: Final = "\\u0000"
"""The only way in which NUL can stand in JSON (RFC 8259, 7)."""
_BEGINNING_OF_CALL: Final = re.compile(r'\s*\[\s*2\s*,\s*"([^"\\\x00-\x1f]{1,255})"')


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
    """No frame. With a `message_id` the peer waits for an answer. `kind` is one word."""

    message_id: str | None
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """A message type of another version: to be ignored (OCPP-J 1.6, 4.1.3)."""

    message_type: int


Frame = Call | Result | Failure | Malformed | Ignored

_encoder = msgspec.json.Encoder()
_call_decoder: Final = msgspec.json.Decoder(tuple[int, str, str, dict[str, Any]])


def parse(text: str | bytes, repairs: Repairs | None = None) -> Frame:
    """Read one frame; never raises.

    Args:
        text: of a text frame; bytes are those of a binary one.
        repairs: told what was put right.
    """
    if isinstance(text, bytes):
        return Malformed(None, "binary", "binary; allowed: text frames")
    return plain_call(text) or _any_frame(text, Repairs() if repairs is None else repairs)


def plain_call(text: str | bytes) -> Call | None:
    """A CALL without a fault, which nearly all frames are; None = `parse` looks closer."""
    if isinstance(text, bytes) or not text.startswith("[2,") or NUL_ESCAPED in text:
        return None
    try:
        _, message_id, action, payload = _call_decoder.decode(text)
    except (ValueError, RecursionError):
        return None
    return Call(message_id, action, payload) if 0 < len(message_id) <= MAX_ID_LENGTH else None


def _any_frame(text: str, repairs: Repairs) -> Frame:
    try:
        data = _decoded(text, repairs)
    except (ValueError, RecursionError) as err:
        begun = _BEGINNING_OF_CALL.match(text)
        return Malformed(begun[1] if begun else None, "no_json", f"not JSON: {str(err)[:100]}")
    match data:
        case [bool(), *_]:
            pass
        case [int(kind), str(message_id), *rest] if 0 < len(message_id) <= MAX_ID_LENGTH:
            return _frame(kind, message_id, rest)
    reason = "not an array of message type 2, 3 or 4, id of 1 to 255 characters, and more"
    return Malformed(None, "no_frame", reason)


def _frame(kind: int, message_id: str, rest: list[Any]) -> Frame:
    frame: Frame = Ignored(kind)
    match kind, rest:
        case 2, [str(action), dict(payload)]:
            frame = Call(message_id, action, payload)
        case 2, _:
            reason = "a CALL is [2, id, action, payload object]"
            frame = Malformed(message_id, "no_call", reason)
        case 3, [dict(payload), *_]:
            frame = Result(message_id, payload)
        case 4, [str(code), *more]:
            description = more[0] if more and isinstance(more[0], str) else ""
            frame = Failure(message_id, code, description[:MAX_DESCRIPTION])
        case ((3 | 4), _):
            reason = "an answer is [3, id, object] or [4, id, code, ...]"
            frame = Malformed(None, "no_answer", reason)
        case _:
            pass
    return frame


def _decoded(text: str, repairs: Repairs) -> Any:
    try:
        data = msgspec.json.decode(text)
    except msgspec.DecodeError:
        nearly = json.loads(text, parse_constant=str, parse_float=_float_or_text)
        plain = json.dumps(nearly, ensure_ascii=False).encode("utf-8", "replace")
        data = msgspec.json.decode(plain)
        repairs.note("frame", text, "the nearest JSON", "UTF-8 and finite numbers")
    if NUL_ESCAPED in text and isinstance(data, list):
        stored = data[:2] + _without_nul(data[2:])  # an answer has the id as it came
        if stored != data:
            repairs.note("frame", text, "? for NUL", "text that can be stored")
            return stored
    return data


def _without_nul(value: Any) -> Any:
    """PostgreSQL takes no NUL, and what a charger says must be stored."""
    if isinstance(value, str):
        return value.replace("\0", "?")
    if isinstance(value, list):
        return [_without_nul(each) for each in value]
    if isinstance(value, dict):
        return {_without_nul(name): _without_nul(each) for name, each in value.items()}
    return value


def _float_or_text(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else digits


def call(message_id: str, action: str, payload: dict[str, Any]) -> str:
    """A CALL as text."""
    return _encoder.encode([_CALL, message_id, action, payload]).decode()


def result(message_id: str, payload: dict[str, Any]) -> str:
    """A CALLRESULT as text."""
    return _encoder.encode([_RESULT, message_id, payload]).decode()


def failure(message_id: str, code: str, description: str) -> str:
    """A CALLERROR as text."""
    return _encoder.encode([_ERROR, message_id, code, description[:MAX_DESCRIPTION], {}]).decode()
