"""Status of a connector: which event leads from where to where (OCPP 1.6, 4.9).

What the table lacks is refused with a ValueError: the caller broke a rule.
"""

from enum import Enum, auto
from typing import Final

from contract.ocpp16 import ChargePointStatus as Status

STATUSES: Final = tuple(Status)
INDEX: Final = {status: index for index, status in enumerate(STATUSES)}


class Event(Enum):
    """What can happen to a connector."""

    PLUG = auto()
    HOLD = auto()
    """A card was taken and the plug is awaited."""
    START = auto()
    EV_FULL = auto()
    EV_GONE = auto()
    """The plug was pulled at the car, and the transaction goes on."""
    EV_BACK = auto()
    PAUSE = auto()
    RESUME = auto()
    STOP = auto()
    UNPLUG = auto()
    PLUG_AGAIN = auto()
    FAULT = auto()
    REPAIR = auto()
    REPAIR_PLUGGED = auto()
    """Repaired with a car still there."""
    DISABLE = auto()
    ENABLE = auto()
    RESERVE = auto()
    RELEASE = auto()


_SESSION = (Status.CHARGING, Status.SUSPENDED_EV, Status.SUSPENDED_EVSE)

TABLE: Final[dict[tuple[Status, Event], Status]] = {
    (Status.AVAILABLE, Event.PLUG): Status.PREPARING,
    (Status.RESERVED, Event.PLUG): Status.PREPARING,
    (Status.AVAILABLE, Event.HOLD): Status.PREPARING,
    (Status.RESERVED, Event.HOLD): Status.PREPARING,
    (Status.PREPARING, Event.START): Status.CHARGING,
    (Status.PREPARING, Event.UNPLUG): Status.AVAILABLE,
    (Status.CHARGING, Event.EV_FULL): Status.SUSPENDED_EV,
    (Status.CHARGING, Event.PAUSE): Status.SUSPENDED_EVSE,
    (Status.CHARGING, Event.EV_GONE): Status.SUSPENDED_EV,
    (Status.SUSPENDED_EVSE, Event.EV_GONE): Status.SUSPENDED_EV,
    (Status.SUSPENDED_EV, Event.EV_BACK): Status.CHARGING,
    (Status.SUSPENDED_EV, Event.PAUSE): Status.SUSPENDED_EVSE,
    (Status.SUSPENDED_EVSE, Event.RESUME): Status.CHARGING,
    (Status.FINISHING, Event.UNPLUG): Status.AVAILABLE,
    (Status.FINISHING, Event.PLUG_AGAIN): Status.PREPARING,
    (Status.AVAILABLE, Event.DISABLE): Status.UNAVAILABLE,
    (Status.RESERVED, Event.DISABLE): Status.UNAVAILABLE,
    (Status.UNAVAILABLE, Event.ENABLE): Status.AVAILABLE,
    (Status.AVAILABLE, Event.RESERVE): Status.RESERVED,
    (Status.RESERVED, Event.RELEASE): Status.AVAILABLE,
    (Status.FAULTED, Event.REPAIR): Status.AVAILABLE,
    (Status.FAULTED, Event.REPAIR_PLUGGED): Status.PREPARING,
    **{(status, Event.STOP): Status.FINISHING for status in _SESSION},
    **{(s, Event.FAULT): Status.FAULTED for s in Status if s is not Status.FAULTED},
}


def advance(status: Status, event: Event) -> Status:
    """Status after an event.

    Raises:
        ValueError: if the event cannot happen in that status.
    """
    try:
        return TABLE[status, event]
    except KeyError:
        raise ValueError(f"a connector that is {status} cannot take {event.name}") from None
