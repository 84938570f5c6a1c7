"""HTTP on loopback: look into the world and meddle with it, for demos and tests.

Everything but /health needs the token. Unknown ids are 404, wrong values 422, both with a text that
names the value and what is allowed.
"""

import hmac
import math
from itertools import count
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from charger_emulator.adapters.charger_view import charger_view
from charger_emulator.adapters.clock import wire_instant
from charger_emulator.adapters.control_orders import order_routes
from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.adapters.ocpp.chargers import Chargers
from charger_emulator.adapters.ocpp.park import Park
from charger_emulator.adapters.scenario_files import ScenarioFile
from charger_emulator.core.scenario import Stress
from contract.ids import StationId

Json = dict[str, Any]


class ScenarioOrder(BaseModel):
    """Where a scenario runs, and for how long (simulated seconds)."""

    model_config = ConfigDict(extra="forbid")
    station_id: str
    length_s: float | None = Field(None, gt=0, le=86_400)


class PlugOrder(BaseModel):
    """A car comes to a connector."""

    model_config = ConfigDict(extra="forbid")
    connector_id: int
    id_tag: str = Field(min_length=1, max_length=20)


class UnplugOrder(BaseModel):
    """The car at a connector leaves."""

    model_config = ConfigDict(extra="forbid")
    connector_id: int


class View:
    """What the API shows of the world."""

    def __init__(
        self, chargers: Chargers, scenarios: dict[str, ScenarioFile], park: Park | None = None
    ) -> None:
        self.chargers, self.world = chargers, chargers.world
        self.park = park or Park(chargers)
        self.scenarios = {
            name: (each, each.defaults) for name, each in scenarios.items() if each.defaults
        }
        """Those that can be started at a station."""
        self._ids = count(1)

    def station(self, index: int, utilisation: float) -> Json:
        """One station as drivers and physics have it now."""
        world, plant, forecourt = self.world, self.world.plant, self.world.forecourt
        points = [p for p, s in enumerate(world.layout.cp_station) if s == index]
        limits_w = plant.cp_limit_w[points]
        rated_w = world.layout.cp_rated_w[points]
        is_limited = bool((limits_w < rated_w).any())
        expected = forecourt.expected_wait_min(index)
        scenario = next((s.name for s in world.scenarios.values() if s.station == index), None)
        at = world.layout.connectors_at(index)
        return {
            "id": world.layout.stations[index].id,
            "name": world.layout.stations[index].name,
            "temperature_c": round(float(plant.temperature_c[points].max()), 2),
            "ambient_c": round(float(world.ambient_c[index]), 2),
            "load_w": round(float(plant.power_w[at].sum()), 1),
            "utilisation": round(utilisation, 4),
            "queue": len(forecourt.queues[index]),
            "wait_min": round(forecourt.measured_wait_min(index, world.now_s), 2),
            "expected_wait_min": None if math.isinf(expected) else round(expected, 2),
            "price_per_kwh": round(world.station_price(index), 5),
            "limit_w": float(limits_w.clip(max=rated_w).sum()) if is_limited else None,
            "tripped": bool(world.upkeep.is_tripped[points].any()),
            "arrivals": int(world.arrivals[index]),
            "starts": int(forecourt.starts[index]),
            "walked_away": int(world.walked_away[index]),
            "energy_wh": round(
                float(plant.register_wh[at].sum() - world.register_start_wh[at].sum())
            ),
            "scenario": scenario,
        }

    def stations(self) -> list[Json]:
        """All of them."""
        utilisation = self.world.utilisation()
        return [self.station(i, float(u)) for i, u in enumerate(utilisation)]

    def running(self) -> list[Json]:
        """Scenarios that run or fade."""
        return [
            {
                "id": s.id,
                "name": s.name,
                "station_id": self.world.layout.stations[s.station].id,
                "started_at": wire_instant(s.start_s),
                "ends_at": wire_instant(s.end_s),
            }
            for s in self.world.scenarios.values()
        ]

    def begin(self, name: str, order: ScenarioOrder) -> Stress:
        """Start a scenario; 404 if there is no such scenario or station."""
        if name not in self.scenarios:
            raise HTTPException(404, f"scenario {name!r} is not known: {', '.join(self.scenarios)}")
        (_, chosen), now_s = self.scenarios[name], self.world.now_s
        scenario = Stress(
            id=f"{name}-{next(self._ids)}",
            name=name,
            station=self.station_index(order.station_id),
            start_s=now_s,
            end_s=now_s + (order.length_s or chosen.length_s),
            ambient_c=chosen.ambient_c,
            cooling_ratio=chosen.cooling_ratio,
            rush_ratio=chosen.rush_ratio,
        )
        self.world.begin(scenario)
        return scenario

    def station_index(self, ident: str) -> int:
        """Position of a station; 404 if there is none."""
        index = self.world.layout.station_index.get(StationId(ident))
        if index is None:
            raise HTTPException(404, f"station {ident!r} is not in the fleet")
        return index

    def find(self, ident: str) -> Charger:
        """A charger; 404 if there is none."""
        charger = self.park.find(ident)
        if charger is None:
            raise HTTPException(404, f"charger {ident!r} is not in the fleet")
        return charger

    def connector(self, charger: Charger, number: int) -> int:
        """Index of a connector; 422 if there is none."""
        index = charger.index(number)
        if index is None:
            most = len(charger.connectors)
            raise HTTPException(422, f"connector_id {number} is not allowed: 1 to {most}")
        return index


