"""The experiment with real scoring and real decisions, in two child processes a trial."""

from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from charger_emulator.__main__ import main
from charger_emulator.adapters.experiment import QUICK, ExperimentOrder
from charger_emulator.adapters.line_program import LineProgram
from charger_emulator.adapters.trial_run import run_trial
from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.trials import DAY_S, SLOT_S, Arm, Trial, TrialRecord
from contract.rehearsal import LoopStart, NetworkNow, Orders, Reports, Scores, ScoreStart

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(300)]

AT = datetime(2025, 7, 1, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def arms() -> dict[Arm, TrialRecord]:
    """Six hours of a network in which chargers trip when nothing is done."""
    return {arm: run_trial(Trial(arm, 305, 6, 0.25, -1.0)) for arm in (Arm.NOTHING, Arm.HEAL)}


def test_arms_meet_the_same_world_until_the_loop_acts(arms: dict[Arm, TrialRecord]) -> None:
    nothing, heal = arms[Arm.NOTHING], arms[Arm.HEAL]
    first_s = min(each.opened_s for each in heal.heals)
    before = int((first_s - heal.start_s) // SLOT_S)
    assert before >= 1
    for name in ("energy_wh", "queue_min", "sessions", "margin"):
        ours, theirs = getattr(heal, name), getattr(nothing, name)
        assert np.array_equal(ours[:before], theirs[:before])
    assert not np.array_equal(heal.energy_wh, nothing.energy_wh)


def test_the_loop_sees_a_trip_coming(arms: dict[Arm, TrialRecord]) -> None:
    trip = arms[Arm.NOTHING].trips[0]
    assert any(
        trip.charge_point in each.charge_points and each.opened_s < trip.at_s
        for each in arms[Arm.HEAL].heals
    )


def test_no_limit_is_above_a_rating_and_none_is_exceeded(arms: dict[Arm, TrialRecord]) -> None:
    heal = arms[Arm.HEAL]
    assert (heal.over_orders, heal.over_limit_min) == (0, 0)


@pytest.mark.long
def test_in_a_switchback_only_the_clusters_of_the_day_are_healed() -> None:
    seen = run_trial(Trial(Arm.SWITCHBACK, 305, 6, 2.0, -1.0))
    assert seen.healed.any(axis=0).all()
    assert not seen.healed.all(axis=0).any()
    assert seen.heals
    for each in seen.heals:
        day = int((each.opened_s - seen.start_s) // DAY_S)
        assert seen.healed[day, each.station]
        end_s = seen.start_s + (day + 1) * DAY_S
        assert each.ended_s <= end_s + 60.0 or seen.healed[day:, each.station].all()


def test_a_quick_run_writes_the_whole_report(tmp_path: Path) -> None:
    out = tmp_path / "report"
    assert main(["experiment", "--quick", "--seed", "305", "--jobs", "1", "--out", str(out)]) == 0
    text = (out / "experiment.md").read_text()
    for part in (
        "Arms",
        "Heal minus power limit only",
        "Elasticity",
        "low the limit",
    ):
        assert part in text
    assert "nan" not in text
    for name in ("arms.svg", "elasticity.svg"):
        picture = ElementTree.fromstring((out / name).read_text())  # noqa: S314 - our own text
        assert picture.tag.endswith("svg")
        assert f"({name})" in text


def test_a_program_that_ends_is_named() -> None:
    with LineProgram("central", "decide") as program:
        program.tell(ScoreStart(fleet=make_fleet(1, 1)))
        with pytest.raises(OSError, match="`central decide` ended before it was told to"):
            program.ask(NetworkNow(at=AT, chargers=[]), Orders)


def test_both_programs_answer_as_they_are_run() -> None:
    fleet = make_fleet(1, 1)
    with LineProgram("edge_agent", "score") as score, LineProgram("central", "decide") as decide:
        score.tell(ScoreStart(fleet=fleet))
        decide.tell(LoopStart(fleet=fleet, use_price=True, use_power=True))
        assert score.ask(Reports(at=AT, rows=b""), Scores) == Scores(judged=[])
        nothing = Orders(wanted=[], heals=[])
        assert decide.ask(NetworkNow(at=AT, chargers=[]), Orders) == nothing


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param(["--stations", "0"], "stations 0 is not allowed: 1 to 300", id="stations"),
        pytest.param(["--days", "-1"], "days -1 is not allowed", id="days"),
        pytest.param(["--fewer-seeds", "7"], "fewer-seeds 7 is not allowed: 1 to 6", id="seeds"),
        pytest.param(["--jobs", "0"], "jobs 0 is not allowed: 1 to 64", id="jobs"),
        pytest.param(["--elasticities", "0.5"], "elasticity 0.5 is not allowed", id="elasticity"),
        pytest.param(["--limit-ratios", "0"], "limit ratio 0 is not allowed", id="limit"),
        pytest.param(["--seed", "-1"], "seed -1 is not allowed: 0 or more", id="seed"),
    ],
)
def test_a_wrong_number_is_named(
    given: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["experiment", *given, "--out", str(tmp_path)]) == 2
    assert said in capsys.readouterr().err


def test_an_order_names_the_command_that_repeats_it() -> None:
    order = ExperimentOrder(seeds=3, fewer_seeds=1, elasticities=(0.0, -1.6), limit_ratios=(0.4,))
    assert order.command == (
        "sntry emulate experiment --seed 201 --seeds 3 --fewer-seeds 1 --stations 50 --days 2 "
        "--elasticities 0 -1.6 --limit-ratios 0.4"
    )


def test_every_arm_has_its_seeds() -> None:
    order = ExperimentOrder(seeds=3, fewer_seeds=2)
    trials = order.trials()
    assert len(set(trials)) == len(trials)
    of = {arm: {trial.seed for trial in trials if trial.arm is arm} for arm in Arm}
    assert of[Arm.NOTHING] == of[Arm.HEAL] == of[Arm.POWER] == {201, 202, 203}
    assert of[Arm.PRICE] == of[Arm.RANDOM] == of[Arm.SWITCHBACK] == {201, 202}
    assert len(QUICK.trials()) < 12
