"""Answers to the calls of smart charging (OCPP 1.6, 5.5, 5.7 and 5.16); starts with a profile."""

from collections.abc import Callable
from typing import Any, Final

from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.adapters.ocpp.payloads import CallFaultError, Payload, need, one_of, status
from charger_emulator.core.profiles import Purpose, Unit, parse_profile
from charger_emulator.core.reservations import ACCEPTED, REJECTED
from charger_emulator.core.smart_charging import FEED_PHASES
from contract.ocpp16 import CallErrorCode


def start_with_profile(
    charger: Charger, number: int | None, id_tag: str, data: dict[str, Any]
) -> bool:
    """Start remotely with a TxProfile for the transaction to come; False = not possible.

    A charger without smart charging ignores the profile (5.11).

    Raises:
        ProfileFault: if the profile breaks the form.
    """
    if not _has_feature(charger):
        return charger.start_remotely(number, id_tag)
    profile = parse_profile(data)
    every = range(1, len(charger.connectors) + 1)
    for each in every if number is None else (number,):
        if not charger.limits.expect(each, profile):
            return False
        if charger.start_remotely(each, id_tag):
            return True
        charger.limits.profiles.forget_expected(each)
    return False


def _has_feature(charger: Charger) -> bool:
    return "SmartCharging" in charger.configuration.words("SupportedFeatureProfiles")


def _need_feature(charger: Charger) -> None:
    if not _has_feature(charger):  # errata 3.38
        text = "SupportedFeatureProfiles lacks SmartCharging"
        raise CallFaultError(CallErrorCode.NOT_SUPPORTED, text)


def _set(charger: Charger, payload: Payload) -> Payload:
    _need_feature(charger)
    number = need(payload, "connectorId", int)
    if number != 0 and charger.index(number) is None:  # errata 3.39
        text = f"connectorId {number} is not allowed: 0 to {len(charger.connectors)}"
        raise CallFaultError(CallErrorCode.PROPERTY_CONSTRAINT_VIOLATION, text)
    profile = parse_profile(need(payload, "csChargingProfiles", dict))
    return status(ACCEPTED if charger.limits.install(number, profile) else REJECTED)


def _clear(charger: Charger, payload: Payload) -> Payload:
    _need_feature(charger)
    purpose = None
    if payload.get("chargingProfilePurpose") is not None:
        purpose = Purpose(one_of(payload, "chargingProfilePurpose", tuple(Purpose)))
    found = charger.limits.profiles.clear(
        need(payload, "id", int, optional=True),
        need(payload, "connectorId", int, optional=True),
        purpose,
        need(payload, "stackLevel", int, optional=True),
    )
    charger.limits.apply()
    return status(ACCEPTED if found else "Unknown")


def _composite(charger: Charger, payload: Payload) -> Payload:
    _need_feature(charger)
    number, length_s = need(payload, "connectorId", int), need(payload, "duration", int)
    if length_s < 0:
        text = f"duration {length_s} is not allowed: 0 or more seconds"
        raise CallFaultError(CallErrorCode.PROPERTY_CONSTRAINT_VIOLATION, text)
    unit = charger.limits.hardware.units[0]
    if payload.get("chargingRateUnit") is not None:
        unit = Unit(one_of(payload, "chargingRateUnit", tuple(Unit)))
    if number != 0 and charger.index(number) is None:
        return status(REJECTED)
    periods: list[Payload] = []
    pieces, told_s = charger.limits.composite(number, length_s)
    for start_s, limit in pieces:
        value = round(limit.a if unit is Unit.A else limit.w, 1)
        period: Payload = {"startPeriod": int(start_s), "limit": value}
        if unit is Unit.A and limit.phases != FEED_PHASES:  # absent, it means 3 (7.14)
            period["numberPhases"] = limit.phases
        periods.append(period)
    return status(ACCEPTED) | {
        "connectorId": number,
        "scheduleStart": charger.stamp(charger.world.now_s),
        "chargingSchedule": {
            "duration": told_s,
            "chargingRateUnit": unit,
            "chargingSchedulePeriod": periods,
        },
    }


HANDLERS: Final[dict[str, Callable[[Charger, Payload], Payload]]] = {
    "ClearChargingProfile": _clear,
    "GetCompositeSchedule": _composite,
    "SetChargingProfile": _set,
}
