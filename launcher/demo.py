"""`sntry demo`: a whole network on this machine, from nothing to a live dashboard.

Broker, central, edge agent and emulated chargers run as children with one clock. Whatever ends the
demo (Ctrl-C, an error, a signal), the children end too, in the order in which data flows to rest:
emulator, edge, central, broker.
"""

import contextlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

import launcher
from launcher.ask import ask
from launcher.broker import available_kind, new_broker_info, prepare_broker
from launcher.clock import monotonic_s, real_now, sleep_s
from launcher.console import Console
from launcher.data_dir import (
    admin_password,
    clear_logs,
    count_charge_points,
    fleet_is_current,
    keep_fleet,
    locked,
)
from launcher.errors import StartError, StopRequested, UsageError
from launcher.files import tail
from launcher.health import Answer, Reason, in_words, judge
from launcher.plan import (
    DemoArguments,
    Ports,
    ProcessPlan,
    Secrets,
    health_urls,
    log_file,
    plan_fleet,
    plan_programs,
    port_wishes,
    welcome,
)
from launcher.ports import free_ports, is_free
from launcher.processes import POLL_S, TAIL_LINES, describe_exit, start, stop, wait_for_port
from launcher.signals import StopRequests
from launcher.supervisor import Supervisor
from launcher.timekeeper import Timekeeper
from launcher.timeline import next_clock, read_mark

READY_DEADLINE_S: Final = 180.0
FLEET_DEADLINE_S: Final = 120.0
ASK_EVERY_S: Final = 0.5
WATCH_EVERY_S: Final = 0.2


def run_demo(arguments: DemoArguments, console: Console) -> None:
    """Run the demo until somebody stops it.

    Raises:
        UsageError: if a port or the data directory cannot be used.
        StartError: if a program did not come up.
    """
    requests = StopRequests()
    with requests.listening(), locked(arguments.data_dir):
        ports = choose_ports(arguments)
        clear_logs(arguments.data_dir)
        with contextlib.suppress(StopRequested):
            make_fleet(arguments, requests, console)
            _run_programs(arguments, ports, requests, console)
        console.say("Stopped.")


def choose_ports(arguments: DemoArguments) -> Ports:
    """The ports that were asked for, and spare ones for what only the programs use.

    Raises:
        UsageError: naming the port that is taken and the flag that changes it.
    """
    wishes = port_wishes(arguments)
    for port, use, flag in wishes:
        if not is_free(port):
            raise UsageError(
                f"port {port} ({use}) is in use by another program; choose another one with {flag}."
            )
    broker, control = free_ports(2, taken=[port for port, _, _ in wishes])
    return Ports(
        dashboard=arguments.port,
        edge_ocpp=arguments.ocpp_port,
        central_ocpp=arguments.ocpp_port + 1,
        broker=broker,
        emulator_control=control,
    )


def make_fleet(arguments: DemoArguments, requests: StopRequests, console: Console) -> None:
    """Let the emulator write the fleet file, unless these arguments made it before.

    Raises:
        StartError: if it fails, or takes more than two minutes.
        StopRequested: if somebody stops the demo meanwhile.
    """
    if fleet_is_current(arguments):
        return
    console.progress(f"Making a fleet of {arguments.stations} stations ...")
    out = arguments.data_dir / "fleet.json.new"
    plan = plan_fleet(arguments, out)
    process = start(plan)
    try:
        deadline_s = monotonic_s() + FLEET_DEADLINE_S
        while process.poll() is None:
            requests.check()
            if monotonic_s() > deadline_s:
                raise StartError(f"the fleet was not made in time; see {plan.log}")
            sleep_s(POLL_S)
    finally:
        stop(process)
    if process.returncode != 0 or not out.exists():
        raise StartError(
            f"the fleet was not made ({describe_exit(process.returncode)}). "
            f"The end of {plan.log}:\n{tail(plan.log, TAIL_LINES)}"
        )
    keep_fleet(arguments, out)


def find_dashboard() -> Path | None:
    """The built page beside the packages, or None where it was not built."""
    folder = Path(launcher.__file__).resolve().parents[1] / "dashboard" / "dist"
    return folder if (folder / "index.html").is_file() else None


def _run_programs(
    arguments: DemoArguments, ports: Ports, requests: StopRequests, console: Console
) -> None:
    data_dir = arguments.data_dir
    clock_file = data_dir / "clock.json"
    clock = next_clock(read_mark(clock_file), real_now(), arguments.speed)
    info = new_broker_info(ports.broker)
    keys = Secrets(admin_password(data_dir), secrets.token_urlsafe(24), info.url)
    page = find_dashboard()
    run = Run(Supervisor(console.say), Timekeeper(clock_file, clock), requests, console)
    try:
        run.start_broker(prepare_broker(info, data_dir / "broker", available_kind()), info.port)
        clock_json = msgspec.json.encode(clock).decode()
        run.start_programs(plan_programs(arguments, ports, keys, clock_json, page))
        run.wait_until_ready(health_urls(ports), count_charge_points(data_dir), data_dir)
        console.say(welcome(arguments, keys, page_built=page is not None))
        run.watch()
    finally:
        run.stop()


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the programs: start, wait, watch, and always `stop`."""

    supervisor: Supervisor
    timekeeper: Timekeeper
    requests: StopRequests
    console: Console

    def start_broker(self, plan: ProcessPlan, port: int) -> None:
        """Start the broker and wait until it takes connections."""
        self.console.progress("Starting the broker ...")
        process = self.supervisor.start(plan, monotonic_s())
        wait_for_port(process, plan, port, self._beat)

    def start_programs(self, plans: tuple[ProcessPlan, ...]) -> None:
        """Start the programs together; each waits by itself for the one it needs."""
        self._beat()
        for plan in plans:
            self.supervisor.start(plan, monotonic_s())

    def wait_until_ready(self, urls: Mapping[str, str], charge_points: int, data_dir: Path) -> None:
        """Ask all programs until they are ready.

        Raises:
            StartError: if one ends, or they are not ready after 180 s.
            StopRequested: if somebody stops the demo meanwhile.
        """
        deadline_s = monotonic_s() + READY_DEADLINE_S
        while reasons := judge({name: self._ask(urls[name]) for name in urls}, charge_points):
            self.supervisor.refuse_dead()
            if monotonic_s() > deadline_s:
                raise StartError(late_message(reasons, data_dir))
            self.console.progress(f"Starting: {in_words(reasons)}")
            sleep_s(ASK_EVERY_S)

    def watch(self) -> None:
        """Start again what ends, until somebody stops the demo.

        Raises:
            StopRequested: then.
        """
        while True:
            self._beat()
            self.supervisor.tick(monotonic_s())
            sleep_s(WATCH_EVERY_S)

    def stop(self) -> None:
        """End all programs and note how far simulated time went."""
        try:
            self.console.progress("Stopping ...")
        finally:  # also when the terminal is gone
            self.supervisor.stop_all(self.requests.is_impatient)
            self.timekeeper.close()

    def _ask(self, url: str) -> Answer:
        self._beat()
        return ask(url)

    def _beat(self) -> None:
        self.requests.check()
        self.timekeeper.touch()


def late_message(reasons: tuple[Reason, ...], data_dir: Path) -> str:
    """What is not healthy, and where to read why."""
    logs = {reason.program: log_file(data_dir, reason.program) for reason in reasons}
    named = "".join(f"\n  {name}: {log}" for name, log in logs.items())
    return f"not ready after {READY_DEADLINE_S:.0f} s: {in_words(reasons)}. Logs:{named}"
