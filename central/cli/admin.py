"""`central admin`: accounts. Works on the database itself, so that it needs no running server."""

import argparse
import getpass
import sys
from collections.abc import Sequence
from typing import TextIO

from central.core.access import UserRole
from central.services.auth import Auth
from central.services.errors import LocalError
from central.services.items import iso
from central.services.unit_of_work import UnitsOfWork


def parse_admin(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; exits with 2 where it is wrong."""
    parser = argparse.ArgumentParser(prog="central admin", description="Accounts of people.")
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser("add-user", help="add a person; the password is asked for")
    add.add_argument("name")
    add.add_argument("--role", required=True, choices=[role.value for role in UserRole])
    commands.add_parser("list-users", help="list all people")
    return parser.parse_args(arguments)


def read_password(stream: TextIO) -> str:
    """Ask for a password, or take one line of a pipe."""
    return getpass.getpass("Password: ") if stream.isatty() else stream.readline().rstrip("\r\n")


async def run_admin(given: argparse.Namespace, uows: UnitsOfWork, auth: Auth) -> int:
    """Carry the command out; gives the exit status."""
    if given.command == "list-users":
        async with uows.read() as uow:
            for user in await uow.users.all():
                sys.stdout.write(f"{user.name}\t{user.role}\t{iso(user.created_at)}\n")
        return 0
    try:
        added = await auth.add_user(
            given.name, read_password(sys.stdin), UserRole(given.role), actor="terminal"
        )
    except LocalError as err:
        sys.stderr.write(f"central admin: {err}\n")
        return 1
    if not added:
        sys.stderr.write(f"central admin: there is a user {given.name!r} already\n")
        return 1
    sys.stdout.write(f"{given.name} added as {given.role}\n")
    return 0
