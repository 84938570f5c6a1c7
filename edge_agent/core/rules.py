"""What the edge does with a charger's call in each state of the uplink, as tables.

Everything that costs money or proves something is stored before it is answered; what is only worth
something now is relayed while central can be asked, and answered here when it cannot. A charger is
never left without an answer.
"""

from collections.abc import Mapping
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Final

from contract.ocpp16 import CallErrorCode
from edge_agent.core import frames


class LinkState(StrEnum):
    """State of one charger's connection to central."""

    ONLINE = "online"
    SUSPECT = "suspect"
    """One missed pong, or one call past its deadline; frames still go out."""
    OFFLINE = "offline"
    DRAINING = "draining"
    """Up again, and central has yet to hear what was stored meanwhile."""


class Rule(Enum):
    """How a charger's call is treated."""

    RELAY = "relay"
    """Queue it for central; answer by the table of local answers if central does not in time."""
    ANSWER = "answer here"
    """Give the local answer at once: central cannot be asked."""
    TELL_TIME = "tell the time"
    """Answer a Heartbeat with simulated time."""
    START = "start"
    """Store; central's id if it can be asked at once, else one of the edge's own."""
    READING = "reading"
    """Of a session: store, answer, forward. Else relay, or keep the newest while offline."""
    STOP = "stop"
    """Store, answer, forward."""
    TRANSFER = "data transfer"
    """What ends a fee is stored; the rest is relayed, or refused while offline."""
    NOTE_STATUS = "note a state"
    """Store, answer, forward: the newest of a connector, and every one with an error."""
    NOTE_EVENT = "note an event"
    """Store, answer, forward: all of them, in order."""
    NOTE_LATEST = "note progress"
    """Store, answer, forward: the newest of its kind."""


_STORED: Final = {
    "Heartbeat": Rule.TELL_TIME,
    "StartTransaction": Rule.START,
    "MeterValues": Rule.READING,
    "StopTransaction": Rule.STOP,
    "DataTransfer": Rule.TRANSFER,
    "StatusNotification": Rule.NOTE_STATUS,
    "SecurityEventNotification": Rule.NOTE_EVENT,
    "DiagnosticsStatusNotification": Rule.NOTE_LATEST,
    "FirmwareStatusNotification": Rule.NOTE_LATEST,
    "LogStatusNotification": Rule.NOTE_LATEST,
    "SignedFirmwareStatusNotification": Rule.NOTE_LATEST,
}

RULES: Final[Mapping[LinkState, tuple[Mapping[str, Rule], Rule]]] = MappingProxyType(
    {
        LinkState.ONLINE: (_STORED, Rule.RELAY),
        LinkState.SUSPECT: (_STORED, Rule.RELAY),
        LinkState.DRAINING: (_STORED, Rule.RELAY),
        LinkState.OFFLINE: (_STORED, Rule.ANSWER),
    }
)
"""By state: the rule of each action, and that of all others."""

CHARGER_ACTIONS: Final = frozenset(
    (
        *("Authorize", "BootNotification", "DataTransfer", "DiagnosticsStatusNotification"),
        *("FirmwareStatusNotification", "Heartbeat", "MeterValues", "StartTransaction"),
        *("StatusNotification", "StopTransaction", "LogStatusNotification"),
        *("SecurityEventNotification", "SignCertificate", "SignedFirmwareStatusNotification"),
    )
)
"""What a charge point may call: OCPP 1.6 chapter 4, and its security whitepaper (edition 3)."""

DEADLINE_S: Final = 8.0
"""Real seconds from a charger's call to our answer, at most; less where `patience` knows better."""
DEADLINES_S: Final[Mapping[str, float]] = MappingProxyType({"Authorize": 12.0})

DOWN_DEADLINE_S: Final = 30.0
"""Real seconds that a charger has to answer a call of central, from when it gets it; and that such
a call may wait before it is sent."""

MISSES_UNTIL_OFFLINE: Final = 2
DEFAULT_HEARTBEAT_S: Final = 300.0
"""Simulated seconds, until central named an interval in a boot answer."""
LONGEST_HEARTBEAT_S: Final = 2.0**31 - 1.0
"""Simulated seconds, the most that fits into OCPP's integer; with more the default is kept."""
PENDING_INTERVAL_S: Final = 30
"""Simulated seconds after which a charger that was never accepted may boot again."""
MAX_WAITING: Final = 64
"""Calls that wait per charger and direction."""

NO_STORAGE: Final = "the edge cannot store this now; keep it and try again"


def rule(link: LinkState, action: str) -> Rule:
    """Look up what to do with a charger's call."""
    named, others = RULES[link]
    return named.get(action, others)


def malformed(text: str, reason: str) -> str:
    """What to log of a charger's frame that cannot be read."""
    return f"charger sent {frames.shortened(text)!r}: {reason}"


def unknown_action(action: str) -> str:
    """What to log of an action that OCPP 1.6 does not have; central judges it, it may know more."""
    known = ", ".join(sorted(CHARGER_ACTIONS))
    return f"charger called {frames.shortened(action)!r}; the actions of OCPP 1.6 are {known}"


def refusal(action: str, id_json: str, why: str) -> str:
    """Answer to a call of central that cannot reach the charger.

    A command carried out hours late is worse than one that failed, so none is kept.
    """
    if action in ("RemoteStartTransaction", "RemoteStopTransaction"):
        return frames.result(id_json, '{"status":"Rejected"}')
    return frames.failure(id_json, frames.failure_tail(CallErrorCode.INTERNAL_ERROR, why))
