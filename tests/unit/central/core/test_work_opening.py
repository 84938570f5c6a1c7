"""When the loop orders work, and what the order is made of."""

import pytest

from central.core.alarm_topics import Severity, Stage, Topic
from central.core.alarms import Alarm, Key, Scope
from central.core.work_catalogue import ChargerKind
from central.core.work_opening import chargers_to_repair, returning, why_ordered
from central.core.work_orders import Urgency, WorkState
from central.core.work_proof import ProofRules
from tests.unit.central.core.work_builders import (
    CATALOGUE,
    HOUR,
    MINUTE,
    NOON,
    alarm,
    member,
    order,
)

LATER = NOON + HOUR
SOON = NOON + 2 * MINUTE
GROUND = Key(Scope.STATION, "A", Topic.GROUND)


@pytest.mark.parametrize(
    ("told", "now", "reason"),
    [
        pytest.param(alarm(urgency="now"), SOON, "it cannot wait", id="what cannot wait"),
        pytest.param(alarm(urgency="now"), SOON - MINUTE, None, id="it may fold into a larger one"),
        pytest.param(alarm(), LATER, "goes on for 60 min", id="trouble of today after an hour"),
        pytest.param(alarm(), LATER - MINUTE, None, id="not before"),
        pytest.param(alarm(is_latched=True), NOON, "technician", id="a playbook ran out"),
        pytest.param(
            alarm(key=Key(Scope.STATION, "A", Topic.TECHNICIAN), urgency=""),
            NOON,
            "technician",
            id="the third heal in a day",
        ),
        pytest.param(alarm(urgency="week"), NOON + 99 * HOUR, None, id="a person decides"),
        pytest.param(alarm(urgency="now", mitigation="remedy 3"), SOON, None, id="it is acted on"),
        pytest.param(alarm(urgency="now", work_order="4"), SOON, None, id="it has an order"),
        pytest.param(alarm(urgency="now", closed_at=NOON), SOON, None, id="it is closed"),
        pytest.param(alarm(urgency="now", cause="thermal"), SOON, None, id="a visit cures nothing"),
        pytest.param(
            alarm(key=GROUND, urgency="now", cause="commanded"),
            SOON,
            "it cannot wait",
            id="what protects people",
        ),
        pytest.param(alarm(urgency=""), NOON + 9 * HOUR, None, id="not looked at yet"),
        pytest.param(
            alarm(member(clear_since=NOON), urgency="now"), SOON, None, id="it is over just now"
        ),
        pytest.param(
            alarm(key=Key(Scope.NETWORK, "Net", Topic.CONTACT), urgency="now"),
            NOON,
            None,
            id="a network is no place to go to",
        ),
    ],
)
def test_the_loop_orders_work_where_waiting_helps_nobody(
    told: Alarm, now: object, reason: str | None
) -> None:
    why = why_ordered(told, CATALOGUE, now)  # type: ignore[arg-type]
    assert why == reason or (reason is not None and why is not None and reason in why)


def test_an_order_takes_cause_parts_and_time_from_what_is_known() -> None:
    made = order(alarm(member("A-1"), member("A-2"), urgency="now"))
    assert (made.urgency, made.due_at) == (Urgency.NOW, NOON + 4 * HOUR)
    assert [(each.part, each.quantity) for each in made.needs.parts] == [("READER", 2)]
    assert made.needs.safety == ("Take the charger out of service",)
    assert made.charge_points == ("A-1", "A-2")


def test_the_worst_charger_comes_first_and_those_that_only_warn_stay_out() -> None:
    told = alarm(
        member("A-1"),
        member("A-2", severity=Severity.CRITICAL),
        member("A-3", stage=Stage.WARNED),
    )
    assert chargers_to_repair(told) == ("A-2", "A-1")
    assert chargers_to_repair(told, told.members["A", "A-1"].charge_point) == ("A-1", "A-2")  # type: ignore[index]
    assert chargers_to_repair(alarm(member("A-3", stage=Stage.WARNED))) == ("A-3",)


def test_parts_fit_the_charger() -> None:
    tesla = CATALOGUE.needs("contactor", ChargerKind("Tesla", "Tesla 250", "DC"))
    slow = CATALOGUE.needs("contactor", ChargerKind("Wallbox", "Wallbox 11.5", "AC"))
    other = CATALOGUE.needs("a cause nobody knows", ChargerKind())
    assert [(each.part, each.quantity) for each in tesla.parts] == [("CONTACTOR-DC", 2)]
    assert [(each.part, each.quantity) for each in slow.parts] == [("CONTACTOR-AC", 1)]
    assert (other.title, other.parts) == ("Find out what is wrong", ())


def test_what_comes_back_while_it_is_watched_is_the_same_order() -> None:
    done = order(id=3, state=WorkState.VERIFIED, verified_at=NOON)
    other = order(id=4, state=WorkState.VERIFIED, topic=Topic.GROUND)
    new = alarm(id=8)
    assert returning([done, other, order(id=5)], new) == done
    assert returning([done], alarm(id=8, key=GROUND)) is None
    assert ProofRules().watch == 24 * HOUR
