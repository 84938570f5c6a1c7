"""Messages that central refused for good, for a person: looked at in the spool's file itself.

Reading needs no running edge and disturbs none: SQLite in WAL mode has readers beside the writer.
"""

import json
import sqlite3
from pathlib import Path
from typing import Final
from urllib.parse import quote

from edge_agent.adapters.spool import FILE
from edge_agent.core.errors import UnavailableError
from edge_agent.core.storage import Aside

_READ: Final = (
    "SELECT charger, number, message_id, action, payload, tx, reason FROM set_aside "
    "WHERE ? IN (charger, '') ORDER BY charger, number"
)


def read_asides(data_dir: Path, charger: str = "") -> list[tuple[str, Aside]]:
    """What was set aside, with its charger, in order; blocks.

    Args:
        data_dir: of the edge.
        charger: whose; empty = all.

    Raises:
        UnavailableError: if there is no spool that can be read.
    """
    path = data_dir / FILE
    try:
        connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
        try:
            rows = connection.execute(_READ, (charger,)).fetchall()
        finally:
            connection.close()
    except sqlite3.Error as err:
        raise UnavailableError(f"spool {path} cannot be read: {err}") from err
    return [(row[0], Aside(*row[1:])) for row in rows]


def as_list(found: list[tuple[str, Aside]]) -> str:
    """One line each, for people."""
    if not found:
        return "nothing is set aside"
    return "\n".join(
        f"{charger}  {each.number:>6}  {each.action:<24}  {each.reason}" for charger, each in found
    )


def as_lines(found: list[tuple[str, Aside]]) -> str:
    """One JSON object a line, with the payload as the charger sent it."""
    return "\n".join(
        json.dumps(
            {
                "charger": charger,
                "number": each.number,
                "action": each.action,
                "transaction": each.transaction,
                "reason": each.reason,
                "payload": each.payload,
            }
        )
        for charger, each in found
    )
