"""Parts of a charger's memory that its features own: profiles, reservations, security, firmware.

Each is taken down as JSON data and put back. Charging profiles outlive restarts (errata 3.37) but
those of a transaction, which ends with the power; so do reservations, credentials and
certificates.
"""

import math
from dataclasses import asdict
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.core.certificates import Use
from charger_emulator.core.profiles import Kind, Period, Profile, Purpose, Unit
from charger_emulator.core.reservations import Reservation
from charger_emulator.core.security import Access, Credentials

_PEM: Final = serialization.Encoding.PEM
_ENDLESS: Final = {
    "duration_s": math.inf,
    "cycle_s": math.inf,
    "valid_from_s": -math.inf,
    "valid_to_s": math.inf,
}
"""Fields of a profile that JSON cannot hold when nothing limits them: null there."""


def dump(charger: Charger) -> dict[str, Any]:
    """All parts as JSON data."""
    return {
        "profiles": [
            [connector, _dump_profile(profile)]
            for connector, profile in charger.limits.profiles.installed()
            if profile.purpose is not Purpose.TX
        ],
        "reservations": [asdict(each) for each in charger.bookings.kept()],
        "security": _dump_security(charger),
        "firmware": charger.maintenance.firmware,
    }


def load(charger: Charger, data: dict[str, Any]) -> None:
    """Put all parts back.

    Raises:
        KeyError, TypeError, ValueError: if the data is not what `dump` made.
    """
    _load_security(charger, data["security"])
    charger.maintenance.firmware = data["firmware"]
    charger.bookings.restore([Reservation(**each) for each in data["reservations"]])
    profiles = [(connector, _load_profile(each)) for connector, each in data["profiles"]]
    charger.limits.restore(profiles)


def _dump_profile(profile: Profile) -> dict[str, Any]:
    data = asdict(profile)
    return data | {name: None for name, none in _ENDLESS.items() if data[name] == none}


def _load_profile(data: dict[str, Any]) -> Profile:
    whole = data | {name: none for name, none in _ENDLESS.items() if data[name] is None}
    return Profile(
        **whole
        | {
            "purpose": Purpose(data["purpose"]),
            "kind": Kind(data["kind"]),
            "unit": Unit(data["unit"]),
            "periods": tuple(Period(**period) for period in data["periods"]),
        }
    )


def _dump_security(charger: Charger) -> dict[str, Any]:
    credentials, store = charger.vault.credentials, charger.vault.certificates
    return {
        "proven": _dump_access(credentials.proven),
        "trial": None if credentials.trial is None else _dump_access(credentials.trial),
        "roots": {use: [_pem(root) for root in roots] for use, roots in store.roots.items()},
        "own": [_pem(each) for each in store.own],
        "own_key": store.own_key.decode(),
    }


def _load_security(charger: Charger, data: dict[str, Any]) -> None:
    credentials = Credentials(_load_access(data["proven"]))
    if data["trial"] is not None:
        credentials.propose(_load_access(data["trial"]))
    charger.vault.credentials = credentials
    charger.configuration.put("SecurityProfile", str(credentials.proven.profile))
    store = charger.vault.certificates
    store.roots = {use: [_certificate(pem) for pem in data["roots"][use]] for use in Use}
    store.own = [_certificate(pem) for pem in data["own"]]
    store.own_key = data["own_key"].encode()


def _dump_access(access: Access) -> list[Any]:
    return [access.profile, access.password.hex()]


def _load_access(data: list[Any]) -> Access:
    return Access(data[0], bytes.fromhex(data[1]))


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(_PEM).decode()


def _certificate(pem: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate(pem.encode())
