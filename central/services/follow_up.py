"""A call that follows an answer: cost messages, certificates. Nobody waits for it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

Told = Callable[[str, dict[str, Any]], Awaitable[None]]
"""Is told the outcome (one of `contract.messages.OUTCOMES`) and the answer."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A call to queue. A newer one of the same `key` replaces it while it waits."""

    key: str
    payload: dict[str, Any]
    action: str = "DataTransfer"
    told: Told | None = None
