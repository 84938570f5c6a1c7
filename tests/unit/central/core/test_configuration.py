"""What a charger's configuration is after its answers."""

from datetime import UTC, datetime, timedelta
from typing import Any

from central.core.configuration import CHANGE, GET, Answered, known_keys

NOW = datetime(2026, 7, 1, tzinfo=UTC)


def told(*keys: dict[str, Any], asked: tuple[str, ...] = ()) -> Answered:
    payload = {"key": list(asked)} if asked else {}
    return Answered(GET, payload, {"configurationKey": list(keys)}, NOW)


def changed(key: str, value: str, status: str = "Accepted") -> Answered:
    return Answered(CHANGE, {"key": key, "value": value}, {"status": status}, NOW)


def key(name: str, value: str | None = None, **more: Any) -> dict[str, Any]:
    return {"key": name, "value": value, **more}


def values(*answers: Answered) -> dict[str, str | None]:
    return {each.key: each.value for each in known_keys(answers)}


def test_all_keys_replace_what_was_known_and_some_keys_add_to_it() -> None:
    assert values(told(key("B", "2"), key("A", "1"))) == {"A": "1", "B": "2"}
    assert values(told(key("A", "1")), told(key("B", "2"), asked=("B",))) == {"A": "1", "B": "2"}
    assert values(told(key("A", "1")), told(key("B", "2"))) == {"B": "2"}


def test_a_taken_change_counts_and_keeps_what_is_known_of_its_key() -> None:
    read = told(key("HeartbeatInterval", "300", readonly=False))
    [found] = known_keys([read, changed("heartbeatinterval", "60", "RebootRequired")])
    assert (found.key, found.value) == ("HeartbeatInterval", "60")
    assert (found.is_readonly, found.needs_reboot) == (False, True)


def test_a_change_of_a_key_that_was_never_read_is_known() -> None:
    assert values(changed("New", "x")) == {"New": "x"}


def test_the_next_reading_ends_the_wait_for_a_restart() -> None:
    later = Answered(GET, {}, {"configurationKey": [key("A", "2")]}, NOW + timedelta(hours=1))
    [found] = known_keys([changed("A", "2", "RebootRequired"), later])
    assert (found.needs_reboot, found.at) == (False, later.at)


def test_odd_answers_tell_nothing() -> None:
    odd: list[Any] = ["x", {"value": "1"}, {"key": 7}]
    assert values(told(*odd), Answered(GET, {}, {"configurationKey": "x"}, NOW)) == {}
