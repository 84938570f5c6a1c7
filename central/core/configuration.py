"""What is known of a charger's configuration, worked out from its answers.

GetConfiguration tells keys as they are (OCPP 1.6, 5.8), an accepted ChangeConfiguration what a key
is from then on (5.3); `RebootRequired` means that it counts after the next start.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

GET: Final = "GetConfiguration"
CHANGE: Final = "ChangeConfiguration"
ACTIONS: Final = (GET, CHANGE)
NEEDS_REBOOT: Final = "RebootRequired"


@dataclass(frozen=True, slots=True)
class Answered:
    """A call of `ACTIONS` that the charger answered with yes."""

    action: str
    payload: Mapping[str, Any]
    answer: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class ConfigurationKey:
    """A key as the charger told it last, or took it."""

    key: str
    value: str | None
    is_readonly: bool | None
    """None = the charger did not tell."""
    needs_reboot: bool
    at: datetime


def known_keys(answers: Iterable[Answered]) -> list[ConfigurationKey]:
    """Keys in the order of their names, from answers in the order in which they came."""
    found: dict[str, ConfigurationKey] = {}
    for each in answers:
        if each.action == GET:
            if not each.payload.get("key"):  # all were asked for
                found.clear()
            for told in _told(each):
                found[told.key.casefold()] = told
        else:
            _take(found, each)
    return sorted(found.values(), key=lambda each: each.key)


def _told(answered: Answered) -> Iterable[ConfigurationKey]:
    keys = answered.answer.get("configurationKey")
    for each in keys if isinstance(keys, list) else []:
        if isinstance(each, dict) and isinstance(each.get("key"), str):
            value, readonly = each.get("value"), each.get("readonly")
            yield ConfigurationKey(
                key=each["key"],
                value=None if value is None else str(value),
                is_readonly=readonly if isinstance(readonly, bool) else None,
                needs_reboot=False,
                at=answered.at,
            )


def _take(found: dict[str, ConfigurationKey], answered: Answered) -> None:
    name = str(answered.payload["key"])
    known = found.get(name.casefold())
    needs_reboot = answered.answer.get("status") == NEEDS_REBOOT
    new = ConfigurationKey(name, str(answered.payload["value"]), None, needs_reboot, answered.at)
    if known is not None:
        new = replace(new, key=known.key, is_readonly=known.is_readonly)
    found[name.casefold()] = new
