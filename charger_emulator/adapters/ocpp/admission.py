"""Cards and plugs at one charge point: who may start and stop, and what waits for what.

Either order works: plug first, then the card; or the card first, and the plug within
ConnectionTimeOut (OCPP 1.6, 3.3 and 9.1.4). Whether a card has to be asked about is decided by
`core.authorisation`; this keeps the grants, sends the Authorize and carries the verdict out.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from charger_emulator.adapters.ocpp.bookings import Bookings
from charger_emulator.adapters.ocpp.status_board import StatusBoard
from charger_emulator.core import interruptions
from charger_emulator.core.authorisation import (
    ACCEPTED,
    Cache,
    LocalList,
    Rules,
    TagInfo,
    Verdict,
    judge,
    read_info,
)
from charger_emulator.core.configuration import Configuration
from charger_emulator.core.outbox import Answer, Message, Session
from charger_emulator.core.reservations import Entry
from charger_emulator.core.world import World
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus, StopReason

_FREE = (ChargePointStatus.AVAILABLE, ChargePointStatus.RESERVED)


class LockFault(StrEnum):
    """What is wrong with the lock of a connector's cable."""

    WILL_NOT_CLOSE = "will_not_close"
    WILL_NOT_OPEN = "will_not_open"


@dataclass(frozen=True, slots=True)
class Grant:
    """A card that may start at a connector as soon as a car is there."""

    id_tag: str
    parent: str


class Controller(Protocol):
    """What admission needs of its charger."""

    world: World
    connectors: range
    configuration: Configuration
    board: StatusBoard
    bookings: Bookings
    sessions: dict[int, Session]
    """Running transactions by connector number."""
    is_online: bool
    """Whether the central system can be asked."""

    @property
    def now_s(self) -> float:
        """What the charger's clock shows."""

    def queue(self, message: Message) -> None:
        """Queue a message."""


