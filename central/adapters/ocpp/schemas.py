"""The JSON schemas of OCPP 1.6 (those that the `ocpp` package ships), compiled once each.

Strict on what we send; what chargers send is judged here, or repaired by
`central.core.ocpp_reading`.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import jsonschema_rs
import msgspec

from central.core.json_values import unsendable_part
from central.core.secrets import shortened, without_secrets
from central.services.errors import InvalidCallError, InvalidMessageError
from contract.ocpp16 import CallErrorCode

FROM_CHARGER: Final = frozenset(
    {
        "Authorize",
        "BootNotification",
        "DataTransfer",
        "DiagnosticsStatusNotification",
        "FirmwareStatusNotification",
        "Heartbeat",
        "LogStatusNotification",
        "MeterValues",
        "SecurityEventNotification",
        "SignCertificate",
        "SignedFirmwareStatusNotification",
        "StartTransaction",
        "StatusNotification",
        "StopTransaction",
    }
)
TO_CHARGER: Final = frozenset(
    {
        "CancelReservation",
        "CertificateSigned",
        "ChangeAvailability",
        "ChangeConfiguration",
        "ClearCache",
        "ClearChargingProfile",
        "DataTransfer",
        "DeleteCertificate",
        "ExtendedTriggerMessage",
        "GetCompositeSchedule",
        "GetConfiguration",
        "GetDiagnostics",
        "GetInstalledCertificateIds",
        "GetLocalListVersion",
        "GetLog",
        "InstallCertificate",
        "RemoteStartTransaction",
        "RemoteStopTransaction",
        "ReserveNow",
        "Reset",
        "SendLocalList",
        "SetChargingProfile",
        "SignedUpdateFirmware",
        "TriggerMessage",
        "UnlockConnector",
        "UpdateFirmware",
    }
)
SHOWN_LENGTH: Final = 40

_CODES: Final = {
    "Required": CallErrorCode.PROTOCOL_ERROR,  # payload incomplete
    "Type": CallErrorCode.TYPE_CONSTRAINT_VIOLATION,
    "MinItems": CallErrorCode.OCCURENCE_CONSTRAINT_VIOLATION,
    "MaxItems": CallErrorCode.OCCURENCE_CONSTRAINT_VIOLATION,
    "AdditionalProperties": CallErrorCode.FORMATION_VIOLATION,
}
"""By kind of schema error; any other is a value out of bounds (OCPP-J 1.6, 4.2.3)."""


def check_from_charger(action: str, payload: dict[str, Any]) -> None:
    """Check a charger's CALL.

    Raises:
        InvalidMessageError: with the fitting CALLERROR code.
    """
    validator = _validator(action)
    if validator.is_valid(payload):  # several times as fast as to ask for the errors
        return
    error = next(validator.iter_errors(payload), None)
    if error is not None:
        code = _CODES.get(type(error.kind).__name__, CallErrorCode.PROPERTY_CONSTRAINT_VIOLATION)
        raise InvalidMessageError(code, f"{_path(error)} {_shown(error, payload)}: {error.message}")


def check_to_charger(action: str, payload: dict[str, Any]) -> None:
    """Check a CALL that we are about to send.

    Raises:
        InvalidCallError: naming the field, its value, what is wrong, and what is allowed.
    """
    if action not in TO_CHARGER:
        allowed = ", ".join(sorted(TO_CHARGER))
        raise InvalidCallError("action", f"{action!r} is not allowed: one of {allowed}")
    error = next(_validator(action).iter_errors(payload), None)
    if error is not None:
        shown = _shown(error, payload)
        raise InvalidCallError(
            _path(error), f"{shown}: {error.message}" if shown else error.message
        )
    unsendable = unsendable_part(payload)
    if unsendable is not None:
        raise InvalidCallError(*unsendable)


def is_valid_answer(action: str, payload: dict[str, Any]) -> bool:
    """Whether our own answer to a charger's CALL fits its schema."""
    return bool(_validator(f"{action}Response").is_valid(payload))


def _path(error: jsonschema_rs.ValidationError) -> str:
    return ".".join(str(part) for part in error.instance_path) or "payload"


def _shown(error: jsonschema_rs.ValidationError, payload: dict[str, Any]) -> str:
    """The wrong value, shortened; nothing for an object."""
    part = without_secrets(payload)
    for step in error.instance_path:
        part = part[step]
    return "" if isinstance(part, dict | list) else repr(shortened(str(part), SHOWN_LENGTH))


def call_schemas() -> Mapping[str, dict[str, Any]]:
    """The schema of the payload of each call that may go to a charger, by action."""
    return {action: _schema(action) for action in sorted(TO_CHARGER)}


@cache
def _validator(name: str) -> Any:
    """Its messages speak of "value": the value itself may be a secret."""
    return jsonschema_rs.validator_for(_schema(name), mask="value")


def _schema(name: str) -> dict[str, Any]:
    text = files("ocpp").joinpath("v16", "schemas", f"{name}.json").read_bytes()
    return msgspec.json.decode(text.removeprefix(b"\xef\xbb\xbf"), type=dict[str, Any])
