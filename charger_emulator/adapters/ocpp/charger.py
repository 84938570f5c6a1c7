"""One OCPP identity: turns what happens in the world into messages, and keeps what a charger keeps.

The charger decides nothing about sockets (`link.py`) and nothing about calls from the central
system (`calls.py`); it holds configuration, profiles, display, transactions and the outbox between
them.
"""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from charger_emulator.adapters.clock import wire_instant
from charger_emulator.adapters.manner_files import manner_book
from charger_emulator.adapters.ocpp.line import Line, Voice
from charger_emulator.adapters.ocpp.samples import Readings
from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.configuration import DEFAULT_PRICE, Configuration
from charger_emulator.core.display import Display
from charger_emulator.core.effects import (
    Effect,
    LinkChange,
    PlugIn,
    SessionStart,
    SessionStop,
    StatusChange,
)
from charger_emulator.core.manner import Manners
from charger_emulator.core.outbox import NO_TRANSACTION, Answer, Message, Outbox, Session
from charger_emulator.core.smart_charging import Hardware, ProfileStore, Transaction
from charger_emulator.core.speech import Speech
from charger_emulator.core.world import World
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus, StopReason

FIRMWARE: Final = "2.4.1"
_CROWDED: Final = 300
"""Waiting messages from which on clock-aligned samples are left out."""


