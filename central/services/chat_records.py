"""Records that answer the questions of the chat: one read for each, figures as they are stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, assert_never
from zoneinfo import ZoneInfo

from central.core.alarm_topics import ABOUT as ALARM_TITLES
from central.core.alarms import Alarm
from central.core.chat import Asked, Day, Question
from central.core.chat_answers import Record
from central.core.uptime import LINE_PCT
from central.core.work_orders import AHEAD, AT_WORK, WorkOrder
from central.services.alarm_records import AlarmPage
from central.services.control_records import Page
from central.services.items import iso
from central.services.list_records import ConnectorPage
from central.services.unit_of_work import UnitOfWork
from central.services.uptime import Port, uptime_items
from central.services.work_orders import Worker

ALARMS_MAX: Final = 200
PRICES_MAX: Final = 10
PORTS_AT_ONCE: Final = 1000
SURGE: Final = "surge"


@dataclass(frozen=True, slots=True)
class Scope:
    """Who asks, when and where."""

    worker: Worker
    now: datetime
    zone: ZoneInfo
    stations: Sequence[Mapping[str, Any]]
    """Items of `central.services.station_reader`."""


async def records_for(uow: UnitOfWork, asked: Asked, scope: Scope) -> list[Record]:
    """What is stored that answers a question, in the order in which it is told."""
    items = [each for each in scope.stations if asked.station in {"", each["id"]}]
    match asked.question:
        case Question.STATIONS_BY_RISK:
            found = _by_risk(items)
        case Question.STATIONS_DOWN:
            found = _down(items)
        case Question.REVENUE_AT_RISK:
            found = _by_revenue(items)
        case Question.OPEN_ALARMS:
            found = await _alarms(uow, asked)
        case Question.WHY_SURGED:
            found = await _surges(uow, asked)
        case Question.UPTIME_BELOW_LINE:
            found = await _uptime(uow, asked, scope)
        case Question.WORK_ORDERS:
            found = [_order(each, scope.zone) for each in await _orders(uow, asked, scope)]
        case Question.PARTS_NEEDED:
            found = [_parts(o) for o in await _orders(uow, asked, scope) if o.needs.parts]
        case Question.TECHNICIANS_LOAD:
            found = _loads(await _orders(uow, asked, scope))
        case _:
            assert_never(asked.question)
    return found


def _station(item: Mapping[str, Any], *facts: tuple[str, object]) -> Record:
    key = str(item["id"])
    told = tuple((name, str(value)) for name, value in facts)
    return Record("station", key, f"/ops/stations/{key}", f"{item['name']} ({key})", told)


def _by_risk(items: Iterable[Mapping[str, Any]]) -> list[Record]:
    scored = [each for each in items if each["risk"] is not None]
    scored.sort(key=lambda each: (-each["risk"]["value"], each["id"]))
    return [
        _station(
            each,
            ("risk", each["risk"]["value"]),
            ("level", each["risk"]["level"]),
            ("cause", each["risk"]["cause"] or "not known"),
        )
        for each in scored
    ]


def _down(items: Iterable[Mapping[str, Any]]) -> list[Record]:
    return [
        _station(
            each,
            ("", str(each["state"]).replace("_", " ")),
            ("", f"{each['ports']['out_of_service']} of {each['ports']['total']} ports out"),
        )
        for each in items
        if each["state"] in {"offline", "partial_outage"}
    ]


def _by_revenue(items: Iterable[Mapping[str, Any]]) -> list[Record]:
    known = [each for each in items if each["revenue_at_risk_per_h"] is not None]
    known.sort(key=lambda each: (-float(each["revenue_at_risk_per_h"]), each["id"]))
    return [
        _station(
            each,
            ("at risk", f"{each['revenue_at_risk_per_h']} {each['price']['currency']} per hour"),
        )
        for each in known
    ]


async def _alarms(uow: UnitOfWork, asked: Asked) -> list[Record]:
    page = AlarmPage(ALARMS_MAX, is_open=True, station=asked.station or None)
    found = await uow.alarms.page(page)
    found.sort(key=lambda each: (-each.severity, each.opened_at))
    return [_alarm(each) for each in found]


def _alarm(alarm: Alarm) -> Record:
    sure = f"{alarm.cause} ({alarm.confidence:.0%})" if alarm.cause else "not known yet"
    facts = (
        ("", alarm.severity.name.lower()),
        ("", alarm.state.value.replace("_", " ")),
        ("cause", sure),
        ("seen", f"{alarm.count} times"),
    )
    title = f"Alarm {alarm.id}, {ALARM_TITLES[alarm.key.topic].title} at {alarm.key.place}"
    return Record("alarm", str(alarm.id), f"/ops/alarms/{alarm.id}", title, facts)


async def _orders(uow: UnitOfWork, asked: Asked, scope: Scope) -> list[WorkOrder]:
    """Open orders that still have to be done, the first due first; a technician's own."""
    until = _end_of(asked.day, scope.now, scope.zone)
    found = [
        each
        for each in await uow.work_orders.open()
        if each.state in AHEAD | AT_WORK
        and scope.worker.may_see(each)
        and asked.station in {"", each.station}
        and (until is None or each.due_at < until)
    ]
    return sorted(found, key=lambda each: (each.due_at, each.id))


