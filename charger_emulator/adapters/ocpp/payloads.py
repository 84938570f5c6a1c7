"""Reading payloads of calls: what is missing or wrong becomes a CALLERROR (OCPP-J 1.6, 4.2.3)."""

from datetime import UTC, datetime
from typing import Any

from charger_emulator.core.profiles import LARGEST
from contract.ocpp16 import CallErrorCode

Payload = dict[str, Any]


class CallFaultError(Exception):
    """A call that gets a CALLERROR."""

    def __init__(self, code: CallErrorCode, text: str) -> None:
        super().__init__(text)
        self.code = code


def need(payload: Payload, name: str, kind: type, *, optional: bool = False) -> Any:
    """A field of a type; None where it is optional and absent. Integers have 32 bits.

    Raises:
        CallFaultError: if it is missing, of another type, or a number too large.
    """
    if payload.get(name) is None:
        if optional:
            return None
        text = f"{name} is missing"
        raise CallFaultError(CallErrorCode.OCCURENCE_CONSTRAINT_VIOLATION, text)
    value = payload[name]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        text = f"{name} {value!r} is no {kind.__name__}"
        raise CallFaultError(CallErrorCode.TYPE_CONSTRAINT_VIOLATION, text)
    if isinstance(value, int) and not -LARGEST <= value <= LARGEST:
        text = f"{name} {value} is not allowed: -{LARGEST} to {LARGEST}"
        raise CallFaultError(CallErrorCode.PROPERTY_CONSTRAINT_VIOLATION, text)
    return value


def one_of(payload: Payload, name: str, allowed: tuple[str, ...]) -> str:
    """A word out of a closed list.

    Raises:
        CallFaultError: if it is missing or none of them.
    """
    value = need(payload, name, str)
    if value not in allowed:
        text = f"{name} {value!r} is not allowed: {', '.join(allowed)}"
        raise CallFaultError(CallErrorCode.PROPERTY_CONSTRAINT_VIOLATION, text)
    return str(value)


def text(payload: Payload, name: str, longest: int) -> str:
    """A string of limited length.

    Raises:
        CallFaultError: if it is missing, no string, or too long.
    """
    value = need(payload, name, str)
    if len(value) > longest:
        problem = f"{name} has {len(value)} characters, up to {longest} are allowed"
        raise CallFaultError(CallErrorCode.PROPERTY_CONSTRAINT_VIOLATION, problem)
    return str(value)


def instant_s(payload: Payload, name: str) -> float:
    """An RFC 3339 instant as Unix seconds; one without a zone is UTC.

    Raises:
        CallFaultError: if it is missing or no instant.
    """
    value = need(payload, name, str)
    try:
        at = datetime.fromisoformat(value)
    except ValueError as err:
        raise CallFaultError(CallErrorCode.PROPERTY_CONSTRAINT_VIOLATION, f"{name}: {err}") from err
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def instant_or(payload: Payload, name: str, default_s: float) -> float:
    """As `instant_s`, with a default where the field is absent."""
    return default_s if payload.get(name) is None else instant_s(payload, name)


def count(payload: Payload, name: str, default: int) -> int:
    """A number of 0 to 2^31 - 1, with a default.

    Raises:
        CallFaultError: if it is no such number.
    """
    value = need(payload, name, int, optional=True)
    if value is not None and not 0 <= value <= LARGEST:
        problem = f"{name} {value} is not allowed: 0 to {LARGEST}"
        raise CallFaultError(CallErrorCode.PROPERTY_CONSTRAINT_VIOLATION, problem)
    return default if value is None else int(value)


def status(value: str) -> Payload:
    """An answer that is nothing but a status."""
    return {"status": value}
