"""Tells systemd that the edge is up, that it lives, and that it stops (sd_notify(3)).

Without systemd (no NOTIFY_SOCKET) nothing is sent.
"""

import contextlib
import socket
from collections.abc import Mapping
from typing import Final

_MICROSECONDS: Final = 1_000_000
_MOST_WATCHED_S: Final = 3600.0


class Notifier:
    """Sends the state of this process to its service manager.

    Args:
        environment: as the process got it: NOTIFY_SOCKET and WATCHDOG_USEC.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._address = environment.get("NOTIFY_SOCKET", "")
        text = environment.get("WATCHDOG_USEC", "")
        watched_s = int(text) / _MICROSECONDS if text.isascii() and text.isdigit() else 0.0
        self.every_s = min(watched_s, _MOST_WATCHED_S) / 2.0 or None
        """Real seconds between two signs of life: half of what it waits; None = it does not."""

    def ready(self) -> None:
        """Chargers can come."""
        self._send("READY=1")

    def alive(self) -> None:
        """All is well; without this for twice `every_s` the service is started anew."""
        self._send("WATCHDOG=1")

    def stopping(self) -> None:
        """The end was asked for."""
        self._send("STOPPING=1")

    def _send(self, words: str) -> None:
        if not self._address:
            return
        address = self._address
        if address.startswith("@"):  # a name in the abstract namespace
            address = f"\0{address[1:]}"
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as way:
            way.settimeout(0.0)  # never wait for it
            way.sendto(words.encode(), address)
