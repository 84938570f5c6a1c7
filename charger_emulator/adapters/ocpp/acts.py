"""What people and fitters do at a charger: the scripted side of the world.

Each act says what happened by returning, or raises ValueError with what was not possible and why.
Acts work on any charger; on a scripted one (`script`) nothing else happens than what is ordered:
no driver comes, gives up or leaves by himself.
"""

from charger_emulator.adapters.ocpp.admission import LockFault
from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.adapters.ocpp.service import call_off, raise_event
from charger_emulator.adapters.ocpp.status_board import Shown
from charger_emulator.core import interruptions
from charger_emulator.core.events import SecurityEvent
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus, StopReason


def script(charger: Charger, *, on: bool = True) -> None:
    """Leave all that happens at a charger to acts, or give it back to the drivers of the world."""
    for connector in charger.connectors:
        charger.world.forecourt.script(connector, on=on)


def plug(charger: Charger, number: int, id_tag: str = "") -> None:
    """Plug a car in, or the cable back into the car; with `id_tag` a card is shown at once."""
    connector, forecourt = _connector(charger, number), charger.world.forecourt
    if forecourt.ev_gone[connector]:
        interruptions.plug_ev(forecourt, connector, charger.world.now_s)
    else:
        charger.world.visit(connector, id_tag)
    charger.drain()


def present(charger: Charger, number: int, id_tag: str) -> None:
    """Show a card for a connector: to start, to stop, or to get a cable back."""
    if not 0 < len(id_tag) <= 20:
        raise ValueError(f"id_tag {id_tag!r} is not allowed: 1 to 20 characters")
    connector = _connector(charger, number)
    if not charger.cabinet.is_powered or not charger.admission.present(connector, id_tag):
        status = charger.world.forecourt.status_of(connector)
        raise ValueError(f"connector {number} is {status}: a card can do nothing there now")
    charger.drain()


def unplug_ev(charger: Charger, number: int) -> None:
    """Pull the plug at the car. A fixed cable goes back to its holder; another stays plugged."""
    connector, forecourt = _connector(charger, number), charger.world.forecourt
    now_s = charger.world.now_s
    _need_car(charger, number)
    stops = charger.configuration.is_on("StopTransactionOnEVSideDisconnect")
    interruptions.unplug_ev(forecourt, connector, now_s, stops=stops)
    charger.drain()
    if charger.cabinet.has_fixed_cable and not forecourt.is_in_session()[connector]:
        forecourt.unplug(connector, now_s)
        charger.drain()


def unplug_cable(charger: Charger, number: int) -> None:
    """Pull the cable out of the charger; not possible while it is locked there."""
    connector, forecourt = _connector(charger, number), charger.world.forecourt
    _need_car(charger, number)
    if charger.cabinet.has_fixed_cable:
        raise ValueError(f"connector {number} has a fixed cable")
    if forecourt.is_in_session()[connector] or connector in charger.admission.kept_locked:
        raise ValueError(f"the cable of connector {number} is locked")
    forecourt.unplug(connector, charger.world.now_s)
    charger.drain()


def unplug(charger: Charger, number: int) -> None:
    """The car leaves with all cables, whatever went on."""
    connector = _connector(charger, number)
    _need_car(charger, number)
    charger.world.forecourt.unplug(connector, charger.world.now_s)
    charger.admission.kept_locked.pop(connector, None)
    charger.drain()


def cut_power(charger: Charger) -> None:
    """Take the mains away. With energy left (`tells_power_loss`) sessions are still told."""
    if not charger.cabinet.is_powered:
        raise ValueError(f"charger {charger.record.id} has no power already")
    for connector in charger.connectors:
        interruptions.power(charger.world.forecourt, connector, charger.world.now_s, on=False)
    call_off(charger)
    charger.drain()
    charger.cabinet.is_powered = False
    if charger.cabinet.tells_power_loss and charger.is_online:
        charger.link_wanted.clear()
        charger.reset = "Soft"
    else:
        charger.set_link()
    charger.wake.set()


def restore_power(charger: Charger) -> None:
    """Bring the mains back: the charger boots."""
    if charger.cabinet.is_powered:
        raise ValueError(f"charger {charger.record.id} has power")
    charger.cabinet.is_powered = True
    for connector in charger.connectors:
        interruptions.power(charger.world.forecourt, connector, charger.world.now_s, on=True)
    charger.restarted()
    charger.look()
    charger.set_link()


def break_lock(charger: Charger, number: int, fault: LockFault | None) -> None:
    """Let the lock of a connector's cable fail; None = repair it."""
    connector = _connector(charger, number)
    if fault is None:
        charger.admission.lock_faults.pop(connector, None)
    else:
        charger.admission.lock_faults[connector] = fault


def stop(charger: Charger, number: int, reason: StopReason = StopReason.LOCAL) -> None:
    """Press the stop button: Local, or EmergencyStop for the red one."""
    connector = _connector(charger, number)
    if not charger.world.forecourt.stop(connector, reason, charger.world.now_s):
        raise ValueError(f"connector {number} has no session")
    charger.drain()


def warn(charger: Charger, number: int, error: ChargePointErrorCode, info: str = "") -> None:
    """Report an error that leaves the status as it is; NoError takes it back. 0 = as a whole."""
    now_s = charger.world.now_s
    if number:
        charger.world.forecourt.warn(_connector(charger, number), error, now_s, info)
    else:
        charger.board.warn(error, info, now_s)
    charger.drain()


def fault(charger: Charger, number: int, error: ChargePointErrorCode, info: str = "") -> None:
    """Take a connector down (0 = the whole charger): a session there ends as an emergency stop."""
    for connector in _connectors(charger, number):
        charger.world.forecourt.fault(connector, error, charger.world.now_s, info)
    if number == 0:
        _show(charger, ChargePointStatus.FAULTED, error, info)
    charger.drain()


def repair(charger: Charger, number: int) -> None:
    """Bring a faulted connector back (0 = the whole charger)."""
    if number == 0:
        _show(charger, ChargePointStatus.AVAILABLE, ChargePointErrorCode.NO_ERROR)
    for connector in _connectors(charger, number):
        charger.world.forecourt.repair(connector, charger.world.now_s)
    charger.drain()


def _show(
    charger: Charger, status: ChargePointStatus, error: ChargePointErrorCode, info: str = ""
) -> None:
    charger.board.show(0, Shown(status, error, info, charger.world.now_s))


def open_door(charger: Charger) -> None:
    """Open the cabinet: the charger tells that somebody tampers with it."""
    raise_event(charger, SecurityEvent.TAMPER, "door")


def fit_cable(charger: Charger, *, fixed: bool) -> None:
    """Give a charger fixed cables, or sockets; a fixed one cannot be unlocked (9.1.28)."""
    charger.cabinet.has_fixed_cable = fixed
    if fixed:
        charger.configuration.fix("UnlockConnectorOnEVSideDisconnect", "false")


def _connector(charger: Charger, number: int) -> int:
    connector = charger.index(number)
    if connector is None:
        most = len(charger.connectors)
        raise ValueError(f"connector {number} is not allowed: 1 to {most}")
    return connector


def _connectors(charger: Charger, number: int) -> list[int]:
    return [_connector(charger, number)] if number else list(charger.connectors)


def _need_car(charger: Charger, number: int) -> None:
    if charger.world.forecourt.driver[_connector(charger, number)] is None:
        raise ValueError(f"connector {number} has no car")
