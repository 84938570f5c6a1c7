"""What is known of a make of charger, and how its messages are understood because of it.

A profile is data (`central/adapters/quirks.toml`): it names the chargers by vendor, model and
firmware with wildcards, and what they do. The first profile that fits counts. What a charger sends
is changed before it is read, in the form only: instants get their zone, readings their unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any, Final
from zoneinfo import ZoneInfo

ENERGY: Final = "Energy.Active.Import.Register"
WH_OF_KWH: Final = 1000
INSTANTS: Final = frozenset({"timestamp"})
REGISTERS: Final = frozenset({"meterStart", "meterStop"})


@dataclass(frozen=True, slots=True)
class Quirks:
    """What one make of charger does differently."""

    name: str = ""
    vendor: str = "*"
    model: str = "*"
    firmware: str = "*"
    local_time_zone: str | None = None
    """Instants without a zone are of this IANA zone; None = UTC."""
    energy_is_kwh: bool = False
    """Energy without a unit, or called Wh, is in kWh; so are meterStart and meterStop."""
    has_milliseconds: bool = True
    """It understands currentTime with fractions of a second."""
    settle_s: float = 1.0
    """Real seconds of peace after Boot (chargers that are written to at once reboot for ever)."""
    call_timeout_s: float = 0.0
    """It needs at least so many real seconds for an answer."""
    ping_interval_s: float = 30.0
    """A quiet socket is pinged this often, in real seconds (mobile networks forget quiet links);
    0 = it cannot stand pings."""


NONE: Final = Quirks()


def quirks_of(known: Sequence[Quirks], vendor: str, model: str, firmware: str) -> Quirks:
    """The first profile that fits a charger, compared without case; else that of all others."""
    for each in known:
        pairs = ((each.vendor, vendor), (each.model, model), (each.firmware, firmware))
        if all(fnmatchcase(text.lower(), pattern.lower()) for pattern, text in pairs):
            return each
    return NONE


def adapted(quirks: Quirks, value: Any) -> Any:
    """A charger's message in the form that the standard knows."""
    if quirks.local_time_zone is None and not quirks.energy_is_kwh:
        return value
    if isinstance(value, list):
        return [adapted(quirks, each) for each in value]
    if not isinstance(value, dict):
        return value
    changed = {name: _field(quirks, name, each) for name, each in value.items()}
    if quirks.energy_is_kwh and "value" in changed:
        measurand = changed.get("measurand", ENERGY)
        if measurand == ENERGY and changed.get("unit", "Wh") == "Wh":
            changed["unit"] = "kWh"
    return changed


def _field(quirks: Quirks, name: str, value: Any) -> Any:
    if name in INSTANTS and quirks.local_time_zone is not None:
        return _zoned(value, quirks.local_time_zone)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if name in REGISTERS and quirks.energy_is_kwh and is_number:
        return round(value * WH_OF_KWH)
    return adapted(quirks, value)


def _zoned(value: Any, zone: str) -> Any:
    try:
        at = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return value
    return value if at.tzinfo is not None else at.replace(tzinfo=ZoneInfo(zone)).isoformat()
