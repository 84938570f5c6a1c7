"""What is tried from afar at a charger in trouble, before a person is sent.

`decide` is a pure function; it holds nothing between calls. Invariants, for every history: one open
remedy a charger; at most one step runs at a time, and none before a person or the autopilot allowed
it; a step that ends sessions waits while one runs, unless its playbook says otherwise; no act is
done more often than its limits; what cannot be cured ends as a call for a technician. A fault of
what protects people is never cleared from afar (`central.core.playbooks`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, assert_never

from central.core.facts import ChargerFacts
from central.core.playbooks import WHOLE_CHARGER, Act, Check, Playbook, PlayStep
from central.core.remedy import (
    Attempt,
    EndStep,
    Remedy,
    RemedyDecision,
    RemedyEffect,
    RemedyEvent,
    RemedyNote,
    RemedyState,
    Situation,
    StartStep,
    moved,
)
from central.core.rules import Mode
from central.core.troubles import Standing, is_gone, session_runs
from contract.ocpp16 import ChargePointStatus

DAY: Final = timedelta(hours=24)
LONGEST: Final = timedelta(hours=24)
"""A remedy that got nowhere for so long (sessions ran, the line was gone) asks for a technician."""
STOP_HOLDS: Final = timedelta(hours=24)
"""What a person stopped is not taken up again for so long."""


def decide(
    situation: Situation, books: Mapping[str, Playbook], mode: Mode, now: datetime
) -> RemedyDecision:
    """What is done now about one charger; chargers do not depend on one another.

    Args:
        situation: the charger.
        books: playbooks by name.
        mode: of the control loop.
        now: simulated instant.
    """
    remedy = situation.remedy
    if remedy is None or remedy.state is RemedyState.ENDED:
        return _opened(situation, books, mode, now)
    run = _Run(remedy, situation, books.get(remedy.playbook), now)
    run.carry_on(mode, graver=_graver(situation, books))
    return RemedyDecision(run.remedy, tuple(run.effects))


def start_by_person(standing: Standing, actor: str, reason: str, now: datetime) -> RemedyDecision:
    """A remedy that a person starts: allowed, at once, in every mode."""
    said = (standing.trouble.evidence, f"started by {actor}: {reason}")
    remedy = _new(standing, RemedyState.READY, said, now)
    remedy = replace(remedy, by_person=True)
    return RemedyDecision(remedy, (_note(remedy, "remedy.opened", said),))


def _opened(
    situation: Situation, books: Mapping[str, Playbook], mode: Mode, now: datetime
) -> RemedyDecision:
    stands = situation.standing
    book = None if stands is None else books.get(stands.trouble.playbook)
    if stands is None or book is None or mode is Mode.OFF or _is_held(situation, now):
        return RemedyDecision(None)
    if now - stands.since < book.confirm:
        return RemedyDecision(None)
    said: tuple[str, ...] = (stands.trouble.evidence, f"playbook {book.name}: {book.title}")
    is_allowed = mode is Mode.AUTOPILOT
    if not is_allowed:
        said = (*said, *(f"plan: {step.act.value}" for step in book.steps))
    remedy = _new(stands, RemedyState.READY if is_allowed else RemedyState.PROPOSED, said, now)
    notes = [_note(remedy, "remedy.opened" if is_allowed else "remedy.proposed", said)]
    if book.needs_technician:
        notes.append(_note(remedy, "technician.needed", (f"{book.title}", *said[:1])))
    return RemedyDecision(remedy, tuple(notes))


def _graver(situation: Situation, books: Mapping[str, Playbook]) -> str | None:
    """Evidence of another trouble than the remedy's that is never cleared from afar."""
    stands, remedy = situation.standing, situation.remedy
    if stands is None or remedy is None:
        return None
    trouble, book = stands.trouble, books.get(stands.trouble.playbook)
    is_same = (trouble.sign, trouble.connector) == (remedy.sign, remedy.connector)
    is_grave = book is not None and book.needs_technician
    return trouble.evidence if is_grave and not is_same else None


def _is_held(situation: Situation, now: datetime) -> bool:
    """Whether a person stopped the remedy of this very trouble lately."""
    stands = situation.standing
    return stands is not None and any(
        past.ended_by is RemedyEvent.STOPPED
        and (past.sign, past.connector) == (stands.trouble.sign, stands.trouble.connector)
        and now - past.ended_at < STOP_HOLDS
        for past in situation.past
    )


def _new(standing: Standing, state: RemedyState, reasons: tuple[str, ...], now: datetime) -> Remedy:
    trouble = standing.trouble
    return Remedy(
        charge_point=trouble.charge_point,
        station=trouble.station,
        connector=trouble.connector,
        sign=trouble.sign,
        playbook=trouble.playbook,
        state=state,
        opened_at=now,
        reasons=reasons,
    )


