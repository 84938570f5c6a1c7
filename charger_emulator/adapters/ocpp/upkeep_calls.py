"""Answers to UpdateFirmware and GetDiagnostics (OCPP 1.6, 6.19 and 6.8); the work comes after."""

import math
from collections.abc import Callable
from typing import Final

from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.adapters.ocpp.payloads import (
    CallFaultError,
    Payload,
    count,
    instant_or,
    instant_s,
    text,
)
from charger_emulator.adapters.ocpp.service import bring_back
from charger_emulator.core import firmware, journal, uploads
from charger_emulator.core.certificates import Use
from contract.ocpp16 import CallErrorCode

_URL_LENGTH: Final = 2000
"""The standard has no limit; this is what servers read."""


def begin_update(charger: Charger, order: firmware.Order) -> bool | None:
    """Start an update; True = it took the place of another, None = that one cannot be stopped."""
    kept = charger.maintenance
    running = kept.update is not None and kept.update.is_under_way
    if kept.update is not None and kept.update.is_installing:
        return None
    bring_back(charger)
    kept.update = firmware.Update(order)
    charger.begin("firmware", kept.update.steps(charger.world.now_s))
    return running


def begin_upload(charger: Charger, order: uploads.Order) -> bool:
    """Start an upload; True = it took the place of another."""
    kept = charger.maintenance
    running = kept.upload is not None and kept.upload.is_under_way
    kept.upload = uploads.LogUpload(order)
    charger.begin("upload", kept.upload.steps())
    return running


def _update_firmware(charger: Charger, payload: Payload) -> Payload:
    """A charger that can check signatures takes no firmware without (OCA security paper, L01)."""
    if charger.vault.certificates.roots[Use.MANUFACTURER]:
        problem = "this charger takes signed firmware only: SignedUpdateFirmware"
        raise CallFaultError(CallErrorCode.NOT_SUPPORTED, problem)
    order = firmware.Order(
        text(payload, "location", _URL_LENGTH),
        instant_s(payload, "retrieveDate"),
        count(payload, "retries", 0),
        float(count(payload, "retryInterval", 0)),
    )
    begin_update(charger, order)
    return {}


def _get_diagnostics(charger: Charger, payload: Payload) -> Payload:
    location = text(payload, "location", _URL_LENGTH)
    head = [("charge point", charger.record.id), ("firmware", charger.maintenance.firmware)]
    head += sorted(charger.configuration.as_dict().items())
    content = journal.rendered(
        head,
        charger.vault.journal.happened,
        instant_or(payload, "startTime", -math.inf),
        instant_or(payload, "stopTime", math.inf),
    )
    retries, interval_s = count(payload, "retries", 0), float(count(payload, "retryInterval", 0))
    if content is None:
        return {}  # nothing of that time to upload
    name = journal.file_name("diagnostics", charger.record.id, charger.world.now_s)
    begin_upload(charger, uploads.Order(location, name, content, retries, interval_s))
    return {"fileName": name}


HANDLERS: Final[dict[str, Callable[[Charger, Payload], Payload]]] = {
    "GetDiagnostics": _get_diagnostics,
    "UpdateFirmware": _update_firmware,
}
