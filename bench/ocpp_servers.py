"""The servers that the OCPP benches compare, each a child process on a core of its own.

    central    the gateway of central: every message validated, its facts stored in SQLite
    logging    the same as it comes: every frame is kept in the log of messages as well
    stock      a plain central made with package `ocpp`, its default validation; stores nothing
    unchecked  the same with the validation of package `ocpp` turned off

All run on uvloop and without compression, so that what is compared is the handling.
"""

import contextlib
import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import psutil
from websockets.typing import Subprotocol

SERVERS: Final = ("central", "logging", "stock", "unchecked")
OCPP: Final = Subprotocol("ocpp1.6")


@dataclass(frozen=True)
class Running:
    """A server that takes connections."""

    port: int
    process: psutil.Process

    @property
    def cpu_s(self) -> float:
        """Seconds of processor time so far, all threads."""
        return sum(self.process.cpu_times()[:2])

    @property
    def rss_bytes(self) -> int:
        """Resident memory."""
        return int(self.process.memory_info().rss)


@contextlib.contextmanager
def running(name: str, folder: Path) -> Iterator[Running]:
    """Start a server as a child, on one core where there are two; stop it at the end."""
    argv = [sys.executable, "-m", "bench.ocpp_servers", name, str(folder)]
    with (folder / "log").open("w") as log:
        child = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=log, text=True)  # noqa: S603 (ourselves)
        try:
            assert child.stdout is not None
            yield Running(int(child.stdout.readline()), psutil.Process(child.pid))
        finally:
            child.terminate()
            child.wait()


def take_core(number: int) -> None:
    """Stay on one core: the server on the first, the client on the second, if there are two."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        os.sched_setaffinity(0, {cores[number % len(cores)]})


async def serve_central(folder: Path, *, log_days: int) -> None:
    """Our gateway with its database, without a broker; 0 days = no log of messages."""
    from central.adapters.collector import spare_collector
    from central.adapters.logs import configure_logs
    from central.app.serve import serve
    from central.config import load_settings

    configure_logs()
    spare_collector()
    environment = {
        "SNTRY_CENTRAL_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'central.db'}",
        "SNTRY_CENTRAL_MQTT_URL": "mqtt://127.0.0.1:1",
        "SNTRY_CENTRAL_OCPP_PORT": "0",
        "SNTRY_CENTRAL_REGISTRATION": "open",
        "SNTRY_CENTRAL_ROLES": "gateway",
        "SNTRY_CENTRAL_MESSAGE_LOG_DAYS": str(log_days),
    }
    await serve(load_settings(environment), lambda _name, port: print(port, flush=True))


async def serve_plain(*, is_checked: bool) -> None:
    """The least that works with the `ocpp` package, as its documentation shows it."""
    from ocpp.routing import on
    from ocpp.v16 import ChargePoint, call_result
    from ocpp.v16.enums import AuthorizationStatus, RegistrationStatus
    from websockets.asyncio.server import ServerConnection, serve

    transactions = itertools.count(1)
    skip = {"skip_schema_validation": not is_checked}

    class Plain(ChargePoint):  # type: ignore[misc]
        @on("BootNotification", **skip)  # type: ignore[untyped-decorator]
        def boot(self, **_: Any) -> Any:
            now = datetime.now(UTC).isoformat()
            return call_result.BootNotification(now, 300, RegistrationStatus.accepted)

        @on("Heartbeat", **skip)  # type: ignore[untyped-decorator]
        def beat(self, **_: Any) -> Any:
            return call_result.Heartbeat(datetime.now(UTC).isoformat())

        @on("StatusNotification", **skip)  # type: ignore[untyped-decorator]
        def status(self, **_: Any) -> Any:
            return call_result.StatusNotification()

        @on("MeterValues", **skip)  # type: ignore[untyped-decorator]
        def meter(self, **_: Any) -> Any:
            return call_result.MeterValues()

        @on("StartTransaction", **skip)  # type: ignore[untyped-decorator]
        def begin(self, **_: Any) -> Any:
            info = {"status": AuthorizationStatus.accepted}
            return call_result.StartTransaction(next(transactions), info)

        @on("StopTransaction", **skip)  # type: ignore[untyped-decorator]
        def end(self, **_: Any) -> Any:
            return call_result.StopTransaction()

    async def handle(socket: ServerConnection) -> None:
        request = socket.request
        await Plain(request.path if request else "", socket).start()

    served = serve(
        handle, "127.0.0.1", 0, subprotocols=[OCPP], compression=None, backlog=1024, open_timeout=60
    )
    async with served as server:
        print(next(iter(server.sockets)).getsockname()[1], flush=True)
        await server.serve_forever()


def main(name: str, folder: Path) -> None:
    """Be one of the servers until told to stop."""
    import uvloop

    take_core(0)
    if name in {"central", "logging"}:
        uvloop.run(serve_central(folder, log_days=7 if name == "logging" else 0))
    else:
        uvloop.run(serve_plain(is_checked=name == "stock"))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
