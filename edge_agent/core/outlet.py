"""Where the parts of a proxy put what is to be done, in order."""

from edge_agent.core import frames
from edge_agent.core.storage import Change
from edge_agent.core.traffic import Effect, Keep, Odd, Promise, ToCentral, ToCharger


class Outlet:
    """The effects of one event."""

    def __init__(self) -> None:
        self._effects: list[Effect] = []
        self.answered: list[str] = []
        """Ids, as JSON text, of the charger's calls that were answered or will be by the disk."""

    def take(self) -> list[Effect]:
        """All effects so far; it begins anew."""
        taken, self._effects = self._effects, []
        return taken

    def put(self, effect: Effect) -> None:
        """One more effect."""
        self._effects.append(effect)

    def odd(self, kind: str, detail: str = "") -> None:
        """Count something by kind."""
        self.put(Odd(kind, detail))

    def keep(self, *changes: Change, survives_power_cut: bool = False) -> None:
        """Write before anything that follows."""
        self.put(Keep(changes, survives_power_cut))

    def promise(self, id_json: str, payload: str = frames.EMPTY_OBJECT) -> None:
        """Answer the charger once what was kept is on disk."""
        self.answered.append(id_json)
        self.put(Promise(id_json, payload))

    def result(self, id_json: str, payload: str) -> None:
        """Answer the charger."""
        self.answered.append(id_json)
        self.put(ToCharger(frames.result(id_json, payload)))

    def failure(self, id_json: str, code: str, why: str) -> None:
        """Refuse the charger's call."""
        self.failure_tail(id_json, frames.failure_tail(code, why))

    def failure_tail(self, id_json: str, tail: str) -> None:
        """Refuse the charger's call in central's words."""
        self.answered.append(id_json)
        self.put(ToCharger(frames.failure(id_json, tail)))

    def to_central(self, text: str, record: int | None = None) -> None:
        """Send to central."""
        self.put(ToCentral(text, record))
