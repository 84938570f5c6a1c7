"""Whatever breaks, in whatever order and between whichever two steps: the books are equal."""

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from edge_agent.core.rules import DEADLINE_S
from tests.unit.edge_agent.core.offline_world import World, readings, start, stop

pytestmark = pytest.mark.timeout(120)  # seconds of work; many more on a busy machine
SESSION = ("StartTransaction", "MeterValues", "StopTransaction")
EXPECTED = {"Authorize": 12.0, "StartTransaction": DEADLINE_S}
"""Real seconds until an answer, at most; nothing else waits for anybody."""


class Outage(RuleBasedStateMachine):
    """A charger that repeats what was not answered, and everything around it breaking."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World(accepts_unknown_tags=True)
        self.number = 0
        self.sent: list[tuple[str, int, int]] = []
        """Action, number, and which session it belongs to."""
        self.running: dict[int, tuple[int, int]] = {}
        """By connector: the charger's id, and the number of the session."""
        self.sessions = 0

    @initialize(is_up=st.booleans())
    def begin(self, is_up: bool) -> None:
        self.world.is_up = is_up
        self.world.plug()
        self.tell("BootNotification", chargePointVendor="V", chargePointModel="M")

    def tell(self, action: str, **fields: Any) -> Any:
        """Say it until it is answered, as chargers do."""
        for _ in range(10):
            lives = self.world.proxy
            begun_s = self.world.now_s
            answer = self.world.ask(action, **fields)
            if answer is not None:
                took_s = self.world.now_s - begun_s
                if self.world.proxy is lives and action != "BootNotification":
                    assert took_s <= EXPECTED.get(action, 0.0) + 1e-6, action
                assert answer[0] == 3
                return answer[2]
        raise AssertionError(f"{action} was never answered")

    def next_number(self) -> int:
        self.number += 1
        return self.number

    @precondition(lambda self: len(self.running) < 2)
    @rule()
    def start(self) -> None:
        connector = 1 if 1 not in self.running else 2
        number = self.next_number()
        answer = self.tell("StartTransaction", **start(number, connector))
        self.sessions += 1
        self.running[connector] = (answer["transactionId"], self.sessions)
        self.sent.append(("StartTransaction", number, self.sessions))

    @precondition(lambda self: self.running)
    @rule(data=st.data(), times=st.integers(1, 2))
    def read(self, data: st.DataObject, times: int) -> None:
        connector = data.draw(st.sampled_from(sorted(self.running)))
        given, session = self.running[connector]
        number = self.next_number()
        for _ in range(times):
            self.tell("MeterValues", **readings(number, given, connector))
        self.sent.append(("MeterValues", number, session))

    @precondition(lambda self: self.running)
    @rule(data=st.data(), times=st.integers(1, 2))
    def stop(self, data: st.DataObject, times: int) -> None:
        connector = data.draw(st.sampled_from(sorted(self.running)))
        given, session = self.running.pop(connector)
        number = self.next_number()
        for _ in range(times):
            self.tell("StopTransaction", **stop(number, given))
        self.sent.append(("StopTransaction", number, session))

    @rule()
    def ask_for_a_driver(self) -> None:
        self.tell("Authorize", idTag="TAG")

    @precondition(lambda self: self.world.is_up)
    @rule()
    def link_breaks(self) -> None:
        self.world.link_down()

    @precondition(lambda self: not self.world.is_up)
    @rule()
    def link_returns(self) -> None:
        self.world.link_up()

    @rule(is_silent=st.booleans())
    def central_falls_silent_or_speaks(self, is_silent: bool) -> None:
        self.world.is_silent = is_silent

    @rule(latency_s=st.sampled_from([0.01, 0.05, 1.0, 9.0, 13.0]))
    def central_is_slow(self, latency_s: float) -> None:
        self.world.latency_s = latency_s

    @rule(effects=st.integers(0, 12))
    def power_will_be_cut(self, effects: int) -> None:
        self.world.effects_left = effects

    @rule(length_s=st.floats(0.0, 60.0))
    def time_passes(self, length_s: float) -> None:
        self.world.pass_time(length_s)

    @rule()
    def charger_connects_anew(self) -> None:
        self.world.unplug()
        self.world.plug()

    @invariant()
    def nothing_is_set_aside(self) -> None:
        assert "set_aside" not in self.world.odd

    def teardown(self) -> None:
        world = self.world
        if not world.has_session:
            return
        world.effects_left = None
        world.is_silent, world.latency_s = False, 0.05
        world.link_down()
        world.link_up()
        world.pass_time(120.0)
        assert world.proxy.is_finished
        heard = [
            (action, self._number(action, each), each.get("transactionId"))
            for action, each in world.ledger.of(*SESSION)
        ]
        starts = [number for action, number, _ in heard if action == "StartTransaction"]
        central_ids = {
            session: world.ledger.given[starts.index(number)]
            for action, number, session in self.sent
            if action == "StartTransaction"
        }
        wanted = [
            (action, number, None if action == "StartTransaction" else central_ids[session])
            for action, number, session in self.sent
        ]
        assert heard == wanted

    def _number(self, action: str, payload: dict[str, Any]) -> int:
        if action == "MeterValues":
            return int(payload["meterValue"][0]["sampledValue"][0]["value"])
        return int(payload["meterStart" if action == "StartTransaction" else "meterStop"])


TestOutage = Outage.TestCase
TestOutage.settings = settings(max_examples=150, stateful_step_count=40)