def _note(remedy: Remedy, act: str, reasons: tuple[str, ...]) -> RemedyNote:
    return RemedyNote(remedy.charge_point, remedy.station, act, reasons)


class _Run:
    """One look at one open remedy: the remedy as it changes, and the effects so far."""

    def __init__(
        self, remedy: Remedy, situation: Situation, book: Playbook | None, now: datetime
    ) -> None:
        self.remedy = remedy
        self.effects: list[RemedyEffect] = []
        self._situation = situation
        self._book = book
        self._now = now

    def carry_on(self, mode: Mode, *, graver: str | None) -> None:
        """Move it on by what happened since; at most one step is started."""
        charger, asked = self._situation.charger, self._situation.asked
        ending = self._reason_to_end(charger, mode)
        if ending is None and graver is not None:
            ending = RemedyEvent.SUPERSEDED, graver
        if ending is not None:
            self._end(*ending)
            return
        if charger is None or self._book is None:
            return
        if self.remedy.state is RemedyState.PROPOSED:
            said = asked and asked.act == "approve" and f"approved by {asked.actor}"
            if asked is not None and said:
                self._approve(said, asked.id)
            elif mode is Mode.AUTOPILOT:
                self._approve("approved by autopilot", self.remedy.heard)
        self._follow(charger, self._book)
        if self.remedy.state is RemedyState.READY:
            self._next_step(charger, self._book)

    def _reason_to_end(
        self, charger: ChargerFacts | None, mode: Mode
    ) -> tuple[RemedyEvent, str] | None:
        asked = self._situation.asked
        if asked is not None and asked.act == "stop":
            return RemedyEvent.STOPPED, f"stopped by {asked.actor}: {asked.reason}"
        if mode is Mode.OFF and not self.remedy.by_person:
            return RemedyEvent.SWITCHED_OFF, "remedies were switched off"
        if charger is None:
            return RemedyEvent.SWITCHED_OFF, "the charger is no longer in the network"
        if self._book is None:
            return RemedyEvent.SWITCHED_OFF, f"there is no playbook {self.remedy.playbook!r} now"
        return None

    def _approve(self, said: str, heard: str) -> None:
        approved = moved(self.remedy, RemedyEvent.APPROVED)
        reasons = (*self.remedy.reasons, said)
        self.remedy = replace(approved, heard=heard, reasons=reasons)
        self.effects.append(_note(self.remedy, "remedy.approved", (said,)))

    def _follow(self, charger: ChargerFacts, book: Playbook) -> None:
        """What the charger tells: the trouble is gone, stands, or is back."""
        remedy = self.remedy
        gone = is_gone(remedy.sign, remedy.connector, charger, self._now)
        match remedy.state:
            case RemedyState.SETTLING:
                self._settle(book, gone=gone)
            case RemedyState.PROPOSED:
                if gone:
                    self._end(RemedyEvent.CLEARED, "the trouble went before anybody approved")
            case RemedyState.READY | RemedyState.ESCALATED:
                if gone:
                    self._clear()
            case RemedyState.ACTING:
                if gone:
                    self.effects.append(EndStep(remedy.charge_point, "cleared"))
                    self._clear()
                else:
                    self._judge_step(charger, book)
            case RemedyState.ENDED:
                pass
            case _:
                assert_never(remedy.state)

    def _clear(self) -> None:
        self.remedy = replace(moved(self.remedy, RemedyEvent.CLEARED), cleared_at=self._now)

    def _settle(self, book: Playbook, *, gone: bool) -> None:
        if not gone:
            # what was tried did not last: go on with the next step
            self.remedy = replace(moved(self.remedy, RemedyEvent.RELAPSED), cleared_at=None)
            self.effects.append(_note(self.remedy, "remedy.relapsed", ("the trouble is back",)))
        elif self.remedy.cleared_at is None or self._now - self.remedy.cleared_at >= book.settle:
            tried = self.remedy.step
            said = f"the trouble is gone, after {tried} of {len(book.steps)} steps"
            self._end(RemedyEvent.SETTLED, said)

    def _judge_step(self, charger: ChargerFacts, book: Playbook) -> None:
        """The step that runs: refused, seen, or too late."""
        sent_at = self.remedy.stepped_at or self._now
        step = book.steps[self.remedy.step - 1] if self.remedy.step <= len(book.steps) else None
        outcome = next(
            (each.outcome for each in self._situation.attempts if each.at == sent_at), None
        )
        if outcome in {"rejected", "error", "offline"}:
            effect = "refused"
        elif step is not None and self._is_seen(step.check, charger, sent_at):
            effect = "seen"
        elif step is None or self._now - sent_at >= step.within:
            effect = "not_seen"
        else:
            return
        self.effects.append(EndStep(self.remedy.charge_point, effect))
        self.remedy = replace(moved(self.remedy, RemedyEvent.STEPPED), stepped_at=None)

    def _is_seen(self, check: Check, charger: ChargerFacts, sent_at: datetime) -> bool:
        own = [each for each in charger.connectors if self.remedy.connector in (0, each.id)]
        match check:
            case Check.RECOVERED:
                return False  # `is_gone` has said so already
            case Check.REPORTED:
                return any(each.reported_at and each.reported_at > sent_at for each in own)
            case Check.BOOTED:
                return charger.booted_at is not None and charger.booted_at > sent_at
            case Check.OUT:
                return all(each.status == ChargePointStatus.UNAVAILABLE for each in own)
            case _:
                assert_never(check)

    def _next_step(self, charger: ChargerFacts, book: Playbook) -> None:
        """Start the next step that its limits allow; none is left: a technician."""
        remedy = self.remedy
        skipped: list[str] = []
        for number in range(remedy.step, len(book.steps)):
            step = book.steps[number]
            why = limit_reached(step, self._situation.attempts, charger, self._now)
            if why is not None:
                skipped.append(f"{step.act.value} is left out: {why}")
                continue
            waits_for = self._veto(step, charger)
            if waits_for and self._now - remedy.opened_at >= LONGEST:
                skipped.append(f"{step.act.value} is given up: {waits_for}")
                continue
            self.remedy = replace(remedy, step=number, waits_for=waits_for)
            if not waits_for:
                self._start(number, step, book)
            return
        tried = [each.act.value for each in self._situation.attempts if each.at >= remedy.opened_at]
        said = f"tried: {', '.join(sorted(tried, key=tried.index))}" if tried else "nothing to try"
        self._escalate((*remedy.reasons[:1], said, *skipped), book)

    def _veto(self, step: PlayStep, charger: ChargerFacts) -> str:
        """Why a step waits; empty = it does not."""
        if not charger.connected:
            return "the charger is out of contact"
        if step.during_session or step.act is Act.TRIGGER_STATUS:
            return ""
        connector = 0 if step.act in WHOLE_CHARGER else self.remedy.connector
        return "a session runs" if session_runs(charger, connector) else ""

    def _start(self, number: int, step: PlayStep, book: Playbook) -> None:
        moving = moved(self.remedy, RemedyEvent.STARTED)
        self.remedy = replace(moving, step=number + 1, stepped_at=self._now)
        said = (f"step {number + 1} of {len(book.steps)} of {book.name}", *self.remedy.reasons[:1])
        self.effects.append(
            StartStep(
                self.remedy.charge_point,
                self.remedy.station,
                self.remedy.connector,
                number,
                step.act,
                said,
            )
        )

    def _escalate(self, said: tuple[str, ...], book: Playbook) -> None:
        self.remedy = replace(
            moved(self.remedy, RemedyEvent.EXHAUSTED),
            step=len(book.steps),
            reasons=(*self.remedy.reasons, *said[1:]),
        )
        self.effects.append(_note(self.remedy, "remedy.escalated", said))
        if not book.needs_technician:
            self.effects.append(_note(self.remedy, "technician.needed", said))

    def _end(self, event: RemedyEvent, reason: str) -> None:
        if self.remedy.state is RemedyState.ACTING:
            self.effects.append(EndStep(self.remedy.charge_point, "not_seen"))
        self.remedy = replace(
            moved(self.remedy, event), ended_by=event, end_reason=reason, stepped_at=None
        )
        act = "remedy.cured" if event is RemedyEvent.SETTLED else "remedy.ended"
        self.effects.append(_note(self.remedy, act, (reason,)))


def limit_reached(
    step: PlayStep, attempts: Sequence[Attempt], charger: ChargerFacts, now: datetime
) -> str | None:
    """Why a step may not be done today, or not yet; None = it may.

    A Boot is never asked of a charger that was accepted (errata 4.0, 3.40).
    """
    if step.act is Act.TRIGGER_BOOT and charger.booted_at is not None:
        return "the charger was accepted: it boots by itself only"
    same = [each.at for each in attempts if each.act is step.act and now - each.at < DAY]
    if len(same) >= step.per_day:
        return f"{len(same)} times within 24 h, {step.per_day} are allowed"
    if same and now - max(same) < step.pause:
        return f"it was done {(now - max(same)).total_seconds():.0f} s ago"
    return None
