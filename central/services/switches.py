"""The loop's switches: kept in the database once a person set them, else those of the settings."""

from typing import Any, Final

from central.core.rules import Mode, Switches
from central.services.unit_of_work import UnitOfWork

KEY: Final = "heal"


async def read_switches(uow: UnitOfWork, initial: Switches) -> Switches:
    """Switches in force."""
    stored = await uow.settings.get(KEY)
    if not isinstance(stored, dict):
        return initial
    return Switches(
        mode=Mode(stored["mode"]),
        use_price=stored["use_price"],
        use_power=stored["use_power"],
        regions={key: Mode(mode) for key, mode in stored.get("regions", {}).items()},
        stopped=stored.get("stopped", False),
    )


def as_json(switches: Switches) -> dict[str, Any]:
    """Form in the database, the audit and REST."""
    return {
        "mode": switches.mode.value,
        "use_price": switches.use_price,
        "use_power": switches.use_power,
        "regions": {key: mode.value for key, mode in sorted(switches.regions.items())},
        "stopped": switches.stopped,
    }
