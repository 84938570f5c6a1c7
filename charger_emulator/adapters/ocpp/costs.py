"""Cost messages at one charge point: shown, watched for triggers, and answered with the unplugging.

Everything is DataTransfer of vendor `org.openchargealliance.costmsg` (OCA, OCPP & California
Pricing Requirements). What the screen shows is in `core/display.py`.
"""

import json
from collections.abc import Iterable
from typing import Any, Protocol

from charger_emulator.adapters.ocpp.metering import Metering
from charger_emulator.core.configuration import Configuration
from charger_emulator.core.cost_triggers import CostTriggers, read_triggers
from charger_emulator.core.display import ACCEPTED, REJECTED, VENDOR_ID, Display, json_object
from charger_emulator.core.outbox import NO_TRANSACTION, Message, Session
from charger_emulator.core.world import World
from contract.ocpp16 import ChargePointStatus

_GONE = (ChargePointStatus.AVAILABLE, ChargePointStatus.RESERVED, ChargePointStatus.UNAVAILABLE)


class Controller(Protocol):
    """What cost messages need of their charger. Sessions are by connector number."""

    world: World
    connectors: range
    configuration: Configuration
    display: Display
    metering: Metering
    sessions: dict[int, Session]
    ended: dict[int, Session]

    @property
    def now_s(self) -> float:
        """What the charger's clock shows."""

    def queue(self, message: Message) -> None:
        """Queue a message."""

    def stamp(self, world_s: float) -> str:
        """An instant of the world as the charger writes it."""


class Costs:
    """Triggers and unpluggings. Numbers are OCPP's."""

    def __init__(self, charger: Controller) -> None:
        self._charger = charger
        self.triggers: dict[int, CostTriggers] = {}
        """What to watch, by connector number."""
        self._to_unplug: dict[int, Session] = {}
        """Sessions whose idle fee goes on until the car is gone."""

    def take(self, kind: str, data: str) -> str:
        """Answer a cost message."""
        charger, content = self._charger, json_object(data)
        running, ended = charger.sessions, charger.ended
        try:
            triggers = read_triggers(content, charger.now_s)
        except ValueError:
            return REJECTED
        known = (_ids(running.values()), _ids(ended.values()))
        language = charger.configuration.text("Language")
        answer = charger.display.cost_message(kind, content, known, language)
        number = self._number(content.get("transactionId"))
        if answer == ACCEPTED and kind == "RunningCost" and number:
            self.triggers.pop(number, None)
            if triggers is not None:
                self.triggers[number] = triggers
                self._look(number, triggers)
        return answer

    def watch(self) -> None:
        """Send the meter values that triggers ask for now."""
        world = self._charger.world
        for number, triggers in list(self.triggers.items()):
            if self._look(number, triggers):
                readings = self._charger.metering.now()
                self._charger.metering.sample(number, readings, world.now_s, "Other")

    def on_stop(self, number: int, session: Session) -> None:
        """A session has ended."""
        if self._charger.configuration.is_on("CustomIdleFeeAfterStop"):
            self._to_unplug[number] = session

    def on_status(self, number: int, status: ChargePointStatus, at_s: float) -> None:
        """A connector shows another status: perhaps the car is gone."""
        if status not in _GONE:
            return
        self.triggers.pop(number, None)
        session = self._to_unplug.pop(number, None)
        if session is not None:
            self._charger.queue(self._unplugged(session, at_s))

    def _look(self, number: int, triggers: CostTriggers) -> bool:
        world, connector = self._charger.world, self._charger.connectors[number - 1]
        plant = world.plant
        return triggers.due(
            self._charger.now_s,
            float(plant.register_wh[connector]),
            float(plant.power_w[connector]),
            world.forecourt.status_of(connector),
        )

    def _number(self, transaction_id: object) -> int:
        """Connector of a running transaction, told as number or text; 0 = none."""
        sessions = self._charger.sessions.items()
        mine = (n for n, each in sessions if str(each.transaction_id) == str(transaction_id))
        return next(mine, 0)

    def _unplugged(self, session: Session, at_s: float) -> Message:
        known = session.transaction_id
        data: dict[str, Any] = {
            "transactionId": NO_TRANSACTION if known is None else known,
            "timestamp": self._charger.stamp(at_s),
        }
        payload = {
            "vendorId": VENDOR_ID,
            "messageId": "ConnectorUnplugged",
            "data": json.dumps(data),
        }
        return Message("DataTransfer", payload, is_transaction=True)


def _ids(sessions: Iterable[Session]) -> set[int]:
    return {s.transaction_id for s in sessions if s.transaction_id is not None}
