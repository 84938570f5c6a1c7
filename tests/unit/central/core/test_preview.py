from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from central.core.control import decide
from central.core.effects import SetLimit, SetPrice
from central.core.facts import Network, PastHeal
from central.core.preview import Preview, as_if_critical, preview
from central.core.rules import HealRules, Mode, Switches
from contract.ids import StationId
from tests.unit.central.core.builders import (
    NOON,
    by_station,
    charger,
    network,
    station,
    stressed_station,
    three_scores,
)

RULES = HealRules()
AUTOPILOT = Switches(Mode.AUTOPILOT)
A = StationId("A")


def look(facts: Network, switches: Switches = AUTOPILOT, heals: Any = None) -> Preview:
    return preview(facts, heals or {}, switches, RULES, NOON, facts.stations[A])


def test_a_preview_is_what_the_loop_then_does() -> None:
    facts = network(stressed_station("A"), station("B", 4.0), stressed_station("C"))
    seen, done = look(facts), decide(facts, {}, {}, AUTOPILOT, RULES, NOON)
    assert seen.effects == tuple(each for each in done.effects if each.station == A)
    assert seen.heal == by_station(done.heals)[A]
    assert seen.why_not == ()


def test_a_preview_tells_of_every_station_around_whether_it_would_do() -> None:
    far, other = station("D", 9.0), station("E", 2.0, operator="them")
    seen = look(network(stressed_station("A"), station("B", 4.0), far, other))
    assert [way.station.id for way in seen.possible] == ["B", "D"]
    assert [(each.station, each.reason) for each in seen.refused] == [
        ("E", "another operator runs it (them)")
    ]
    assert seen.heal is not None
    assert seen.heal.target == "B"


def test_a_calm_station_can_be_assumed_critical() -> None:
    facts = network(station("A", chargers=(charger("A-1"), charger("A-2"))), station("B", 4.0))
    assert look(facts).heal is None
    hot = replace(
        facts, stations={**facts.stations, A: as_if_critical(facts.stations[A], RULES, NOON)}
    )
    seen = look(hot)
    assert [each.charge_point for each in seen.effects if isinstance(each, SetLimit)] == [
        "A-1",
        "A-2",
    ]
    assert len([each for each in seen.effects if isinstance(each, SetPrice)]) == 2


PAST = PastHeal(NOON - timedelta(hours=1), NOON - timedelta(minutes=1), was_active=True)


@pytest.mark.parametrize(
    ("changes", "past", "switches", "words"),
    [
        pytest.param({}, (), Switches(Mode.OFF), "the mode is off here", id="off"),
        pytest.param({}, (), Switches(stopped=True), "the kill switch is on", id="stopped"),
        pytest.param({"under_maintenance": True}, (), AUTOPILOT, "under maintenance", id="out"),
        pytest.param({}, (PAST,), AUTOPILOT, "it cools down since 11:59:00 UTC", id="cools"),
        pytest.param(
            {"chargers": (charger("A-1", scores=three_scores(0.3)),)},
            (),
            AUTOPILOT,
            "A-1 has a risk of 0.30, level watch; critical begins at 0.60",
            id="watch",
        ),
        pytest.param(
            {"chargers": (charger("A-1", scores=three_scores(0.9, load_sensitive=False)),)},
            (),
            AUTOPILOT,
            "less load does not cure",
            id="other cause",
        ),
        pytest.param(
            {"chargers": (charger("A-1", scores=three_scores(0.9)[:2]),)},
            (),
            AUTOPILOT,
            "not yet 3 times in a row",
            id="not confirmed",
        ),
        pytest.param(
            {"chargers": (charger("A-1", scores=three_scores(0.9, NOON - timedelta(hours=1))),)},
            (),
            AUTOPILOT,
            "older than 120 s",
            id="old",
        ),
        pytest.param(
            {"chargers": (charger("A-1", scores=()),)}, (), AUTOPILOT, "not known", id="no score"
        ),
    ],
)
def test_where_nothing_would_be_done_it_says_why(
    changes: dict[str, Any], past: tuple[PastHeal, ...], switches: Switches, words: str
) -> None:
    facts = network(stressed_station("A", **changes), past={A: past})
    seen = look(facts, switches)
    assert seen.heal is None
    assert any(words in reason for reason in seen.why_not), seen.why_not


def test_an_open_heal_goes_on() -> None:
    facts = network(stressed_station("A"), station("B", 4.0))
    heals = by_station(decide(facts, {}, {}, AUTOPILOT, RULES, NOON).heals)
    seen = look(facts, heals=heals)
    assert seen.why_not == ("its heal goes on as it is",)
    assert [way.station.id for way in seen.possible] == ["B"]
