"""`python -m central serve`; every other word is a command of `central.cli`."""

import asyncio
import os
import sys

from central.adapters.logs import configure_logs
from central.app import serve_until_told
from central.config import ConfigError, load_settings


def main(arguments: list[str]) -> int:
    """Run; gives the exit status: 0 fine, 1 failed, 2 wrong use."""
    if arguments[:1] == ["serve"]:
        return _serve()
    sys.stderr.write("usage: python -m central serve | call | admin | openapi\n")
    return 2


def _serve() -> int:
    configure_logs()
    status = 0
    try:
        settings = load_settings(os.environ)  # noqa: TID251 (settings are read here, once)
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
