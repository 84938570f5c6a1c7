"""Notifications to real receivers: mail server, web server, MQTT client; dead ones beside."""

import asyncio
import base64
import contextlib
import hashlib
import hmac
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiomqtt
import pytest
import structlog

from central.adapters.clock import monotonic_s, wall_now
from central.adapters.db.engine import Database
from central.adapters.db.migrate import migrate
from central.adapters.db.unit_of_work import SqlUnitsOfWork
from central.adapters.mqtt.link import MqttLink, parse_address
from central.adapters.senders.addresses import shown_address
from central.adapters.senders.apprise import AppriseSender
from central.adapters.senders.technician_topic import TopicSender
from central.adapters.senders.webhook import REPLAY_WINDOW_S, WebhookSender
from central.adapters.work_catalogue_file import read_catalogue
from central.core.alarm_acts import Acknowledge, done
from central.core.alarm_acts import Assign as AssignAlarm
from central.core.alarm_topics import Severity
from central.core.breaker import FAILURES
from central.core.folding import CRITICAL
from central.core.notices import Preferences
from central.core.work_opening import Opening, chargers_to_repair
from central.core.work_steps import Assign, By, Decline, Doer, Miss
from central.services.alarms import AlarmSettings, AlarmWatch
from central.services.counters import Counters
from central.services.couriers import CourierParts, Couriers, Outgoing
from central.services.notice_records import (
    Channel,
    ChannelKind,
    NewChannel,
    NoticePage,
    Queued,
    SendState,
)
from central.services.notifications import Notifier
from central.services.records import ConnectorStatus
from central.services.webhook_secrets import new_secret
from central.services.work_orders import kind_of
from central.services.work_store import open_order, take_step
from contract.ids import ChargePointId, StationId
from contract.messages import PersonNotice, decode
from contract.topics import technician_topic
from launcher.broker import BrokerInfo
from tests.integration.central.receivers import Hook, hanging_server, mail_server, web_server
from tests.integration.central.seeds import SettableClock, place, seed_stations
from tests.ports import free_port

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120)]

START = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
PASSWORD = "p4ss-w0rd"


@dataclass
class Scene:
    """Four stations, an admin with no channels yet, and all that tells people."""

    units: SqlUnitsOfWork
    clock: SettableClock
    link: MqttLink
    sent: Counters = field(default_factory=Counters)

    def __post_init__(self) -> None:
        self.watch = AlarmWatch(self.units, self.clock, lambda: 0.0, Counters(), AlarmSettings())
        self.notifier = Notifier(self.units, self.clock, Counters(), timedelta(minutes=10))
        self.senders: dict[ChannelKind, Any] = {}

    def couriers(self, **changes: Any) -> Couriers:
        given: dict[str, Any] = {
            "units": self.units,
            "clock": self.clock,
            "wall_now": wall_now,
            "monotonic_s": monotonic_s,
            "chance": lambda: 0.5,
            "counters": self.sent,
            "senders": self.senders,
            "site_url": "https://sntry.example",
        }
        return Couriers(CourierParts(**(given | changes)))

    async def channel(self, kind: ChannelKind, address: str = "", person: str = "ada") -> Channel:
        secret = new_secret() if kind is ChannelKind.WEBHOOK else ""
        shown = shown_address(kind, address)
        async with self.units.write() as uow:
            new = NewChannel(person, kind, address, secret, shown, self.clock.at)
            made = await uow.notifications.add_channel(new)
            await uow.commit()
        return made

    async def person(self, name: str, role: str, wanted: Preferences | None = None) -> None:
        async with self.units.write() as uow:
            await uow.users.add(name, "no hash", role, START)
            if wanted is not None:
                await uow.notifications.set_preferences(name, wanted)
            await uow.commit()

    async def fail(self, charger: str, error: str = "GroundFailure") -> None:
        now = self.clock.at
        row = ConnectorStatus(ChargePointId(charger), 1, "Faulted", error, "<b>x</b>", "", now, now)
        async with self.units.write() as uow:
            await uow.charge_points.save_statuses([row])
            await uow.alarms.add_faults([row])
            await uow.commit()
        await self.round()

    async def round(self, minutes: float = 0.0) -> int:
        """Let time pass, all be heard of, look for alarms, plan messages."""
        self.clock.at += timedelta(minutes=minutes)
        heard = {ChargePointId(f"{name}-1"): self.clock.at for name in "ABCD"}
        async with self.units.write() as uow:
            await uow.charge_points.save_seen(heard)
            await uow.commit()
        await self.watch.round()
        return await self.notifier.round()

    async def log(self, **wanted: Any) -> list[Queued]:
        async with self.units.read() as uow:
            return await uow.notifications.page(NoticePage(100, **wanted))


