"""Ready is what three answers say together."""

import pytest

from launcher.health import Answer, in_words, judge

OK = {"status": "ok"}


def answers(connected: object = 4, scored: object = 4, **changes: Answer) -> dict[str, Answer]:
    central = OK | {"chargers_connected": connected, "chargers_scored": scored}
    healthy = {"central": Answer(central), "edge": Answer(OK), "emulator": Answer(OK)}
    return healthy | changes


def test_ready_when_all_are_ok_and_every_charger_is_connected_and_scored() -> None:
    assert judge(answers(), charge_points=4) == ()


@pytest.mark.parametrize(
    ("given", "program", "words"),
    [
        pytest.param(answers(central=Answer(None)), "central", "central does not answer"),
        pytest.param(answers(edge=Answer(None)), "edge", "edge does not answer"),
        pytest.param(
            answers(emulator=Answer({"status": "starting"})), "emulator", "emulator says 'starting'"
        ),
        pytest.param(answers(edge=Answer({})), "edge", "edge says None"),
        pytest.param(answers(connected=3), "emulator", "3 of 4 chargers connected"),
        pytest.param(answers(connected=5), "emulator", "5 of 4 chargers connected"),
        pytest.param(answers(scored=0), "edge", "0 of 4 chargers scored"),
        pytest.param(answers(scored="4"), "edge", "0 of 4 chargers scored"),
    ],
)
def test_anything_else_is_a_reason_with_a_program(
    given: dict[str, Answer], program: str, words: str
) -> None:
    [reason] = judge(given, charge_points=4)
    assert (reason.program, reason.text) == (program, words)


def test_a_program_that_was_not_asked_does_not_answer() -> None:
    assert in_words(judge({}, charge_points=4)) == (
        "central does not answer; edge does not answer; emulator does not answer"
    )
