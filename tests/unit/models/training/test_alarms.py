import numpy as np
import pytest

from contract.features import FEATURE_COUNT
from models.levels import Level
from models.training.alarms import WEEK_S, at_budget, at_level, faults, station_time_s
from models.training.datasets import Rows

_EVERY_S = 600.0


def _rows(onsets_s: dict[int, list[float]], *, chargers: int = 2, days: float = 14.0) -> Rows:
    """Rows every ten minutes; charger i is station i, and fails at `onsets_s[i]`."""
    at_s = np.arange(0.0, days * 86_400.0, _EVERY_S)
    until = [
        np.append(np.array(onsets_s.get(each, [])), np.inf)[
            np.searchsorted(onsets_s.get(each, []), at_s, side="right")
        ]
        - at_s
        for each in range(chargers)
    ]
    until_s = np.concatenate(until)
    count = len(until_s)
    charger = np.repeat(np.arange(chargers), len(at_s)).astype(np.int32)
    rows = Rows(
        features=np.zeros((count, FEATURE_COUNT), dtype=np.float32),
        at_s=np.tile(at_s, chargers),
        charge_point=charger,
        station=charger,
        label=(until_s <= 3600.0).astype(np.int8),
        mode=np.where(np.isfinite(until_s), 0, -1).astype(np.int8),
        until_fault_s=until_s,
        profile=np.zeros(count, dtype=np.int8),
        is_up=np.ones(count, dtype=bool),
        known_s=np.full(count, 1e9),
        state=np.zeros(count, dtype=np.int8),
    )
    return rows.take(rows.until_fault_s > 300.0)


def _risk(rows: Rows, *, before_s: float = 0.0, noise: float = 0.0) -> np.ndarray:
    near = (rows.until_fault_s <= before_s).astype(np.float64)
    return (1.0 - noise) * near + noise * np.random.default_rng(1).random(len(rows))


def test_faults_are_those_that_some_row_could_warn_of() -> None:
    rows = _rows({0: [50_000.0, 50_100.0], 1: [80_000.0]})
    late = rows.until_fault_s[faults(rows)[0]]
    assert len(faults(rows)) == 2
    assert late.min() > 300.0


def test_a_run_of_rows_is_one_alarm_and_its_first_row_gives_the_lead() -> None:
    rows = _rows({0: [100_000.0], 1: [200_000.0, 300_000.0]})

    found = at_level(rows, _risk(rows, before_s=2400.0), Level(0.5, 0.5))

    assert (found.alarms, found.true_alarms, found.foreseen, found.faults) == (3, 3, 3, 3)
    assert found.leads_min.tolist() == pytest.approx([110 / 3, 100 / 3, 40.0], abs=1e-6)
    assert (found.precision, found.recall, found.false_per_station_month) == (1.0, 1.0, 0.0)


@pytest.mark.parametrize(
    ("risks", "lead_min"),
    [
        pytest.param([0.7, 0.7, 0.7, 0.7], 40.0, id="one that stands counts from its first row"),
        pytest.param([0.7, 0.55, 0.52, 0.55], 40.0, id="it stands down to the clear value"),
        pytest.param([0.7, 0.1, 0.7, 0.7], 20.0, id="one that lapsed counts from its renewal"),
        pytest.param([0.7, 0.1, 0.55, 0.7], 10.0, id="above the clear value is no renewal"),
        pytest.param([0.7, 0.7, 0.7, 0.1], None, id="one that lapsed for good gives no lead"),
    ],
)
def test_only_an_alarm_that_stands_until_the_fault_gives_a_lead(
    risks: list[float], lead_min: float | None
) -> None:
    rows = _rows({0: [100_200.0]})
    risk = np.zeros(len(rows))
    last = int(np.flatnonzero(np.isfinite(rows.until_fault_s))[-1])
    assert rows.until_fault_s[last] == 600.0
    risk[last - 3 : last + 1] = risks

    found = at_level(rows, risk, Level(0.6, 0.5))

    assert (found.alarms, found.foreseen) == (1, 1)
    assert found.leads_min.tolist() == ([] if lead_min is None else [lead_min])


def test_an_alarm_of_one_charger_never_stands_at_the_next() -> None:
    rows = _rows({0: [], 1: [3000.0]})
    risk = np.where(rows.charge_point == 0, 0.7, 0.55)

    found = at_level(rows, risk, Level(0.6, 0.5))

    assert (found.alarms, found.foreseen, len(found.leads_min)) == (1, 0, 0)


def test_alarms_long_before_any_fault_are_false_by_station_and_month() -> None:
    rows = _rows({0: [100_000.0]})
    risk = np.zeros(len(rows))
    risk[[5, 6, 400, 1500, 3000]] = 1.0

    found = at_level(rows, risk, Level(0.5, 0.5))

    assert (found.alarms, found.true_alarms, found.foreseen) == (4, 0, 0)
    assert found.false_per_station_month == pytest.approx(4 / (2 * 14 / 30), rel=0.01)
    assert np.isnan(at_level(rows, risk, Level(2.0, 2.0)).precision)


def test_a_budget_is_spent_on_the_highest_risks_and_never_exceeded() -> None:
    onsets = {each: [86_400.0 * (1 + each), 86_400.0 * (8 + each)] for each in range(4)}
    rows = _rows(onsets, chargers=4)
    risk = _risk(rows, before_s=3000.0, noise=0.4)
    weeks = station_time_s(rows) / WEEK_S

    for per_week in (0.1, 0.5, 1.0, 4.0):
        found = at_budget(rows, risk, per_week)
        assert found.alarms <= found.allowed == int(per_week * weeks)
        assert found.recall_ceiling == min(found.allowed, 8) / 8
    assert at_budget(rows, risk, 0.1).alarms == 0
    assert at_budget(rows, risk, 1.0).recall > 0.8
    assert at_budget(rows, risk, 4.0).precision_ceiling == 8 / int(4.0 * weeks)


def test_who_foresees_every_fault_in_time_reaches_the_ceiling_of_the_budget() -> None:
    onsets = {each: [86_400.0 * (1 + each)] for each in range(4)}
    rows = _rows(onsets, chargers=4)

    found = at_budget(rows, _risk(rows, before_s=3000.0), 1.0)

    assert found.of_ceiling == 1.0
    assert (found.precision, found.precision_ceiling) == (1.0, 4 / found.allowed)
