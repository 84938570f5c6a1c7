"""Reservations of one charge point: who may use which connector, until when (OCPP 1.6, 5.13).

A reservation of connector n keeps that connector. One of connector 0 keeps any one of them: others
may charge as long as one free connector is left for each such reservation, and connectors show
Reserved from then on. A reservation ends by use, by cancelling, by expiry, and when what it keeps
is faulted or out of service. A repeated reservation id replaces the one before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from contract.ocpp16 import ChargePointStatus as Status

ACCEPTED: Final = "Accepted"
REJECTED: Final = "Rejected"
OCCUPIED: Final = "Occupied"
_FREE: Final = (Status.AVAILABLE, Status.RESERVED)
_OUT: Final = (Status.FAULTED, Status.UNAVAILABLE)
Statuses = Mapping[int, Status]
"""Status by connector number from 1 on."""


@dataclass(frozen=True, slots=True)
class Reservation:
    """One accepted ReserveNow; `connector` 0 = any, `parent_tag` "" = none."""

    id: int
    connector: int
    id_tag: str
    parent_tag: str
    until_s: float

    def is_for(self, id_tag: str, parent_tag: str | None) -> bool:
        """Whether a card is the reserved one or has the reserved parent; case does not count."""
        if id_tag.casefold() == self.id_tag.casefold():
            return True
        return bool(self.parent_tag) and (parent_tag or "").casefold() == self.parent_tag.casefold()


class Entry(Enum):
    """What a card may do at a connector, as far as reservations matter."""

    OPEN = auto()
    """Nothing is kept for others here."""
    HOLDER = auto()
    """Uses a reservation."""
    ASK = auto()
    """Kept for another card; its parent is not known yet and might be the reserved one."""
    REFUSED = auto()


class Reservations:
    """All reservations of a charge point. `settle` after each change of status and when due."""

    def __init__(self) -> None:
        self._by_id: dict[int, Reservation] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    def all(self) -> list[Reservation]:
        """The running ones, the oldest first."""
        return list(self._by_id.values())

    def book(self, wanted: Reservation, statuses: Statuses, now_s: float) -> str:
        """Answer a ReserveNow, and keep it if Accepted.

        Args:
            wanted: what is asked for.
            statuses: of all connectors.
            now_s: simulated now.

        Returns:
            Accepted, Occupied, Faulted, Unavailable, or Rejected (no such connector, expired).
        """
        if wanted.until_s <= now_s or (wanted.connector and wanted.connector not in statuses):
            return REJECTED
        others = [r for r in self._by_id.values() if r.id != wanted.id]
        answer = _room(wanted.connector, others, statuses)
        if answer == ACCEPTED:
            self._by_id.pop(wanted.id, None)
            self._by_id[wanted.id] = wanted
        return answer

    def restore(self, reservation: Reservation) -> None:
        """Take back one that was not used after all."""
        self._by_id.setdefault(reservation.id, reservation)

    def cancel(self, ident: int) -> bool:
        """End a reservation; False if there is none of that id."""
        return self._by_id.pop(ident, None) is not None

    def entry(
        self, connector: int, id_tag: str, parent_tag: str | None, statuses: Statuses
    ) -> Entry:
        """Whether a card may start at a connector.

        Args:
            connector: 1..n.
            id_tag: the card.
            parent_tag: its parent; "" = it has none, None = not known yet.
            statuses: of all connectors.
        """
        if self.holder(connector, id_tag, parent_tag) is not None:
            return Entry.HOLDER
        against = [r for r in self._by_id.values() if r.connector in (0, connector)]
        taken = 1 if statuses[connector] in _FREE else 0  # a car may stand here already
        kept = any(r.connector for r in against) or _spare(self.all(), statuses) < taken
        if not against or not kept:
            return Entry.OPEN
        if parent_tag is None and any(r.parent_tag for r in against):
            return Entry.ASK
        return Entry.REFUSED

    def holder(self, connector: int, id_tag: str, parent_tag: str | None) -> Reservation | None:
        """The reservation that a card uses at a connector; one of this very connector first."""
        mine = [
            r
            for r in self._by_id.values()
            if r.connector in (0, connector) and r.is_for(id_tag, parent_tag)
        ]
        return max(mine, key=lambda r: r.connector, default=None)

    def settle(self, statuses: Statuses, now_s: float) -> dict[int, Reservation]:
        """Drop what has ended, and say which free connectors are to show Reserved, and for whom."""
        all_out = all(status in _OUT for status in statuses.values())
        for each in self.all():
            out = all_out if not each.connector else statuses[each.connector] in _OUT
            if each.until_s <= now_s or out:
                del self._by_id[each.id]
        shown = {r.connector: r for r in self._by_id.values() if r.connector}
        anywhere = [r for r in self._by_id.values() if not r.connector]
        if anywhere and _spare(self.all(), statuses) <= 0:
            for number, status in statuses.items():
                if status in _FREE and number not in shown:
                    shown[number] = anywhere[0]
        return shown

    def due_s(self) -> float:
        """When the next one expires; infinite without any."""
        return min((r.until_s for r in self._by_id.values()), default=float("inf"))


def _room(connector: int, others: list[Reservation], statuses: Statuses) -> str:
    """Answer for a connector beside the other reservations; Occupied where nothing is left."""
    if connector:
        status = statuses[connector]
        if status in _OUT:
            return str(status)
        taken = status not in _FREE or any(r.connector == connector for r in others)
    else:
        states = set(statuses.values())
        if states <= set(_OUT):
            return str(Status.FAULTED if Status.FAULTED in states else Status.UNAVAILABLE)
        taken = False
    left = _spare(others, statuses)
    return OCCUPIED if taken or left < 1 else ACCEPTED


def _spare(reservations: list[Reservation], statuses: Statuses) -> int:
    """Free connectors that nobody's reservation needs."""
    free = {number for number, status in statuses.items() if status in _FREE}
    pinned = {r.connector for r in reservations if r.connector}
    anywhere = sum(1 for r in reservations if not r.connector)
    return len(free - pinned) - anywhere
