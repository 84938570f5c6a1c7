import math

from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.layout import Layout
from charger_emulator.core.waits import MEAN_SESSION_S, WINDOW_S, Waits

LAYOUT = Layout(make_fleet(2, 1))


def test_the_measured_wait_is_the_mean_of_those_who_were_served_lately() -> None:
    waits = Waits(LAYOUT)
    waits.began(0, 0.0, 600.0)
    waits.began(0, 400.0, 700.0)
    waits.began(0, math.nan, 700.0)
    assert waits.measured_min(0, 700.0) == (600.0 + 300.0) / 2.0 / 60.0
    assert waits.measured_min(0, 601.0 + WINDOW_S) == 5.0
    assert waits.measured_min(0, 701.0 + WINDOW_S) == 0.0
    assert waits.measured_min(1, 700.0) == 0.0


def test_what_is_expected_follows_the_sessions_that_were_seen() -> None:
    waits = Waits(LAYOUT)
    usual_s = MEAN_SESSION_S[bool(LAYOUT.station_is_dc[0])]
    assert waits.expected_min(0, 1, 3) == 1.5 * usual_s / 3 / 60.0
    for _ in range(200):
        waits.ended(0, 600.0)
    assert abs(waits.expected_min(0, 0, 1) - 5.0) < 0.1
    assert math.isinf(waits.expected_min(0, 0, 0))
