"""Fresh message ids: UUIDs, 36 characters, the most that OCPP-J allows (4.1.4)."""

from collections.abc import Iterator
from uuid import uuid4


def message_ids() -> Iterator[str]:
    """Ids without end, none twice."""
    while True:
        yield str(uuid4())
