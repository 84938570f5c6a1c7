"""A feature is the same whether the edge computes it as frames pass or training from a file."""

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from contract.observations import CHARGER_COLUMNS, COLUMNS, TRUTH_COLUMNS, Kind, Observation
from models.training.datasets import _restarts_s as restarts_s
from models.training.datasets import build_rows
from models.training.events import EventFile
from tests.unit.models.streams import observations, window

VALUES = [name for name, _ in COLUMNS if name not in ("charge_point", "kind", "at_s")]


def as_file(stream: list[Observation]) -> EventFile:
    rows = [(0, *(getattr(each, name) for name, _ in COLUMNS[1:])) for each in stream]
    return EventFile(
        observations=np.array(rows, dtype=list(COLUMNS)),
        first=np.array([0, len(rows)]),
        chargers=np.array(
            [(0, 100_000.0, 2, 50_000.0, "America/Phoenix")], dtype=list(CHARGER_COLUMNS)
        ),
        truth=np.array([], dtype=list(TRUTH_COLUMNS)),
        charge_points=np.array(["CP1"]),
    )


def as_stream(events: EventFile) -> list[Observation]:
    """What the file holds: it keeps most numbers in single precision."""
    return [
        Observation(
            Kind(int(row["kind"])),
            float(row["at_s"]),
            **{name: row[name].item() for name in VALUES},
        )
        for row in events.observations
    ]


@given(observations(), st.integers(0, 1000))
@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.filter_too_much],
)
def test_rows_of_any_file_are_what_its_stream_gives_until_the_agent_restarts(
    stream: list[Observation], seed: int
) -> None:
    events = as_file(stream)
    start_s, end_s = events.span_s
    assume(end_s - start_s > 7200.0)
    rows = build_rows(events, seed, profile="full")
    first = min([*restarts_s(np.random.default_rng([seed, 0]), start_s, end_s), np.inf])
    known = rows.take(rows.at_s < first)
    assume(len(known) > 0)
    charger, waiting = window(), as_stream(events)
    for at_s, vector in zip(known.at_s.tolist(), known.features, strict=True):
        while waiting and waiting[0].at_s <= at_s:
            charger.observe(waiting.pop(0))
        assert charger.vector(at_s).tobytes() == vector.tobytes()
