"""OCPP-J frames as raw text: taken apart and put together without touching the payload.

A relay that parsed and wrote payloads anew would turn `1.50` into `1.5` and break signed meter
data. So a frame is split into its elements only, and each goes on as the text it came in.

Source: OCPP-J 1.6, section 4.2 (message structures).
"""

from dataclasses import dataclass
from typing import Final

import msgspec

_ELEMENTS: Final = msgspec.json.Decoder(list[msgspec.Raw])
_TYPE: Final = msgspec.json.Decoder(int)
_STRING: Final = msgspec.json.Decoder(str)
EMPTY_OBJECT: Final = "{}"


@dataclass(frozen=True, slots=True)
class Call:
    """`[2, id, action, payload]`; `id_json` and `payload` are JSON text as received."""

    id_json: str
    action: str
    payload: str


@dataclass(frozen=True, slots=True)
class Result:
    """`[3, id, payload]`: the answer to the call with `message_id`."""

    message_id: str
    payload: str


@dataclass(frozen=True, slots=True)
class Failure:
    """`[4, id, code, description, details]`; `tail` is the JSON text of the last three."""

    message_id: str
    tail: str


@dataclass(frozen=True, slots=True)
class Malformed:
    """No OCPP-J frame. With a readable id of a CALL the sender can be told (`id_json`)."""

    reason: str
    id_json: str | None = None


@dataclass(frozen=True, slots=True)
class MalformedAnswer:
    """An answer whose id can be read but whose rest cannot."""

    message_id: str
    reason: str


Frame = Call | Result | Failure | Malformed | MalformedAnswer


def parse(text: str) -> Frame:
    """Take a frame apart; what is no frame comes back as `Malformed`, never as an exception."""
    try:
        parts = [bytes(part).decode() for part in _ELEMENTS.decode(text)]
        kind = _TYPE.decode(parts[0]) if parts else 0
    except (msgspec.DecodeError, UnicodeError, RecursionError) as err:
        return Malformed(f"no JSON array that begins with a message type: {err}")
    if kind not in (2, 3, 4):
        return Malformed(f"message type {kind} is not 2, 3 or 4")
    message_id = _text(parts[1]) if len(parts) > 1 else None
    if message_id is None:
        return Malformed("the message id is missing or no string")
    if kind == 2:
        return _call(parts)
    return _result(message_id, parts) if kind == 3 else _failure(message_id, parts)


def call(message_id: str, action: str, payload: str) -> str:
    """Text of a CALL. The id must be plain ASCII (ours are UUIDs); the payload goes in as it is."""
    return f'[2,"{message_id}",{_quoted(action)},{payload}]'


def result(id_json: str, payload: str) -> str:
    """Text of a CALLRESULT to a call whose id stood in the frame as `id_json`."""
    return f"[3,{id_json},{payload}]"


def failure(id_json: str, tail: str) -> str:
    """Text of a CALLERROR; `tail` from `Failure.tail` or `failure_tail`."""
    return f"[4,{id_json},{tail}]"


def failure_tail(code: str, description: str) -> str:
    """Last three elements of a CALLERROR. The description is cut at 255 characters (4.2.3)."""
    return f"{_quoted(code)},{_quoted(description[:255])},{EMPTY_OBJECT}"


def _call(parts: list[str]) -> Frame:
    id_json = parts[1]
    if len(parts) != 4:
        return Malformed(f"a CALL has 4 elements, this one {len(parts)}", id_json)
    action = _text(parts[2])
    if not action:
        return Malformed("the action is no string", id_json)
    if not parts[3].startswith("{"):
        return Malformed("the payload is no JSON object", id_json)
    return Call(id_json=id_json, action=action, payload=parts[3])


def _result(message_id: str, parts: list[str]) -> Frame:
    if len(parts) != 3 or not parts[2].startswith("{"):
        return MalformedAnswer(message_id, "a CALLRESULT has an id and a JSON object")
    return Result(message_id=message_id, payload=parts[2])


def _failure(message_id: str, parts: list[str]) -> Frame:
    """Tolerate a missing description or details: chargers leave them out."""
    if len(parts) < 3 or len(parts) > 5 or _text(parts[2]) is None:
        return MalformedAnswer(message_id, "a CALLERROR has an id, a code, a description, details")
    filled = [*parts[2:], *['""', EMPTY_OBJECT][len(parts) - 3 :]]
    return Failure(message_id=message_id, tail=",".join(filled))


def _text(raw: str) -> str | None:
    try:
        return _STRING.decode(raw)
    except msgspec.DecodeError:
        return None


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()
