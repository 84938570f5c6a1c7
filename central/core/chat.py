"""What operators may ask in words, and how their words become one of a fixed set of questions.

The set is closed and read only. Words choose a question and its arguments, either by the rules here
or by a language model that is shown nothing but these words and this list; what is answered comes
from records, by templates. So neither a model nor a name that a charger made up can add a figure
or an act: at worst the wrong question is answered, and the answer says which one it is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

TEXT_MAX: Final = 500
"""Characters of what is asked."""
NAME_MIN: Final = 3
"""Characters of a name that is looked for: shorter ones stand in any sentence."""
_WORD: Final = re.compile(r"[a-z0-9']+")


class Question(StrEnum):
    """What can be asked."""

    STATIONS_BY_RISK = "stations_by_risk"
    STATIONS_DOWN = "stations_down"
    OPEN_ALARMS = "open_alarms"
    WORK_ORDERS = "work_orders"
    PARTS_NEEDED = "parts_needed"
    TECHNICIANS_LOAD = "technicians_load"
    REVENUE_AT_RISK = "revenue_at_risk"
    WHY_SURGED = "why_surged"
    UPTIME_BELOW_LINE = "uptime_below_line"


class Day(StrEnum):
    """Until when something is due; what is overdue counts, too."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEK = "week"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its arguments."""

    question: Question
    station: str = ""
    """Id; empty = all."""
    day: Day = Day.ANY


@dataclass(frozen=True, slots=True)
class About:
    """What a question tells, an example, and words that speak for it with their weight."""

    tells: str
    example: str
    words: Mapping[str, float]
    takes_station: bool = True
    takes_day: bool = False


ABOUT: Final[Mapping[Question, About]] = {
    Question.STATIONS_BY_RISK: About(
        "stations by their risk of failing within the hour, the highest first",
        "Which stations are most likely to fail?",
        {"risk": 2, "risky": 2, "fail": 2, "failing": 2, "likely": 1, "critical": 0.5, "hot": 1},
    ),
    Question.STATIONS_DOWN: About(
        "stations of which chargers do not work or are out of contact",
        "Which stations are offline?",
        {"offline": 3, "down": 2, "outage": 2, "outages": 2, "dead": 2, "contact": 1, "broken": 1},
    ),
    Question.OPEN_ALARMS: About(
        "open alarms, the worst first, with their likely causes",
        "Which alarms are open?",
        {"alarm": 3, "alarms": 3, "alert": 3, "alerts": 3, "wrong": 1, "faults": 2, "fault": 2},
    ),
    Question.WORK_ORDERS: About(
        "open work orders, who has them and when they are due",
        "Which jobs are due today?",
        {"order": 2, "orders": 2, "job": 2, "jobs": 2, "work": 1, "repairs": 2, "due": 1},
        takes_day=True,
    ),
    Question.PARTS_NEEDED: About(
        "stations with open work orders that need parts, and which",
        "Which stations need parts tomorrow?",
        {"part": 4, "parts": 4, "spare": 3, "spares": 3, "stock": 1},
        takes_day=True,
    ),
    Question.TECHNICIANS_LOAD: About(
        "how many open jobs each technician has, and how long they take",
        "How many jobs has each technician?",
        {"technician": 3, "technicians": 3, "workload": 4, "load": 2, "busy": 1, "team": 2},
        takes_station=False,
    ),
    Question.REVENUE_AT_RISK: About(
        "stations by the money that a failure would cost per hour",
        "Where is revenue at risk?",
        {"revenue": 4, "money": 4, "lose": 2, "losing": 2, "cost": 2, "earn": 2, "income": 3},
    ),
    Question.WHY_SURGED: About(
        "why a station's price was raised, with the reasons of that time",
        "Why was Mall surged?",
        {
            "surge": 4,
            "surged": 4,
            "price": 3,
            "prices": 3,
            "expensive": 3,
            "dear": 2,
            "why": 0.5,
        },
    ),
    Question.UPTIME_BELOW_LINE: About(
        "ports whose uptime of the last twelve months is not above 97 %",
        "Which ports are below the uptime line?",
        {"uptime": 4, "97": 3, "availability": 3, "line": 0.5, "below": 0.5, "reliable": 2},
    ),
}
LEAST_WEIGHT: Final = 2.0
"""Words that weigh less together ask for nothing that is known here."""


@dataclass(frozen=True, slots=True)
class Places:
    """Stations by id with their names, for finding them in words."""

    names: Mapping[str, str] = field(default_factory=dict)

    def named_in(self, text: str) -> str:
        """The station whose id or name stands in a text, the longest; empty = none."""
        said = f" {' '.join(_words(text))} "
        best = ("", "")
        for station, name in self.names.items():
            for each in (station, name):
                plain = " ".join(_words(each))
                is_named = len(plain) >= NAME_MIN and f" {plain} " in said
                if is_named and len(plain) > len(best[0]):
                    best = (plain, station)
        return best[1]


def understood(text: str, places: Places) -> Asked | None:
    """The question in somebody's words, by rule; None = none that is known.

    The question whose words weigh most is taken; of equals the one that stands first in the list.
    """
    station = places.named_in(text)
    words = _words(text)
    names = set(_words(station)) | set(_words(places.names.get(station, "")))
    said = {each for each in words if each not in names}
    weights = {
        question: sum(weight for word, weight in about.words.items() if word in said)
        for question, about in ABOUT.items()
    }
    best = max(weights, key=lambda each: weights[each])
    if weights[best] < LEAST_WEIGHT:
        return None
    return Asked(best, station, _day(said))


def checked(name: str, arguments: Mapping[str, Any], places: Places) -> Asked | None:
    """A question that a language model chose; None where it is none of ours.

    A station that is not known is not replaced by all of them.
    """
    if name not in set(Question):
        return None
    station, day = arguments.get("station") or "", arguments.get("day") or Day.ANY
    if not isinstance(station, str) or day not in set(Day):
        return None
    found = places.named_in(station)
    if station and not found:
        return None
    return Asked(Question(name), found, Day(day))


def _day(said: set[str]) -> Day:
    for day, words in (
        (Day.TOMORROW, {"tomorrow"}),
        (Day.TODAY, {"today", "tonight", "now"}),
        (Day.WEEK, {"week", "days"}),
    ):
        if said & words:
            return day
    return Day.ANY


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
