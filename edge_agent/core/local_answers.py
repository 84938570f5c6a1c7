"""What the edge answers by itself: the time, and the boot verdict that central gave last."""

import json
from datetime import UTC, datetime
from typing import Final

import msgspec

from contract.ocpp16 import RegistrationStatus
from edge_agent.core import rules


class _BootAnswer(msgspec.Struct):
    """What we keep of central's answer to a boot; `interval` in simulated seconds."""

    status: str
    interval: float = 0.0


_BOOT_ANSWER: Final = msgspec.json.Decoder(_BootAnswer)


class BootMemory:
    """One charger's registration as central sees it, and the boot that central has yet to hear."""

    def __init__(self) -> None:
        self.heartbeat_s = rules.DEFAULT_HEARTBEAT_S
        """Simulated seconds between two heartbeats, by central's last Accepted."""
        self.owed: str | None = None
        """Payload of a BootNotification that central has not answered."""
        self._status: str | None = None

    @property
    def is_welcome(self) -> bool:
        """Central has not turned the charger away."""
        return self._status in (None, RegistrationStatus.ACCEPTED)

    def learn(self, payload: str) -> str:
        """Take in central's answer to a boot; returns what is wrong with it, or nothing."""
        try:
            answer = _BOOT_ANSWER.decode(payload)
        except (msgspec.DecodeError, RecursionError) as err:
            return str(err)
        self.owed = None
        self._status = answer.status
        if answer.status == RegistrationStatus.ACCEPTED:
            is_usable = 0 < answer.interval <= rules.LONGEST_HEARTBEAT_S
            self.heartbeat_s = answer.interval if is_usable else rules.DEFAULT_HEARTBEAT_S
        return ""

    def answer(self, at: datetime) -> str:
        """Payload of our own answer to a boot: Accepted if central accepted last, else Pending."""
        is_accepted = self._status == RegistrationStatus.ACCEPTED
        return _dump(
            {
                "status": RegistrationStatus.ACCEPTED
                if is_accepted
                else RegistrationStatus.PENDING,
                "currentTime": timestamp(at),
                "interval": int(self.heartbeat_s) if is_accepted else rules.PENDING_INTERVAL_S,
            }
        )


def time_answer(at: datetime) -> str:
    """Payload of an answer to a Heartbeat."""
    return _dump({"currentTime": timestamp(at)})


def timestamp(at: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, as OCPP wants it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _dump(value: dict[str, object]) -> str:
    return json.dumps(value, separators=(",", ":"))
