"""Pings: how long a socket's other end takes to answer, and whether it is there at all."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from websockets.asyncio.client import ClientConnection
from websockets.asyncio.server import ServerConnection

from edge_agent.adapters.sockets import ping
from edge_agent.core.traffic import PingEnded

FIRST_PING_S: Final = 5.0
_MISSES_UNTIL_DEAD: Final = 3


@dataclass(frozen=True, slots=True)
class Pulse:
    """The pings to one charger; all times are real seconds."""

    socket: ServerConnection
    every_s: float
    timeout_s: float
    first_s: float

    async def lost(self, frames: Callable[[], int], learn: Callable[[float], None]) -> None:
        """Ping until the socket is closed, or its other end neither pongs nor talks.

        Args:
            frames: how many frames came from it so far.
            learn: gets each round trip.
        """
        misses, wait_s = 0, self.first_s
        while misses < _MISSES_UNTIL_DEAD and self.socket.close_code is None:
            await asyncio.sleep(wait_s)
            before = frames()
            round_trip_s = await ping(self.socket, self.timeout_s)
            if round_trip_s is not None:
                learn(round_trip_s)
            is_alive = round_trip_s is not None or frames() != before
            misses = 0 if is_alive else misses + 1
            wait_s = self.every_s if is_alive else 0.0


async def watch_uplink(
    socket: ClientConnection, every_s: float, timeout_s: float, handle: Callable[[PingEnded], None]
) -> None:
    """Ping central until the socket is closed, and tell each time whether it answered."""
    while True:
        await asyncio.sleep(every_s)
        round_trip_s = await ping(socket, timeout_s)
        if socket.close_code is not None:
            return
        handle(PingEnded(is_answered=round_trip_s is not None))
