"""Who is paired with whom where several want the same: as many as possible, then the cheapest.

An assignment problem with a priority: takers are added one by one, the first in line first. Each
may move those before it to other places but never leaves one without. So the takers served are
those that any number of places could serve in that order, and among all ways to serve them the sum
of costs is the least: successive shortest augmenting paths with potentials (Jonker and Volgenant,
Computing 38, 1987), on the edges that exist only. Whole-number costs make equal sums equal.
"""

from collections.abc import Hashable, Sequence
from heapq import heappop, heappush
from typing import Any, Generic, Protocol, TypeVar


class Ordered(Hashable, Protocol):
    """What can be a key, and says of two which comes first."""

    def __lt__(self, other: Any, /) -> bool:
        """Whether this one comes first."""


Taker = TypeVar("Taker", bound=Ordered)
Place = TypeVar("Place", bound=Ordered)


class Pairing(Generic[Taker, Place]):
    """Add takers in their order of priority; `places` is the best pairing of those so far."""

    def __init__(self) -> None:
        self.places: dict[Taker, Place] = {}
        self._takers: dict[Place, Taker] = {}
        self._options: dict[Taker, Sequence[tuple[int, Place]]] = {}
        # potentials: cost - taker's - place's is never negative, and 0 in a pair
        self._of_taker: dict[Taker, int] = {}
        self._of_place: dict[Place, int] = {}

    def add(self, taker: Taker, options: Sequence[tuple[int, Place]]) -> bool:
        """Serve one more; False where that is not possible beside those before.

        Args:
            taker: not added before.
            options: cost (not negative) and place, each place once.
        """
        self._options[taker] = options
        self._of_taker[taker] = 0
        cost: dict[Place, int] = {}
        asks_for: dict[Place, Taker] = {}
        queue: list[tuple[int, Place]] = []
        reached: dict[Place, int] = {}
        self._reach(taker, 0, cost, asks_for, queue)
        while queue:
            paid, place = heappop(queue)
            if place in reached:
                continue
            owner = self._takers.get(place)
            if owner is None:
                self._renew_potentials(taker, reached, paid)
                self._take(taker, place, asks_for)
                return True
            reached[place] = paid
            self._reach(owner, paid, cost, asks_for, queue)
        return False

    def _reach(
        self,
        taker: Taker,
        paid: int,
        cost: dict[Place, int],
        asks_for: dict[Place, Taker],
        queue: list[tuple[int, Place]],
    ) -> None:
        """Every place that the taker could have instead, where this is the cheapest way to it."""
        own = self._of_taker[taker]
        for price, place in self._options[taker]:
            total = paid + price - own - self._of_place.get(place, 0)
            if place not in cost or total < cost[place]:
                cost[place] = total
                asks_for[place] = taker
                heappush(queue, (total, place))

    def _renew_potentials(self, taker: Taker, reached: dict[Place, int], paid: int) -> None:
        for place, at in reached.items():
            self._of_place[place] = self._of_place.get(place, 0) + at - paid
            self._of_taker[self._takers[place]] += paid - at
        self._of_taker[taker] += paid

    def _take(self, taker: Taker, place: Place, asks_for: dict[Place, Taker]) -> None:
        """Along the path back to the taker, everybody moves up by one place."""
        while True:
            mover = asks_for[place]
            left = self.places.get(mover)
            self.places[mover], self._takers[place] = place, mover
            if mover == taker or left is None:
                return
            place = left
