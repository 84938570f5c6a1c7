"""Scenario files: those that come with the program play and pass, and bad ones are refused."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from charger_emulator.adapters.director import play
from charger_emulator.adapters.ocpp.park import Park
from charger_emulator.adapters.scenario_files import parse_scenario, read_scenarios
from charger_emulator.adapters.stage import run_scenario
from tests.integration.charger_emulator.bench import Bench
from tests.integration.charger_emulator.raw_central import RawCentral

pytestmark = pytest.mark.integration
SCENARIOS = read_scenarios()
ALONE = [name for name, each in SCENARIOS.items() if not each.run.needs_central]
LIVE = [name for name, each in SCENARIOS.items() if each.run.needs_central]


@pytest.mark.parametrize("name", ALONE)
async def test_scenarios_without_a_central_system_pass_the_same_way_each_time(name: str) -> None:
    first = await run_scenario(SCENARIOS[name])
    assert first["verdict"] == "passed", json.dumps(first, indent=1)
    assert await run_scenario(SCENARIOS[name]) == first


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_scenarios_with_a_central_system_pass() -> None:
    """All at once, each with a central system of its own."""

    async def run(name: str) -> tuple[str, str]:
        scenario = SCENARIOS[name]
        faster = msgspec.structs.replace(scenario.run, speed=60.0)
        async with RawCentral() as central:
            verdict = await run_scenario(replace(scenario, run=faster), central.url)
        return name, verdict["verdict"] if verdict["verdict"] == "passed" else json.dumps(verdict)

    assert await asyncio.gather(*map(run, LIVE)) == [(name, "passed") for name in LIVE]


async def test_a_scenario_that_needs_a_central_system_says_so() -> None:
    with pytest.raises(ValueError, match="--central-url"):
        await run_scenario(SCENARIOS["storm"])


HEAD = """
format = 1
title = "T"
description = "D"
[run]
length_s = 60
needs_central = false
"""


def expecting(condition: str) -> str:
    return f"{HEAD}\n[[expect]]\n{condition}"


@pytest.mark.parametrize(
    ("condition", "verdict"),
    [
        ('that = "online"\nat_most = 0', "passed"),
        ('that = "online"\nat_least = 1', "failed"),
        ('that = "online"\nat_least = 1\nby_s = 30', "failed"),
        ('that = "faulted"\nat_most = 0\nthroughout = true', "passed"),
        ('that = "powered"\nat_least = 1\nfrom_s = 20\nby_s = 40', "failed"),
        ('that = "status"\nis = "Available"', "passed"),
        ('that = "config"\nkey = "heartbeatinterval"\nis = "300"', "passed"),
        ('that = "persona"\nis = "warp"', "failed"),
    ],
)
async def test_verdicts(condition: str, verdict: str) -> None:
    result = await run_scenario(parse_scenario(expecting(condition), "test"))
    assert result["verdict"] == verdict
    assert result["expectations"][0]["passed"] is (verdict == "passed")


async def test_an_order_that_is_refused_fails_the_scenario_unless_it_may() -> None:
    step = '\n[[step]]\ndo = "stop"\n'
    assert (await run_scenario(parse_scenario(HEAD + step, "t")))["verdict"] == "failed"
    may = parse_scenario(HEAD + step + "may_fail = true\n", "t")
    assert (await run_scenario(may))["verdict"] == "passed"


async def test_a_step_whose_condition_never_comes_fails() -> None:
    step = '\n[[step]]\ndo = "wait"\nwithin_s = 20\nwhen = { that = "online", at_least = 1 }\n'
    verdict = await run_scenario(parse_scenario(HEAD + step, "t"))
    assert verdict["verdict"] == "failed"
    assert "waited 20 s in vain: online of *: at least 1" in verdict["steps"][0]["error"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "missing required field `format`"),
        (HEAD.replace("format = 1", "format = 9"), "format 9 is not allowed: 1"),
        (HEAD + "colour = 1", "colour"),
        (HEAD + '[[step]]\ndo = "fly"', "step 1: do 'fly' is not known: plug"),
        (HEAD + '[[step]]\ndo = "plug"\nat_s = -1', "at_s"),
        (expecting('that = "luck"\nat_least = 1'), "that 'luck' is not known: online"),
        (expecting('that = "online"'), "one of is, at_least, at_most"),
        (HEAD + '[[charger]]\nid = "a b"', "id 'a b' is not allowed"),
        (
            HEAD + '[[charger]]\nid = "A-2"\n[[charger]]\nid = "A"\ncount = 2',
            "'A-2' is there twice",
        ),
        ("format = ", "Invalid value"),
        ("x = " + "[" * 5_000, "nested too deeply"),
    ],
)
def test_what_is_no_scenario_is_refused_by_name(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=r"test\.toml is no scenario") as refused:
        parse_scenario(text, "test.toml")
    assert words in str(refused.value)


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_bytes(HEAD.replace('"T"', '"é"').encode("latin-1"))
    with pytest.raises(ValueError, match=r"odd\.toml is no scenario: not UTF-8"):
        read_scenarios(tmp_path)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ('[[charger]]\nid = "B"\npersona = "nobody"', "persona 'nobody' is not known"),
        ('[[charger]]\nid = "CP-1"', "'CP-1' is taken"),
        ("[groups]\nall = []", "group 'all' is empty"),
        ('[groups]\nall = ["X-*"]', "'X-\\*' is no charger"),
    ],
)
async def test_a_scenario_that_cannot_begin_leaves_nothing_behind(wrong: str, words: str) -> None:
    async with RawCentral() as central:
        park = Park(Bench(central).chargers)
        scenario = parse_scenario(f'{HEAD}[[charger]]\nid = "A"\ncount = 2\n{wrong}', "t")
        with pytest.raises(ValueError, match=words):
            await play(scenario, park)
        assert (park.made, park.groups) == ([], {})
        assert [each.record.id for each in park.all()] == ["CP-1"]


async def test_someone_who_is_not_there_is_named() -> None:
    text = expecting('that = "online"\nwho = "nobody"\nat_least = 1')
    with pytest.raises(ValueError, match="'nobody' is no charger"):
        await run_scenario(parse_scenario(text, "t"))


async def test_a_charger_that_goes_while_a_scenario_plays_ends_it_with_a_clear_word() -> None:
    text = (
        HEAD.replace("needs_central = false", "")
        + """
