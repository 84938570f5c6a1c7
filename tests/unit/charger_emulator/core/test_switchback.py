import numpy as np
import pytest

from charger_emulator.core.switchback import sides_of
from charger_emulator.core.trials import Arm
from tests.unit.charger_emulator.trial_builders import record, trip

HEALED = np.array([[True, False], [False, True]])


def test_trips_go_to_the_side_of_their_day() -> None:
    trips = [trip(5.0), trip(29.0), trip(30.0), trip(26.5, 1)]
    on, off = sides_of(record(arm=Arm.SWITCHBACK, days=2, healed=HEALED, trips=trips))
    assert on["trips"].tolist() == [1.0, 1.0]
    assert off["trips"].tolist() == [2.0, 0.0]


def test_the_first_hours_after_a_switch_do_not_count() -> None:
    trips = [trip(1.9), trip(25.0, 1)]
    on, off = sides_of(record(arm=Arm.SWITCHBACK, days=2, healed=HEALED, trips=trips))
    assert on["trips"].sum() + off["trips"].sum() == 0.0
    assert on["port_h"].tolist() == off["port_h"].tolist() == [44.0, 44.0]
    assert on["energy_wh"].tolist() == [88 * 100.0] * 2


def test_a_cluster_and_pair_of_days_is_a_part() -> None:
    healed = np.concatenate([HEALED, ~HEALED])
    on, _ = sides_of(record(arm=Arm.SWITCHBACK, days=4, healed=healed, trips=[trip(53.0, 1)]))
    assert on["trips"].tolist() == [0.0, 0.0, 0.0, 1.0]


def test_half_a_pair_is_refused() -> None:
    with pytest.raises(ValueError, match="switchback of 3 days is not allowed"):
        sides_of(record(arm=Arm.SWITCHBACK, days=3, healed=np.ones((3, 2), dtype=bool)))
