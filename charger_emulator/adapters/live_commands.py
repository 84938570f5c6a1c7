"""Commands of the command line that speak to a running emulator, and those that play scenarios."""

import argparse
import asyncio
import contextlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from charger_emulator.adapters import orders as o
from charger_emulator.adapters import top
from charger_emulator.adapters.live_client import LiveClient, read_control_file
from charger_emulator.adapters.manner_files import manner_book
from charger_emulator.adapters.scenario_files import (
    FOLDER,
    parse_scenario,
    read_scenarios,
    scenario_text,
)
from charger_emulator.adapters.stage import run_scenario

Json = dict[str, Any]
POLL_S: Final = 0.5
_PASSED, _FAILED = 0, 1
_INTO_SET: Final = ("switch", "manner")
"""Orders whose fields are names of switches or settings."""
_TEXTS: Final = frozenset(
    {"id_tag", "value", "key", "info", "name", "mode", "fault", "password", "vendor", "model"}
)
"""Fields that are text also where it looks like a number."""
_WORDS: Final = {"on": True, "off": False, "none": None}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", control: Path) -> None:
    """Add all of them.

    Args:
        commands: of the program.
        control: the file that says where the emulator is, unless asked otherwise.
    """
    live = argparse.ArgumentParser(add_help=False)
    live.add_argument("--control", type=Path, default=control, help="file of a running emulator")

    def add(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text, parents=[live])

    view = add("top", "live view of the fleet in the terminal")
    view.add_argument("--who", default="*", help="id, pattern, group, or station:ID")
    view.add_argument("--once", action="store_true", help="draw once and end")
    add("chargers", "list the chargers as JSON").add_argument("--who", default="*")
    add("show", "one charger in full, with display, connectors and configuration").add_argument(
        "id"
    )
    add("frames", "the last frames of a charger whose `trace` is on").add_argument("id")
    _add_create(add("create", "make chargers that connect to any central system"))
    add("delete", "take chargers away").add_argument("ids", nargs="+")
    group = add("group", "name a group of chargers")
    group.add_argument("name")
    group.add_argument("chargers", nargs="+", help="ids or patterns")
    for name, kind in o.KINDS.items():
        order = add(name, f"order: {(kind.__doc__ or '').splitlines()[0]}")
        order.add_argument("who", help="id, pattern, group, or station:ID")
        order.add_argument("fields", nargs="*", metavar="FIELD=VALUE", help=_fields_of(name))
    add("play", "play a scenario with the running emulator").add_argument("scenario")
    alone = commands.add_parser(
        "scenario", help="run a scenario on its own; prints its verdict, 0 = passed, 1 = failed"
    )
    alone.add_argument("scenario", help=f"a file, or one of: {', '.join(_names())}")
    alone.add_argument("--central-url", default="", help="ws:// address, without identity")
    alone.add_argument("--password", default="", help="HTTP Basic password of the chargers")
    commands.add_parser("personas", help="what chargers can talk like")
    commands.add_parser("switches", help="every misbehaviour by name")
    commands.add_parser("scenarios", help="scenarios that come with the program")


def _fields_of(name: str) -> str:
    if name in _INTO_SET:
        return "NAME=on, NAME=off" if name == "switch" else "SETTING=VALUE"
    return ", ".join(o.KINDS[name].__struct_fields__) or "none"


