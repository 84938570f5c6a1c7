"""Answers to the central system's calls (OCPP 1.6, chapters 5 and 6).

A handler gets the charger and the payload and returns the answer. What has to happen after the
answer went out is told by `triggered`. Nothing here waits.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from charger_emulator.adapters.clock import wire_instant
from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.core.configuration import DEFAULT_PRICE, MAX_KEYS
from charger_emulator.core.display import VENDOR_ID
from charger_emulator.core.profiles import ProfileFault, Purpose, Unit, parse_profile
from contract.ocpp16 import CallErrorCode, ChargePointStatus, StopReason

Payload = dict[str, Any]
ACCEPTED, REJECTED = "Accepted", "Rejected"
_TRIGGERS: Final = ("BootNotification", "Heartbeat", "MeterValues", "StatusNotification")


class CallFaultError(Exception):
    """A call that gets a CALLERROR."""

    def __init__(self, code: CallErrorCode, text: str) -> None:
        super().__init__(text)
        self.code = code


def handle(charger: Charger, action: str, payload: Payload) -> Payload:
    """Answer a call.

    Raises:
        CallFaultError: with the code of the CALLERROR; unknown actions are NotImplemented.
    """
    handler = _HANDLERS.get(action)
    if handler is None:
        raise CallFaultError(CallErrorCode.NOT_IMPLEMENTED, f"action {action!r} is not known")
    try:
        answer = handler(charger, payload)
    except ProfileFault as err:
        raise CallFaultError(err.code, str(err)) from err
    charger.drain()
    return answer


def triggered(action: str, payload: Payload, answer: Payload) -> tuple[str, int | None] | None:
    """What an accepted TriggerMessage asks for, after the answer: (message, connector)."""
    if action != "TriggerMessage" or answer["status"] != ACCEPTED:
        return None
    return payload["requestedMessage"], payload.get("connectorId")


def _need(payload: Payload, name: str, kind: type, *, optional: bool = False) -> Any:
    if payload.get(name) is None:
        if optional:
            return None
        text = f"{name} is missing"
        raise CallFaultError(CallErrorCode.OCCURENCE_CONSTRAINT_VIOLATION, text)
    value = payload[name]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        text = f"{name} {value!r} is no {kind.__name__}"
        raise CallFaultError(CallErrorCode.TYPE_CONSTRAINT_VIOLATION, text)
    return value


def _one_of(payload: Payload, name: str, allowed: tuple[str, ...]) -> str:
    value = _need(payload, name, str)
    if value not in allowed:
        text = f"{name} {value!r} is not allowed: {', '.join(allowed)}"
        raise CallFaultError(CallErrorCode.PROPERTY_CONSTRAINT_VIOLATION, text)
    return str(value)


def _connector(charger: Charger, payload: Payload, *, zero: bool) -> int:
    number = _need(payload, "connectorId", int)
    if charger.index(number) is None and not (zero and number == 0):
        most = len(charger.connectors)
        text = f"connectorId {number} is not allowed: {0 if zero else 1} to {most}"
        raise CallFaultError(CallErrorCode.PROPERTY_CONSTRAINT_VIOLATION, text)
    return int(number)


def _status(value: str) -> Payload:
    return {"status": value}


def _change_availability(charger: Charger, payload: Payload) -> Payload:
    number = _connector(charger, payload, zero=True)
    on = _one_of(payload, "type", ("Inoperative", "Operative")) == "Operative"
    forecourt, now_s = charger.world.forecourt, charger.world.now_s
    touched = [charger.connectors[number - 1]] if number else list(charger.connectors)
    done = [forecourt.enable(connector, now_s, on=on) for connector in touched]
    if not number:
        charger.board.show_service(now_s, on=on)
    charger.is_changed = True
    return _status(ACCEPTED if all(done) else "Scheduled")


def _change_configuration(charger: Charger, payload: Payload) -> Payload:
    key, value = _need(payload, "key", str), _need(payload, "value", str)
    if key.casefold() == DEFAULT_PRICE.casefold():
        return _status(charger.change_price(value))
    charger.intervals_changed = charger.is_changed = True
    return _status(charger.configuration.change(key, value))


def _get_configuration(charger: Charger, payload: Payload) -> Payload:
    keys = _need(payload, "key", list, optional=True) or []
    if len(keys) > MAX_KEYS:
        text = f"{len(keys)} keys are not allowed at once: {MAX_KEYS} at most"
        raise CallFaultError(CallErrorCode.OCCURENCE_CONSTRAINT_VIOLATION, text)
    return charger.configuration.listed([str(key) for key in keys])


def _data_transfer(charger: Charger, payload: Payload) -> Payload:
    if _need(payload, "vendorId", str) != VENDOR_ID:
        return _status("UnknownVendorId")
    running = _ids(charger.sessions.values())
    ended = _ids(charger.ended.values())
    kind, data = payload.get("messageId") or "", payload.get("data")
    text = data if isinstance(data, str) else None
    return _status(charger.display.cost_message(str(kind), text, running, ended))


def _ids(sessions: Any) -> set[int]:
    return {s.transaction_id for s in sessions if s.transaction_id is not None}


def _remote_start(charger: Charger, payload: Payload) -> Payload:
    number, id_tag = _need(payload, "connectorId", int, optional=True), _need(payload, "idTag", str)
    raw = _need(payload, "chargingProfile", dict, optional=True)
    profile = None if raw is None else parse_profile(raw)
    if profile is not None and (
        number is None or profile.transaction_id is not None or profile.purpose is not Purpose.TX
    ):
        return _status(REJECTED)
    if charger.needs_boot or not charger.start_remotely(number, id_tag):  # not accepted yet (4.2)
        return _status(REJECTED)
    if profile is not None:
        charger.profiles.expect(number, profile)
        charger.profiles_changed()
    return _status(ACCEPTED)


def _remote_stop(charger: Charger, payload: Payload) -> Payload:
    wanted = _need(payload, "transactionId", int)
    for number, session in charger.sessions.items():
        if session.transaction_id == wanted:
            connector = charger.connectors[number - 1]
            charger.world.forecourt.stop(connector, StopReason.REMOTE, charger.world.now_s)
            return _status(ACCEPTED)
    return _status(REJECTED)


def _reset(charger: Charger, payload: Payload) -> Payload:
    charger.begin_reset(_one_of(payload, "type", ("Hard", "Soft")))
    return _status(ACCEPTED)


def _unlock(charger: Charger, payload: Payload) -> Payload:
    """Unlocking a cable ends a session there first (5.18; NotSupported: errata 3.85)."""
    connector = charger.index(_need(payload, "connectorId", int))
    if connector is None or charger.cabinet.has_fixed_cable:
        return _status("NotSupported")
    forecourt, now_s = charger.world.forecourt, charger.world.now_s
    forecourt.stop(connector, StopReason.UNLOCK_COMMAND, now_s)
    if not charger.admission.unlock(connector):
        return _status("UnlockFailed")
    is_faulted = forecourt.status_of(connector) is ChargePointStatus.FAULTED
    if not is_faulted and not forecourt.scripted[connector]:
        forecourt.unplug(connector, now_s)
    return _status("Unlocked")


def _has_list(charger: Charger) -> bool:
    return charger.configuration.is_on("LocalAuthListEnabled")


def _list_version(charger: Charger, _payload: Payload) -> Payload:
    return {"listVersion": charger.admission.local_list.version if _has_list(charger) else -1}


def _send_list(charger: Charger, payload: Payload) -> Payload:
    if not _has_list(charger):
        return _status("NotSupported")
    version = _need(payload, "listVersion", int)
    kind = _one_of(payload, "updateType", ("Full", "Differential"))
    entries = _need(payload, "localAuthorizationList", list, optional=True) or []
    charger.is_changed = True
    return _status(charger.admission.local_list.update(version, kind, entries))


def _clear_cache(charger: Charger, _payload: Payload) -> Payload:
    if not charger.configuration.is_on("AuthorizationCacheEnabled"):
        return _status(REJECTED)
    charger.admission.cache.clear()
    charger.is_changed = True
    return _status(ACCEPTED)


def _set_profile(charger: Charger, payload: Payload) -> Payload:
    number = _connector(charger, payload, zero=True)
    profile = parse_profile(_need(payload, "csChargingProfiles", dict))
    if not charger.profiles.install(number, profile):
        return _status(REJECTED)
    charger.profiles_changed()
    return _status(ACCEPTED)


def _clear_profile(charger: Charger, payload: Payload) -> Payload:
    purpose = payload.get("chargingProfilePurpose")
    found = charger.profiles.clear(
        _need(payload, "id", int, optional=True),
        _need(payload, "connectorId", int, optional=True),
        None
        if purpose is None
        else Purpose(_one_of(payload, "chargingProfilePurpose", tuple(Purpose))),
        _need(payload, "stackLevel", int, optional=True),
    )
    charger.profiles_changed()
    return _status(ACCEPTED if found else "Unknown")


def _composite(charger: Charger, payload: Payload) -> Payload:
    number = _need(payload, "connectorId", int)
    length_s = _need(payload, "duration", int)
    if number and charger.index(number) is None:
        return _status(REJECTED)
    natural = charger.profiles.hardware.units[0]
    asked = payload.get("chargingRateUnit")
    unit = natural if asked is None else Unit(_one_of(payload, "chargingRateUnit", tuple(Unit)))
    now_s = charger.world.now_s
    periods = []
    for offset_s, limit_w in charger.profiles.composite(number, now_s, float(length_s)):
        limit = charger.profiles.amperes(limit_w, number) if unit is Unit.A else limit_w
        periods.append({"startPeriod": round(offset_s), "limit": round(limit, 1)})
    return {
        "status": ACCEPTED,
        "connectorId": number,
        "scheduleStart": wire_instant(now_s),
        "chargingSchedule": {
            "duration": length_s,
            "chargingRateUnit": unit,
            "chargingSchedulePeriod": periods,
        },
    }


def _trigger(charger: Charger, payload: Payload) -> Payload:
    if _need(payload, "requestedMessage", str) not in _TRIGGERS:
        return _status("NotImplemented")
    number = _need(payload, "connectorId", int, optional=True)
    known = number is None or charger.index(number) is not None
    return _status(ACCEPTED if known else REJECTED)


def _reserve(charger: Charger, payload: Payload) -> Payload:
    number, ident = _need(payload, "connectorId", int), _need(payload, "reservationId", int)
    id_tag, connector = _need(payload, "idTag", str), charger.index(number)
    try:
        until_s = datetime.fromisoformat(_need(payload, "expiryDate", str)).timestamp()
    except ValueError as err:
        raise CallFaultError(CallErrorCode.PROPERTY_CONSTRAINT_VIOLATION, str(err)) from err
    if connector is None:
        return _status(REJECTED)
    forecourt, now_s = charger.world.forecourt, charger.world.now_s
    status = forecourt.status_of(connector)
    if status in (ChargePointStatus.FAULTED, ChargePointStatus.UNAVAILABLE):
        return _status(status)
    if not forecourt.reserve(connector, id_tag, until_s, now_s):
        return _status("Occupied")
    charger.reservations[ident] = connector
    return _status(ACCEPTED)


def _cancel(charger: Charger, payload: Payload) -> Payload:
    connector = charger.reservations.pop(_need(payload, "reservationId", int), None)
    if connector is None:
        return _status(REJECTED)
    charger.world.forecourt.release(connector, charger.world.now_s)
    return _status(ACCEPTED)


def _not_supported(_charger: Charger, _payload: Payload) -> Payload:
    raise CallFaultError(CallErrorCode.NOT_SUPPORTED, "this charger has no such feature")


_HANDLERS: Final[dict[str, Callable[[Charger, Payload], Payload]]] = {
    "CancelReservation": _cancel,
    "ChangeAvailability": _change_availability,
    "ChangeConfiguration": _change_configuration,
    "ClearCache": _clear_cache,
    "ClearChargingProfile": _clear_profile,
    "DataTransfer": _data_transfer,
    "GetCompositeSchedule": _composite,
    "GetConfiguration": _get_configuration,
    "GetDiagnostics": _not_supported,
    "GetLocalListVersion": _list_version,
    "RemoteStartTransaction": _remote_start,
    "RemoteStopTransaction": _remote_stop,
    "ReserveNow": _reserve,
    "Reset": _reset,
    "SendLocalList": _send_list,
    "SetChargingProfile": _set_profile,
    "TriggerMessage": _trigger,
    "UnlockConnector": _unlock,
    "UpdateFirmware": _not_supported,
}
