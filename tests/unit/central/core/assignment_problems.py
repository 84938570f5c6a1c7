"""Seeded problems of assignment: towns of jobs and technicians, also for the bench."""

import numpy as np

from central.core.assignment import Hand, Problem, Task
from central.core.geography import distance_km
from central.core.work_orders import DUE, PartCount, Urgency

SKILLS = ("charger", "high_voltage", "metering", "network")
PARTS = ("FAN-DC", "METER", "READER", "MODEM", "CABLE-DC")


def problem(seed: int, jobs: int, technicians: int, span_deg: float = 0.6) -> Problem:
    """Jobs and technicians in a square around Phoenix; two thirds of the jobs take a part."""
    rng = np.random.default_rng(seed)
    spots: list[tuple[float, float]] = []

    def spot() -> int:
        north, east = rng.uniform(-span_deg, span_deg, 2)
        spots.append((33.0 + float(north), -112.0 + float(east)))
        return len(spots) - 1

    tasks = []
    for number in range(jobs):
        urgency = Urgency(rng.choice(list(Urgency), p=[0.2, 0.5, 0.3]))
        tasks.append(
            Task(
                id=number + 1,
                place=spot(),
                minutes=float(rng.choice([30.0, 45.0, 60.0, 90.0, 120.0])),
                urgency=urgency,
                due_min=DUE[urgency].total_seconds() / 60 - rng.uniform(0, 200),
                skills=_some(rng, SKILLS, int(rng.integers(1, 3))),
                parts=(PartCount(str(rng.choice(PARTS)), 1),) if rng.random() < 2 / 3 else (),
                revenue_per_h=float(rng.exponential(6.0)),
            )
        )
    hands = [
        Hand(
            name=f"t{number:02}",
            place=spot(),
            until_min=float(rng.uniform(240, 540)),
            free_min=float(rng.choice([0.0, 0.0, 45.0])),
            base=spot(),
            skills=_some(rng, SKILLS[1:], 2) | {SKILLS[0]},
            stock={part: int(rng.integers(0, 5)) for part in PARTS},
        )
        for number in range(technicians)
    ]
    table = [[_minutes(one, other) for other in spots] for one in spots]
    return Problem(tasks, hands, table)


def _some(rng: np.random.Generator, words: tuple[str, ...], count: int) -> frozenset[str]:
    return frozenset(str(each) for each in rng.choice(words, count, replace=False))


def _minutes(one: tuple[float, float], other: tuple[float, float]) -> float:
    return 0.0 if one == other else 3.0 + distance_km(*one, *other) * 1.3 / 45.0 * 60.0
