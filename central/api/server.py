"""The HTTP app and its server."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from typing import Final

import uvicorn
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.gzip import GZipMiddleware
from typing_extensions import override

from central.api import pages, problems
from central.api.catalog import PREFIX, ROUTERS
from central.api.deps import ApiParts
from central.api.describe import describe
from central.api.middleware import Envelope
from central.api.repeats import RepeatedRequests
from central.api.routes import sim
from central.api.unknown import UNKNOWN
from central.services.ports import Ids

GZIP_MIN_BYTES: Final = 1024
GZIP_LEVEL: Final = 5
GRACE_S: Final = 2


def make_app(ids: Ids, parts: ApiParts | None) -> FastAPI:
    """Make the app; without parts it only describes itself."""
    app = FastAPI(
        title="Sntry central",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{PREFIX}/openapi.json",
        generate_unique_id_function=_operation_id,
    )
    app.state.parts = parts
    problems.install(app)
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX)
    app.include_router(sim.alias, prefix="/api")
    bare = app.openapi
    app.openapi = lambda: describe(bare())  # type: ignore[method-assign]
    app.router.routes.extend(UNKNOWN)
    app.include_router(pages.router)
    app.add_middleware(RepeatedRequests)
    app.add_middleware(GZipMiddleware, minimum_size=GZIP_MIN_BYTES, compresslevel=GZIP_LEVEL)
    app.add_middleware(Envelope, ids=ids)
    return app


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
    """Leaves signals to `central.app.serve`."""

    @contextlib.contextmanager
    @override
    def capture_signals(self) -> Iterator[None]:
        yield


def _operation_id(route: APIRoute) -> str:
    return route.name
