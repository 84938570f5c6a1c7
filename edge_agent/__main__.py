"""`python -m edge_agent`: run one edge, or ask the one that runs how it is."""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

from edge_agent.adapters.asides import as_lines, as_list, read_asides
from edge_agent.adapters.control import Wish, ask
from edge_agent.adapters.log import configure_logging
from edge_agent.adapters.status_page import ask_status
from edge_agent.adapters.systemd import Notifier
from edge_agent.config import Settings, load_settings
from edge_agent.core.errors import EdgeError, LocalError, first_of
from edge_agent.core.status import as_text


def main(arguments: list[str] | None = None) -> int:
    """Run the command line.

    Returns:
        The exit code: 0 stopped, or healthy; 1 a setting or file is wrong, or no edge answers, or
        the edge is not healthy.
    """
    wish = _parser().parse_args(arguments)
    exit_code = 0
    try:
        if wish.command == "score":
            _score()
            return 0
        settings = load_settings(os.environ, wish.config)  # noqa: TID251 (the one place)
        if wish.command == "status":
            exit_code = _show_status(settings)
        elif wish.command == "set-aside":
            print(_set_aside(settings.data_dir, wish))  # noqa: T201 (a person reads it)
        else:
            configure_logging()
            _serve(settings, Notifier(os.environ))  # noqa: TID251 (the one place)
    except* EdgeError as errors:
        print(f"edge_agent: {first_of(errors)}", file=sys.stderr)  # noqa: T201 (a person reads it)
        exit_code = 1
    return exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="edge_agent", description="OCPP 1.6 local proxy that scores its chargers."
    )
    parser.add_argument(
        "command",
        nargs="?",
        choices=("serve", "status", "set-aside", "score"),
        default="serve",
        help="serve (default): run until stopped; status: how the running edge is; "
        "set-aside: messages that central refused for good; score: for experiments, reports of "
        "chargers in and scores out, a line of JSON each",
    )
    parser.add_argument(
        "deed",
        nargs="?",
        choices=("list", "show", "retry", "drop"),
        default="list",
        help="of set-aside: list them (default); show them whole as JSON lines; have the running "
        "edge try them again; drop them",
    )
    parser.add_argument("charger", nargs="?", default="", help="whose; needed for retry and drop")
    parser.add_argument(
        "number",
        nargs="?",
        type=int,
        help="which, by its number in the list; that of a start stands for its whole session",
    )
    parser.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help="settings as TOML; environment variables SNTRY_EDGE_* win over it",
    )
    return parser


def _show_status(settings: Settings) -> int:
    status = ask_status(settings.data_dir)
    print(as_text(status))  # noqa: T201 (a person reads it)
    return 0 if status.is_healthy else 1


def _set_aside(data_dir: Path, wish: argparse.Namespace) -> str:
    """What to print about messages that were set aside.

    Raises:
        UnavailableError: if it cannot be done; says why.
        LocalError: if the charger is missing.
    """
    if wish.deed in ("retry", "drop"):
        if not wish.charger:
            raise LocalError(f"set-aside {wish.deed} needs a charger: set-aside {wish.deed} CP-1")
        done = ask(data_dir, Wish(wish.deed, wish.charger, wish.number))
        return f"{done} dropped" if wish.deed == "drop" else f"{done} will be tried again"
    found = read_asides(data_dir, wish.charger)
    if wish.number is not None:
        found = [(charger, each) for charger, each in found if each.number == wish.number]
    return as_lines(found) if wish.deed == "show" else as_list(found)


def _score() -> None:
    from edge_agent.adapters.model_file import load_scorer  # with ONNX Runtime, as for `serve`
    from edge_agent.adapters.rehearsal import run_score

    run_score(sys.stdin.buffer, sys.stdout.buffer, lambda: load_scorer(None))


def _serve(settings: Settings, notifier: Notifier) -> None:
    from edge_agent.app import App  # with ONNX Runtime, which `status` need not wait for

    async def serve() -> None:
        await App(settings, notifier).serve()

    with asyncio.Runner(loop_factory=loop_factory(settings)) as runner:
        runner.run(serve())


def loop_factory(settings: Settings) -> Callable[[], asyncio.AbstractEventLoop] | None:
    """What makes the event loop; None = the standard library's."""
    if not settings.fast_loop:
        return None
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


if __name__ == "__main__":
    sys.exit(main())
