"""What a charger knows after a restart: keys, cards, availability, sessions, unsent messages.

A session that ran when the process ended is over: to the charger that was a loss of power, and its
StopTransaction says so with the last meter that was kept (OCPP 1.6, 4.10).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from charger_emulator.adapters.flash import Kept
from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.adapters.ocpp.profile_memory import dump_profiles, load_profiles
from charger_emulator.adapters.ocpp.security_memory import (
    dump_security,
    dump_upkeep,
    load_security,
    load_upkeep,
)
from charger_emulator.core.authorisation import TagInfo
from charger_emulator.core.outbox import Message, Session
from contract.ocpp16 import StopReason


@dataclass(frozen=True, slots=True)
class Section:
    """A further part of the state: how it is taken down as JSON data, and put back."""

    dump: Callable[[Charger], Any]
    load: Callable[[Charger, Any], None]


SECTIONS: Final = {
    "profiles": Section(dump_profiles, load_profiles),
    "security": Section(dump_security, load_security),
    "upkeep": Section(dump_upkeep, load_upkeep),
}
"""By name; whoever adds a feature with a memory adds its section here."""


def dump_state(charger: Charger) -> dict[str, Any]:
    """State of a charger as JSON data."""
    admission, forecourt = charger.admission, charger.world.forecourt
    running, taken_out = set(charger.sessions.values()), charger.maintenance.taken_out
    return {
        "configuration": charger.configuration.changed(),
        "list_version": admission.local_list.version,
        "list": _dump_tags(admission.local_list.entries),
        "cache": _dump_tags(admission.cache.entries),
        "enabled": [bool(forecourt.enabled[c]) or c in taken_out for c in charger.connectors],
        "in_service": charger.board.is_in_service,
        "last_key": charger.last_key,
        "sessions": [_dump_session(s) for s in running],
        "ended": [_dump_session(s) for s in charger.outbox.sessions() - running],
        "sections": {name: section.dump(charger) for name, section in SECTIONS.items()},
    }


def dump_message(message: Message) -> dict[str, Any]:
    """A waiting transaction message as JSON data."""
    key = None if message.session is None else message.session.key
    return {"action": message.action, "payload": message.payload, "session": key}


def load(charger: Charger, kept: Kept) -> None:
    """Put back what was kept, and queue the end of sessions that the restart broke off.

    Raises:
        KeyError, TypeError, ValueError: if the state is not one that `dump_state` made.
    """
    if kept.state:
        _load_state(charger, kept.state)
    sessions = _load_sessions(kept.state)
    numbered = []
    for number, body in kept.messages:
        session = sessions.get(body["session"])
        message = charger.transaction_message(body["action"], body["payload"], session)
        numbered.append((number, message))
    charger.outbox.restore(numbered)
    for row in kept.state.get("sessions", []):
        _end(charger, sessions[row[0]], kept)


def _load_state(charger: Charger, state: dict[str, Any]) -> None:
    admission, world = charger.admission, charger.world
    charger.configuration.restore(state["configuration"])
    admission.local_list.version = state["list_version"]
    admission.local_list.entries = _load_tags(state["list"])
    admission.cache.entries = _load_tags(state["cache"])
    for connector, on in zip(charger.connectors, state["enabled"], strict=True):
        world.forecourt.enable(connector, world.now_s, on=on)
    charger.board.is_in_service = state["in_service"]
    charger.last_key = state["last_key"]
    for name, section in SECTIONS.items():
        section.load(charger, state["sections"][name])


def _load_sessions(state: dict[str, Any]) -> dict[int, Session]:
    rows = state.get("sessions", []) + state.get("ended", [])
    return {
        key: Session(connector, tag, start_s, transaction_id, parent, key)
        for key, connector, tag, start_s, transaction_id, parent in rows
    }


def _end(charger: Charger, session: Session, kept: Kept) -> None:
    payload = {
        "meterStop": kept.meters_wh[session.connector - 1],
        "timestamp": charger.stamp(kept.at_s),
        "reason": StopReason.POWER_LOSS,
    }
    charger.ended[session.connector] = session
    charger.queue(charger.transaction_message("StopTransaction", payload, session))


def _dump_session(session: Session) -> list[Any]:
    return [
        session.key,
        session.connector,
        session.id_tag,
        session.start_s,
        session.transaction_id,
        session.parent,
    ]


def _dump_tags(entries: dict[str, TagInfo]) -> dict[str, list[Any]]:
    return {tag: [info.status, info.parent, info.expires_s] for tag, info in entries.items()}


def _load_tags(data: dict[str, list[Any]]) -> dict[str, TagInfo]:
    return {tag: TagInfo(*info) for tag, info in data.items()}
