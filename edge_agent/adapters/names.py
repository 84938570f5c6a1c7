"""Addresses of central: looked up by one thread for all chargers, and remembered.

A resolver that hangs would else keep every thread of the event loop busy, one for each charger that
comes back, and passwords and files would wait behind it. A name server that is gone is no reason to
lose a central that is there: its last addresses are used until they are known anew.
"""

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from edge_agent.core.errors import UnavailableError

LOOK_UP_S: Final = 2.0
"""Real seconds that a look-up may take before the last known addresses are used."""
FRESH_S: Final = 30.0
"""Real seconds for which an answer is good."""
LookUp = Callable[[str, int], list[str]]


def look_up(host: str, port: int) -> list[str]:
    """Numeric addresses of a host, in the order to try them; blocks.

    Raises:
        OSError: if there are none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


class Names:
    """The addresses of one host.

    Args:
        host: name or numeric address.
        port: of the service.
        ask: the look-up; blocks, raises OSError.
    """

    def __init__(self, host: str, port: int, ask: LookUp = look_up) -> None:
        self._host = host
        self._port = port
        self._ask = ask
        self._thread = ThreadPoolExecutor(1, "names")
        self._asking: asyncio.Future[list[str]] | None = None
        self._known: list[str] = []
        self._fresh_until_s = 0.0

    async def addresses(self) -> list[str]:
        """Where the host is, as far as is known.

        Raises:
            UnavailableError: if it is not known and was never.
        """
        loop = asyncio.get_running_loop()
        if self._known and loop.time() < self._fresh_until_s:
            return self._known
        if self._asking is None or self._asking.done():
            self._asking = loop.run_in_executor(self._thread, self._ask, self._host, self._port)
        try:
            async with asyncio.timeout(LOOK_UP_S):
                self._known = await asyncio.shield(self._asking)
            self._fresh_until_s = loop.time() + FRESH_S
        except (OSError, UnicodeError) as err:  # TimeoutError is an OSError
            if not self._known:
                words = str(err) or f"no answer in {LOOK_UP_S:.0f} s"
                raise UnavailableError(f"{self._host} cannot be looked up: {words}") from err
        return self._known
