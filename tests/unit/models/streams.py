"""Observation streams made by hand or by chance, for the tests of features and models."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from contract.observations import (
    CHARGER_COLUMNS,
    COLUMNS,
    FAULT_MODES,
    NAN,
    TRUTH_COLUMNS,
    Kind,
    Observation,
)
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus
from models.features.window import FeatureWindow

START_S = 1_780_000_000.0
STATUSES = list(ChargePointStatus)
ERRORS = list(ChargePointErrorCode)


def status_of(name: ChargePointStatus) -> int:
    return STATUSES.index(name)


def window(**changes: object) -> FeatureWindow:
    settings: dict[str, object] = {
        "rated_power_w": 100_000.0,
        "connectors": 2,
        "connector_power_w": 50_000.0,
        "time_zone": "America/Phoenix",
    }
    return FeatureWindow(**{**settings, **changes})  # type: ignore[arg-type]


def status(
    at_s: float,
    connector: int,
    name: ChargePointStatus,
    error: ChargePointErrorCode = ChargePointErrorCode.NO_ERROR,
) -> Observation:
    return Observation(Kind.STATUS, at_s, connector, status_of(name), ERRORS.index(error))


def meter(at_s: float, connector: int = 1, **values: float) -> Observation:
    return Observation(Kind.METER, at_s, connector, **values)  # type: ignore[arg-type]


_number = st.one_of(
    st.just(NAN), st.floats(-200.0, 500.0), st.sampled_from([0.0, 1e6, 1e9, -1e9, 400.0])
)


@st.composite
def observations(draw: st.DrawFn, most: int = 40) -> list[Observation]:
    """Any stream, also one that no charger would send; times run forward by up to two hours."""
    at_s = START_S
    stream = []
    for _ in range(draw(st.integers(1, most))):
        at_s += draw(st.one_of(st.floats(0.0, 7200.0), st.sampled_from([0.0, 1.0, 60.0, 300.0])))
        stream.append(
            Observation(
                draw(st.sampled_from(Kind)),
                at_s,
                connector=draw(st.integers(0, 2)),
                status=draw(st.integers(0, len(STATUSES) - 1)),
                error=draw(st.integers(0, len(ERRORS) - 1)),
                value=draw(_number),
                power_w=draw(_number),
                offered_w=draw(_number),
                current_a=draw(_number),
                voltage_v=draw(_number),
                imbalance_ratio=draw(_number),
                energy_wh=draw(_number),
                temperature_c=draw(_number),
                ambient_c=draw(_number),
            )
        )
    return stream


def write_small_world(path: Path, *, stations: int = 6, days: float = 3.0, seed: int = 1) -> None:
    """A data set whose chargers overheat now and then, after an hour of getting warmer."""
    rng = np.random.default_rng(seed)
    rows: list[tuple[object, ...]] = []
    truth: list[tuple[object, ...]] = []
    for charger in range(stations):
        rows += _charger(rng, charger, days, truth)
    observed = np.array(rows, dtype=list(COLUMNS))
    observed = observed[np.argsort(observed["at_s"], kind="stable")]
    chargers = np.array(
        [(index, 100_000.0, 1, 100_000.0, "America/Chicago") for index in range(stations)],
        dtype=list(CHARGER_COLUMNS),
    )
    np.savez(
        path,
        observations=observed,
        charge_points=np.array([f"CP{index}" for index in range(stations)]),
        chargers=chargers,
        truth=np.array(truth, dtype=list(TRUTH_COLUMNS)),
    )


def _charger(
    rng: np.random.Generator, charger: int, days: float, truth: list[tuple[object, ...]]
) -> Iterator[tuple[object, ...]]:
    end_s = START_S + days * 86_400.0
    failing_s = START_S + rng.uniform(1.0, 5.0) * 3600.0
    at_s, temperature_c, register_wh, down_until_s = START_S, 30.0, 0.0, 0.0
    yield _row(charger, Kind.CONNECTED, at_s)
    yield _row(charger, Kind.STATUS, at_s, connector=1, status=STATUSES.index("Available"))
    while at_s < end_s:
        at_s += 60.0
        if at_s < down_until_s:
            continue
        is_failing = at_s >= failing_s
        temperature_c += 1.2 if is_failing else 0.2 * (35.0 + rng.normal() - temperature_c)
        power_w = 60_000.0 + 5_000.0 * rng.normal() - (20_000.0 if is_failing else 0.0)
        register_wh += power_w / 60.0
        yield _row(
            charger, Kind.METER, at_s, connector=1, power_w=power_w, offered_w=100_000.0,
            energy_wh=register_wh, temperature_c=temperature_c, ambient_c=20.0,
        )  # fmt: skip
        if is_failing and temperature_c > 90.0:
            down_until_s = at_s + 1800.0
            truth.append((charger, FAULT_MODES.index("thermal"), failing_s, at_s, down_until_s))
            error = ERRORS.index(ChargePointErrorCode.HIGH_TEMPERATURE)
            faulted = status_of(ChargePointStatus.FAULTED)
            yield _row(charger, Kind.STATUS, at_s, connector=1, status=faulted, error=error)
            available = status_of(ChargePointStatus.AVAILABLE)
            yield _row(charger, Kind.STATUS, down_until_s, connector=1, status=available)
            temperature_c = 30.0
            quiet_h = rng.uniform(3.0, 9.0) if rng.random() < 0.8 else rng.uniform(30.0, 40.0)
            failing_s = down_until_s + quiet_h * 3600.0


def _row(charger: int, kind: Kind, at_s: float, **values: object) -> tuple[object, ...]:
    given = {"charge_point": charger, "kind": int(kind), "at_s": at_s, **values}
    return tuple(given.get(name, NAN if "f" in form else 0) for name, form in COLUMNS)
