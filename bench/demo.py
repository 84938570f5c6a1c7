"""How long `sntry demo` takes to be ready, and what it costs while nothing happens.

    .venv/bin/python bench/demo.py [--stations 150] [--seconds 60]

Starts the demo twice on one new data directory. Prints the time until all is healthy, and the CPU
time of all its processes as a share of one core (the peer: a core is one second of CPU a second).
The aims are those of the product: second start within 20 s, idle below one core.
"""

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from launcher.ports import free_ports

REPOSITORY = Path(__file__).parents[1]
READY = "Sntry is running."
START_AIM_S = 20.0
CPU_AIM_CORES = 1.0


def start_demo(data_dir: str, stations: int, port: int, ocpp_port: int) -> subprocess.Popen[str]:
    """Start the demo and return when it says that it runs."""
    argv = [
        *(str(REPOSITORY / "sntry"), "demo", "--data-dir", data_dir, "--stations", str(stations)),
        *("--port", str(port), "--ocpp-port", str(ocpp_port)),
    ]
    process = subprocess.Popen(  # noqa: S603 (our own script)
        argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    said = []
    for line in process.stdout or ():
        said.append(line)
        if READY in line:
            return process
    raise SystemExit("the demo ended before it was ready:\n" + "".join(said[-20:]))


def stop_demo(process: subprocess.Popen[str]) -> None:
    """Ctrl-C, and the rest of what it says."""
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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stations", type=int, default=150)
    parser.add_argument("--seconds", type=float, default=60.0)
    arguments = parser.parse_args()
    edge_port = free_ports(1)[0]
    with tempfile.TemporaryDirectory(prefix="sntry-bench-") as data_dir:
        for which in ("first", "second"):
            begun_s = time.monotonic()
            process = start_demo(data_dir, arguments.stations, *free_ports(1), edge_port)
            took_s = time.monotonic() - begun_s
            print(f"{which} start: {took_s:.1f} s, {took_s / START_AIM_S:.2f} of {START_AIM_S} s")
            if which == "first":
                stop_demo(process)
        time.sleep(10)  # the storm of the start is over
        members = family(process)
        before = {name: cpu_s(each) for name, each in members.items()}
        time.sleep(arguments.seconds)
        total = 0.0
        for name, each in members.items():
            cores = (cpu_s(each) - before[name]) / arguments.seconds
            total += cores
            rss_mib = each.memory_info().rss / 2**20
            print(f"  {name:32} {cores:5.2f} cores  {rss_mib:6.0f} MiB")
        print(f"idle: {total:.2f} cores, {total / CPU_AIM_CORES:.2f} of one core")
        stop_demo(process)
    sys.exit(0)


if __name__ == "__main__":
    main()
