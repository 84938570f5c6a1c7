"""`python -m edge_agent serve`: run one edge with the settings from the environment."""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable

from edge_agent.adapters.log import configure_logging
from edge_agent.app import App
from edge_agent.config import Settings, load_settings
from edge_agent.core.errors import LocalError, first_of


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code: 0 stopped, 1 a setting or file is wrong."""
    parser = argparse.ArgumentParser(
        prog="edge_agent", description="OCPP 1.6 local proxy that scores its chargers."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="run; settings are environment variables SNTRY_EDGE_*")
    parser.parse_args(arguments)
    configure_logging()
    exit_code = 0
    try:
        settings = load_settings(os.environ)  # noqa: TID251 (the one place that hands them over)
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(_serve(settings))
    except* LocalError as errors:
        print(f"edge_agent: {first_of(errors)}", file=sys.stderr)  # noqa: T201 (a person reads it)
        exit_code = 1
    return exit_code


async def _serve(settings: Settings) -> None:
    await App(settings).serve()


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


if __name__ == "__main__":
    sys.exit(main())
