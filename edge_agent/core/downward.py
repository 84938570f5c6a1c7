"""Central's calls to the charger, and the few of the edge's own, one at a time.

A call that cannot reach the charger is refused at once: carried out hours late it would be worse
than failed. The answers to calls of the edge's own go to nobody.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from edge_agent.core import frames, payloads, rules
from edge_agent.core.frames import Call
from edge_agent.core.lane import Lane, LateCalls, Pending
from edge_agent.core.local_answers import timestamp
from edge_agent.core.outlet import Outlet
from edge_agent.core.traffic import Now

AnswerForm = Callable[[str], str]
"""Makes a frame out of the id under which the other side waits."""


class Downward:
    """The way down to one charger.

    Args:
        ids: fresh message ids.
        out: where effects go.
    """

    def __init__(self, ids: Iterator[str], out: Outlet) -> None:
        self._ids = ids
        self._out = out
        self._lane = Lane()
        self._late = LateCalls()
        self._closed_at: datetime | None = None
        self._owed: list[Call] = []
        self.is_open = False
        """The charger's socket is."""
        self.is_uplink_open = False

    def call(self, call: Call, now: Now) -> None:
        """A call of central."""
        pending = self._pending(call, call.id_json, now)
        if not self.is_open:
            self._refuse(pending)
        elif not self._lane.add(pending):
            self._out.odd("call_shed", f"{call.action}: {rules.MAX_WAITING} calls wait")
            self._refuse(pending, "too many calls wait for this charger")

    def stop_transaction(self, charger_id: int, now: Now) -> None:
        """The edge's own RemoteStopTransaction; while the charger is away it waits for it."""
        payload = frames.dump({payloads.TRANSACTION_ID: charger_id})
        call = Call("", "RemoteStopTransaction", payload)
        if self.is_open:
            self.call_self(call, now)
        else:
            self._owed.append(call)

    def call_self(self, call: Call, now: Now) -> None:
        """A call of the edge's own; lost where the charger is away."""
        if self.is_open:
            self._lane.put_first(self._pending(call, None, now))

    def answer(self, message_id: str, form: AnswerForm) -> Pending | None:
        """The charger's answer; returns the call that it belongs to."""
        call = self._lane.close(message_id)
        if call is None:
            late = self._late.take(message_id)
            self._out.odd("late_answer" if late else "unknown_answer", "charger")
            return late
        if call.asker is not None:
            self._out.to_central(form(call.asker))
        return call

    def charger_opened(self, now: Now) -> None:
        """The charger's socket is open."""
        self.is_open = True
        owed, self._owed = self._owed, []
        for each in owed:
            self.call_self(each, now)

    def charger_closed(self, at: datetime) -> None:
        """The charger's socket is gone."""
        self.is_open = False
        self._closed_at = at
        for each in self._lane.clear():
            self._refuse(each)

    def uplink_down(self) -> None:
        """Nobody at central waits for the answers any more."""
        self.is_uplink_open = False
        self._lane.disown()

    def expire(self, now: Now) -> None:
        """Refuse what the charger did not answer in time."""
        opened, waited = self._lane.expired(now.real_s)
        if opened is not None:
            self._late.add(opened)
        for call in [*([opened] if opened else []), *waited]:
            self._out.odd("deadline_missed", f"charger: {call.action}")
            self._refuse(call, f"charger gave no answer in {rules.DOWN_DEADLINE_S:.0f} s")

    def deadlines(self) -> Iterator[float]:
        """Real instants at which `expire` has something to do."""
        return self._lane.deadlines()

    def next(self, now: Now) -> Pending | None:
        """The call to send to the charger now."""
        if not self.is_open:
            return None
        return self._lane.start_next(now.real_s + rules.DOWN_DEADLINE_S)

    def _refuse(self, call: Pending, why: str = "") -> None:
        if call.asker is not None and self.is_uplink_open:
            since = f" since {timestamp(self._closed_at)}" if self._closed_at else ""
            text = rules.refusal(call.action, call.asker, why or f"charger offline{since}")
            self._out.to_central(text)

    def _pending(self, call: Call, asker: str | None, now: Now) -> Pending:
        return Pending(
            message_id=next(self._ids),
            asker=asker,
            action=call.action,
            payload=call.payload,
            deadline_s=now.real_s + rules.DOWN_DEADLINE_S,
        )
