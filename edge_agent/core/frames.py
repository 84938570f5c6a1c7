"""OCPP-J frames as raw text: taken apart and put together without touching the payload.

A relay that parsed and wrote payloads anew would turn `1.50` into `1.5` and break signed meter
data. So a frame is split into its elements only, and each goes on as the text it came in.

Source: OCPP-J 1.6, section 4.2 (message structures).
"""

import re
from dataclasses import dataclass
from typing import Final

import msgspec

_ELEMENTS: Final = msgspec.json.Decoder(list[msgspec.Raw])
_TYPE: Final = msgspec.json.Decoder(int)
_STRING: Final = msgspec.json.Decoder(str)
_HEAD: Final = re.compile(r'\s*\[\s*([234])\s*,\s*("(?:[^"\\]|\\.){0,255}")\s*,')
"""Type and id of a frame whose rest may be no JSON; OCPP-J allows ids of 36 characters (4.1.4)."""
_FORMS: Final = (
    "a frame is [2,id,action,payload], [3,id,payload] or [4,id,code,description,details]"
)
_SHORT: Final = 60
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
        return _unreadable(text, f"no JSON array with a message type ({err}); {_FORMS}")
    if kind not in (2, 3, 4):
        return Malformed(f"message type {shortened(str(kind))} is not allowed; {_FORMS}")
    message_id = _text(parts[1]) if len(parts) > 1 else None
    if message_id is None:
        return Malformed(f"the message id is missing or no string; {_FORMS}")
    if kind == 2:
        return _call(parts)
    return _result(message_id, parts) if kind == 3 else _failure(message_id, parts)


def shortened(text: str) -> str:
    """The beginning of a peer's text, enough to recognise it in a log."""
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}..."


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


def _unreadable(text: str, reason: str) -> Frame:
    """Who waits for an answer, or for its own call's, is told where the id can be read."""
    head = _HEAD.match(text)
    message_id = _text(head[2]) if head else None
    if head is None or message_id is None:
        return Malformed(reason)
    return Malformed(reason, head[2]) if head[1] == "2" else MalformedAnswer(message_id, reason)


def _call(parts: list[str]) -> Frame:
    id_json = parts[1]
    if len(parts) != 4:
        return Malformed(f"a CALL of {len(parts)} elements is not allowed; {_FORMS}", id_json)
    action = _text(parts[2])
    if not action:
        return Malformed(f"the action is no string; {_FORMS}", id_json)
    if not parts[3].startswith("{"):
        return Malformed(f"the payload is no JSON object; {_FORMS}", id_json)
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
    except (msgspec.DecodeError, UnicodeError):
        return None


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()
