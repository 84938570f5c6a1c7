"""One queue of stored records: its head in memory, the rest on disk, read as the head runs low.

Numbers grow along the queue. What is in memory is always the beginning of what waits, so a queue of
any length takes the memory of its window.
"""

from collections import deque
from collections.abc import Collection, Sequence
from typing import Final

from edge_agent.core.storage import Record

WINDOW: Final = 64
_LOW: Final = 8


class Backlog:
    """Records in order.

    Args:
        waiting: how many an earlier run left on disk.
    """

    def __init__(self, waiting: int = 0) -> None:
        self._head: deque[Record] = deque()
        self._length = waiting
        self._is_read_asked = False
        self._added_since_ask = 0

    def __len__(self) -> int:
        return self._length

    def add(self, record: Record) -> None:
        """Put a new record at the end; its number is the highest so far."""
        if self._length == len(self._head) and self._length < WINDOW:
            self._head.append(record)
        self._length += 1
        self._added_since_ask += 1

    @property
    def first(self) -> Record | None:
        """What goes next; None also while the head is still being read."""
        return self._head[0] if self._head else None

    def take(self, number: int) -> Record | None:
        """Take a record of the head off; None if it is not there."""
        for index, each in enumerate(self._head):
            if each.number == number:
                del self._head[index]
                self._length -= 1
                return each
        return None

    def renew(self, record: Record) -> None:
        """The same record under another message id, if it is first."""
        if self._head and self._head[0].number == record.number:
            self._head[0] = record

    def forget(self, numbers: Collection[int]) -> None:
        """Some are on disk no more."""
        last = self._head[-1].number if self._head else 0
        for number in numbers:
            if self.take(number) is None and number > last:
                self._length = max(self._length - 1, len(self._head))

    def wants(self) -> int | None:
        """Number after which to read on, once; None while nothing is needed."""
        if self._is_read_asked or len(self._head) >= min(self._length, _LOW):
            return None
        self._is_read_asked = True
        self._added_since_ask = 0
        return self._head[-1].number if self._head else 0

    def fill(self, records: Sequence[Record]) -> None:
        """Take in what was read after the number that was asked for; none = there is no more."""
        self._is_read_asked = False
        if not records:
            self._length = len(self._head) + self._added_since_ask
        last = self._head[-1].number if self._head else 0
        self._head.extend(each for each in records if each.number > last)
