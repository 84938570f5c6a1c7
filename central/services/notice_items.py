"""JSON bodies of notifications: no address, no secret."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from central.core.notices import Preferences
from central.services.items import iso, iso_or_none
from central.services.notice_records import Channel, Queued, TryRow


def preferences_item(preferences: Preferences) -> dict[str, Any]:
    """What a person wants to be told, and when."""
    return {
        "zone": preferences.zone.key,
        "quiet_start": _hours(preferences.quiet_start),
        "quiet_end": _hours(preferences.quiet_end),
        "severity_min": preferences.severity_min.name.lower(),
        "muted": sorted(each.value for each in preferences.muted),
        "digest_at": _hours(preferences.digest_at),
    }


def channel_item(channel: Channel) -> dict[str, Any]:
    """A way to a person."""
    return {
        "id": channel.id,
        "person": channel.person,
        "kind": channel.kind.value,
        "shown": channel.shown,
        "created_at": iso(channel.created_at),
    }


def notification_item(queued: Queued) -> dict[str, Any]:
    """A message of the log."""
    message = queued.message
    return {
        "id": message.id,
        "person": message.person,
        "channel_id": message.group.channel_id,
        "family": message.group.family,
        "severity": message.severity.name.lower(),
        "title": message.title,
        "text": message.text,
        "link": message.link,
        "count": message.count,
        "created_at": iso(message.created_at),
        "due_at": iso(message.due_at),
        "state": queued.state.value,
        "tries": queued.tries,
        "next_try_at": iso_or_none(queued.next_try_at),
        "sent_at": iso_or_none(queued.sent_at),
    }


def detail_item(queued: Queued, tries: Sequence[TryRow]) -> dict[str, Any]:
    """A message with what was tried, oldest first."""
    told = [{"at": iso(t.at), "outcome": t.outcome, "reason": t.reason} for t in tries]
    return {**notification_item(queued), "log": told}


def _hours(at: time | None) -> str | None:
    return None if at is None else f"{at:%H:%M}"
