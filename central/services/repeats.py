"""A request that is sent twice acts once: its answer is kept under its key (Idempotency-Key).

After draft-ietf-httpapi-idempotency-key-header-07. A key belongs to who asks and to one request:
the same key with another request is refused. Kept are answers to what may have acted; a request
that was refused frees its key. One whose answer is not known stays under way until it is forgotten,
and is refused so long: it may have acted.
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from central.core.secrets import without_secrets
from central.services.access_records import KeptAnswer
from central.services.ports import Clock
from central.services.unit_of_work import UnitsOfWork

KEPT: Final = timedelta(hours=24)
"""Simulated time that an answer is kept."""
NOTHING_DONE: Final = range(400, 500)
NOT_NOW: Final = 503


@dataclass(frozen=True, slots=True)
class Begun:
    """The first request with its key: carry it out."""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """The same request began before and has no answer."""


@dataclass(frozen=True, slots=True)
class Another:
    """The key belongs to another request."""


@dataclass(frozen=True, slots=True)
class Again:
    """The same request was answered before."""

    status: int
    content_type: str | None
    body: str


Beginning = Begun | UnderWay | Another | Again


@dataclass(frozen=True, slots=True)
class Repeats:
    """Requests with keys; one a process."""

    units: UnitsOfWork
    clock: Clock

    async def begin(self, owner: str, key: str, fingerprint: str) -> Beginning:
        """Take a request in."""
        async with self.units.write() as uow:
            if await uow.answers.begin(owner, key, fingerprint, self.clock.now()):
                await uow.commit()
                return Begun()
            kept = await uow.answers.get(owner, key)
        return UnderWay() if kept is None else _judged(kept, fingerprint)

    async def finish(
        self, owner: str, key: str, status: int, content_type: str | None, body: str
    ) -> None:
        """Keep the answer of a request, or free its key where nothing was done."""
        async with self.units.write() as uow:
            if status in NOTHING_DONE or status == NOT_NOW:
                await uow.answers.forget(owner, key)
            else:
                await uow.answers.finish(owner, key, status, content_type, _clean(body))
            await uow.commit()


def _judged(kept: KeptAnswer, fingerprint: str) -> Beginning:
    if kept.fingerprint != fingerprint:
        return Another()
    if kept.status is None:
        return UnderWay()
    return Again(kept.status, kept.content_type, kept.body or "")


def _clean(body: str) -> str:
    """What is shown once is not kept."""
    try:
        data = json.loads(body)
    except ValueError:
        return body
    clean = without_secrets(data)
    return body if clean == data else json.dumps(clean)
