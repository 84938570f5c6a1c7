"""Mail, SMS gateways and chats by `apprise`: one URL says which service, where and with what key.

The package talks to services with blocking sockets, so each try has a thread of a small pool of
its own; the services' time-outs (4 s to connect, 4 s to answer) are apprise's. What apprise logs
may hold addresses: it is silenced, and a failure is told by the name of the service alone.
"""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Final

from typing_extensions import override

from central.services.couriers import NotDeliveredError, Outgoing, Sender
from central.services.notice_records import Channel

THREADS: Final = 16
_log = logging.getLogger("apprise")
_log.setLevel(logging.CRITICAL + 1)


class AppriseSender(Sender):
    """`close` it at the end."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(THREADS, "apprise")

    def close(self) -> None:
        """Wait for nobody: what is under way ends by its own time-outs."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    @override
    async def send(self, channel: Channel, message: Outgoing) -> None:
        text = f"{message.text}\n{message.link}"
        loop = asyncio.get_running_loop()
        work = partial(_notify, channel.address, message.title, text)
        if not await loop.run_in_executor(self._pool, work):
            raise NotDeliveredError(f"{channel.shown.partition(':')[0]} did not take it")


def service_of(url: str) -> Any:
    """The service that a URL names, as apprise has it.

    Raises:
        ValueError: it names none, or lacks something; the message holds nothing of the URL.
    """
    from apprise import Apprise  # a second, and 17 MiB: only for who uses it

    made = Apprise.instantiate(url, suppress_exceptions=True)
    if made is None:
        raise ValueError("a URL of a service that apprise knows, for example mailto://...")
    return made


def _notify(url: str, title: str, text: str) -> bool:
    from apprise import Apprise, NotifyFormat

    service = Apprise()
    return bool(
        service.add(service_of(url))
        and service.notify(body=text, title=title, body_format=NotifyFormat.TEXT)
    )
