"""Who plays which part in the edge, and in which order they come and go."""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable
from importlib.metadata import PackageNotFoundError, version
from secrets import SystemRandom

from msgspec import UNSET, to_builtins

from contract.ids import EdgeId, StationId
from contract.messages import Context, EdgeState, ModelOffer
from edge_agent.adapters.backoff import Backoff
from edge_agent.adapters.broker import broker_access
from edge_agent.adapters.clock import LAST_GOOD, Clock, known_past
from edge_agent.adapters.conduct import conduct_of
from edge_agent.adapters.control import Control
from edge_agent.adapters.files import (
    make_data_dir,
    next_birth,
    read_histories,
    read_limits,
    read_places,
    write_histories,
    write_limits,
    write_whole,
)
from edge_agent.adapters.gate import Gate
from edge_agent.adapters.herald import Herald
from edge_agent.adapters.ids import message_ids
from edge_agent.adapters.log import Log
from edge_agent.adapters.mailbox import Mailbox
from edge_agent.adapters.model_delivery import Delivery, rules_of
from edge_agent.adapters.mqtt import Inbox, Mqtt
from edge_agent.adapters.passwords import Passwords
from edge_agent.adapters.scoring import Scoring
from edge_agent.adapters.shelf import Shelf
from edge_agent.adapters.spool import Reports, Spool
from edge_agent.adapters.status_page import status_page
from edge_agent.adapters.surroundings import Surroundings
from edge_agent.adapters.systemd import Notifier
from edge_agent.adapters.tally import Tally
from edge_agent.adapters.tls import CentralTls, server_tls
from edge_agent.adapters.uplink import Central, Uplinks
from edge_agent.config import Settings, read_statuses
from edge_agent.core.errors import LocalError
from edge_agent.core.local_answers import timestamp
from edge_agent.core.reports import Reporter
from edge_agent.core.site import KeptLimit, Place, Site
from edge_agent.core.status import (
    Rounds,
    Status,
    chargers_status,
    delivery_words,
    is_stuck,
    problems_of,
)
from edge_agent.core.traffic import RecordsGone, Storage, StorageChanged

_LOG = Log("edge")
_KEEP_HISTORY_EVERY_S = 60.0
"""Real seconds."""
_KEEP_LIMITS_EVERY_S = 1.0
_MIB = 1024 * 1024
_RESTART_S = 1.0
"""Real seconds before a broken part begins anew."""


