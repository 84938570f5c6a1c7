"""Reservations at one charge point: who comes for one, and what the connectors show of it.

`core.reservations` decides. A card that uses a reservation claims it when it is granted; the claim
becomes part of the transaction, or goes back into the book if no transaction comes of it.
"""

from typing import Protocol

from charger_emulator.core.reservations import Entry, Reservation, Reservations
from charger_emulator.core.world import World
from contract.ocpp16 import ChargePointStatus as Status


class Controller(Protocol):
    """What bookings need of their charger."""

    world: World
    connectors: range

    @property
    def now_s(self) -> float:
        """What the charger's clock shows."""


class Bookings:
    """Reservations and claims. Connectors are indices of the world, but in a `Reservation`."""

    def __init__(self, charger: Controller) -> None:
        self._charger = charger
        self._forecourt = charger.world.forecourt
        self._book = Reservations()
        self._claims: dict[int, Reservation] = {}
        self.is_running = False
        """There is a reservation or a claim."""

    def all(self) -> list[Reservation]:
        """Booked and claimed ones."""
        return [*self._book.all(), *self._claims.values()]

    def restore(self, reservations: list[Reservation]) -> None:
        """Take back what was kept over a restart."""
        for each in reservations:
            self._book.restore(each)
        self.refresh()

    def book(self, wanted: Reservation) -> str:
        """Answer a ReserveNow."""
        answer = self._book.book(wanted, self._statuses(), self._charger.now_s)
        self.refresh()
        return answer

    def cancel(self, ident: int) -> bool:
        """End a reservation; False if there is none of that id."""
        claimed = [c for c, reservation in self._claims.items() if reservation.id == ident]
        for connector in claimed:
            del self._claims[connector]
        is_there = self._book.cancel(ident) or bool(claimed)
        self.refresh()
        return is_there

    def entry(self, connector: int, tag: str, parent: str | None) -> Entry:
        """Whether a card may start at a connector; `parent` None = not known."""
        return self._book.entry(self._number(connector), tag, parent, self._statuses())

    def claim(self, connector: int, tag: str, parent: str) -> bool:
        """A card is about to start; False = what is kept here is not for it."""
        number, statuses = self._number(connector), self._statuses()
        entry = self._book.entry(number, tag, parent, statuses)
        if entry is Entry.HOLDER:
            reservation = self._book.holder(number, tag, parent)
            if reservation is not None:
                self._book.cancel(reservation.id)
                self._claims[connector] = reservation
            self._forecourt.reserved_for[connector] = tag
        return entry in (Entry.OPEN, Entry.HOLDER)

    def use(self, connector: int) -> int | None:
        """A transaction starts: id of the reservation that it uses."""
        claimed = self._claims.pop(connector, None)
        return None if claimed is None else claimed.id

    def refresh(self) -> None:
        """Drop what has ended, and let free connectors show what is kept."""
        now_s = self._charger.world.now_s
        for connector in list(self._claims):
            if self._forecourt.status_of(connector) is not Status.PREPARING:
                self._book.restore(self._claims.pop(connector))
        statuses = self._statuses()
        shown = self._book.settle(statuses, self._charger.now_s)
        for number, status in statuses.items():
            connector, reservation = self._charger.connectors[number - 1], shown.get(number)
            if status is Status.RESERVED and reservation is None:
                self._forecourt.release(connector, now_s)
            elif status in (Status.AVAILABLE, Status.RESERVED) and reservation is not None:
                self._forecourt.reserve(connector, reservation.id_tag, now_s)
        self.is_running = bool(self._book or self._claims)

    def is_due(self) -> bool:
        """Whether one has expired."""
        return self._book.due_s() <= self._charger.now_s

    def _number(self, connector: int) -> int:
        return connector - self._charger.connectors[0] + 1

    def _statuses(self) -> dict[int, Status]:
        status_of = self._forecourt.status_of
        return {n: status_of(c) for n, c in enumerate(self._charger.connectors, 1)}
