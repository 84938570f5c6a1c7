from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from charger_emulator.adapters.experiment_report import write_report
from charger_emulator.adapters.experiment_results import Results
from charger_emulator.adapters.experiment_words import figure_text, held
from charger_emulator.adapters.plots import Interval, interval_plot
from charger_emulator.core.trial_sums import Estimate
from charger_emulator.core.trials import Arm, TrialRecord
from tests.unit.charger_emulator.trial_builders import heal, record, trip

NAN = float("nan")


def trial(
    arm: Arm, seed: int, elasticity: float = -1.0, ratio: float | None = None, more_kwh: float = 0.0
) -> TrialRecord:
    """Without heals every station trips; with power limits none does."""
    acts = arm in (Arm.HEAL, Arm.POWER)
    base = record(
        trips=[] if acts else [trip(8.0), trip(9.0, 1)],
        heals=[heal(7.0, 9.0), heal(7.5, 9.0, 1)] if acts else [],
    )
    rng = np.random.default_rng([seed, 1])
    people = rng.uniform(50.0, 150.0, base.energy_wh.shape)
    energy = people * (1.0 + more_kwh)
    told = replace(base.trial, arm=arm, seed=seed, elasticity=elasticity, limit_ratio=ratio)
    return replace(base, trial=told, energy_wh=energy, margin=energy / 1000.0)


def experiment(gain: float) -> list[TrialRecord]:
    """A heal sells so much more than the power limit alone, which sells 1 % less than nothing."""
    return [
        trial(arm, seed, elasticity, more_kwh=more)
        for seed in (1, 2, 3)
        for elasticity in (0.0, -1.0)
        for arm, more in ((Arm.NOTHING, 0.0), (Arm.POWER, -0.01), (Arm.HEAL, -0.01 + gain))
    ] + [trial(Arm.HEAL, seed, ratio=0.4, more_kwh=0.5) for seed in (1, 2, 3)]


def report(records: list[TrialRecord], out: Path) -> str:
    write_report(Results(records, -1.0), "sntry emulate experiment", out)
    for name in ("arms.svg", "elasticity.svg"):
        ElementTree.fromstring((out / name).read_text())  # noqa: S314 - our own text
    return (out / "experiment.md").read_text()


def test_a_price_that_adds_nothing_is_told_so(tmp_path: Path) -> None:
    text = report(experiment(gain=0.0), tmp_path)
    assert "**Price adds nothing** to trips, uptime, energy, margin," in text


def test_a_price_that_adds_energy_is_told_so(tmp_path: Path) -> None:
    text = report(experiment(gain=0.02), tmp_path)
    assert "It does change energy and margin." in text


def test_less_energy_is_a_miss_and_no_trips_are_not(tmp_path: Path) -> None:
    text = report(experiment(gain=0.0), tmp_path)
    assert "| no less energy served than without heals | -1.00 [-1.00, -1.00] % | **missed** |" in (
        text
    )
    assert "| more than 80 % of trips avoided | 100.0 [100.0, 100.0] % | held |" in text
    assert "| heal precision at least 50 % | 100.0 [100.0, 100.0] % | held |" in text


def test_where_heals_lose_money_they_do_not_pay(tmp_path: Path) -> None:
    spared = [
        replace(each, failures=[(0.0, 0), (0.0, 1)], trips=[]) for each in experiment(gain=0.0)
    ]
    text = report(spared, tmp_path)
    assert "- With visits spared it costs more than it brings at 0 and -1." in text


def test_the_limit_that_is_worth_the_most_is_the_default_to_take(tmp_path: Path) -> None:
    assert "**0.4** is worth the most" in report(experiment(gain=0.0), tmp_path)


def test_a_trial_without_its_pair_is_refused() -> None:
    with pytest.raises(ValueError, match="has no trial without heals beside it"):
        Results([trial(Arm.HEAL, 1)], -1.0)


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        pytest.param(Estimate(90.0, 85.0, 95.0), "held", id="certainly"),
        pytest.param(Estimate(90.0, 75.0, 95.0), "held, but the interval reaches below 80", id="a"),
        pytest.param(Estimate(70.0, 60.0, 95.0), "**missed**, the interval contains 80", id="b"),
        pytest.param(Estimate(70.0, 60.0, 75.0), "**missed**", id="certainly not"),
        pytest.param(Estimate(70.0, NAN, NAN), "no interval", id="one part"),
    ],
)
def test_verdicts(found: Estimate, verdict: str) -> None:
    assert held(found, 80.0) == verdict


@pytest.mark.parametrize(
    ("found", "text"),
    [
        pytest.param(Estimate(1.0, -0.5, 2.0), "+1.0 [-0.5, +2.0]", id="interval"),
        pytest.param(Estimate(1.0, NAN, NAN), "+1.0", id="one part"),
        pytest.param(Estimate(NAN, NAN, NAN), "-", id="unknown"),
    ],
)
def test_figures_as_text(found: Estimate, text: str) -> None:
    assert figure_text(found, 1) == text


def test_an_interval_is_drawn_between_its_ends_and_an_unknown_one_is_not() -> None:
    marks = [Interval("a", 1.0, 0.0, 2.0), Interval("b < c", NAN, NAN, NAN)]
    picture = ElementTree.fromstring(interval_plot([("one", marks)]))  # noqa: S314 - our own text
    dots = [each for each in picture.iter() if each.tag.endswith("circle")]
    bars = [each for each in picture.iter() if each.get("stroke-width") == "2"]
    assert (len(dots), len(bars)) == (1, 1)
    start, end = bars[0].get("d", "").removeprefix("M").split("H")
    assert float(start.split()[0]) < float(dots[0].get("cx", "")) < float(end)
