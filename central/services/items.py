"""JSON bodies of heals, prices, audit rows and frames: the same wherever they are told."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from central.core.secrets import without_secrets
from central.services.control_records import AuditRow, HealRow, PriceRow
from central.services.log_records import LogRow


def iso(at: datetime) -> str:
    """Instant as it stands in JSON: UTC with milliseconds and Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def iso_or_none(at: datetime | None) -> str | None:
    """As `iso`; None stays."""
    return None if at is None else iso(at)


def money(amount: Decimal) -> str:
    """Exact amount as text, without an exponent."""
    return format(amount, "f")


def heal_item(row: HealRow) -> dict[str, Any]:
    """A heal as pages see it."""
    heal = row.heal
    return {
        "id": row.id,
        "station_id": heal.station,
        "target_station_id": heal.sent_to,
        "state": heal.state.value,
        "opened_at": iso(heal.opened_at),
        "expires_at": iso(heal.expires_at),
        "ended_at": iso_or_none(row.ended_at),
        "end_reason": heal.end_reason,
        "reasons": list(heal.reasons),
        "stressed": list(heal.stressed),
        "power_ratio": heal.power_ratio,
        "is_dispatch": heal.is_dispatch,
    }


def price_item(row: PriceRow) -> dict[str, Any]:
    """A price override as pages see it."""
    return {
        "id": row.id,
        "station_id": row.station_id,
        "heal_id": row.heal_id,
        "kind": row.kind,
        "factor": money(row.factor),
        "base_per_kwh": money(row.base_per_kwh),
        "price_per_kwh": money(row.price_per_kwh),
        "currency": row.currency,
        "start_at": iso(row.start_at),
        "until_at": iso(row.until_at),
        "ended_at": iso_or_none(row.ended_at),
        "state": row.state,
        "paired_station_id": row.paired_station_id,
        "actor_kind": row.actor_kind,
        "actor": row.actor,
        "reasons": list(row.reasons),
    }


def audit_item(row: AuditRow) -> dict[str, Any]:
    """An act as pages see it."""
    return {
        "id": row.id,
        "at": iso(row.at),
        "actor_kind": row.actor_kind,
        "actor": row.actor,
        "act": row.act,
        "object_type": row.object_type,
        "object_id": row.object_id,
        "before": without_secrets(row.before),
        "after": without_secrets(row.after),
        "reason": row.reason,
        "request_id": row.request_id,
    }


def message_item(row: LogRow) -> dict[str, Any]:
    """A frame of the log."""
    try:
        payload = json.loads(row.payload)
    except ValueError:  # it was cut
        payload = row.payload
    return {
        "id": row.id,
        "charge_point": row.charge_point_id,
        "at": iso(row.at),
        "direction": row.direction,
        "kind": row.kind,
        "action": row.action,
        "message_id": row.message_id,
        "payload": payload,
        "size_bytes": row.size_bytes,
    }
