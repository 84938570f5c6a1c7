"""Plans how a charger's local authorization list becomes the wanted one (OCPP 1.6, 5.15).

A list that is longer than one message goes as one Full and Differentials behind it; versions grow
and are never 0 or -1 (errata 4.0, 3.52). What a charger is known to hold is changed by
Differentials; where that is not known, or it refused one, it gets everything anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

Entries = Mapping[str, dict[str, Any]]
"""idTagInfo by id tag, in lower case."""

PER_MESSAGE: Final = 20
"""Entries in one message where the charger does not tell SendLocalListMaxLength."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What a charger accepted."""

    version: int
    entries: Entries


def plan(
    installed: Installed | None, wanted: Entries, charger_version: int, per_message: int
) -> list[dict[str, Any]]:
    """Payloads of SendLocalList, in order; each needs the one before it accepted.

    Args:
        installed: what it accepted from us; None = never anything.
        wanted: the whole list.
        charger_version: what GetLocalListVersion said just now; it may be another than ours.
        per_message: entries in one message, at least 1.

    Returns:
        Nothing where the charger has it all.

    Raises:
        ValueError: if `per_message` is below 1.
    """
    if per_message < 1:
        raise ValueError(f"per_message {per_message} is not allowed: at least 1")
    if installed is None or installed.version != charger_version:
        return full(wanted, charger_version, per_message)
    changes = [
        {"idTag": tag, "idTagInfo": info}
        for tag, info in wanted.items()
        if installed.entries.get(tag) != info
    ]
    changes += [{"idTag": tag} for tag in installed.entries if tag not in wanted]
    return _messages("Differential", changes, charger_version, per_message)


def full(wanted: Entries, charger_version: int, per_message: int) -> list[dict[str, Any]]:
    """Everything anew, whatever the charger holds."""
    entries = [{"idTag": tag, "idTagInfo": info} for tag, info in wanted.items()]
    if not entries:
        version = max(charger_version, 0) + 1
        return [{"listVersion": version, "updateType": "Full", "localAuthorizationList": []}]
    return _messages("Full", entries, charger_version, per_message)


def _messages(
    kind: str, entries: list[dict[str, Any]], version: int, size: int
) -> list[dict[str, Any]]:
    parts = [entries[begin : begin + size] for begin in range(0, len(entries), size)]
    return [
        {
            "listVersion": max(version, 0) + number,
            "updateType": kind if number == 1 else "Differential",
            "localAuthorizationList": part,
        }
        for number, part in enumerate(parts, 1)
    ]