[[step]]
do = "wait"
at_s = 30
[[expect]]
that = "online"
who = "CP-1"
at_least = 9
"""
    )
    async with RawCentral() as central:
        bench = Bench(central)
        park = Park(bench.chargers)
        playing = asyncio.create_task(play(parse_scenario(text, "t"), park))
        await asyncio.sleep(0.1)
        park.delete("CP-1")
        with pytest.raises(ValueError, match="'CP-1' is no charger"):
            await playing


async def test_a_scenario_plays_in_a_running_park_and_leaves_nothing_behind() -> None:
    text = (
        HEAD.replace("needs_central = false", "")
        + """
[[charger]]
id = "GUEST"
[groups]
guests = ["GUEST"]
[[step]]
do = "start"
who = "guests"
id_tag = "CARD-1"
when = { that = "online", who = "guests", at_least = 1 }
[[expect]]
that = "sent"
who = "guests"
action = "StartTransaction"
at_least = 1
by_s = 50
"""
    )
    async with RawCentral() as central:
        bench = Bench(central)
        park = Park(bench.chargers)
        task = asyncio.create_task(park.run())
        playing = asyncio.create_task(play(parse_scenario(text, "t"), park))
        await bench.until(playing.done, "the end of the play")
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    verdict = playing.result()
    assert verdict["verdict"] == "passed", json.dumps(verdict)
    assert (park.made, park.groups) == ([], {})
