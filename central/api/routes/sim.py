"""Scenarios of the simulator, for simulated stations only."""

from typing import Any

from fastapi import APIRouter

from central.api.bodies import ScenarioIn
from central.api.deps import Operator, Parts, Reader
from central.api.records import ScenariosOut, StartedOut
from contract.ids import StationId

router = APIRouter(tags=["simulation"])


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
