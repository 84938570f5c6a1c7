"""A real HTTP server on loopback: firmware comes from it, logs go to it."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class FileServer:
    """Serves `content`, keeps what is put into it in `taken`, both by path."""

    port: int
    content: dict[str, bytes] = field(default_factory=dict)
    taken: dict[str, bytes] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)
    """(method, path) of all requests."""
    failures: list[int] = field(default_factory=list)
    """Status codes of the next requests, before anything is served or taken."""

    def url(self, path: str = "") -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def file_server() -> Iterator[FileServer]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            failure = self._arrived()
            found = running.content.get(self.path)
            self._reply(failure or (200 if found is not None else 404), found or b"")

        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            failure = self._arrived()
            if failure is None:
                running.taken[self.path] = body
            self._reply(failure or 201, b"")

        def _arrived(self) -> int | None:
            running.requests.append((self.command, self.path))
            return running.failures.pop(0) if running.failures else None

        def _reply(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    running = FileServer(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def image(version: str, content: bytes = b"code" * 1000) -> bytes:
    """A firmware image as the emulator's guide describes it."""
    digest = hashlib.sha256(content).hexdigest()
    head = f"SNTRY-FIRMWARE 1\nversion: {version}\nsha256: {digest}\n\n"
    return head.encode() + content
