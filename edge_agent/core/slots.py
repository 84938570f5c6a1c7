"""Which model bundle is where: two slots on disk, and what becomes of an offered bundle.

    offered -> fetched -> free slot -> on trial (scores beside the one in force) -> in force
                                          |                                           |
                                          +--> quarantined                            +--> back

A bundle in force has not settled until it scored without fault for a while; until then, and while
one is on trial, starts of the process that were not ended cleanly are counted against it. The
bundle before stays in its slot, so that the way back needs no network. `Slots` is what a power cut
must not tear: it is one file, written whole, and each step here gives the next content of it.
"""

from enum import StrEnum
from typing import Final

import msgspec
from msgspec.structs import replace

from contract.messages import ModelOffer

MAX_STARTS: Final = 3
"""Starts with a bundle that did not end cleanly, until it is believed to be the reason."""
MAX_CHECKS: Final = 3
"""Checks of a bundle that did not come to an end, until it is no more tried."""
_MOST_QUARANTINED: Final = 50
_LETTERS: Final = ("a", "b")


class Held(msgspec.Struct, frozen=True):
    """A bundle in a slot; `digest` is the SHA-256 of the archive that it came in."""

    slot: str
    model: str
    digest: str
    starts: int = 0
    settled: bool = False


class Quarantined(msgspec.Struct, frozen=True):
    """An archive that is not tried again."""

    digest: str
    reason: str


class Slots(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is in the slots."""

    active: Held | None = None
    """In force; None = the bundle that comes with the program."""
    trial: Held | None = None
    previous: Held | None = None
    """In force before, and still whole; None = the way back leads to the program's bundle."""
    quarantined: list[Quarantined] = []
    checking: dict[str, int] = {}
    """Archives whose check was begun, and how often."""

    def reason_against(self, digest: str) -> str | None:
        """Why an archive is not tried again, if it is not."""
        return next((each.reason for each in self.quarantined if each.digest == digest), None)


class Step(StrEnum):
    """What an offer asks for."""

    NOTHING = "nothing"
    """It is in force or on trial, or was refused before."""
    FETCH = "fetch"
    RETURN = "return"
    """It was in force before: at once, without a trial."""
    GO_HOME = "go_home"
    """To the bundle that comes with the program, at once."""
    END_TRIAL = "end_trial"
    """Nothing to fetch; but another one is on trial that is not wanted any more."""


def step_for(slots: Slots, offer: ModelOffer) -> Step:
    """What to do about an offer."""
    if offer.model is None:
        return Step.GO_HOME if slots.active or slots.trial else Step.NOTHING
    if slots.reason_against(offer.sha256) is not None or _is(slots.active, offer):
        return Step.END_TRIAL if slots.trial else Step.NOTHING
    if _is(slots.trial, offer):
        return Step.NOTHING
    return Step.RETURN if _is(slots.previous, offer) else Step.FETCH


def free_slot(slots: Slots) -> str:
    """The slot that may be overwritten: never the one in force."""
    used = slots.active.slot if slots.active else None
    return next(letter for letter in _LETTERS if letter != used)


def emptied(slots: Slots) -> Slots:
    """Before the free slot is overwritten: nothing refers to it any more."""
    freed = free_slot(slots)
    previous = slots.previous
    if previous is not None and previous.slot == freed:
        return replace(slots, trial=None, previous=None)
    return replace(slots, trial=None)


def check_begun(slots: Slots, digest: str) -> Slots:
    """An archive is about to be checked; one that never came to an end is quarantined."""
    begun = slots.checking.get(digest, 0) + 1
    if begun > MAX_CHECKS:
        slots = quarantined(slots, digest, f"{MAX_CHECKS} checks of it came to no end")
        return replace(slots, checking=_without(slots.checking, digest))
    return replace(slots, checking={digest: begun})


def tried(slots: Slots, held: Held) -> Slots:
    """A bundle lies in the free slot and is on trial."""
    return replace(slots, trial=held, checking=_without(slots.checking, held.digest))


def promoted(slots: Slots) -> Slots:
    """The bundle on trial is in force.

    Raises:
        ValueError: if none is on trial.
    """
    if slots.trial is None:
        raise ValueError("no bundle is on trial")
    return replace(
        slots,
        active=replace(slots.trial, starts=0, settled=False),
        trial=None,
        previous=slots.active,
    )


def settled(slots: Slots) -> Slots:
    """The bundle in force has shown that it works."""
    if slots.active is None:
        return slots
    return replace(slots, active=replace(slots.active, starts=0, settled=True))


def refused(slots: Slots, digest: str, reason: str) -> Slots:
    """An archive failed its check or trial; the bundle in force stays."""
    trial = None if slots.trial and slots.trial.digest == digest else slots.trial
    slots = quarantined(slots, digest, reason)
    return replace(slots, trial=trial, checking=_without(slots.checking, digest))


def rolled_back(slots: Slots, reason: str) -> Slots:
    """The bundle in force failed: back to the one before, or to that of the program."""
    if slots.active is None:
        return slots
    slots = quarantined(slots, slots.active.digest, reason)
    return replace(slots, active=slots.previous, trial=None, previous=None)


def returned(slots: Slots) -> Slots:
    """Central took its last change back: the bundle before is in force again, without quarantine.

    Raises:
        ValueError: if there is none.
    """
    if slots.previous is None:
        raise ValueError("no bundle was in force before")
    back = replace(slots.previous, starts=0, settled=False)
    return replace(slots, active=back, trial=None, previous=slots.active)


def gone_home(slots: Slots) -> Slots:
    """The bundle of the program is in force again."""
    return Slots(quarantined=slots.quarantined)


def trial_ended(slots: Slots) -> Slots:
    """The bundle on trial is not wanted any more."""
    return replace(slots, trial=None)


def started(slots: Slots) -> Slots:
    """The process starts: what it did not survive several times is not tried again."""
    trial, active = slots.trial, slots.active
    if trial is not None:
        trial = replace(trial, starts=trial.starts + 1)
        slots = replace(slots, trial=trial)
        if trial.starts > MAX_STARTS:
            slots = refused(slots, trial.digest, _died(MAX_STARTS))
    if active is not None and not active.settled:
        active = replace(active, starts=active.starts + 1)
        slots = replace(slots, active=active)
        if active.starts > MAX_STARTS:
            slots = rolled_back(slots, _died(MAX_STARTS))
    return slots


def stopped(slots: Slots) -> Slots:
    """The process ends as it should: nothing is counted against anybody."""
    trial = replace(slots.trial, starts=0) if slots.trial else None
    active = replace(slots.active, starts=0) if slots.active else None
    return replace(slots, trial=trial, active=active)


def quarantined(slots: Slots, digest: str, reason: str) -> Slots:
    """An archive is not tried again; the oldest of very many is forgotten."""
    others = [each for each in slots.quarantined if each.digest != digest]
    kept = [*others, Quarantined(digest, reason[:200])][-_MOST_QUARANTINED:]
    return replace(slots, quarantined=kept)


def _is(held: Held | None, offer: ModelOffer) -> bool:
    return held is not None and held.digest == offer.sha256


def _died(times: int) -> str:
    return f"the agent was started {times} times with it and never ended cleanly"


def _without(checking: dict[str, int], digest: str) -> dict[str, int]:
    return {key: count for key, count in checking.items() if key != digest}
