"""Ports for the servers of tests, which nobody can take between the choice and the use.

They lie below those that the system gives to outgoing connections, each is given once by a test
process (until its range is used up), and processes that test side by side have ranges of their own.
"""

import itertools
import os
from typing import Final

from launcher.ports import is_free

_FIRST: Final = 12_000
_EACH: Final = 4_000
_WORKER: Final = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 5
_START: Final = os.getpid() * 101 % _EACH
_ports = (_FIRST + _WORKER * _EACH + (_START + count) % _EACH for count in itertools.count())


def free_port() -> int:
    """A TCP port on 127.0.0.1 that nobody listens on."""
    return next(port for port in _ports if is_free(port))


def free_pair() -> int:
    """A free port whose next one is free as well."""
    while (first := free_port()) + 1 != free_port():
        pass
    return first
