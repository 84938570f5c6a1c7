"""Scenarios of a simulator, for simulated stations; every start and stop is in the audit."""

from collections.abc import Mapping
from typing import Any, Protocol

from central.services.control_records import AuditRow
from central.services.errors import LocalError, RemoteError, UnavailableError
from central.services.journal import record
from central.services.ports import Clock
from central.services.unit_of_work import UnitsOfWork
from contract.ids import StationId


class SimulatorUnavailableError(UnavailableError):
    """The simulator does not answer."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the simulator does not answer: {reason}")


class SimulatorRefusedError(RemoteError):
    """The simulator said no; `status` is its HTTP status."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


class NotSimulatedError(LocalError):
    """A real station is never put under stress."""

    def __init__(self, station: str) -> None:
        super().__init__(f"station {station!r} is not simulated: scenarios run on simulated ones")


class UnknownStationError(LocalError):
    """No such station."""

    def __init__(self, station: str) -> None:
        super().__init__(f"station {station!r} is not known")


class NoSimulatorError(LocalError):
    """No simulator is configured."""

    def __init__(self) -> None:
        super().__init__("no simulator is configured")


class Simulator(Protocol):
    """The emulator's control API."""

    async def scenarios(self) -> Mapping[str, Any]:
        """What can run and what runs: {items, running}."""

    async def start(
        self, name: str, station: StationId, length_s: float | None
    ) -> Mapping[str, Any]:
        """Start a scenario; gives {id, ends_at}.

        Raises:
            SimulatorRefusedError: unknown scenario or station.
            SimulatorUnavailableError: no answer.
        """

    async def stop(self, running: str) -> None:
        """Stop a running scenario.

        Raises:
            SimulatorRefusedError: no such one runs.
            SimulatorUnavailableError: no answer.
        """


class Simulation:
    """Scenarios on behalf of people."""

    def __init__(self, uows: UnitsOfWork, clock: Clock, simulator: Simulator | None) -> None:
        self._uows = uows
        self._clock = clock
        self._simulator = simulator

    @property
    def is_enabled(self) -> bool:
        """Whether a simulator is configured."""
        return self._simulator is not None

    async def scenarios(self) -> dict[str, Any]:
        """What can run and what runs; nothing without a simulator."""
        if self._simulator is None:
            return {"enabled": False, "items": [], "running": []}
        return {"enabled": True, **await self._simulator.scenarios()}

    async def start(
        self, name: str, station: StationId, length_s: float | None, actor: str
    ) -> Mapping[str, Any]:
        """Start a scenario at a simulated station.

        Raises:
            UnknownStationError: no such station.
            NotSimulatedError: the station is real.
            NoSimulatorError: none is configured.
        """
        simulator = self._require()
        async with self._uows.read() as uow:
            place = await uow.stations.get(station)
        if place is None:
            raise UnknownStationError(station)
        if not place.simulated:
            raise NotSimulatedError(station)
        started = await simulator.start(name, station, length_s)
        await self._note("sim.start", station, actor, f"scenario {name} started", dict(started))
        return started

    async def stop(self, running: str, actor: str) -> None:
        """Stop a running scenario.

        Raises:
            NoSimulatorError: none is configured.
        """
        simulator = self._require()
        found = [each for each in (await simulator.scenarios())["running"] if each["id"] == running]
        await simulator.stop(running)
        station = StationId(found[0]["station_id"]) if found else StationId("")
        await self._note("sim.stop", station, actor, f"scenario {running} stopped", None)

    def _require(self) -> Simulator:
        if self._simulator is None:
            raise NoSimulatorError
        return self._simulator

    async def _note(
        self, act: str, station: StationId, actor: str, reason: str, after: dict[str, Any] | None
    ) -> None:
        now = self._clock.now()
        row = AuditRow(now, "human", actor, act, "station", station, reason, after=after)
        async with self._uows.write() as uow:
            await record(uow, row)
            await uow.commit()
