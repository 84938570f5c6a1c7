"""A charger as a machine: whatever people, power and link do, its transactions add up."""

import contextlib
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from charger_emulator.adapters.clock import ScaledClock
from charger_emulator.adapters.ocpp import acts
from charger_emulator.adapters.ocpp.calls import handle
from charger_emulator.adapters.ocpp.chargers import Chargers
from charger_emulator.core.cities import pick
from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.outbox import Refused
from charger_emulator.core.world import World, WorldSetting
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus
from tests.unit.charger_emulator.worlds import NIGHT_S

FLEET = make_fleet(1, 1, pick(("phoenix",)))
numbers = st.integers(1, 2)
tags = st.sampled_from(["A", "B", "BAD"])


class ChargerMachine(RuleBasedStateMachine):
    @initialize(keys=st.fixed_dictionaries({}, optional={
        name: st.sampled_from(["true", "false"])
        for name in (
            "LocalPreAuthorize", "AuthorizeRemoteTxRequests", "AllowOfflineTxForUnknownId",
            "StopTransactionOnInvalidId", "StopTransactionOnEVSideDisconnect",
            "UnlockConnectorOnEVSideDisconnect",
        )
    }))  # fmt: skip
    def begin(self, keys: dict[str, str]) -> None:
        world = World(FLEET, WorldSetting(mean_utilisation=0.0), NIGHT_S)
        world.ask_first()
        self.chargers = Chargers(world, ScaledClock(), "ws://127.0.0.1:1")
        self.charger = self.chargers.all[0]
        acts.script(self.charger)
        for key, value in keys.items():
            self.charger.configuration.put(key, value)
        self.charger.on_online(booted=True)
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.given = 0

    def _act(self, act: Any, *arguments: Any) -> None:
        """People try what they like; what is not possible is refused with a reason."""
        with contextlib.suppress(ValueError):
            act(self.charger, *arguments)

    @rule(number=numbers)
    def plug(self, number: int) -> None:
        self._act(acts.plug, number)

    @rule(number=numbers, tag=tags)
    def present(self, number: int, tag: str) -> None:
        self._act(acts.present, number, tag)

    @rule(number=numbers, way=st.sampled_from([acts.unplug, acts.unplug_ev, acts.unplug_cable]))
    def unplug(self, number: int, way: Any) -> None:
        self._act(way, number)

    @rule(number=numbers, fix=st.booleans())
    def fault(self, number: int, fix: bool) -> None:
        if fix:
            self._act(acts.repair, number)
        else:
            self._act(acts.fault, number, ChargePointErrorCode.GROUND_FAILURE)

    @rule(tag=tags, number=numbers)
    def start_remotely(self, tag: str, number: int) -> None:
        if self.charger.is_online:
            handle(self.charger, "RemoteStartTransaction", {"idTag": tag, "connectorId": number})

    @rule(number=numbers)
    def unlock(self, number: int) -> None:
        if self.charger.is_online:
            handle(self.charger, "UnlockConnector", {"connectorId": number})

    @rule()
    def lose_the_link(self) -> None:
        self.charger.on_offline()

    @rule()
    def find_the_link(self) -> None:
        if self.charger.cabinet.is_powered:
            self.charger.on_online(booted=False)

    @rule()
    def lose_power(self) -> None:
        if self.charger.cabinet.is_powered:
            acts.cut_power(self.charger)
            self.charger.on_offline()

    @rule()
    def find_power(self) -> None:
        if not self.charger.cabinet.is_powered:
            acts.restore_power(self.charger)
            self.charger.on_online(booted=True)

    @rule(refused=st.booleans(), count=st.integers(1, 8))
    def talk(self, refused: bool, count: int) -> None:
        """The central system hears and answers some messages."""
        for _ in range(count):
            message = self.charger.outbox.next(float("inf")) if self.charger.is_online else None
            if message is None:
                return
            payload = message.rendered()
            outcome = self._answer(message.action, payload)
            if refused and message.action in ("Authorize", "MeterValues"):
                outcome = Refused("InternalError")
            self.charger.outbox.settle(message, outcome, 0.0, (1, 0.0))
            self.charger.drain()
            if isinstance(outcome, dict):
                self.sent.append((message.action, payload))

    def _answer(self, action: str, payload: dict[str, Any]) -> Any:
        status = "Invalid" if payload.get("idTag") == "BAD" else "Accepted"
        if action == "StartTransaction":
            self.given += 1
            return {"transactionId": self.given, "idTagInfo": {"status": status}}
        return {"idTagInfo": {"status": status}} if action == "Authorize" else {}

    @rule(seconds=st.sampled_from([10.0, 200.0]))
    def wait(self, seconds: float) -> None:
        self.chargers._dispatch(self.charger.world.advance(self.charger.world.now_s + seconds))
        self.chargers.drain()

    @invariant()
    def sessions_run_where_the_world_says(self) -> None:
        running = self.charger.world.forecourt.is_in_session()
        connectors = self.charger.connectors
        assert {connectors[n - 1] for n in self.charger.sessions} == {
            c for c in connectors if running[c]
        }

    @invariant()
    def each_transaction_is_started_once_and_stopped_once_with_its_own_id(self) -> None:
        starts = [p for action, p in self.sent if action == "StartTransaction"]
        stops = [p for action, p in self.sent if action == "StopTransaction"]
        ids = [p["transactionId"] for p in stops]
        assert len(starts) == self.given
        assert len(set(ids)) == len(ids)
        assert set(ids) <= set(range(1, self.given + 1))
        for stop in stops:
            assert stop["meterStop"] >= starts[stop["transactionId"] - 1]["meterStart"]

    @invariant()
    def a_grant_waits_only_where_the_plug_is_awaited(self) -> None:
        forecourt = self.charger.world.forecourt
        for connector in self.charger.admission.grants:
            assert forecourt.is_held(connector)

    @invariant()
    def connectors_show_what_they_are(self) -> None:
        for number, connector in enumerate(self.charger.connectors, 1):
            status: ChargePointStatus = self.charger.world.forecourt.status_of(connector)
            assert self.charger.board.shown[number].status is status


ChargerMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=40)
TestCharger = ChargerMachine.TestCase
