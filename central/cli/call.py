"""`central call`: one OCPP call to a charger, through the REST API of a running central."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from central.cli.rest import DEFAULT_URL, Exit, Rest, RestError, read_body, url_of


def parse_call(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; exits with 2 where it is wrong."""
    parser = argparse.ArgumentParser(
        prog="central call",
        description="Send an OCPP 1.6 call to a charger. Log in with SNTRY_TOKEN (an API key), or "
        "with SNTRY_USER and SNTRY_PASSWORD.",
    )
    parser.add_argument("charge_point", help="OCPP identity")
    parser.add_argument("action", help="for example Reset")
    parser.add_argument(
        "payload", nargs="?", default="{}", help='JSON, for example {"type":"Soft"}'
    )
    parser.add_argument("--url", help=f"of central ({DEFAULT_URL}, or SNTRY_URL)")
    parser.add_argument("--wait", type=float, default=30.0, help="seconds for the answer, 0 = none")
    parser.add_argument("--reason", default="", help="why, for the audit")
    return parser.parse_args(arguments)


def run_call(given: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Send the call and print the answer; 0 accepted or under way, else one of `Exit`."""
    try:
        payload = _payload(given.payload)
        with Rest(url_of(given.url, environment), environment) as rest:
            rest.log_in()
            answer = _send(rest, given, payload)
    except RestError as err:
        sys.stderr.write(f"central call: {err}\n")
        return err.status
    sys.stdout.write(f"{json.dumps(answer, indent=2)}\n")
    accepted = answer.get("outcome", "accepted") == "accepted"
    return Exit.DONE if accepted else Exit.REFUSED


def _payload(text: str) -> dict[str, Any]:
    data = read_body(text, sys.stdin)
    if not isinstance(data, dict):
        raise RestError(f"payload {text!r} is not allowed: a JSON object", Exit.WRONG_USE)
    return data


def _send(rest: Rest, given: argparse.Namespace, payload: dict[str, Any]) -> dict[str, Any]:
    charger, action = quote(given.charge_point, safe=""), quote(given.action, safe="")
    query = {"reason": given.reason}
    if given.wait > 0:
        query["wait"] = f"{given.wait:g}"
    path = f"chargers/{charger}/ocpp/{action}"
    data: dict[str, Any] = rest.ask("POST", path, query=query, body=payload).json()
    return data
