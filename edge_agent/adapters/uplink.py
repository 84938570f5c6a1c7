"""Connections to central, one for each charger, under the charger's own identity and password."""

from typing import Final
from urllib.parse import quote

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus, WebSocketException

from edge_agent.adapters.sockets import PROTOCOL_ERROR, SOCKET_OPTIONS, SUBPROTOCOL
from edge_agent.core.errors import RefusedError, UnavailableError

CONNECT_S: Final = 5.0
"""Real seconds for a whole handshake; a charger waits for it before it is let in."""
REFUSALS: Final = (401, 404)


class Central:
    """The way to central.

    Args:
        url: OCPP endpoint without identity, `ws://` or `wss://`.
    """

    def __init__(self, url: str) -> None:
        self._url = url

    async def connect(self, identity: str, authorization: str | None) -> ClientConnection:
        """Open a connection for a charger.

        Args:
            identity: the charger's.
            authorization: its own Authorization header, passed on as it is.

        Raises:
            RefusedError: if central says 401 or 404.
            UnavailableError: if there is no usable central now.
        """
        try:
            socket = await connect(
                f"{self._url}/{quote(identity, safe='')}",
                subprotocols=[SUBPROTOCOL],
                additional_headers={"Authorization": authorization} if authorization else None,
                open_timeout=CONNECT_S,
                proxy=None,
                **SOCKET_OPTIONS,
            )
        except InvalidStatus as err:
            status = err.response.status_code
            if status in REFUSALS:
                raise RefusedError(status) from err
            raise UnavailableError(f"central answered HTTP {status}") from err
        except (OSError, TimeoutError, WebSocketException) as err:
            raise UnavailableError(
                f"central is out of reach: {str(err) or type(err).__name__}"
            ) from err
        if socket.subprotocol != SUBPROTOCOL:
            await socket.close(PROTOCOL_ERROR, "ocpp1.6 only")
            raise UnavailableError("central does not speak ocpp1.6")
        return socket
