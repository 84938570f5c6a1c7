"""Use cases of jobs: firmware, diagnostics and logs; files that chargers upload to us.

The address of an upload holds a token that was never given before: who knows it may upload once,
within a day.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Protocol

from central.core.jobs import MAX_STATUSES, OPEN, JobKind, JobState, state_after
from central.services.charger_memory import ChargerMemory
from central.services.charging_parts import NOTHING, ChargingParts, Reply
from central.services.errors import UnknownChargePointError
from central.services.field_records import Job, NewJob
from central.services.orders import NotFoundError, NotNowError, Orders
from central.services.people import Actor
from central.services.unit_of_work import UnitOfWork
from contract.ids import ChargePointId
from contract.messages import ChargerAnswer

UPLOAD_WITHIN: Final = timedelta(days=1)
MAX_NAME: Final = 255


class Uploads(Protocol):
    """Where uploaded files lie."""

    def path(self, token: str) -> Path:
        """Where a file lies once it is kept."""

    async def keep(self, token: str, chunks: AsyncIterator[bytes]) -> int:
        """Write a file; gives its length in bytes. What was there stays until all is in."""

    async def drop(self, token: str) -> None:
        """Forget a file; one that is not there is none."""


LARGEST_ID: Final = 2**31 - 1
"""Of a requestId of ours: OCPP's integers have 32 bits."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A call that begins a job; `request_id` names the field of the job's id, if it has one."""

    kind: JobKind
    action: str
    payload: dict[str, Any]
    request_id: str | None = None
    location_path: tuple[str, ...] = ()
    """Where in the payload the address of the upload goes; none = no upload."""


async def begin(
    orders: Orders, actor: Actor, charge_point: ChargePointId, wanted: Wanted, public_url: str
) -> Job:
    """Ask a charger for a job.

    Raises:
        UnknownChargePointError: no such charger.
        central.services.errors.InvalidCallError: the payload is wrong; the job is refused.
    """
    token = orders.ids.new() if wanted.location_path else None
    async with orders.units.write() as uow:
        if await uow.charge_points.get(charge_point) is None:
            raise UnknownChargePointError(charge_point)
        job = await uow.jobs.add(NewJob(charge_point, wanted.kind, token, orders.clock.now()))
        await uow.commit()
    payload = dict(wanted.payload)
    if wanted.request_id is not None:
        payload[wanted.request_id] = job.id
    if token is not None:
        _put(payload, wanted.location_path, f"{public_url}/api/v1/uploads/{token}")
    answer = await orders.call(actor, charge_point, wanted.action, payload, reason=f"job {job.id}")
    async with orders.units.write() as uow:
        job = _answered(await _existing(uow, job.id), wanted, answer, orders.clock.now())
        await uow.jobs.save(job)
        after = {"id": job.id, "kind": job.kind, "state": job.state, "answer": job.answer}
        await orders.note(uow, actor, f"job.{job.kind}", charge_point, after)
        await uow.commit()
    return job


async def take_upload(
    orders: Orders, uploads: Uploads, token: str, name: str | None, chunks: AsyncIterator[bytes]
) -> Job:
    """A charger uploads what it was asked for.

    Raises:
        NotFoundError: nobody asked for it.
        NotNowError: it was uploaded already, or too late.
    """
    async with orders.units.read() as uow:
        job = await uow.jobs.by_token(token)
    if job is None:
        raise NotFoundError("upload", token)
    if job.size_bytes is not None or orders.clock.now() - job.created_at > UPLOAD_WITHIN:
        raise NotNowError("this file was uploaded already, or the time for it is over")
    size_bytes = await uploads.keep(token, chunks)
    async with orders.units.write() as uow:
        job = await _existing(uow, job.id)
        job = replace(job, size_bytes=size_bytes, file_name=job.file_name or _clean(name))
        await uow.jobs.save(job)
        await uow.commit()
    return job


async def existing(orders: Orders, job_id: int) -> Job:
    """One job.

    Raises:
        NotFoundError: no such job.
    """
    async with orders.units.read() as uow:
        return await _existing(uow, job_id)


# --- what chargers report --------------------------------------------------------------------


async def diagnostics_status(
    parts: ChargingParts, memory: ChargerMemory, payload: dict[str, Any]
) -> Reply:
    """DiagnosticsStatusNotification (OCPP 1.6, 4.4): about the last one that was asked for."""
    return await _reported(parts, memory, payload, (JobKind.DIAGNOSTICS,))


async def firmware_status(
    parts: ChargingParts, memory: ChargerMemory, payload: dict[str, Any]
) -> Reply:
    """FirmwareStatusNotification (OCPP 1.6, 4.5)."""
    return await _reported(parts, memory, payload, (JobKind.FIRMWARE,))


async def log_status(parts: ChargingParts, memory: ChargerMemory, payload: dict[str, Any]) -> Reply:
    """LogStatusNotification (security white paper, 5.12): by its requestId."""
    return await _reported(parts, memory, payload, (JobKind.LOG,))


async def signed_firmware_status(
    parts: ChargingParts, memory: ChargerMemory, payload: dict[str, Any]
) -> Reply:
    """SignedFirmwareStatusNotification (security white paper, 5.19): by its requestId."""
    return await _reported(parts, memory, payload, (JobKind.SIGNED_FIRMWARE,))


async def _reported(
    parts: ChargingParts,
    memory: ChargerMemory,
    payload: dict[str, Any],
    kinds: tuple[JobKind, ...],
) -> Reply:
    status, now = str(payload["status"]), parts.clock.now()
    named = payload.get("requestId")
    async with parts.units.write() as uow:
        job = await uow.jobs.newest(memory.id, kinds)
        if isinstance(named, int):
            job = await uow.jobs.get(named) if 0 < named <= LARGEST_ID else None
        if job is None or job.charge_point_id != memory.id or job.kind not in kinds:
            parts.counters.add("reports_without_job")
            return NOTHING
        await uow.jobs.save(_with_status(job, status, now))
        await uow.commit()
    return NOTHING


def _with_status(job: Job, status: str, now: datetime) -> Job:
    statuses = [*job.statuses, [now.isoformat(), status]][-MAX_STATUSES:]
    return _in_state(replace(job, statuses=statuses), state_after(job.state, status), now)


def _in_state(job: Job, state: str, now: datetime) -> Job:
    ended_at = None if state in OPEN else job.ended_at or now
    return replace(job, state=state, ended_at=ended_at)


def _answered(job: Job, wanted: Wanted, answer: ChargerAnswer, now: datetime) -> Job:
    """A job that its charger took runs; it may have reported before we read its answer."""
    said = str(answer.payload.get("status", answer.outcome))
    job = replace(job, answer=said[:200])
    if answer.outcome != "accepted":
        return _in_state(job, JobState.REFUSED, now)
    name = answer.payload.get("fileName", answer.payload.get("filename"))
    if isinstance(name, str) and name:
        job = replace(job, file_name=_clean(name))
    elif wanted.kind is JobKind.DIAGNOSTICS:  # no fileName = nothing to upload (OCPP 1.6, 6.26)
        return _in_state(replace(job, answer="nothing to upload"), JobState.REFUSED, now)
    return _in_state(job, JobState.RUNNING, now) if job.state == JobState.ASKED else job


def _put(payload: dict[str, Any], path: tuple[str, ...], value: str) -> None:
    *folders, name = path
    for folder in folders:
        payload[folder] = dict(payload[folder])
        payload = payload[folder]
    payload[name] = value


def _clean(name: str | None) -> str | None:
    """A file name as a person may be offered it: its last part, printable."""
    if name is None:
        return None
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(each for each in last if each.isprintable() and each != '"')[:MAX_NAME]


async def _existing(uow: UnitOfWork, job_id: int) -> Job:
    job = await uow.jobs.get(job_id)
    if job is None:
        raise NotFoundError("job", job_id)
    return job
