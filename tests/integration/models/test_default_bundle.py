"""The bundle that the edge loads: whole, quiet on healthy chargers, sure of failing ones.

The streams are made here by hand, beat by beat, and know nothing of the emulator.
"""

import math
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from contract.observations import Kind, Observation
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus
from models.features.window import FeatureWindow
from models.levels import NAMES
from models.scoring import MANIFEST, BundleError, Scorer, default_bundle, load_bundle
from models.state_head import STATES, load_states

START_S = 1_783_695_600.0
"""A Friday in July, 8 h in Phoenix."""
RATED_W = 375_000.0
CONNECTORS = 6
STATUSES, ERRORS = list(ChargePointStatus), list(ChargePointErrorCode)


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return load_bundle(default_bundle())


def charger() -> FeatureWindow:
    window = FeatureWindow(RATED_W, CONNECTORS, RATED_W / CONNECTORS, "America/Phoenix")
    window.observe(Observation(Kind.CONNECTED, START_S))
    return window


def status(at_s: float, connector: int, name: str, error: str = "NoError") -> Observation:
    return Observation(Kind.STATUS, at_s, connector, STATUSES.index(name), ERRORS.index(error))


def minute(
    at_s: float, power_w: list[float], offered_w: float, temperature_c: float, ambient_c: float
) -> Iterator[Observation]:
    """What a charger sends in a minute; one power for each connector, 0 = free."""
    index = round((at_s - START_S) / 60.0)
    for connector, each_w in enumerate(power_w, start=1):
        if each_w:
            yield Observation(
                Kind.METER, at_s, connector, power_w=each_w, offered_w=offered_w, voltage_v=400.0,
                current_a=each_w / 400.0, energy_wh=1e6 + RATED_W / CONNECTORS / 60.0 * index,
                temperature_c=temperature_c, ambient_c=ambient_c, soc_ratio=0.5,
            )  # fmt: skip
    yield Observation(
        Kind.METER, at_s, 0, power_w=sum(power_w), temperature_c=temperature_c, ambient_c=ambient_c
    )
    if index % 2 == 0:
        yield Observation(Kind.ROUND_TRIP, at_s, value=0.05)
    if index % 5 == 0:
        yield Observation(Kind.ALIVE, at_s)
        yield Observation(Kind.CONTEXT, at_s, ambient_c=ambient_c, value=4.0)


def healthy(busy: int, ambient_c: float, minutes: int) -> Iterator[tuple[float, Observation]]:
    """A charger with so many cars, as warm as its load makes it."""
    share_w = RATED_W / CONNECTORS
    for connector in range(1, CONNECTORS + 1):
        name = "Charging" if connector <= busy else "Available"
        yield START_S, status(START_S, connector, name)
    load = busy / CONNECTORS
    settled_c = ambient_c + 30.0 * 0.5 * load * (1.0 + load)
    for index in range(1, minutes + 1):
        at_s = START_S + 60.0 * index
        temperature_c = settled_c + 0.3 * math.sin(index)
        power_w = [share_w * (connector < busy) for connector in range(CONNECTORS)]
        for observation in minute(at_s, power_w, share_w, temperature_c, ambient_c):
            yield at_s, observation


def overheating(minutes: int) -> Iterator[tuple[float, Observation]]:
    """All connectors taken at 105 degF with weak cooling: 45 C at first, on its way to 85 C."""
    share_w = RATED_W / CONNECTORS
    for connector in range(1, CONNECTORS + 1):
        yield START_S, status(START_S, connector, "Charging")
        yield START_S, Observation(Kind.START, START_S, connector)
    temperature_c, has_warned = 45.0, False
    for index in range(1, minutes + 1):
        at_s = START_S + 60.0 * index
        derated = 1.0 - 0.2 * min(max((temperature_c - 75.0) / 10.0, 0.0), 1.0)
        load = 0.98 * derated
        temperature_c += (40.6 + 42.0 * load * (1.0 + load) - temperature_c) / 33.6
        if temperature_c >= 80.0 and not has_warned:
            has_warned = True
            yield at_s, status(at_s, 1, "Charging", "HighTemperature")
        power_w = [share_w * load] * CONNECTORS
        for observation in minute(at_s, power_w, share_w, temperature_c, 40.6):
            yield at_s, observation


def risks(scorer: Scorer, stream: Iterator[tuple[float, Observation]]) -> list[float]:
    """Risk after each observation."""
    window = charger()
    found = []
    for at_s, observation in stream:
        window.observe(observation)
        found.append(scorer.score(window.vector(at_s)))
    return found


def test_the_default_bundle_passes_its_check_in_a_process_of_its_own() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "models", "check"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert "golden answers match" in ran.stdout


def test_the_default_bundle_is_small_and_the_only_one() -> None:
    directory = default_bundle()
    assert sum(path.stat().st_size for path in directory.iterdir()) < 5_000_000
    others = [path.name for path in directory.parent.iterdir() if path.is_dir()]
    assert others == [directory.name]
    assert (directory / "card.md").read_text().startswith(f"# Model {directory.name}")


