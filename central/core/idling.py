"""When a car stands idle: full, or done, and still in the way.

Idle is a car that takes no power by itself (SuspendedEV). A pause that the charger or we caused
(SuspendedEVSE, a limit too low to charge with) is never idle, nor is time out of contact (OCA
note). After StopTransaction idleness may go on until the cable is out, where the charger tells.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from central.core.charges import Spell
from contract.ocpp16 import ChargePointStatus

IDLE_POWER_W: Final = 500.0
"""Below it a car that says SuspendedEV is not charging: conditioning and balancing take less."""
LEAST_LIMIT_W: Final = 1380.0
"""6 A at 230 V: below it no car can charge (IEC 61851-1), so nobody is idle by choice."""
AFTER_STOP_MAX: Final = timedelta(hours=24)
"""Idleness after the stop ends here where nobody ever tells that the cable is out."""


class SessionState(StrEnum):
    """What a session is in, for its costs."""

    CHARGING = "charging"
    IDLE = "idle"
    UNPLUGGED = "unplugged"


@dataclass(frozen=True, slots=True)
class Mark:
    """A session is in this state from an instant on."""

    at: datetime
    state: SessionState


def state_of(status: str, power_w: float | None, limit_w: float | None) -> SessionState:
    """State of a session that did not stop.

    Args:
        status: of its connector.
        power_w: last reading; None = not known.
        limit_w: of a limit of ours in force; None = none.
    """
    takes_power = power_w is not None and power_w >= IDLE_POWER_W
    is_held = limit_w is not None and limit_w < LEAST_LIMIT_W
    if status == ChargePointStatus.SUSPENDED_EV and not takes_power and not is_held:
        return SessionState.IDLE
    return SessionState.CHARGING


def spells(marks: Iterable[Mark], until: datetime) -> tuple[Spell, ...]:
    """Spells of idleness of a session that has reached `until` (its stop, or now).

    The mark that the cable is out takes the place of `until`, and is not believed when it comes
    later than `AFTER_STOP_MAX`.
    """
    ordered = sorted(marks, key=lambda mark: mark.at)
    out = [mark.at for mark in ordered if mark.state is SessionState.UNPLUGGED]
    end = min(max(out[0], until), until + AFTER_STOP_MAX) if out else until
    found: list[Spell] = []
    since: datetime | None = None
    for mark in ordered:
        if mark.at > until:
            break
        if mark.state is SessionState.IDLE:
            since = mark.at if since is None else since
        elif since is not None:
            found.append(Spell(since, mark.at))
            since = None
    if since is not None and since < end:
        found.append(Spell(since, end))
    return tuple(each for each in found if each.start_at < each.end_at)
