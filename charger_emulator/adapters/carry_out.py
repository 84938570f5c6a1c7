"""Carries orders out at one charger, at once."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from charger_emulator.adapters import orders as o
from charger_emulator.adapters.ocpp import acts
from charger_emulator.adapters.ocpp.admission import LockFault
from charger_emulator.adapters.ocpp.calls import handle
from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.core.authorisation import TagInfo
from charger_emulator.core.ordered_faults import begin_fault, end_faults
from contract.ocpp16 import ChargePointStatus, StopReason

_LOCK_FAULTS: Final = {
    "none": None,
    "lock": LockFault.WILL_NOT_CLOSE,
    "unlock": LockFault.WILL_NOT_OPEN,
}
_SIDES: Final = {"all": acts.unplug, "ev": acts.unplug_ev, "cable": acts.unplug_cable}


def do(charger: Charger, order: o.ChargerOrder) -> None:
    """Carry an order out at one charger.

    Raises:
        ValueError: saying what is not possible now, and why.
    """
    _DOERS[type(order)](charger, order)
    charger.drain()


# --- people --------------------------------------------------------------------------------------


def _start(charger: Charger, order: o.Start) -> None:
    connector = _connector(charger, order.connector_id)
    has_car = charger.world.forecourt.driver[connector] is not None
    act = acts.present if has_car else acts.plug
    act(charger, order.connector_id, order.id_tag)


def _stop(charger: Charger, order: o.Stop) -> None:
    _connector(charger, order.connector_id)
    session = charger.sessions.get(order.connector_id)
    if session is None:
        raise ValueError(f"connector {order.connector_id} has no session")
    match order.by:
        case "card":
            acts.present(charger, order.connector_id, session.id_tag)
        case "button":
            acts.stop(charger, order.connector_id)
        case "emergency":
            acts.stop(charger, order.connector_id, StopReason.EMERGENCY_STOP)


# --- the charger itself --------------------------------------------------------------------------


def _configure(charger: Charger, order: o.Configure) -> None:
    allowed = charger.configuration.allowed(order.key)
    if order.force and charger.configuration.is_read_only(order.key):
        charger.configuration.force(order.key, order.value)
        charger.intervals_changed = True
        return
    payload = {"key": order.key, "value": order.value}
    status = handle(charger, "ChangeConfiguration", payload)["status"]
    if status not in ("Accepted", "RebootRequired"):
        text = f"key {order.key!r} does not take {order.value!r}: {status}; it takes {allowed}"
        raise ValueError(text)
    if charger.vault.credentials.trial is not None and charger.line is not None:
        charger.line.drop()  # and come back with the new credentials


def _switch(charger: Charger, order: o.Switch) -> None:
    charger.voice.manners.switch(order.set)
    charger.set_link()


def _drop_link(charger: Charger, order: o.DropLink) -> None:
    if charger.line is None:
        raise ValueError(f"charger {charger.record.id} has no connection")
    if order.fin:
        charger.line.drop()
    else:
        charger.line.abandon()


def _break_reset(charger: Charger, order: o.BreakReset) -> None:
    charger.cabinet.broken_resets = order.times


def _power(charger: Charger, order: o.Power) -> None:
    charger.cabinet.tells_power_loss = order.tells
    act = acts.restore_power if order.on else acts.cut_power
    act(charger)


# --- what breaks ---------------------------------------------------------------------------------


def _degrade(charger: Charger, order: o.Degrade) -> None:
    connector = _connector(charger, order.connector_id)
    course = (order.ramp_s, order.repair_s)
    begin_fault(charger.world, order.mode, charger.point, connector, course)


def _repair(charger: Charger, order: o.Repair) -> None:
    end_faults(charger.world, charger.point)
    acts.repair(charger, order.connector_id)


def _clear(charger: Charger, _order: o.Clear) -> None:
    """Undo all that orders did wrong; the persona stays."""
    charger.voice.manners.clear()
    charger.voice.transport.set(())
    end_faults(charger.world, charger.point)
    if any(shown.status is ChargePointStatus.FAULTED for shown in charger.board.shown.values()):
        acts.repair(charger, 0)
    charger.admission.lock_faults.clear()
    charger.clock.reset()
    charger.cabinet.broken_resets = 0
    if not charger.cabinet.is_powered:
        acts.restore_power(charger)
    charger.set_link()


def _connector(charger: Charger, number: int) -> int:
    connector = charger.index(number)
    if connector is None:
        raise ValueError(f"connector_id {number} is not allowed: 1 to {len(charger.connectors)}")
    return connector


_DOERS: Final[Mapping[type[Any], Callable[[Charger, Any], None]]] = {
    o.Plug: lambda c, order: acts.plug(c, order.connector_id, order.id_tag),
    o.Unplug: lambda c, order: _SIDES[order.side](c, order.connector_id),
    o.ShowTag: lambda c, order: acts.present(c, order.connector_id, order.id_tag),
    o.Start: _start,
    o.Stop: _stop,
    o.Configure: _configure,
    o.AddToCache: lambda c, order: c.admission.cache.put(order.id_tag, TagInfo(order.status)),
    o.Break: lambda c, order: acts.fault(c, order.connector_id, order.error_code, order.info),
    o.Warn: lambda c, order: acts.warn(c, order.connector_id, order.error_code, order.info),
    o.Repair: _repair,
    o.Degrade: _degrade,
    o.BreakLock: lambda c, order: acts.break_lock(c, order.connector_id, _LOCK_FAULTS[order.fault]),
    o.BreakReset: _break_reset,
    o.OpenDoor: lambda c, _order: acts.open_door(c),
    o.FitCable: lambda c, order: acts.fit_cable(c, fixed=order.fixed),
    o.Power: _power,
    o.Restart: lambda c, order: c.begin_reset("Hard" if order.hard else "Soft"),
    o.DropLink: _drop_link,
    o.Drift: lambda c, order: c.clock.set_drift(order.ppm, c.world.now_s),
    o.SkewClock: lambda c, order: c.clock.skew(order.seconds, c.world.now_s),
    o.Switch: _switch,
    o.Adjust: lambda c, order: c.voice.manners.adjust(order.set),
    o.Become: lambda c, order: c.become(order.name),
    o.Network: lambda c, order: c.voice.transport.set(order.rules, order.seed),
    o.Scripted: lambda c, order: acts.script(c, on=order.on),
    o.Trace: lambda c, order: c.voice.keep_trace(on=order.on),
    o.Clear: _clear,
}
