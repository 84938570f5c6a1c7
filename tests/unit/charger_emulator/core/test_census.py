"""Measures of a log, on logs small enough to count by hand."""

import numpy as np
import pytest

from charger_emulator.core.calibration import Figure
from charger_emulator.core.census import DOWN, FREE, IN_USE, Census, StateLog
from tests.unit.charger_emulator.worlds import AFTERNOON_S, small_world


def log_of(*rows: str) -> StateLog:
    """One connector a row: `.` free, `x` in use, `D` down; five minutes a letter, all at noon."""
    letters = {".": FREE, "x": IN_USE, "D": DOWN}
    state = np.array([[letters[each] for each in row] for row in rows], dtype=np.int8)
    return StateLog(state, np.full(state.shape, 12), np.zeros(state.shape, dtype=np.bool_))


def test_an_outage_lasts_a_quarter_of_an_hour_or_more() -> None:
    outages = log_of("........DDD.....", "........DD......").outages()
    assert outages.connector.tolist() == [0]
    assert outages.length_min.tolist() == [15.0]
    assert outages.has_ended.all()


def test_one_that_follows_another_within_half_an_hour_is_not_new() -> None:
    outages = log_of("......DDD..DDDD......").outages()
    assert outages.is_new.tolist() == [True, False]


def test_an_outage_at_the_end_has_not_ended() -> None:
    outages = log_of("........DDDD").outages()
    assert outages.has_ended.tolist() == [False]
    assert outages.length_min.tolist() == [20.0]


def test_use_is_counted_given_up() -> None:
    use = log_of("xx..DDDD").use_by_hour(np.array([True]))
    assert use[0, 12] == 0.5
    assert np.isnan(use[0, 11])


def test_down_after_half_an_hour_is_told_by_what_was_before() -> None:
    given_down, given_up = log_of("DDDDDDDDD............").down_after_half_hour()
    assert given_down == pytest.approx(3 / 9)
    assert given_up == 0.0


def test_a_busy_connector_that_breaks_counts_against_the_free_ones() -> None:
    log = log_of("......xxxDDD", "............")
    assert np.isnan(log.busy_over_free(log.outages()))
    log = log_of("......xxxDDD", "........DDDD")
    assert log.busy_over_free(log.outages()) == pytest.approx((1 / 3) / (1 / 14))


def test_a_census_sees_every_visit_that_ended() -> None:
    world = small_world(warm_up_h=0.0, mean_utilisation=0.3)
    census = Census(world)
    for slot in range(1, 100):
        census.effects(world.advance(AFTERNOON_S + slot * 300.0))
        census.slot()
    visits, log = census.visits(), census.log()
    still_there = sum(driver is not None for driver in world.forecourt.driver)
    assert len(visits.length_min) + still_there == world.forecourt.starts.sum() + sum(
        1
        for connector, driver in enumerate(world.forecourt.driver)
        if driver is not None and world.forecourt.status_of(connector) == "Preparing"
    )
    assert (visits.length_min > 0.0).all()
    assert visits.energy_wh.sum() > 0.0
    mean_use = (log.state == IN_USE).mean()
    stood_min = visits.length_min.sum()
    assert stood_min <= mean_use * log.state.size * 5.0 * 1.1


def test_a_figure_is_met_within_a_tenth_or_its_points() -> None:
    assert Figure("q", 10.0, 10.9, "s", "r").is_met
    assert not Figure("q", 10.0, 11.1, "s", "r").is_met
    assert Figure("q", 0.04, 0.0429, "s", "r", points=0.003).is_met
    assert not Figure("q", 0.04, 0.0431, "s", "r", points=0.003).is_met
