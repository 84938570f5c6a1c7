"""Client of a running emulator's control API, for the command line.

Where it listens and its token stand in a private file that `serve` writes.
"""

import json
import os
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import httpx
import msgspec

TIMEOUT_S: Final = 15.0
Json = dict[str, Any]


class ControlFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How to reach a running emulator."""

    url: str
    token: str


def write_control_file(path: Path, control: ControlFile) -> None:
    """Write it so that nobody else can read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.encode(control))


def read_control_file(path: Path) -> ControlFile:
    """Read it.

    Raises:
        ValueError: if it is not there or is none.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=ControlFile)
    except FileNotFoundError as err:
        raise ValueError(
            f"{path} is not there: no emulator runs with it; start one (sntry demo) or name "
            "another file with --control"
        ) from err
    except (OSError, msgspec.DecodeError) as err:
        raise ValueError(f"{path} does not say how to reach an emulator: {err}") from err


class LiveClient:
    """Asks the control API. Use as a context manager."""

    def __init__(self, control: ControlFile) -> None:
        headers = {"Authorization": f"Bearer {control.token}"}
        self._url = control.url
        self._http = httpx.Client(base_url=control.url, headers=headers, timeout=TIMEOUT_S)

    def __enter__(self) -> "LiveClient":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, method: str, path: str, body: Any = None, text: str | None = None) -> Json:
        """Make a request; the answer, empty where there is none.

        Raises:
            ValueError: saying what the emulator refused, or that it does not answer.
        """
        try:
            if text is not None:
                answer = self._http.request(method, path, content=text)
            else:
                answer = self._http.request(method, path, json=body)
        except httpx.HTTPError as err:
            raise ValueError(f"the emulator at {self._url} does not answer: {err}") from err
        data = answer.json() if answer.content else {}
        if answer.is_success:
            return data if isinstance(data, dict) else {}
        detail = data.get("detail", data) if isinstance(data, dict) else data
        raise ValueError(detail if isinstance(detail, str) else json.dumps(detail))

    def charger(self, ident: str, rest: str = "") -> Json:
        """What the API says of one charger."""
        return self.ask("GET", f"/chargers/{quote(ident, safe='')}{rest}")
