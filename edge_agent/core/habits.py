"""What the edge learns of one charger's ways: how long it waits, what its keys say."""

from edge_agent.core import charger_keys, patience, payloads
from edge_agent.core.charger_keys import ChargerKeys
from edge_agent.core.frames import Call
from edge_agent.core.outlet import Outlet
from edge_agent.core.patience import Patience
from edge_agent.core.storage import Kept, PutNote


class Habits:
    """One charger's.

    Args:
        kept: what an earlier run left.
        told_s: its call time-out by the operator; None = not known.
        out: where effects go.
    """

    def __init__(self, kept: Kept, told_s: float | None, out: Outlet) -> None:
        self._told_s = told_s
        self._out = out
        self._keys = ChargerKeys(kept.notes.get(charger_keys.NOTE, ""))
        self._patience = Patience(told_s, kept.notes.get(patience.NOTE, ""))
        self._take_keys()

    @property
    def stops_on_invalid(self) -> bool:
        """Whether a session ends when its tag turns out invalid."""
        return self._keys.stops_on_invalid

    def deadline_s(self, action: str) -> float:
        """Real seconds from a call of the charger to our answer."""
        return self._patience.deadline_s(action)

    def asked(self, call: Call, now_s: float) -> None:
        """The charger sent a call."""
        if self._patience.asked(call, now_s):
            self._out.keep(PutNote(patience.NOTE, self._patience.note()))

    def answered(self) -> None:
        """The charger has the answers that are on their way: it waits for them no more."""
        for id_json in self._out.answered:
            self._patience.answered(id_json)
        self._out.answered.clear()

    def parted(self) -> None:
        """The charger's socket is gone."""
        self._patience.parted()

    def learn(self, action: str, request: str, response: str) -> None:
        """The charger answered a call of central's."""
        if self._keys.learn(action, payloads.fields(request), payloads.fields(response)):
            self._take_keys()
            self._out.keep(PutNote(charger_keys.NOTE, self._keys.note()))

    def forget(self) -> None:
        """It is another machine."""
        self._keys, self._patience = ChargerKeys(), Patience(self._told_s)
        self._out.keep(
            PutNote(charger_keys.NOTE, self._keys.note()),
            PutNote(patience.NOTE, self._patience.note()),
        )

    def _take_keys(self) -> None:
        self._patience.key_s = self._keys.seconds(charger_keys.TIMEOUT)
        self._patience.retry_s = self._keys.seconds(charger_keys.RETRY) or 0.0
