"""Charging profiles over a restart of the emulator, as JSON data (errata 3.37).

Those of a transaction end with it, and a restart ends all transactions.
"""

import math
from dataclasses import asdict
from typing import Any, Final

from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.core.profiles import Kind, Period, Profile, Purpose, Unit

_ENDLESS: Final = {
    "duration_s": math.inf,
    "cycle_s": math.inf,
    "valid_from_s": -math.inf,
    "valid_to_s": math.inf,
}
"""Fields of a profile that JSON cannot hold when nothing limits them: null there."""


def dump_profiles(charger: Charger) -> list[Any]:
    """Installed profiles with their connectors."""
    return [
        [connector, _dump_profile(profile)]
        for connector, profile in charger.limits.profiles.installed()
        if profile.purpose is not Purpose.TX
    ]


def load_profiles(charger: Charger, data: list[Any]) -> None:
    """Put back what `dump_profiles` made."""
    charger.limits.restore([(connector, _load_profile(each)) for connector, each in data])


def _dump_profile(profile: Profile) -> dict[str, Any]:
    data = asdict(profile)
    return data | {name: None for name, none in _ENDLESS.items() if data[name] == none}


def _load_profile(data: dict[str, Any]) -> Profile:
    whole = data | {name: none for name, none in _ENDLESS.items() if data[name] is None}
    return Profile(
        **whole
        | {
            "purpose": Purpose(data["purpose"]),
            "kind": Kind(data["kind"]),
            "unit": Unit(data["unit"]),
            "periods": tuple(Period(**period) for period in data["periods"]),
        }
    )
