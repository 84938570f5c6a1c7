"""What one charger keeps for its security: credentials, certificates, events, log.

It outlives resets. Nothing in it is ever told over OCPP but by the messages of the security paper.
"""

import math
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

from charger_emulator.core.certificates import (
    CertificateFault,
    CertificateStore,
    Use,
    check_chain,
)
from charger_emulator.core.events import EventQueue, SecurityEvent
from charger_emulator.core.journal import Journal, Line
from charger_emulator.core.security import TLS, Access, Credentials, KeyForm, Means


class Vault:
    """State of one charge point. Instants are simulated Unix seconds."""

    def __init__(self, access: Access) -> None:
        self.credentials = Credentials(access)
        self.key_form = KeyForm.AUTO
        self.certificates = CertificateStore()
        self.events = EventQueue()
        self.journal = Journal()
        self.request: tuple[PublicKeyTypes, bytes] | None = None
        """Key of the signing request under way: public, and private as PEM."""
        self.renew_s = math.inf
        """When the own certificate has to be renewed, or asked for once more."""
        self.trusted: x509.Certificate | None = None
        """The central root that the present connection rests on."""
        self._last_trouble: SecurityEvent | None = None

    @property
    def profile(self) -> int:
        """Security profile in force."""
        return self.credentials.proven.profile

    def note(self, at_s: float, what: str, details: str = "") -> None:
        """Write a line into the log of what happened."""
        self.journal.happened.append(Line(at_s, what, details))

    def raise_event(self, kind: SecurityEvent, at_s: float, info: str = "") -> None:
        """Log a security event, and queue it where there is somebody who wants to know.

        Profile 0 is older than the paper: such a charger logs events and sends none.
        """
        self.journal.security.append(Line(at_s, kind, info))
        if self.profile > 0:
            self.events.put(kind, at_s, info)

    def trouble(self, kind: SecurityEvent, at_s: float, info: str) -> None:
        """A connection failed for a reason of security; the same again and again is one event."""
        if kind is not self._last_trouble:
            self._last_trouble = kind
            self.raise_event(kind, at_s, info)

    def connected(self, server: x509.Certificate | None, now: datetime) -> None:
        """A connection was accepted, by a server with a certificate or without."""
        self._last_trouble = None
        self.credentials.taken()
        self.certificates.before = None
        self.trusted = None if server is None else self._root_of(server, now)

    def root_in_use(self) -> x509.Certificate | None:
        """The central root that cannot be done without."""
        roots = self.certificates.roots[Use.CENTRAL]
        is_last = self.profile in TLS and len(roots) == 1
        return roots[0] if is_last else self.trusted

    def means(self) -> Means:
        """What there is for a higher profile."""
        store = self.certificates
        return Means(bool(store.roots[Use.CENTRAL]), bool(store.own))

    def _root_of(self, server: x509.Certificate, now: datetime) -> x509.Certificate | None:
        """A root that issued the server's certificate, or the only one there is."""
        roots = self.certificates.roots[Use.CENTRAL]
        try:
            return check_chain([server], roots, now)
        except CertificateFault:
            return roots[0] if len(roots) == 1 else None
