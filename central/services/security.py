"""Use cases of the security extension: certificates and events that chargers send.

A SignCertificate is answered at once ("will process"); the certificate follows as a call, and what
the charger says to it is written down (security white paper, 5.2 and 5.18).
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import structlog

from central.core import ocpp_reading
from central.services.charger_memory import ChargerMemory
from central.services.charging_parts import NOTHING, ChargingParts, Reply
from central.services.errors import RemoteError
from central.services.field_records import SignedCertificate
from central.services.follow_up import FollowUp

log = structlog.get_logger(__name__)


class RefusedRequestError(RemoteError):
    """A request for a certificate that we do not sign; says why."""


class CertificateAuthority(Protocol):
    """Who signs chargers' certificates."""

    def sign(self, csr_pem: str, names: Collection[str]) -> SignedCertificate:
        """Sign a request of a charger that may have these common names.

        Raises:
            RefusedRequestError: it is not signed; says why.
        """


@dataclass(frozen=True, slots=True)
class Signing:
    """The handler of SignCertificate."""

    authority: CertificateAuthority

    async def __call__(
        self, parts: ChargingParts, memory: ChargerMemory, payload: dict[str, Any]
    ) -> Reply:
        """SignCertificate."""
        names = {memory.id, memory.facts.serial_number} - {""}
        try:
            signed = self.authority.sign(payload["csr"], names)
        except RefusedRequestError as err:
            parts.counters.add("certificates_refused")
            log.warning("certificate_refused", charge_point=memory.id, reason=str(err)[:300])
            return Reply({"status": "Rejected"})
        async with parts.units.write() as uow:
            number = await uow.security.add_certificate(memory.id, signed, parts.clock.now())
            await uow.commit()
        told = partial(_note_answer, parts, number)
        chain = {"certificateChain": signed.chain_pem}
        call = FollowUp("certificate", chain, "CertificateSigned", told)
        return Reply({"status": "Accepted"}, (call,))


async def refuse_certificate(
    parts: ChargingParts, memory: ChargerMemory, payload: dict[str, Any]
) -> Reply:
    """SignCertificate where there is no certificate authority."""
    del parts, memory, payload
    return Reply({"status": "Rejected"})


async def security_event(
    parts: ChargingParts, memory: ChargerMemory, payload: dict[str, Any]
) -> Reply:
    """SecurityEventNotification: kept, also of a type that nobody knows."""
    now = parts.clock.now()
    repairs = ocpp_reading.Repairs()
    at = ocpp_reading.read_instant(payload, "timestamp", now, repairs)
    event, info = str(payload["type"])[:50], str(payload.get("techInfo", ""))[:255]
    async with parts.units.write() as uow:
        await uow.security.add_event(memory.id, event, info, at, now)
        await uow.commit()
    log.warning("security_event", charge_point=memory.id, type=event)
    return NOTHING


async def _note_answer(
    parts: ChargingParts, number: int, outcome: str, answer: dict[str, Any]
) -> None:
    del answer
    async with parts.units.write() as uow:
        await uow.security.set_certificate_state(number, outcome)
        await uow.commit()
