"""Scenarios of the simulator, for simulated stations only."""

from typing import Any

from fastapi import APIRouter

from central.api.bodies import ScenarioIn
from central.api.deps import Operator, Parts, Reader
from central.api.records import ScenariosOut, StartedOut
from central.api.tick_bodies import TickOut
from central.services.orders import NotFoundError
from central.services.tick import read_tick
from contract.ids import StationId

router = APIRouter(tags=["simulation"])
alias = APIRouter(include_in_schema=False)
"""The tick at its old address, without a version."""


@router.get("/sim/scenarios", response_model=ScenariosOut)
async def list_scenarios(parts: Parts, _: Reader) -> dict[str, Any]:
    """What can run and what runs."""
    return await parts.simulation.scenarios()


@router.post("/sim/scenarios/{name}", status_code=202)
async def start_scenario(name: str, body: ScenarioIn, parts: Parts, person: Operator) -> StartedOut:
    """Start a scenario at a simulated station."""
    started = await parts.simulation.start(
        name, StationId(body.station_id), body.length_s, person.actor.name
    )
    return StartedOut(id=str(started.get("id", "")))


@router.delete("/sim/scenarios/running/{running_id}", status_code=204)
async def stop_scenario(running_id: str, parts: Parts, person: Operator) -> None:
    """Stop a running scenario."""
    await parts.simulation.stop(running_id, person.actor.name)


@alias.get("/simulation/tick", response_model=TickOut)
@router.get("/simulation/tick", response_model=TickOut)
async def get_tick(parts: Parts, _: Reader) -> dict[str, Any]:
    """The newest tick of central's own loop: what it decided, and how the network is.

    A tick comes every 10 simulated seconds, and tells what was decided since the one before.
    """
    async with parts.uows.read() as uow:
        found = await read_tick(uow)
    if found is None:
        raise NotFoundError("tick", "of a loop that has not begun")
    return found
