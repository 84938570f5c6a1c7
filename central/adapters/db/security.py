"""Repository of chargers' keys, certificates and security events."""

from dataclasses import fields
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.field_tables import certificates, security_events
from central.adapters.db.rows import row_of
from central.adapters.db.tables import charge_points
from central.services.control_records import Page
from central.services.field_records import CertificateRow, SecurityEventRow, SignedCertificate
from contract.ids import ChargePointId

_CERTIFICATE: Final = [certificates.c[each.name] for each in fields(CertificateRow)]
_EVENT: Final = [security_events.c[each.name] for each in fields(SecurityEventRow)]


class SqlSecurity:
    """Implements `central.services.field_stores.Security`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def set_pending_password(self, charge_point: ChargePointId, hashed: str | None) -> bool:
        """A password that counts from its first use on; False where there is no such charger."""
        return await self._set(charge_point, pending_password_hash=hashed)

    async def promote_password(self, charge_point: ChargePointId, hashed: str) -> None:
        """The pending password was used: it is the only one now."""
        await self._set(charge_point, password_hash=hashed, pending_password_hash=None)

    async def set_profile(self, charge_point: ChargePointId, profile: int) -> bool:
        """Least security profile; False where there is no such charger."""
        return await self._set(charge_point, security_profile=profile)

    async def add_certificate(
        self, charge_point: ChargePointId, signed: SignedCertificate, now: datetime
    ) -> int:
        """Put down as issued; gives its number."""
        row = {name: value for name, value in row_of(signed).items() if name != "chain_pem"}
        result = await self._connection.execute(
            certificates.insert().values(
                **row,
                charge_point_id=charge_point,
                pem=signed.chain_pem,
                state="issued",
                created_at=now,
            )
        )
        key = result.inserted_primary_key
        if key is None:
            raise RuntimeError("the database gave no certificate id")
        return int(key[0])

    async def set_certificate_state(self, number: int, state: str) -> None:
        """What became of it."""
        await self._connection.execute(
            update(certificates).where(certificates.c.id == number).values(state=state)
        )

    async def certificates_of(
        self, charge_point: ChargePointId, limit: int, before_id: int | None
    ) -> list[CertificateRow]:
        """Newest first."""
        statement = select(*_CERTIFICATE).where(certificates.c.charge_point_id == charge_point)
        if before_id is not None:
            statement = statement.where(certificates.c.id < before_id)
        statement = statement.order_by(certificates.c.id.desc()).limit(limit)
        rows = (await self._connection.execute(statement)).mappings()
        return [CertificateRow(**row) for row in rows]

    async def add_event(
        self,
        charge_point: ChargePointId,
        kind: str,
        tech_info: str,
        at: datetime,
        received_at: datetime,
    ) -> None:
        """A charger told a security event."""
        await self._connection.execute(
            security_events.insert().values(
                charge_point_id=charge_point,
                type=kind,
                tech_info=tech_info,
                at=at,
                received_at=received_at,
            )
        )

    async def event_page(self, page: Page) -> list[SecurityEventRow]:
        """Newest first; filter `charge_point_id`."""
        statement = select(*_EVENT).order_by(security_events.c.id.desc()).limit(page.limit)
        for name, value in page.filters.items():
            statement = statement.where(security_events.c[name] == value)
        if page.before_id is not None:
            statement = statement.where(security_events.c.id < page.before_id)
        rows = (await self._connection.execute(statement)).mappings()
        return [SecurityEventRow(**row) for row in rows]

    async def _set(self, charge_point: ChargePointId, **values: object) -> bool:
        statement = update(charge_points).where(charge_points.c.id == charge_point)
        return (await self._connection.execute(statement.values(**values))).rowcount > 0
