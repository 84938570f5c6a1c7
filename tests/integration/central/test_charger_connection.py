"""A charger's websocket, with a real one at the other end."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from central.adapters.ocpp.connection import ChargerConnection

pytestmark = pytest.mark.integration

LIMIT_S = 20


@contextlib.asynccontextmanager
async def ends() -> AsyncIterator[tuple[ServerConnection, ClientConnection]]:
    """Ours and the charger's, until the block ends."""
    ours: asyncio.Queue[ServerConnection] = asyncio.Queue()
    over = asyncio.Event()

    async def keep(connection: ServerConnection) -> None:
        ours.put_nowait(connection)
        await over.wait()

    served = serve(keep, "127.0.0.1", 0, create_connection=ChargerConnection, compression=None)
    async with asyncio.timeout(LIMIT_S), served as server:
        port = next(iter(server.sockets)).getsockname()[1]
        async with connect(f"ws://127.0.0.1:{port}", compression=None, max_size=None) as client:
            try:
                yield await ours.get(), client
            finally:
                over.set()


async def test_texts_arrive_whole_and_in_order() -> None:
    async with ends() as (ours, client):
        lengths = (125, 126, 255, 256, 65_535, 65_536, 300_000)
        texts = ['[3,"1",{}]', "\u20ac" * 100, "", *("x" * each for each in lengths)]
        for text in texts:
            await ours.send(text)
        assert [await client.recv() for _ in texts] == texts


async def test_whoever_sends_waits_while_the_charger_does_not_read() -> None:
    text = "x" * 20_000_000  # more than the system takes
    async with ends() as (ours, client), asyncio.TaskGroup() as tasks:
        client.transport.pause_reading()
        sending = tasks.create_task(ours.send(text))
        for _ in range(100):
            await asyncio.sleep(0)
        assert not sending.done()
        client.transport.resume_reading()
        assert await client.recv() == text
        await sending


async def test_a_closed_socket_takes_nothing() -> None:
    async with ends() as (ours, client):
        await client.close()
        with pytest.raises(ConnectionClosed):
            await ours.send("late")
