"""Answers to the messages of OCA's security paper: keys, profiles, certificates, log, firmware."""

import math
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.adapters.ocpp.payloads import (
    Payload,
    count,
    instant_or,
    instant_s,
    need,
    one_of,
    status,
    text,
)
from charger_emulator.adapters.ocpp.service import raise_event, subject_of
from charger_emulator.adapters.ocpp.upkeep_calls import begin_update, begin_upload
from charger_emulator.core import firmware, journal, uploads
from charger_emulator.core.certificates import (
    HASH_ALGORITHMS,
    CertificateFault,
    HashData,
    Use,
    check_chain,
    check_own,
    check_root,
    read_chain,
)
from charger_emulator.core.events import SecurityEvent
from charger_emulator.core.security import MUTUAL, Access, check_profile, read_key

ACCEPTED, REJECTED, CANCELED = "Accepted", "Rejected", "AcceptedCanceled"
_PEM_LENGTH: Final = 5500
_CHAIN_LENGTH: Final = 10_000
_URL_LENGTH: Final = 512
_INVALID_ROOT: Final = {
    Use.CENTRAL: SecurityEvent.INVALID_CENTRAL_CERTIFICATE,
    Use.MANUFACTURER: SecurityEvent.INVALID_FIRMWARE_CERTIFICATE,
}


def change_security(charger: Charger, key: str, value: str) -> str | None:
    """Answer a ChangeConfiguration of a security key; None = it is no such key.

    Accepted credentials are used at once: the link starts anew after the answer.
    """
    vault = charger.vault
    credentials = vault.credentials
    match key.casefold():
        case "authorizationkey":
            password = read_key(value, vault.key_form)
            if password is None:
                return REJECTED
            credentials.propose(Access(credentials.chosen.profile, password))
        case "securityprofile":
            access = check_profile(credentials.chosen, value, vault.means())
            if access is None:
                return REJECTED
            if access != credentials.proven:
                credentials.propose(access)
        case _:
            return None
    raise_event(charger, SecurityEvent.RECONFIGURED, key)
    return ACCEPTED


def _certificate_signed(charger: Charger, payload: Payload) -> Payload:
    pem, vault = text(payload, "certificateChain", _CHAIN_LENGTH), charger.vault
    public, private = vault.request or (None, b"")
    roots = vault.certificates.roots[Use.CENTRAL]
    try:
        chain = check_own(pem, public, subject_of(charger), roots, _now(charger))
    except CertificateFault as err:
        raise_event(charger, SecurityEvent.INVALID_OWN_CERTIFICATE, str(err))
        return status(REJECTED)
    vault.request = None
    if vault.certificates.adopt(chain, private) and vault.profile == MUTUAL:
        vault.credentials.propose(vault.credentials.chosen)
    vault.renew_s = vault.certificates.renew_s()
    return status(ACCEPTED)


def _install(charger: Charger, payload: Payload) -> Payload:
    use = Use(one_of(payload, "certificateType", tuple(Use)))
    try:
        root = check_root(text(payload, "certificate", _PEM_LENGTH), _now(charger))
    except CertificateFault as err:
        raise_event(charger, _INVALID_ROOT[use], str(err))
        return status(REJECTED)
    return status(ACCEPTED if charger.vault.certificates.install(use, root) else REJECTED)


def _delete(charger: Charger, payload: Payload) -> Payload:
    data: dict[str, Any] = need(payload, "certificateHashData", dict)
    wanted = HashData(
        one_of(data, "hashAlgorithm", HASH_ALGORITHMS),
        text(data, "issuerNameHash", 128),
        text(data, "issuerKeyHash", 128),
        text(data, "serialNumber", 40),
    )
    return status(charger.vault.certificates.delete(wanted, charger.vault.root_in_use()))


def _installed(charger: Charger, payload: Payload) -> Payload:
    use = Use(one_of(payload, "certificateType", tuple(Use)))
    names = charger.vault.certificates.listed(use)
    if not names:
        return status("NotFound")
    return status(ACCEPTED) | {
        "certificateHashData": [
            {
                "hashAlgorithm": name.algorithm,
                "issuerNameHash": name.issuer_name,
                "issuerKeyHash": name.issuer_key,
                "serialNumber": name.serial,
            }
            for name in names
        ]
    }


def _get_log(charger: Charger, payload: Payload) -> Payload:
    wanted: dict[str, Any] = need(payload, "log", dict)
    kind = one_of(payload, "logType", ("DiagnosticsLog", "SecurityLog"))
    is_security = kind == "SecurityLog"
    kept = charger.vault.journal
    content = journal.rendered(
        (("charge point", charger.record.id), ("log", kind)),
        kept.security if is_security else kept.happened,
        instant_or(wanted, "oldestTimestamp", -math.inf),
        instant_or(wanted, "latestTimestamp", math.inf),
    )
    request_id = need(payload, "requestId", int)
    location = text(wanted, "remoteLocation", _URL_LENGTH)
    retries, interval_s = count(payload, "retries", 0), float(count(payload, "retryInterval", 0))
    if content is None:
        return status(REJECTED)
    name = journal.file_name(
        "security" if is_security else "diagnostics", charger.record.id, charger.world.now_s
    )
    order = uploads.Order(location, name, content, retries, interval_s, request_id)
    replaced = begin_upload(charger, order)
    return status(CANCELED if replaced else ACCEPTED) | {"filename": name}


def _signed_update(charger: Charger, payload: Payload) -> Payload:
    image: dict[str, Any] = need(payload, "firmware", dict)
    pem, signature = text(image, "signingCertificate", _PEM_LENGTH), text(image, "signature", 800)
    request_id = need(payload, "requestId", int)
    location = text(image, "location", _URL_LENGTH)
    retrieve_s = instant_s(image, "retrieveDateTime")
    install_s = instant_or(image, "installDateTime", -math.inf)
    retries, interval_s = count(payload, "retries", 0), float(count(payload, "retryInterval", 0))
    try:
        chain = read_chain(pem)
        check_chain(chain, charger.vault.certificates.roots[Use.MANUFACTURER], _now(charger))
    except CertificateFault as err:
        raise_event(charger, SecurityEvent.INVALID_FIRMWARE_CERTIFICATE, str(err))
        return status("InvalidCertificate")
    signed = firmware.Signed(request_id, chain[0], signature, install_s)
    order = firmware.Order(location, retrieve_s, retries, interval_s, signed)
    replaced = begin_update(charger, order)
    if replaced is None:
        return status(REJECTED)
    return status(CANCELED if replaced else ACCEPTED)


def _now(charger: Charger) -> datetime:
    return datetime.fromtimestamp(charger.world.now_s, UTC)


HANDLERS: Final[dict[str, Callable[[Charger, Payload], Payload]]] = {
    "CertificateSigned": _certificate_signed,
    "DeleteCertificate": _delete,
    "GetInstalledCertificateIds": _installed,
    "GetLog": _get_log,
    "InstallCertificate": _install,
    "SignedUpdateFirmware": _signed_update,
}
