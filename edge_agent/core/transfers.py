"""DataTransfer that the edge knows: its own vendor, which it answers itself, and what may wait.

A charger (or its display) may ask the edge beside it, with central in reach or not, as vendor
`org.sntry.edge`:

    RiskScore   data = {"risk1h", "level", "cause", "scoredAt", "staleInputs"}
    EdgeStatus  data = {"link", "waiting", "time", "isTimeTrusted"}

Other vendors' messages are central's. While it is away, those that the operator named as worth
keeping are stored and Accepted; the others are Rejected, since nobody did what they ask for (OCPP
1.6, 4.3).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from contract import costmsg
from edge_agent.core import frames, payloads
from edge_agent.core.frames import Call
from edge_agent.core.local_answers import timestamp
from edge_agent.core.reports import Finding
from edge_agent.core.rules import LinkState
from edge_agent.core.traffic import Now

VENDOR: Final = "org.sntry.edge"
RISK: Final = "RiskScore"
STATUS: Final = "EdgeStatus"


@dataclass(frozen=True, slots=True)
class Scored:
    """The charger's last score."""

    finding: Finding
    at: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """What the edge knows of itself and the charger."""

    link: LinkState
    waiting: int
    scored: Scored | None = None


def own_answer(payload: str, facts: Facts, now: Now) -> str:
    """Payload of the answer to a DataTransfer of the edge's own vendor; empty = another vendor's.

    A vendor id is compared without case (CiString255).
    """
    said = payloads.fields(payload)
    if payloads.text(said.get("vendorId")).lower() != VENDOR:
        return ""
    if said.get("messageId") == RISK:
        return _accepted(_risk(facts.scored))
    if said.get("messageId") == STATUS:
        return _accepted(
            {
                "link": facts.link.value,
                "waiting": facts.waiting,
                "time": timestamp(now.at),
                "isTimeTrusted": now.is_trusted,
            }
        )
    return '{"status":"UnknownMessageId"}'


def may_wait(payload: str, queued: Collection[str]) -> bool:
    """Whether the operator wants this message kept while central is away.

    Args:
        payload: of the DataTransfer.
        queued: `VENDOR` for all of a vendor's messages, or `VENDOR/MESSAGE`; in lower case.
    """
    if not queued:
        return False
    said = payloads.fields(payload)
    vendor = payloads.text(said.get("vendorId")).lower()
    message = payloads.text(said.get("messageId")).lower()
    return bool(vendor) and (vendor in queued or f"{vendor}/{message}" in queued)


def is_unplugged(call: Call) -> bool:
    """Whether a call is the cost message ConnectorUnplugged."""
    return call.action == "DataTransfer" and payloads.is_cost(
        call.payload, costmsg.CONNECTOR_UNPLUGGED
    )


def _risk(scored: Scored | None) -> dict[str, Any]:
    if scored is None:
        return {"risk1h": None}
    finding = scored.finding
    return {
        "risk1h": round(finding.risk_1h, 4),
        "level": finding.level,
        "cause": finding.cause,
        "scoredAt": timestamp(scored.at),
        "staleInputs": list(finding.stale_inputs),
    }


def _accepted(data: dict[str, Any]) -> str:
    return frames.dump({"status": "Accepted", "data": frames.dump(data)})
