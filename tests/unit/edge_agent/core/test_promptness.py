"""A central that is there and too slow is told about, once, and not for bad luck."""

from edge_agent.core.promptness import WINDOW, Promptness
from tests.unit.edge_agent.core.offline_world import World


def told(here: int, calls: int, promptness: Promptness | None = None) -> list[str]:
    promptness = promptness or Promptness()
    found = [promptness.answered(here=number < here) for number in range(calls)]
    return [each for each in found if each]


def test_fourth_answer_of_the_edge_s_own_is_told_once() -> None:
    assert told(3, 1000) == []
    assert told(500, 1000) == ["4 of the last 4 calls were answered by the edge"]


def test_one_in_a_thousand_is_allowed() -> None:
    promptness = Promptness()
    for _ in range(20):
        assert told(1, 1000, promptness) == []


def test_after_a_calm_time_it_is_told_again() -> None:
    promptness = Promptness()
    assert len(told(4, 10, promptness)) == 1
    assert told(0, 4 * WINDOW, promptness) == []
    assert len(told(200, 200, promptness)) == 1


def test_slow_central_is_news() -> None:
    world = World(latency_s=30.0)
    world.is_up = True
    world.plug()
    for _ in range(4):
        world.ask("Authorize", idTag="T")
        world.link_down()
        world.link_up()
    assert [kind for kind, _ in world.news if kind == "central_slow"] == ["central_slow"]
