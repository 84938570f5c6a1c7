"""The command line: what it becomes, and the one sentence for what is not allowed."""

from dataclasses import fields
from pathlib import Path

import pytest

from launcher.cli import HANDOVERS, Handover, ShowHelp, parse
from launcher.errors import UsageError
from launcher.plan import MAX_SPEED, MAX_STATIONS, MIN_SPEED, DemoArguments

DEFAULT_DIR = Path("/somewhere/demo")


def test_a_demo_has_defaults() -> None:
    assert parse(["demo"], DEFAULT_DIR) == DemoArguments(150, 1.0, 8080, 9000, DEFAULT_DIR, 1)


def test_a_demo_takes_every_flag(tmp_path: Path) -> None:
    words = ["--stations", "5", "--speed", "40", "--port", "81", "--ocpp-port", "90", "--seed"]
    wanted = DemoArguments(5, 40.0, 81, 90, tmp_path, 7)
    assert parse(["demo", *words, "7", "--data-dir", str(tmp_path)], DEFAULT_DIR) == wanted


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["--speed", "41"],
            "--speed: '41' is not allowed, but a number from 1 to 40.",
        ),
        (
            ["--speed", "nan"],
            "--speed: 'nan' is not allowed, but a number from 1 to 40.",
        ),
        (
            ["--stations", "0"],
            "--stations: '0' is not allowed, but a whole number from 1 to 2000.",
        ),
        (
            ["--stations", "1.5"],
            "--stations: '1.5' is not allowed, but a whole number from 1 to 2000.",
        ),
        (
            ["--port", "65536"],
            "--port: '65536' is not allowed, but a whole number from 1 to 65535.",
        ),
        (
            ["--ocpp-port", "65535"],
            "--ocpp-port: '65535' is not allowed, but a whole number from 1 to 65534.",
        ),
        (
            ["--seed", "²"],
            "--seed: '²' is not allowed, but a whole number from 0 to 4294967295.",
        ),
        (
            ["--port", "9001"],
            "--port 9001 is not allowed with --ocpp-port 9000: "
            "the demo needs that port and the one above it for OCPP.",
        ),
        (["--bogus"], "unrecognized arguments: --bogus."),
    ],
)
def test_a_bad_value_gives_one_sentence(words: list[str], sentence: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse(["demo", *words], DEFAULT_DIR)
    assert str(raised.value) == sentence
    assert raised.value.exit_code == 2


@pytest.mark.parametrize(
    ("argv", "handover"),
    [
        (["central", "serve", "--help"], Handover("central", ("serve", "--help"))),
        (["edge"], Handover("edge_agent", ())),
        (["emulate", "fleet"], Handover("charger_emulator", ("fleet",))),
        (["models", "list"], Handover("models", ("list",))),
        (["call", "CP-1", "Reset"], Handover("central", ("call", "CP-1", "Reset"))),
        (["admin", "user"], Handover("central", ("admin", "user"))),
    ],
)
def test_a_command_is_handed_over_with_all_its_words(argv: list[str], handover: Handover) -> None:
    assert parse(argv, DEFAULT_DIR) == handover


@pytest.mark.parametrize("argv", [[], ["--help"], ["-h"], ["help"]])
def test_help_names_every_command(argv: list[str]) -> None:
    shown = parse(argv, DEFAULT_DIR)
    assert isinstance(shown, ShowHelp)
    assert all(f"sntry {command} " in shown.text for command in ["demo", *HANDOVERS])


def test_help_of_the_demo_names_every_flag_with_its_default(tmp_path: Path) -> None:
    shown = parse(["demo", "--help"], DEFAULT_DIR)
    assert isinstance(shown, ShowHelp)
    text = " ".join(shown.text.split())
    given = parse(["demo"], DEFAULT_DIR)
    assert isinstance(given, DemoArguments)
    for field in fields(DemoArguments):
        assert f"--{field.name.replace('_', '-')} " in text
        assert f"(default: {getattr(given, field.name)})" in text
    assert f"1 to {MAX_STATIONS}" in text
    assert f"{MIN_SPEED:g} to {MAX_SPEED:g}" in text


def test_an_unknown_command_is_named_with_those_that_exist() -> None:
    with pytest.raises(UsageError, match=r"^'dmeo' is not a command of sntry; there are: demo, "):
        parse(["dmeo"], DEFAULT_DIR)
