"""Messages that a charger has to send: one at a time, transaction messages in order and never lost.

Transaction messages (Start, Stop, and the MeterValues of a transaction) wait while the charger is
offline. One that gets no answer stays and is tried again; one that is refused with a CALLERROR is
tried TransactionMessageAttempts times and then discarded (OCPP 1.6, 9.1.25). The others pass a
transaction message that waits for its retry, and are dropped when the link is lost.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Literal

MAX_WAITING: Final = 2_000
Replay = Literal["in_order", "statuses_first", "samples_last"]
"""Which of the waiting messages go first; in_order is the standard's."""
NO_TRANSACTION: Final = -1
"""transactionId of a transaction that never got an id (errata 3.18)."""


@dataclass(slots=True, eq=False)
class Session:
    """A transaction as the charger knows it; the id comes with the answer to its start."""

    connector: int
    id_tag: str
    start_s: float
    transaction_id: int | None = None
    parent: str = ""
    """Parent of the card that started it, as far as known."""
    key: int = 0
    """Number of the session at this charger; kept over restarts."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A CALLERROR."""

    code: str


Answer = dict[str, Any] | None
"""The CALLRESULT, or None: refused for good, or dropped."""
Outcome = dict[str, Any] | Refused | None
"""What a call came to: CALLRESULT, CALLERROR, or None for no answer."""


@dataclass(slots=True, eq=False)
class Message:
    """One CALL to make."""

    action: str
    payload: dict[str, Any]
    session: Session | None = None
    is_transaction: bool = False
    """Kept and retried."""
    on_answer: Callable[[Answer], None] | None = None
    number: int = field(default=0, init=False)
    """Place in the order of transaction messages, from 1."""
    tries: int = field(default=0, init=False)
    not_before_s: float = field(default=0.0, init=False)

    def rendered(self) -> dict[str, Any]:
        """Payload as it goes out, with the transaction id as far as it is known now."""
        if self.session is None or self.action == "StartTransaction":
            return self.payload
        known = self.session.transaction_id
        return {**self.payload, "transactionId": NO_TRANSACTION if known is None else known}


class Outbox:
    """Queue of one charger. `next`, send, then `settle` or `lost`."""

    def __init__(self) -> None:
        self._waiting: deque[Message] = deque()
        self.discarded = 0
        self.replay: Replay = "in_order"
        self._last = 0
        self._saved: set[int] = set()
        self.is_changed = False
        """`changes` would tell of something."""

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, message: Message) -> None:
        """Add a message; when full, the oldest sample is dropped, never a start or stop."""
        if message.is_transaction:
            self._last += 1
            message.number, self.is_changed = self._last, True
        self._waiting.append(message)
        if len(self._waiting) > MAX_WAITING:
            samples = (m for m in self._waiting if m.action == "MeterValues")
            oldest = next(samples, None)
            if oldest is not None:
                self._waiting.remove(oldest)
                self.discarded += 1

    def next(self, now_s: float) -> Message | None:
        """The message to send now; it stays here until it is settled.

        Args:
            now_s: a clock that `settle` shares.
        """
        blocked = False
        for message in self._in_turn():
            if not message.is_transaction:
                return message
            if not blocked and message.not_before_s <= now_s:
                return message
            blocked = True
        return None

    def next_plain(self) -> Message | None:
        """The first message that is no transaction message."""
        return next((m for m in self._waiting if not m.is_transaction), None)

    def drop(self, message: Message) -> None:
        """Forget a message: it is said in another way."""
        self._remove(message)

    def wake_s(self) -> float | None:
        """When the first transaction message may be tried again."""
        times = (m.not_before_s for m in self._in_turn() if m.is_transaction)
        return next(times, None)

    def _in_turn(self) -> Iterable[Message]:
        match self.replay:
            case "in_order":
                return self._waiting
            case "statuses_first":
                return sorted(self._waiting, key=lambda m: m.action != "StatusNotification")
            case "samples_last":
                return sorted(self._waiting, key=lambda m: m.action == "MeterValues")

    def settle(
        self, message: Message, outcome: Outcome, now_s: float, retry: tuple[int, float]
    ) -> None:
        """A call was answered (or not).

        Args:
            message: which.
            outcome: what it came to.
            now_s: now, on the clock of `next`.
            retry: (attempts allowed, seconds between them times the number of tries).
        """
        answer = outcome if isinstance(outcome, dict) else None
        if answer is None and message.is_transaction:
            message.tries += 1
            attempts, interval_s = retry
            if outcome is None or message.tries < attempts:
                message.not_before_s = now_s + interval_s * min(message.tries, max(1, attempts))
                return
            self.discarded += 1
        self._remove(message)
        if message.on_answer is not None:
            message.on_answer(answer)

    def lost(self) -> None:
        """The link is gone: forget what makes no sense later, tell those who wait for it."""
        dropped = [m for m in self._waiting if not m.is_transaction]
        self._waiting = deque(m for m in self._waiting if m.is_transaction)
        for message in self._waiting:
            message.not_before_s = 0.0
        for message in dropped:
            if message.on_answer is not None:
                message.on_answer(None)

    # --- on disk ---------------------------------------------------------------------------------

    def sessions(self) -> set[Session]:
        """Transactions that have messages waiting."""
        return {m.session for m in self._waiting if m.is_transaction and m.session is not None}

    def changes(self) -> tuple[list[Message], list[int]]:
        """Since the last call: transaction messages to write down, and numbers to strike out."""
        kept = {m.number: m for m in self._waiting if m.is_transaction}
        fresh = [m for number, m in kept.items() if number not in self._saved]
        gone = [number for number in self._saved if number not in kept]
        self._saved, self.is_changed = set(kept), False
        return fresh, gone

    def restore(self, numbered: list[tuple[int, Message]]) -> None:
        """Take up what was written down before a restart, in its order."""
        for number, message in numbered:
            self._last = number - 1
            self.put(message)
            self._saved.add(number)

    def _remove(self, message: Message) -> None:
        if message in self._waiting:
            self._waiting.remove(message)
            self.is_changed |= message.is_transaction
