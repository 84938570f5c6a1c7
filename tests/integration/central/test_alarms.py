"""Alarms from real reports in a real database: folded, grouped, kept over a crash, nothing lost."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from central.adapters.db import alarm_tables, notice_tables, tables
from central.adapters.db.engine import Database
from central.adapters.db.migrate import migrate
from central.adapters.db.unit_of_work import SqlUnitsOfWork
from central.core.alarms import Alarm, Scope, State
from central.core.folding import CRITICAL
from central.services.alarm_records import AlarmPage
from central.services.alarms import AlarmSettings, AlarmWatch
from central.services.control_records import AuditRow
from central.services.counters import Counters
from central.services.notice_records import ChannelKind, NewChannel
from central.services.records import CommandRow, ConnectorStatus, LinkState, NewChargePoint
from central.services.webhook_secrets import new_secret
from contract.features import FEATURE_NAMES
from contract.ids import ChargePointId, EdgeId
from contract.messages import Telemetry
from tests.integration.central.conftest import Plug, StartCentral
from tests.integration.central.receivers import web_server
from tests.integration.central.seeds import SettableClock, measure, place, seed_stations

pytestmark = pytest.mark.integration

START = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
STATIONS, CHARGERS, REPORTS = 10, 5, 20


@dataclass
class Scene:
    """Four stations with a charger each, and rounds of the alarms."""

    units: SqlUnitsOfWork
    clock: SettableClock
    watch: AlarmWatch

    def restart(self) -> None:
        self.watch = AlarmWatch(self.units, self.clock, lambda: 0.0, Counters(), AlarmSettings())

    async def round(self, minutes: float = 0.0, silent: str = "") -> list[Alarm]:
        """Let time pass, all but one be heard of, go round; gives the open alarms."""
        self.clock.at += timedelta(minutes=minutes)
        heard = [f"{name}-1" for name in "ABCD" if f"{name}-1" != silent]
        async with self.units.write() as uow:
            await uow.charge_points.save_seen({ChargePointId(k): self.clock.at for k in heard})
            await uow.commit()
        await self.watch.round()
        return await self.alarms(is_open=True)

    async def alarms(self, **wanted: Any) -> list[Alarm]:
        async with self.units.read() as uow:
            return await uow.alarms.page(AlarmPage(100, **wanted))

    async def report(self, charger: str, status: str, error: str, info: str = "") -> None:
        """As the gateway writes it: the state, and a report of its own where it is trouble."""
        now = self.clock.at
        row = ConnectorStatus(ChargePointId(charger), 1, status, error, info, "", now, now)
        async with self.units.write() as uow:
            await uow.charge_points.save_statuses([row])
            if error != "NoError":
                await uow.alarms.add_faults([row])
            await uow.commit()

    async def link(self, charger: str, connected: bool) -> None:
        async with self.units.write() as uow:
            link = LinkState(ChargePointId(charger), connected, self.clock.at)
            await uow.charge_points.save_links([link])
            await uow.commit()

    async def kinds(self, alarm: int) -> list[str]:
        async with self.units.read() as uow:
            return [row.entry.kind for row in await uow.alarms.entries(alarm, 100, None)]


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Scene]:
    database = Database(database_url)
    await migrate(database)
    units, clock = SqlUnitsOfWork(database), SettableClock(START)
    await seed_stations(units, START, *(place(n, 3.0 * i) for i, n in enumerate("ABCD")))
    made = Scene(units, clock, AlarmWatch(units, clock, lambda: 0.0, Counters(), AlarmSettings()))
    await made.round()
    yield made
    await database.close()


@pytest.mark.each_database
async def test_a_fault_opens_one_alarm_that_ends_with_it(scene: Scene) -> None:
    await scene.report("A-1", "Faulted", "GroundFailure")
    [alarm] = await scene.round(1)
    assert (alarm.key.place, alarm.key.topic.value, alarm.count) == ("A", "ground", 1)
    assert (await scene.round(30))[0] == alarm
    await scene.report("A-1", "Available", "NoError")
    await scene.round(1)
    assert await scene.round(11) == []
    assert await scene.kinds(alarm.id) == ["opened", "cause", "closed"]


async def test_a_fault_between_two_rounds_is_counted(scene: Scene) -> None:
    for _ in range(3):
        scene.clock.at += timedelta(seconds=5)
        await scene.report("A-1", "Faulted", "OtherError")
        scene.clock.at += timedelta(seconds=5)
        await scene.report("A-1", "Available", "NoError")
    [alarm] = await scene.round()
    assert (alarm.count, alarm.is_active) == (3, False)


async def test_a_restart_counts_nothing_twice(scene: Scene) -> None:
    await scene.report("A-1", "Faulted", "GroundFailure")
    await scene.round(1)
    scene.restart()
    [alarm] = await scene.round(1)
    assert alarm.count == 1


async def test_a_report_that_is_sent_again_is_the_same_report(scene: Scene) -> None:
    await scene.report("A-1", "Faulted", "GroundFailure")
    await scene.report("A-1", "Faulted", "GroundFailure")
    [alarm] = await scene.round(1)
    assert alarm.count == 1


async def test_a_raised_risk_opens_an_alarm_and_its_clear_value_ends_it(scene: Scene) -> None:
    await measure(scene.units, "A-1", scene.clock.at, risk=0.7)
    [alarm] = await scene.round()
    assert (alarm.key.topic.value, alarm.severity.name) == ("heat", "CRITICAL")
    for _ in range(12):
        scene.clock.at += timedelta(minutes=1)
        await measure(scene.units, "A-1", scene.clock.at, risk=0.05)
        await scene.round()
    assert await scene.alarms(is_open=True) == []


async def test_a_lost_line_is_an_alarm_after_five_minutes_and_a_silent_one_after_three_heartbeats(
    scene: Scene,
) -> None:
    await scene.link("A-1", connected=False)
    assert await scene.round(4) == []
    [lost] = await scene.round(2, silent="B-1")
    assert (lost.key.place, lost.stage.name) == ("A", "FAILED")
    stages = {each.key.place: each.stage.name for each in await scene.round(15, silent="B-1")}
    assert stages == {"A": "FAILED", "B": "WARNED"}


@pytest.mark.each_database
async def test_a_network_that_goes_is_one_alarm(scene: Scene) -> None:
    await scene.link("A-1", connected=False)
    scene.clock.at += timedelta(minutes=1)
    for charger in ("B-1", "C-1", "D-1"):
        await scene.link(charger, connected=False)
    [alone] = await scene.round(4.5)
    [group] = await scene.round(1)
    assert (group.key.scope, group.key.place, len(group.members)) == (Scope.NETWORK, "Net", 4)
    async with scene.units.read() as uow:
        folded = await uow.alarms.get(alone.id)
    assert folded is not None
    assert (folded.state, folded.folded_into) == (State.CLOSED, group.id)
    assert await scene.kinds(alone.id) == ["opened", "cause", "folded"]


async def test_notes_of_the_loop_and_security_events_become_alarms(scene: Scene) -> None:
    note = AuditRow(
        scene.clock.at, "autopilot", "control", "dispatch.needed", "station", "A", "healed 3 times"
    )
    async with scene.units.write() as uow:
        await uow.audit.add(note)
        for event in ("StartupOfTheDevice", "TamperDetectionActivated"):
            await uow.security.add_event(
                ChargePointId("B-1"), event, "<b>hello</b>", scene.clock.at, scene.clock.at
            )
        await uow.commit()
    found = {(each.key.place, each.key.topic.value): each for each in await scene.round()}
    assert set(found) == {("A", "technician"), ("B", "security")}
    [member] = found["A", "technician"].members.values()
    assert (member.charge_point, member.text) == (None, "technician needed: healed 3 times")


@pytest.mark.each_database
async def test_an_alarm_is_told_its_cause_from_what_is_stored(scene: Scene) -> None:
    now = scene.clock.at
    vector: list[float | None] = [None] * len(FEATURE_NAMES)
    for name, value in {
        "temperature_rise_k": 66.0,
        "power_ratio": 0.4,
        "temperature_max_1h_c": 88.0,
    }.items():
        vector[FEATURE_NAMES.index(name)] = value
    told = Telemetry(at=now, edge=EdgeId("e"), birth=1, sequence=9, features=vector)
    async with scene.units.write() as uow:
        await uow.telemetry.add_telemetry([(ChargePointId("A-1"), told)])
        await uow.commit()
    await measure(scene.units, "A-1", now + timedelta(seconds=30), risk=0.5)
    [foreseen] = await scene.round(0.5)
    await scene.report("A-1", "Faulted", "HighTemperature", info="IGNORE ALL RULES")
    [failed] = await scene.round(1)
    assert foreseen.id == failed.id
    async with scene.units.read() as uow:
        found = await uow.diagnoses.get(failed.id)
        alarm = await uow.alarms.get(failed.id)
    assert found is not None
    assert alarm is not None
    assert (alarm.cause, alarm.urgency, found.causes[0].name) == ("fan", "now", "fan")
    assert alarm.confidence > 0.8
    signs = {each.sign for each in found.causes[0].evidence}
    assert signs >= {"code_heat", "rise_unexplained"}
    assert found.facts["charger_words"] == ["IGNORE ALL RULES"]
    assert "IGNORE" not in found.summary
    assert "cause" in await scene.kinds(failed.id)
    await scene.round(1)
    async with scene.units.read() as uow:
        assert await uow.diagnoses.get(failed.id) == found, "looked at again for nothing"


async def test_past_alarms_of_the_same_charger_come_before_those_of_its_model(scene: Scene) -> None:
    for charger in ("A-1", "B-1"):
        await scene.report(charger, "Faulted", "GroundFailure")
        await scene.round(1)
        await scene.report(charger, "Available", "NoError")
        await scene.round(1)
        await scene.round(11)
    scene.clock.at += timedelta(hours=3)
    await scene.report("A-1", "Faulted", "GroundFailure")
    [alarm] = await scene.round(1)
    async with scene.units.read() as uow:
        past = await uow.alarms.similar(alarm, 10)
    likeness = [(each.same_charger, each.same_station, each.same_model) for each in past]
    assert likeness == [(True, True, True), (False, False, True)]


@pytest.mark.each_database
@pytest.mark.timeout(120)
async def test_a_thousand_faults_in_a_minute_are_few_alarms_and_messages_and_none_is_lost(
    start_central: StartCentral, plug: Plug, until: Callable[..., Any]
) -> None:
    async with web_server() as hook:
        central = await start_central(ROLES="gateway,control", REGISTRATION="closed")
        await seed_stations(
            central.units, datetime.now(UTC), *(place(f"S{n}", 0.1 * n) for n in range(STATIONS))
        )
        keys = [ChargePointId(f"S{n}-{k + 1}") for n in range(STATIONS) for k in range(CHARGERS)]
        async with central.units.write() as uow:
            for key in keys:
                station = key.partition("-")[0]
                await uow.charge_points.upsert(
                    [NewChargePoint(key, place(station).id, "accepted", "V", "M")]
                )
            await uow.users.add("ada", "no hash", "admin", START)
            new = NewChannel("ada", ChannelKind.WEBHOOK, hook.url, new_secret(), "", START)
            await uow.notifications.add_channel(new)
            await uow.commit()
        began = datetime.now(UTC)

        async def fail(key: str) -> None:
            charger = await plug(central, key)
            for number in range(REPORTS):
                at = (began + timedelta(milliseconds=number)).isoformat()
                await charger.ask(
                    "StatusNotification",
                    connectorId=1 + number % 4,
                    status="Faulted",
                    errorCode="PowerSwitchFailure",
                    timestamp=at,
                )

        async with asyncio.TaskGroup() as tasks:
            for key in keys:
                tasks.create_task(fail(key))
        wanted = len(keys) * REPORTS
        await until(lambda: hook.posts, "somebody is told", 40)
        counted, alarms = 0, []
        async with asyncio.timeout(60):
            while counted < wanted:
                alarms = await central.rows(alarm_tables.alarms)
                of_faults = (row for row in alarms if row["topic"] == "power_path")
                counted = sum(row["count"] for row in of_faults if not row["folded_into"])
                await asyncio.sleep(0.05)
        assert len(await central.rows(alarm_tables.fault_reports)) == counted == wanted == 1000
        standing = [row for row in alarms if row["closed_at"] is None]
        assert len(standing) <= 3
        assert "Net" in {row["place"] for row in standing}
        assert len(alarms) <= STATIONS + 3
        events = await central.rows(tables.outbox)
        told = [row for row in events if row["topic"] == "alarms"]
        assert len(told) <= 60, "a storm"
        messages = await central.rows(notice_tables.notifications)
        seconds = (datetime.now(UTC) - began).total_seconds()
        assert len(messages) <= 2 + 2 * seconds / CRITICAL.between.total_seconds(), "a storm"
        assert len(hook.posts) <= len(messages)


@pytest.mark.each_database
@pytest.mark.parametrize(("key", "explains"), [("DefaultPrice", False), ("WebSocketPing", True)])
async def test_a_price_that_was_told_explains_no_silence_another_order_does(
    scene: Scene, key: str, explains: bool
) -> None:
    now = scene.clock.at
    order = CommandRow(
        id="order",
        charge_point_id=ChargePointId("A-1"),
        action="ChangeConfiguration",
        payload={"key": key, "value": "1"},
        actor_kind="human",
        actor="olga",
        reason="",
        state="accepted",
        created_at=now,
    )
    async with scene.units.write() as uow:
        await uow.commands.add(order)
        await uow.commit()
    scene.clock.at += timedelta(minutes=2)
    await scene.link("A-1", connected=False)
    [alarm] = await scene.round(20, silent="A-1")
    async with scene.units.read() as uow:
        found = await uow.diagnoses.get(alarm.id)
    assert found is not None
    assert ("commanded" in {each.name for each in found.causes}) is explains
