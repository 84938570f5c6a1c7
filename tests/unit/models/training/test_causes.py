"""The naming rule reads a centre as a technician would."""

import numpy as np
import pytest

from contract.features import FEATURE_COUNT, FEATURE_NAMES
from models.training.causes import UNEXPLAINED, name_centre
from models.training.fit import CauseModel

MEANS = {"temperature_rise_k": 10.0, "power_ratio": 0.4}
SCALES = {"temperature_rise_k": 1 / 8.0, "power_ratio": 1 / 0.25}
RISE_K_PER_LOAD = 28.0


def model() -> CauseModel:
    means, scales = np.zeros(FEATURE_COUNT), np.ones(FEATURE_COUNT)
    for name, value in MEANS.items():
        means[FEATURE_NAMES.index(name)] = value
        scales[FEATURE_NAMES.index(name)] = SCALES[name]
    return CauseModel(np.zeros(FEATURE_COUNT), means, scales, np.zeros((0, FEATURE_COUNT)), {})


def centre(**values: float) -> np.ndarray:
    found = np.zeros(FEATURE_COUNT)
    for name, value in values.items():
        found[FEATURE_NAMES.index(name)] = value
    return found


@pytest.mark.parametrize(
    ("signs", "name", "load_sensitive"),
    [
        pytest.param(
            {"temperature_c": 3.0, "temperature_rise_k": 3.5, "power_ratio": 1.5},
            "cooling_failure", True, id="38 K at 78 % load is more than load explains",
        ),
        pytest.param(
            {"temperature_c": 3.0, "temperature_rise_k": 2.0, "power_ratio": 2.2},
            "thermal_overload", True, id="26 K at 95 % load is what load explains",
        ),
        pytest.param(
            {"voltage_deviation_ratio": 2.0, "errors_24h": 4.0},
            "contactor_wear", True, id="voltage that sags",
        ),
        pytest.param(
            {"round_trip_p95_s": 3.0, "utilisation_now": 1.2},
            "communication_loss", False, id="slow answers outweigh a busy hour",
        ),
        pytest.param(
            {"utilisation_now": 1.5, "wait_min": 2.0}, "crowding", True, id="a full charger",
        ),
        pytest.param(
            {"utilisation_now": 2.5, "temperature_rise_k": 1.2},
            "cooling_failure", True, id="a full charger that is too warm is no mere crowd",
        ),
        pytest.param({"hours_since_fault": -3.0}, "unexplained", False, id="nothing stands out"),
    ],
)  # fmt: skip
def test_a_centre_gets_the_name_of_what_stands_out(
    signs: dict[str, float], name: str, load_sensitive: bool
) -> None:
    found = name_centre(centre(**signs), model(), RISE_K_PER_LOAD)
    assert (found.name, found.load_sensitive) == (name, load_sensitive)


def test_weak_signs_leave_a_centre_unexplained() -> None:
    weak = centre(temperature_c=0.9, round_trip_p95_s=0.9, utilisation_now=0.9)
    assert name_centre(weak, model(), RISE_K_PER_LOAD) == UNEXPLAINED