@pytest.fixture
async def scene(database_url: str, broker: BrokerInfo) -> AsyncIterator[Scene]:
    database = Database(database_url)
    await migrate(database)
    units, clock = SqlUnitsOfWork(database), SettableClock(START)
    await seed_stations(units, START, *(place(n, 3.0 * i) for i, n in enumerate("ABCD")))
    link = MqttLink(parse_address(broker.url), "notifier-test", Counters())
    made = Scene(units, clock, link)
    webhooks, services = WebhookSender(wall_now, timeout_s=2.0), AppriseSender()
    made.senders = {
        ChannelKind.APPRISE: services,
        ChannelKind.WEBHOOK: webhooks,
        ChannelKind.MQTT: TopicSender(link),
    }
    await made.person("ada", "admin", Preferences(severity_min=Severity.WARNING))
    await made.round()
    yield made
    services.close()
    await webhooks.close()
    await database.close()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    async with web_server() as made:
        yield made


class Running:
    """Couriers at work for the length of a block."""

    def __init__(self, couriers: Couriers) -> None:
        self._couriers = couriers

    async def __aenter__(self) -> None:
        self._task = asyncio.create_task(self._couriers.run())

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)


async def until(condition: Callable[[], Any], what: str) -> None:
    async with asyncio.timeout(40):
        while True:
            found = condition()
            if found if not asyncio.iscoroutine(found) else await found:
                return
            await asyncio.sleep(0.05)


@pytest.mark.each_database
async def test_an_alarm_is_told_by_mail_webhook_and_mqtt(
    scene: Scene, hook: Hook, broker: BrokerInfo
) -> None:
    async with mail_server() as box, asyncio.TaskGroup() as tasks:
        url = f"mailto://127.0.0.1:{box.port}/?from=sntry@net.example&to=ada@net.example"
        await scene.channel(ChannelKind.APPRISE, url)
        webhook = await scene.channel(ChannelKind.WEBHOOK, hook.url)
        await scene.channel(ChannelKind.MQTT)
        running = tasks.create_task(scene.link.run())
        address = parse_address(broker.url)
        async with aiomqtt.Client(
            address.host,
            address.port,
            username=address.username,
            password=address.password,
            protocol=aiomqtt.ProtocolVersion.V5,
        ) as client:
            await client.subscribe(technician_topic("ada"), qos=1)
            await scene.fail("A-1")
            scene.clock.at += CRITICAL.gather
            async with Running(scene.couriers()), asyncio.timeout(60):
                message = await anext(aiter(client.messages))
                await until(lambda: box.mails and hook.posts, "all have it")
                await until(lambda: scene.sent["notifications_sent"] == 3, "all is written down")
        running.cancel()
    told = decode(bytes(message.payload), PersonNotice)
    assert (told.family, told.severity, told.count) == ("alarm", "critical", 1)
    assert told.title == "Critical: Ground fault: A"
    assert "Likely cause: ground" in told.text
    assert told.link == "https://sntry.example/ops/alarms/1"
    [mail] = box.mails
    assert mail["subject"] == told.title
    assert box.recipients == ["ada@net.example"]
    assert told.link in box.bodies()[0]
    [(headers, body)] = hook.posts
    posted = decode(body, PersonNotice)
    assert (posted.title, posted.text) == (told.title, told.text)
    assert_signed(headers, body, webhook.secret)
    assert {each.state for each in await scene.log()} == {SendState.SENT}


