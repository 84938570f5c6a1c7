"""The naming rule reads a centre as a technician would."""

import numpy as np
import onnxruntime
import pytest

from contract.features import FEATURE_COUNT, FEATURE_NAMES
from contract.observations import FAULT_MODES
from models.training.causes import LOST_LINK, UNEXPLAINED, name_centre, name_clusters
from models.training.clusters import CauseModel
from models.training.datasets import Rows
from models.training.graphs import cause_graph

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


def rows_with(mode: str, count: int = 40, **values: float) -> Rows:
    """Rows a quarter of an hour ahead of such a fault; values not given are those of any day."""
    rng = np.random.default_rng(len(values))
    features = rng.normal(0.0, 0.1, (count, FEATURE_COUNT)).astype(np.float32)
    for name, value in values.items():
        features[:, FEATURE_NAMES.index(name)] += value
    ones = np.ones(count)
    return Rows(
        features=features, at_s=900.0 * np.arange(count), charge_point=ones.astype(np.int32),
        station=ones.astype(np.int32), label=ones.astype(np.int8),
        mode=np.full(count, FAULT_MODES.index(mode), dtype=np.int8), until_fault_s=900.0 * ones,
        profile=np.zeros(count, dtype=np.int8), is_up=ones.astype(bool), known_s=1e9 * ones,
        state=np.zeros(count, dtype=np.int8),
    )  # fmt: skip


def clusters(*centres: np.ndarray) -> CauseModel:
    return CauseModel(
        np.zeros(FEATURE_COUNT), np.zeros(FEATURE_COUNT), np.ones(FEATURE_COUNT),
        np.stack([*centres, centre(silence_s=3.0)]), {},
    )  # fmt: skip


SAGGING = centre(voltage_deviation_ratio=3.0)
HOT = centre(temperature_c=3.0, temperature_rise_k=3.0)


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        pytest.param({"silence_s": 3.0}, 2, id="silent"),
        pytest.param({"round_trip_p95_s": 3.5, "voltage_deviation_ratio": 3.0}, 2, id="slow"),
        pytest.param({"reconnects_24h": 3.0, "temperature_c": 1.5}, 2, id="more link than heat"),
        pytest.param(
            {"silence_s": 2.5, "temperature_c": 3.5}, 1, id="hot, and silent now and then"
        ),
        pytest.param(
            {"round_trip_p95_s": 1.0, "voltage_deviation_ratio": 3.0}, 0, id="not slow enough"
        ),
    ],
)
def test_lost_links_are_kept_apart_whatever_else_a_row_is_near(
    signs: dict[str, float], expected: int
) -> None:
    model = clusters(SAGGING, HOT)
    cluster, distance = model.predict(centre(**signs).astype(np.float32)[None])
    assert cluster[0] == expected
    gap = centre(**signs) - model.centres[expected]
    assert distance[0] == pytest.approx(np.linalg.norm(gap), rel=1e-5)


def test_the_graph_keeps_them_apart_as_the_model_does() -> None:
    model = clusters(SAGGING, HOT)
    rng = np.random.default_rng(1)
    rows = rng.normal(0.0, 3.0, (2000, FEATURE_COUNT)).astype(np.float32)
    rows[rng.random(rows.shape) < 0.2] = np.nan
    session = onnxruntime.InferenceSession(cause_graph(model))
    cluster, distance = session.run(["cluster", "distance"], {"features": rows})
    expected, far = model.predict(rows)
    assert np.array_equal(cluster, expected)
    assert np.allclose(distance, far, atol=1e-3)
    assert set(cluster) == {0, 1, 2}


def test_the_cluster_of_lost_links_comes_last_and_no_load_cures_it() -> None:
    names = name_clusters(clusters(SAGGING, HOT), rows_with("thermal"), rows_with("thermal"))
    assert names[-1] == LOST_LINK
    assert not LOST_LINK.load_sensitive
    assert [name.name for name in names[:-1]] == ["contactor_wear", "thermal_overload"]


def test_a_cluster_that_holds_lost_links_gets_no_name_that_load_cures() -> None:
    quiet = rows_with("communication", voltage_deviation_ratio=3.0)
    names = name_clusters(clusters(SAGGING, HOT), rows_with("thermal"), quiet)
    assert names[0] == UNEXPLAINED
    assert names[1].load_sensitive
