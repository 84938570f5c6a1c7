"""What the full 33-column data set costs, and whether one process steps 10,000 connectors.

    python -m bench.dataset [--stations 150] [--days 183] [--jobs 2] [--step-stations 1450]
                            [--out FILE]

Makes the table in a temporary folder, or as FILE to keep, and prints wall-clock time, processor
time and the largest resident set of all processes together; then steps one world of about 10,000
connectors through an hour and prints simulated over real time. The aims are those of the product:
the full set in less than 15 minutes and 4 GB on two cores.
"""

import argparse
import resource
import tempfile
import threading
import time
from pathlib import Path

import psutil

from charger_emulator.adapters.table_files import FULL_DAYS, TableOrder, truth_path, write_table
from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.world import World, WorldSetting

WALL_AIM_S = 900.0
MEMORY_AIM_BYTES = 4e9
_STEP_FROM_S = 1_751_360_400.0
_SAMPLE_S = 0.5


class Memory:
    """Largest sum of resident memory of this process and its children."""

    def __init__(self) -> None:
        self.most_bytes = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        own = psutil.Process()
        while not self._over.wait(_SAMPLE_S):
            total = 0.0
            for each in (own, *own.children(recursive=True)):
                try:
                    total += each.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.most_bytes = max(self.most_bytes, total)


def processor_s() -> float:
    """Processor time of this process and of the children that have ended."""
    used = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def bench_table(order: TableOrder, jobs: int, kept: Path | None) -> None:
    """Make the table once; ``kept`` is where it stays."""
    memory, began_s, used_s = Memory(), time.perf_counter(), processor_s()
    with tempfile.TemporaryDirectory() as folder:
        out = kept or Path(folder) / "table.parquet"
        rows = write_table(order, out, jobs=jobs)
        size = out.stat().st_size + truth_path(out).stat().st_size
    wall_s = time.perf_counter() - began_s
    memory.end()
    print(f"{rows} rows, {size / 1e6:.0f} MB: {wall_s:.0f} s (aim {WALL_AIM_S:.0f} s), "
          f"{processor_s() - used_s:.0f} s of processor time, "
          f"{memory.most_bytes / 1e9:.2f} GB (aim {MEMORY_AIM_BYTES / 1e9:.0f} GB)")  # fmt: skip


def bench_step(stations: int) -> None:
    """Step one large world through an hour."""
    world = World(make_fleet(stations, 1), WorldSetting(), _STEP_FROM_S)
    world.advance(_STEP_FROM_S + 3600.0)
    began_s = time.process_time()
    world.advance(_STEP_FROM_S + 7200.0)
    used_s = time.process_time() - began_s
    print(f"{world.layout.connector_count} connectors in one process: {3600.0 / used_s:.0f} "
          f"simulated seconds in one of processor time")  # fmt: skip


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stations", type=int, default=150)
    parser.add_argument("--days", type=int, default=FULL_DAYS)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--step-stations", type=int, default=1450)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    bench_step(arguments.step_stations)
    bench_table(TableOrder(arguments.stations, arguments.days), arguments.jobs, arguments.out)


if __name__ == "__main__":
    main()
