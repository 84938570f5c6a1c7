"""Repository of chargers' keys, certificates and security events, as a small protocol."""

from datetime import datetime
from typing import Protocol

from central.services.control_records import Page
from central.services.field_records import CertificateRow, SecurityEventRow, SignedCertificate
from contract.ids import ChargePointId


class SecurityStore(Protocol):
    """Passwords under rotation, profiles, certificates, events."""

    async def set_pending_password(self, charge_point: ChargePointId, hashed: str | None) -> bool:
        """A password that counts from its first use on; False where there is no such charger."""

    async def promote_password(self, charge_point: ChargePointId, hashed: str) -> None:
        """The pending password was used: it is the only one now."""

    async def set_profile(self, charge_point: ChargePointId, profile: int) -> bool:
        """Least security profile; False where there is no such charger."""

    async def add_certificate(
        self, charge_point: ChargePointId, signed: SignedCertificate, now: datetime
    ) -> int:
        """Put down as issued; gives its number."""

    async def set_certificate_state(self, number: int, state: str) -> None:
        """What became of it."""

    async def certificates_of(
        self, charge_point: ChargePointId, limit: int, before_id: int | None
    ) -> list[CertificateRow]:
        """Newest first."""

    async def add_event(
        self,
        charge_point: ChargePointId,
        kind: str,
        tech_info: str,
        at: datetime,
        received_at: datetime,
    ) -> None:
        """A charger told a security event."""

    async def event_page(self, page: Page) -> list[SecurityEventRow]:
        """Newest first; filter `charge_point_id`."""
