"""A charger's websocket, whose short texts are written at once.

`ServerConnection.send` opens an asynchronous generator for each message, which costs more than the
frame and its write. An answer of ours is one short text on an open socket: it is framed and written
without. Whatever else is to be sent, and all that can go wrong, is left to the library.
"""

from collections.abc import AsyncIterable, Iterable

from typing_extensions import override
from websockets.asyncio.server import ServerConnection
from websockets.protocol import State
from websockets.typing import DataLike


class ChargerConnection(ServerConnection):
    """For `websockets.asyncio.server.serve(create_connection=...)`."""

    @override
    async def send(
        self,
        message: DataLike | Iterable[DataLike] | AsyncIterable[DataLike],
        *,
        text: bool | None = None,
    ) -> None:
        """As that of the library; a text goes out before anything is awaited.

        Raises:
            websockets.exceptions.ConnectionClosed: the socket is closed, or closes meanwhile.
        """
        is_open = self.protocol.state is State.OPEN and not self.transport.is_closing()
        is_free = is_open and self.send_in_progress is None
        if not isinstance(message, str) or text is not None or not is_free:
            await super().send(message, text=text)
            return
        self.protocol.send_text(message.encode())
        self.send_data()
        if self.paused:  # the charger does not read: wait for it as the library does
            async with self.send_context():
                pass
