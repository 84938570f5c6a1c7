"""The `sntry` command: hands over to a program, or runs them all as a demo."""

import os
import sys
from pathlib import Path

import launcher
from launcher.cli import Handover, ShowHelp, parse
from launcher.console import Console
from launcher.demo import run_demo
from launcher.errors import LauncherError
from launcher.plan import program


def project_dir() -> Path:
    """The checkout that the packages stand in, or the current folder where they are installed."""
    checkout = Path(launcher.__file__).resolve().parents[1]
    return checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()


def main() -> int:
    """Carry out the command line; returns the exit code."""
    try:
        wish = parse(sys.argv[1:], project_dir() / ".sntry" / "demo")
        match wish:
            case ShowHelp(text):
                Console(sys.stdout).say(text.rstrip())
            case Handover(module, words):
                os.execv(sys.executable, program(module, *words))  # noqa: S606 (our own programs)
            case _:
                run_demo(wish, Console(sys.stdout))
    except LauncherError as err:
        Console(sys.stderr).say(f"sntry: {err}")
        return err.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