def assert_signed(headers: dict[str, str], body: bytes, secret: str) -> None:
    """As a receiver checks it (Standard Webhooks 1.0.0), written anew here."""
    key = base64.b64decode(secret.split("_", 1)[1])
    number, timestamp = headers["webhook-id"], headers["webhook-timestamp"]
    signed = f"{number}.{timestamp}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert abs(datetime.now(UTC).timestamp() - int(timestamp)) < REPLAY_WINDOW_S


async def test_what_a_mail_says_is_text_whatever_a_station_is_called(scene: Scene) -> None:
    evil = "<img src=x onerror=alert(1)> http://evil.example"
    await seed_stations(scene.units, START, place("E", 50.0, name=evil), place(evil[:20], 60.0))
    async with mail_server() as box:
        url = f"mailto://127.0.0.1:{box.port}/?from=sntry@net.example&to=ada@net.example"
        await scene.channel(ChannelKind.APPRISE, url)
        await scene.fail(f"{evil[:20]}-1")
        scene.clock.at += CRITICAL.gather
        async with Running(scene.couriers()):
            await until(lambda: box.mails, "it is there")
    whole = box.mails[0].as_string() + "".join(box.bodies())
    assert "<img" not in whole
    assert "evil.example" not in whole


async def test_dead_channels_hold_up_no_other_one(scene: Scene, hook: Hook) -> None:
    async with hanging_server() as hanging:
        for port in (free_port(), hanging):
            url = f"mailto://u:{PASSWORD}@127.0.0.1:{port}/?from=a@b.example&to=c@d.example"
            await scene.channel(ChannelKind.APPRISE, url)
        await scene.channel(ChannelKind.WEBHOOK, f"http://127.0.0.1:{hanging}/")
        live = await scene.channel(ChannelKind.WEBHOOK, hook.url)
        with structlog.testing.capture_logs() as logs:
            async with Running(scene.couriers()):
                for number, charger in enumerate(("A-1", "B-1", "C-1"), start=1):
                    await scene.fail(charger)
                    scene.clock.at += CRITICAL.between
                    await until(lambda n=number: len(hook.posts) == n, f"{number} are there")
                await until(lambda: scene.sent["notifications_failed"] >= 3, "all dead ones failed")
    assert sum(each["count"] for each in hook.bodies()) == 3
    assert {each.state for each in await scene.log(channel_id=live.id)} == {SendState.SENT}
    dead = [each for each in await scene.log() if each.message.group.channel_id != live.id]
    assert all(each.state in {SendState.WAITING, SendState.SENDING} for each in dead)
    assert any(each.next_try_at is not None for each in dead)
    assert PASSWORD not in str(logs)
    assert {each["reason"] for each in logs if "reason" in each} <= {
        "mailto did not take it",
        "ReadTimeout",
    }


async def test_a_message_that_is_refused_is_tried_again_later_and_then_fails(
    scene: Scene, hook: Hook
) -> None:
    channel = await scene.channel(ChannelKind.WEBHOOK, hook.url)
    hook.status = 503
    real = {"now": datetime.now(UTC), "s": 0.0}
    couriers = scene.couriers(wall_now=lambda: real["now"], monotonic_s=lambda: real["s"])
    await scene.fail("A-1")
    scene.clock.at += CRITICAL.gather
    async with Running(couriers):
        tries = 0
        while (await scene.log())[0].state is not SendState.FAILED:
            tries += 1
            await until(lambda n=tries: len(hook.posts) == n, f"try {tries}")
            await until(lambda n=tries: scene.sent["notifications_failed"] == n, "it is noted")
            real["now"] += timedelta(hours=2)
            real["s"] += 7200.0
    assert tries == 8
    assert len({headers["webhook-id"] for headers, _ in hook.posts}) == 1
    async with scene.units.read() as uow:
        rows = await uow.notifications.tries(1)
    assert [(each.outcome, each.reason) for each in rows] == [("failed", "HTTP 503")] * 8
    assert channel.shown.endswith("/...")


