"""The way to a place: what a router told, or a straight line that says that it is one.

Instructions are made from the maneuvers of OSRM's HTTP API (version 5, `StepManeuver`): its types
and modifiers are closed lists, of which one that is not known counts as a turn. Names of roads
are data of the map; they are cut and stand in a sentence as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from central.core.geography import Point, distance_km

DETOUR: Final = 1.3
"""Roads are longer than the straight line by about this much in American cities (circuity:
Giacomin and Levinson 2015)."""
SPEED_KM_H: Final = 45.0
"""Assumed where no road is known (docs/adr/0044)."""
NAME_MAX: Final = 80
_POINTS: Final = ("north", "northeast", "east", "southeast", "south", "southwest", "west")
COMPASS: Final = (*_POINTS, "northwest")
TURNS: Final[Mapping[str, str]] = {
    "uturn": "make a U-turn",
    "sharp right": "turn sharp right",
    "right": "turn right",
    "slight right": "bear right",
    "straight": "go straight on",
    "slight left": "bear left",
    "left": "turn left",
    "sharp left": "turn sharp left",
}
ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_GOING_ON: Final = frozenset({"continue", "new name", "notification"})
_SIDED: Final[Mapping[str, tuple[str, str]]] = {
    "merge": ("merge {}", "merge"),
    "on ramp": ("take the ramp on the {}", "take the ramp"),
    "off ramp": ("take the exit on the {}", "take the exit"),
    "fork": ("at the fork keep {}", "at the fork go straight on"),
}
"""With a side, and without."""
_CIRCLES: Final = frozenset({"roundabout", "rotary"})
_LEAVING_CIRCLES: Final = frozenset({"exit roundabout", "exit rotary"})


class Source(StrEnum):
    """What a way was made from."""

    ROAD = "road"
    STRAIGHT_LINE_ESTIMATE = "straight_line_estimate"


@dataclass(frozen=True, slots=True)
class Maneuver:
    """What a driver does at one point, in OSRM's words."""

    kind: str
    modifier: str = ""
    road: str = ""
    """The road that is taken."""
    exit: int = 0
    """Of a roundabout, counted from 1; 0 = not told."""
    bearing_deg: float = 0.0
    """Into which the way goes on."""


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction, and the way from it to the next one."""

    text: str
    at: Point
    distance_m: float
    duration_s: float


@dataclass(frozen=True, slots=True)
class Route:
    """A way by car."""

    source: Source
    distance_m: float
    duration_s: float
    line: tuple[Point, ...]
    """At least the two ends."""
    steps: tuple[Step, ...] = ()
    """Empty where no road is known."""


def straight_line(start: Point, end: Point) -> Route:
    """An estimate without a map: the straight line, longer by `DETOUR`, at `SPEED_KM_H`."""
    away_km = DETOUR * distance_km(
        start.latitude_deg, start.longitude_deg, end.latitude_deg, end.longitude_deg
    )
    return Route(
        source=Source.STRAIGHT_LINE_ESTIMATE,
        distance_m=1000.0 * away_km,
        duration_s=3600.0 * away_km / SPEED_KM_H,
        line=(start, end),
    )


def instruction(maneuver: Maneuver) -> str:
    """A maneuver as a sentence for a driver."""
    kind, road = maneuver.kind, _name(maneuver.road)
    turn = TURNS.get(maneuver.modifier, "go on")
    if kind == "depart":
        said = f"head {_towards(maneuver.bearing_deg)}"
        return _sentence(f"{said} on {road}" if road else said)
    if kind == "arrive":
        side = maneuver.modifier
        return f"You have arrived, on your {side}" if side in {"left", "right"} else "You arrive"
    if kind in _CIRCLES:
        return _sentence(_onto(f"at the roundabout take the {_exit(maneuver.exit)}", road))
    if kind in _LEAVING_CIRCLES:
        return _sentence(_onto("leave the roundabout", road))
    return _sentence(_onto(_at_a_junction(kind, maneuver.modifier, turn), road))


def _at_a_junction(kind: str, modifier: str, turn: str) -> str:
    if kind in _GOING_ON:
        return "go on" if modifier in {"", "straight"} else turn
    if kind == "end of road":
        return f"at the end of the road {turn}"
    side = modifier.rpartition(" ")[2]
    with_side, without = _SIDED.get(kind, (turn, turn))
    return with_side.format(side) if side in {"left", "right"} else without


def _onto(said: str, road: str) -> str:
    return f"{said} onto {road}" if road else said


def _exit(number: int) -> str:
    return f"{ORDINALS[number - 1]} exit" if 1 <= number <= len(ORDINALS) else "exit"


def _towards(bearing_deg: float) -> str:
    return COMPASS[round(bearing_deg / 45.0) % len(COMPASS)]


def _name(road: str) -> str:
    return "".join(each for each in road if each.isprintable()).strip()[:NAME_MAX]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
