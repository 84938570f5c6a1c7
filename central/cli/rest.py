"""Talking with a running central over REST: the way in, errors, and lists to their end.

The way in is `SNTRY_TOKEN` (an API key, or a session's token), or `SNTRY_USER` and
`SNTRY_PASSWORD`. `SNTRY_URL` says where central is.
"""

import json
from collections.abc import Iterator, Mapping
from enum import IntEnum
from pathlib import Path
from typing import Any, Final, TextIO

import httpx

DEFAULT_URL: Final = "http://127.0.0.1:8080"
PREFIX: Final = "/api/v1"
COOKIE: Final = "sntry_session"
TIMEOUT_S: Final = 120.0
"""Longer than any wait that the API takes; a bundle over a slow line."""
NOT_ALLOWED: Final = frozenset({401, 403})


class Exit(IntEnum):
    """Exit statuses of the commands."""

    DONE = 0
    REFUSED = 1
    """Central, or the charger, said no."""
    WRONG_USE = 2
    UNREACHABLE = 3
    NOT_ALLOWED = 4
    """Nobody of that name or token, or not with that role."""


class RestError(Exception):
    """What was asked could not be done; the message is for a person."""

    def __init__(self, message: str, status: Exit) -> None:
        super().__init__(message)
        self.status = status


class Rest:
    """A way into one central. Use it as a context manager."""

    def __init__(self, url: str, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._url = url
        self._client = httpx.Client(base_url=url, timeout=TIMEOUT_S)

    def __enter__(self) -> "Rest":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def log_in(self) -> None:
        """Take the way in that the environment names.

        Raises:
            RestError: there is none, or it is not good.
        """
        token = self._environment.get("SNTRY_TOKEN") or self._token_of_person()
        self._client.headers["Authorization"] = f"Bearer {token}"

    def ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: Any = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Send one request; paths are below `PREFIX`, with or without it.

        The body is JSON, or bytes as they are.

        Raises:
            RestError: central cannot be reached, or refused.
        """
        where = path if path.startswith(f"{PREFIX}/") else f"{PREFIX}/{path.lstrip('/')}"
        try:
            answer = self._client.request(
                method, where, params=query or None, json=body, content=content, headers=headers
            )
        except httpx.HTTPError as err:
            raise RestError(f"{self._url} cannot be reached: {err}", Exit.UNREACHABLE) from err
        if answer.is_success:
            return answer
        status = Exit.NOT_ALLOWED if answer.status_code in NOT_ALLOWED else Exit.REFUSED
        raise RestError(f"{answer.status_code}: {_detail(answer)}", status)

    def pages(self, path: str, query: Mapping[str, str]) -> Iterator[Any]:
        """A list to its end, page by page."""
        cursor: str | None = ""
        while cursor is not None:
            given = {**query, "cursor": cursor} if cursor else query
            page = self.ask("GET", path, query=given).json()
            yield page
            cursor = page.get("next_cursor")

    def _token_of_person(self) -> str:
        name = self._environment.get("SNTRY_USER")
        password = self._environment.get("SNTRY_PASSWORD")
        if not name or not password:
            message = "set SNTRY_TOKEN, or SNTRY_USER and SNTRY_PASSWORD"
            raise RestError(message, Exit.NOT_ALLOWED)
        body = {"username": name, "password": password}
        return self.ask("POST", "auth/login", body=body).cookies[COOKIE]


def url_of(given: str | None, environment: Mapping[str, str]) -> str:
    """Where central is: as given, else `SNTRY_URL`, else on this machine."""
    return given or environment.get("SNTRY_URL") or DEFAULT_URL


def read_body(text: str, stdin: TextIO) -> Any:
    """JSON from a word: itself, `@FILE`, or `-` for what is piped in.

    Raises:
        RestError: it is not JSON, or the file cannot be read.
    """
    source = text
    try:
        if text == "-":
            source = stdin.read()
        elif text.startswith("@"):
            source = Path(text[1:]).read_text(encoding="utf-8")
        return json.loads(source)
    except OSError as err:
        raise RestError(f"{text[1:]} cannot be read: {err}", Exit.WRONG_USE) from err
    except ValueError as err:
        raise RestError(f"{text!r} is not JSON: {err}", Exit.WRONG_USE) from err


def _detail(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return answer.text[:200]