class Admission:
    """Decides at one charge point. Connectors are indices of the world."""

    def __init__(self, charger: Controller) -> None:
        self._charger = charger
        self._world, self._configuration = charger.world, charger.configuration
        self.local_list = LocalList()
        self.cache = Cache()
        self.grants: dict[int, Grant] = {}
        self.parents: dict[int, str] = {}
        """Parent of the card that is about to start, until its session is known."""
        self.stopped_by: dict[int, str] = {}
        """Card that ends the session of a connector, until the session has ended."""
        self.lock_faults: dict[int, LockFault] = {}
        self.kept_locked: dict[int, str] = {}
        """Connectors that hold an abandoned cable until this card comes back."""
        self._asking: dict[int, str] = {}

    # --- what is known ---------------------------------------------------------------------------

    def find(self, tag: str) -> TagInfo | None:
        """What list or cache say of a card now; None = nothing."""
        is_on = self._configuration.is_on
        info = self.local_list.find(tag) if is_on("LocalAuthListEnabled") else None
        if info is None and is_on("AuthorizationCacheEnabled"):
            info = self.cache.find(tag)
        return None if info is None else info.at(self._charger.now_s)

    def learn(self, tag: str, answer: Answer) -> TagInfo | None:
        """Keep what the central system said of a card (3.4.1), and give it."""
        info = read_info((answer or {}).get("idTagInfo"))
        listed = self.local_list.find(tag)
        if info is not None and listed is not None:
            self._compare(listed.at(self._charger.now_s), info)
        elif info is not None and self._configuration.is_on("AuthorizationCacheEnabled"):
            self.cache.put(tag, info)
        return info

    def _compare(self, listed: TagInfo, told: TagInfo) -> None:
        """A list that lets in whom the central system does not is wrong; that is told (3.5.1)."""
        is_on = self._configuration.is_on("LocalAuthListEnabled")
        error, known = ChargePointErrorCode.LOCAL_LIST_CONFLICT, self._charger.board.shown[0].error
        if is_on and listed.status == ACCEPTED != told.status and known is not error:
            self._charger.board.warn(error, f"version {self.local_list.version}", self._now_s)

    def take_list(self, version: int, kind: str, entries: list[Any]) -> str:
        """Answer a SendLocalList; a new list ends a conflict with the old one."""
        status = self.local_list.update(version, kind, entries)
        error = self._charger.board.shown[0].error
        if status == ACCEPTED and error is ChargePointErrorCode.LOCAL_LIST_CONFLICT:
            self._charger.board.warn(ChargePointErrorCode.NO_ERROR, "", self._now_s)
        return status

    def judge(self, tag: str, *, is_online: bool) -> Verdict:
        """What to do with a card that wants to start."""
        is_on = self._configuration.is_on
        rules = Rules(
            is_on("LocalPreAuthorize"),
            is_on("LocalAuthorizeOffline"),
            is_on("AllowOfflineTxForUnknownId"),
        )
        return judge(self.find(tag), rules, is_online=is_online)

    # --- cards -----------------------------------------------------------------------------------

    def present(self, connector: int, tag: str) -> bool:
        """A card is shown for a connector; False = it can do nothing there now."""
        forecourt = self._world.forecourt
        status = forecourt.status_of(connector)
        if (session := self._session(connector)) is not None:
            self._stop_with(connector, session, tag)
        elif connector in self.kept_locked:
            self._open_with(connector, tag)
        elif connector in self.grants or connector in self._asking:
            return False
        elif status in _FREE or status is ChargePointStatus.PREPARING:
            self._ask(connector, tag)
        else:
            return False
        return True

    def on_plug(self, connector: int, tag: str) -> None:
        """A car was plugged in, perhaps with a card shown at once."""
        grant = self.grants.pop(connector, None)
        if grant is not None:
            self._start(connector, grant)
        elif tag:
            self._ask(connector, tag)

    def on_status(self, connector: int) -> None:
        """A connector shows another status: what waited for a plug or an answer may be over."""
        if self._world.forecourt.status_of(connector) is not ChargePointStatus.PREPARING:
            self.grants.pop(connector, None)
            self._asking.pop(connector, None)

    def start_remotely(self, connector: int, tag: str) -> bool:
        """Try to start for a card at a connector; False = not possible there."""
        forecourt = self._world.forecourt
        status, driver = forecourt.status_of(connector), forecourt.driver[connector]
        entry = self._entry(connector, tag)
        waits_for_card = status is ChargePointStatus.PREPARING and driver is not None
        is_possible = waits_for_card or status in _FREE
        if connector in self.grants or not is_possible or entry is Entry.REFUSED:
            return False
        if self._configuration.is_on("AuthorizeRemoteTxRequests") or entry is Entry.ASK:
            self._ask(connector, tag, is_remote=True)
        else:
            known = self.find(tag)
            self._grant(connector, Grant(tag, known.parent if known else ""), is_remote=True)
        return True

    def unlock(self, connector: int) -> bool:
        """Open the lock of a cable; False = it will not."""
        self.kept_locked.pop(connector, None)
        return self.lock_faults.get(connector) is not LockFault.WILL_NOT_OPEN

    def forget(self) -> None:
        """Power is gone: nobody waits for anything any more."""
        self.grants.clear()
        self._asking.clear()
        for connector in self._charger.connectors:
            interruptions.drop_hold(self._world.forecourt, connector, self._now_s)

    # --- inside ----------------------------------------------------------------------------------

    @property
    def _now_s(self) -> float:
        return self._world.now_s

    def _session(self, connector: int) -> Session | None:
        return self._charger.sessions.get(connector - self._charger.connectors[0] + 1)

    def _entry(self, connector: int, tag: str) -> Entry:
        """What reservations say of a card, as far as its parent is known."""
        known = self.find(tag)
        return self._charger.bookings.entry(connector, tag, known.parent if known else None)

    def _authorize(self, tag: str, then: Callable[[Answer], None]) -> None:
        self._charger.queue(Message("Authorize", {"idTag": tag}, on_answer=then))

    def _ask(self, connector: int, tag: str, *, is_remote: bool = False) -> None:
        if self._entry(connector, tag) is Entry.REFUSED:
            self._world.forecourt.refuse(connector, self._now_s)
            return
        verdict = self.judge(tag, is_online=self._charger.is_online)
        if verdict is Verdict.ASK:
            self._asking[connector] = tag

            def then(answer: Answer) -> None:
                self._answered(connector, tag, answer, is_remote=is_remote)

            self._authorize(tag, then)
        else:
            known = self.find(tag)
            grant = Grant(tag, known.parent if known else "")
            self._carry_out(connector, grant, verdict, is_remote=is_remote)

    def _answered(self, connector: int, tag: str, answer: Answer, *, is_remote: bool) -> None:
        if self._asking.get(connector) != tag:
            return
        del self._asking[connector]
        info = self.find(tag) if answer is None else self.learn(tag, answer)
        if answer is None:
            verdict = self.judge(tag, is_online=False)
        else:
            is_good = info is not None and info.status == ACCEPTED
            verdict = Verdict.GRANT if is_good else Verdict.REFUSE
        grant = Grant(tag, info.parent if info else "")
        self._carry_out(connector, grant, verdict, is_remote=is_remote)

    def _carry_out(
        self, connector: int, grant: Grant, verdict: Verdict, *, is_remote: bool
    ) -> None:
        if verdict is Verdict.GRANT:
            self._grant(connector, grant, is_remote=is_remote)
        else:
            self._world.forecourt.refuse(connector, self._now_s)

    def _grant(self, connector: int, grant: Grant, *, is_remote: bool) -> None:
        forecourt, now_s = self._world.forecourt, self._now_s
        status = forecourt.status_of(connector)
        if not self._charger.bookings.claim(connector, grant.id_tag, grant.parent):
            forecourt.refuse(connector, now_s)
            return
        if forecourt.driver[connector] is not None:
            if status is ChargePointStatus.PREPARING:
                self._start(connector, grant)
            return
        if status not in _FREE:
            return
        self.grants[connector] = grant
        if is_remote and not forecourt.scripted[connector]:
            self._world.visit(connector, grant.id_tag)  # who starts from afar has come to charge
            return
        timeout_s = self._configuration.count("ConnectionTimeOut")
        forecourt.hold(connector, now_s, now_s + (timeout_s or math.inf))

    def _start(self, connector: int, grant: Grant) -> None:
        forecourt, now_s = self._world.forecourt, self._now_s
        if self.lock_faults.get(connector) is LockFault.WILL_NOT_CLOSE:
            error = ChargePointErrorCode.CONNECTOR_LOCK_FAILURE
            forecourt.fault(connector, error, now_s, "the cable cannot be locked")
            return
        driver = forecourt.driver[connector]
        if driver is not None:
            driver.id_tag = grant.id_tag
            self.parents[connector] = grant.parent
            forecourt.allow(connector, now_s)

    def _stop_with(self, connector: int, session: Session, tag: str) -> None:
        """A card at a running session: its own ends it, and so does one of the same parent."""
        if tag.casefold() == session.id_tag.casefold():
            self._stop(connector, tag)
            return
        online = self._charger.is_online
        if self.judge(tag, is_online=online) is Verdict.GRANT:
            known = self.find(tag)
            if known is not None and _are_kin(known.parent, session.parent):
                self._stop(connector, tag)
        elif online:

            def then(answer: Answer) -> None:
                info = self.learn(tag, answer)
                if info is None or self._session(connector) is not session:
                    return
                if info.status == ACCEPTED and _are_kin(info.parent, session.parent):
                    self._stop(connector, tag)

            self._authorize(tag, then)

    def _stop(self, connector: int, tag: str) -> None:
        self.stopped_by[connector] = tag
        self._world.forecourt.stop(connector, StopReason.LOCAL, self._now_s)

    def _open_with(self, connector: int, tag: str) -> None:
        if self.kept_locked[connector].casefold() == tag.casefold():
            self.unlock(connector)


def _are_kin(one: str, other: str) -> bool:
    return bool(one) and one.casefold() == other.casefold()
