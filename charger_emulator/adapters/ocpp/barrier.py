"""What goes wrong at one charger stays there: it is logged, and the others go on."""

import contextlib
import logging
from collections.abc import Iterator

from charger_emulator.adapters.ocpp.charger import Charger

log = logging.getLogger(__name__)


class Barrier:
    """Around each piece of work that is one charger's. Each kind of failure is logged once."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str]] = set()

    @contextlib.contextmanager
    def around(self, charger: Charger) -> Iterator[None]:
        """Work that may fail without harm to others; being cancelled is no failure."""
        try:
            yield
        except Exception as err:
            seen = charger.record.id, type(err).__name__
            if seen not in self._seen:
                self._seen.add(seen)
                log.exception("charger_failed charge_point=%s", charger.record.id)
