"""Firmware updates, diagnostics and logs; and the door for chargers' uploads."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import FileResponse

from central.api.deps import Admin, Operator, Parts, Reader
from central.api.job_bodies import DiagnosticsIn, FirmwareIn, JobOut, JobPage, LogIn, job_item
from central.api.paging import Cursor, Limit, RowId, next_cursor, read_id_cursor
from central.core.jobs import JobKind
from central.services import jobs
from central.services.control_records import Page
from central.services.items import iso
from central.services.jobs import Wanted
from contract.ids import ChargePointId

router = APIRouter(tags=["jobs"])

Token = Annotated[str, Path(min_length=1, max_length=36)]


@router.get("/jobs", response_model=JobPage)
async def list_jobs(
    parts: Parts,
    _: Reader,
    charge_point: Annotated[str | None, Query(min_length=1, max_length=48)] = None,
    kind: Literal["diagnostics", "log", "firmware", "signed_firmware"] | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Jobs, newest first."""
    filters = _without_none(charge_point_id=charge_point, kind=kind)
    async with parts.uows.read() as uow:
        rows = await uow.jobs.page(Page(limit + 1, read_id_cursor("jobs", cursor), filters))
    more = len(rows) > limit
    return {
        "items": [job_item(row) for row in rows[:limit]],
        "next_cursor": next_cursor("jobs", str(rows[limit - 1].id)) if more else None,
    }


@router.get("/jobs/{job_id}", response_model=JobOut)
async def get_job(job_id: RowId, parts: Parts, _: Reader) -> dict[str, Any]:
    """One job."""
    return job_item(await jobs.existing(parts.orders, job_id))


@router.get("/jobs/{job_id}/file", response_class=FileResponse)
async def get_job_file(job_id: RowId, parts: Parts, _: Operator) -> FileResponse:
    """What the charger uploaded, as it came."""
    job = await jobs.existing(parts.orders, job_id)
    if job.token is None or job.size_bytes is None:
        raise HTTPException(404, f"job {job_id} has no file")
    path = parts.uploads.path(job.token)
    name = job.file_name or f"job-{job_id}"
    return FileResponse(path, media_type="application/octet-stream", filename=name)


@router.post("/chargers/{charger_id}/diagnostics", status_code=201, response_model=JobOut)
async def ask_diagnostics(
    charger_id: str, body: DiagnosticsIn, parts: Parts, person: Operator
) -> dict[str, Any]:
    """Let a charger upload its diagnostics to us (OCPP 1.6, 5.9)."""
    times = _times(body, "startTime", "stopTime")
    payload = {"location": "", **times, **_retries(body)}
    wanted = Wanted(JobKind.DIAGNOSTICS, "GetDiagnostics", payload, None, ("location",))
    orders, cp = parts.orders, ChargePointId(charger_id)
    return job_item(await jobs.begin(orders, person.actor, cp, wanted, parts.public_url))


@router.post("/chargers/{charger_id}/log", status_code=201, response_model=JobOut)
async def ask_log(charger_id: str, body: LogIn, parts: Parts, person: Operator) -> dict[str, Any]:
    """Let a charger upload a log to us (GetLog of the security white paper)."""
    log = {"remoteLocation": "", **_times(body, "oldestTimestamp", "latestTimestamp")}
    payload: dict[str, Any] = {"logType": body.log, "log": log, **_retries(body)}
    location = ("log", "remoteLocation")
    wanted = Wanted(JobKind.LOG, "GetLog", payload, "requestId", location)
    orders, cp = parts.orders, ChargePointId(charger_id)
    return job_item(await jobs.begin(orders, person.actor, cp, wanted, parts.public_url))


@router.post("/chargers/{charger_id}/firmware", status_code=201, response_model=JobOut)
async def update_firmware(
    charger_id: str, body: FirmwareIn, parts: Parts, person: Admin
) -> dict[str, Any]:
    """Let a charger fetch and install firmware; signed where there is a signature."""
    wanted = _firmware(body)
    orders, cp = parts.orders, ChargePointId(charger_id)
    return job_item(await jobs.begin(orders, person.actor, cp, wanted, parts.public_url))


@router.put("/uploads/{token}", status_code=204, name="upload_by_put")
@router.post("/uploads/{token}", status_code=204, name="upload_by_post")
async def upload(token: Token, parts: Parts, request: Request) -> None:
    """For chargers: the body is the file. The token in the address is all that is needed."""
    await jobs.take_upload(parts.orders, parts.uploads, token, None, request.stream())


@router.put("/uploads/{token}/{name:path}", status_code=204, name="upload_named_by_put")
@router.post("/uploads/{token}/{name:path}", status_code=204, name="upload_named_by_post")
async def upload_named(token: Token, name: str, parts: Parts, request: Request) -> None:
    """As `upload`, for chargers that add the file's name to the address."""
    await jobs.take_upload(parts.orders, parts.uploads, token, name, request.stream())


def _firmware(body: FirmwareIn) -> Wanted:
    if body.signing_certificate is None:
        plain = {"location": body.location, "retrieveDate": iso(body.retrieve_at)}
        return Wanted(JobKind.FIRMWARE, "UpdateFirmware", {**plain, **_retries(body)})
    install_at = None if body.install_at is None else iso(body.install_at)
    firmware = _without_none(
        location=body.location,
        retrieveDateTime=iso(body.retrieve_at),
        installDateTime=install_at,
        signingCertificate=body.signing_certificate,
        signature=body.signature,
    )
    payload = {"firmware": firmware, **_retries(body)}
    return Wanted(JobKind.SIGNED_FIRMWARE, "SignedUpdateFirmware", payload, "requestId")


def _times(body: DiagnosticsIn, oldest: str, latest: str) -> dict[str, Any]:
    from_at = None if body.from_at is None else iso(body.from_at)
    until_at = None if body.until_at is None else iso(body.until_at)
    return _without_none(**{oldest: from_at, latest: until_at})


def _retries(body: DiagnosticsIn | FirmwareIn) -> dict[str, Any]:
    return _without_none(retries=body.retries, retryInterval=body.retry_interval_s)


def _without_none(**given: Any) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None}
