"""The directory of one demo: its lock, its passwords, its fleet file.

One demo at a time uses a directory. The lock is held by the open file, so that one left behind by a
launcher that was killed is free again; the process id in it is for the message alone.
"""

import contextlib
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from contract.fleet import decode_fleet
from launcher.errors import UsageError
from launcher.files import read_if_there, write_private
from launcher.plan import DemoArguments, fleet_file


@contextlib.contextmanager
def locked(data_dir: Path) -> Iterator[None]:
    """Make the directory where needed and hold it.

    Raises:
        UsageError: if it cannot be made or written, or another demo holds it.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(data_dir / "demo.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as err:
        raise UsageError(
            f"--data-dir {data_dir} is not allowed: it must be a directory that can be made and "
            f"written ({err.strerror})."
        ) from err
    with os.fdopen(handle, "r+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as err:
            raise UsageError(
                f"another demo (process {lock.read().strip() or 'unknown'}) is using {data_dir}; "
                "stop it or choose another directory with --data-dir."
            ) from err
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def admin_password(data_dir: Path) -> str:
    """The administrator's password of this directory, made at the first call."""
    path = data_dir / "admin-password"
    known = (read_if_there(path) or "").strip()
    if known:
        return known
    made = secrets.token_urlsafe(12)
    write_private(path, made + "\n")
    return made


def clear_logs(data_dir: Path) -> None:
    """Begin every log anew."""
    logs = data_dir / "logs"
    logs.mkdir(exist_ok=True, mode=0o700)
    for log in logs.glob("*.log"):
        log.unlink()


def fleet_is_current(arguments: DemoArguments) -> bool:
    """Whether the fleet file was made by these arguments."""
    known = read_if_there(_parameters_file(arguments.data_dir))
    return known == _parameters(arguments) and fleet_file(arguments.data_dir).exists()


def keep_fleet(arguments: DemoArguments, made: Path) -> None:
    """Take a freshly made fleet file into use."""
    _parameters_file(arguments.data_dir).unlink(missing_ok=True)
    made.replace(fleet_file(arguments.data_dir))
    write_private(_parameters_file(arguments.data_dir), _parameters(arguments))


def count_charge_points(data_dir: Path) -> int:
    """Number of charge points in the fleet file.

    Raises:
        UsageError: if it is no fleet file.
    """
    path = fleet_file(data_dir)
    try:
        fleet = decode_fleet(path.read_bytes(), str(path))
    except (OSError, ValueError) as err:
        raise UsageError(f"{err}; remove the file and start again.") from err
    return sum(len(station.charge_points) for station in fleet.stations)


def _parameters_file(data_dir: Path) -> Path:
    return data_dir / "fleet-parameters.json"


def _parameters(arguments: DemoArguments) -> str:
    return json.dumps({"stations": arguments.stations, "seed": arguments.seed})
