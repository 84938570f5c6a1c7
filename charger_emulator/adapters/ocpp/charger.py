"""One OCPP identity: turns what happens in the world into messages, and keeps what a charger keeps.

The charger decides nothing about sockets (`link.py`) and nothing about calls from the central
system (`calls.py`); it holds configuration, profiles, display, transactions and the outbox between
them.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from charger_emulator.adapters.clock import wire_instant
from charger_emulator.adapters.ocpp.admission import Admission
from charger_emulator.adapters.ocpp.bookings import Bookings
from charger_emulator.adapters.ocpp.costs import Costs
from charger_emulator.adapters.ocpp.limits import Limits
from charger_emulator.adapters.ocpp.line import Line, new_voice
from charger_emulator.adapters.ocpp.metering import Metering
from charger_emulator.adapters.ocpp.samples import Readings
from charger_emulator.adapters.ocpp.status_board import Shown, StatusBoard
from charger_emulator.core import interruptions
from charger_emulator.core.authorisation import ACCEPTED
from charger_emulator.core.configuration import DEFAULT_PRICE, PRICE_TEXT, Configuration
from charger_emulator.core.device_clock import DeviceClock
from charger_emulator.core.display import Display
from charger_emulator.core.effects import (
    Effect,
    LinkChange,
    PlugIn,
    SessionStart,
    SessionStop,
    StatusChange,
)
from charger_emulator.core.errands import Errand
from charger_emulator.core.manner import Switches
from charger_emulator.core.outbox import NO_TRANSACTION, Answer, Message, Outbox, Session
from charger_emulator.core.profiles import LARGEST
from charger_emulator.core.remote_care import Maintenance
from charger_emulator.core.reservations import Entry
from charger_emulator.core.security import NO_ACCESS, Access
from charger_emulator.core.smart_charging import Hardware
from charger_emulator.core.vault import Vault
from charger_emulator.core.world import World
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus, StopReason


@dataclass(slots=True)
class Cabinet:
    """What the hardware around the controller is like."""

    has_fixed_cable: bool = False
    """There is no socket, and so no cable to unlock."""
    tells_power_loss: bool = False
    """Has energy left to end its transactions when the mains go."""
    is_powered: bool = True
    broken_resets: int = 0
    """So many attempts to reset will fail."""


class Charger:
    """State of one charge point's controller. Numbers are OCPP's: 0 = the charge point."""

    begin: Callable[[str, Errand], None]
    """Starts work that goes on beside the calls; of each kind one is under way."""
    call_off: Callable[[], None]
    """Ends all such work."""
    readings: Callable[[], Readings]
    """Reads all meters of the world now."""

    def __init__(
        self, world: World, point: int, drain: Callable[[], None], access: Access = NO_ACCESS
    ) -> None:
        record = world.layout.charge_points[point]
        self.world, self.point, self.record = world, point, record
        self.drain = drain
        """Carries out at once what calls changed in the world."""
        self.vault, self.maintenance = Vault(access), Maintenance()
        self.connectors = world.layout.connectors_of(point)
        hardware = Hardware(
            record.rated_power_w,
            record.connector_power_w,
            len(self.connectors),
            phases=int(world.layout.phases[self.connectors[0]]),
        )
        self.configuration = Configuration(hardware)
        self.configuration.put("SecurityProfile", str(access.profile))
        price = float(world.price_per_kwh[point])
        self.display = Display(price, f"{price:.2f} USD/kWh")
        self.clock = DeviceClock()
        self.outbox = Outbox()
        self.sessions: dict[int, Session] = {}
        self.ended: dict[int, Session] = {}
        self.last_key = 0
        """Number of the latest session."""
        self.voice = new_voice(world.setting.seed, point, self._statuses)
        """How it talks, and what it said."""
        self.line: Line | None = None
        """The connection, while there is one."""
        self.is_online = False
        """Connected and accepted."""
        self.needs_boot = True
        self.reset: str | None = None
        """Hard or Soft, when one was asked for."""
        self.cabinet = Cabinet()
        self.is_changed = False
        """Something changed that has to be kept over a restart."""
        self.keep: Callable[[Charger], None] = lambda _charger: None
        """Writes down at once what must not get lost."""
        self.wake, self.link_unwanted = asyncio.Event(), asyncio.Event()
        self.link_wanted = asyncio.Event()
        self.link_wanted.set()
        self.intervals_changed = True
        self.board = StatusBoard(self, len(self.connectors), world.now_s)
        self.limits = Limits(self, hardware)
        self.metering, self.bookings = Metering(self), Bookings(self)
        self.costs, self.admission = Costs(self), Admission(self)

    @property
    def switches(self) -> Switches:
        """Misbehaviours that are on or off."""
        return self.voice.manners.switches

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
                self.admission.on_plug(effect.connector, effect.id_tag)
            case SessionStart():
                self._on_start(effect)
            case SessionStop():
                self._on_stop(effect)
            case LinkChange():
                self.set_link()
        self.wake.set()

    def set_link(self) -> None:
        """Let the link be up or down as power, the world and the switch `offline` say."""
        is_linked = self.cabinet.is_powered and self.world.upkeep.is_linked[self.point]
        if is_linked and not self.switches["offline"]:
            self.link_unwanted.clear()
            self.link_wanted.set()
        else:
            self.link_wanted.clear()
            self.link_unwanted.set()

    @property
    def now_s(self) -> float:
        """What its clock shows."""
        return self.clock.at(self.world.now_s)

    def stamp(self, world_s: float) -> str:
        """An instant of the world as the charger writes it."""
        return wire_instant(self.clock.at(world_s))

    def number(self, connector: int) -> int:
        """OCPP number of a connector index; -1 (the charge point) is 0."""
        return connector - self.connectors[0] + 1 if connector >= 0 else 0

    def index(self, number: int) -> int | None:
        """Connector index of an OCPP number; None if there is none."""
        return self.connectors[number - 1] if 0 < number <= len(self.connectors) else None

    def _on_status(self, effect: StatusChange) -> None:
        number = self.number(effect.connector)
        shown = Shown(effect.status, effect.error, effect.info, effect.at_s)
        self.board.show(number, shown)
        self.vault.note(effect.at_s, f"Connector {number}", f"{effect.status} {effect.error}")
        if number:
            self.admission.on_status(effect.connector)
            if self.bookings.is_running:
                self.bookings.refresh()
            self.board.show_service(effect.at_s, on=self.board.is_in_service)
            self.costs.on_status(number, effect.status, effect.at_s)
        if effect.status is ChargePointStatus.AVAILABLE:
            self.limits.profiles.forget_expected(number)

    def _on_start(self, effect: SessionStart) -> None:
        number, connector = self.number(effect.connector), effect.connector
        self.last_key += 1
        parent = self.admission.parents.pop(connector, "")
        session = Session(number, effect.id_tag, effect.at_s, parent=parent, key=self.last_key)
        self.sessions[number] = session
        self.limits.begin(session)
        payload = {
            "connectorId": number,
            "idTag": effect.id_tag,
            "meterStart": effect.meter_wh,
            "timestamp": self.stamp(effect.at_s),
        }
        reservation_id = self.bookings.use(connector)
        if reservation_id is not None:
            payload["reservationId"] = reservation_id
        self.queue(self.transaction_message("StartTransaction", payload, session))
        self.metering.begin(number, effect.at_s)
        self.keep(self)

    def transaction_message(
        self, action: str, payload: dict[str, Any], session: Session | None
    ) -> Message:
        """A message that is kept until it is delivered, with what its answer means."""
        message = Message(action, payload, session, is_transaction=True)
        if session is not None and action == "StartTransaction":
            message.on_answer = lambda answer: self._on_started(session, answer)
        elif session is not None and "idTag" in payload:
            tag = str(payload["idTag"])
            message.on_answer = lambda answer: self._on_stopped(tag, answer)
        return message

    def _on_started(self, session: Session, answer: Answer) -> None:
        got = (answer or {}).get("transactionId")
        is_id = isinstance(got, int) and -LARGEST <= got <= LARGEST
        session.transaction_id = got if is_id else NO_TRANSACTION
        info = self.admission.learn(session.id_tag, answer)
        if info is not None and info.parent:
            session.parent = info.parent
        self.keep(self)
        if self.sessions.get(session.connector) is not session:
            return
        self.limits.begin(session)
        if info is not None and info.status != ACCEPTED:
            self._deny(self.connectors[session.connector - 1])

    def _deny(self, connector: int) -> None:
        """The card of a running session is not accepted (9.1.24 and 9.1.13; errata 3.17)."""
        stops = self.configuration.is_on("StopTransactionOnInvalidId")
        budget_wh = self.configuration.count("MaxEnergyOnInvalidId")
        if stops and not budget_wh:
            reason = StopReason.DE_AUTHORIZED
            self.world.forecourt.stop(connector, reason, self.world.now_s)
        else:
            interruptions.deny(self.world.forecourt, connector, float(budget_wh), ends=stops)

    def _on_stop(self, effect: SessionStop) -> None:
        number, connector = self.number(effect.connector), effect.connector
        session = self.sessions.pop(number)
        self.ended[number] = session
        self.limits.end(session)
        payload: dict[str, Any] = {
            "meterStop": effect.meter_wh,
            "timestamp": self.stamp(effect.at_s),
        }
        if effect.reason is StopReason.LOCAL:
            payload["idTag"] = self.admission.stopped_by.pop(connector, effect.id_tag)
        else:  # nobody asked by card (6.49)
            payload["reason"] = effect.reason
        self.costs.on_stop(number, session)
        transaction_data = self.metering.end(number, effect.at_s)
        if transaction_data:
            payload["transactionData"] = transaction_data
        if effect.reason is StopReason.EV_DISCONNECTED and not self._lets_go():
            self.admission.kept_locked[connector] = effect.id_tag
        self.queue(self.transaction_message("StopTransaction", payload, session))
        self.keep(self)

    def _lets_go(self) -> bool:
        """Whether a cable is unlocked when it is pulled out at the car."""
        return self.cabinet.has_fixed_cable or self.configuration.is_on(
            "UnlockConnectorOnEVSideDisconnect"
        )

    def _on_stopped(self, tag: str, answer: Answer) -> None:
        self.admission.learn(tag, answer)

    def look(self) -> None:
        """Take the present status of all connectors from the world."""
        forecourt, now_s = self.world.forecourt, self.world.now_s
        for number, connector in enumerate(self.connectors, 1):
            status, error = forecourt.status_of(connector), forecourt.error[connector]
            self.board.show(number, Shown(status, error, "", now_s))

    # --- the link speaks -------------------------------------------------------------------------

    @property
    def serial_number(self) -> str:
        """What BootNotification and an own certificate say."""
        return f"SN-{self.record.id}"[:25]

    def boot_payload(self) -> dict[str, str]:
        """What BootNotification says."""
        return {
            "chargePointVendor": self.record.vendor[:20],
            "chargePointModel": self.record.model[:20],
            "chargePointSerialNumber": self.serial_number,
            "firmwareVersion": self.maintenance.firmware,
        }

    def restarted(self) -> None:
        """The controller starts anew: what only lived in its memory is gone."""
        self.reset, self.needs_boot = None, True
        self.configuration.rebooted()
        if self.board.shown[0].error is ChargePointErrorCode.RESET_FAILURE:
            self.board.warn(ChargePointErrorCode.NO_ERROR, "", self.world.now_s)
        self.world.upkeep.faults.restarted(self.point)
        self.admission.forget()
        self.intervals_changed = True
        self.drain()

    def on_online(self, *, booted: bool) -> None:
        """The link is up and the charger accepted: report what changed, after a boot everything."""
        if booted:
            self.needs_boot = False
            self.board.forget_reported()
        self.is_online = self.is_changed = True
        self.board.report_changed()

    def on_offline(self) -> None:
        """The link is gone."""
        self.is_online = False
        self.outbox.lost()
        self.drain()

    # --- saying something ------------------------------------------------------------------------

    def queue(self, message: Message) -> None:
        """Queue a message."""
        self.outbox.put(message)
        self.wake.set()

    def say(self, action: str, payload: dict[str, Any]) -> None:
        """Queue a message that may get lost."""
        self.queue(Message(action, payload))

    def report(self, number: int) -> None:
        """Queue a StatusNotification of the present status."""
        self.board.report(number)

    def _statuses(self) -> list[dict[str, Any]]:
        return [self.board.payload(number) for number in self.board.shown]

    # --- limits and prices -----------------------------------------------------------------------

    def change_price(self, value: str) -> str:
        """Answer a ChangeConfiguration of DefaultPrice; accepted prices are displayed at once."""
        if not self.display.default_price(value):
            return "Rejected"
        answer = self.configuration.change(DEFAULT_PRICE, value)
        self.world.set_price(self.point, self.display.price_per_kwh)
        return answer

    def change_price_text(self, key: str, value: str) -> str:
        """Answer a ChangeConfiguration of the texts of DefaultPrice in a language."""
        language = key[len(PRICE_TEXT) :]
        if language not in self.configuration.words("SupportedLanguages"):
            return "Rejected"
        if not self.display.default_text(language, value):
            return "Rejected"
        return self.configuration.change(key, value)

    # --- commands that touch the world -----------------------------------------------------------

    def start_remotely(self, number: int | None, id_tag: str) -> bool:
        """Start for a card at a connector, or at any; False = not possible."""
        wanted = [self.index(number)] if number is not None else list(self.connectors)
        candidates = [connector for connector in wanted if connector is not None]
        candidates.sort(key=lambda c: self.bookings.entry(c, id_tag, None) is not Entry.HOLDER)
        return any(self.admission.start_remotely(connector, id_tag) for connector in candidates)

    def stop_all(self, reason: StopReason) -> None:
        """End every transaction."""
        for connector in self.connectors:
            self.world.forecourt.stop(connector, reason, self.world.now_s)

    def begin_reset(self, kind: str) -> None:
        """Restart, Hard or Soft; after 1 + ResetRetries attempts that fail it is given up."""
        tries = 1 + self.configuration.count("ResetRetries")
        if self.cabinet.broken_resets >= tries:
            self.cabinet.broken_resets -= tries
            error = ChargePointErrorCode.RESET_FAILURE
            self.board.warn(error, f"{tries} attempts", self.world.now_s)
            return
        self.cabinet.broken_resets = 0
        self.stop_all(StopReason.HARD_RESET if kind == "Hard" else StopReason.SOFT_RESET)
        self.reset = kind
        self.wake.set()
