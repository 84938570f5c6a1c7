"""JSON bodies of alarms: the same for REST and for the stream."""

from typing import Any, Final

from central.core.alarm_topics import ABOUT
from central.core.alarms import Alarm, Entry, Member
from central.services.alarm_records import EntryRow, PastAlarm
from central.services.diagnosis_records import Diagnosis, Explanation
from central.services.items import iso, iso_or_none

SHOWN_STATIONS: Final = 20
SHOWN_MEMBERS: Final = 500


def alarm_item(alarm: Alarm) -> dict[str, Any]:
    """An alarm as lists and the stream show it."""
    stations = sorted(alarm.stations)
    chargers = {each.charge_point for each in alarm.members.values() if each.charge_point}
    return {
        "id": alarm.id,
        "title": f"{ABOUT[alarm.key.topic].title}: {alarm.key.place}",
        "scope": alarm.key.scope.value,
        "place": alarm.key.place,
        "topic": alarm.key.topic.value,
        "state": alarm.state.value,
        "severity": alarm.severity.name.lower(),
        "stage": alarm.stage.name.lower(),
        "count": alarm.count,
        "first_at": iso(min((m.first_at for m in alarm.members.values()), default=alarm.opened_at)),
        "last_at": iso(alarm.last_at),
        "opened_at": iso(alarm.opened_at),
        "is_active": alarm.is_active,
        "is_whole_site": alarm.is_whole_site,
        "stations": stations[:SHOWN_STATIONS],
        "station_count": len(stations),
        "charger_count": len(chargers),
        **people_part(alarm),
        "cause": alarm.cause or None,
        "confidence": round(alarm.confidence, 2),
        "urgency": alarm.urgency or None,
        "mitigation": alarm.mitigation,
        "folded_into": alarm.folded_into or None,
    }


def people_part(alarm: Alarm) -> dict[str, Any]:
    """What people set; the ETag is of this part, so that a flapping charger locks nobody out."""
    return {
        "acked_by": alarm.acked_by,
        "acked_until": iso_or_none(alarm.acked_until),
        "assignee": alarm.assignee,
        "work_order": alarm.work_order,
        "closed_at": iso_or_none(alarm.closed_at),
        "closed_by": alarm.closed_by,
        "close_reason": alarm.close_reason,
        "found_cause": alarm.found_cause,
    }


def detail_item(alarm: Alarm) -> dict[str, Any]:
    """An alarm with its members, the worst first."""
    members = sorted(
        alarm.members.values(), key=lambda each: (-each.severity, -each.stage, each.subject)
    )
    return {**alarm_item(alarm), "members": [member_item(m) for m in members[:SHOWN_MEMBERS]]}


def member_item(member: Member) -> dict[str, Any]:
    """One charger in an alarm."""
    return {
        "station_id": member.station,
        "charge_point": member.charge_point,
        "connectors": list(member.connectors),
        "severity": member.severity.name.lower(),
        "stage": member.stage.name.lower(),
        "count": member.count,
        "first_at": iso(member.first_at),
        "last_at": iso(member.last_at),
        "clear_since": iso_or_none(member.clear_since),
        "text": member.text,
    }


def entry_item(row: EntryRow) -> dict[str, Any]:
    """A line of a timeline."""
    entry: Entry = row.entry
    return {
        "id": row.id,
        "at": iso(entry.at),
        "kind": entry.kind,
        "text": entry.text,
        "actor_kind": entry.actor_kind,
        "actor": entry.actor,
    }


def past_item(past: PastAlarm) -> dict[str, Any]:
    """A past alarm that is like another, and in what."""
    return {
        "alarm": alarm_item(past.alarm),
        "same_charger": past.same_charger,
        "same_station": past.same_station,
        "same_model": past.same_model,
    }


def cause_item(diagnosis: Diagnosis, told: Explanation | None) -> dict[str, Any]:
    """Why an alarm is: causes by rule with their evidence, and both texts."""
    return {
        "at": iso(diagnosis.at),
        "charge_point": diagnosis.charge_point_id or None,
        "summary": diagnosis.summary,
        "causes": [
            {
                "name": each.name,
                "title": each.title,
                "confidence": round(each.confidence, 3),
                "act": each.act,
                "is_dangerous": each.is_dangerous,
                "evidence": [
                    {"sign": e.sign, "text": e.text, "weight": e.weight} for e in each.evidence
                ],
            }
            for each in diagnosis.causes
        ],
        "explanation": None
        if told is None or not told.summary
        else {
            "summary": told.summary,
            "causes": list(told.causes),
            "cites": list(told.cites),
            "model": told.model,
            "at": iso(told.at),
        },
    }
