"""The control loop as a role: read facts, decide, store, and bring the chargers along.

Every round reads the network from the database, lets `central.core.control.decide` judge, stores
the decision in one unit of work and starts the calls that close the gap between wanted and
accepted. Calls do not hold up rounds. A round that fails for want of the database is told once and
repeated; one that meets a defect of ours is logged, and the next one comes. After a restart the
loop goes on with the stored heals.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import structlog

from central.core.control import decide
from central.core.desired import (
    Ask,
    ReadDisplay,
    SetDisplay,
    ShowPrice,
    asks,
    cheaper_neighbour,
    overrides_by_station,
    wanted_of,
)
from central.core.heal import Heal, HealState
from central.core.rules import HealRules, Switches
from central.services.control_records import HealRow, NetworkRows
from central.services.counters import Counters
from central.services.desired_state import DesiredState
from central.services.drive_times import DriveTimes, Roads
from central.services.errors import UnavailableError
from central.services.heal_facts import read_facts
from central.services.heal_store import persist
from central.services.isolation import contained
from central.services.outbox import emit
from central.services.ports import ChargerCalls, Clock
from central.services.seen import RoundFollower, Seen
from central.services.stations_view import (
    ARRIVALS_WINDOW,
    PatchMaker,
    station_items,
    with_arrivals,
    with_session_means,
)
from central.services.switches import read_switches
from central.services.unit_of_work import UnitOfWork, UnitsOfWork
from contract.ids import StationId

log = structlog.get_logger(__name__)

TICK_S: Final = 5.0
"""Simulated seconds between two rounds, at most `ROUND_MAX_S` and at least `ROUND_MIN_S` real."""
ROUND_MIN_S: Final = 0.2
ROUND_MAX_S: Final = 1.0
REST_RATIO: Final = 3.0
"""The loop rests three times as long as a round took: the gateway may share its process."""
DEFECT_WAIT_MAX_S: Final = 30.0
"""Real seconds between two rounds that fail for a mistake of ours."""
VIEW_EVERY_S: Final = 1.0
MEANS_WINDOW: Final = timedelta(hours=24)
MEANS_EVERY_S: Final = 5.0
STREAM_KEPT: Final = timedelta(minutes=15)
"""Real time for which the stream can be resumed."""
PRUNE_EVERY_S: Final = 60.0
PRUNE_ROWS: Final = 20_000
_URGENCY: Final[dict[type, int]] = {ShowPrice: 1, ReadDisplay: 2, SetDisplay: 2}


@dataclass(frozen=True, slots=True)
class ControlSettings:
    """What the loop is told at its start."""

    rules: HealRules
    initial: Switches
    roads: Roads | None = None
    """A router; None = distances decide."""


class Control:
    """Call `run` once; it ends by cancellation."""

    def __init__(  # noqa: PLR0913 (ports, one each)
        self,
        uows: UnitsOfWork,
        calls: ChargerCalls,
        clock: Clock,
        monotonic_s: Callable[[], float],
        settings: ControlSettings,
        counters: Counters,
        followers: Sequence[RoundFollower] = (),
    ) -> None:
        self._uows = uows
        self._clock = clock
        self._monotonic_s = monotonic_s
        self._settings = settings
        self._counters = counters
        self._followers = followers
        self._desired = DesiredState(uows, calls, clock, monotonic_s, counters)
        self._drives = DriveTimes(settings.roads, monotonic_s, counters)
        self._patches = PatchMaker()
        self._means_min: dict[StationId, float] = {}
        self._starts: dict[StationId, int] = {}
        self._next_means_s = self._next_view_s = self._next_prune_s = float("-inf")
        self._is_down = False

    async def run(self) -> None:
        """Go round until cancelled."""
        pause_s = min(max(self._clock.real_s(TICK_S), ROUND_MIN_S), ROUND_MAX_S)
        defect_wait_s = 0.0
        async with asyncio.TaskGroup() as tasks:
            while True:
                began_s = self._monotonic_s()
                work = partial(self._round_if_possible, tasks)
                if await contained(work, self._counters, "control round"):
                    defect_wait_s = 0.0
                else:
                    defect_wait_s = min(2 * defect_wait_s + 1.0, DEFECT_WAIT_MAX_S)
                took_s = self._monotonic_s() - began_s
                await asyncio.sleep(max(pause_s, REST_RATIO * took_s, defect_wait_s))

    async def _round_if_possible(self, tasks: asyncio.TaskGroup) -> None:
        try:
            await self.round(tasks)
            self._is_down = False
        except UnavailableError as err:
            if not self._is_down:
                log.warning("control_paused", reason=str(err))
            self._is_down = True

    async def round(self, tasks: asyncio.TaskGroup) -> None:
        """One round: facts, decision, record, calls, stream."""
        now, read_at_s = self._clock.now(), self._monotonic_s()
        async with self._uows.read() as uow:
            rows = await uow.heals.open()
            facts = await read_facts(uow, rows, self._settings.rules, now)
            network = await self._with_means(uow, facts.rows, now)
            switches = await read_switches(uow, self._settings.initial)
        heals = {row.heal.station: row.heal for row in rows}
        ids = {row.heal.station: row.id for row in rows}
        asked = {row.heal.station: row.asked for row in rows if row.asked is not None}
        self._drives.prepare(tasks, network.stations, self._settings.rules)
        decision = decide(
            replace(facts.network, stations=network.stations, drives_min=self._drives.known),
            heals,
            asked,
            switches,
            self._settings.rules,
            now,
        )
        if decision.heals or decision.effects:
            async with self._uows.write() as uow:
                ids = await persist(uow, decision, ids, now)
                await uow.commit()
            for heal in decision.heals:
                _log_change(heals.get(heal.station), heal)
        heals |= {heal.station: heal for heal in decision.heals}
        open_heals = {k: heal for k, heal in heals.items() if heal.state is not HealState.ENDED}
        self._desired.start(tasks, _gaps(network, open_heals, now), read_at_s)
        await self._tell(
            network, [HealRow(ids[key], heal, None, None) for key, heal in open_heals.items()], now
        )
        for follower in self._followers:
            await follower.round(tasks, Seen(network, open_heals, decision, switches, now))

    async def _with_means(self, uow: UnitOfWork, rows: NetworkRows, now: datetime) -> NetworkRows:
        if self._monotonic_s() >= self._next_means_s:
            self._next_means_s = self._monotonic_s() + MEANS_EVERY_S
            self._means_min = await uow.views.session_means_min(now - MEANS_WINDOW)
            self._starts = await uow.views.session_starts(now - ARRIVALS_WINDOW)
        rows = with_arrivals(rows, self._starts, ARRIVALS_WINDOW)
        return with_session_means(rows, self._means_min)

    async def _tell(self, network: NetworkRows, heals: list[HealRow], now: datetime) -> None:
        """Once a real second: what changed on stations' cards goes to the stream."""
        now_s = self._monotonic_s()
        if now_s < self._next_view_s:
            return
        self._next_view_s = now_s + VIEW_EVERY_S
        patches = self._patches.patches(station_items(network, heals, now), now_s)
        is_time_to_prune = now_s >= self._next_prune_s
        if not patches and not is_time_to_prune:
            return
        async with self._uows.write() as uow:
            for patch in patches:
                await emit(uow, now, "stations", "station.patch", "system", patch)
            if is_time_to_prune:
                self._next_prune_s = now_s + PRUNE_EVERY_S
                factor = 1.0 / self._clock.real_s(1.0)
                await uow.outbox.prune(now - STREAM_KEPT * factor, PRUNE_ROWS)
            await uow.commit()


def _gaps(
    network: NetworkRows, heals: dict[StationId, Heal], now: datetime
) -> list[tuple[Ask, datetime | None]]:
    """What all chargers have to be told, the urgent first; each ask with its charger's last boot.

    Limits go before prices, prices before what displays say about them.
    """
    overrides = overrides_by_station(heals)
    found: list[tuple[Ask, datetime | None]] = []
    for key, station in network.stations.items():
        heal = heals.get(key)
        neighbour = cheaper_neighbour(station, heal, network.stations)
        for charger in station.chargers:
            accepted = network.accepted[charger.id]
            override, display = overrides.get(key), accepted.display
            wanted = wanted_of(charger, station, heal, override, neighbour, now, display)
            found += [(ask, accepted.booted_at) for ask in asks(charger.id, wanted, accepted)]
    return sorted(found, key=lambda each: _URGENCY.get(type(each[0]), 0))


def _log_change(before: Heal | None, after: Heal) -> None:
    if before is None or before.state is not after.state:
        log.info(
            "heal_changed",
            station=after.station,
            state=after.state.value,
            target=after.target,
            power_ratio=after.power_ratio,
            reason=after.end_reason or (after.reasons[0] if after.reasons else ""),
        )