def _add_create(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id")
    parser.add_argument("fields", nargs="*", metavar="FIELD=VALUE",
        help="count, central_url, password, connectors, connector_power_w, current_type, vendor, "
        "model, persona, scripted")  # fmt: skip


def _names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


# --- what is asked for ---------------------------------------------------------------------------


def fields(words: list[str]) -> Json:
    """Read FIELD=VALUE words: numbers, on, off, none, JSON, or text.

    Raises:
        ValueError: if a word has no "=".
    """
    found: Json = {}
    for word in words:
        name, mark, value = word.partition("=")
        if not mark or not name:
            raise ValueError(f"{word!r} is not allowed: FIELD=VALUE")
        found[name] = value if name in _TEXTS else _value(value)
    return found


def _value(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    with contextlib.suppress(ValueError):
        return json.loads(text)
    return text


def _order(client: LiveClient, arguments: argparse.Namespace) -> int:
    name, given = arguments.command, fields(arguments.fields)
    kind = o.KINDS[name]
    body: Json = {"set": given} if name in _INTO_SET else given
    o.read_order({"do": name, **body})  # a clear error before anything is sent
    answer = client.ask("POST", "/orders", {"who": arguments.who, "do": name, **body})
    if kind in o.FLEET_KINDS:
        answer = _wait_for(client, answer["job"])["result"]
    refused = {ident: why for ident, why in answer["done"].items() if why}
    _print({"done": len(answer["done"]) - len(refused), "refused": refused})
    return _FAILED if refused else _PASSED


def _wait_for(client: LiveClient, ident: str) -> Json:
    while (state := client.ask("GET", f"/jobs/{ident}"))["state"] == "running":
        time.sleep(POLL_S)
    if state["state"] == "failed":
        raise ValueError(state["result"]["error"])
    return state


def _top(client: LiveClient, arguments: argparse.Namespace) -> int:
    with contextlib.suppress(KeyboardInterrupt):
        top.show(client, arguments.who, top.console_of_stdout(), once=arguments.once)
    return _PASSED


def _chargers(client: LiveClient, arguments: argparse.Namespace) -> int:
    items = client.ask("GET", "/chargers")["items"]
    if arguments.who != "*":
        items = client.ask("GET", f"/chargers?who={arguments.who}")["items"]
    _print(items)
    return _PASSED


def _show(client: LiveClient, arguments: argparse.Namespace) -> int:
    _print(client.charger(arguments.id))
    return _PASSED


def _frames(client: LiveClient, arguments: argparse.Namespace) -> int:
    for each in client.charger(arguments.id, "/trace")["items"]:
        sys.stdout.write(f"{each['at']} {each['direction']:>3} {each['text']}\n")
    return _PASSED


def _create(client: LiveClient, arguments: argparse.Namespace) -> int:
    body = {"id": arguments.id, **fields(arguments.fields)}
    _print(client.ask("POST", "/chargers", body)["items"])
    return _PASSED


def _delete(client: LiveClient, arguments: argparse.Namespace) -> int:
    for ident in arguments.ids:
        client.ask("DELETE", f"/chargers/{ident}")
    return _PASSED


def _group(client: LiveClient, arguments: argparse.Namespace) -> int:
    _print(client.ask("PUT", f"/groups/{arguments.name}", arguments.chargers)["items"])
    return _PASSED


def _play(client: LiveClient, arguments: argparse.Namespace) -> int:
    path = _scenario_path(arguments.scenario)
    text = scenario_text(path.read_bytes(), str(path))
    job = client.ask("POST", "/scripts", text=text)
    return _judge(_wait_for(client, job["job"])["result"])


# --- what needs no running emulator --------------------------------------------------------------


def _scenario_path(word: str) -> Path:
    """A file, or the name of a scenario that comes with the program.

    Raises:
        ValueError: if it is neither.
    """
    for path in (Path(word), FOLDER / f"{word}.toml"):
        if path.is_file():
            return path
    raise ValueError(f"scenario {word!r} is no file and none of: {', '.join(_names())}")


def _scenario(arguments: argparse.Namespace) -> int:
    path = _scenario_path(arguments.scenario)
    scenario = parse_scenario(scenario_text(path.read_bytes(), str(path)), str(path))
    return _judge(asyncio.run(run_scenario(scenario, arguments.central_url, arguments.password)))


def _judge(verdict: Json) -> int:
    _print(verdict)
    return _PASSED if verdict["verdict"] == "passed" else _FAILED


def _personas(_: argparse.Namespace) -> int:
    for name, each in manner_book().personas.items():
        sys.stdout.write(f"{name:8} {each.title}: {each.description}\n")
    return _PASSED


def _switches(_: argparse.Namespace) -> int:
    for name, each in manner_book().switches.items():
        sys.stdout.write(f"{name:30} {each.text}\n")
    return _PASSED


def _scenarios(_: argparse.Namespace) -> int:
    for name, each in read_scenarios().items():
        sys.stdout.write(f"{name:14} {each.title}: {each.description}\n")
    return _PASSED


def _print(data: Any) -> None:
    sys.stdout.write(json.dumps(data, indent=2) + "\n")


_LIVE: Final[dict[str, Callable[[LiveClient, argparse.Namespace], int]]] = {
    **dict.fromkeys(o.KINDS, _order),
    "top": _top,
    "chargers": _chargers,
    "show": _show,
    "frames": _frames,
    "create": _create,
    "delete": _delete,
    "group": _group,
    "play": _play,
}


def _run_live(arguments: argparse.Namespace) -> int:
    with LiveClient(read_control_file(arguments.control)) as client:
        return _LIVE[arguments.command](client, arguments)


COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    **dict.fromkeys(_LIVE, _run_live),
    "scenario": _scenario,
    "personas": _personas,
    "switches": _switches,
    "scenarios": _scenarios,
}
"""By name; each gives the exit code."""
