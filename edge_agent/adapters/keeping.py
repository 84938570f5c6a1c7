"""One charger's way to the spool: what waits for the disk, and what is told to its machine."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial

from contract.ids import ChargePointId
from edge_agent.adapters.spool import Spool
from edge_agent.core.storage import PutRecord, RecordKind
from edge_agent.core.traffic import BacklogRead, Effect, Event, Keep, KeepFailed

Then = Callable[[Sequence[Effect], frozenset[int] | None], None]
"""Carries out what waited: the effects, and the records that the disk did not take (None = all is
on disk)."""


class Keeping:
    """The disk as one session sees it.

    Args:
        charger: whose records they are.
        spool: where they go.
        deliver: hands an event to the charger's machine, whichever session is its newest.
    """

    def __init__(
        self, charger: ChargePointId, spool: Spool, deliver: Callable[[Event], None]
    ) -> None:
        self._charger = charger
        self._spool = spool
        self._deliver = deliver
        self._writing: asyncio.Future[bool] | None = None

    @property
    def is_writing(self) -> bool:
        """Something is on its way to the disk."""
        return self._writing is not None and not self._writing.done()

    def keep(self, effects: Sequence[Effect], then: Then) -> None:
        """Write what is to be kept among the effects; the others wait for it, all earlier too."""
        keeps = [each for each in effects if isinstance(each, Keep)]
        self._writing = self._spool.write(
            self._charger,
            tuple(change for each in keeps for change in each.changes),
            survives_power_cut=any(each.survives_power_cut for each in keeps),
        )
        numbers = frozenset(
            change.record.number
            for each in keeps
            for change in each.changes
            if isinstance(change, PutRecord)
        )
        rest = [each for each in effects if not isinstance(each, Keep)]
        self._writing.add_done_callback(partial(self._kept, rest, numbers, then))

    def read(self, kind: RecordKind, after: int) -> None:
        """Read on in a queue; the machine gets it as an event."""
        reading = self._spool.read(self._charger, kind, after)
        reading.add_done_callback(lambda done: self._deliver(BacklogRead(kind, done.result())))

    def _kept(
        self,
        rest: Sequence[Effect],
        numbers: frozenset[int],
        then: Then,
        done: "asyncio.Future[bool]",
    ) -> None:
        is_kept = done.result()
        if not is_kept and numbers:
            self._deliver(KeepFailed(numbers))
        then(rest, None if is_kept else numbers)
