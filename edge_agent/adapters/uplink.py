"""Connections to central, one for each charger, under the charger's own identity."""

import contextlib
import ssl
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import quote, urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus, WebSocketException

from edge_agent.adapters.names import LookUp, Names, look_up
from edge_agent.adapters.passwords import Passwords
from edge_agent.adapters.sockets import PROTOCOL_ERROR, SOCKET_OPTIONS, SUBPROTOCOL
from edge_agent.core.errors import RefusedError, UnavailableError
from edge_agent.core.traffic import KeyProven, KeyRefused

_MOST_ADDRESSES: Final = 3
CONNECT_S: Final = 5.0
"""Real seconds for a whole handshake; a charger waits for it before it is let in."""
REFUSALS: Final = (401, 404)


class Central:
    """The way to central.

    Args:
        url: OCPP endpoint without identity, `ws://` or `wss://`.
        tls: for `wss://`.
        down_statuses: HTTP statuses that mean that central is away, though they look like a verdict
            of its own.
        ask: how names are looked up.
    """

    def __init__(
        self,
        url: str,
        tls: ssl.SSLContext | None = None,
        down_statuses: frozenset[int] = frozenset(),
        ask: LookUp = look_up,
    ) -> None:
        self._url = url
        self._tls = tls
        place = urlsplit(url)
        port = place.port or (443 if place.scheme == "wss" else 80)
        self._names = Names(place.hostname or "", port, ask)
        self._refusals = frozenset(REFUSALS) - down_statuses

    async def connect(self, identity: str, authorization: str | None) -> ClientConnection:
        """Open a connection for a charger.

        Args:
            identity: the charger's.
            authorization: the Authorization header, passed on as it is.

        Raises:
            RefusedError: if central says 401 or 404.
            UnavailableError: if there is no usable central now.
        """
        addresses = (await self._names.addresses())[:_MOST_ADDRESSES]
        try:
            for address in addresses[:-1]:
                with contextlib.suppress(OSError):  # TimeoutError is one
                    return await self._open(identity, authorization, address, len(addresses))
            return await self._open(identity, authorization, addresses[-1], len(addresses))
        except InvalidStatus as err:
            status = err.response.status_code
            if status in self._refusals:
                raise RefusedError(status) from err
            raise UnavailableError(f"central answered HTTP {status}") from err
        except (OSError, WebSocketException) as err:
            raise UnavailableError(
                f"central is out of reach: {str(err) or type(err).__name__}"
            ) from err

    async def _open(
        self, identity: str, authorization: str | None, address: str, addresses: int
    ) -> ClientConnection:
        socket = await connect(
            f"{self._url}/{quote(identity, safe='')}",
            host=address,
            subprotocols=[SUBPROTOCOL],
            additional_headers={"Authorization": authorization} if authorization else None,
            open_timeout=CONNECT_S / addresses,
            proxy=None,
            ssl=self._tls,
            **SOCKET_OPTIONS,
        )
        if socket.subprotocol != SUBPROTOCOL:
            await socket.close(PROTOCOL_ERROR, "ocpp1.6 only")
            raise UnavailableError("central does not speak ocpp1.6")
        return socket


@dataclass(frozen=True, slots=True)
class Login:
    """A connection to central, and what it tells about the password that central gave the edge."""

    socket: ClientConnection
    news: KeyProven | KeyRefused | None = None


class Uplinks:
    """Opens connections with the right password: central's for the edge, or the charger's own.

    Args:
        central: the way there.
        passwords: of both legs.
    """

    def __init__(self, central: Central, passwords: Passwords) -> None:
        self._central = central
        self._passwords = passwords

    async def connect(self, identity: str, authorization: str | None) -> Login:
        """Open a connection for a charger.

        Args:
            identity: the charger's.
            authorization: the header that it came with.

        Raises:
            RefusedError: if central says 401 or 404.
            UnavailableError: if there is no usable central now.
        """
        headers = await self._passwords.ways_up(identity, authorization)
        for header in headers:
            try:
                socket = await self._central.connect(identity, header)
            except RefusedError as err:
                if err.status != HTTPStatus.UNAUTHORIZED:
                    raise
            else:
                self._passwords.prefer(identity, header)
                await self._passwords.admitted(identity, authorization)
                return Login(socket, KeyProven())
        socket = await self._central.connect(identity, authorization)
        await self._passwords.admitted(identity, authorization)
        return Login(socket, KeyRefused() if self._passwords.drop_key(identity) else None)
