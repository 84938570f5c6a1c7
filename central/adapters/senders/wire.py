"""A message as webhooks and the broker carry it."""

from central.services.couriers import Outgoing
from contract.messages import PersonNotice


def wire_form(message: Outgoing) -> PersonNotice:
    """The same fields; `id` stays the same at each try."""
    return PersonNotice(
        id=message.id,
        at=message.at,
        person=message.person,
        family=message.family,
        severity=message.severity,
        title=message.title,
        text=message.text,
        link=message.link,
        count=message.count,
    )
