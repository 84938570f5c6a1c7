"""Counts of what went wrong or was left out, and a log line for the first ones of each kind."""

from collections import Counter

from edge_agent.adapters.log import Log

_LOG = Log("edge.tally")


class Tally:
    """Counts by kind; logs the 1st, 2nd, 4th, 8th ... of a kind, so that no peer fills the log."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def add(self, kind: str, **fields: object) -> None:
        """Count one more."""
        self.counts[kind] += 1
        count = self.counts[kind]
        if count & (count - 1) == 0:
            _LOG.warning(kind, count=count, **fields)
