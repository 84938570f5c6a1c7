"""Role control: the loop that heals, alarms, work orders, and who is told."""

from datetime import timedelta

from central.adapters.clock import monotonic_s, wall_now
from central.adapters.ids import chance
from central.adapters.model_archives import (
    read_shipped,
    shipped_directory,
)
from central.adapters.mqtt.model_offers import ModelOffers
from central.adapters.playbook_file import read_playbooks
from central.adapters.senders.apprise import AppriseSender
from central.adapters.senders.technician_topic import TopicSender
from central.adapters.senders.webhook import WebhookSender
from central.adapters.work_catalogue_file import read_catalogue
from central.app.parts import ARTIFACTS, App, heal_rules, initial_switches, open_gemini, planner_of
from central.core.alarm_signals import WatchRules
from central.services.alarms import AlarmSettings, AlarmWatch
from central.services.control import Control, ControlSettings
from central.services.couriers import CourierParts, Couriers
from central.services.explanations import Explainer, ExplainerSettings
from central.services.model_drift import DriftWatch
from central.services.notice_records import ChannelKind
from central.services.notifications import Notifier
from central.services.remedies import RemedyLoop, RemedyParts
from central.services.tick import Tick
from central.services.work_watch import WorkWatch


def start_control(app: App) -> None:
    """Role control: the loop that heals, and the stations' changes in the stream."""
    rules, initial = heal_rules(app.settings), initial_switches(app.settings)
    settings = ControlSettings(rules, initial, app.roads)
    remedies = RemedyLoop(
        RemedyParts(
            units=app.units,
            calls=app.calls,
            clock=app.clock,
            ids=app.ids,
            counters=app.counters,
            playbooks=read_playbooks(app.settings.playbooks_file),
            rules=rules,
        )
    )
    control = Control(
        app.units,
        app.calls,
        app.clock,
        monotonic_s,
        settings,
        app.counters,
        (remedies, Tick(app.units)),
    )
    app.keep_running(control.run, "control")
    alarms = AlarmWatch(app.units, app.clock, monotonic_s, app.counters, alarm_settings(app))
    app.keep_running(alarms.run, "alarms")
    catalogue = read_catalogue(app.settings.work_catalogue_file)
    planner = planner_of(app)
    work = WorkWatch(app.units, app.clock, monotonic_s, app.counters, catalogue, planner)
    app.keep_running(work.run, "work orders")
    start_explainer(app)
    start_notifications(app)
    offers = ModelOffers(app.units, app.link, app.settings.upload_url)
    app.keep_running(offers.run, "model offers")
    watch = DriftWatch(app.units, app.clock, read_shipped(shipped_directory(ARTIFACTS)))
    app.keep_running(watch.run, "drift watch")


def start_explainer(app: App) -> None:
    """Let a language model put causes into words, where there is one."""
    model = open_gemini(app.settings)
    if model is None:
        return
    explainer = Explainer(
        app.units,
        model,
        app.clock,
        wall_now,
        monotonic_s,
        app.counters,
        ExplainerSettings(app.settings.gemini_calls_per_day),
    )

    async def explain() -> None:
        try:
            await explainer.run()
        finally:
            await model.close()

    app.keep_running(explain, "explanations")


def start_notifications(app: App) -> None:
    """Tell people what happens, over the channels that they have."""
    settings = app.settings
    within = timedelta(minutes=settings.answer_critical_within_min)
    notifier = Notifier(app.units, app.clock, app.counters, within)
    app.keep_running(notifier.run, "notifications")

    async def send() -> None:
        webhooks, services = WebhookSender(wall_now), AppriseSender()
        parts = CourierParts(
            units=app.units,
            clock=app.clock,
            wall_now=wall_now,
            monotonic_s=monotonic_s,
            chance=chance,
            counters=app.counters,
            senders={
                ChannelKind.APPRISE: services,
                ChannelKind.WEBHOOK: webhooks,
                ChannelKind.MQTT: TopicSender(app.link),
            },
            site_url=(settings.public_url or "").rstrip("/"),
        )
        try:
            await Couriers(parts).run()
        finally:
            services.close()
            await webhooks.close()

    app.keep_running(send, "couriers")


def alarm_settings(app: App) -> AlarmSettings:
    """Numbers of the alarms: silent is who misses three heartbeats."""
    heartbeat = timedelta(seconds=app.settings.heartbeat_interval_s)
    return AlarmSettings(WatchRules(silent_after=3 * heartbeat))
