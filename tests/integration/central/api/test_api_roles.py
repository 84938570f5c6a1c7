"""Every route asks for a role: walked route by route, role by role."""

import re
from typing import Any

import pytest

from central.api.catalog import api_routes, needed
from central.core.access import Permission, may
from tests.integration.central.api.conftest import ROLES, Api

pytestmark = pytest.mark.integration

PUBLIC = {
    "login",
    "get_health",
    "get_config",
    "list_public_stations",
    "get_public_busy_hours",
    "get_public_reliability",
    "read_stream",
    "get_model_archive",  # an edge that was offered it: the password of the offer
    "upload_by_post",  # a charger that was asked for a file: the token in the address
    "upload_by_put",
    "upload_named_by_post",
    "upload_named_by_put",
}
"""Routes that anybody may ask; the stream asks for a role by topic."""
BODIES: dict[str, Any] = {
    "stop_heal": {"reason": "enough"},
    "set_heal_switches": {},
    "start_scenario": {"station_id": "A"},
    "call_charger": {"type": "Soft"},
}


def test_every_route_states_what_it_needs_but_the_public_ones() -> None:
    routes = list(api_routes())
    assert len(routes) > 20
    assert {route.name for route in routes if needed(route) is None} == PUBLIC
    changing = [route for route in routes if route.methods & {"POST", "PUT", "DELETE"}]
    reading_is_enough = {r.name for r in changing if needed(r) is Permission.READ}
    assert reading_is_enough == {
        "logout",
        "set_own_password",
        "preview_healing",
        "ask_chat",
        "test_notification_channel",  # of one's own
        "set_notification_preferences",  # one's own
    }


@pytest.mark.parametrize("role", [None, *ROLES])
async def test_each_role_reaches_its_routes_and_no_others(api: Api, role: str | None) -> None:
    client = api.client(role)
    for route in sorted(api_routes(), key=lambda each: each.name == "logout"):
        permission = needed(route)
        if permission is None:
            continue
        path = re.sub(r"\{[^}]+\}", "1", route.path)
        [method] = route.methods - {"HEAD"}
        answer = await client.request(method, path, json=BODIES.get(route.name))
        if role is None:
            assert answer.status_code == 401, route.name
        elif not may(role, permission):
            assert answer.status_code == 403, route.name
        else:
            assert answer.status_code not in {401, 403, 405, 500}, (route.name, answer.text)


async def test_a_change_by_cookie_needs_the_header_of_our_page(api: Api) -> None:
    client = api.client("admin")
    del client.headers["X-Requested-With"]
    refused = await client.put("/control/heal", json={"mode": "off"})
    assert refused.status_code == 403
    assert "X-Requested-With" in refused.json()["detail"]
    assert (await client.get("/me")).status_code == 200


async def test_a_bearer_token_needs_no_such_header(api: Api) -> None:
    client = api.client(None, Authorization="Bearer token-operator")
    del client.headers["X-Requested-With"]
    answer = await client.put("/control/heal", json={"mode": "propose"})
    assert answer.json()["mode"] == "propose"


async def test_a_session_ends_after_twelve_hours(api: Api) -> None:
    client = api.client("viewer")
    assert (await client.get("/me")).json() == {
        "name": "viewer-person",
        "role": "viewer",
        "can": ["read"],
    }
    api.clock.at = api.clock.at.replace(day=2, hour=1)
    assert (await client.get("/me")).status_code == 401
