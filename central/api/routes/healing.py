"""Healing in the hands of people: modes of regions, more time for a heal, and what-if."""

from datetime import timedelta
from typing import Annotated, Any, Final, Literal, assert_never

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from central.api.bodies import IsNumber, Request, SwitchesOut, Text
from central.api.conditions import Change
from central.api.deps import Operator, Parts, Reader
from central.api.paging import RowId
from central.api.records import HealOut
from central.core.effects import (
    ClearLimit,
    Effect,
    ExtendPrice,
    Note,
    RestorePrice,
    SetLimit,
    SetPrice,
)
from central.core.preview import Preview
from central.core.reroute import Refusal, Way
from central.core.rules import HealRules, Mode
from central.services.heal_preview import HealPreview, WhatIf
from central.services.items import heal_item, iso, money
from central.services.switches import as_json
from contract.ids import StationId

router = APIRouter(tags=["healing"])

TARGETS_SHOWN: Final = 100
LONGEST_H: Final = HealRules().max_length / timedelta(hours=1)
Region = Annotated[str, Path(min_length=1, max_length=60)]


class RegionModeIn(Request):
    """The mode of a region."""

    mode: Mode


class ProlongIn(Request):
    """How long from now a heal may last, and why."""

    hours: Annotated[float, Field(gt=0, le=LONGEST_H), IsNumber]
    reason: Text = Field(min_length=1, max_length=300)


class PreviewIn(Request):
    """A station, and what is assumed of it."""

    station_id: Text = Field(min_length=1, max_length=64)
    critical: bool = False
    """Assume that all of its chargers are at a critical risk that less load cures."""
    mode: Mode | None = None
    """Assume this mode there."""


class PreviewStepOut(BaseModel):
    """One thing that would be done."""

    kind: Literal["limit", "full_power", "surge", "discount", "base", "longer", "note"]
    station_id: str
    charge_point: str | None = None
    limit_w: float | None = None
    per_kwh: str | None = None
    currency: str | None = None
    until: str | None = None
    act: str | None = None
    """Of a note."""
    reasons: list[str] = []


class PreviewTargetOut(BaseModel):
    """A station around, and whether it would take the drivers."""

    station_id: str
    name: str
    distance_km: float
    drive_min: float | None
    """By the road; null = no router told."""
    verdict: Literal["chosen", "possible", "refused"]
    reason: str | None


class PreviewOut(BaseModel):
    """What the loop would do for a station now; nothing of it was done."""

    at: str
    station_id: str
    mode: Mode
    state: Literal["proposed", "active", "releasing"] | None
    """Of its heal afterwards; null = there would be none."""
    target_station_id: str | None
    steps: list[PreviewStepOut]
    why_not: list[str]
    """Why nothing would be done."""
    targets: list[PreviewTargetOut]
    """Nearest first."""


@router.put("/control/heal/regions/{region}")
async def set_region_mode(
    region: Region, body: RegionModeIn, parts: Parts, person: Operator, change: Change
) -> SwitchesOut:
    """Give a region (a city's id) a mode of its own."""
    return await _set_region(parts, person, region, body.mode, change)


@router.delete("/control/heal/regions/{region}")
async def clear_region_mode(
    region: Region, parts: Parts, person: Operator, change: Change
) -> SwitchesOut:
    """Let the network's mode hold in a region again."""
    return await _set_region(parts, person, region, None, change)


@router.post("/heals/{heal_id}/prolong", status_code=202, response_model=HealOut)
async def prolong_heal(
    heal_id: RowId, body: ProlongIn, parts: Parts, person: Operator
) -> dict[str, Any]:
    """Give a heal more time, counted from now; it never loses any."""
    row = await parts.people.ask_heal(
        person.actor, heal_id, "prolong", body.reason, 3600 * body.hours
    )
    return heal_item(row)


@router.post("/heal/preview")
async def preview_healing(body: PreviewIn, parts: Parts, _: Reader) -> PreviewOut:
    """What the loop would do for a station now, and why not; it is decided as in earnest."""
    asked = WhatIf(StationId(body.station_id), body.critical, body.mode)
    switches = await parts.people.switches()
    what_if = HealPreview(parts.uows, parts.clock, parts.rules, parts.drives)
    now, found = await what_if.of(asked, switches)
    heal = found.heal
    return PreviewOut.model_validate(
        {
            "at": iso(now),
            "station_id": body.station_id,
            "mode": found.mode,
            "state": None if heal is None else heal.state.value,
            "target_station_id": None if heal is None else heal.target,
            "steps": [_step(each) for each in found.effects],
            "why_not": found.why_not,
            "targets": _targets(found)[:TARGETS_SHOWN],
        }
    )


async def _set_region(
    parts: Parts, person: Operator, region: str, mode: Mode | None, change: Change
) -> SwitchesOut:
    switches = await parts.people.set_region_mode(
        person.actor, region, mode, lambda before: change.check(as_json(before))
    )
    return SwitchesOut.model_validate(change.done(as_json(switches)))


def _targets(found: Preview) -> list[dict[str, Any]]:
    chosen = None if found.heal is None else found.heal.target
    shown: list[tuple[Way, str, str | None]] = [
        (each, "chosen" if each.station.id == chosen else "possible", None)
        for each in found.possible
    ]
    shown += [(each.way, *_of_refused(each, chosen)) for each in found.refused]
    shown.sort(key=lambda each: (each[0].cost, each[0].station.id))
    return [_target(*each) for each in shown]


def _of_refused(refusal: Refusal, chosen: StationId | None) -> tuple[str, str | None]:
    """A target that a heal has already may have filled up since it was chosen."""
    return ("chosen", None) if refusal.station == chosen else ("refused", refusal.reason)


def _target(way: Way, verdict: str, reason: str | None) -> dict[str, Any]:
    return {
        "station_id": way.station.id,
        "name": way.station.name,
        "distance_km": round(way.distance_km, 2),
        "drive_min": None if way.drive_min is None else round(way.drive_min, 1),
        "verdict": verdict,
        "reason": reason,
    }


def _step(effect: Effect) -> dict[str, Any]:
    step: dict[str, Any] = {"station_id": effect.station}
    match effect:
        case SetLimit():
            limit_w = round(effect.limit_w, 1)
            step |= {"kind": "limit", "charge_point": effect.charge_point, "limit_w": limit_w}
        case ClearLimit():
            step |= {"kind": "full_power", "charge_point": effect.charge_point}
        case SetPrice():
            price = {"per_kwh": money(effect.per_kwh), "currency": effect.currency}
            step |= {"kind": effect.kind.value, "station_id": effect.shown_at, **price}
        case ExtendPrice():
            step |= {"kind": "longer", "station_id": effect.shown_at}
        case RestorePrice():
            step |= {"kind": "base", "station_id": effect.shown_at}
        case Note():
            step |= {"kind": "note", "act": effect.act}
        case _:
            assert_never(effect)
    if isinstance(effect, SetLimit | SetPrice | ExtendPrice):
        step["until"] = iso(effect.until)
    if not isinstance(effect, ExtendPrice):
        step["reasons"] = effect.reasons
    return step
