"""Which letter goes to the broker next: letters are MQTT messages that central has to confirm.

What was written during this connection is live and goes first, so that central sees the present at
once; what waited goes behind it, oldest first. The broker's PUBACK says only that the broker has
it: a letter is done when central's receipt names it, and goes again under its old number until
then. Central stores each number once, so a letter that comes twice does no harm.

A letter that central does not confirm, while it confirms others that went at the same time or
later, is one that it cannot read: after `MOST_TRIES` it is given up.

The machine holds no more than `WINDOW` + `MOST_LIVE` + one page of letters; the rest stays in the
file.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

WINDOW: Final = 4096
"""Most letters without a receipt."""
MOST_LIVE: Final = 4096
PAGE: Final = 256
"""Letters read from the file at once."""
RESEND_S: Final = 15.0
"""Real seconds without a receipt until a letter goes again."""
MOST_TRIES: Final = 5

Number = tuple[int, int]
"""Birth and sequence: what a receipt calls a letter."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message. `posted_s` is real monotonic; None = by an earlier run of the edge."""

    id: int
    birth: int
    sequence: int
    topic: str
    kind: str
    body: bytes
    posted_s: float | None = None

    @property
    def number(self) -> Number:
        """How central's receipt names it."""
        return self.birth, self.sequence


@dataclass(slots=True)
class _OnWay:
    letter: Letter
    due_s: float
    receipts: int
    """Receipts that had come when it was sent."""
    tries: int = 0
    """Times that it went and others were confirmed."""


class Delivery:
    """Hand in what is posted, loaded and confirmed; `take` says what to send."""

    def __init__(self) -> None:
        self._is_connected = False
        self._live: deque[Letter] = deque()
        self._page: deque[Letter] = deque()
        self._on_way: dict[Number, _OnWay] = {}
        self._loaded_id = 0
        self._backlog_id = 0
        """Letters up to this id come from the file."""
        self._receipts = 0
        self._given_up: list[Letter] = []

    def connected(self, newest_id: int) -> None:
        """A new connection: all that is in the file goes again."""
        self._is_connected = True
        self.rescan(newest_id)

    def rescan(self, newest_id: int) -> None:
        """Begin with the file anew; `newest_id` is the last letter in it."""
        self._live.clear()
        self._page.clear()
        self._on_way.clear()
        self._loaded_id, self._backlog_id = 0, newest_id

    def disconnected(self) -> None:
        """Nothing goes until `connected`."""
        self._is_connected = False

    def posted(self, letters: list[Letter]) -> None:
        """These are in the file now; ids go up."""
        if not letters:
            return
        if self._is_connected and len(self._live) + len(letters) <= MOST_LIVE:
            self._live.extend(letters)
        else:
            self._live.clear()
            self._backlog_id = letters[-1].id

    def wanted_page(self) -> tuple[int, int] | None:
        """Ids (above, up to) of which the first `PAGE` are to be loaded now, if any."""
        if self._page or self._loaded_id >= self._backlog_id or not self._is_connected:
            return None
        return self._loaded_id, self._backlog_id

    def loaded(self, letters: list[Letter]) -> None:
        """What `wanted_page` asked for."""
        self._loaded_id = letters[-1].id if letters else self._backlog_id
        self._page.extend(each for each in letters if each.number not in self._on_way)

    def take(self, now_s: float) -> Letter | None:
        """The next letter to send; None = nothing can go now."""
        if not self._is_connected:
            return None
        again = self._due(now_s)
        if again is not None:
            return again
        queue = self._live or self._page
        if not queue or len(self._on_way) >= WINDOW:
            return None
        letter = queue.popleft()
        self._on_way[letter.number] = _OnWay(letter, now_s + RESEND_S, self._receipts)
        return letter

    def given_up(self) -> list[Letter]:
        """Letters that `take` gave up since this was asked last."""
        found, self._given_up = self._given_up, []
        return found

    def confirmed(self, birth: int, ranges: Iterable[tuple[int, int]]) -> None:
        """Central has stored these sequence numbers, ends included."""
        before = len(self._on_way)
        for first, last in ranges:
            if last - first < len(self._on_way):
                numbers = [(birth, sequence) for sequence in range(first, last + 1)]
            else:
                numbers = [each for each in self._on_way if each[0] == birth]
                numbers = [each for each in numbers if first <= each[1] <= last]
            for number in numbers:
                self._on_way.pop(number, None)
        self._receipts += len(self._on_way) < before

    @property
    def is_idle(self) -> bool:
        """All that can go has gone at least once."""
        return not self._live and not self._page and self._loaded_id >= self._backlog_id

    def _due(self, now_s: float) -> Letter | None:
        """The letter that has been without a receipt for the longest time, if that is too long."""
        while self._on_way:
            number, flight = next(iter(self._on_way.items()))
            if flight.due_s > now_s:
                return None
            del self._on_way[number]
            flight.tries += self._receipts > flight.receipts
            if flight.tries >= MOST_TRIES:
                self._given_up.append(flight.letter)
                continue
            flight.due_s, flight.receipts = now_s + RESEND_S, self._receipts
            self._on_way[number] = flight
            return flight.letter
        return None