class Charger:
    """State of one charge point's controller. Numbers are OCPP's: 0 = the charge point."""

    def __init__(self, world: World, point: int, drain: Callable[[], None]) -> None:
        record = world.layout.charge_points[point]
        self.world, self.point, self.record = world, point, record
        self.drain = drain
        """Carries out at once what calls changed in the world."""
        self.connectors = world.layout.connectors_of(point)
        phases = int(world.layout.phases[self.connectors[0]])
        hardware = Hardware(
            record.rated_power_w, record.connector_power_w, len(self.connectors), phases
        )
        self.configuration = Configuration(hardware)
        self.profiles = ProfileStore(hardware)
        price = float(world.price_per_kwh[point])
        self.display = Display(price, f"{price:.2f} USD/kWh")
        self.outbox = Outbox()
        self.sessions: dict[int, Session] = {}
        self.ended: dict[int, Session] = {}
        manners = Manners(manner_book())
        chance = stream(world.setting.seed, Purpose.LINK, 1 << 51 | point)
        self.voice = Voice(manners, Speech(manners, chance, self.statuses))
        """How it talks, and what it said."""
        self.switches = manners.switches
        self.line: Line | None = None
        """The connection, while there is one."""
        self.is_online = False
        """Connected and accepted."""
        self.needs_boot = True
        self.reset: str | None = None
        """Hard or Soft, when one was asked for."""
        self.wake = asyncio.Event()
        self.link_wanted = asyncio.Event()
        self.link_wanted.set()
        self.link_unwanted = asyncio.Event()
        self.reservations: dict[int, int] = {}
        """Connector index by reservation id."""
        self.intervals_changed = True
        self._shown: dict[int, tuple[ChargePointStatus, ChargePointErrorCode, str, float]] = (
            dict.fromkeys(
                range(len(self.connectors) + 1),
                (ChargePointStatus.AVAILABLE, ChargePointErrorCode.NO_ERROR, "", world.now_s),
            )
        )
        self._reported: dict[int, tuple[ChargePointStatus, ChargePointErrorCode]] = {}
        self._without_asking: set[int] = set()
        self._limits_until_s = 0.0

    def become(self, name: str) -> None:
        """Take on a persona: its manner, and the configuration that it starts with.

        Raises:
            ValueError: if there is none of that name.
        """
        for key, value in self.voice.manners.become(name).configuration.items():
            self.configuration.put(key, value)
        self.intervals_changed = True

    # --- the world speaks ------------------------------------------------------------------------

    def on_effect(self, effect: Effect) -> None:
        """Take what happened at this charge point."""
        match effect:
            case StatusChange():
                self._on_status(effect)
            case PlugIn():
                self._on_plug(effect)
            case SessionStart():
                self._on_start(effect)
            case SessionStop():
                self._on_stop(effect)
            case LinkChange():
                self.set_link()
        self.wake.set()

    def set_link(self) -> None:
        """Let the link be up or down as the world and the switch `offline` say."""
        if self.world.upkeep.is_linked[self.point] and not self.switches["offline"]:
            self.link_unwanted.clear()
            self.link_wanted.set()
        else:
            self.link_wanted.clear()
            self.link_unwanted.set()

    def number(self, connector: int) -> int:
        """OCPP number of a connector index; -1 (the charge point) is 0."""
        return connector - self.connectors[0] + 1 if connector >= 0 else 0

    def index(self, number: int) -> int | None:
        """Connector index of an OCPP number; None if there is none."""
        return self.connectors[number - 1] if 0 < number <= len(self.connectors) else None

    def _on_status(self, effect: StatusChange) -> None:
        number = self.number(effect.connector)
        self._shown[number] = (effect.status, effect.error, effect.info, effect.at_s)
        if self.is_online:
            self.report(number)

    def _on_plug(self, effect: PlugIn) -> None:
        connector = effect.connector
        if connector in self._without_asking:
            self._without_asking.discard(connector)
            self.world.forecourt.allow(connector, self.world.now_s)
        elif self.is_online:
            self.outbox.put(
                Message(
                    "Authorize",
                    {"idTag": effect.id_tag},
                    on_answer=lambda answer: self._on_authorized(connector, answer),
                )
            )
        else:
            self._on_authorized(connector, None)

    def _on_authorized(self, connector: int, answer: Answer) -> None:
        offline_ok = self.configuration.is_on("LocalAuthorizeOffline")
        is_good = offline_ok if answer is None else _is_accepted(answer)
        if is_good:
            self.world.forecourt.allow(connector, self.world.now_s)
        else:
            self.world.forecourt.refuse(connector, self.world.now_s)

    def _on_start(self, effect: SessionStart) -> None:
        number = self.number(effect.connector)
        session = Session(number, effect.id_tag, effect.at_s)
        self.sessions[number] = session
        self.profiles.begin_transaction(number, Transaction(None, effect.at_s))
        payload = {
            "connectorId": number,
            "idTag": effect.id_tag,
            "meterStart": effect.meter_wh,
            "timestamp": wire_instant(effect.at_s),
        }
        self.outbox.put(
            Message(
                "StartTransaction",
                payload,
                session,
                is_transaction=True,
                on_answer=lambda answer: self._on_started(session, effect.connector, answer),
            )
        )

    def _on_started(self, session: Session, connector: int, answer: Answer) -> None:
        got = (answer or {}).get("transactionId")
        session.transaction_id = got if isinstance(got, int) else NO_TRANSACTION
        if self.sessions.get(session.connector) is not session:
            return
        running = Transaction(session.transaction_id, session.start_s)
        self.profiles.begin_transaction(session.connector, running)
        stops = self.configuration.is_on("StopTransactionOnInvalidId")
        if answer is not None and not _is_accepted(answer) and stops:
            reason = StopReason.DE_AUTHORIZED
            self.world.forecourt.stop(connector, reason, self.world.now_s)

    def _on_stop(self, effect: SessionStop) -> None:
        number = self.number(effect.connector)
        session = self.sessions.pop(number)
        self.ended[number] = session
        self.profiles.end_transaction(number)
        payload: dict[str, Any] = {
            "idTag": effect.id_tag,
            "meterStop": effect.meter_wh,
            "timestamp": wire_instant(effect.at_s),
        }
        if effect.reason is not StopReason.LOCAL:
            payload["reason"] = effect.reason
        self.outbox.put(Message("StopTransaction", payload, session, is_transaction=True))
        self._limits_until_s = 0.0

    def look(self) -> None:
        """Take the present status of all connectors from the world."""
        forecourt, now_s = self.world.forecourt, self.world.now_s
        for number, connector in enumerate(self.connectors, 1):
            status, error = forecourt.status_of(connector), forecourt.error[connector]
            self._shown[number] = (status, error, "", now_s)

    # --- the link speaks -------------------------------------------------------------------------

    def boot_payload(self) -> dict[str, str]:
        """What BootNotification says."""
        return {
            "chargePointVendor": self.record.vendor[:20],
            "chargePointModel": self.record.model[:20],
            "chargePointSerialNumber": f"SN-{self.record.id}"[:25],
            "firmwareVersion": FIRMWARE,
        }

    def on_online(self, *, booted: bool) -> None:
        """The link is up and the charger accepted: report what changed, after a boot everything."""
        if booted:
            self.needs_boot = False
            self._reported.clear()
        self.is_online = True
        for number, (status, error, _, _) in self._shown.items():
            if self._reported.get(number) != (status, error):
                self.report(number)

    def on_offline(self) -> None:
        """The link is gone."""
        self.is_online = False
        self.outbox.lost()

    # --- saying something ------------------------------------------------------------------------

    def say(self, action: str, payload: dict[str, Any]) -> None:
        """Queue a message that may get lost."""
        self.outbox.put(Message(action, payload))
        self.wake.set()

    def report(self, number: int) -> None:
        """Queue a StatusNotification of the present status."""
        status, error, _, _ = self._shown[number]

        def remember(answer: Answer) -> None:
            if answer is not None:
                self._reported[number] = (status, error)

        payload = self._status_payload(number)
        self.outbox.put(Message("StatusNotification", payload, on_answer=remember))
        self.wake.set()

    def statuses(self) -> list[dict[str, Any]]:
        """StatusNotification payloads of all connectors as they are, 0 first."""
        return [self._status_payload(number) for number in self._shown]

    def _status_payload(self, number: int) -> dict[str, Any]:
        status, error, info, at_s = self._shown[number]
        payload: dict[str, Any] = {
            "connectorId": number,
            "errorCode": error,
            "status": status,
            "timestamp": wire_instant(at_s),
        }
        return payload | {"info": info[:50]} if info else payload

    def sample(self, number: int, readings: Readings, context: str = "Sample.Periodic") -> None:
        """Queue MeterValues of a connector; with a transaction they are kept while offline."""
        key = "MeterValuesSampledData" if number else "MeterValuesAlignedData"
        wanted = self.configuration.words(key)
        session = self.sessions.get(number)
        if number:
            values = readings.of_connector(self.connectors[number - 1], wanted, context)
        else:
            values = readings.of_charge_point(self.point, wanted, context)
        keeps = session is not None
        if not values or not (keeps or self.is_online) or len(self.outbox) > _CROWDED > number:
            return
        at = wire_instant(self.world.now_s)
        meter_value = [{"timestamp": at, "sampledValue": values}]
        payload = {"connectorId": number, "meterValue": meter_value}
        self.outbox.put(Message("MeterValues", payload, session, is_transaction=keeps))
        self.wake.set()

    # --- limits and prices -----------------------------------------------------------------------

    def change_price(self, value: str) -> str:
        """Answer a ChangeConfiguration of DefaultPrice; accepted prices are displayed at once."""
        if not self.display.default_price(value):
            return "Rejected"
        answer = self.configuration.change(DEFAULT_PRICE, value)
        self.world.set_price(self.point, self.display.price_per_kwh)
        return answer

    def profiles_changed(self) -> None:
        """Let the new limits count from now on."""
        self._limits_until_s = 0.0
        self.apply_limits()

    def apply_limits(self) -> None:
        """Hand the limits of the profiles to the hardware where they may have changed."""
        now_s, plant = self.world.now_s, self.world.plant
        if now_s < self._limits_until_s:
            return
        total = self.profiles.charge_point_limit(now_s)
        plant.cp_limit_w[self.point], until_s = total.w, total.until_s
        for number, connector in enumerate(self.connectors, 1):
            own = self.profiles.connector_limit(number, now_s)
            plant.connector_limit_w[connector] = own.w
            until_s = min(until_s, own.until_s)
        self._limits_until_s = until_s

    # --- commands that touch the world -----------------------------------------------------------

    def start_remotely(self, number: int | None, id_tag: str) -> bool:
        """Start for a card: on a car that waits, else a car is plugged in; False = not possible."""
        forecourt, now_s = self.world.forecourt, self.world.now_s
        candidates = [self.index(number)] if number is not None else list(self.connectors)
        for connector in (c for c in candidates if c is not None):
            status = forecourt.status_of(connector)
            driver = forecourt.driver[connector]
            if status is ChargePointStatus.PREPARING and driver is not None:
                driver.id_tag = id_tag
                forecourt.allow(connector, now_s)
                return True
            reserved = forecourt.reserved_for[connector]
            if status is ChargePointStatus.AVAILABLE or reserved.casefold() == id_tag.casefold():
                if status not in (ChargePointStatus.AVAILABLE, ChargePointStatus.RESERVED):
                    continue
                if not self.configuration.is_on("AuthorizeRemoteTxRequests"):
                    self._without_asking.add(connector)
                self.world.visit(connector, id_tag)
                return True
        return False

    def stop_all(self, reason: StopReason) -> None:
        """End every transaction."""
        for connector in self.connectors:
            self.world.forecourt.stop(connector, reason, self.world.now_s)

    def show_availability(self, *, on: bool) -> None:
        """Connector 0 shows whether the charge point as a whole is in service."""
        status = ChargePointStatus.AVAILABLE if on else ChargePointStatus.UNAVAILABLE
        self._shown[0] = (status, ChargePointErrorCode.NO_ERROR, "", self.world.now_s)
        self.report(0)


def _is_accepted(answer: dict[str, Any]) -> bool:
    info = answer.get("idTagInfo")
    return isinstance(info, dict) and info.get("status") == "Accepted"
