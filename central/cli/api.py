"""`central api`: everything that the API can do, from a terminal.

sntry api GET /chargers registration=pending
sntry api POST /heals/7/stop --data '{"reason": "enough"}'
sntry api chargers                       # a list, to its end
sntry api config-set CP1 HeartbeatInterval value=60
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from central.cli.rest import Exit, Rest, RestError, read_body, url_of
from central.cli.tables import record, table
from central.cli.words import LISTS, WORDS, Word

METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
GOOD_OUTCOMES: Final = frozenset({"accepted", "queued"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """One request."""

    method: str
    path: str
    query: Mapping[str, str]
    body: Any
    is_list: bool


def parse_api(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; exits with 2 where it is wrong."""
    parser = argparse.ArgumentParser(
        prog="sntry api",
        description="Ask a running central. Log in with SNTRY_TOKEN (an API key), or with "
        "SNTRY_USER and SNTRY_PASSWORD; SNTRY_URL says where it is.",
        epilog=_epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", help="GET, POST, PUT, PATCH or DELETE with a path, or a word")
    parser.add_argument("words", nargs="*", help="path or ids, then key=value")
    parser.add_argument("--data", help="body of a change: JSON, @FILE, or - for standard input")
    parser.add_argument("--url", help="of central")
    parser.add_argument("--output", choices=("table", "json"), default="table")
    parser.add_argument("--if-match", help="go on only where the resource has this ETag")
    parser.add_argument("--idempotency-key", help="name a POST, so that it acts once")
    parser.add_argument("--pages", type=int, default=0, help="of a list, at most; 0 = all")
    return parser.parse_args(arguments)


def run_api(given: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Ask, and print the answer; gives one of `Exit`."""
    try:
        wanted = _wanted(given)
        with Rest(url_of(given.url, environment), environment) as rest:
            rest.log_in()
            return _carry_out(rest, wanted, given)
    except RestError as err:
        sys.stderr.write(f"sntry api: {err}\n")
        return err.status


def _wanted(given: argparse.Namespace) -> Wanted:
    """What the words mean.

    Raises:
        RestError: they mean nothing.
    """
    plain = [each for each in given.words if "=" not in each]
    pairs = dict(each.split("=", 1) for each in given.words if "=" in each)
    word, is_list = _word(given.what, plain)
    ids = plain if given.what.upper() not in METHODS else plain[1:]
    if len(ids) != word.places:
        raise RestError(f"{given.what} takes {word.places} ids: {word.help}", Exit.WRONG_USE)
    path = word.path.format(*(quote(each, safe="") for each in ids))
    reads = word.method in {"GET", "DELETE"}
    body = None if reads else {name: _value(text) for name, text in pairs.items()}
    query = pairs if reads else {}
    if given.data is not None:
        body, query = read_body(given.data, sys.stdin), pairs
    return Wanted(word.method, path, query, body, is_list)


def _word(what: str, plain: Sequence[str]) -> tuple[Word, bool]:
    if what.upper() in METHODS:
        if not plain:
            raise RestError(f"{what} needs a path, for example /chargers", Exit.WRONG_USE)
        path = plain[0].replace("{", "%7B").replace("}", "%7D")
        return Word(what.upper(), path, "a path alone"), False
    if what in LISTS:
        path = f"{what}/{{}}" if plain else what
        return Word("GET", path, "the id of one, or none"), not plain
    if what in WORDS:
        return WORDS[what], False
    known = ", ".join((*METHODS, *LISTS, *WORDS))
    raise RestError(f"{what!r} is not a word of sntry api; there are: {known}", Exit.WRONG_USE)


def _value(text: str) -> Any:
    """JSON where it is a number, a truth or nothing; else the text itself."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if value is None or isinstance(value, bool | int | float) else text


def _carry_out(rest: Rest, wanted: Wanted, given: argparse.Namespace) -> int:
    if wanted.is_list:
        pages = rest.pages(wanted.path, wanted.query)
        _show_list(pages, given.pages, as_json=given.output == "json")
        return Exit.DONE
    headers = {"If-Match": given.if_match, "Idempotency-Key": given.idempotency_key}
    sent = {name: value for name, value in headers.items() if value is not None}
    answer = rest.ask(
        wanted.method, wanted.path, query=wanted.query, body=wanted.body, headers=sent
    )
    if not answer.content:
        return Exit.DONE
    if "json" not in answer.headers.get("content-type", ""):
        sys.stdout.buffer.write(answer.content)
        return Exit.DONE
    data = answer.json()
    _show(data, as_json=given.output == "json")
    outcome = data.get("outcome", "accepted") if isinstance(data, dict) else "accepted"
    return Exit.DONE if outcome in GOOD_OUTCOMES else Exit.REFUSED


def _show_list(pages: Iterable[Any], pages_max: int, *, as_json: bool) -> None:
    items: list[Any] = []
    for number, page in enumerate(pages, 1):
        items += page["items"]
        if number == pages_max:
            break
    _show({"items": items}, as_json=as_json)


def _show(data: Any, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(f"{json.dumps(data, indent=2, ensure_ascii=False)}\n")
    elif isinstance(data, dict) and isinstance(data.get("items"), list):
        sys.stdout.write(table(data["items"]))
        if data.get("next_cursor"):
            sys.stdout.write(f"more: cursor={data['next_cursor']}\n")
    else:
        sys.stdout.write(record(data))


def _epilog() -> str:
    width = max(len(name) for name in WORDS)
    lines = (f"  {name:<{width}}  {word.help}" for name, word in WORDS.items())
    return "\n".join(
        (
            "words that list something, or show one with its id behind:",
            f"  {', '.join(LISTS)}",
            "words that act or tell:",
            *lines,
            "exit status: 0 done, 1 refused, 2 wrong use, 3 central cannot be reached, "
            "4 not allowed",
        )
    )
