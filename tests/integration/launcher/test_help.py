"""What the help says, held against the programs that the words are handed over to."""

import re
import subprocess
import sys

import pytest

from launcher.cli import HANDOVERS, HELP

pytestmark = pytest.mark.integration

LINES = dict(re.findall(r"^  sntry (\w+) +(\S+)", HELP, re.MULTILINE))


def ask(*words: str) -> str:
    """What a program says about its words."""
    command = [sys.executable, "-P", "-m", "launcher", *words, "--help"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=25, check=False)
    return done.stdout + done.stderr


def known_words(told: str) -> set[str]:
    """The choices of a usage line, as argparse writes them or as `a | b`."""
    braces = re.search(r"\{([a-z,-]+)\}", told)
    if braces:
        return set(braces[1].split(","))
    bars = re.search(r"[a-z-]+( \| [a-z-]+)+", told)
    if bars:
        return set(bars[0].split(" | "))
    return set(re.findall(r"^    ([a-z-]+) {2,}", told, re.MULTILINE))


@pytest.mark.parametrize("command", ["central", "edge", "admin"])
def test_words_behind_a_command_are_those_of_its_program(command: str) -> None:
    known = known_words(ask(command)) - (set(HANDOVERS) if command == "central" else set())
    assert set(LINES[command].split("|")) == known


def test_the_many_words_of_the_emulator_are_listed_by_itself() -> None:
    assert LINES["emulate"] == "WORD"
    assert {"serve", "fleet", "dataset", "top", "scenario"} <= known_words(ask("emulate"))


def test_the_words_of_the_models_are_listed_by_themselves() -> None:
    assert LINES["models"] == "WORD"
    assert {"train", "check", "evaluate", "score", "sign", "keygen", "admit"} == known_words(
        ask("models")
    )


def test_call_takes_charger_action_and_payload() -> None:
    usage = " ".join(ask("call").split())
    assert "charge_point action [payload]" in usage
    assert "sntry call CHARGER ACTION [PAYLOAD] " in HELP
