"""What-if of the control loop: the facts of now, changed as asked; nothing is stored."""

from dataclasses import dataclass, replace
from datetime import datetime

from central.core.preview import Preview, as_if_critical, preview
from central.core.rules import HealRules, Mode, Switches
from central.services.drive_times import DriveTimes
from central.services.heal_facts import read_facts
from central.services.ports import Clock
from central.services.simulation import UnknownStationError
from central.services.unit_of_work import UnitsOfWork
from contract.ids import StationId


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Which station, and what is assumed of it."""

    station: StationId
    is_critical: bool = False
    mode: Mode | None = None
    """None = as it is there."""


@dataclass(frozen=True, slots=True)
class HealPreview:
    """Decides as the loop would."""

    uows: UnitsOfWork
    clock: Clock
    rules: HealRules
    drives: DriveTimes

    async def of(self, asked: WhatIf, switches: Switches) -> tuple[datetime, Preview]:
        """What the loop would do for a station, at which instant.

        Raises:
            UnknownStationError: no such station.
        """
        now, rules = self.clock.now(), self.rules
        async with self.uows.read() as uow:
            rows = await uow.heals.open()
            network = (await read_facts(uow, rows, rules, now)).network
        station = network.stations.get(asked.station)
        if station is None:
            raise UnknownStationError(asked.station)
        drives_min = await self.drives.of(station, network.stations, rules)
        if asked.is_critical:
            station = as_if_critical(station, rules, now)
        stations = {**network.stations, station.id: station}
        network = replace(network, stations=stations, drives_min=drives_min)
        if asked.mode is not None:
            switches = _with_mode(switches, station.region, asked.mode)
        heals = {row.heal.station: row.heal for row in rows}
        return now, preview(network, heals, switches, rules, now, station)


def _with_mode(switches: Switches, region: str, mode: Mode) -> Switches:
    """Another mode in one region; elsewhere everything stays, also the kill switch."""
    elsewhere = Mode.OFF if switches.stopped else switches.mode
    kept = {} if switches.stopped else switches.regions
    return replace(switches, mode=elsewhere, regions={**kept, region: mode}, stopped=False)
