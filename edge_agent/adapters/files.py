"""Files of the edge: fleet, fault history, birth number. Written whole or not at all."""

import json
import os
from pathlib import Path
from typing import Any, Final

import msgspec

from contract.fleet import decode_fleet
from contract.ids import ChargePointId, charge_point_id
from contract.topics import charger_topic
from edge_agent.adapters.clock import wall_s
from edge_agent.core.errors import LocalError
from edge_agent.core.site import KeptLimit, Place, place_of

HISTORY: Final = "fault-history.json"
LIMITS: Final = "limits.json"
BIRTH: Final = "birth"


def read_places(fleet_file: Path | None) -> dict[ChargePointId, Place]:
    """Places of all chargers in the fleet file; none without a file.

    Raises:
        LocalError: naming the file and what is wrong with it.
    """
    if fleet_file is None:
        return {}
    try:
        fleet = decode_fleet(fleet_file.read_bytes(), str(fleet_file))
    except OSError as err:
        raise LocalError(f"fleet file {fleet_file} cannot be read: {err.strerror}") from err
    except ValueError as err:
        raise LocalError(str(err)) from err
    places: dict[ChargePointId, Place] = {}
    for station in fleet.stations:
        for charger in station.charge_points:
            try:
                charger_topic(station.id, charge_point_id(charger.id), "score")
            except ValueError as err:
                raise LocalError(f"fleet file {fleet_file}: {err}") from err
            places[charger.id] = place_of(station, charger)
    return places


def make_data_dir(data_dir: Path) -> None:
    """Create the directory and see that files can be written there.

    Raises:
        LocalError: if it cannot be used.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        write_whole(data_dir / ".writable", b"")
    except OSError as err:
        raise LocalError(f"data directory {data_dir} cannot be used: {err.strerror}") from err


def next_birth(data_dir: Path) -> int:
    """Number of this start: one more than the last, kept on disk.

    Without a last one, or one that cannot be read, it is the wall clock's seconds, which no count
    of starts reaches: readers ignore births below the highest that they have seen, and an edge
    whose disk was replaced must not begin below it.

    Raises:
        LocalError: if it cannot be kept.
    """
    path = data_dir / BIRTH
    try:
        birth = int(path.read_text(encoding="ascii")) + 1
    except (OSError, ValueError):
        birth = wall_s()
    try:
        write_whole(path, f"{birth}\n".encode())
    except OSError as err:
        raise LocalError(f"{path} cannot be written: {err.strerror}") from err
    return birth


def read_histories(data_dir: Path) -> dict[str, dict[str, object]]:
    """Fault histories of the last run; none if there was none.

    Raises:
        LocalError: if the file is there and cannot be read; it is then moved aside.
    """
    path = data_dir / HISTORY
    try:
        found: Any = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as err:
        problem = f"{err}"
    else:
        if isinstance(found, dict) and all(isinstance(each, dict) for each in found.values()):
            return found
        problem = "no JSON object of objects"
    aside = path.with_suffix(".bad")
    if path.is_file():
        path.replace(aside)
    raise LocalError(f"{path} cannot be read ({problem}); it is kept as {aside.name}")


def write_histories(data_dir: Path, histories: dict[str, dict[str, object]]) -> None:
    """Keep the fault histories for the next run.

    Raises:
        OSError: if the disk does not take them; the file of before is then still there.
    """
    write_whole(data_dir / HISTORY, json.dumps(histories, separators=(",", ":")).encode())


def read_limits(data_dir: Path) -> dict[str, KeptLimit]:
    """Central's limits of the last run; none if there was none.

    Raises:
        LocalError: if the file is there and cannot be read; it is then moved aside.
    """
    path = data_dir / LIMITS
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, KeptLimit])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError, RecursionError) as err:
        aside = path.with_suffix(".bad")
        if path.is_file():
            path.replace(aside)
        raise LocalError(f"{path} cannot be read ({err}); it is kept as {aside.name}") from err


def write_limits(data_dir: Path, limits: dict[str, KeptLimit]) -> None:
    """Keep central's limits for the next run.

    Raises:
        OSError: if the disk does not take them; the file of before is then still there.
    """
    write_whole(data_dir / LIMITS, msgspec.json.encode(limits))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that after a power cut either the old or the new one is there."""
    fresh = path.with_suffix(f"{path.suffix}.new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
