"""How long a charger waits: told, by its key, or learned from what it does when nobody answers."""

import json

import pytest

from edge_agent.core.frames import Call
from edge_agent.core.patience import Patience
from edge_agent.core.rules import DEADLINE_S
from tests.unit.edge_agent.core.offline_world import World, start

START = "StartTransaction"


def asked(patience: Patience, *calls: tuple[float, str, str]) -> Patience:
    """Calls that nobody answers: when, id, action (its payload is the action's name)."""
    for at_s, message_id, action in calls:
        patience.asked(Call(f'"{message_id}"', action, f'{{"x":"{action}"}}'), at_s)
    return patience


@pytest.mark.parametrize(
    ("told_s", "action", "deadline_s"),
    [
        pytest.param(None, START, 8.0, id="not known: the most"),
        pytest.param(None, "Authorize", 12.0, id="not known, with a driver waiting"),
        pytest.param(30.0, START, 8.0, id="a patient charger"),
        pytest.param(20.0, "Authorize", 12.0, id="20 s for a tag"),
        pytest.param(2.0, START, 1.2, id="open-ocpp as it comes"),
        pytest.param(0.2, START, 0.5, id="less than any link takes"),
    ],
)
def test_deadline_is_a_part_of_the_chargers_own_time_out(
    told_s: float | None, action: str, deadline_s: float
) -> None:
    assert Patience(told_s).deadline_s(action) == pytest.approx(deadline_s)


def test_operator_speaks_before_the_key_and_the_key_before_habits() -> None:
    habits = asked(Patience(), (0.0, "1", "Authorize"), (5.0, "2", "Authorize"))
    assert habits.timeout_s == 5.0
    habits.key_s = 10.0
    assert habits.timeout_s == 10.0
    assert asked(Patience(3.0), (0.0, "1", START), (5.0, "2", START)).timeout_s == 3.0


def test_call_that_comes_again_was_given_up() -> None:
    assert asked(Patience(), (0.0, "1", "Authorize"), (4.0, "2", "Authorize")).timeout_s == 4.0


def test_pause_before_a_repeated_session_message_is_no_part_of_the_time_out() -> None:
    patience = Patience()
    patience.retry_s = 5.0
    assert asked(patience, (0.0, "1", START), (7.0, "2", START)).timeout_s == 2.0


def test_next_call_shows_the_time_out_only_when_it_shows_twice() -> None:
    patience = asked(Patience(), (0.0, "1", START), (2.0, "2", "StatusNotification"))
    assert patience.timeout_s is None
    patience.parted()
    asked(patience, (100.0, "3", "Authorize"), (102.05, "4", "StatusNotification"))
    assert patience.timeout_s == 2.0


def test_charger_that_overlaps_calls_by_habit_teaches_nothing() -> None:
    patience = Patience()
    for round_s in (0.0, 100.0, 200.0):
        asked(patience, (round_s, f"a{round_s}", START), (round_s + 0.3, f"b{round_s}", "X"))
        patience.parted()
        asked(patience, (round_s + 9.0, f"c{round_s}", START), (round_s + 14.0, "d", "Y"))
        patience.parted()
    assert patience.timeout_s is None


def test_answered_call_teaches_nothing() -> None:
    patience = asked(Patience(), (0.0, "1", "Authorize"))
    patience.answered('"1"')
    assert asked(patience, (4.0, "2", "Authorize")).timeout_s is None


@pytest.mark.parametrize("note", ["", "{", '{"repeats":"soon","moves_on":-1}', '{"repeats":true}'])
def test_note_that_cannot_be_read_teaches_nothing(note: str) -> None:
    assert Patience(note=note).timeout_s is None


class TestAtTheProxy:
    def test_impatient_charger_has_its_answer_in_time_and_central_keeps_its_own(self) -> None:
        world = World(latency_s=3.0, accepts_unknown_tags=True, call_timeout_s=2.0)
        world.is_up = True
        world.plug()
        world.pass_time(10.0)
        begun_s = world.now_s
        assert world.ask("Authorize", idTag="T")[2]["idTagInfo"]["status"] == "Accepted"
        assert world.now_s - begun_s == pytest.approx(1.2)
        world.pass_time(10.0)
        assert "late_answer" not in world.odd, "central's own time was not over"
        assert world.proxy.link.value == "online"
        world.link_down()
        assert world.ask("Authorize", idTag="T")[2]["idTagInfo"]["status"] == "Accepted"

    def test_learned_time_out_survives_a_power_cut(self) -> None:
        world = World()
        world.is_up = world.is_silent = True
        world.plug()
        for _ in range(2):
            world.say("Authorize", idTag="T")
            world.pass_time(4.0)
        world.cut_power()
        begun_s = world.now_s
        world.ask("Authorize", idTag="T2")
        assert world.now_s - begun_s == pytest.approx(2.4)

    def test_keys_that_pass_are_learned(self) -> None:
        world = World(latency_s=3.0)
        world.is_up = True
        world.plug()
        world.central_says("GetConfiguration")
        found = [{"key": "messageTimeout", "readonly": False, "value": "5"}]
        world.answer(world.calls[-1], json.dumps({"configurationKey": found}))
        world.ask("Authorize", idTag="T")
        assert world.now_s == pytest.approx(3.0)
        world.central_says("ChangeConfiguration", key="MessageTimeout", value="4")
        world.answer(world.calls[-1])
        world.ask("Authorize", idTag="T")
        assert world.now_s == pytest.approx(5.4)

    def test_start_that_is_repeated_is_answered_by_the_first_ones_deadline(self) -> None:
        world = World(accepts_unknown_tags=True)
        world.is_up = world.is_silent = True
        world.plug()
        world.say("StartTransaction", **start(10))
        world.pass_time(7.0)
        begun_s = world.now_s
        assert world.ask("StartTransaction", **start(10))[0] == 3
        assert world.now_s - begun_s <= DEADLINE_S - 7.0 + 1e-6

    def test_charger_that_shall_go_on_with_an_invalid_tag_is_left_alone(self) -> None:
        stopped = []
        for value in ("true", "false"):
            world = World(accepts_unknown_tags=True)
            world.is_up = True
            world.plug()
            world.central_says("ChangeConfiguration", key="StopTransactionOnInvalidId", value=value)
            world.answer(world.calls[-1])
            world.link_down()
            world.ledger.tags["TAG"] = "Invalid"
            world.ask("StartTransaction", **start(10))
            world.link_up()
            world.pass_time(5.0)
            stopped.append([each[2] for each in world.calls].count("RemoteStopTransaction"))
        assert stopped == [1, 0]
