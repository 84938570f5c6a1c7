"""What can come between a car and its energy: pulled plugs, unwelcome cards, lost mains."""

from charger_emulator.core.connector import Event
from charger_emulator.core.effects import PlugIn
from charger_emulator.core.forecourt import Forecourt
from contract.ocpp16 import ChargePointStatus, StopReason


def unplug_ev(forecourt: Forecourt, connector: int, now_s: float, *, stops: bool) -> None:
    """Pull the plug at the car; the cable stays at the charger. Ignored without a car.

    Args:
        forecourt: where.
        connector: which.
        now_s: simulated now.
        stops: a running session ends (StopTransactionOnEVSideDisconnect); else it waits.
    """
    if forecourt.driver[connector] is None or forecourt.ev_gone[connector]:
        return
    if forecourt.status_of(connector) is ChargePointStatus.PREPARING:
        forecourt.leave(connector, now_s)
        return
    forecourt.ev_gone[connector] = True
    if stops:
        forecourt.stop(connector, StopReason.EV_DISCONNECTED, now_s)
    elif forecourt.status_of(connector) in (
        ChargePointStatus.CHARGING,
        ChargePointStatus.SUSPENDED_EVSE,
    ):
        forecourt.plant.power_w[connector] = forecourt.plant.offered_w[connector] = 0.0
        forecourt.move(connector, Event.EV_GONE, now_s)


def plug_ev(forecourt: Forecourt, connector: int, now_s: float) -> None:
    """Put the plug back into the car. Ignored unless the cable hangs at the charger."""
    if forecourt.driver[connector] is None or not forecourt.ev_gone[connector]:
        return
    forecourt.ev_gone[connector] = False
    match forecourt.status_of(connector):
        case ChargePointStatus.SUSPENDED_EV:
            forecourt.move(connector, Event.EV_BACK, now_s)
        case ChargePointStatus.FINISHING:
            forecourt.move(connector, Event.PLUG_AGAIN, now_s)
            point = int(forecourt.layout.connector_cp[connector])
            forecourt.effects.append(PlugIn(now_s, point, connector, ""))
        case _:
            pass


def deny(forecourt: Forecourt, connector: int, budget_wh: float, *, ends: bool) -> None:
    """The card of a running session is not welcome: give it so much energy more at most.

    Args:
        forecourt: where.
        connector: which.
        budget_wh: MaxEnergyOnInvalidId, 0 or more.
        ends: the session ends then; else it goes on without energy.
    """
    forecourt.budget_wh[connector] = float(forecourt.plant.session_wh[connector]) + budget_wh
    forecourt.ends_at_budget[connector] = ends


def power(forecourt: Forecourt, connector: int, now_s: float, *, on: bool) -> None:
    """The mains come or go: a session ends, and a free connector is out of use meanwhile."""
    forecourt.powered[connector] = on
    if not on:
        forecourt.stop(connector, StopReason.POWER_LOSS, now_s)
        forecourt.refuse(connector, now_s)
        drop_hold(forecourt, connector, now_s)
    forecourt.settle(connector, now_s)


def drop_hold(forecourt: Forecourt, connector: int, now_s: float) -> None:
    """Wait for the plug no more. Ignored if nobody does."""
    if forecourt.is_held(connector):
        forecourt.leave(connector, now_s)
