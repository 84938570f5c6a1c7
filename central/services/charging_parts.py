"""What the use cases of the gateway share: ports, an operator's rules, the form of a reply."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import structlog

from central.core.id_tags import id_tag_info
from central.core.ocpp_reading import Repairs
from central.core.quirks import Quirks, adapted, quirks_of
from central.core.secrets import shortened
from central.services.charger_memory import ChargerMemory
from central.services.counters import Counters
from central.services.follow_up import FollowUp
from central.services.ports import Clock
from central.services.unit_of_work import UnitOfWork, UnitsOfWork
from central.services.violations import (
    EXAMPLE_LENGTH,
    FIRMWARE_LENGTH,
    KIND_LENGTH,
    Violation,
)
from central.services.write_behind import WriteBehind

R = TypeVar("R")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ChargingRules:
    """What an operator decides; intervals in simulated seconds."""

    takes_unknown_tags: bool
    heartbeat_interval_s: int = 300
    pending_interval_s: int = 30
    receipt_url: str | None = None
    """Where a driver finds the receipt of `{session}`; None = nowhere."""

    def receipt_address(self, session_id: int) -> str | None:
        """Address of a session's receipt, for the QR code of FinalCost."""
        url = self.receipt_url
        return None if url is None else url.replace("{session}", str(session_id))


@dataclass(frozen=True, slots=True)
class ChargingParts:
    """Ports and rules of one gateway."""

    units: UnitsOfWork
    write_behind: WriteBehind
    clock: Clock
    counters: Counters
    rules: ChargingRules
    quirks: Sequence[Quirks] = ()

    def now_text(self, memory: ChargerMemory) -> str:
        """The instant, as a charger gets it: UTC with Z, milliseconds where it knows them."""
        precision = "milliseconds" if memory.quirks.has_milliseconds else "seconds"
        return self.clock.now().isoformat(timespec=precision).replace("+00:00", "Z")

    def note_make(self, memory: ChargerMemory) -> None:
        """Look up what is known of this make of charger."""
        facts = memory.facts
        memory.quirks = quirks_of(self.quirks, facts.vendor, facts.model, facts.firmware_version)

    def read(
        self,
        memory: ChargerMemory,
        reader: Callable[[dict[str, Any], datetime, Repairs], R],
        payload: dict[str, Any],
    ) -> R:
        """Understand a message; repairs and refused readings are counted.

        One line tells the first of a kind of each charger.
        """
        repairs = Repairs()
        message = reader(adapted(memory.quirks, payload), self.clock.now(), repairs)
        if repairs.made:
            self.counters.add("repairs", len(repairs.made))
            self.note_violations(memory, "repair", repairs.made)
            if memory.is_news(repairs.made):
                log.warning("message_repaired", charge_point=memory.id, repairs=repairs.made)
        if repairs.refused:
            self.counters.add("readings_refused", len(repairs.refused))
            self.note_violations(memory, "reading", repairs.refused)
            if memory.is_news(repairs.refused):
                log.warning("reading_refused", charge_point=memory.id, readings=repairs.refused)
        return message

    def note_violations(self, memory: ChargerMemory, sort: str, told: Iterable[str]) -> None:
        """Count what was put right or refused, by the field that each line begins with."""
        for line in told:
            self.note_violation(memory, f"{sort}:{line.partition(' ')[0]}", line)

    def note_violation(self, memory: ChargerMemory, kind: str, example: str) -> None:
        """A charger broke a rule of the standard (`central.services.violations`)."""
        now = self.clock.now()
        storable = shortened(example, EXAMPLE_LENGTH).encode("utf-8", "backslashreplace").decode()
        self.write_behind.note_violation(
            Violation(
                charge_point_id=memory.id,
                firmware_version=memory.facts.firmware_version[:FIRMWARE_LENGTH],
                kind=kind[:KIND_LENGTH],
                count=1,
                first_at=now,
                last_at=now,
                example=storable.replace("\0", "\\0")[: EXAMPLE_LENGTH + 50],
            )
        )

    async def id_tag_info(self, uow: UnitOfWork, id_tag: str, now: datetime) -> dict[str, Any]:
        """The idTagInfo of a tag; one in no list is judged by the operator's rule."""
        known = await uow.id_tags.get(id_tag)
        return id_tag_info(known, now, takes_unknown=self.rules.takes_unknown_tags)


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer's payload, and calls to queue behind it."""

    payload: dict[str, Any]
    calls: tuple[FollowUp, ...] = ()


NOTHING = Reply({})
