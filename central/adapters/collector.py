"""The collector of cyclic garbage, set up for a server.

What is there once a program is imported stays for good: modules, tables, schemas, some hundred
thousand objects. Python's collector looks through them again and again while messages come and go,
a tenth of the time that a message takes. They are set aside, and it looks less often.
"""

import gc
from typing import Final

THRESHOLDS: Final = (10_000, 20, 20)
"""New objects that wait for a look, and looks at the young before one at the older."""


def spare_collector() -> None:
    """Never look again at what is there now. Once in a process, before it serves."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
