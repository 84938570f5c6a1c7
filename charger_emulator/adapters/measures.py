"""What scenarios can measure: numbers of chargers added up (or the highest), and words."""

from collections.abc import Callable, Sequence
from typing import Final

from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.core.expectation import Condition, Value
from contract.ocpp16 import ChargePointStatus

MIXED: Final = "(mixed)"
"""A word that is not the same for all chargers."""
Measure = Callable[[Charger, Condition], float]


def _statuses(charger: Charger) -> list[ChargePointStatus]:
    return [charger.world.forecourt.status_of(each) for each in charger.connectors]


def _count(calls: dict[str, int], action: str) -> float:
    return calls.get(action, 0) if action else sum(calls.values())


_SUMS: Final[dict[str, Measure]] = {
    "online": lambda c, _: c.is_online,
    "powered": lambda c, _: c.cabinet.is_powered,
    "sessions": lambda c, _: len(c.sessions),
    "faulted": lambda c, _: _statuses(c).count(ChargePointStatus.FAULTED),
    "tripped": lambda c, _: bool(c.world.upkeep.is_tripped[c.point]),
    "waiting": lambda c, _: len(c.outbox),
    "sent": lambda c, asked: _count(c.voice.sent, asked.action),
    "heard": lambda c, asked: _count(c.voice.heard, asked.action),
    "errors": lambda c, _: c.voice.errors,
    "power_w": lambda c, _: float(c.world.plant.power_w[list(c.connectors)].sum()),
    "energy_wh": lambda c, _: float(
        (c.world.plant.register_wh - c.world.register_start_wh)[list(c.connectors)].sum()
    ),
    "queue": lambda c, _: len(c.world.forecourt.queues[int(c.world.layout.cp_station[c.point])]),
}
_HIGHEST: Final[dict[str, Measure]] = {
    "temperature_c": lambda c, _: float(c.world.plant.temperature_c[c.point]),
    "price_per_kwh": lambda c, _: c.display.price_per_kwh,
}


def _status(charger: Charger, asked: Condition) -> str:
    connector = charger.index(asked.connector_id)
    if connector is None:
        raise ValueError(
            f"connector_id {asked.connector_id} is not allowed at {charger.record.id}: "
            f"1 to {len(charger.connectors)}"
        )
    return charger.world.forecourt.status_of(connector)


def _config(charger: Charger, asked: Condition) -> str:
    found = {k.casefold(): v for k, v in charger.configuration.as_dict().items()}
    if asked.key.casefold() not in found:
        raise ValueError(f"key {asked.key!r} is not known at {charger.record.id}")
    return found[asked.key.casefold()]


_WORDS: Final[dict[str, Callable[[Charger, Condition], str]]] = {
    "status": _status,
    "config": _config,
    "persona": lambda c, _: c.voice.manners.persona_name,
}
MEASURES: Final = (*_SUMS, *_HIGHEST, *_WORDS)


def measure(chargers: Sequence[Charger], asked: Condition) -> Value:
    """The value that a condition speaks of.

    Raises:
        ValueError: if there is no such measure, connector or key.
    """
    if asked.that in _SUMS:
        return float(sum(_SUMS[asked.that](charger, asked) for charger in chargers))
    if asked.that in _HIGHEST:
        return max(_HIGHEST[asked.that](charger, asked) for charger in chargers)
    if asked.that not in _WORDS:
        raise ValueError(f"that {asked.that!r} is not known: {', '.join(MEASURES)}")
    words = {str(_WORDS[asked.that](charger, asked)) for charger in chargers}
    return words.pop() if len(words) == 1 else MIXED
