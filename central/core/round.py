"""One round of the control loop while it is decided: heals as they change, effects so far."""

from collections.abc import Mapping
from datetime import datetime

from central.core.effects import Effect
from central.core.facts import Network
from central.core.heal import Heal, HealState, Step
from central.core.rules import HealRules
from contract.ids import StationId


class Round:
    """One call of `decide`: the heals as they change, and the effects so far."""

    def __init__(
        self, network: Network, heals: Mapping[StationId, Heal], rules: HealRules, now: datetime
    ) -> None:
        self.network = network
        self.heals = dict(heals)
        self.rules = rules
        self.now = now
        self.effects: list[Effect] = []

    def apply(self, step: Step) -> Heal:
        """Take a step; gives the heal as it is now."""
        heal, effects = step
        self.heals[heal.station] = heal
        self.effects += effects
        return heal

    def open_heals(self) -> list[Heal]:
        """Those that did not end."""
        return [heal for heal in self.heals.values() if heal.state is not HealState.ENDED]

    def taken(self) -> set[StationId]:
        """Stations that cannot be a target: with an open heal, or a target already."""
        heals = self.open_heals()
        return {heal.station for heal in heals} | {heal.target for heal in heals if heal.target}
