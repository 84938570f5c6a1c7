"""Ids that tests can foresee."""

import itertools


class NumberedIds:
    """`id-0`, `id-1`, ..."""

    def __init__(self) -> None:
        self._numbers = itertools.count()

    def new(self) -> str:
        return f"id-{next(self._numbers)}"
