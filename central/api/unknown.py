"""What is asked below /api and served by nobody: no such path, or another method."""

from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from central.api.catalog import allowed_methods


class Unserved:
    """Answers every method: 405 with the methods that there are, or 404."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request.

        Raises:
            HTTPException: always.
        """
        request = Request(scope, receive, send)
        path, method = request.url.path, request.method
        methods = ", ".join(allowed_methods(path))
        if methods:
            detail = f"method {method[:20]} is not allowed at {path}: {methods}"
            raise HTTPException(405, detail, {"Allow": methods})
        raise HTTPException(404, f"{path} is not part of the API")


UNKNOWN: Final = tuple(
    Route(path, Unserved(), include_in_schema=False) for path in ("/api", "/api/{rest:path}")
)
"""To stand after all routes of the API: a full match goes before theirs of the path alone."""
