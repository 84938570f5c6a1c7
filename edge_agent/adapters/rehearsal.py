"""`python -m edge_agent score`: features and scores of many chargers over a pipe, for experiments.

One line of JSON a tick on standard input, one on standard output (`contract.rehearsal`). Windows,
levels and model are those that an edge serves with; its frames, its links and its guard are not
there. Where nothing is wrong it scores every fifth minute only, for speed: nine of ten scores would
say what the one before them said. A risk that rises meanwhile is seen late, never early.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from contract.fleet import Fleet
from contract.ids import ChargePointId
from contract.messages import decode, encode
from contract.observations import COLUMNS, Kind, Observation
from contract.rehearsal import Judged, Reports, Scores, ScoreStart
from edge_agent.core.alarms import Alarm
from edge_agent.core.errors import LocalError
from edge_agent.core.site import place_of, window_of
from models.features.window import FeatureWindow
from models.scoring import Scorer

_DTYPE: Final = np.dtype(list(COLUMNS))
_KINDS: Final = {int(kind): kind for kind in Kind}
CALM_BELOW: Final = 0.05
"""Risk of a charger that need not be scored at every tick."""
CALM_S: Final = 300.0
_LINKS: Final = {Kind.CONNECTED: True, Kind.DISCONNECTED: False}


@dataclass(slots=True)
class _Charger:
    id: ChargePointId
    window: FeatureWindow
    alarm: Alarm = field(default_factory=Alarm)
    is_connected: bool = False
    due_s: float = -math.inf
    """When it is to be scored next."""


class Rehearsal:
    """All chargers of a fleet, scored together.

    Args:
        fleet: whose chargers the rows count.
        scorer: the model bundle.
    """

    def __init__(self, fleet: Fleet, scorer: Scorer) -> None:
        self._scorer = scorer
        self._chargers = [
            _Charger(charger.id, window_of(place_of(station, charger)))
            for station in fleet.stations
            for charger in station.charge_points
        ]

    def tick(self, reports: Reports) -> Scores:
        """Take in what was reported, and score those that are connected and due.

        Raises:
            ValueError: if the rows are no observations of these chargers.
        """
        for row in _rows(reports.rows):
            self._observe(*row)
        at_s = reports.at.timestamp()
        there = [each for each in self._chargers if each.is_connected and at_s >= each.due_s]
        if not there:
            return Scores(judged=[])
        vectors = np.stack([charger.window.vector(at_s) for charger in there])
        risks = self._scorer.score_many(vectors)
        return Scores(
            judged=[
                self._judge(charger, vector, risk, at_s)
                for charger, vector, risk in zip(there, vectors, risks.tolist(), strict=True)
            ]
        )

    def _observe(
        self,
        point: int,
        kind: int,
        connector: int,
        status: int,
        error: int,
        at_s: float,
        *values: float,
    ) -> None:
        known = _KINDS.get(kind)
        if known is None or not 0 <= point < len(self._chargers):
            raise ValueError(
                f"row of charger {point} and kind {kind} is not allowed: chargers 0 to "
                f"{len(self._chargers) - 1}, kinds {min(_KINDS)} to {max(_KINDS)}"
            )
        charger = self._chargers[point]
        charger.is_connected = _LINKS.get(known, charger.is_connected)
        charger.window.observe(Observation(known, at_s, connector, status, error, *values))

    def _judge(
        self, charger: _Charger, vector: NDArray[np.float32], risk: float, at_s: float
    ) -> Judged:
        charger.due_s = at_s + CALM_S if risk < CALM_BELOW else at_s
        judgement = charger.alarm.judge(risk, self._scorer.levels)
        cause = self._scorer.cause(vector) if judgement.is_raised else None
        reading = charger.window.reading(at_s)
        return Judged(
            charge_point=charger.id,
            risk_1h=risk,
            level=judgement.level,
            cause=cause.name if cause else None,
            load_sensitive=cause.load_sensitive if cause else False,
            temperature_c=reading.temperature_c,
            ambient_c=reading.ambient_c,
            power_w=reading.power_w,
        )


def run_score(asked: BinaryIO, told: BinaryIO, load: Callable[[], Scorer]) -> None:
    """Answer line by line until the input ends.

    Args:
        asked: lines in.
        told: lines out.
        load: gives the model bundle, once somebody asks.

    Raises:
        LocalError: naming the line that cannot be understood, and why; or from `load`.
    """
    number = 1
    try:
        first = asked.readline()
        if not first:
            return
        rehearsal = Rehearsal(decode(first, ScoreStart).fleet, load())
        for number, line in enumerate(asked, start=2):  # noqa: B007 (named in the error)
            told.write(encode(rehearsal.tick(decode(line, Reports))) + b"\n")
            told.flush()
    except ValueError as err:
        raise LocalError(f"line {number}: {err}") from err


def _rows(packed: bytes) -> list[tuple[int, int, int, int, int, float]]:
    if len(packed) % _DTYPE.itemsize:
        raise ValueError(
            f"rows of {len(packed)} bytes are not allowed: a multiple of {_DTYPE.itemsize}"
        )
    rows: list[tuple[int, int, int, int, int, float]] = np.frombuffer(packed, _DTYPE).tolist()
    return rows
