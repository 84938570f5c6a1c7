"""Chargers' passwords, certificates, security profiles and events."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query
from pydantic import BaseModel, ConfigDict, Field

from central.api.bodies import IsNumber
from central.api.conditions import Change, Tagged
from central.api.deps import Admin, Parts, Reader
from central.api.paging import Cursor, Limit, next_cursor, read_id_cursor
from central.services import keys
from central.services.control_records import Page
from central.services.errors import UnknownChargePointError
from central.services.items import iso
from contract.ids import ChargePointId

router = APIRouter(tags=["security"])


class PasswordOut(BaseModel):
    """What a charger said to its new password; the password itself is told to nobody."""

    id: str
    outcome: str


class ProfileIn(BaseModel):
    """The least security profile that a charger may connect with."""

    model_config = ConfigDict(extra="forbid")
    security_profile: Annotated[int, Field(ge=0, le=3), IsNumber]


class ProfileOut(ProfileIn):
    """A charger's least security profile."""

    id: str


class CertificateOut(BaseModel):
    """A client certificate that central's authority signed."""

    serial: str
    subject: str
    not_after: str
    state: Literal["issued", "accepted", "rejected", "error", "timeout", "offline"]
    created_at: str


class CertificateList(BaseModel):
    """A page of a charger's certificates."""

    items: list[CertificateOut]
    next_cursor: str | None


class SecurityEventOut(BaseModel):
    """What a charger told about its security."""

    id: int
    charge_point: str
    type: str
    tech_info: str
    at: str
    received_at: str


class SecurityEventPage(BaseModel):
    """A page of security events."""

    items: list[SecurityEventOut]
    next_cursor: str | None


class RootOut(BaseModel):
    """The root certificate that chargers know central by, PEM."""

    pem: str


@router.get("/security/root", response_model=RootOut)
async def get_root_certificate(parts: Parts, _: Reader) -> dict[str, Any]:
    """For InstallCertificate, as CentralSystemRootCertificate."""
    if parts.root_pem is None:
        raise HTTPException(404, "central has no certificate authority: set PKI_DIR")
    return {"pem": parts.root_pem}


@router.post("/chargers/{charger_id}/password", response_model=PasswordOut)
async def renew_password(charger_id: str, parts: Parts, person: Admin) -> dict[str, Any]:
    """Give a charger a new random password; the old one is good until the new one is used."""
    answer = await keys.renew_password(parts.orders, person.actor, ChargePointId(charger_id))
    return {"id": charger_id, "outcome": answer.outcome}


@router.get("/chargers/{charger_id}/security-profile", response_model=ProfileOut)
async def get_security_profile(
    charger_id: str, parts: Parts, _: Reader, tagged: Tagged
) -> dict[str, Any]:
    """The least profile that a charger may connect with."""
    async with parts.uows.read() as uow:
        known = await uow.charge_points.get(ChargePointId(charger_id))
    if known is None:
        raise UnknownChargePointError(charger_id)
    return tagged(_profile_item(charger_id, known.security_profile))


@router.put("/chargers/{charger_id}/security-profile", response_model=ProfileOut)
async def set_security_profile(
    charger_id: str, body: ProfileIn, parts: Parts, person: Admin, change: Change
) -> dict[str, Any]:
    """Set the least profile, also downward; OCPP alone only ever raises it."""

    def may_change(before: int) -> None:
        change.check(_profile_item(charger_id, before))

    charge_point, profile = ChargePointId(charger_id), body.security_profile
    await keys.set_profile(parts.orders, person.actor, charge_point, profile, may_change)
    return change.done(_profile_item(charger_id, profile))


@router.get("/chargers/{charger_id}/certificates", response_model=CertificateList)
async def list_certificates(
    charger_id: str, parts: Parts, _: Reader, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """Client certificates of a charger and what it said to each, newest first."""
    kind = f"certificates {charger_id}"
    before = read_id_cursor(kind, cursor)
    async with parts.uows.read() as uow:
        rows = await uow.security.certificates_of(ChargePointId(charger_id), limit + 1, before)
    items = [
        {
            "serial": row.serial,
            "subject": row.subject,
            "not_after": iso(row.not_after),
            "state": row.state,
            "created_at": iso(row.created_at),
        }
        for row in rows[:limit]
    ]
    more = len(rows) > limit
    last = next_cursor(kind, str(rows[limit - 1].id)) if more else None
    return {"items": items, "next_cursor": last}


@router.get("/security-events", response_model=SecurityEventPage)
async def list_security_events(
    parts: Parts,
    _: Reader,
    charge_point: Annotated[str | None, Query(min_length=1, max_length=48)] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Security events, newest first."""
    filters = {} if charge_point is None else {"charge_point_id": charge_point}
    page = Page(limit + 1, read_id_cursor("security-events", cursor), filters)
    async with parts.uows.read() as uow:
        rows = await uow.security.event_page(page)
    items = [
        {
            "id": row.id,
            "charge_point": row.charge_point_id,
            "type": row.type,
            "tech_info": row.tech_info,
            "at": iso(row.at),
            "received_at": iso(row.received_at),
        }
        for row in rows[:limit]
    ]
    more = len(rows) > limit
    cursor = next_cursor("security-events", str(rows[limit - 1].id)) if more else None
    return {"items": items, "next_cursor": cursor}


def _profile_item(charger_id: str, profile: int) -> dict[str, Any]:
    return {"id": charger_id, "security_profile": profile}
