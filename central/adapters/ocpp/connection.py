"""A charger's websocket, whose short texts are written at once.

`ServerConnection.send` opens an asynchronous generator for each message, and makes a frame of it in
several steps, which costs more than the write. An answer of ours is one short text on an open
socket: it is framed and written without. Whatever else is to be sent, and all that can go wrong, is
left to the library.
"""

from collections.abc import AsyncIterable, Iterable
from typing import Final

from typing_extensions import override
from websockets.asyncio.server import ServerConnection
from websockets.protocol import State
from websockets.typing import DataLike

SHORT_BYTES: Final = 0xFFFF
"""What fits into a frame whose length has two bytes."""


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
        data = message.encode()
        if len(data) > SHORT_BYTES or self.protocol.extensions:
            self.protocol.send_text(data)
            self.send_data()
        else:
            self.transport.write(_header(len(data)) + data)
        if self.paused:  # the charger does not read: wait for it as the library does
            async with self.send_context():
                pass


def _header(length: int) -> bytes:
    """Of a whole text frame of a server: final, not masked (RFC 6455, 5.2)."""
    return bytes((0x81, length)) if length < 126 else bytes((0x81, 126, length >> 8, length & 0xFF))
