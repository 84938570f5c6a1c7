"""Waits between attempts stay in 0.5..10 s, grow, and begin anew after a success."""

import numpy as np

from edge_agent.adapters.backoff import FIRST_S, LONGEST_S, Backoff


def test_waits_grow_up_to_ten_seconds_and_are_jittered() -> None:
    runs = [Backoff(np.random.default_rng(seed).uniform) for seed in range(50)]
    waits = np.array([[each.next_s() for _ in range(8)] for each in runs])
    assert waits.min() >= FIRST_S
    assert waits.max() <= LONGEST_S
    assert waits[:, 0].max() <= 2 * FIRST_S
    assert waits[:, -1].mean() > 3 * waits[:, 0].mean()
    assert len(set(waits[:, 0])) == len(runs)


def test_success_makes_the_next_wait_short_again() -> None:
    backoff = Backoff(np.random.default_rng(1).uniform)
    for _ in range(8):
        backoff.next_s()
    backoff.succeeded()
    assert backoff.next_s() <= 2 * FIRST_S


def test_many_that_lost_one_peer_spread_over_the_time_they_are_told_and_no_further() -> None:
    runs = [Backoff(np.random.default_rng(seed).uniform, 30.0, 300.0) for seed in range(200)]
    waits = np.array([[each.next_s() for _ in range(8)] for each in runs])
    assert waits[:, 0].max() <= 30.0
    assert np.histogram(waits[:, 0], bins=6, range=(0.0, 30.0))[0].min() > 10
    assert 250.0 < waits.max() <= 300.0
