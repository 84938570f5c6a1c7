"""What the edge answers by itself: the time, and the boot verdict that central gave last."""

from datetime import UTC, datetime
from typing import Final

import msgspec

from contract.ocpp16 import RegistrationStatus
from edge_agent.core import frames, payloads, rules
from edge_agent.core.policy import Policy


class _BootAnswer(msgspec.Struct):
    """What we keep of central's answer to a boot; `interval` in simulated seconds."""

    status: str
    interval: float = 0.0


BOOT_NOTE: Final = "boot"
_MAKER: Final = (
    "chargePointVendor",
    "chargePointModel",
    "chargePointSerialNumber",
    "chargeBoxSerialNumber",
)
_REFUSED: Final = frozenset({"DataTransfer", "SignCertificate"})
_BOOT_ANSWER: Final = msgspec.json.Decoder(_BootAnswer)


class BootMemory:
    """One charger's registration as central sees it, and the boot that central has yet to hear."""

    def __init__(self, note: str = "", policy: Policy = Policy()) -> None:  # noqa: B008 (frozen)
        self._accepts_unknown = policy.accepts_unknown_chargers
        self.heartbeat_s = rules.DEFAULT_HEARTBEAT_S
        """Simulated seconds between two heartbeats, by central's last Accepted."""
        self.owed: str | None = None
        """Payload of a BootNotification that central has not answered."""
        self._status: str | None = None
        self._maker: tuple[str, ...] = ()
        kept = payloads.fields(note)
        if isinstance(kept.get("maker"), list):
            self._maker = tuple(map(str, kept["maker"]))
        if isinstance(kept.get("status"), str):
            self._take(kept["status"], kept.get("interval"))
        if isinstance(kept.get("owed"), str):
            self.owed = kept["owed"]

    def note(self) -> str:
        """All of it as text, for the next run."""
        interval_s = self.heartbeat_s
        return frames.dump(
            {
                "status": self._status,
                "interval": interval_s,
                "owed": self.owed,
                "maker": list(self._maker),
            }
        )

    @property
    def is_booted(self) -> bool:
        """The charger has said BootNotification, in this run or an earlier one."""
        return bool(self._maker)

    def swapped(self, payload: str) -> str:
        """See who boots.

        Returns:
            If it is another machine than before under the same identity: which took the place of
            which; else empty.
        """
        said = payloads.fields(payload)
        maker = tuple(payloads.text(said.get(each)).strip() for each in _MAKER)
        before, self._maker = self._maker, maker
        known = [(old, new) for old, new in zip(before, maker, strict=False) if old and new]
        if all(old == new for old, new in known):
            return ""
        return f"{' '.join(filter(None, before))} -> {' '.join(filter(None, maker))}"

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
        self._take(answer.status, answer.interval)
        return ""

    def _take(self, status: str, interval_s: object) -> None:
        self._status = status
        if status == RegistrationStatus.ACCEPTED:
            number_s = interval_s if isinstance(interval_s, int | float) else 0.0
            is_usable = 0 < number_s <= rules.LONGEST_HEARTBEAT_S
            self.heartbeat_s = number_s if is_usable else rules.DEFAULT_HEARTBEAT_S

    def answer(self, at: datetime) -> str:
        """Payload of our own answer to a boot: Accepted if central accepted last.

        A charger that central never judged is Pending, or Accepted where the operator says so.
        """
        is_unknown_welcome = self._status is None and self._accepts_unknown
        is_accepted = self._status == RegistrationStatus.ACCEPTED or is_unknown_welcome
        return frames.dump(
            {
                "status": RegistrationStatus.ACCEPTED
                if is_accepted
                else RegistrationStatus.PENDING,
                "currentTime": timestamp(at),
                "interval": int(self.heartbeat_s) if is_accepted else rules.PENDING_INTERVAL_S,
            }
        )


def local_answer(action: str) -> tuple[str, str]:
    """What to answer, without central, to a call that is neither stored nor judged by a rule.

    Returns:
        The payload, or an empty text and why the call fails: nobody did what it asks for.
    """
    if action in _REFUSED:
        return '{"status":"Rejected"}', ""
    return "", "central is out of reach"


def time_answer(at: datetime) -> str:
    """Payload of an answer to a Heartbeat."""
    return frames.dump({"currentTime": timestamp(at)})


def timestamp(at: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, as OCPP wants it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
