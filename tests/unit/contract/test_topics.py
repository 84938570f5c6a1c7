import pytest

from contract.ids import ChargePointId, EdgeId, StationId, charge_point_id
from contract.topics import (
    CHARGER_STREAMS,
    charger_topic,
    edge_state_topic,
    gateway_command_topic,
    limit_topic,
    parse_charger_topic,
    parse_limit_topic,
    technician_topic,
)


@pytest.mark.parametrize("stream", CHARGER_STREAMS)
def test_a_charger_topic_is_read_back_as_it_was_built(stream: str) -> None:
    topic = charger_topic(StationId("st-1"), ChargePointId("CP 1"), stream)
    assert parse_charger_topic(topic) == ("st-1", "CP 1", stream)


@pytest.mark.parametrize(
    "topic",
    [
        pytest.param("sntry/v2/s/c/score", id="another version"),
        pytest.param("sntry/v1/s/c/state", id="an unknown stream"),
        pytest.param("sntry/v1/s/c", id="too short"),
        pytest.param("sntry/v1/gateway/CP1/score", id="a reserved word for a station"),
        pytest.param(edge_state_topic(EdgeId("e")), id="an edge's state"),
        pytest.param(gateway_command_topic(ChargePointId("CP1")), id="a gateway command"),
    ],
)
def test_other_topics_are_no_charger_topics(topic: str) -> None:
    with pytest.raises(ValueError, match="is not sntry/v1/"):
        parse_charger_topic(topic)


@pytest.mark.parametrize(
    "station", ["edge", "context", "limit", "technician", "gateway", "", "a/b", "a+", "#", "$x"]
)
def test_a_station_that_would_change_the_topic_is_refused(station: str) -> None:
    with pytest.raises(ValueError, match="cannot stand in a topic"):
        charger_topic(StationId(station), ChargePointId("c"), "score")


def test_a_limit_topic_is_read_back_as_it_was_built() -> None:
    assert parse_limit_topic(limit_topic("station", "st-1")) == ("station", "st-1")
    assert parse_limit_topic(limit_topic("area", "east")) == ("area", "east")


@pytest.mark.parametrize(
    "topic",
    [
        pytest.param("sntry/v1/limit/city/x", id="an unknown kind"),
        pytest.param("sntry/v1/limit/area", id="too short"),
        pytest.param("sntry/v1/limit/area/", id="no id"),
        pytest.param("sntry/v2/limit/area/x", id="another version"),
        pytest.param(charger_topic(StationId("s"), ChargePointId("c"), "score"), id="a score"),
    ],
)
def test_other_topics_are_no_limits(topic: str) -> None:
    with pytest.raises(ValueError, match="is not sntry/v1/limit"):
        parse_limit_topic(topic)


@pytest.mark.parametrize(("kind", "key"), [("city", "x"), ("area", ""), ("area", "a/b")])
def test_a_limit_of_what_has_none_is_refused(kind: str, key: str) -> None:
    with pytest.raises(ValueError, match="is not allowed"):
        limit_topic(kind, key)


@pytest.mark.parametrize("text", ["", "a:b", "a/b", "x" * 49, "a#", "+", " a", "a ", "\n"])
def test_an_identity_with_a_meaning_elsewhere_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not allowed"):
        charge_point_id(text)


def test_a_person_has_a_topic_of_the_persons_own() -> None:
    assert technician_topic("tina@site 1") == "sntry/v1/technician/tina@site 1/orders"


@pytest.mark.parametrize("name", ["", "a/b", "+", "#", "$x"])
def test_a_name_that_would_change_the_topic_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="cannot stand in a topic"):
        technician_topic(name)
