"""Who may charge: the idTagInfo of a tag (OCPP 1.6, 7.27), by what is known of it.

Tags are compared without case (CiString20Type: OCPP 1.6, 6.7) and told as they came.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class TagStatus(StrEnum):
    """What an operator says of a tag. Expired follows from the date as well."""

    ACCEPTED = "Accepted"
    BLOCKED = "Blocked"
    EXPIRED = "Expired"
    INVALID = "Invalid"


@dataclass(frozen=True, slots=True)
class IdTag:
    """A tag as kept; `id_tag` in lower case."""

    id_tag: str
    status: str
    expires_at: datetime | None = None
    parent_id_tag: str | None = None


def status_of(tag: IdTag | None, now: datetime, *, takes_unknown: bool) -> str:
    """Status of a tag at an instant.

    Args:
        tag: as kept, None = in no list.
        now: the instant.
        takes_unknown: the operator's rule for tags in no list.
    """
    if tag is None:
        return TagStatus.ACCEPTED if takes_unknown else TagStatus.INVALID
    is_over = tag.expires_at is not None and tag.expires_at <= now
    return TagStatus.EXPIRED if is_over and tag.status == TagStatus.ACCEPTED else tag.status


def id_tag_info(tag: IdTag | None, now: datetime, *, takes_unknown: bool) -> dict[str, Any]:
    """The idTagInfo for a charger: status, expiry and parent where there are any."""
    info: dict[str, Any] = {"status": status_of(tag, now, takes_unknown=takes_unknown)}
    if tag is not None and tag.expires_at is not None:
        info["expiryDate"] = tag.expires_at.isoformat().replace("+00:00", "Z")
    if tag is not None and tag.parent_id_tag is not None:
        info["parentIdTag"] = tag.parent_id_tag
    return info
