"""Which charging profiles a charger holds, worked out from what it accepted.

OCPP 1.6 has no call that lists them. A profile replaces one of the same id, and one of the same
stack level and purpose at the same connector (5.16.4); ClearChargingProfile takes away those that
fit all of its fields (5.5), all without any. What a charger forgets by itself (a TxProfile with its
session, 3.13.1) is left out where the session is known to be over.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

SET: Final = "SetChargingProfile"
CLEAR: Final = "ClearChargingProfile"
ACTIONS: Final = (SET, CLEAR)
TX_PROFILE: Final = "TxProfile"


@dataclass(frozen=True, slots=True)
class AcceptedCall:
    """A call of `ACTIONS` that the charger accepted."""

    action: str
    payload: Mapping[str, Any]
    accepted_at: datetime


@dataclass(frozen=True, slots=True)
class InstalledProfile:
    """A profile that a charger accepted; connector 0 = the whole charger."""

    connector_id: int
    profile: Mapping[str, Any]
    accepted_at: datetime


def installed(
    calls: Iterable[AcceptedCall], ended_sessions: Collection[int] = ()
) -> list[InstalledProfile]:
    """Profiles that are held after these calls, in the order in which they were accepted.

    Args:
        calls: oldest first.
        ended_sessions: transaction ids of sessions that are over.
    """
    held: list[InstalledProfile] = []
    for call in calls:
        if call.action == CLEAR:
            held = [each for each in held if not _is_cleared(each, call.payload)]
        else:
            connector, profile = call.payload["connectorId"], call.payload["csChargingProfiles"]
            new = InstalledProfile(connector, profile, call.accepted_at)
            held = [*(each for each in held if not _is_replaced(each, new)), new]
    return [each for each in held if not _is_over(each, ended_sessions)]


def _is_replaced(old: InstalledProfile, new: InstalledProfile) -> bool:
    if old.profile["chargingProfileId"] == new.profile["chargingProfileId"]:
        return True
    place = ("stackLevel", "chargingProfilePurpose")
    return old.connector_id == new.connector_id and all(
        old.profile[name] == new.profile[name] for name in place
    )


def _is_cleared(each: InstalledProfile, wanted: Mapping[str, Any]) -> bool:
    found = {
        "id": each.profile["chargingProfileId"],
        "connectorId": each.connector_id,
        "chargingProfilePurpose": each.profile["chargingProfilePurpose"],
        "stackLevel": each.profile["stackLevel"],
    }
    return all(found[name] == value for name, value in wanted.items() if name in found)


def _is_over(each: InstalledProfile, ended_sessions: Collection[int]) -> bool:
    is_of_session = each.profile["chargingProfilePurpose"] == TX_PROFILE
    return is_of_session and each.profile.get("transactionId") in ended_sessions
