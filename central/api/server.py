"""The HTTP app and its server."""

import asyncio
import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any, Final

import uvicorn
from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic.json_schema import models_json_schema
from starlette.middleware.gzip import GZipMiddleware
from typing_extensions import override

from central.api import pages, problems
from central.api.deps import ApiParts
from central.api.middleware import Envelope
from central.api.routes import (
    access,
    chargers,
    id_tags,
    jobs,
    operations,
    public,
    reservations,
    reviews,
    security,
    sim,
    stations,
    stream,
    tariffs,
)
from central.services.ports import Ids

PREFIX: Final = "/api/v1"
GZIP_MIN_BYTES: Final = 1024
GZIP_LEVEL: Final = 5
GRACE_S: Final = 2
ROUTERS: Final = (
    access.router,
    public.router,
    stations.router,
    operations.router,
    chargers.router,
    id_tags.router,
    jobs.router,
    reservations.router,
    security.router,
    sim.router,
    stream.router,
    tariffs.router,
    reviews.router,
)
_SCHEMAS: Final = "#/components/schemas/{model}"


def make_app(ids: Ids, parts: ApiParts | None) -> FastAPI:
    """Make the app; without parts it only describes itself."""
    app = FastAPI(
        title="Sntry central",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{PREFIX}/openapi.json",
        generate_unique_id_function=_operation_id,
        responses={
            "4XX": {"model": problems.Problem, "description": "What was wrong with the request"}
        },
    )
    app.state.parts = parts
    problems.install(app)
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX)
    describe = app.openapi
    app.openapi = lambda: _with_events(describe())  # type: ignore[method-assign]
    app.include_router(pages.router)
    app.add_middleware(GZipMiddleware, minimum_size=GZIP_MIN_BYTES, compresslevel=GZIP_LEVEL)
    app.add_middleware(Envelope, ids=ids)
    return app


def openapi_text(app: FastAPI) -> str:
    """The app's description as JSON with sorted keys, the same on every machine."""
    return json.dumps(app.openapi(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


async def run_server(
    app: FastAPI, host: str, port: int, on_listening: Callable[[int], None]
) -> None:
    """Serve until cancelled.

    Raises:
        OSError: if the port cannot be listened on.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_S,
    )
    server = _Server(config)
    listener = config.bind_socket()
    on_listening(listener.getsockname()[1])
    async with asyncio.TaskGroup() as tasks:
        serving = tasks.create_task(server.serve([listener]))
        try:
            await asyncio.shield(serving)
        except asyncio.CancelledError:
            server.should_exit = True
            await asyncio.wait({serving})
            raise
        finally:
            listener.close()


class _Server(uvicorn.Server):
    """Leaves signals to `central.app`."""

    @contextlib.contextmanager
    @override
    def capture_signals(self) -> Iterator[None]:
        yield


def _operation_id(route: APIRoute) -> str:
    return route.name


def _with_events(schema: dict[str, Any]) -> dict[str, Any]:
    """Put the stream's events into the description, by their type."""
    models = sorted(set(stream.EVENTS.values()), key=lambda model: model.__name__)
    _, definitions = models_json_schema(
        [(model, "serialization") for model in models], ref_template=_SCHEMAS
    )
    schema["components"]["schemas"].update(definitions["$defs"])
    answer = schema["paths"][f"{PREFIX}/stream"]["get"]["responses"]["200"]
    answer["content"] = {"text/event-stream": {"schema": {"type": "string"}}}
    answer["x-events"] = {
        name: {"$ref": _SCHEMAS.format(model=model.__name__)}
        for name, model in sorted(stream.EVENTS.items())
    }
    return schema
