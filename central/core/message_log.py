"""What the log of OCPP messages keeps of a frame: kind, action, payload without secrets.

An answer names no action (OCPP-J 1.6, 4.2.2): it gets that of its call, as long as the call is
remembered, and is kept with it where both are read together (ADR 33). Passwords and keys are hidden
always (`central.core.secrets`), id tags but for their last four characters unless the operator
wants them whole. A frame that is no OCPP-J message is kept as a short text.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, NamedTuple

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


_FROM_CHARGER: Final = Direction.FROM_CHARGER
IN: Final = Direction.FROM_CHARGER.value
OUT: Final = Direction.TO_CHARGER.value
CALL: Final = Kind.CALL.value
RESULT: Final = Kind.RESULT.value
OTHER: Final = Kind.OTHER.value
"""As they are written: to ask an enumeration for it each time costs as much as to read a frame."""

PLAIN_ACTIONS: Final = frozenset(
    {"BootNotification", "Heartbeat", "MeterValues", "StatusNotification"}
)
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
_DIGITS: Final = b"0123456789"
_SHAPE_MAX: Final = 2000
"""Bytes of a payload whose shape is remembered."""
_SHAPES: Final = 1000
_ID_TAGS: Final = frozenset({"idTag", "parentIdTag"})
_EMPTY: Final = msgspec.Raw(b"{}")
_CALL: Final = msgspec.Raw(b"2")
_RESULT: Final = msgspec.Raw(b"3")
_ERROR: Final = msgspec.Raw(b"4")
_DECODER: Final = msgspec.json.Decoder(list[msgspec.Raw])
_CALL_DECODER: Final = msgspec.json.Decoder(tuple[int, str, str, msgspec.Raw])
_RESULT_DECODER: Final = msgspec.json.Decoder(tuple[int, str, msgspec.Raw])
"""Of frames that begin as nearly all do."""


class LoggedFrame(NamedTuple):
    """A frame as it passed; a tuple, since one is made for each."""

    charge_point: ChargePointId
    at: datetime
    direction: Direction
    text: str | bytes


class LogEntry(NamedTuple):
    """A frame as it is kept, with the answer that followed soon; a tuple, as it is written.

    Payloads are JSON, cut where they are too long, or a short text.
    """

    charge_point_id: ChargePointId
    at: datetime
    direction: str
    kind: str
    action: str
    message_id: str
    payload: str
    size_bytes: int
    answered_at: datetime | None = None
    """None = no answer is kept here: it came later, and has an entry of its own, or never."""
    answer_kind: str | None = None
    answer: str | None = None
    answer_bytes: int | None = None


ANSWER_FIELDS: Final = 4
"""The last ones of an entry."""
OpenCall = tuple[str, int, int]
"""A call without an answer: its action, and the batch and the place of its entry."""


class FrameReader:
    """Reads frames in their order, in batches; remembers the calls without an answer."""

    def __init__(self, *, shows_id_tags: bool) -> None:
        self._shows_id_tags = shows_id_tags
        self._batch = 0
        self._from_charger: dict[tuple[str, str], OpenCall] = {}
        self._to_charger: dict[tuple[str, str], OpenCall] = {}

    def read(self, frames: Iterable[LoggedFrame]) -> list[LogEntry]:
        """What is kept of a batch of frames: an answer shares the entry of a call in the batch."""
        self._batch += 1
        entries: list[LogEntry] = []
        for frame in frames:
            self._read(frame, entries)
        return entries

    def _read(self, frame: LoggedFrame, entries: list[LogEntry]) -> None:
        charge_point, at, direction, text = frame
        is_from_charger = direction is _FROM_CHARGER
        if isinstance(text, bytes):
            size_bytes, text = len(text), text.decode(errors="replace")
        else:
            size_bytes = len(text) if text.isascii() else len(text.encode())
        call = None
        try:
            kind, message_id, action, raw = _parts(text)
            if kind != CALL:
                calls = self._to_charger if is_from_charger else self._from_charger
                call = calls.pop((charge_point, message_id), None)
                action = "" if call is None else call[0]
            payload = self._clean(action, raw)[:PAYLOAD_MAX]
        except (msgspec.MsgspecError, ValueError, RecursionError):
            kind, message_id, action, call = OTHER, "", "", None
            payload = json.dumps(shortened(text, TEXT_MAX))
        if call is not None and call[1] == self._batch:
            place = call[2]
            answer = at, kind, payload, size_bytes
            entries[place] = LogEntry._make(entries[place][:-ANSWER_FIELDS] + answer)
            return
        if kind == CALL:
            calls = self._from_charger if is_from_charger else self._to_charger
            calls[charge_point, message_id] = action, self._batch, len(entries)
            if len(calls) > OPEN_CALLS_MAX:
                del calls[next(iter(calls))]
        way = IN if is_from_charger else OUT
        action, message_id = action[:ACTION_MAX], message_id[:ID_MAX]
        entries.append(
            LogEntry(charge_point, at, way, kind, action, message_id, payload, size_bytes)
        )

    def _clean(self, action: str, payload: msgspec.Raw | str) -> str:
        if payload == _EMPTY:
            return "{}"
        raw = payload.encode() if isinstance(payload, str) else bytes(payload)
        if action in PLAIN_ACTIONS and not _may_hold_secrets(raw):
            return raw.decode()
        value = without_secrets(json.loads(raw))
        if not self._shows_id_tags:
            value = without_id_tags(value)
        return json.dumps(value, separators=(",", ":"))


def _parts(text: str) -> tuple[str, str, str, msgspec.Raw | str]:
    """Kind, message id, action of a call, payload."""
    if text.startswith("[2,"):
        _, message_id, action, payload = _CALL_DECODER.decode(text)
        return CALL, _storable(message_id), _storable(action), payload
    if text.startswith("[3,"):
        _, message_id, payload = _RESULT_DECODER.decode(text)
        return RESULT, _storable(message_id), "", payload
    match _DECODER.decode(text):
        case [number, key, called, payload] if number == _CALL:
            return CALL, _text(key), _text(called), payload
        case [number, key, payload] if number == _RESULT:
            return RESULT, _text(key), "", payload
        case [number, key, *rest] if number == _ERROR:
            error = json.dumps([msgspec.json.decode(each) for each in rest])
            return Kind.ERROR.value, _text(key), "", error
        case _:
            raise ValueError("no message of OCPP-J")


def _may_hold_secrets(raw: bytes) -> bool:
    """A charger's readings differ in their digits, and no word of secrets has one: look once."""
    shape = raw.translate(None, _DIGITS)
    return _has_word_of_secrets(shape) if len(shape) > _SHAPE_MAX else _is_known_to_have(shape)


def _has_word_of_secrets(shape: bytes) -> bool:
    folded = shape.decode().lower()
    return any(word in folded for word in _WORDS_OF_SECRETS)


_is_known_to_have: Final = lru_cache(_SHAPES)(_has_word_of_secrets)


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
