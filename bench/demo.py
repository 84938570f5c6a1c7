"""How long `sntry demo` takes to be ready, and what it costs while nothing happens.

    .venv/bin/python bench/demo.py [--stations 150] [--seconds 60] [--fresh]

Starts the demo twice on one new data directory. Prints the time until all is healthy, and the CPU
time of all its processes as a share of one core (the peer: a core is one second of CPU a second).
With --fresh a copy of the last commit is set up first, as on a new machine, and its time is printed
on a line of its own; pip and npm ask where they always ask, with the caches that are there.

The aims are those of the product: the first start with its set-up within 3 min, the second start
within 20 s, idle below one core.
"""

import argparse
import contextlib
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from launcher.ports import free_pair, free_ports

REPOSITORY = Path(__file__).parents[1]
READY = "Sntry is running."
FIRST_START_AIM_S = 180.0
SECOND_START_AIM_S = 20.0
CPU_AIM_CORES = 1.0
SETTLING_S = 10.0
"""Until the storm of the start is over."""


def set_up(folder: Path) -> float:
    """Copy the last commit and set it up; how long the set-up took, in seconds."""
    archive = subprocess.run(  # noqa: S603 (our own repository)
        ["git", "-C", str(REPOSITORY), "archive", "HEAD"],  # noqa: S607
        capture_output=True,
        check=True,
    )
    subprocess.run(["tar", "x", "-C", str(folder)], input=archive.stdout, check=True)  # noqa: S603, S607
    begun_s = time.monotonic()
    subprocess.run([str(folder / "sntry"), "setup"], check=True)  # noqa: S603
    return time.monotonic() - begun_s


@contextlib.contextmanager
def running_demo(root: Path, words: list[str]) -> Iterator[tuple[subprocess.Popen[str], float]]:
    """A demo that is ready, and how long that took in seconds; Ctrl-C at the end."""
    begun_s = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 (our own script)
        [str(root / "sntry"), "demo", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = []
        for line in process.stdout or ():
            said.append(line)
            if READY in line:
                break
        else:
            raise SystemExit("the demo ended before it was ready:\n" + "".join(said[-20:]))
        yield process, time.monotonic() - begun_s
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def family(process: subprocess.Popen[str]) -> dict[str, psutil.Process]:
    """The demo's processes by what they are."""
    parent = psutil.Process(process.pid)
    named = {}
    for each in (parent, *parent.children(recursive=True)):
        words = each.cmdline()
        name = words[words.index("-m") + 1] if "-m" in words else "launcher"
        named[f"{name} ({each.pid})"] = each
    return named


def cpu_s(process: psutil.Process) -> float:
    """CPU seconds that a process has used so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def print_idle(process: subprocess.Popen[str], duration_s: float) -> None:
    """Watch a demo that nobody uses."""
    time.sleep(SETTLING_S)
    members = family(process)
    before = {name: cpu_s(each) for name, each in members.items()}
    time.sleep(duration_s)
    total = 0.0
    for name, each in members.items():
        cores = (cpu_s(each) - before[name]) / duration_s
        total += cores
        rss_mib = each.memory_info().rss / 2**20
        print(f"  {name:32} {cores:5.2f} cores  {rss_mib:6.0f} MiB")
    print(f"idle: {total:.2f} cores, {against(total, CPU_AIM_CORES, 'core')}")


def against(figure: float, aim: float, unit: str) -> str:
    """A figure beside its aim."""
    return f"aim {aim:g} {unit}: {'met' if figure <= aim else 'MISSED'} ({figure / aim:.2f} of it)"


def measure(root: Path, folder: Path, arguments: argparse.Namespace, set_up_s: float) -> None:
    (port,) = free_ports(1)
    ocpp_port = free_pair(taken=[port])
    words = ["--data-dir", str(folder / "data"), "--stations", str(arguments.stations)]
    words += ["--port", str(port), "--ocpp-port", str(ocpp_port)]
    with running_demo(root, words) as (_, took_s):
        whole_s = set_up_s + took_s
        compared = against(whole_s, FIRST_START_AIM_S, "s with the set-up")
        print(f"first start: {took_s:.1f} s; with the set-up {whole_s:.1f} s, {compared}")
    with running_demo(root, words) as (process, took_s):
        print(f"second start: {took_s:.1f} s, {against(took_s, SECOND_START_AIM_S, 's')}")
        print_idle(process, arguments.seconds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stations", type=int, default=150)
    parser.add_argument("--seconds", type=float, default=60.0, help="of watching it idle")
    parser.add_argument("--fresh", action="store_true", help="set up a copy first, and time it")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sntry-bench-") as name:
        folder, root, set_up_s = Path(name), REPOSITORY, 0.0
        if arguments.fresh:
            root = folder / "checkout"
            root.mkdir()
            set_up_s = set_up(root)
            print(f"environment set-up: {set_up_s:.1f} s")
        else:
            print("environment set-up: there already, 0 s (--fresh measures it)")
        measure(root, folder, arguments, set_up_s)


if __name__ == "__main__":
    main()
