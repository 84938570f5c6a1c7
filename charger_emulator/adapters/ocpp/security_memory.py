"""What a charger keeps of its security and upkeep over a restart of the emulator, as JSON data.

An update or upload under way is over with the process; reservations, unsent security events, new
credentials and all certificates stay.
"""

from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.core.certificates import Use, read_chain
from charger_emulator.core.events import SecurityEvent
from charger_emulator.core.reservations import Reservation
from charger_emulator.core.security import Access, Credentials


def dump_security(charger: Charger) -> dict[str, Any]:
    """Credentials (where they are not those that the charger came with), certificates, events."""
    vault = charger.vault
    store, access = vault.certificates, vault.credentials.proven
    return {
        "access": [access.profile, access.password.hex()] if vault.credentials.is_new else None,
        "roots": {use: _dump_chain(roots) for use, roots in store.roots.items()},
        "own": _dump_chain(store.own),
        "own_key": store.own_key.decode(),
        "events": [[each.kind, each.at_s, each.info] for each in vault.events.all()],
    }


def load_security(charger: Charger, data: dict[str, Any]) -> None:
    """Put back what `dump_security` made."""
    vault = charger.vault
    if data["access"] is not None:
        profile, password = data["access"]
        vault.credentials = Credentials(Access(profile, bytes.fromhex(password)), is_new=True)
        charger.configuration.put("SecurityProfile", str(profile))
    for use, pem in data["roots"].items():
        for root in _load_chain(pem):
            vault.certificates.install(Use(use), root)
    vault.certificates.own = _load_chain(data["own"])
    vault.certificates.own_key = data["own_key"].encode()
    vault.renew_s = vault.certificates.renew_s()
    for kind, at_s, info in data["events"]:
        vault.events.put(SecurityEvent(kind), at_s, info)


def dump_upkeep(charger: Charger) -> dict[str, Any]:
    """Firmware and reservations."""
    return {
        "firmware": charger.maintenance.firmware,
        "reservations": [
            [r.id, r.connector, r.id_tag, r.parent_tag, r.until_s] for r in charger.bookings.all()
        ],
    }


def load_upkeep(charger: Charger, data: dict[str, Any]) -> None:
    """Put back what `dump_upkeep` made."""
    charger.maintenance.firmware = data["firmware"]
    charger.bookings.restore([Reservation(*row) for row in data["reservations"]])


def _dump_chain(chain: list[x509.Certificate]) -> str:
    return "".join(each.public_bytes(Encoding.PEM).decode() for each in chain)


def _load_chain(pem: str) -> list[x509.Certificate]:
    return read_chain(pem) if pem else []
