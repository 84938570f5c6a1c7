"""API keys and kept answers as rows, and the ports that keep them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A program's way in; the token itself is kept nowhere."""

    id: int
    name: str
    role: str
    hint: str
    created_by: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None

    def is_good(self, now: datetime) -> bool:
        """Neither revoked nor expired."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


@dataclass(frozen=True, slots=True)
class NewApiKey:
    """An API key to put down."""

    name: str
    role: str
    token_hash: str
    hint: str
    created_by: str
    created_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What a request with a key was answered; status None = it is under way, or never ended."""

    fingerprint: str
    status: int | None
    content_type: str | None
    body: str | None


class ApiKeys(Protocol):
    """Programs' ways in."""

    async def add(self, key: NewApiKey) -> ApiKey | None:
        """Put down; None where the name is taken."""

    async def get(self, key_id: int) -> ApiKey | None:
        """One of them."""

    async def of_token(self, token_hash: str) -> ApiKey | None:
        """The one that this token belongs to."""

    async def page(self, limit: int, before_id: int | None) -> list[ApiKey]:
        """Newest first."""

    async def used(self, key_id: int, at: datetime) -> None:
        """It let somebody in."""

    async def revoke(self, key_id: int, at: datetime) -> bool:
        """Not good any more; False where there is none that is not revoked."""


class KeptAnswers(Protocol):
    """Answers by who asked and the key of the request."""

    async def begin(self, owner: str, key: str, fingerprint: str, at: datetime) -> bool:
        """Put down a request that is under way; False where the key was used before."""

    async def get(self, owner: str, key: str) -> KeptAnswer | None:
        """What is kept."""

    async def finish(
        self, owner: str, key: str, status: int, content_type: str | None, body: str
    ) -> None:
        """Keep the answer."""

    async def forget(self, owner: str, key: str) -> None:
        """The request changed nothing: the key is free again."""

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` that began before an instant."""
