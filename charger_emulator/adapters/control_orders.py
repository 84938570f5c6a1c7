"""Routes of the control API for orders: to one charger, to many, and to make and delete them."""

from typing import Any

import msgspec
from fastapi import APIRouter, HTTPException, Request, Response

from charger_emulator.adapters import orders as o
from charger_emulator.adapters.carry_out import do
from charger_emulator.adapters.charger_view import charger_line
from charger_emulator.adapters.clock import wire_instant
from charger_emulator.adapters.director import play
from charger_emulator.adapters.fleet_script import order_each, order_fleet
from charger_emulator.adapters.jobs import Jobs
from charger_emulator.adapters.manner_files import manner_book
from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.adapters.ocpp.park import NewChargers, Park
from charger_emulator.adapters.scenario_files import parse_scenario, scenario_text

Json = dict[str, Any]


def order_routes(park: Park) -> APIRouter:
    """All of them; the caller adds the guard."""
    routes = APIRouter()
    jobs = Jobs(park)
    _add_chargers(routes, park)
    _add_orders(routes, park, jobs)
    _add_jobs(routes, park, jobs)
    _add_groups(routes, park)
    return routes


def _add_chargers(routes: APIRouter, park: Park) -> None:
    @routes.get("/chargers")
    async def chargers(who: str = "*") -> Json:
        chosen = park.all() if who == "*" else _select(park, who)
        return {"items": [charger_line(each) for each in chosen]}

    @routes.post("/chargers", status_code=201)
    async def create(body: Json) -> Json:
        try:
            made = park.create(msgspec.convert(body, NewChargers))
        except (ValueError, msgspec.ValidationError) as err:
            raise HTTPException(422, str(err)) from err
        return {"items": [charger_line(each) for each in made]}

    @routes.delete("/chargers/{ident}", status_code=204)
    async def delete(ident: str) -> None:
        try:
            park.delete(ident)
        except ValueError as err:
            raise HTTPException(404, str(err)) from err

    @routes.get("/chargers/{ident}/trace")
    async def trace(ident: str) -> Json:
        kept = _find(park, ident).voice.trace
        frames = [
            {"at": wire_instant(at_s), "direction": direction, "text": text}
            for at_s, direction, text in kept or ()
        ]
        return {"on": kept is not None, "items": frames}

    @routes.get("/personas")
    async def personas() -> Json:
        book = manner_book().personas
        items = [
            {"name": name, "title": each.title, "description": each.description}
            for name, each in book.items()
        ]
        return {"items": items}

    @routes.get("/switches")
    async def switches() -> Json:
        items = [{"name": n, "text": s.text} for n, s in manner_book().switches.items()]
        return {"items": items}


def _add_orders(routes: APIRouter, park: Park, jobs: Jobs) -> None:
    @routes.post("/chargers/{ident}/orders")
    async def order_one(ident: str, body: Json) -> Json:
        charger, order = _find(park, ident), _read(body)
        if isinstance(order, o.FleetOrder):
            raise HTTPException(422, f"{body['do']!r} is for a fleet: POST /orders")
        try:
            do(charger, order)
        except ValueError as err:
            raise HTTPException(409, str(err)) from err
        return charger_line(charger)

    @routes.post("/orders")
    async def order_many(body: Json, answer: Response) -> Json:
        who = body.pop("who", "*")
        words = [who] if isinstance(who, str) else who
        if not isinstance(words, list) or not all(isinstance(each, str) for each in words):
            raise HTTPException(422, f"who {who!r} is not allowed: a text or a list of texts")
        order, chosen = _read(body), _select(park, words)
        if not isinstance(order, o.FleetOrder):
            return {"done": order_each(chosen, order)}
        fleet = park.fleet
        work = order_fleet(chosen, order, fleet.clock, fleet.world.setting.seed)
        answer.status_code = 202
        return jobs.begin(str(body["do"]), _as_result(work))


def _add_jobs(routes: APIRouter, park: Park, jobs: Jobs) -> None:
    @routes.post("/scripts", status_code=202)
    async def script(request: Request) -> Json:
        try:
            text = scenario_text(await request.body(), "the scenario")
            scenario = parse_scenario(text, "the scenario")
        except ValueError as err:
            raise HTTPException(422, str(err)) from err
        return jobs.begin(scenario.title, play(scenario, park))

    @routes.get("/jobs")
    async def all_jobs() -> Json:
        return {"items": jobs.all()}

    @routes.get("/jobs/{ident}")
    async def job(ident: str) -> Json:
        state = jobs.state(ident)
        if state is None:
            raise HTTPException(404, f"job {ident!r} is not known")
        return state

    @routes.delete("/jobs/{ident}", status_code=204)
    async def stop(ident: str) -> None:
        if jobs.state(ident) is None:
            raise HTTPException(404, f"job {ident!r} is not known")
        jobs.stop(ident)


def _add_groups(routes: APIRouter, park: Park) -> None:
    @routes.get("/groups")
    async def groups() -> Json:
        return {"items": {name: list(words) for name, words in park.groups.items()}}

    @routes.put("/groups/{name}")
    async def put(name: str, chargers: list[str]) -> Json:
        chosen = _select(park, chargers)
        try:
            park.set_group(name, chargers)
        except ValueError as err:
            raise HTTPException(422, str(err)) from err
        return {"items": [each.record.id for each in chosen]}

    @routes.delete("/groups/{name}", status_code=204)
    async def delete(name: str) -> None:
        if park.groups.pop(name, None) is None:
            raise HTTPException(404, f"group {name!r} is not known")


async def _as_result(work: Any) -> Json:
    return {"done": await work}


def _read(body: Json) -> o.Order:
    try:
        return o.read_order(body)
    except ValueError as err:
        raise HTTPException(422, str(err)) from err


def _select(park: Park, who: str | list[str]) -> list[Charger]:
    try:
        return park.select(who)
    except ValueError as err:
        raise HTTPException(404, str(err)) from err


def _find(park: Park, ident: str) -> Charger:
    charger = park.find(ident)
    if charger is None:
        raise HTTPException(404, f"charger {ident!r} is not there")
    return charger
