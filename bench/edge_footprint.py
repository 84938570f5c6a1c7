"""What an edge box needs: disk for an install of the edge alone, memory with 1 and 8 chargers.

    python -m bench.edge_footprint [--no-install]

The install goes into a fresh environment with nothing but the `edge` extra. Memory is resident
memory of the whole process once its chargers were scored a few times (each second), healthy, or
with a raised risk that every score explains; with the outbox filling because nobody confirms, and
with the memory settings of the systemd unit. The aims are 90 MiB with one charger and 128 MiB with
eight; exits with 1 if one is missed. A bare Python with the same libraries imported, in the same
run, shows how much of it is not ours.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import venv
from contextlib import ExitStack
from pathlib import Path

import psutil

from bench.edge_latency import COOL_C, MEMORY_SCORE_EVERY_S, child, edge, memory_mib
from launcher.broker import embedded_broker
from launcher.ports import free_ports

HOT_C = 97.0
"""A cabinet whose risk is raised, so that every score comes with its reasons."""
CASES = (
    ("1 charger", 1, COOL_C, 90.0),
    ("1 charger at risk", 1, HOT_C, 90.0),
    ("8 chargers", 8, COOL_C, 128.0),
    ("8 chargers at risk", 8, HOT_C, 128.0),
)
"""Words, how many, temperature, aim in MiB."""
LIBRARIES = (
    "asyncio, json, sqlite3, msgspec, numpy, onnxruntime, websockets.asyncio.server, aiomqtt"
)
WAIT = "import sys; sys.stdout.write('up'); sys.stdout.flush(); sys.stdin.read()"


def install_mib() -> float:
    """Size of everything that `pip install sntry[edge]` puts beside the installer itself."""
    project = Path(__file__).resolve().parents[1]
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        before = size_mib(Path(folder))
        command = [python, "-m", "pip", "install", "--quiet", f"{project}[edge]"]
        subprocess.run(command, check=True)  # noqa: S603 (our own)
        return size_mib(Path(folder)) - before


def size_mib(folder: Path) -> float:
    files = (each for each in folder.rglob("*") if each.is_file() and not each.is_symlink())
    return sum(each.stat().st_size for each in files) / 2**20


def libraries_mib() -> float:
    command = [sys.executable, "-c", f"import {LIBRARIES}; {WAIT}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as bare:  # noqa: S603
        assert bare.stdout is not None
        bare.stdout.read(2)
        return float(psutil.Process(bare.pid).memory_info().rss) / 2**20


def settings_of_the_unit() -> dict[str, str]:
    """How the service manager sets glibc's allocator."""
    unit = Path(__file__).resolve().parents[1] / "edge_agent" / "systemd" / "sntry-edge.service"
    lines = (line.partition("=")[2] for line in unit.read_text().splitlines())
    return dict(line.split("=", 1) for line in lines if line.startswith("MALLOC_"))


def main() -> int:
    """Measure and print; 1 if an aim is missed."""
    is_missed = False
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--no-install", action="store_true", help="memory only")
    if not parser.parse_args().no_install:
        print(f"install  {install_mib():.0f} MiB on disk, edge extra only")
    os.environ.update(settings_of_the_unit())
    bare = libraries_mib()
    print(f"memory   {bare:.1f} MiB for a Python with the same libraries and nothing else")
    with ExitStack() as stack:
        broker = stack.enter_context(embedded_broker())
        (central,) = free_ports(1)
        stack.enter_context(child(central, "bench.edge_latency", "--role", str(central)))
        for words, chargers, body_c, aim in CASES:
            with edge(central, broker.url, score_every_s=MEMORY_SCORE_EVERY_S) as (port, process):
                found = asyncio.run(memory_mib(port, process, chargers, body_c))
            ratio = f"{found / bare:.2f} x the bare one"
            print(f"memory   {words}: {found:.1f} MiB (aim {aim:.0f}), {ratio}")
            is_missed = is_missed or found > aim
    return int(is_missed)


if __name__ == "__main__":
    sys.exit(main())
