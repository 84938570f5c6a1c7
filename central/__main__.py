"""`python -m central serve`; every other word is a command of `central.cli`.

Each word imports what it needs: `decide` starts in a tenth of the time that `serve` takes.
"""

import asyncio
import os
import sys
from typing import TYPE_CHECKING

from central.cli.decide import run_decide
from central.services.errors import CentralError

if TYPE_CHECKING:
    from argparse import Namespace

    from central.config import Settings


def main(arguments: list[str]) -> int:
    """Run; gives the exit status: 0 fine, 1 failed, 2 wrong use."""
    match arguments:
        case ["serve" | "decide" | "openapi" as name]:
            return {"serve": _serve, "decide": _decide, "openapi": _openapi}[name]()
        case ["call" | "api" as name, *words]:
            return _ask(name, words)
        case ["admin", *words]:
            return _admin(words)
        case _:
            words = ["serve", "call", "api", "admin", "decide", "openapi"]
            sys.stderr.write(f"usage: python -m central {' | '.join(words)}\n")
            return 2


def _decide() -> int:
    try:
        run_decide(sys.stdin.buffer, sys.stdout.buffer)
    except CentralError as err:
        sys.stderr.write(f"central decide: {err}\n")
        return 1
    return 0


def _ask(name: str, words: list[str]) -> int:
    from central.cli.api import parse_api, run_api
    from central.cli.call import parse_call, run_call

    environment = os.environ  # noqa: TID251 (the way in; settings are read in serve)
    if name == "call":
        return run_call(parse_call(words), environment)
    return run_api(parse_api(words), environment)


def _openapi() -> int:
    from central.adapters.ids import RandomIds
    from central.api.describe import openapi_text
    from central.api.server import make_app

    sys.stdout.write(openapi_text(make_app(RandomIds(), None)))
    return 0


def _admin(words: list[str]) -> int:
    from central.cli.admin import parse_admin
    from central.cli.models import parse_models, run_models
    from central.config import ConfigError, load_settings

    if words[:1] == ["models"]:
        return run_models(parse_models(words[1:]), os.environ)  # noqa: TID251 (as for call)
    given = parse_admin(words)
    try:
        settings = load_settings(os.environ)  # noqa: TID251 (as for serve)
        return asyncio.run(_run_admin(given, settings))
    except (ConfigError, ValueError, OSError, CentralError) as err:
        sys.stderr.write(f"central: {err}\n")
        return 1


async def _run_admin(given: "Namespace", settings: "Settings") -> int:
    from central.adapters.clock import ScaledClock, monotonic_s
    from central.adapters.db.engine import Database
    from central.adapters.db.migrate import migrate
    from central.adapters.db.unit_of_work import SqlUnitsOfWork
    from central.cli.admin import run_admin
    from central.services.auth import Auth

    database = Database(settings.database_url.get_secret_value())
    try:
        await migrate(database)
        units = SqlUnitsOfWork(database)
        auth = Auth(units, ScaledClock(settings.clock), monotonic_s)
        return await run_admin(given, units, auth)
    finally:
        await database.close()


def _serve() -> int:
    from central.adapters.collector import spare_collector
    from central.adapters.logs import configure_logs
    from central.app.serve import serve_until_told
    from central.config import ConfigError, load_settings

    configure_logs()
    status = 0
    try:
        settings = load_settings(os.environ)  # noqa: TID251 (settings are read here, once)
        spare_collector()
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(serve_until_told(settings))
    except* (ConfigError, ValueError, OSError) as group:
        status = 1
        for err in _leaves(group):
            sys.stderr.write(f"central: {err}\n")
    return status


def _leaves(group: BaseExceptionGroup[BaseException]) -> list[BaseException]:
    found: list[BaseException] = []
    for each in group.exceptions:
        found += _leaves(each) if isinstance(each, BaseExceptionGroup) else [each]
    return found


def _loop_factory() -> "type[asyncio.AbstractEventLoop] | None":
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.Loop


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
