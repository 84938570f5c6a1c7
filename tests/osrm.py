"""A real OSRM over a small grid of roads that is written here, where its binaries are installed.

The package `osrm-bindings` carries them, for Python 3.12 and newer; on 3.11 `engine()` is None and
tests replay `osrm_answers.json`, which the real engine gave over the same grid (a test compares
them wherever the engine is there).
"""

import contextlib
import importlib.util
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.ports import free_port

ANSWERS = Path(__file__).parent / "integration" / "central" / "osrm_answers.json"
SOUTH_DEG, WEST_DEG, SPACING_DEG, ROADS = 33.0, -112.0, 0.01, 4
"""Of the grid: `ROADS` roads each way, about 1.1 and 0.9 km apart."""
FAR = (10.0, 10.0)
"""A place without roads, half a world away."""


def engine() -> Path | None:
    """The folder of OSRM's binaries."""
    found = importlib.util.find_spec("osrm")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent / "bin"
    return folder if (folder / "osrm-routed").is_file() else None


def crossing(row: int, column: int) -> tuple[float, float]:
    """Latitude and longitude of a crossing of the grid."""
    return SOUTH_DEG + SPACING_DEG * row, WEST_DEG + SPACING_DEG * column


def grid_xml() -> str:
    """Streets run east, avenues north; OSM's own form."""
    number = {(r, c): 1 + r * ROADS + c for r in range(ROADS) for c in range(ROADS)}
    nodes = "".join(
        '<node id="{}" version="1" lat="{:.6f}" lon="{:.6f}"/>'.format(each, *crossing(*at))
        for at, each in number.items()
    )
    ways = ""
    for line in range(ROADS):
        street = [number[line, c] for c in range(ROADS)]
        avenue = [number[r, line] for r in range(ROADS)]
        for way, (name, members) in enumerate(
            ((f"Street {line}", street), (f"Avenue {line}", avenue)), start=100 + 2 * line
        ):
            refs = "".join(f'<nd ref="{each}"/>' for each in members)
            tags = f'<tag k="highway" v="residential"/><tag k="name" v="{name}"/>'
            ways += f'<way id="{way}" version="1">{refs}{tags}</way>'
    return f'<?xml version="1.0"?><osm version="0.6">{nodes}{ways}</osm>'


@contextlib.contextmanager
def running_osrm(folder: Path) -> Iterator[str]:
    """A router over the grid; gives its address. Skips where there is no engine."""
    binaries = engine()
    if binaries is None:
        pytest.skip("osrm-bindings is not installed (it needs Python 3.12)")
    roads = folder / "grid.osm"
    roads.write_text(grid_xml())
    profile = binaries.parent / "share" / "profiles" / "car.lua"
    steps = (
        ["osrm-extract", "-t", "1", "-p", str(profile), str(roads)],
        ["osrm-contract", "-t", "1", str(folder / "grid.osrm")],
    )
    for name, *words in steps:
        (binaries / name).chmod(0o700)
        subprocess.run([binaries / name, *words], check=True, capture_output=True, timeout=50)
    (binaries / "osrm-routed").chmod(0o700)
    port = free_port()
    words = ["-i", "127.0.0.1", "-p", str(port), "-t", "1", str(folder / "grid.osrm")]
    with subprocess.Popen(
        [binaries / "osrm-routed", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as routed:
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(url, routed)
            yield url
        finally:
            routed.terminate()
            routed.wait(20)


def _wait(url: str, routed: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 40
    while True:
        assert routed.poll() is None, f"osrm-routed ended with {routed.returncode}"
        with contextlib.suppress(httpx.TransportError):
            httpx.get(f"{url}/nearest/v1/driving/{WEST_DEG},{SOUTH_DEG}", timeout=5)
            return
        assert time.monotonic() < deadline, "osrm-routed does not answer"
        time.sleep(0.05)