async def test_a_refusal_that_will_stay_is_not_tried_again(scene: Scene) -> None:
    """Each status at a channel of its own: most refusals stay, some may pass."""
    async with contextlib.AsyncExitStack() as stack:
        hooks = {status: await stack.enter_async_context(web_server()) for status in STATUSES}
        for status, hook in hooks.items():
            hook.status = status
            await scene.channel(ChannelKind.WEBHOOK, hook.url)
        real = {"now": datetime.now(UTC)}
        await scene.fail("A-1")
        scene.clock.at += CRITICAL.gather
        async with Running(scene.couriers(wall_now=lambda: real["now"])):
            await until(lambda: scene.sent["notifications_failed"] == len(hooks), "first tries")
            real["now"] += timedelta(minutes=1)
            again = [hook for status, hook in hooks.items() if STATUSES[status] == 2]
            await until(lambda: all(len(each.posts) == 2 for each in again), "second tries")
        assert {status: len(hook.posts) for status, hook in hooks.items()} == STATUSES
    failed = await scene.log(state=SendState.FAILED.value)
    assert len(failed) == list(STATUSES.values()).count(1)


async def test_a_channel_that_fails_again_and_again_is_left_alone(scene: Scene, hook: Hook) -> None:
    await scene.channel(ChannelKind.WEBHOOK, hook.url)
    hook.status = 500
    real = {"now": datetime.now(UTC), "s": 0.0}
    couriers = scene.couriers(wall_now=lambda: real["now"], monotonic_s=lambda: real["s"])
    await scene.fail("A-1")
    scene.clock.at += CRITICAL.gather
    async with Running(couriers):
        for number in range(1, FAILURES + 1):
            await until(lambda n=number: scene.sent["notifications_failed"] == n, "a failure")
            real["now"] += timedelta(hours=1)
        hook.status = 204  # and its breaker rests for a minute of seconds that do not pass
        await scene.fail("B-1")
        scene.clock.at += CRITICAL.between
        assert len(hook.posts) == FAILURES
        real["s"] += 60.0
        await until(lambda: scene.sent["notifications_sent"] == 2, "it comes back")
    assert len(hook.posts) == FAILURES + 2


STATUSES = {404: 1, 410: 1, 301: 1, 429: 2, 500: 2}
"""How often a webhook that answers so is tried within a minute."""


class Falls:
    """A sender whose process ends in the middle: it has sent, and nobody hears of it."""

    def __init__(self) -> None:
        self.sent: list[int] = []
        self.ends = asyncio.Event()

    async def send(self, channel: Channel, message: Outgoing) -> None:
        self.sent.append(message.id)
        await self.ends.wait()


@pytest.mark.each_database
async def test_after_a_crash_in_the_middle_a_message_is_sent_again_with_the_same_id(
    scene: Scene, hook: Hook
) -> None:
    await scene.channel(ChannelKind.WEBHOOK, hook.url)
    await scene.fail("A-1")
    scene.clock.at += CRITICAL.gather
    falls = Falls()
    async with Running(scene.couriers(senders={ChannelKind.WEBHOOK: falls})):
        await until(lambda: falls.sent, "it is under way")
    [begun] = await scene.log()
    assert (begun.state, begun.tries) == (SendState.SENDING, 1)
    async with Running(scene.couriers()):
        await until(lambda: scene.sent["notifications_sent"] == 1, "it is sent again")
    assert [headers["webhook-id"] for headers, _ in hook.posts] == [f"sntry-{falls.sent[0]}"]
    async with Running(scene.couriers()):
        await scene.fail("B-1")
        scene.clock.at += CRITICAL.between
        await until(lambda: scene.sent["notifications_sent"] == 2, "the next one is sent")
    assert len(hook.posts) == 2, "what was sent was sent again"


class Broken:
    """A sender with a defect."""

    async def send(self, channel: Channel, message: Outgoing) -> None:
        raise ZeroDivisionError