def test_levels_are_those_that_everybody_is_served(scorer: Scorer) -> None:
    assert [scorer.levels[name].enter for name in NAMES] == [0.25, 0.45, 0.60]


def test_it_says_the_risk_of_three_horizons_and_the_state_of_the_next_hour(scorer: Scorer) -> None:
    assert scorer.manifest.far_horizons_s == {"risk_6h": 21_600.0, "risk_24h": 86_400.0}
    with np.load(default_bundle() / "golden.npz") as golden:
        vectors = golden["vectors"]
    states = load_states(default_bundle(), scorer.manifest).states_many(vectors)
    assert states.shape == (len(vectors), len(STATES))
    assert np.allclose(states.sum(axis=1), 1.0, atol=1e-5)
    risks = scorer.score_many(vectors)
    calm, failing = states[risks < 0.05], states[risks > 0.9]
    assert np.median(calm[:, STATES.index("operational")]) > 0.9
    assert np.median(failing[:, STATES.index("offline")]) > 0.4


def test_thermal_causes_are_ones_that_less_load_cures(scorer: Scorer) -> None:
    named = {cause.name: cause.load_sensitive for cause in scorer.manifest.causes}
    assert named["cooling_failure"] or named["thermal_overload"]
    assert not named["communication_loss"]
    assert not named.get("unexplained", False)


def test_healthy_chargers_score_low_from_the_first_seconds(scorer: Scorer) -> None:
    found = [
        risk
        for busy in range(CONNECTORS + 1)
        for ambient_c in (5.0, 20.0, 32.0)
        for risk in risks(scorer, healthy(busy, ambient_c, 45))
    ]
    assert np.median(found) < 0.10
    assert max(found) < 0.60


def test_a_full_charger_on_a_day_of_105_degf_is_no_alarm_by_itself(scorer: Scorer) -> None:
    assert np.median(risks(scorer, healthy(CONNECTORS, 40.6, 45))) < 0.60


def test_an_overheating_charger_is_recognised_within_its_first_hour(scorer: Scorer) -> None:
    found = risks(scorer, overheating(45))
    assert found[0] < 0.25
    assert max(found[-20:]) > 0.90


def test_heat_is_what_the_explanation_names(scorer: Scorer) -> None:
    window = charger()
    for _, observation in overheating(45):
        window.observe(observation)
    vector = window.vector(START_S + 45 * 60.0)
    assert scorer.cause(vector).name in ("thermal_overload", "cooling_failure")
    assert scorer.cause(vector).load_sensitive
    names = [each.feature for each in scorer.contributions(vector, top=4)]
    assert any(name.startswith("temperature") for name in names)


def test_a_link_that_fails_is_never_blamed_on_load(scorer: Scorer) -> None:
    window = charger()
    for at_s, observation in healthy(4, 20.0, 60):
        window.observe(observation)
        if at_s > START_S + 600.0:
            window.observe(Observation(Kind.ROUND_TRIP, at_s, value=9.0))
    for index in range(4):
        at_s = START_S + 3600.0 + 60.0 * index
        window.observe(Observation(Kind.DISCONNECTED, at_s))
        window.observe(Observation(Kind.CONNECTED, at_s + 20.0))
    found = scorer.cause(window.vector(START_S + 3900.0))
    assert (found.name, found.load_sensitive) == ("communication_loss", False)


def test_risk_falls_once_power_is_limited_and_the_charger_cools(scorer: Scorer) -> None:
    window = charger()
    at_s = START_S + 42 * 60.0
    for _, observation in overheating(42):
        window.observe(observation)
    before = scorer.score(window.vector(at_s))
    share_w = 0.4 * RATED_W / CONNECTORS
    temperature_c = 85.0
    for index in range(1, 31):
        temperature_c += (40.6 + 42.0 * 0.4 * 1.4 - temperature_c) / 33.6
        for each in minute(at_s + 60.0 * index, [share_w] * 6, share_w, temperature_c, 40.6):
            window.observe(each)
    after = scorer.score(window.vector(at_s + 1800.0))
    assert before > scorer.levels["critical"].enter
    assert after < scorer.levels["critical"].clear


def test_a_charger_that_sends_no_temperature_is_still_scored(scorer: Scorer) -> None:
    window = charger()
    for at_s, each in healthy(3, 20.0, 20):
        blind = Observation(
            each.kind, at_s, each.connector, each.status, each.error, each.value, each.power_w
        )
        window.observe(blind)
    vector = window.vector(START_S + 1200.0)
    assert np.isnan(vector[0])
    assert 0.0 <= scorer.score(vector) < 0.25


def test_a_truncated_copy_of_it_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / "bundle"
    shutil.copytree(default_bundle(), copy)
    content = (copy / "risk.onnx").read_bytes()
    (copy / "risk.onnx").write_bytes(content[: len(content) // 2])
    with pytest.raises(BundleError, match=r"risk\.onnx: SHA-256"):
        load_bundle(copy)
    (copy / MANIFEST).write_bytes(b"{")
    with pytest.raises(BundleError, match="is no manifest"):
        load_bundle(copy)