def _end_of(day: Day, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When a day ends on the clock of who asks."""
    days = {Day.TODAY: 1, Day.TOMORROW: 2, Day.WEEK: 7}.get(day)
    if days is None:
        return None
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=days)


def _order(order: WorkOrder, zone: ZoneInfo) -> Record:
    facts = (
        ("", order.state.value.replace("_", " ")),
        ("technician", order.technician or "nobody"),
        ("due", f"{order.due_at.astimezone(zone):%Y-%m-%d %H:%M}"),
    )
    title = f"Order {order.id}, {order.needs.title} at {order.station}"
    return _order_record(order, title, facts)


def _parts(order: WorkOrder) -> Record:
    facts = tuple((f"{each.quantity} x", each.part) for each in order.needs.parts)
    return _order_record(order, f"{order.station}, order {order.id}", facts)


def _order_record(order: WorkOrder, title: str, facts: tuple[tuple[str, str], ...]) -> Record:
    return Record("work_order", str(order.id), f"/ops/work/{order.id}", title, facts)


def _loads(orders: Iterable[WorkOrder]) -> list[Record]:
    by_person: dict[str, list[WorkOrder]] = {}
    for each in orders:
        by_person.setdefault(each.technician, []).append(each)
    ranked = sorted(by_person.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        Record(
            "technician",
            name or "nobody",
            f"/ops/work?technician={name}" if name else "/ops/work?state=new",
            name or "Nobody yet",
            (
                ("", f"{len(own)} open {'job' if len(own) == 1 else 'jobs'}"),
                ("", f"{sum(each.needs.minutes for each in own)} min on site"),
                ("orders", ", ".join(str(each.id) for each in own)),
            ),
        )
        for name, own in ranked
    ]


async def _surges(uow: UnitOfWork, asked: Asked) -> list[Record]:
    """Surges, the newest first: of one station, or those in force."""
    if asked.station:
        rows = await uow.prices.page(Page(PRICES_MAX, None, {"station_id": asked.station}))
    else:
        rows = await uow.prices.in_force()
    records = []
    for row in rows:
        if row.kind != SURGE:
            continue
        ended = "still in force" if row.ended_at is None else f"until {iso(row.ended_at)}"
        facts = [
            ("price", f"{row.price_per_kwh} {row.currency} per kWh"),
            ("before", f"{row.base_per_kwh}"),
            ("from", iso(row.start_at)),
            ("", ended),
            *(("because", reason) for reason in row.reasons),
        ]
        title = f"Surge {row.id} at {row.station_id}"
        link = f"/ops/stations/{row.station_id}"
        records.append(Record("price", str(row.id), link, title, tuple(facts)))
    return records


async def _uptime(uow: UnitOfWork, asked: Asked, scope: Scope) -> list[Record]:
    filters = {"station_id": asked.station} if asked.station else {}
    after: tuple[str, int] | None = None
    below: list[dict[str, Any]] = []
    while True:
        rows = await uow.lists.connectors(ConnectorPage(PORTS_AT_ONCE, after, filters))
        ports = [
            Port(row.charge_point_id, row.connector_id, row.station_id)
            for row in rows
            if row.connector_id > 0
        ]
        found = await uptime_items(uow, ports, scope.now)
        below += [each for each in found if not each["is_met"]]
        if len(rows) < PORTS_AT_ONCE:
            break
        after = (rows[-1].charge_point_id, rows[-1].connector_id)
    below.sort(key=lambda each: (each["uptime_pct"], each["charge_point"], each["connector_id"]))
    return [
        Record(
            "port",
            f"{each['charge_point']}/{each['connector_id']}",
            f"/ops/chargers/{each['charge_point']}",
            f"{each['charge_point']}, port {each['connector_id']} at {each['station_id']}",
            (("uptime", f"{each['uptime_pct']} %"), ("line", f"{LINE_PCT:g} %")),
        )
        for each in below
    ]
