"""TCP ports on 127.0.0.1: is one free, and which are."""

import contextlib
import socket
from collections.abc import Collection

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether a server could listen on this port now (ports that only linger count as free)."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def is_listening(port: int) -> bool:
    """Whether a server takes connections on this port."""
    try:
        socket.create_connection((HOST, port), timeout=1.0).close()
    except OSError:
        return False
    return True


def free_ports(count: int, *, taken: Collection[int] = ()) -> list[int]:
    """Different ports that nobody listens on, none of them in `taken`."""
    found: list[int] = []
    with contextlib.ExitStack() as stack:
        while len(found) < count:
            probe = stack.enter_context(socket.socket())
            probe.bind((HOST, 0))
            port: int = probe.getsockname()[1]
            if port not in taken:
                found.append(port)
    return found


def free_pair(*, taken: Collection[int] = ()) -> int:
    """A free port whose next one is free as well, as `--ocpp-port` needs it; none in `taken`."""
    while True:
        (port,) = free_ports(1, taken=taken)
        if port + 1 not in taken and port < 65_535 and is_free(port + 1):
            return port
