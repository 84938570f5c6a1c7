"""Instructions from maneuvers, and straight lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.geography import Point
from central.core.routes import (
    DETOUR,
    NAME_MAX,
    TURNS,
    Maneuver,
    Source,
    instruction,
    straight_line,
)


@pytest.mark.parametrize(
    ("maneuver", "text"),
    [
        (Maneuver("depart", "", "Main Street", bearing_deg=92), "Head east on Main Street"),
        (Maneuver("depart", bearing_deg=350), "Head north"),
        (Maneuver("turn", "left", "Elm Street"), "Turn left onto Elm Street"),
        (Maneuver("turn", "slight right"), "Bear right"),
        (Maneuver("continue", "uturn", "Elm Street"), "Make a U-turn onto Elm Street"),
        (Maneuver("new name", "straight", "I 10"), "Go on onto I 10"),
        (Maneuver("new name", "left", "Avenue 3"), "Turn left onto Avenue 3"),
        (Maneuver("end of road", "right", "B"), "At the end of the road turn right onto B"),
        (Maneuver("on ramp", "slight right", "I 17"), "Take the ramp on the right onto I 17"),
        (Maneuver("off ramp"), "Take the exit"),
        (Maneuver("fork", "slight left"), "At the fork keep left"),
        (Maneuver("merge", "slight left", "I 10"), "Merge left onto I 10"),
        (Maneuver("roundabout", "right", "B", 3), "At the roundabout take the third exit onto B"),
        (Maneuver("rotary", "right", exit=12), "At the roundabout take the exit"),
        (Maneuver("exit roundabout", "right", "B"), "Leave the roundabout onto B"),
        (Maneuver("roundabout turn", "left"), "Turn left"),
        (Maneuver("arrive", "right"), "You have arrived, on your right"),
        (Maneuver("arrive"), "You arrive"),
        (Maneuver("teleport", "sharp left"), "Turn sharp left"),
    ],
)
def test_a_maneuver_is_told_in_a_sentence(maneuver: Maneuver, text: str) -> None:
    assert instruction(maneuver) == text


@given(st.text(max_size=20), st.sampled_from(["", *TURNS, "odd"]), st.text(), st.integers(-3, 300))
def test_whatever_a_router_sends_is_one_short_line(
    kind: str, modifier: str, road: str, exit_number: int
) -> None:
    text = instruction(Maneuver(kind, modifier, road, exit_number))
    assert text.isprintable()
    assert 0 < len(text) <= NAME_MAX + 60
    assert text[0] == text[0].upper()


places = st.builds(Point, st.floats(-60, 60), st.floats(-180, 180))


@given(places, places)
def test_a_straight_line_is_the_same_both_ways_and_says_what_it_is(one: Point, two: Point) -> None:
    there, back = straight_line(one, two), straight_line(two, one)
    assert there.distance_m == pytest.approx(back.distance_m)
    assert there.source is Source.STRAIGHT_LINE_ESTIMATE
    assert there.steps == ()
    assert there.duration_s == pytest.approx(there.distance_m / (45 / 3.6))


def test_a_degree_of_latitude_is_111_km_and_a_detour() -> None:
    assert straight_line(Point(33, -112), Point(34, -112)).distance_m == pytest.approx(
        111_195 * DETOUR, rel=1e-4
    )
