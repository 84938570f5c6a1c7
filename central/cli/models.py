"""`central admin models`: the registry of model bundles, through the REST API of a running central.

The way in is `SNTRY_TOKEN`, or `SNTRY_USER` and `SNTRY_PASSWORD`. Signing and checking need no
server: `sntry models`.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from central.cli.rest import DEFAULT_URL, Exit, Rest, RestError, url_of


def parse_models(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; exits with 2 where it is wrong."""
    parser = argparse.ArgumentParser(
        prog="central admin models",
        description="Model bundles and their roll-out. Log in with SNTRY_TOKEN, or with SNTRY_USER "
        "and SNTRY_PASSWORD.",
    )
    parser.add_argument("--url", help=f"of central ({DEFAULT_URL}, or SNTRY_URL)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("list", help="bundles in the registry").set_defaults(run=_list)
    upload = commands.add_parser("upload", help="put a signed bundle into the registry")
    upload.add_argument("archive", type=Path, help="zip file of `sntry models sign --archive`")
    upload.set_defaults(run=_upload)
    show = commands.add_parser("show", help="card of a bundle")
    show.add_argument("model")
    show.set_defaults(run=_show)
    promote = commands.add_parser("promote", help="offer a bundle to edges")
    promote.add_argument("model")
    promote.add_argument("--share", type=int, default=100, help="percent of the edges (100 = all)")
    promote.add_argument("--reason", default="", help="why, for the audit")
    promote.set_defaults(run=_promote)
    back = commands.add_parser("rollback", help="take the last roll-out back")
    back.add_argument("--reason", default="", help="why, for the audit")
    back.set_defaults(run=_roll_back)
    status = commands.add_parser("status", help="what is rolled out, and how far each edge is")
    status.set_defaults(run=_status)
    drift = commands.add_parser("drift", help="how far live features have moved from a bundle's")
    drift.add_argument("model")
    drift.set_defaults(run=_drift)
    labels = commands.add_parser("labels", help="confirmed causes as CSV for `models train`")
    labels.set_defaults(run=_labels)
    return parser.parse_args(arguments)


def run_models(given: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Carry a command out and print what came of it; gives one of `Exit`."""
    run: Callable[[Rest, argparse.Namespace], str] = given.run
    try:
        with Rest(url_of(given.url, environment), environment) as rest:
            rest.log_in()
            said = run(rest, given)
    except RestError as err:
        return _fail(str(err), err.status)
    except OSError as err:
        return _fail(str(err), Exit.WRONG_USE)
    sys.stdout.write(said)
    return Exit.DONE


def _list(rest: Rest, given: argparse.Namespace) -> str:
    del given
    return "".join(
        f"{each['id']}\t{each['state']}\t{each['edges']} edges\t{each['uploaded_at']}\t"
        f"signed by {each['signer']}\n"
        for page in rest.pages("models", {})
        for each in page["items"]
    )


def _upload(rest: Rest, given: argparse.Namespace) -> str:
    answer = rest.ask("POST", "models", content=given.archive.read_bytes())
    found = answer.json()
    return f"{found['id']}: in the registry, signed by {found['signer']}\n"


def _show(rest: Rest, given: argparse.Namespace) -> str:
    found = rest.ask("GET", _path(given.model)).json()
    return f"{found['card']}\n"


def _promote(rest: Rest, given: argparse.Namespace) -> str:
    body = {"share_pct": given.share, "reason": given.reason}
    return _told(rest.ask("POST", f"{_path(given.model)}/promote", body=body))


def _roll_back(rest: Rest, given: argparse.Namespace) -> str:
    body = {"reason": given.reason}
    return _told(rest.ask("POST", "model-rollout/rollback", body=body))


def _status(rest: Rest, given: argparse.Namespace) -> str:
    del given
    answer = rest.ask("GET", "model-rollout")
    rows = "".join(
        f"{each['id']}\t{'online' if each['online'] else 'offline'}\t{each['model'] or '-'}\t"
        f"{each['step'] or '-'}\t{each['detail']}\n"
        for each in answer.json()["edges"]
    )
    return _told(answer) + rows


def _drift(rest: Rest, given: argparse.Namespace) -> str:
    found = rest.ask("GET", f"{_path(given.model)}/drift").json()
    rows = (
        f"{each['psi']:.3f}\t{each['level']}\t{each['feature']}\n" for each in found["features"]
    )
    return f"{found['vectors']} vectors\n{''.join(rows)}"


def _labels(rest: Rest, given: argparse.Namespace) -> str:
    del given
    return rest.ask("GET", "feedback/labels").text


def _told(answer: httpx.Response) -> str:
    found: dict[str, Any] = answer.json()
    shown = {key: found[key] for key in ("stable", "candidate", "share_pct")}
    return f"{json.dumps(shown)}\n"


def _path(model: str) -> str:
    return f"models/{quote(model, safe='')}"


def _fail(message: str, status: Exit) -> int:
    sys.stderr.write(f"central admin models: {message}\n")
    return status
