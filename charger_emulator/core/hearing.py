"""What a manner answers by itself when the central system calls, in place of the charger."""

from typing import Any, Final

from charger_emulator.core.manner import Manner

Payload = dict[str, Any]
_ACCEPTED: Final = "Accepted"
_REJECTED: Final = "Rejected"


def own_answer(manner: Manner, action: str, payload: Payload) -> Payload | None:
    """The answer that keeps a call from the charger; None = the charger shall answer.

    What a manner does not understand it leaves to the charger.
    """
    status = _refused(manner, action, payload)
    if status is None and action in manner.accepts_only:
        status = _ACCEPTED
    return None if status is None else {"status": status}


def _refused(manner: Manner, action: str, payload: Payload) -> str | None:
    if action in manner.rejects:
        return _REJECTED
    match action:
        case "ChangeConfiguration":
            return _configuration(manner, str(payload.get("key", "")))
        case "SetChargingProfile":
            return _profile(manner, payload.get("csChargingProfiles"))
        case "ClearChargingProfile":
            is_zero = payload.get("stackLevel") == 0
            return "Unknown" if is_zero and manner.clear_stack_zero_unknown else None
        case _:
            return None


def _configuration(manner: Manner, key: str) -> str | None:
    folded = key.casefold()
    if f"changeconfiguration:{folded}" in (each.casefold() for each in manner.rejects):
        return _REJECTED
    if folded in (each.casefold() for each in manner.reboot_for_keys):
        return "RebootRequired"
    if folded in (each.casefold() for each in manner.ignores_keys):
        return _ACCEPTED
    return None


def _profile(manner: Manner, profile: object) -> str | None:
    if not isinstance(profile, dict):
        return None
    level, schedule = profile.get("stackLevel"), profile.get("chargingSchedule")
    if isinstance(level, int) and 0 <= manner.max_stack_level < level:
        return _REJECTED
    return _REJECTED if isinstance(schedule, dict) and _is_too_much(manner, schedule) else None


def _is_too_much(manner: Manner, schedule: Payload) -> bool:
    if manner.rate_units and schedule.get("chargingRateUnit") not in manner.rate_units:
        return True
    periods = schedule.get("chargingSchedulePeriod")
    return bool(manner.max_periods) and len(periods or ()) > manner.max_periods
