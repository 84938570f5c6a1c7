"""What the edge does with a charger's call in each state of the uplink, as tables.

This version keeps chargers connected and honest through a short outage; it does not pretend to be
central. Heartbeats and known boots are answered here, everything else waits for the link until its
deadline and is then answered with CALLERROR InternalError, so that the charger tries again by its
own rules. Nothing is kept on disk: what waits here is gone when the edge ends. Full offline
operation replaces RULES[OFFLINE].

What that means for transactions (StartTransaction, StopTransaction, MeterValues with one) while
central is away for long: they are kept by the charger alone. It repeats the first one that waits
as often as its TransactionMessageAttempts (A) say, with TransactionMessageRetryInterval (R) times
the number of tries in between (OCPP 1.6, 9.1.25), and then drops it and turns to the next. With
A = 3 and R = 30 s a message bridges 3 x 8 s + (1 + 2) x 30 s = 114 s of outage; R counts the
charger's seconds, so that a charger on a clock 10 times as fast bridges 33 s. After that it loses
one message in every such span, the oldest first, until central is back; the rest arrives in order.
A start that was lost leaves its later messages with no transaction that central knows.

A message that central took without an answer in time is repeated by the charger as well: central
may see a StartTransaction twice, with the same connector, tag, time and meter value.
"""

from collections.abc import Mapping
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Final

from edge_agent.core import frames


class LinkState(StrEnum):
    """State of one charger's connection to central."""

    ONLINE = "online"
    SUSPECT = "suspect"
    """One missed pong, or one call past its deadline; frames still go out."""
    OFFLINE = "offline"


class Rule(Enum):
    """How a charger's call is treated."""

    RELAY = "relay"
    """Queue it for central; it goes as soon as the link and the calls before it allow."""
    TELL_TIME = "tell the time"
    """Answer a Heartbeat with simulated time."""
    REPEAT_BOOT = "repeat the last boot verdict"
    """Accepted with central's last interval if central accepted last, else Pending."""


_ALWAYS: Final = {"Heartbeat": Rule.TELL_TIME}

RULES: Final[Mapping[LinkState, Mapping[str, Rule]]] = MappingProxyType(
    {
        LinkState.ONLINE: _ALWAYS,
        LinkState.SUSPECT: _ALWAYS,
        LinkState.OFFLINE: {**_ALWAYS, "BootNotification": Rule.REPEAT_BOOT},
    }
)
"""Actions not named in a state are relayed."""

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
"""Real seconds from a charger's call to our answer: 0.6 x the shortest usual call time-out."""
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

_RANKS: Final[Mapping[str, int]] = MappingProxyType(
    {"StartTransaction": 2, "StopTransaction": 2, "BootNotification": 2}
)
_RANK_METER: Final = 1


def rule(link: LinkState, action: str) -> Rule:
    """Look up what to do with a charger's call."""
    return RULES[link].get(action, Rule.RELAY)


def rank(action: str, payload: str) -> int:
    """Worth of a call when the queue is full: money 2, readings of a transaction 1, the rest 0."""
    if action == "MeterValues" and '"transactionId"' in payload:
        return _RANK_METER
    return _RANKS.get(action, 0)


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
    return frames.failure(id_json, frames.failure_tail("InternalError", why))
