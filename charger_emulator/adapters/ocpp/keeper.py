"""Keeps the memory of all chargers in one flash file, and gives it back after a restart."""

import logging
import math

import numpy as np

from charger_emulator.adapters.flash import Flash
from charger_emulator.adapters.ocpp import memory
from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.core.layout import IntArray
from charger_emulator.core.world import World

log = logging.getLogger(__name__)


class Keeper:
    """Between chargers and their flash. `remember` each first; `keep_changes` in each step."""

    def __init__(self, flash: Flash, world: World) -> None:
        self._flash, self._world = flash, world
        self.meter_shift_wh: IntArray = np.zeros(world.layout.connector_count, dtype=np.int64)
        """What was added to each meter so that it goes on from where it stood."""

    def remember(self, charger: Charger) -> None:
        """Give a charger its memory back; what cannot be understood is logged and left out."""
        plant, kept = self._world.plant, self._flash.read(charger.record.id)
        for connector, wh in zip(charger.connectors, kept.meters_wh, strict=False):
            began_wh = plant.register_wh[connector] - plant.session_wh[connector]
            shift_wh = max(0, math.ceil(wh - began_wh))
            self.meter_shift_wh[connector] = shift_wh
            plant.register_wh[connector] += shift_wh
            self._world.register_start_wh[connector] += shift_wh
        try:
            memory.load(charger, kept)
        except (KeyError, TypeError, ValueError, IndexError) as err:
            log.warning("memory_unusable charge_point=%s reason=%r", charger.record.id, err)
        charger.is_changed, charger.keep = True, self.keep

    def keep(self, charger: Charger) -> None:
        """Write down all that a charger must not forget, at once."""
        self._flash.write_state(charger.record.id, memory.dump_state(charger))
        self._keep_messages(charger)
        self._flash.commit()
        charger.is_changed = False

    def keep_changes(self, charger: Charger) -> None:
        """Write down what changed since the last step; `commit` when all chargers are through."""
        if charger.is_changed:
            self.keep(charger)
        elif charger.outbox.is_changed:
            self._keep_messages(charger)

    def commit(self) -> None:
        """Make what was written last."""
        self._flash.commit()

    def close(self) -> None:
        """Let the file go; nothing is kept any more."""
        self._flash.close()

    def _keep_messages(self, charger: Charger) -> None:
        ident, registers = charger.record.id, self._world.plant.register_wh
        fresh, gone = charger.outbox.changes()
        rows = [(m.number, memory.dump_message(m)) for m in fresh]
        self._flash.write_messages(ident, rows, gone)
        meters_wh = [int(registers[connector]) for connector in charger.connectors]
        self._flash.write_meters(ident, self._world.now_s, meters_wh)
