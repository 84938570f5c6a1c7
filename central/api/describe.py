"""The API's description: what the code cannot say by itself is worked out from its routes.

Every operation states who may ask (`x-roles`, `security`) and each error that it can answer with,
as problem+json. The events of the stream stand beside its answer. The description is committed, and
the server gives the same one.
"""

import json
from inspect import cleandoc
from typing import Any, Final

from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from central.api import problems
from central.api.catalog import PREFIX, api_routes, dependencies, needed
from central.api.conditions import changing, reading
from central.api.deps import COOKIE
from central.api.repeats import HEADER, KEY, takes_key
from central.api.routes import stream
from central.core.access import UserRole, may

_SCHEMAS: Final = "#/components/schemas/{model}"
_PROBLEM: Final = {
    problems.MEDIA_TYPE: {"schema": {"$ref": _SCHEMAS.format(model=problems.Problem.__name__)}}
}
_WRITES: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_WAYS_IN: Final[list[dict[str, list[str]]]] = [{"token": []}, {"session": []}]
_LIMITED: Final = frozenset({"login", "set_own_password"})
_MAY_LACK: Final = frozenset(
    {"get_root_certificate", "add_feedback", "set_default_tariff", "preview_healing"}
)
_OWN_WAY_IN: Final = frozenset({"login", "get_model_archive"})
_REASONS: Final[dict[int, str]] = {
    400: "The body cannot be read",
    401: "Nobody is logged in, or the token is not good any more",
    403: "The role may not do this",
    404: "There is no such thing",
    409: "It cannot be done in the present state",
    412: "The resource is not as If-Match or If-None-Match says",
    413: "The body is too large",
    422: "An input is not allowed; `errors` names it",
    429: "Too many at a time: wait",
    503: "The database or the broker cannot be used now: try again",
}
_KEY_PARAMETER: Final = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "Names this request: sent again with the same key it acts once, and gets the "
    "same answer.",
    "schema": {"type": "string", "pattern": f"^{KEY.pattern}$"},
}
_SECURITY: Final = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "The token of a session, or an API key.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIE,
        "description": "Set by the login; changes need the header X-Requested-With: sntry, too.",
    },
}


def describe(schema: dict[str, Any]) -> dict[str, Any]:
    """Complete the description that FastAPI made of the app; gives the same object."""
    components = schema["components"]
    components["securitySchemes"] = _SECURITY
    used: set[type[BaseModel]] = {problems.Problem, *stream.EVENTS.values()}
    models = sorted(used, key=lambda each: each.__name__)
    _, definitions = models_json_schema(
        [(model, "serialization") for model in models], ref_template=_SCHEMAS
    )
    components["schemas"].update(definitions["$defs"])
    for unused in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(unused, None)
    for route in api_routes():
        for method in route.methods or ():
            operation = schema["paths"][PREFIX + route.path_format][method.lower()]
            _complete(operation, route, method)
    _add_events(schema)
    return schema


def openapi_text(app: FastAPI) -> str:
    """The app's description as JSON with sorted keys, the same on every machine."""
    return json.dumps(app.openapi(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _complete(operation: dict[str, Any], route: APIRoute, method: str) -> None:
    text = cleandoc(route.description)
    operation["summary"] = text.splitlines()[0].removesuffix(".")
    permission = needed(route)
    roles = [role.value for role in UserRole if permission and may(role, permission)]
    operation["x-roles"] = roles or ["anybody"]
    operation["description"] = f"{text}\n\nRoles: {', '.join(roles) or 'anybody'}."
    if permission is not None:
        operation["security"] = _WAYS_IN
    if takes_key(method, PREFIX + route.path):
        operation.setdefault("parameters", []).append(_KEY_PARAMETER)
    good = {code: answer for code, answer in operation["responses"].items() if code[0] in "23"}
    if reading in dependencies(route.dependant):
        good["304"] = {"description": "What If-None-Match names is current"}
    errors = {
        str(status): {"description": _REASONS[status], "content": _PROBLEM}
        for status in sorted(_errors(operation, route, method))
    }
    operation["responses"] = {**good, **errors}


def _errors(operation: dict[str, Any], route: APIRoute, method: str) -> set[int]:
    found = {503}
    if needed(route) is not None:
        found |= {401, 403}
    if "{" in route.path or route.name in _MAY_LACK:
        found |= {404}
    if operation.get("parameters") or "requestBody" in operation:
        found |= {422}
    if "requestBody" in operation:
        found |= {400}
    if changing in dependencies(route.dependant):
        found |= {412}
    if method in _WRITES:
        found |= {409, 413}
    if route.name in _OWN_WAY_IN:
        found |= {401}
    if route.name in _LIMITED or 202 in route.responses:
        found |= {429}
    return found


def _add_events(schema: dict[str, Any]) -> None:
    """Put the stream's events beside its answer, by their type."""
    answer = schema["paths"][f"{PREFIX}/stream"]["get"]["responses"]["200"]
    answer["content"] = {"text/event-stream": {"schema": {"type": "string"}}}
    answer["x-events"] = {
        name: {"$ref": _SCHEMAS.format(model=model.__name__)}
        for name, model in sorted(stream.EVENTS.items())
    }
