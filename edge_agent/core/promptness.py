"""How often the edge had to answer for a central that was there: an alarm when it is no exception.

While the link is up, central decides, and the edge's own answers shall stay under one in a
thousand. A central that is too slow must not be overruled unnoticed.
"""

from typing import Final

ALLOWED_RATIO: Final = 0.001
FEWEST: Final = 4
"""Answers of the edge's own that make an alarm; fewer are bad luck."""
WINDOW: Final = 3000
"""Calls after which older ones count half."""


class Promptness:
    """One charger's central, by the calls that waited for it."""

    def __init__(self) -> None:
        self._calls = 0
        self._answered_here = 0
        self._is_told = False

    def answered(self, *, here: bool) -> str:
        """One more call is answered, here or by central.

        Returns:
            What to tell, once until it is calm again; else empty.
        """
        self._calls += 1
        self._answered_here += here
        if self._calls >= WINDOW:
            self._calls //= 2
            self._answered_here //= 2
        is_poor = (
            self._answered_here >= FEWEST and self._answered_here > ALLOWED_RATIO * self._calls
        )
        is_news = is_poor and not self._is_told
        self._is_told = (self._is_told and self._answered_here > 0) or is_poor
        if not is_news:
            return ""
        return f"{self._answered_here} of the last {self._calls} calls were answered by the edge"
