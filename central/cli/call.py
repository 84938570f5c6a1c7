"""`central call`: one OCPP call to a charger, through the REST API of a running central.

The way in is `SNTRY_TOKEN` (a session's token), or `SNTRY_USER` and `SNTRY_PASSWORD`.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

import httpx

DEFAULT_URL: Final = "http://127.0.0.1:8080"
MARGIN_S: Final = 10.0
COOKIE: Final = "sntry_session"


class CallError(Exception):
    """The call could not be made; the message is for a person."""


def parse_call(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; exits with 2 where it is wrong."""
    parser = argparse.ArgumentParser(
        prog="central call",
        description="Send an OCPP 1.6 call to a charger. Log in with SNTRY_TOKEN, or with "
        "SNTRY_USER and SNTRY_PASSWORD.",
    )
    parser.add_argument("charge_point", help="OCPP identity")
    parser.add_argument("action", help="for example Reset")
    parser.add_argument(
        "payload", nargs="?", default="{}", help='JSON, for example {"type":"Soft"}'
    )
    parser.add_argument("--url", default=DEFAULT_URL, help=f"of central ({DEFAULT_URL})")
    parser.add_argument("--wait", type=float, default=30.0, help="seconds for the answer, 0 = none")
    parser.add_argument("--reason", default="", help="why, for the audit")
    return parser.parse_args(arguments)


def run_call(given: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Send the call and print the answer; 0 accepted or under way, 1 anything else."""
    try:
        payload = _payload(given.payload)
        with httpx.Client(base_url=given.url, timeout=given.wait + MARGIN_S) as client:
            answer = _send(client, token_of(client, environment), given, payload)
    except httpx.HTTPError as err:
        return _fail(f"{given.url} cannot be reached: {err}")
    except CallError as err:
        return _fail(str(err))
    sys.stdout.write(f"{json.dumps(answer, indent=2)}\n")
    return 0 if answer.get("outcome", "accepted") == "accepted" else 1


def _payload(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as err:
        raise CallError(f"payload {text!r} is not JSON: {err}") from err
    if not isinstance(data, dict):
        raise CallError(f"payload {text!r} is not allowed: a JSON object")
    return data


def token_of(client: httpx.Client, environment: Mapping[str, str]) -> str:
    """The token of a session, by the environment.

    Raises:
        CallError: there is none, or the login was refused.
    """
    if token := environment.get("SNTRY_TOKEN"):
        return token
    name, password = environment.get("SNTRY_USER"), environment.get("SNTRY_PASSWORD")
    if not name or not password:
        raise CallError("set SNTRY_TOKEN, or SNTRY_USER and SNTRY_PASSWORD")
    body = {"username": name, "password": password}
    answer = checked(client.post("/api/v1/auth/login", json=body))
    return answer.cookies[COOKIE]


def _send(
    client: httpx.Client, token: str, given: argparse.Namespace, payload: dict[str, Any]
) -> dict[str, Any]:
    path = f"/api/v1/chargers/{quote(given.charge_point, safe='')}/ocpp/{quote(given.action)}"
    params: dict[str, str | float] = {"reason": given.reason}
    if given.wait > 0:
        params["wait"] = given.wait
    headers = {"Authorization": f"Bearer {token}"}
    answer = checked(client.post(path, params=params, json=payload, headers=headers))
    data: dict[str, Any] = answer.json()
    return data


def checked(answer: httpx.Response) -> httpx.Response:
    """An answer that is a success.

    Raises:
        CallError: it is none; says why.
    """
    if answer.is_success:
        return answer
    try:
        detail = answer.json()["detail"]
    except (ValueError, KeyError, TypeError):
        detail = answer.text[:200]
    raise CallError(f"{answer.status_code}: {detail}")


def _fail(message: str) -> int:
    sys.stderr.write(f"central call: {message}\n")
    return 1