async def test_a_defect_in_a_sender_fails_its_message_and_no_other(
    scene: Scene, hook: Hook
) -> None:
    broken = await scene.channel(ChannelKind.MQTT)
    await scene.channel(ChannelKind.WEBHOOK, hook.url)
    await scene.fail("A-1")
    scene.clock.at += CRITICAL.gather
    senders = {**scene.senders, ChannelKind.MQTT: Broken()}
    async with Running(scene.couriers(senders=senders)):
        await until(lambda: hook.posts, "the other one is sent")
        await until(lambda: scene.sent["notifications_failed"] == 1, "it has failed")
    [failed] = await scene.log(channel_id=broken.id)
    assert failed.state is SendState.FAILED


async def test_without_a_broker_a_message_waits_for_it(scene: Scene) -> None:
    await scene.channel(ChannelKind.MQTT)
    await scene.fail("A-1")
    scene.clock.at += CRITICAL.gather
    async with Running(scene.couriers()):
        await until(lambda: scene.sent["notifications_failed"] == 1, "it was tried")
    [waiting] = await scene.log()
    assert waiting.state is SendState.WAITING
    assert waiting.next_try_at is not None


async def test_a_critical_alarm_that_nobody_answers_is_told_again_until_somebody_does(
    scene: Scene,
) -> None:
    await scene.channel(ChannelKind.MQTT)
    await scene.person("mute", "operator", Preferences(muted=frozenset()))
    await scene.channel(ChannelKind.MQTT, person="mute")
    await scene.fail("A-1")
    await scene.round(9)
    before = await titles(scene, "ada")
    assert before == ["Critical: Ground fault: A"]
    await scene.round(2)
    told = [each.message for each in await scene.log(person="mute")]
    assert sum(each.count for each in told) == 2
    assert any("Nobody answers" in line.title for each in told for line in each.lines)
    async with scene.units.write() as uow:
        alarm = await uow.alarms.get(1)
        assert alarm is not None
        acked, entry = done(alarm, Acknowledge(), "ada", scene.clock.at)
        await uow.alarms.save(acked)
        await uow.alarms.add_entries(1, [entry])
        await uow.commit()
    count = sum(each.message.count for each in await scene.log())
    await scene.round(30)
    assert sum(each.message.count for each in await scene.log()) == count


async def titles(scene: Scene, person: str) -> list[str]:
    found = await scene.log(person=person)
    return [line.title for each in reversed(found) for line in each.message.lines]


@pytest.mark.each_database
async def test_at_night_only_what_is_critical_disturbs(scene: Scene) -> None:
    night = Preferences(
        ZoneInfo("America/Phoenix"), time(4), time(7), severity_min=Severity.WARNING
    )
    await scene.person("nina", "operator", night)
    await scene.channel(ChannelKind.MQTT, person="nina")
    await scene.fail("A-1", "ReaderFailure")
    await scene.fail("B-1", "GroundFailure")
    due = {each.message.group.is_critical: each.message.due_at for each in await scene.log()}
    assert due[True] == START + CRITICAL.gather
    assert due[False] == START.replace(hour=14)
    await scene.fail("C-1", "ReaderFailure")
    counts = {each.message.group.is_critical: each.message.count for each in await scene.log()}
    assert counts == {True: 1, False: 2}


async def test_a_digest_comes_once_a_day(scene: Scene) -> None:
    await scene.person("dora", "operator", Preferences(digest_at=time(13, 0)))
    await scene.channel(ChannelKind.MQTT, person="dora")
    await scene.fail("A-1", "ReaderFailure")
    for minutes in (30, 31, 60, 60):
        await scene.round(minutes)
    digests = await scene.log(family="digest")
    assert [each.message.title for each in digests] == ["Open alarms: 1"]
    await scene.round(24 * 60)
    assert sum(each.message.count for each in await scene.log(family="digest")) == 2


