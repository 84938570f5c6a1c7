"""Answers to the central system's calls (OCPP 1.6, chapters 5 and 6).

A handler gets the charger and the payload and returns the answer. Nothing here waits.
"""

from collections.abc import Callable
from typing import Final

from charger_emulator.adapters.ocpp import (
    charging_calls,
    reservation_calls,
    security_calls,
    trigger_calls,
    upkeep_calls,
)
from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.adapters.ocpp.payloads import CallFaultError, Payload
from charger_emulator.adapters.ocpp.payloads import need as _need
from charger_emulator.adapters.ocpp.payloads import one_of as _one_of
from charger_emulator.adapters.ocpp.payloads import status as _status
from charger_emulator.adapters.ocpp.service import call_off, raise_event
from charger_emulator.core.configuration import DEFAULT_PRICE, MAX_KEYS, PRICE_TEXT
from charger_emulator.core.display import VENDOR_ID
from charger_emulator.core.events import SecurityEvent
from charger_emulator.core.profiles import ProfileFault
from contract.ocpp16 import CallErrorCode, ChargePointStatus, StopReason

ACCEPTED, REJECTED = "Accepted", "Rejected"


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
    charger.vault.note(charger.world.now_s, action, str(answer.get("status", "")))
    charger.is_changed = True
    charger.drain()
    return answer


def _connector(charger: Charger, payload: Payload, *, zero: bool) -> int:
    number = _need(payload, "connectorId", int)
    if charger.index(number) is None and not (zero and number == 0):
        most = len(charger.connectors)
        text = f"connectorId {number} is not allowed: {0 if zero else 1} to {most}"
        raise CallFaultError(CallErrorCode.PROPERTY_CONSTRAINT_VIOLATION, text)
    return int(number)


def _change_availability(charger: Charger, payload: Payload) -> Payload:
    number = _connector(charger, payload, zero=True)
    on = _one_of(payload, "type", ("Inoperative", "Operative")) == "Operative"
    forecourt, now_s = charger.world.forecourt, charger.world.now_s
    touched = [charger.connectors[number - 1]] if number else list(charger.connectors)
    charger.maintenance.taken_out.difference_update(touched)  # the last word counts
    done = [forecourt.enable(connector, now_s, on=on) for connector in touched]
    if not number:
        charger.board.show_service(now_s, on=on)
    return _status(ACCEPTED if all(done) else "Scheduled")


def _change_configuration(charger: Charger, payload: Payload) -> Payload:
    key, value = _need(payload, "key", str), _need(payload, "value", str)
    if key.casefold() == DEFAULT_PRICE.casefold():
        return _status(charger.change_price(value))
    if key.casefold().startswith(PRICE_TEXT.casefold()):
        return _status(charger.change_price_text(key, value))
    security = security_calls.change_security(charger, key, value)
    if security is not None:
        return _status(security)
    charger.intervals_changed = True
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
    kind, data = payload.get("messageId") or "", payload.get("data")
    return _status(charger.costs.take(str(kind), data if isinstance(data, str) else ""))


def _remote_start(charger: Charger, payload: Payload) -> Payload:
    number, id_tag = _need(payload, "connectorId", int, optional=True), _need(payload, "idTag", str)
    raw = _need(payload, "chargingProfile", dict, optional=True)
    if charger.needs_boot:  # not accepted yet (4.2)
        return _status(REJECTED)
    if raw is None:
        is_started = charger.start_remotely(number, id_tag)
    else:
        is_started = charging_calls.start_with_profile(charger, number, id_tag, raw)
    return _status(ACCEPTED if is_started else REJECTED)


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
    if charger.reset is not None:
        raise_event(charger, SecurityEvent.RESET_OR_REBOOT, f"{charger.reset} reset")
        call_off(charger)
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
    return _status(charger.admission.take_list(version, kind, entries))


def _clear_cache(charger: Charger, _payload: Payload) -> Payload:
    if not charger.configuration.is_on("AuthorizationCacheEnabled"):
        return _status(REJECTED)
    charger.admission.cache.clear()
    return _status(ACCEPTED)


_HANDLERS: Final[dict[str, Callable[[Charger, Payload], Payload]]] = {
    "ChangeAvailability": _change_availability,
    "ChangeConfiguration": _change_configuration,
    "ClearCache": _clear_cache,
    "DataTransfer": _data_transfer,
    "GetConfiguration": _get_configuration,
    "GetLocalListVersion": _list_version,
    "RemoteStartTransaction": _remote_start,
    "RemoteStopTransaction": _remote_stop,
    "Reset": _reset,
    "SendLocalList": _send_list,
    "UnlockConnector": _unlock,
    **charging_calls.HANDLERS,
    **reservation_calls.HANDLERS,
    **security_calls.HANDLERS,
    **trigger_calls.HANDLERS,
    **upkeep_calls.HANDLERS,
}
