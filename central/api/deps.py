"""What routes need: the use cases, and who asks. One dependency guards every route."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import Depends, HTTPException, Request

from central.core.access import Permission, may
from central.core.playbooks import Playbook
from central.core.rules import HealRules
from central.core.work_catalogue import Catalogue
from central.services.auth import Auth
from central.services.chat import Chat
from central.services.control_records import User
from central.services.counters import Counters
from central.services.drive_times import DriveTimes
from central.services.jobs import Uploads
from central.services.models import Registry
from central.services.notice_records import ChannelKind
from central.services.orders import Orders
from central.services.people import Actor, People
from central.services.ports import Clock
from central.services.repeats import Repeats
from central.services.routes import Routes
from central.services.simulation import Simulation
from central.services.station_reader import StationReader
from central.services.stream import Stream
from central.services.unit_of_work import UnitsOfWork
from central.services.work_orders import Worker
from central.services.work_planning import Planner

COOKIE: Final = "sntry_session"
CSRF_HEADER: Final = "X-Requested-With"
CSRF_VALUE: Final = "sntry"
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class ChargerDoor:
    """Where chargers come in, and what the calls to them look like."""

    url: str | None
    """What people set in a charger, without its identity; None = the ports of this host."""
    port: int
    tls_port: int | None
    registration: str
    """Of chargers that nobody put down: open, pending, closed."""
    calls: Mapping[str, dict[str, Any]]
    """JSON schema of each call that may go to a charger, by action."""


@dataclass(frozen=True, slots=True)
class ApiParts:
    """Everything the API talks to."""

    uows: UnitsOfWork
    clock: Clock
    auth: Auth
    people: People
    orders: Orders
    repeats: Repeats
    uploads: Uploads
    models: Registry
    root_pem: str | None
    """Root certificate of central's authority; None = there is none."""
    door: ChargerDoor
    public_url: str
    """Where chargers reach this API, for uploads; no slash at its end."""
    simulation: Simulation
    stations: StationReader
    stream: Stream
    rules: HealRules
    drives: DriveTimes
    routes: Routes
    chat: Chat
    shown_address: Callable[[ChannelKind, str], str]
    """An address of a channel without its secrets; ValueError where it is none."""
    currency: str
    counters: Counters
    clock_factor: float
    version: str
    is_mqtt_connected: Callable[[], bool]
    dashboard_dir: Path | None
    catalogue: Catalogue
    planner: Planner
    playbooks: Sequence[Playbook] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks, by cookie or by bearer token."""

    user: User
    token: str
    request_id: str

    @property
    def actor(self) -> Actor:
        """Name for the record."""
        return Actor(self.user.name, self.request_id)

    @property
    def worker(self) -> Worker:
        """As whom work orders are seen and done."""
        return Worker(self.actor, self.user.role)


def parts_of(request: Request) -> ApiParts:
    """The API's parts."""
    parts = request.app.state.parts
    if not isinstance(parts, ApiParts):
        raise TypeError("the app was made without its parts")
    return parts


Parts = Annotated[ApiParts, Depends(parts_of)]


class Needs:
    """Dependency of a route: who asks must be logged in and carry this permission."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    async def __call__(self, request: Request) -> Person:
        """Find out who asks.

        Raises:
            HTTPException: 401 without a session, 403 without the permission or the CSRF header.
        """
        person = await person_of(request)
        if person is None:
            raise HTTPException(401, "log in first", {"WWW-Authenticate": "Bearer"})
        if not may(person.user.role, self.permission):
            role, wanted = person.user.role, self.permission.value
            raise HTTPException(403, f"the role {role} may not do this: it needs {wanted!r}")
        return person


Reader = Annotated[Person, Depends(Needs(Permission.READ))]
Reporter = Annotated[Person, Depends(Needs(Permission.REPORT))]
Operator = Annotated[Person, Depends(Needs(Permission.OPERATE))]
Admin = Annotated[Person, Depends(Needs(Permission.ADMINISTER))]


def token_of(request: Request) -> str:
    """The token that a request brings, as bearer or in the cookie; empty where there is none.

    Raises:
        HTTPException: 403 for a change by cookie without the header that only our page sets.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return token
    token = request.cookies.get(COOKIE, "")
    changes = request.method not in SAFE_METHODS
    if token and changes and request.headers.get(CSRF_HEADER) != CSRF_VALUE:
        raise HTTPException(403, f"a change needs the header {CSRF_HEADER}: {CSRF_VALUE}")
    return token


async def person_of(request: Request) -> Person | None:
    """Who asks; None without a valid session.

    Raises:
        HTTPException: 403 for a change by cookie without the header that only our page sets.
    """
    token = token_of(request)
    if not token:
        return None
    user = await parts_of(request).auth.user_of(token)
    if user is None:
        return None
    return Person(user, token, request.scope.get("request_id", ""))