async def test_an_alarm_that_is_given_to_somebody_is_told_to_that_person(scene: Scene) -> None:
    await scene.person("tina", "technician")
    await scene.channel(ChannelKind.MQTT, person="tina")
    await scene.fail("A-1")
    async with scene.units.write() as uow:
        alarm = await uow.alarms.get(1)
        assert alarm is not None
        given, entry = done(alarm, AssignAlarm("tina"), "ada", scene.clock.at)
        await uow.alarms.save(given)
        await uow.alarms.add_entries(1, [entry])
        await uow.commit()
    await scene.round()
    assert await titles(scene, "tina") == ["Yours: Ground fault: A"]


async def test_what_happened_before_the_first_round_is_not_told(scene: Scene) -> None:
    await scene.channel(ChannelKind.MQTT)
    await scene.fail("A-1")
    async with scene.units.write() as uow:
        await uow.settings.put("notifications.state", None)
        await uow.commit()
    count = len(await scene.log())
    await scene.notifier.round()
    assert len(await scene.log()) == count


async def test_a_channel_that_is_deleted_takes_its_messages_along(scene: Scene) -> None:
    channel = await scene.channel(ChannelKind.MQTT)
    await scene.fail("A-1")
    async with scene.units.write() as uow:
        await uow.notifications.delete_channel(channel.id)
        await uow.commit()
    [message] = await scene.log()
    assert message.state is SendState.FAILED
    again = await scene.channel(ChannelKind.MQTT)
    assert again.id > channel.id


async def test_jobs_are_told_to_their_technicians_and_trouble_to_operators(
    scene: Scene, hook: Hook
) -> None:
    for name in ("tina", "tom"):
        await scene.person(name, "technician")
        await scene.channel(ChannelKind.MQTT, person=name)
    await scene.person("olga", "operator", Preferences(severity_min=Severity.CRITICAL))
    await scene.channel(ChannelKind.MQTT, person="olga")
    await scene.fail("A-1")
    desk, loop = Doer(By.OPERATOR, "olga"), Doer(By.LOOP, "plan")
    async with scene.units.write() as uow:
        alarm = await uow.alarms.get(1)
        assert alarm is not None
        chargers = chargers_to_repair(alarm)
        what = Opening(alarm, StationId("A"), chargers, await kind_of(uow, chargers))
        order = await open_order(uow, what, read_catalogue(None), desk, "now", scene.clock.at)
        for doer, step in (
            (loop, Assign("tina", ("near",))),
            (Doer(By.TECHNICIAN, "tina"), Decline("<b>ill</b>")),
            (loop, Assign("tom")),
            (loop, Assign("tina")),
            (loop, Miss()),
        ):
            order = await take_step(uow, order, step, doer, scene.clock.at)
        await uow.commit()
    await scene.round()
    assert await titles(scene, "tom") == ["New job: A", "Not yours any more: A"]
    assert await titles(scene, "tina") == [
        "New job: A",
        "New job: A",
        "Not yours any more: A",
    ]
    assert (await titles(scene, "olga"))[1:] == ["Declined: A", "Not accepted: A"]
    [first, *_] = [line for each in await scene.log(person="tina") for line in each.message.lines]
    assert first.link == f"/tech/jobs/{order.id}"
    assert f"Order {order.id}: " in first.text
    olgas = [line.text for each in await scene.log(person="olga") for line in each.message.lines]
    assert any("was declined by tina: b ill /b" in text for text in olgas)
    count = len(await scene.log())
    await scene.round()
    assert len(await scene.log()) == count


async def test_only_what_has_ended_is_forgotten(scene: Scene, hook: Hook) -> None:
    await scene.channel(ChannelKind.WEBHOOK, hook.url)
    await scene.fail("A-1")
    scene.clock.at += CRITICAL.gather
    async with Running(scene.couriers()):
        await until(lambda: scene.sent["notifications_sent"] == 1, "it is sent")
    await scene.fail("B-1")
    async with scene.units.write() as uow:
        assert await uow.notifications.prune(START, 100) == 0
        assert await uow.notifications.prune(START + timedelta(days=1), 100) == 1
        await uow.commit()
    assert [each.state for each in await scene.log()] == [SendState.WAITING]
