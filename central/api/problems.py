"""Errors as problem+json (RFC 9457) with the request's id; a wrong input names field and value."""

import json
from http import HTTPStatus
from typing import Any, Final

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from central.api.conditions import NotModifiedError
from central.core.secrets import is_secret_name, without_secrets
from central.services.auth import TooManyAttemptsError, WeakPasswordError
from central.services.errors import (
    CentralError,
    InvalidCallError,
    UnavailableError,
    UnknownChargePointError,
)
from central.services.load_plans import UnfitPlanError
from central.services.models import ModelRefusedError
from central.services.orders import NotFoundError, NotNowError
from central.services.people import (
    HealOverError,
    TooManyCallsError,
    UnknownHealError,
    UnknownRegionError,
)
from central.services.simulation import (
    NoSimulatorError,
    NotSimulatedError,
    SimulatorRefusedError,
    UnknownStationError,
)
from central.services.tariffs import UnfitTariffError
from central.services.work_orders import StepNotNowError, UnfitPhotoError

log = structlog.get_logger(__name__)

MEDIA_TYPE: Final = "application/problem+json"
SHOWN_LENGTH: Final = 120
MAX_REASON: Final = 400
BAD_INPUT: Final = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)

_STATUS: Final[tuple[tuple[type[CentralError], int], ...]] = (
    (UnknownChargePointError, HTTPStatus.NOT_FOUND),
    (UnknownHealError, HTTPStatus.NOT_FOUND),
    (UnknownRegionError, HTTPStatus.NOT_FOUND),
    (UnknownStationError, HTTPStatus.NOT_FOUND),
    (NoSimulatorError, HTTPStatus.NOT_FOUND),
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (NotNowError, HTTPStatus.CONFLICT),
    (WeakPasswordError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (InvalidCallError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (ModelRefusedError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (UnfitTariffError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (UnfitPlanError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (UnfitPhotoError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (NotSimulatedError, HTTPStatus.CONFLICT),
    (HealOverError, HTTPStatus.CONFLICT),
    (TooManyAttemptsError, HTTPStatus.TOO_MANY_REQUESTS),
    (TooManyCallsError, HTTPStatus.TOO_MANY_REQUESTS),
    (UnavailableError, HTTPStatus.SERVICE_UNAVAILABLE),
)


class FieldProblem(BaseModel):
    """One wrong input."""

    field: str
    value: str | None
    allowed: str


class Problem(BaseModel):
    """The one error body."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    errors: list[FieldProblem] = []
    present: dict[str, Any] | None = None
    """What could not be changed, as it is now; where that is told."""


class InputError(Exception):
    """An input that only we can judge; answered as 422."""

    def __init__(self, field: str, value: str, allowed: str) -> None:
        super().__init__(f"{field}={value!r} is not allowed: {allowed}")
        self.problem = FieldProblem(field=field, value=value[:SHOWN_LENGTH], allowed=allowed)


def install(app: FastAPI) -> None:
    """Answer every error of the app with a problem."""
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(InputError, _of_input)
    app.add_exception_handler(NotModifiedError, _of_not_modified)
    app.add_exception_handler(CentralError, _of_central)
    app.add_exception_handler(Exception, _of_defect)


def problem(
    request: Request,
    status: int,
    detail: str,
    errors: list[FieldProblem] | None = None,
    headers: dict[str, str] | None = None,
    present: dict[str, Any] | None = None,
) -> Response:
    """An error's answer."""
    body = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=request.url.path,
        request_id=request.scope.get("request_id", ""),
        errors=errors or [],
        present=present,
    )
    _note(request, body)
    # ASCII: a refused text may hold what UTF-8 cannot (half of a surrogate pair)
    shown = body.model_dump(exclude=None if present else {"present"})
    return Response(json.dumps(shown), status, headers, MEDIA_TYPE)


def input_problem(request: Request, error: InputError) -> Response:
    """The answer to a wrong input."""
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, str(error), [error.problem])


def _note(request: Request, body: Problem) -> None:
    """Count it; a wrong input has a line in the log."""
    kind = "failed" if body.status >= HTTPStatus.INTERNAL_SERVER_ERROR else "refused"
    request.app.state.parts.counters.add(f"requests_{kind}_{body.status}")
    if body.status in BAD_INPUT:
        log.warning(
            "request_refused",
            method=request.method,
            path=body.instance[:SHOWN_LENGTH],
            request_id=body.request_id,
            reason=without_secrets(body.detail)[:MAX_REASON],
        )


async def _of_http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    headers = dict(error.headers) if error.headers else None
    return problem(request, error.status_code, str(error.detail), None, headers)


async def _of_validation(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    errors = [_field_problem(each) for each in error.errors()]
    first = errors[0] if errors else FieldProblem(field="body", value=None, allowed="JSON")
    shown = "" if first.value is None else f"={first.value!r}"
    detail = f"{first.field}{shown} is not allowed: {first.allowed}"
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors)


async def _of_input(request: Request, error: Exception) -> Response:
    if not isinstance(error, InputError):
        raise error
    return input_problem(request, error)


async def _of_not_modified(_request: Request, error: Exception) -> Response:
    if not isinstance(error, NotModifiedError):
        raise error
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": error.tag})


async def _of_central(request: Request, error: Exception) -> Response:
    if isinstance(error, SimulatorRefusedError):
        known = error.status in {HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, 422}
        return problem(request, error.status if known else HTTPStatus.BAD_GATEWAY, str(error))
    for kind, status in _STATUS:
        if isinstance(error, kind):
            errors, headers = None, None
            if isinstance(error, InvalidCallError):
                errors = [FieldProblem(field=error.field, value=None, allowed=error.reason)]
            if isinstance(error, TooManyAttemptsError):
                headers = {"Retry-After": str(int(error.wait_s) + 1)}
            present = error.present if isinstance(error, StepNotNowError) else None
            return problem(request, status, str(error), errors, headers, present)
    return problem(request, HTTPStatus.CONFLICT, str(error))


async def _of_defect(request: Request, error: Exception) -> Response:
    request_id = request.scope.get("request_id", "")
    request.app.state.parts.counters.add("defects")
    log.error("request_failed", request_id=request_id, path=request.url.path, exc_info=error)
    detail = "this is our mistake; the log has it under the request id"
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, detail)


def _field_problem(error: Any) -> FieldProblem:
    location = [str(part) for part in error["loc"] if part not in {"body", "query", "path"}]
    field = ".".join(location) or "body"
    value = error.get("input")
    if error["type"] == "json_invalid":
        reason = error.get("ctx", {}).get("error", "")
        return FieldProblem(field="body", value=None, allowed=f"JSON ({reason})")
    hidden = any(is_secret_name(part) for part in location)
    shown = None if value is None or isinstance(value, dict | list) else str(value)[:SHOWN_LENGTH]
    return FieldProblem(field=field, value="(hidden)" if hidden else shown, allowed=error["msg"])
