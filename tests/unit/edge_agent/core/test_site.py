"""The chargers of an edge: places, contexts, histories, passwords."""

from datetime import UTC, datetime, timedelta

import msgspec
import numpy as np
import pytest

from contract.ids import ChargePointId, CityId, StationId
from contract.messages import Context, decode, encode
from contract.observations import Kind, Observation
from contract.ocpp16 import ChargePointStatus
from edge_agent.core.site import Charger, Offline, Place, Site
from edge_agent.core.traffic import Answered, Heard, News
from tests.unit.edge_agent.core.builders import ids

AT = datetime(2026, 7, 1, 12, tzinfo=UTC)
CP = ChargePointId("CP-1")
BOSTON = CityId("boston")


def site(limit: int = 10) -> Site:
    place = Place(StationId("S-1"), BOSTON, 100_000.0, 2, 50_000.0, "America/New_York")
    return Site({CP: place}, Place(StationId("unassigned")), 1.0, ids(), limit)


def context(at: datetime = AT, temperature_c: float = 31.0) -> Context:
    return Context(
        city=BOSTON,
        at=at,
        temperature_c=temperature_c,
        precipitation_mm=0.0,
        weather="clear",
        traffic_index=7.0,
        event="concert",
        fuel_price_per_gallon=3.0,
    )


def ambient_c(charger: Charger) -> float | None:
    return charger.window.reading(AT.timestamp()).ambient_c


def test_charger_of_the_fleet_file_stands_at_its_station() -> None:
    assert site().add(CP, AT).place.station == "S-1"


def test_unknown_charger_stands_at_the_default_station() -> None:
    assert site().add(ChargePointId("X"), AT).place.station == "unassigned"


def test_charger_is_made_once() -> None:
    here = site()
    assert here.add(CP, AT) is here.add(CP, AT)


def test_site_is_full_at_its_limit() -> None:
    here = site(limit=1)
    assert not here.is_full
    here.add(CP, AT)
    assert here.is_full


def test_context_reaches_chargers_of_its_city_only() -> None:
    here = site()
    inside, outside = here.add(CP, AT), here.add(ChargePointId("X"), AT)
    here.set_context(context(), AT)
    assert ambient_c(inside) == 31.0
    assert ambient_c(outside) is None


def test_context_reaches_a_charger_that_comes_later() -> None:
    here = site()
    here.set_context(context(), AT)
    assert ambient_c(here.add(CP, AT)) == 31.0


def test_old_context_says_nothing() -> None:
    here = site()
    charger = here.add(CP, AT)
    here.set_context(context(at=AT - timedelta(hours=4)), AT)
    assert ambient_c(charger) is None


def test_context_from_the_future_does_not_stop_the_charger_s_time() -> None:
    here = site()
    charger = here.add(CP, AT)
    here.set_context(context(at=AT + timedelta(days=9)), AT)
    charger.learn(Heard("Heartbeat", "{}"), AT + timedelta(seconds=5))
    reading = charger.window.reading(AT.timestamp() + 10.0)
    assert reading.last_frame_age_s == pytest.approx(5.0)


def test_context_without_a_zone_is_refused_by_name_and_value() -> None:
    here = site()
    charger = here.add(CP, AT)
    with pytest.raises(ValueError, match=r"at 2026-07-01T12:00:00 is not allowed: .* time zone"):
        here.set_context(context(at=AT.replace(tzinfo=None)), AT)
    assert ambient_c(charger) is None
    assert ambient_c(here.add(ChargePointId("CP-2"), AT)) is None


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"at": "0001-01-01T00:00:00+23:59"}, id="before the first day there is"),
        pytest.param({"at": "9999-12-31T23:59:59-23:59"}, id="after the last day there is"),
        pytest.param({"temperature_c": 1e308}, id="hotter than the sun"),
        pytest.param({"temperature_c": -300.0}, id="colder than cold"),
        pytest.param({"traffic_index": -1e308}, id="traffic that is none"),
        pytest.param({"event": "x" * 100_000}, id="an endless event"),
    ],
)
def test_odd_context_raises_nothing_and_poisons_nothing(said: dict[str, object]) -> None:
    here = site()
    charger = here.add(CP, AT)
    sent = msgspec.json.decode(encode(context())) | said
    here.set_context(decode(msgspec.json.encode(sent), Context), AT)
    vector = charger.window.vector(AT.timestamp())
    assert np.abs(vector[~np.isnan(vector)]).max() < 1000.0
    assert ambient_c(charger) in (31.0, None)


def test_connected_follows_the_news() -> None:
    here = site()
    charger = here.add(CP, AT)
    charger.learn(News("connected"), AT)
    assert here.connected() == [charger]
    charger.learn(News("disconnected"), AT)
    assert here.connected() == []


def test_frames_and_answers_reach_the_window() -> None:
    charger = site().add(CP, AT)
    charger.learn(Heard("StatusNotification", '{"connectorId":1,"status":"Charging"}'), AT)
    charger.learn(Answered("StartTransaction", '{"connectorId":1}', '{"transactionId":3}'), AT)
    assert charger.window.reading(AT.timestamp()).connectors_in_use == 1


def test_fault_history_survives_a_restart() -> None:
    first = site()
    faulted = list(ChargePointStatus).index(ChargePointStatus.FAULTED)
    fault = Observation(Kind.STATUS, AT.timestamp(), connector=1, status=faulted, error=4)
    first.add(CP, AT).window.observe(fault)
    second = site()
    second.set_histories(dict(first.histories()))
    later = AT + timedelta(hours=1)
    names = second.add(CP, later).window.vector(later.timestamp())
    fresh = site().add(CP, later).window.vector(later.timestamp())
    assert not (names == fresh).all()


def test_history_of_a_charger_that_did_not_come_is_kept() -> None:
    here = site()
    here.set_histories({"away": {"faults": []}})
    assert dict(here.histories())["away"] == {"faults": []}


def test_unusable_history_is_told_and_the_charger_is_there() -> None:
    here = site()
    here.set_histories({CP: {"nonsense": 1}})
    with pytest.raises(ValueError, match="history"):
        here.add(CP, AT)
    assert here.find(CP) is not None


def test_call_time_out_is_the_charger_s_own_or_everybody_else_s() -> None:
    offline = Offline(call_timeouts_s={"CP-1": 2.0, "*": 20.0})
    assert [offline.policy_of(each, 1.0).call_timeout_s for each in ("CP-1", "CP-2")] == [2.0, 20.0]
    assert Offline().policy_of("CP-1", 1.0).call_timeout_s is None
