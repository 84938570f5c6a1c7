"""Where a charger's temperature goes within the hour, with a band that holds nine times of ten.

The charger's thermal model is run ahead three times: with the load that is expected, with none from
now on, and with full load from now on, for a car may leave or come at any moment. The band lies
around the first, by a share of the way to the other two. The shares are learned: each forecast is
judged when its time has come, and each side of the band is widened after a miss and narrowed
after a hit, so that it misses once in twenty (adaptive conformal inference: Gibbs and Candes 2021,
https://arxiv.org/abs/2106.00170).

There is no forecast where the temperature, the air or the load is unknown, none from a reading that
jumped until the next one agrees with it, and none while the sensor is stuck: the same reading for
half an hour in which the charger must have warmed or cooled.
"""

import math
from collections import deque
from dataclasses import dataclass
from typing import Final

from edge_agent.core.thermal_model import Span, ThermalModel

HORIZONS_MIN: Final = (5, 10, 20, 30, 45, 60)
MISS_RATIO: Final = 0.05
"""Of each side."""
FRESH_S: Final = 900.0
"""A reading older than this is none (contract.features)."""
_SPAN_S: Final = 300.0
"""Time between two lessons, and between two forecasts that are judged later."""
_LONGEST_STEP_S: Final = 180.0
"""Between two looks; after a longer silence nobody knows what the load was."""
_JUMP_K: Final = 8.0
_JUMP_K_PER_S: Final = 0.1
"""A reading may differ from the last by this much, and this much more for each second."""
_STUCK_S: Final = 1800.0
_STUCK_K: Final = 3.0
_TRUST: Final = 0.3
"""Weight of a reading against what the model expected (noise of a reading: some 0.3 K)."""
_LOAD_FADES_S: Final = 7200.0
"""The load of now gives way to the charger's mean with this time constant: of 20, 40, 60, 90, 120
and 240 min the one with the least error (ADR 26)."""
_RECENT_S: Final = 60.0
_DAY_S: Final = 86_400.0
_HIGHEST_LOAD: Final = 1.2
"""A reading above rated power by more than this is no power."""
_PIECE_MIN: Final = 5
"""Load is constant for so long in a forecast."""
_FIRST_STRETCH: Final = (0.75, 0.75)
_PACE: Final = 0.15
_MOST_DUE: Final = len(HORIZONS_MIN) * 16
_NARROWEST: Final = 0.02
_WIDEST: Final = 5.0
_SLACK_K: Final = 0.6
_SLACK_K_PER_MIN: Final = 0.04
"""Unit of the band where load changes nothing: noise, and draughts that the model does not know."""


@dataclass(frozen=True, slots=True)
class Heat:
    """What is known of a charger's heat at an instant; None = not known."""

    at_s: float
    temperature_c: float | None
    measured_at_s: float | None
    """When the temperature was measured."""
    ambient_c: float | None
    load: float | None
    """Power over rated power."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Temperature to expect, and where it stays nine times of ten."""

    minutes: int
    low_c: float
    mid_c: float
    high_c: float


@dataclass(slots=True)
class _Due:
    """A forecast to be judged at `at_s`: its middle, and the units of its band down and up."""

    at_s: float
    horizon: int
    mid_c: float
    down_k: float
    up_k: float


@dataclass(slots=True)
class _Open:
    """A span that goes on, from a reading to a later one."""

    from_s: float
    from_c: float
    load_s: float = 0.0
    load_square_s: float = 0.0
    above_ambient_k_s: float = 0.0

    def add(self, load: float, above_ambient_k: float, duration_s: float) -> None:
        """Some seconds more of this load and heat."""
        self.load_s += load * duration_s
        self.load_square_s += load * load * duration_s
        self.above_ambient_k_s += above_ambient_k * duration_s

    def closed(self, at_s: float, temperature_c: float) -> Span:
        """The span up to a reading."""
        return Span(
            at_s - self.from_s,
            temperature_c - self.from_c,
            self.load_s,
            self.load_square_s,
            self.above_ambient_k_s,
        )


