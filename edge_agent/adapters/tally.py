"""Counts of what went wrong or was left out, and a log line for the first ones of each kind."""

from collections import Counter
from typing import Final

from edge_agent.adapters.log import Log
from edge_agent.core.errors import first_of

_LOG = Log("edge.tally")
_MOST_SOURCES: Final = 4096
"""Pairs of kind and charger that are told apart; later ones share a line's count by kind."""


class Tally:
    """Counts by kind, for `/health`.

    Logs the 1st, 2nd, 4th, 8th ... of a kind from a charger, so that none fills the log and none
    hides behind another.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._by_source: Counter[tuple[str, object]] = Counter()

    def add(self, kind: str, **fields: object) -> None:
        """Count one more; `charge_point` among the fields names the charger it came from."""
        count = self._count(kind, fields)
        if _is_told(count):
            _LOG.warning(kind, count=count, **fields)

    def bug(self, kind: str, error: BaseException, **fields: object) -> None:
        """Count one more bug of ours; its lines have a traceback."""
        count = self._count(kind, fields)
        if _is_told(count):
            _LOG.error(kind, error, count=count, error=repr(first_of(error)), **fields)

    def _count(self, kind: str, fields: dict[str, object]) -> int:
        """How many of this kind came from this charger, this one included."""
        self.counts[kind] += 1
        source = (kind, fields.get("charge_point"))
        if source not in self._by_source and len(self._by_source) >= _MOST_SOURCES:
            source = (kind, None)
        self._by_source[source] += 1
        return self._by_source[source]


def _is_told(count: int) -> bool:
    return count & (count - 1) == 0
