"""What the log of OCPP messages keeps of a frame: kind, action, payload without secrets.

An answer names no action (OCPP-J 1.6, 4.2.2): it gets that of its call, as long as the call is
remembered. Passwords and keys are hidden always (`central.core.secrets`), id tags but for their
last four characters unless the operator wants them whole. A frame that is no OCPP-J message is
kept as a short text.
"""

import json
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import msgspec

from central.core.secrets import masked_tag, shortened, without_secrets
from contract.ids import ChargePointId

OPEN_CALLS_MAX: Final = 20_000
PAYLOAD_MAX: Final = 16_384
"""Characters of a payload that are kept."""
TEXT_MAX: Final = 500
"""Characters of what is no message."""
ID_MAX: Final = 36
ACTION_MAX: Final = 40

PLAIN_ACTIONS: Final = frozenset({"Heartbeat", "MeterValues", "StatusNotification"})
"""No field of theirs holds a secret: looked through only where a word says otherwise."""
_WORDS_OF_SECRETS: Final = (
    "idtag",
    "key",
    "pass",
    "pwd",
    "psk",
    "secret",
    "token",
    "cred",
    "auth",
    "://",
)
_ID_TAGS: Final = frozenset({"idTag", "parentIdTag"})
_EMPTY: Final = msgspec.Raw(b"{}")
_CALL: Final = msgspec.Raw(b"2")
_RESULT: Final = msgspec.Raw(b"3")
_ERROR: Final = msgspec.Raw(b"4")
_DECODER: Final = msgspec.json.Decoder(list[msgspec.Raw])
_CALL_DECODER: Final = msgspec.json.Decoder(tuple[int, str, str, msgspec.Raw])
_RESULT_DECODER: Final = msgspec.json.Decoder(tuple[int, str, msgspec.Raw])
"""Of frames that begin as nearly all do."""


class Direction(StrEnum):
    """Who sent a frame."""

    FROM_CHARGER = "in"
    TO_CHARGER = "out"


class Kind(StrEnum):
    """What a frame is."""

    CALL = "call"
    RESULT = "result"
    ERROR = "error"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class LoggedFrame:
    """A frame as it passed."""

    charge_point: ChargePointId
    at: datetime
    direction: Direction
    text: str | bytes


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A frame as it is kept; `payload` is JSON, cut where it is too long, or a short text."""

    charge_point_id: ChargePointId
    at: datetime
    direction: str
    kind: str
    action: str
    message_id: str
    payload: str
    size_bytes: int


class FrameReader:
    """Reads frames in their order; remembers the actions of calls without an answer."""

    def __init__(self, *, shows_id_tags: bool) -> None:
        self._shows_id_tags = shows_id_tags
        self._actions: OrderedDict[tuple[str, Direction, str], str] = OrderedDict()

    def read(self, frame: LoggedFrame) -> LogEntry:
        """What is kept of a frame."""
        text = frame.text if isinstance(frame.text, str) else frame.text.decode(errors="replace")
        kind, message_id, action, payload = self._parts(frame, text)
        return LogEntry(
            charge_point_id=frame.charge_point,
            at=frame.at,
            direction=frame.direction.value,
            kind=kind.value,
            action=action[:ACTION_MAX],
            message_id=message_id[:ID_MAX],
            payload=payload[:PAYLOAD_MAX],
            size_bytes=len(frame.text if isinstance(frame.text, bytes) else text.encode()),
        )

    def _parts(self, frame: LoggedFrame, text: str) -> tuple[Kind, str, str, str]:
        try:
            if text.startswith(("[2,", "[3,")):
                return self._usual_parts(frame, text)
            match _DECODER.decode(text):
                case [number, key, called, payload] if number == _CALL:
                    return self._call(frame, _text(key), _text(called), payload)
                case [number, key, payload] if number == _RESULT:
                    return self._result(frame, _text(key), payload)
                case [number, key, *rest] if number == _ERROR:
                    name = _text(key)
                    error = json.dumps([msgspec.json.decode(each) for each in rest])
                    return Kind.ERROR, name, self._called(frame, name), self._clean("", error)
                case _:
                    pass
        except (msgspec.MsgspecError, ValueError, RecursionError):
            pass
        return Kind.OTHER, "", "", json.dumps(shortened(text, TEXT_MAX))

    def _usual_parts(self, frame: LoggedFrame, text: str) -> tuple[Kind, str, str, str]:
        if text.startswith("[2"):
            _, message_id, action, payload = _CALL_DECODER.decode(text)
            return self._call(frame, _storable(message_id), _storable(action), payload)
        _, message_id, payload = _RESULT_DECODER.decode(text)
        return self._result(frame, _storable(message_id), payload)

    def _call(
        self, frame: LoggedFrame, message_id: str, action: str, payload: msgspec.Raw
    ) -> tuple[Kind, str, str, str]:
        self._remember(frame, message_id, action)
        return Kind.CALL, message_id, action, self._clean(action, payload)

    def _result(
        self, frame: LoggedFrame, message_id: str, payload: msgspec.Raw
    ) -> tuple[Kind, str, str, str]:
        action = self._called(frame, message_id)
        return Kind.RESULT, message_id, action, self._clean(action, payload)

    def _remember(self, frame: LoggedFrame, message_id: str, action: str) -> None:
        self._actions[frame.charge_point, frame.direction, message_id] = action
        if len(self._actions) > OPEN_CALLS_MAX:
            self._actions.popitem(last=False)

    def _called(self, frame: LoggedFrame, message_id: str) -> str:
        is_ours = frame.direction is Direction.FROM_CHARGER
        caller = Direction.TO_CHARGER if is_ours else Direction.FROM_CHARGER
        return self._actions.pop((frame.charge_point, caller, message_id), "")

    def _clean(self, action: str, payload: msgspec.Raw | str) -> str:
        if payload == _EMPTY:
            return "{}"
        raw = payload if isinstance(payload, str) else bytes(payload).decode()
        if action in PLAIN_ACTIONS and not _may_hold_secrets(raw):
            return raw
        value = without_secrets(json.loads(raw))
        if not self._shows_id_tags:
            value = without_id_tags(value)
        return json.dumps(value, separators=(",", ":"))


def _may_hold_secrets(raw: str) -> bool:
    folded = raw.lower()
    for word in _WORDS_OF_SECRETS:  # noqa: SIM110 (twice as fast: every frame comes by here)
        if word in folded:
            return True
    return False


def without_id_tags(value: Any) -> Any:
    """A JSON value with only the last characters of its id tags, at any depth."""
    if isinstance(value, dict):
        return {
            name: masked_tag(each)
            if name in _ID_TAGS and isinstance(each, str)
            else without_id_tags(each)
            for name, each in value.items()
        }
    return [without_id_tags(each) for each in value] if isinstance(value, list) else value


def _text(raw: msgspec.Raw) -> str:
    return _storable(msgspec.json.decode(raw, type=str))


def _storable(text: str) -> str:
    """No database text holds a NUL."""
    return text.replace("\0", "") if "\0" in text else text
