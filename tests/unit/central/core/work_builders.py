"""Work orders and alarms for tests, with defaults."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from central.adapters.work_catalogue_file import read_catalogue
from central.core.alarm_topics import Severity, Stage, Topic
from central.core.alarms import Alarm, Key, Member, Scope
from central.core.work_catalogue import ChargerKind
from central.core.work_opening import Opening, chargers_to_repair, opened
from central.core.work_orders import WorkOrder
from contract.ids import ChargePointId, StationId

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
CATALOGUE = read_catalogue(None)


def member(charger: str = "A-1", **changes: Any) -> Member:
    made = Member(
        station=StationId(charger[0]),
        charge_point=ChargePointId(charger),
        first_at=NOON,
        last_at=NOON,
        count=1,
        stage=Stage.FAILED,
        severity=Severity.HIGH,
        text=f"{charger} is faulted",
        connectors=(1,),
    )
    return replace(made, **changes)


def alarm(*members: Member, **changes: Any) -> Alarm:
    inside = members or (member(),)
    values: dict[str, Any] = {
        "key": Key(Scope.STATION, "A", Topic.READER),
        "opened_at": NOON,
        "members": {each.subject: each for each in inside},
        "id": 7,
        "cause": "reader",
        "confidence": 0.9,
        "urgency": "today",
    }
    return Alarm(**(values | changes))


def order(told: Alarm | None = None, **changes: Any) -> WorkOrder:
    """An order for an alarm, made as the loop makes it."""
    about = told or alarm()
    what = Opening(about, StationId("A"), chargers_to_repair(about), ChargerKind("V", "M", "DC"))
    return replace(opened(what, CATALOGUE, "test", NOON), **{"id": 1, **changes})
