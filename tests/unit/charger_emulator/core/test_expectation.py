import pytest

from charger_emulator.core.expectation import Condition, Expectation, Value, Watch


def judged(expectation: Expectation, looks: list[tuple[float, Value]]) -> str:
    watch = Watch(expectation)
    for at_s, value in looks:
        watch.look(at_s, value)
    watch.finish()
    return watch.state


@pytest.mark.parametrize(
    ("times", "looks", "state"),
    [
        pytest.param({"by_s": 20.0}, [(0.0, 0.0), (10.0, 1.0)], "met", id="in time"),
        pytest.param({"by_s": 20.0}, [(10.0, 1.0), (15.0, 0.0)], "met", id="once is enough"),
        pytest.param({"by_s": 20.0}, [(21.0, 1.0)], "missed", id="too late"),
        pytest.param({"by_s": 20.0}, [(10.0, 0.0)], "missed", id="never"),
        pytest.param(
            {"from_s": 10.0, "by_s": 20.0}, [(5.0, 1.0), (15.0, 1.0)], "missed", id="too early"
        ),
        pytest.param({}, [(0.0, 0.0), (10.0, 1.0)], "met", id="at the end"),
        pytest.param({}, [(0.0, 1.0), (10.0, 0.0)], "missed", id="not at the end"),
        pytest.param({}, [], "missed", id="never looked"),
        pytest.param({"throughout": True}, [(0.0, 1.0), (9.0, 1.0)], "met", id="all the time"),
        pytest.param({"throughout": True}, [(0.0, 1.0), (5.0, 0.0)], "missed", id="a gap"),
        pytest.param(
            {"throughout": True, "from_s": 3.0, "by_s": 6.0},
            [(0.0, 0.0), (4.0, 1.0), (7.0, 0.0)],
            "met",
            id="outside the window nothing counts",
        ),
    ],
)
def test_conditions_meet_their_times(
    times: dict[str, float], looks: list[tuple[float, Value]], state: str
) -> None:
    assert judged(Expectation(that="online", at_least=1.0, **times), looks) == state  # type: ignore[arg-type]


def test_words_are_compared_as_they_are() -> None:
    assert Condition(that="status", is_="Charging").holds("Charging")
    assert not Condition(that="status", is_="Charging").holds("Faulted")
    assert not Condition(that="status", at_least=1.0).holds("Charging")


def test_a_condition_that_says_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="one of is, at_least, at_most"):
        Condition(that="online")
