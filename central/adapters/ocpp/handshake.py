"""The door of the gateway: rate, path, HTTP Basic and registration, before a websocket exists.

A refusal is cheap (no websocket, no session) and tells why; it is counted by its status.
"""

import asyncio
import ipaddress
import math
from dataclasses import dataclass
from enum import IntEnum
from http import HTTPStatus
from typing import Final
from urllib.parse import unquote, urlsplit

import structlog
from websockets.asyncio.server import ServerConnection
from websockets.http11 import Request, Response

from central.adapters.ocpp.credentials import Basic, Passwords, parse_basic
from central.core.handshake_rate import HandshakeRate
from central.core.secrets import shortened
from central.services.admission import NewcomerRules, find_or_register
from central.services.counters import Counters
from central.services.errors import UnavailableError
from central.services.records import ChargePoint
from central.services.unit_of_work import UnitsOfWork
from contract.ids import ChargePointId, charge_point_id

MAX_REASON: Final = 300

log = structlog.get_logger(__name__)


class Profile(IntEnum):
    """Security profiles by the listener (security white paper): 0 and 1 share the plain one."""

    PLAIN = 1
    TLS = 2
    CLIENT_CERTIFICATE = 3


@dataclass(frozen=True, slots=True)
class Door:
    """Where a charger knocks, and which common names its client certificate has."""

    profile: Profile
    common_names: frozenset[str]


class RefusedError(Exception):
    """A handshake that ends with this status."""

    def __init__(
        self, status: HTTPStatus, reason: str, *, retry_after_s: int | None = None
    ) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """Decides about handshakes; `admit` is what the websocket server asks."""

    units: UnitsOfWork
    passwords: Passwords
    newcomers: NewcomerRules
    counters: Counters
    rate: HandshakeRate

    async def admit(
        self, profile: Profile, connection: ServerConnection, request: Request
    ) -> Response | None:
        """None = come in; else the refusal."""
        try:
            self._check_rate(connection)
            door = Door(profile, _common_names(connection))
            await self._check(door, request.path, request.headers.get_all("Authorization"))
        except RefusedError as refused:
            return self._refusal(connection, refused)
        except Exception:
            self.counters.add("defects")
            shown = shortened(request.path.partition("?")[0])
            log.exception("defect", what="handshake", path=shown)
            ours = RefusedError(HTTPStatus.INTERNAL_SERVER_ERROR, "our mistake")
            return self._refusal(connection, ours)
        return None

    def _refusal(self, connection: ServerConnection, refused: RefusedError) -> Response:
        status = refused.status
        self.counters.add(f"handshakes_refused_{status.value}")
        response = connection.respond(status, f"{refused.reason}\n")
        if refused.retry_after_s is not None:  # a crowd: counted, no line for each
            response.headers["Retry-After"] = str(refused.retry_after_s)
            return response
        log.warning("handshake_refused", status=status.value, reason=refused.reason)
        if status is HTTPStatus.UNAUTHORIZED:
            response.headers["WWW-Authenticate"] = 'Basic realm="ocpp"'
        return response

    def _check_rate(self, connection: ServerConnection) -> None:
        """Whoever comes from this machine (tests, an edge agent) counts in all only."""
        peer = connection.remote_address
        address = str(peer[0]) if peer else None
        if address is not None and _is_loopback(address):
            address = None
        wait_s = self.rate.wait_s(address, asyncio.get_running_loop().time())
        if wait_s > 0:
            if self.counters.add("handshakes_over_rate") == 1:
                log.warning("handshakes_over_rate", address=address or "this machine")
            reason = "too many connections at once; try again later"
            raise RefusedError(
                HTTPStatus.SERVICE_UNAVAILABLE, reason, retry_after_s=math.ceil(wait_s)
            )

    async def _check(self, door: Door, path: str, authorization: list[str]) -> None:
        try:
            identity = identity_of(path)
        except ValueError as err:
            raise RefusedError(HTTPStatus.NOT_FOUND, str(err)[:MAX_REASON]) from err
        basic = parse_basic(authorization[0]) if authorization else None
        if authorization and (basic is None or basic.username != identity):
            reason = f"HTTP Basic user name must be the identity {identity!r}"
            raise RefusedError(HTTPStatus.UNAUTHORIZED, reason)
        try:
            known = await find_or_register(self.units, self.counters, self.newcomers, identity)
        except UnavailableError as err:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, str(err)) from err
        if known is None:
            reason = f"charge point {identity!r} is not known"
            raise RefusedError(HTTPStatus.NOT_FOUND, reason)
        await self._check_profile(door, known, basic)

    async def _check_profile(self, door: Door, known: ChargePoint, basic: Basic | None) -> None:
        if door.profile < known.security_profile:
            reason = f"{known.id!r} uses security profile {known.security_profile}, not a lower one"
            raise RefusedError(HTTPStatus.FORBIDDEN, reason)
        if door.profile is Profile.CLIENT_CERTIFICATE:
            if not door.common_names & {known.id, known.serial_number}:
                reason = f"the client certificate is not that of {known.id!r}"
                raise RefusedError(HTTPStatus.FORBIDDEN, reason)
        else:
            await self._check_password(door, known, basic)
        if door.profile > max(known.security_profile, Profile.PLAIN):
            async with self.units.write_together() as uow:
                await uow.security.set_profile(known.id, door.profile)
                await uow.commit()
            log.info("profile_raised", charge_point=known.id, profile=int(door.profile))

    async def _check_password(self, door: Door, known: ChargePoint, basic: Basic | None) -> None:
        """The new password, if one was sent to the charger, else the present one."""
        password = b"" if basic is None else basic.password
        pending = known.pending_password_hash
        if (
            pending is not None
            and basic is not None
            and await self.passwords.is_right(known.id, pending, password)
        ):
            async with self.units.write_together() as uow:
                await uow.security.promote_password(known.id, pending)
                await uow.commit()
            log.info("password_renewed", charge_point=known.id)
            return
        if known.password_hash is None:
            if door.profile is Profile.TLS:
                reason = f"{known.id!r} has no password yet, which profile 2 needs"
                raise RefusedError(HTTPStatus.UNAUTHORIZED, reason)
            return
        if not await self.passwords.is_right(known.id, known.password_hash, password):
            reason = f"wrong or missing password of {known.id!r}"
            raise RefusedError(HTTPStatus.UNAUTHORIZED, reason)


def _is_loopback(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def _common_names(connection: ServerConnection) -> frozenset[str]:
    tls = connection.transport.get_extra_info("ssl_object")
    certificate = None if tls is None else tls.getpeercert()
    subject = certificate.get("subject", ()) if certificate else ()
    return frozenset(
        value for part in subject for name, value in part if name == "commonName" and value
    )


def identity_of(path: str) -> ChargePointId:
    """Identity in a request path: the last segment, percent-decoded; slashes may be doubled.

    Raises:
        ValueError: if there is none after `/ocpp/`, or it is not usable.
    """
    parts = [part for part in urlsplit(path).path.split("/") if part]
    if len(parts) < 2 or parts[0] != "ocpp":
        shown = shortened(path.partition("?")[0])
        raise ValueError(f"path {shown!r} is not allowed: /ocpp/<identity>")
    return charge_point_id(unquote(parts[-1]))
