"""What went wrong or was put right, counted by name, for health and tests."""

from collections import Counter


class Counters:
    """Counts by name since the process started; a log line tells the first of a kind."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, name: str, amount: int = 1) -> int:
        """Count; gives the new total."""
        self._counts[name] += amount
        return self._counts[name]

    def __getitem__(self, name: str) -> int:
        return self._counts[name]

    def snapshot(self) -> dict[str, int]:
        """All counts."""
        return dict(self._counts)
