"""How a charger gets in, and what can be asked of it: for people who connect and command one."""

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel

from central.api.deps import Parts, Reader

router = APIRouter(tags=["chargers"])


class DoorOut(BaseModel):
    """What a person sets in a new charger."""

    url: str
    """Without the charger's identity, which follows after a slash."""
    tls_url: str | None
    """The same with TLS; null where central serves none."""
    registration: str
    """What becomes of a charger that nobody put down: open, pending (it waits), closed."""


class CallOut(BaseModel):
    """A call of OCPP 1.6 that may go to a charger."""

    action: str
    payload_schema: dict[str, Any]
    """JSON schema."""


class CallList(BaseModel):
    """All of them."""

    items: list[CallOut]


@router.get("/charger-door", response_model=DoorOut)
async def get_charger_door(parts: Parts, _: Reader, request: Request) -> dict[str, Any]:
    """Where chargers connect; the host is that of this request unless CHARGER_URL is set."""
    door, host = parts.door, request.url.hostname or "localhost"
    shown = f"[{host}]" if ":" in host else host
    tls = None if door.tls_port is None else f"wss://{shown}:{door.tls_port}/ocpp"
    return {
        "url": (door.url or f"ws://{shown}:{door.port}/ocpp").rstrip("/"),
        "tls_url": tls,
        "registration": door.registration,
    }


@router.get("/ocpp-calls", response_model=CallList)
async def list_ocpp_calls(parts: Parts, _: Reader) -> dict[str, Any]:
    """The calls that may go to a charger, each with the schema of its payload."""
    calls = parts.door.calls.items()
    return {"items": [{"action": action, "payload_schema": schema} for action, schema in calls]}
