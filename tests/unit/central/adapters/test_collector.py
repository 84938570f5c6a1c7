"""The collector of a server; in a process of its own, since it is set for good."""

import subprocess
import sys
from typing import Final

SCRIPT: Final = """
import gc
from central.adapters.collector import THRESHOLDS, spare_collector

class Knot:
    pass

spare_collector()
assert gc.get_freeze_count() > 1000 and gc.get_threshold() == THRESHOLDS
knot = Knot()
knot.itself, knot = knot, None
assert gc.collect() >= 1
"""


def test_what_is_there_is_set_aside_and_later_garbage_still_goes() -> None:
    subprocess.run([sys.executable, "-c", SCRIPT], check=True, timeout=60)
