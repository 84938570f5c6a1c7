"""The API's routes in one list: what the app serves, describes and tells of its methods."""

from collections.abc import Iterator
from typing import Final

from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from central.api.deps import Needs
from central.api.routes import (
    access,
    accounts,
    alarms,
    charger_door,
    chargers,
    charging_profiles,
    chat,
    configuration,
    connectors,
    feedback,
    healing,
    id_tags,
    jobs,
    load_sharing,
    messages,
    models,
    network,
    notifications,
    operations,
    past,
    public,
    readings,
    reliability,
    remedies,
    reservations,
    reviews,
    routing,
    security,
    session_details,
    sim,
    site_calls,
    stations,
    stream,
    tariffs,
    tasks,
    technicians,
    work_orders,
)
from central.core.access import Permission

PREFIX: Final = "/api/v1"
ROUTERS: Final[tuple[APIRouter, ...]] = (
    access.router,
    accounts.router,
    public.router,
    stations.router,
    network.router,
    notifications.router,
    operations.router,
    past.router,
    healing.router,
    alarms.router,
    chargers.router,
    charger_door.router,
    chat.router,
    feedback.router,
    connectors.router,
    configuration.router,
    charging_profiles.router,
    tasks.router,
    session_details.router,
    id_tags.router,
    jobs.router,
    load_sharing.router,
    messages.router,
    readings.router,
    reliability.router,
    remedies.router,
    models.router,
    reservations.router,
    reviews.router,
    routing.router,
    security.router,
    sim.router,
    stream.router,
    tariffs.router,
    work_orders.router,
    technicians.router,
    site_calls.router,
)


def api_routes() -> Iterator[APIRoute]:
    """All routes of the API; their paths lack `PREFIX`."""
    for router in ROUTERS:
        for route in router.routes:
            if isinstance(route, APIRoute):
                yield route


def needed(route: APIRoute) -> Permission | None:
    """The permission that a route asks for; None = anybody may ask."""
    calls = dependencies(route.dependant)
    return next((each.permission for each in calls if isinstance(each, Needs)), None)


def dependencies(dependant: Dependant) -> list[object]:
    """What is called before the route itself, at any depth."""
    found: list[object] = []
    for each in dependant.dependencies:
        found += [each.call, *dependencies(each)]
    return found


def allowed_methods(path: str) -> list[str]:
    """The methods that are served at a path of the API, sorted; none = no such path."""
    rest = path.removeprefix(PREFIX)
    if rest == path:
        return []
    methods: set[str] = set()
    for route in api_routes():
        if route.path_regex.match(rest):
            methods |= route.methods or set()
    return sorted(methods)
