"""Requests and answers about firmware updates, diagnostics and logs."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from central.api.bodies import IsNumber
from central.api.instants import InstantIn
from central.services.field_records import Job
from central.services.items import iso, iso_or_none

URI = r"^(https?|ftps?|sftp)://[A-Za-z0-9._~:/?#@!$&()*+,;=%-]+$"
STRICT = ConfigDict(extra="forbid")
Retries = Annotated[int, Field(ge=0, le=100), IsNumber]
Interval = Annotated[int, Field(ge=0, le=86_400), IsNumber]


class DiagnosticsIn(BaseModel):
    """Which diagnostics a charger shall upload to us."""

    model_config = STRICT
    from_at: InstantIn | None = None
    until_at: InstantIn | None = None
    retries: Retries | None = None
    retry_interval_s: Interval | None = None


class LogIn(DiagnosticsIn):
    """Which log a charger shall upload to us (security white paper)."""

    log: Literal["SecurityLog", "DiagnosticsLog"] = "SecurityLog"


class FirmwareIn(BaseModel):
    """Which firmware a charger shall fetch; signed where there is a certificate and signature."""

    model_config = STRICT
    location: Annotated[str, Field(min_length=1, max_length=512, pattern=URI)]
    retrieve_at: InstantIn
    install_at: InstantIn | None = None
    signing_certificate: Annotated[str, Field(min_length=1, max_length=5500)] | None = None
    signature: Annotated[str, Field(min_length=1, max_length=800)] | None = None
    retries: Retries | None = None
    retry_interval_s: Interval | None = None

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if (self.signing_certificate is None) != (self.signature is None):
            raise ValueError("signing_certificate and signature go together")
        return self


class JobStatusOut(BaseModel):
    """What the charger reported, and when we heard of it."""

    at: str
    status: str


class JobOut(BaseModel):
    """A job."""

    id: int
    charge_point: str
    kind: Literal["diagnostics", "log", "firmware", "signed_firmware"]
    state: Literal["asked", "running", "done", "failed", "refused"]
    answer: str
    statuses: list[JobStatusOut]
    file_name: str | None
    size_bytes: int | None
    created_at: str
    ended_at: str | None


class JobPage(BaseModel):
    """A page of jobs."""

    items: list[JobOut]
    next_cursor: str | None


def job_item(row: Job) -> dict[str, object]:
    """A job as JSON; the token of its upload is nobody's business."""
    return {
        "id": row.id,
        "charge_point": row.charge_point_id,
        "kind": row.kind,
        "state": row.state,
        "answer": row.answer,
        "statuses": [{"at": at, "status": status} for at, status in row.statuses],
        "file_name": row.file_name,
        "size_bytes": row.size_bytes,
        "created_at": iso(row.created_at),
        "ended_at": iso_or_none(row.ended_at),
    }
