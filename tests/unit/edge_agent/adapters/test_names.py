"""A name server that is gone, slow or hung takes neither central nor the threads away."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from edge_agent.adapters import names
from edge_agent.adapters.names import Names
from edge_agent.core.errors import UnavailableError


class Server:
    """A name server that can be gone or hang."""

    def __init__(self) -> None:
        self.asked = 0
        self.is_gone = False
        self.free = threading.Event()
        self.free.set()

    def ask(self, _host: str, _port: int) -> list[str]:
        self.asked += 1
        self.free.wait(20.0)
        if self.is_gone:
            raise OSError("Name or service not known")
        return ["192.0.2.1"]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Answers are good for no time, and a look-up may take a moment only."""
    monkeypatch.setattr(names, "FRESH_S", 0.0)
    return lambda: monkeypatch.setattr(names, "LOOK_UP_S", 0.05)


async def test_last_addresses_are_used_while_the_name_server_is_gone(
    impatient: Callable[[], None],
) -> None:
    server = Server()
    central = Names("central", 80, server.ask)
    assert await central.addresses() == ["192.0.2.1"]
    server.is_gone = True
    assert await central.addresses() == ["192.0.2.1"]
    assert server.asked == 2


async def test_name_that_was_never_known_is_an_error_that_names_it() -> None:
    server = Server()
    server.is_gone = True
    with pytest.raises(UnavailableError, match="central cannot be looked up: Name or service"):
        await Names("central", 80, server.ask).addresses()


async def test_hung_name_server_is_asked_once_for_all_chargers(
    impatient: Callable[[], None],
) -> None:
    server = Server()
    central = Names("central", 80, server.ask)
    await central.addresses()
    impatient()
    server.free.clear()
    found = await asyncio.gather(*[central.addresses() for _ in range(50)])
    assert found == [["192.0.2.1"]] * 50
    assert server.asked == 2
    server.free.set()


async def test_answer_is_good_for_a_while() -> None:
    server = Server()
    central = Names("central", 80, server.ask)
    for _ in range(5):
        await central.addresses()
    assert server.asked == 1


async def test_text_that_is_no_name_is_an_error_and_no_bug() -> None:
    with pytest.raises(UnavailableError, match="cannot be looked up"):
        await Names("a" * 300 + ".example", 80).addresses()