def build_api(view: View, token: str) -> FastAPI:
    """The application; every route but /health asks for the token."""

    async def check(authorization: Annotated[str, Header()] = "") -> None:
        if not hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode()):
            raise HTTPException(401, "a bearer token is needed")

    api = FastAPI(title="Charger emulator", docs_url=None, redoc_url=None, openapi_url=None)
    guarded = [Depends(check)]

    @api.get("/health")
    async def health() -> Json:
        chargers = list(view.park.all())
        return {
            "status": "ok",
            "chargers": len(chargers),
            "connected": sum(charger.is_online for charger in chargers),
            "now": wire_instant(view.world.now_s),
        }

    @api.get("/stations", dependencies=guarded)
    async def stations() -> Json:
        return {"items": view.stations()}

    @api.get("/stations/{ident}", dependencies=guarded)
    async def station(ident: str) -> Json:
        index = view.station_index(ident)
        return view.station(index, float(view.world.utilisation()[index]))

    @api.get("/chargers/{ident}", dependencies=guarded)
    async def charger(ident: str) -> Json:
        return charger_view(view.find(ident))

    _add_scenarios(api, view, guarded)
    _add_meddling(api, view, guarded)
    api.include_router(order_routes(view.park), dependencies=guarded)
    return api


def _add_scenarios(api: FastAPI, view: View, guarded: list[Any]) -> None:
    @api.get("/scenarios", dependencies=guarded)
    async def scenarios() -> Json:
        items = [
            {
                "name": name,
                "title": each.title,
                "description": each.description,
                "defaults": {"length_s": defaults.length_s},
            }
            for name, (each, defaults) in view.scenarios.items()
        ]
        return {"items": items, "running": view.running()}

    @api.post("/scenarios/{name}", dependencies=guarded)
    async def begin(name: str, order: ScenarioOrder) -> Json:
        scenario = view.begin(name, order)
        return {"id": scenario.id, "ends_at": wire_instant(scenario.end_s)}

    @api.delete("/scenarios/running/{ident}", status_code=204, dependencies=guarded)
    async def end(ident: str) -> None:
        if ident not in view.world.scenarios:
            raise HTTPException(404, f"no scenario {ident!r} is running")
        view.world.end(ident)

    @api.post("/world/calm", status_code=204, dependencies=guarded)
    async def calm() -> None:
        for ident in list(view.world.scenarios):
            view.world.end(ident)


def _add_meddling(api: FastAPI, view: View, guarded: list[Any]) -> None:
    @api.post("/chargers/{ident}/switches", dependencies=guarded)
    async def switches(ident: str, changes: dict[str, bool]) -> Json:
        charger = view.find(ident)
        try:
            charger.voice.manners.switch(changes)
        except ValueError as err:
            raise HTTPException(422, str(err)) from err
        charger.set_link()
        return dict(charger.switches)

    @api.post("/chargers/{ident}/plug", status_code=204, dependencies=guarded)
    async def plug(ident: str, order: PlugOrder) -> None:
        charger = view.find(ident)
        connector = view.connector(charger, order.connector_id)
        try:
            charger.world.visit(connector, order.id_tag)
        except ValueError as err:
            raise HTTPException(409, str(err)) from err
        charger.drain()

    @api.post("/chargers/{ident}/unplug", status_code=204, dependencies=guarded)
    async def unplug(ident: str, order: UnplugOrder) -> None:
        charger = view.find(ident)
        connector = view.connector(charger, order.connector_id)
        charger.world.forecourt.unplug(connector, charger.world.now_s)
        charger.drain()
