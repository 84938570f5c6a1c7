"""JSON bodies of work orders: the same for REST and for the stream."""

from typing import Any, Final

from central.core.work_catalogue import Catalogue
from central.core.work_orders import PartCount, WorkOrder
from central.core.work_steps import By, allowed
from central.services.items import iso, iso_or_none
from central.services.records import OutboxRow
from central.services.work_records import LineRow, Photo, RepeatFault

TOPIC: Final = "work"
"""Of the stream."""
OBJECT_TYPE: Final = "work_order"
"""In the audit."""


def order_item(order: WorkOrder) -> dict[str, Any]:
    """An order as lists and the stream show it."""
    report = order.report
    return {
        "id": order.id,
        "alarm_id": order.alarm_id,
        "station_id": order.station,
        "charge_points": list(order.charge_points),
        "topic": order.topic.value,
        "cause": order.cause or None,
        "confidence": round(order.confidence, 2),
        "urgency": order.urgency.value,
        "title": order.needs.title,
        "minutes": order.needs.minutes,
        "skills": list(order.needs.skills),
        "safety": list(order.needs.safety),
        "parts": [part_item(each) for each in order.needs.parts],
        "opened_at": iso(order.opened_at),
        "opened_by": order.opened_by,
        "due_at": iso(order.due_at),
        **people_part(order),
        "assigned_at": iso_or_none(order.assigned_at),
        "answer_by": iso_or_none(order.answer_by),
        "reasons": list(order.reasons),
        "done_at": iso_or_none(order.done_at),
        "report": None
        if report is None
        else {
            "found_cause": report.found_cause,
            "parts_used": [part_item(each) for each in report.parts_used],
            "test_charge_ok": report.test_charge_ok,
            "text": report.text,
        },
        "proofs": [
            {
                "charge_point": charger,
                "session_id": proof.session,
                "energy_kwh": round(proof.energy_wh / 1e3, 3),
                "power_kw": round(proof.power_w / 1e3, 3),
                "expected_kw": round(proof.expected_w / 1e3, 3),
            }
            for charger, proof in sorted(order.proofs.items())
        ],
        "is_unproven": order.is_unproven,
        "verified_at": iso_or_none(order.verified_at),
        "reopened": order.reopened,
        "ended_at": iso_or_none(order.ended_at),
        "end_reason": order.end_reason,
    }


def people_part(order: WorkOrder) -> dict[str, Any]:
    """Where it stands and who has it; the ETag is of this part."""
    return {
        "state": order.state.value,
        "technician": order.technician,
        "is_pinned": order.is_pinned,
        "accepted_at": iso_or_none(order.accepted_at),
        "refused_by": list(order.refused_by),
    }


def steps_of(order: WorkOrder, by: By) -> list[str]:
    """Words of the steps that may be taken now, as the API calls them."""
    words = {step.__name__.lower() for step in allowed(order, by)}
    if order.accepted_at is not None:
        words.discard("accept")
    return sorted(words)


def is_for(row: OutboxRow, technician: str) -> bool:
    """Whether an event of the stream is for a technician: of orders the own ones only."""
    if row.topic == TOPIC:
        return bool(row.data.get("technician") == technician)
    return row.data.get("object_type") != OBJECT_TYPE


def part_item(count: PartCount) -> dict[str, Any]:
    """So many of a part."""
    return {"part": count.part, "quantity": count.quantity}


def line_item(row: LineRow) -> dict[str, Any]:
    """A line of a timeline."""
    line = row.line
    return {
        "id": row.id,
        "order_id": row.order_id,
        "at": iso(line.at),
        "happened_at": iso(line.happened_at),
        "kind": line.kind,
        "text": line.text,
        "by": line.by.value,
        "actor": line.actor,
        "person": line.person,
    }


def photo_item(photo: Photo) -> dict[str, Any]:
    """A photo; its picture is at /work-orders/{order_id}/photos/{id}."""
    return {
        "id": photo.id,
        "at": iso(photo.at),
        "actor": photo.actor,
        "media_type": photo.media_type,
        "size_bytes": photo.size_bytes,
        "sha256": photo.sha256,
        "text": photo.text,
    }


def repeat_item(repeat: RepeatFault) -> dict[str, Any]:
    """Faults of one topic at a charger."""
    return {
        "topic": repeat.topic,
        "faults": repeat.faults,
        "last_at": iso(repeat.last_at),
        "orders": repeat.orders,
    }


def catalogue_item(catalogue: Catalogue) -> dict[str, Any]:
    """What causes take."""
    return {
        "parts": [{"id": each.id, "title": each.title} for each in catalogue.parts.values()],
        "skills": list(catalogue.skills),
        "jobs": [
            {
                "cause": job.cause or None,
                "title": job.title,
                "minutes": job.minutes,
                "skills": list(job.skills),
                "safety": list(job.safety),
                "is_sent_for": job.is_sent_for,
                "parts": [
                    {
                        "vendor": row.vendor,
                        "model": row.model,
                        "current": row.current,
                        "parts": [part_item(each) for each in row.parts],
                    }
                    for row in job.parts
                ],
            }
            for job in catalogue.jobs.values()
        ],
    }
