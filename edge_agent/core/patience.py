"""How long a charger waits for an answer, and so by when the edge answers in central's place.

Chargers give a call up after their own time-out, from 2 s (open-ocpp as it comes) to a minute, and
nothing on the wire names it. The deadline is 0.6 of it, so that a slow link does not overrule a
healthy central, nor a patient deadline starve an impatient charger. Known, in this order: what the
operator says; the charger's key `MessageTimeout` (errata 3.82); what its habits show:

- a call that comes again word for word, under a new id, while the first is unanswered was given up
  before; OCPP 1.6 (3.7.1) waits `TransactionMessageRetryInterval` between, where that is known;
- a charger that has one call open at a time (OCPP-J 1.6, 4.1.1) and sends another one has given
  the first up. Some chargers overlap calls by habit, so this counts only when the same time shows
  twice, and never for a charger that was seen to overlap within a second.
"""

from dataclasses import dataclass
from typing import Final

from edge_agent.core import frames, payloads, rules
from edge_agent.core.frames import Call

RATIO: Final = 0.6
SHORTEST_S: Final = 0.5
"""Real seconds: no central could answer any faster over a mobile link."""
SHORTEST_TIMEOUT_S: Final = 1.0
"""Less is a habit of overlapping, not a time-out."""
_AS_SAME: Final = 0.1
"""Two times show the same time-out if they differ by less than this part."""
_MAX_OPEN: Final = 64
_SESSION: Final = frozenset({"StartTransaction", "MeterValues", "StopTransaction"})
"""What is repeated after an interval (OCPP 1.6, 3.7.1)."""
NOTE: Final = "patience"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A call of the charger that is unanswered."""

    action: str
    payload: str
    at_s: float


class Patience:
    """One charger's.

    Args:
        told_s: its call time-out by the operator; None = not known.
        note: what an earlier run learned.
    """

    def __init__(self, told_s: float | None = None, note: str = "") -> None:
        self._told_s = told_s
        self._asked: dict[str, _Asked] = {}
        self._hint_s: float | None = None
        kept = payloads.fields(note)
        self._repeats_s = _seconds(kept.get("repeats"))
        self._moves_on_s = _seconds(kept.get("moves_on"))
        self._overlaps = kept.get("overlaps") is True
        self.key_s: float | None = None
        """Value of the charger's key MessageTimeout, seconds."""
        self.retry_s = 0.0
        """Value of its key TransactionMessageRetryInterval, seconds; 0 = not known."""

    @property
    def timeout_s(self) -> float | None:
        """After how many real seconds the charger gives a call up; None = not known."""
        if self._told_s is not None:
            return self._told_s
        learned = [each for each in (self._repeats_s, self._moves_on_s) if each is not None]
        return self.key_s if self.key_s is not None else min(learned, default=None)

    def deadline_s(self, action: str) -> float:
        """Real seconds from a call to our answer at the latest, also where central is silent."""
        most_s = rules.DEADLINES_S.get(action, rules.DEADLINE_S)
        if self.timeout_s is None:
            return most_s
        return max(min(RATIO * self.timeout_s, most_s), SHORTEST_S)

    def note(self) -> str:
        """What was learned, for the next run."""
        return frames.dump(
            {
                "repeats": self._repeats_s,
                "moves_on": self._moves_on_s,
                "overlaps": self._overlaps,
            }
        )

    def asked(self, call: Call, now_s: float) -> bool:
        """The charger sent a call; returns whether its time-out is now better known."""
        before = (self._repeats_s, self._moves_on_s, self._overlaps)
        for id_json, each in list(self._asked.items()):
            waited_s = now_s - each.at_s
            if (each.action, each.payload) == (call.action, call.payload):
                del self._asked[id_json]
                self._learn_repeat(each.action, waited_s)
            else:
                self._learn_next(waited_s)
        self._asked[call.id_json] = _Asked(call.action, call.payload, now_s)
        if len(self._asked) > _MAX_OPEN:
            del self._asked[next(iter(self._asked))]
        return before != (self._repeats_s, self._moves_on_s, self._overlaps)

    def answered(self, id_json: str) -> None:
        """We answered a call."""
        self._asked.pop(id_json, None)

    def parted(self) -> None:
        """The socket is gone: what was asked on it waits no more."""
        self._asked.clear()

    def _learn_repeat(self, action: str, waited_s: float) -> None:
        rest_s = waited_s - (self.retry_s if action in _SESSION else 0.0)
        found_s = rest_s if rest_s >= SHORTEST_TIMEOUT_S else waited_s
        if found_s >= SHORTEST_TIMEOUT_S:
            self._repeats_s = min(found_s, self._repeats_s or found_s)

    def _learn_next(self, waited_s: float) -> None:
        if waited_s < SHORTEST_TIMEOUT_S:
            self._overlaps, self._moves_on_s = True, None
        if self._overlaps:
            return
        hint_s, self._hint_s = self._hint_s, waited_s
        if hint_s is not None and abs(waited_s - hint_s) <= _AS_SAME * hint_s:
            found_s = min(waited_s, hint_s)
            self._moves_on_s = min(found_s, self._moves_on_s or found_s)


def _seconds(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and value >= SHORTEST_TIMEOUT_S else None  # type: ignore[arg-type,operator]
