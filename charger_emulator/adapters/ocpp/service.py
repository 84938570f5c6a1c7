"""A charger's security and upkeep between calls: events go out, updates take it down and back up.

Functions on a `Charger`, for its link and its handlers; the decisions are in `core/vault.py`,
`core/firmware.py` and `core/uploads.py`.
"""

import logging
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from cryptography import x509

from charger_emulator.adapters.clock import wire_instant
from charger_emulator.adapters.keys import make_request
from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.adapters.ocpp.tls import trouble_of
from charger_emulator.core.certificates import Use
from charger_emulator.core.events import RaisedEvent, SecurityEvent
from charger_emulator.core.outbox import Answer, Message
from charger_emulator.core.security import MUTUAL, KeyForm

log = logging.getLogger(__name__)
ASK_AGAIN_S: Final = 86_400.0
"""Simulated seconds between two requests for a certificate that has to be renewed."""


def equip(charger: Charger, roots: Iterable[x509.Certificate], form: KeyForm) -> None:
    """Give a new charger the central roots that it believes, and its way to read keys."""
    charger.vault.key_form = form
    for root in roots:
        charger.vault.certificates.install(Use.CENTRAL, root)


def raise_event(charger: Charger, kind: SecurityEvent, info: str = "") -> None:
    """Log a security event and tell the central system, now or when it is there again."""
    charger.vault.raise_event(kind, charger.world.now_s, info)
    charger.is_changed = True
    send_events(charger)


def send_events(charger: Charger) -> None:
    """Queue the oldest security event that was not acknowledged; the next follows its answer."""
    event = charger.vault.events.next()
    if event is None or event.is_sent or not charger.is_online:
        return
    payload = {"type": event.kind, "timestamp": wire_instant(event.at_s)}
    if event.info:
        payload["techInfo"] = event.info
    event.is_sent = True
    charger.outbox.put(
        Message(
            "SecurityEventNotification",
            payload,
            on_answer=lambda answer: _on_event_answered(charger, event, answer),
        )
    )
    charger.wake.set()


def connected(charger: Charger, server: x509.Certificate | None) -> None:
    """A connection was accepted: its credentials are the only ones from now on."""
    charger.is_changed |= charger.vault.credentials.trial is not None
    charger.vault.connected(server, datetime.fromtimestamp(charger.world.now_s, UTC))
    charger.configuration.put("SecurityProfile", str(charger.vault.profile))


def came_online(charger: Charger, *, booted: bool) -> None:
    """The link is up and the charger accepted."""
    now_s = charger.world.now_s
    charger.vault.note(now_s, "Connected")
    if booted:
        charger.maintenance.boots += 1
        raise_event(charger, SecurityEvent.STARTUP)
    send_events(charger)
    charger.drain()


def connect_failed(charger: Charger, error: BaseException) -> None:
    """A connect failed: an event if it was a matter of security, and the end of a trial."""
    vault, now_s = charger.vault, charger.world.now_s
    kind = trouble_of(error)
    vault.note(now_s, "ConnectFailed", type(error).__name__)
    if kind is not None:
        vault.trouble(kind, now_s, str(error))
        charger.is_changed = True
    if vault.credentials.failed(refused=kind is not None):
        if kind is not None and vault.profile == MUTUAL:
            vault.certificates.revert()  # the one on trial was a renewed certificate
        log.info(
            "charger_credentials_refused charge_point=%s profile=%d",
            charger.record.id,
            vault.profile,
        )


def watch(charger: Charger) -> None:
    """Do what time has brought: reservations and certificates that end, wanted meter values."""
    if charger.bookings.is_running and charger.bookings.is_due():
        charger.bookings.refresh()
    if charger.costs.triggers:
        charger.costs.watch()
    if charger.vault.renew_s <= charger.world.now_s and charger.is_online:
        charger.vault.renew_s = charger.world.now_s + ASK_AGAIN_S
        request_certificate(charger)


def request_certificate(charger: Charger) -> bool:
    """Make a new key and ask the central system to sign it; False if the charger cannot."""
    serial, operator = subject_of(charger)
    try:
        pem, public, private = make_request(serial, operator)
    except ValueError as err:
        log.info("certificate_not_requested charge_point=%s reason=%s", charger.record.id, err)
        return False

    def on_answer(answer: Answer) -> None:
        accepted = answer is not None and answer.get("status") == "Accepted"
        charger.vault.request = (public, private) if accepted else None

    charger.outbox.put(Message("SignCertificate", {"csr": pem}, on_answer=on_answer))
    charger.wake.set()
    return True


def subject_of(charger: Charger) -> tuple[str, str]:
    """Names of the own certificate: serial number and operator."""
    return charger.serial_number, charger.configuration.text("CpoName")


def take_out(charger: Charger) -> None:
    """Take every connector that is in service out of it, each when its session is over."""
    forecourt, now_s = charger.world.forecourt, charger.world.now_s
    for connector in charger.connectors:
        if forecourt.enabled[connector]:
            charger.maintenance.taken_out.add(connector)
            forecourt.enable(connector, now_s, on=False)
    charger.drain()


def bring_back(charger: Charger) -> None:
    """Put what `take_out` took out back into service."""
    for connector in sorted(charger.maintenance.taken_out):
        charger.world.forecourt.enable(connector, charger.world.now_s, on=True)
    charger.maintenance.taken_out.clear()
    charger.drain()


def call_off(charger: Charger) -> None:
    """The controller goes down: updates and uploads under way are over."""
    charger.call_off()
    charger.maintenance.update = charger.maintenance.upload = None
    bring_back(charger)


def restart(charger: Charger, version: str) -> None:
    """Start anew with another firmware, once everything queued is said."""
    charger.maintenance.firmware = version
    raise_event(charger, SecurityEvent.RESET_OR_REBOOT, "firmware update")
    charger.reset = "Soft"
    charger.wake.set()


def _on_event_answered(charger: Charger, event: RaisedEvent, answer: Answer) -> None:
    events = charger.vault.events
    events.settle(event, arrived=answer is not None, linked=charger.is_online)
    charger.is_changed = True
    send_events(charger)