@dataclass(slots=True)
class _Same:
    """A reading that has not changed, and by how much it should have."""

    value_c: float
    since_s: float
    expected_k: float = 0.0

    def is_stuck(self, at_s: float) -> bool:
        """It must have changed long since."""
        return at_s - self.since_s >= _STUCK_S and abs(self.expected_k) >= _STUCK_K


class _Mean:
    """Mean over about `memory_s`; over all there is while that is less."""

    def __init__(self, memory_s: float) -> None:
        self._memory_s = memory_s
        self._seen_s = 0.0
        self.value = 0.0

    def add(self, value: float, duration_s: float) -> None:
        """Some seconds of this value."""
        if duration_s > 0.0:
            self._seen_s = min(self._seen_s + duration_s, self._memory_s)
            self.value += (value - self.value) * min(duration_s / self._seen_s, 1.0)


@dataclass(frozen=True, slots=True)
class _Known:
    """A heat of which everything is known."""

    at_s: float
    temperature_c: float
    measured_at_s: float
    ambient_c: float
    load: float


class Forecaster:
    """Forecasts of one charger; `look` at it every few seconds, then ask for its `outlook`."""

    def __init__(self) -> None:
        self.model = ThermalModel()
        self._last: _Known | None = None
        self._state_c = math.nan
        """Temperature by model and readings together."""
        self._span: _Open | None = None
        self._same: _Same | None = None
        self._is_settled = False
        """The last reading agreed with the one before."""
        self._load = _Mean(_RECENT_S)
        self._usual_load = _Mean(_DAY_S)
        self._stretch = [list(_FIRST_STRETCH) for _ in HORIZONS_MIN]
        self._due: deque[_Due] = deque(maxlen=_MOST_DUE)
        self._noted_at_s = -math.inf

    def look(self, heat: Heat) -> None:
        """Take in what is known now; looks come in the order of their time."""
        now = _known(heat)
        last, self._last = self._last, now
        if now is None:
            self._span = self._same = None
            self._is_settled = False
            return
        self._judge(now)
        if last is None or not 0.0 <= now.at_s - last.at_s <= _LONGEST_STEP_S:
            self._begin(now)
            return
        self._pass(last, now.at_s - last.at_s)
        if now.measured_at_s != last.measured_at_s:
            self._read(now, last)
        if self._is_ready() and now.at_s - self._noted_at_s >= _SPAN_S:
            self._note(now)

    def outlook(self) -> tuple[Outlook, ...]:
        """Temperatures of the next hour, nearest first; none while there is nothing to go by."""
        now = self._last
        if now is None or not self._is_ready():
            return ()
        return tuple(
            Outlook(
                minutes,
                mid_c - down * down_k,
                mid_c,
                mid_c + up * up_k,
            )
            for minutes, (down, up), (mid_c, down_k, up_k) in zip(
                HORIZONS_MIN, self._stretch, self._paths(now), strict=True
            )
        )

    def _is_ready(self) -> bool:
        now, same = self._last, self._same
        if now is None or same is None or not self._is_settled:
            return False
        return not same.is_stuck(now.at_s)

    def _begin(self, now: _Known) -> None:
        """Start from one reading, as with a charger just met; what was learned stays."""
        self._state_c = now.temperature_c
        self._span = _Open(now.measured_at_s, now.temperature_c)
        self._same = _Same(now.temperature_c, now.measured_at_s)
        self._is_settled = False
        self._noted_at_s = -math.inf

    def _pass(self, last: _Known, duration_s: float) -> None:
        """Time goes by under the load and in the air of the last look."""
        step = self.model.step
        before_c = self._state_c
        self._state_c = step(before_c, last.ambient_c, last.load, duration_s)
        if self._span is not None:
            mean_c = (before_c + self._state_c) / 2.0
            self._span.add(last.load, mean_c - last.ambient_c, duration_s)
        if self._same is not None:
            value_c = self._same.value_c
            self._same.expected_k += step(value_c, last.ambient_c, last.load, duration_s) - value_c
        self._load.add(last.load, duration_s)
        self._usual_load.add(last.load, duration_s)

    def _read(self, now: _Known, last: _Known) -> None:
        """A new reading: it corrects the state, and ends a span that is long enough."""
        allowed_k = _JUMP_K + _JUMP_K_PER_S * (now.measured_at_s - last.measured_at_s)
        if abs(now.temperature_c - self._state_c) > allowed_k:
            self._begin(now)
            return
        self._is_settled = True
        self._state_c += _TRUST * (now.temperature_c - self._state_c)
        if self._same is None or now.temperature_c != self._same.value_c:
            self._same = _Same(now.temperature_c, now.measured_at_s)
        if self._same.is_stuck(now.at_s):
            self._span = None
        elif self._span is None:
            self._span = _Open(now.at_s, now.temperature_c)
        elif now.at_s - self._span.from_s >= _SPAN_S:
            self.model.learn(self._span.closed(now.at_s, now.temperature_c))
            self._span = _Open(now.at_s, now.temperature_c)

    def _paths(self, now: _Known) -> list[tuple[float, float, float]]:
        """For each horizon the middle, and how far down and up the load could take it."""
        load, usual = self._load.value, self._usual_load.value
        found = []
        mid_c = idle_c = full_c = self._state_c
        for minute in range(0, HORIZONS_MIN[-1], _PIECE_MIN):
            fade = math.exp(-60.0 * (minute + _PIECE_MIN / 2.0) / _LOAD_FADES_S)
            expected = usual + (load - usual) * fade
            mid_c = self.model.step(mid_c, now.ambient_c, expected, 60.0 * _PIECE_MIN)
            idle_c = self.model.step(idle_c, now.ambient_c, 0.0, 60.0 * _PIECE_MIN)
            full_c = self.model.step(full_c, now.ambient_c, 1.0, 60.0 * _PIECE_MIN)
            ahead = minute + _PIECE_MIN
            if ahead in HORIZONS_MIN:
                slack_k = _SLACK_K + _SLACK_K_PER_MIN * ahead
                found.append(
                    (mid_c, max(mid_c - idle_c, 0.0) + slack_k, max(full_c - mid_c, 0.0) + slack_k)
                )
        return found

    def _note(self, now: _Known) -> None:
        """Keep the forecasts of this moment, to judge them when their time has come."""
        self._noted_at_s = now.at_s
        for horizon, (mid_c, down_k, up_k) in enumerate(self._paths(now)):
            due_at_s = now.at_s + 60.0 * HORIZONS_MIN[horizon]
            self._due.append(_Due(due_at_s, horizon, mid_c, down_k, up_k))

    def _judge(self, now: _Known) -> None:
        """Widen or narrow the band by the forecasts that were made for now."""
        waiting = [due for due in self._due if due.at_s > now.at_s]
        if len(waiting) == len(self._due):
            return
        for due in self._due:
            if now.at_s - _LONGEST_STEP_S <= due.at_s <= now.at_s:
                self._weigh(due, now.temperature_c)
        self._due = deque(waiting, maxlen=_MOST_DUE)

    def _weigh(self, due: _Due, temperature_c: float) -> None:
        stretch = self._stretch[due.horizon]
        pace = _PACE * HORIZONS_MIN[0] / HORIZONS_MIN[due.horizon]
        away_k = temperature_c - due.mid_c
        for side, reached in enumerate((-away_k / due.down_k, away_k / due.up_k)):
            missed = 1.0 if reached > stretch[side] else 0.0
            wider = stretch[side] * math.exp(pace * (missed - MISS_RATIO))
            stretch[side] = min(max(wider, _NARROWEST), _WIDEST)


def _known(heat: Heat) -> _Known | None:
    """None where something is missing, or the reading is old."""
    numbers = (heat.temperature_c, heat.measured_at_s, heat.ambient_c, heat.load)
    temperature_c, measured_at_s, ambient_c, load = (
        math.nan if number is None else number for number in numbers
    )
    # An old reading, and anything that is no number, fails the comparison.
    if not heat.at_s - measured_at_s <= FRESH_S or not math.isfinite(
        temperature_c + ambient_c + load
    ):
        return None
    return _Known(
        heat.at_s, temperature_c, measured_at_s, ambient_c, min(max(load, 0.0), _HIGHEST_LOAD)
    )
