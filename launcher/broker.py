"""An MQTT 5 broker of our own on loopback, for `sntry demo` and for tests.

`mosquitto` where it is on PATH, else `iotcore` (a broker in a Python wheel). Both listen on
127.0.0.1 only and want a user name and a password. Neither is meant for production: an operator
passes the address of a real broker to each program.

The broker is always a child process: iotcore has no shutdown, and a broker that dies must not take
anyone along. `python -m launcher.broker FILE` is that child for iotcore.
"""

import base64
import contextlib
import getpass
import hashlib
import logging
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from launcher.errors import StartError
from launcher.files import write_private
from launcher.plan import ProcessPlan
from launcher.ports import free_ports, is_free
from launcher.processes import start, stop, wait_for_port

Kind = Literal["mosquitto", "iotcore"]

MAX_PAYLOAD_BYTES: Final = 4 * 1024 * 1024
MAX_CONNECTIONS: Final = 10_000

# Smaller segments lost acknowledged QoS 1 messages of a lagging subscriber (31,934 of 100,000 with
# 10 x 1 MB); with these nothing was lost in 500,000 and memory levels out.
SEGMENT_BYTES: Final = 10 * 1024 * 1024
SEGMENT_COUNT: Final = 4

# The default of 1,000 dropped half of 2,000 messages for a subscriber that was away.
MAX_QUEUED_MESSAGES: Final = 100_000

# mosquitto's `$7$` form: PBKDF2 with SHA-512 (mosquitto-passwd(1), since 2.0).
PASSWORD_ROUNDS: Final = 101


@dataclass(frozen=True, slots=True)
class BrokerInfo:
    """Where a broker is and who may enter.

    `url` carries the user name and the password: `mqtt://user:password@127.0.0.1:port`.
    """

    port: int
    username: str
    password: str
    host: str = "127.0.0.1"

    @property
    def url(self) -> str:
        """Address with credentials, as the programs take it."""
        return f"mqtt://{self.username}:{self.password}@{self.host}:{self.port}"


def available_kind() -> Kind:
    """The broker that this machine would run."""
    return "mosquitto" if shutil.which("mosquitto") else "iotcore"


def new_broker_info(port: int) -> BrokerInfo:
    """Fresh credentials for a broker on this port."""
    return BrokerInfo(port=port, username="sntry", password=secrets.token_urlsafe(18))


def iotcore_config(info: BrokerInfo) -> str:
    """Configuration (TOML, rumqttd's form) with one MQTT 5 listener.

    One listener speaks one version of the protocol; every program of ours speaks 5.
    """
    return f"""\
id = 0

[router]
id = 0
max_connections = {MAX_CONNECTIONS}
max_outgoing_packet_count = 200
max_segment_size = {SEGMENT_BYTES}
max_segment_count = {SEGMENT_COUNT}

[v5.1]
name = "v5-1"
listen = "{info.host}:{info.port}"
next_connection_delay_ms = 1

[v5.1.connections]
connection_timeout_ms = 60000
max_payload_size = {MAX_PAYLOAD_BYTES}
max_inflight_count = 100

[v5.1.connections.auth]
{info.username} = "{info.password}"
"""


def mosquitto_config(info: BrokerInfo, folder: Path, os_user: str) -> str:
    """Configuration of mosquitto 2 whose state and password file lie in `folder`.

    Args:
        info: where to listen.
        folder: absolute path of an existing folder.
        os_user: whom it stays when it was started by root, since `folder` is private.
    """
    return f"""\
per_listener_settings false
user {os_user}
listener {info.port} {info.host}
allow_anonymous false
password_file {folder / "passwords"}
persistence true
persistence_location {folder}/
autosave_interval 30
max_queued_messages {MAX_QUEUED_MESSAGES}
message_size_limit {MAX_PAYLOAD_BYTES}
log_dest stderr
log_type error
log_type warning
"""


def mosquitto_password_line(info: BrokerInfo, salt: bytes) -> str:
    """One line of a mosquitto password file; made here to keep the password off command lines."""
    digest = hashlib.pbkdf2_hmac("sha512", info.password.encode(), salt, PASSWORD_ROUNDS)
    salt64, digest64 = base64.b64encode(salt).decode(), base64.b64encode(digest).decode()
    return f"{info.username}:$7${PASSWORD_ROUNDS}${salt64}${digest64}\n"


def prepare_broker(info: BrokerInfo, folder: Path, kind: Kind) -> ProcessPlan:
    """Write the broker's private files to `folder` and say how it is started."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    log = folder.parent / "logs" / "broker.log"
    if kind == "mosquitto":
        binary = shutil.which("mosquitto") or "mosquitto"
        config = folder / "mosquitto.conf"
        write_private(folder / "passwords", mosquitto_password_line(info, secrets.token_bytes(12)))
        write_private(config, mosquitto_config(info, folder, getpass.getuser()))
        return ProcessPlan(name="broker", argv=(binary, "-c", str(config)), env={}, log=log)
    config = folder / "broker.toml"
    write_private(config, iotcore_config(info))
    argv = (sys.executable, "-P", "-m", "launcher.broker", str(config))
    return ProcessPlan(name="broker", argv=argv, env={}, log=log)


@contextlib.contextmanager
def embedded_broker(
    *, port: int | None = None, data_dir: Path | None = None, kind: Kind | None = None
) -> Iterator[BrokerInfo]:
    """Run a broker for the length of a `with` block; it takes connections when the block begins.

    Args:
        port: on 127.0.0.1; a free one by default.
        data_dir: where its files go; a folder that vanishes with the block by default.
        kind: which broker; what the machine has by default.

    Raises:
        StartError: if the port is taken, or it does not come up; then with the end of its log.
    """
    with contextlib.ExitStack() as stack:
        if data_dir is None:
            data_dir = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sntry-")))
        info = new_broker_info(port if port is not None else free_ports(1)[0])
        if not is_free(info.port):
            raise StartError(f"the broker's port {info.port} is in use by another program")
        plan = prepare_broker(info, data_dir.resolve() / "broker", kind or available_kind())
        process = start(plan)
        try:
            wait_for_port(process, plan, info.port)
            yield info
        finally:
            stop(process)


def main() -> None:
    """The child process: run iotcore with the configuration named on the command line, for ever."""
    from iotcore.iotcore import IotCoreBroker  # the demo extra: only this child needs it

    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("rumqttd").setLevel(logging.CRITICAL)  # every packet is an ERROR to it
    broker = IotCoreBroker(config_path=sys.argv[1])
    broker.check_ports()  # else it would live on without a listener where the port is taken
    broker.run_forever()


if __name__ == "__main__":
    main()
