"""TriggerMessage (OCPP 1.6, 6.17) and ExtendedTriggerMessage (OCA security paper, F06).

The answer goes out first, then the message: a handler only checks, `send` says what was asked for.
"""

from collections.abc import Callable
from typing import Final

from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.adapters.ocpp.payloads import Payload, need, status
from charger_emulator.adapters.ocpp.service import request_certificate
from charger_emulator.core.errands import Say, Step
from charger_emulator.core.firmware import idle_report
from charger_emulator.core.uploads import IDLE, log_status

_BOTH: Final = ("BootNotification", "Heartbeat", "MeterValues", "StatusNotification")
_PLAIN: Final = (*_BOTH, "DiagnosticsStatusNotification", "FirmwareStatusNotification")
_EXTENDED: Final = (
    *_BOTH,
    "FirmwareStatusNotification",
    "LogStatusNotification",
    "SignChargePointCertificate",
)


def asked_for(action: str, payload: Payload, answer: Payload) -> tuple[str, int | None] | None:
    """What has to be said after an accepted trigger: (message, connector); None = nothing.

    The firmware status that ExtendedTriggerMessage means is that of signed firmware.
    """
    if action not in HANDLERS or answer["status"] != "Accepted":
        return None
    wanted = payload["requestedMessage"]
    if action == "ExtendedTriggerMessage" and wanted == "FirmwareStatusNotification":
        wanted = "SignedFirmwareStatusNotification"
    return wanted, payload.get("connectorId")


def send(charger: Charger, message: str) -> bool:
    """Say one of the messages that need no connector; False if it is none of them."""
    match message:
        case "SignChargePointCertificate":
            return request_certificate(charger)
        case "DiagnosticsStatusNotification":
            _say(charger, _diagnostics_status(charger))
        case "LogStatusNotification":
            _say(charger, _log_status(charger))
        case "FirmwareStatusNotification" | "SignedFirmwareStatusNotification":
            _say(charger, _firmware_status(charger, signed=message.startswith("Signed")))
        case _:
            return False
    return True


def _trigger(charger: Charger, payload: Payload) -> Payload:
    return _answer(charger, payload, _PLAIN)


def _extended(charger: Charger, payload: Payload) -> Payload:
    return _answer(charger, payload, _EXTENDED)


def _answer(charger: Charger, payload: Payload, known: tuple[str, ...]) -> Payload:
    message = need(payload, "requestedMessage", str)
    number = need(payload, "connectorId", int, optional=True)
    if message not in known:
        return status("NotImplemented")
    if number is not None and charger.index(number) is None:
        return status("Rejected")
    if message == "SignChargePointCertificate" and not charger.configuration.text("CpoName"):
        return status("Rejected")  # a certificate names the operator
    return status("Accepted")


def _say(charger: Charger, step: Step) -> None:
    if isinstance(step, Say):
        charger.say(step.action, step.payload)


def _firmware_status(charger: Charger, *, signed: bool) -> Step:
    update = charger.maintenance.update
    if update is not None and update.is_under_way and (update.order.signed is not None) is signed:
        return update.report()
    return idle_report(is_signed_form=signed)


def _diagnostics_status(charger: Charger) -> Step:
    upload = charger.maintenance.upload
    if upload is not None and upload.order.request_id is None:
        return upload.report()
    return Say("DiagnosticsStatusNotification", {"status": IDLE})


def _log_status(charger: Charger) -> Step:
    upload = charger.maintenance.upload
    if upload is not None and upload.order.request_id is not None:
        return upload.report()
    return log_status(IDLE, None)


HANDLERS: Final[dict[str, Callable[[Charger, Payload], Payload]]] = {
    "ExtendedTriggerMessage": _extended,
    "TriggerMessage": _trigger,
}