class App:
    """One edge. Everything that can be wrong on this machine is found out before it is made.

    Args:
        settings: of this edge.
        notifier: the way to the service manager; none by default.

    Raises:
        LocalError: naming the setting or file that cannot be used.
    """

    def __init__(self, settings: Settings, notifier: Notifier | None = None) -> None:
        self._settings = settings
        self._notifier = notifier or Notifier({})
        self._stopping = asyncio.Event()
        self._clock = Clock(settings.clock, known_past(settings.data_dir))
        self._tally = Tally()
        places = read_places(settings.fleet_file)
        make_data_dir(settings.data_dir)
        shelf = Shelf(settings.data_dir, settings.model_dir)
        self._spool = Spool(
            settings.data_dir,
            int(settings.spool_mib * 2**20),
            int(settings.spool_reserve_mib * 2**20),
        )
        kept = self._spool.load()
        self._site = Site(
            places=places,
            elsewhere=Place(StationId(settings.station)),
            clock_factor=settings.clock.factor,
            ids=message_ids(),
            limit=settings.max_chargers,
            conduct=conduct_of(settings, places.values(), kept, self._spool.local_ids()),
        )
        self._read_histories()
        self._limits = self._read_limits()
        self._reporter = Reporter(EdgeId(settings.edge_id), next_birth(settings.data_dir))
        chance = SystemRandom().uniform
        self._mailbox = Mailbox(
            settings.data_dir, settings.outbox_mib * _MIB, self._clock, self._tally
        )
        self._mqtt = Mqtt(
            access=broker_access(settings),
            state=self._state,
            mailbox=self._mailbox,
            inbox=Inbox(
                context=self._on_context,
                status=lambda: to_builtins(self._status()),
                model=self._on_offer,
            ),
            clock=self._clock,
            tally=self._tally,
            backoff=Backoff(chance),
        )
        herald = Herald(self._reporter, self._mailbox, self._clock)
        self._scoring = Scoring(shelf.scorer, herald, self._clock, self._tally)
        self._delivery = self._scoring.overseer = Delivery(
            shelf=shelf,
            scoring=self._scoring,
            rules=rules_of(settings),
            clock=self._clock,
            tally=self._tally,
            chance=chance,
            changed=self._mqtt.presence_changed,
        )
        self._shelf = shelf
        tls = CentralTls(settings)
        passwords = Passwords(self._spool, kept)
        down_statuses = read_statuses(settings.central_down_statuses)
        central = Central(settings.central_url, tls.context, down_statuses)
        around = Surroundings(
            clock=self._clock,
            uplinks=Uplinks(central, passwords),
            tls=tls,
            tally=self._tally,
            chance=chance,
            tell=herald.tell,
            spool=self._spool,
            passwords=passwords,
            charger_ping_s=settings.charger_ping_s,
            uplink_ping_s=settings.uplink_ping_s,
            pong_timeout_s=settings.pong_timeout_s,
            reconnect_spread_s=settings.reconnect_spread_s,
            reconnect_longest_s=settings.reconnect_longest_s,
        )
        self._gate = Gate(self._site, around, self._health, server_tls(settings))
        self._control = Control(
            settings.data_dir, self._spool, self._gate.has_session, self._gate.deliver
        )

    async def serve(self) -> None:
        """Run until SIGTERM or SIGINT; then say goodbye to everybody."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        await self.run()

    def stop(self) -> None:
        """Ask `run` to end."""
        self._stopping.set()

    async def run(self) -> None:
        """Run until `stop`."""
        settings = self._settings
        self._spool.start(self._spool_reports())
        try:
            await self._run_parts(settings)
        finally:
            await self._spool.stop()
        await self._write_histories()
        await self._write_limits()
        await self._write_time()
        self._delivery.stopped()
        _LOG.info("stopped", edge=settings.edge_id, counts=dict(self._tally.counts))

    async def _run_parts(self, settings: Settings) -> None:
        async with asyncio.TaskGroup() as tasks:
            async with (
                status_page(settings.status_port, settings.data_dir, self._status) as page,
                self._control.open(),
                self._gate.open(settings.ocpp_host, settings.ocpp_port) as port,
            ):
                _LOG.info(
                    "started", edge=settings.edge_id, port=port, status=page, model=self._model
                )
                mqtt = tasks.create_task(supervise("mqtt", self._mqtt.run, self._tally))
                mail = tasks.create_task(supervise("mailbox", self._mailbox.run, self._tally))
                helpers = [
                    tasks.create_task(supervise("scoring", self._score, self._tally)),
                    tasks.create_task(supervise("histories", self._keep_histories, self._tally)),
                    tasks.create_task(supervise("models", self._delivery.run, self._tally)),
                    tasks.create_task(supervise("limits", self._keep_limits, self._tally)),
                    tasks.create_task(self._tell_alive()),
                ]
                self._notifier.ready()
                await self._stopping.wait()
                self._notifier.stopping()
                for helper in helpers:
                    helper.cancel()
            self._mqtt.stop()
            await mqtt
            self._mailbox.stop()
            await mail
        self._mailbox.close()

    def _spool_reports(self) -> Reports:
        def changed(storage: Storage) -> None:
            _LOG.warning("storage", takes=storage.value)
            self._gate.deliver_to_all(StorageChanged(storage))

        def gone(charger: str, numbers: frozenset[int]) -> None:
            self._tally.add("records_shed", charge_point=charger, number=len(numbers))
            self._gate.deliver(charger, RecordsGone(numbers))

        return Reports(changed, gone, lambda kind, detail: self._tally.add(kind, reason=detail))

    async def _tell_alive(self) -> None:
        """Signs of life for the service manager, which starts a stuck edge anew."""
        while self._notifier.every_s is not None:
            if not is_stuck(self._rounds()):
                self._notifier.alive()
            await asyncio.sleep(self._notifier.every_s)

    async def _score(self) -> None:
        await self._scoring.run(self._settings.score_interval_s, self._site.connected)

    @property
    def _model(self) -> str:
        return self._shelf.scorer.manifest.id

    def _state(self) -> EdgeState:
        return EdgeState(
            edge=self._reporter.edge,
            online=True,
            birth=self._reporter.birth,
            at=self._clock.now().at,
            version=_version(),
            model=self._model,
            chargers=len(self._site.connected()),
            delivery=self._delivery.state or UNSET,
        )

    def _rounds(self) -> Rounds:
        return Rounds(
            interval_s=self._clock.real_s(self._settings.score_interval_s),
            since_last_s=self._clock.now().real_s - self._scoring.round_ended_s,
        )

    def _status(self) -> Status:
        return Status(
            edge=self._reporter.edge,
            version=_version(),
            model=self._model,
            delivery=delivery_words(self._delivery.state),
            birth=self._reporter.birth,
            problems=problems_of(self._rounds(), self._mailbox.problem),
            now=timestamp(self._clock.now().at),
            clock_trusted=self._clock.is_trusted,
            clock_factor=self._clock.factor,
            broker="connected" if self._mqtt.is_connected else "away",
            queue=self._mailbox.waiting(),
            chargers=chargers_status(self._site.chargers.values()),
            counts=dict(self._tally.counts),
        )

    def _health(self) -> dict[str, object]:
        return {
            "scored": self._scoring.scored,
            "mqtt": self._mqtt.is_connected,
            "now": self._clock.now().at.isoformat().replace("+00:00", "Z"),
            "counts": dict(self._tally.counts),
            "clock": "trusted" if self._clock.is_trusted else "untrusted",
            "waiting": sum(each.proxy.waiting for each in self._site.chargers.values()),
        }

    def _on_context(self, context: Context) -> None:
        self._site.set_context(context, self._clock.now().at)

    def _on_offer(self, offer: ModelOffer) -> None:
        self._delivery.offered(offer)

    def _read_histories(self) -> None:
        try:
            self._site.set_histories(read_histories(self._settings.data_dir))
        except LocalError as err:
            _LOG.warning("fault_history_dropped", reason=str(err))

    def _read_limits(self) -> dict[str, KeptLimit]:
        try:
            limits = read_limits(self._settings.data_dir)
        except LocalError as err:
            _LOG.warning("limits_dropped", reason=str(err))
            return {}
        self._site.set_limits(limits)
        return limits

    async def _keep_limits(self) -> None:
        while True:
            await asyncio.sleep(_KEEP_LIMITS_EVERY_S)
            await self._write_limits()

    async def _write_limits(self) -> None:
        limits = self._site.limits()
        if limits == self._limits:
            return
        try:
            await asyncio.to_thread(write_limits, self._settings.data_dir, limits)
            self._limits = limits
        except OSError as err:
            self._tally.add("limits_not_written", reason=str(err))

    async def _keep_histories(self) -> None:
        while True:
            await asyncio.sleep(_KEEP_HISTORY_EVERY_S)
            await self._write_histories()
            await self._write_time()

    async def _write_time(self) -> None:
        """Note what time it is at least: after a power cut none before it is believed."""
        self._clock.now()
        path = self._settings.data_dir / LAST_GOOD
        try:
            await asyncio.to_thread(write_whole, path, self._clock.real_at.isoformat().encode())
        except OSError as err:
            self._tally.add("last_good_time_not_written", reason=str(err))

    async def _write_histories(self) -> None:
        histories: dict[str, dict[str, object]] = {}
        for charge_point, history in self._site.histories():
            histories[charge_point] = history
            await asyncio.sleep(0)  # the relay goes first: a charger's takes 0.1 ms
        try:
            await asyncio.to_thread(write_histories, self._settings.data_dir, histories)
        except OSError as err:
            self._tally.add("fault_history_not_written", reason=str(err))


async def supervise(
    part: str, run: Callable[[], Awaitable[None]], tally: Tally, restart_s: float = _RESTART_S
) -> None:
    """Run a part to its end; begin it anew when it breaks.

    A bug in scoring must not stop a car from charging.
    """
    while True:
        try:
            return await run()
        except Exception as err:  # noqa: BLE001 (the supervisor)
            tally.bug(f"{part}_broke", err)
            await asyncio.sleep(restart_s)


def _version() -> str:
    with contextlib.suppress(PackageNotFoundError):
        return version("sntry")
    return ""
