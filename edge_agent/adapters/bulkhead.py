"""Walls between chargers: what one charger's data breaks ends there."""

from collections.abc import Iterator
from contextlib import contextmanager

from edge_agent.adapters.tally import Tally


@contextmanager
def contained(kind: str, tally: Tally, charge_point: str) -> Iterator[None]:
    """Count and log what breaks in the block, with its traceback, and go on behind it.

    A bug that one charger's frames wake must not end its relay, nor the other chargers' scores.
    """
    try:
        yield
    except Exception as err:  # noqa: BLE001 (a supervisor, of one charger)
        tally.bug(kind, err, charge_point=charge_point)
