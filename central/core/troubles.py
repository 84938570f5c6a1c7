"""What is wrong with a charger, as far as its reports and scores tell: one trouble at a time.

What may hurt somebody goes first, then what stands at a connector, then lost contact, then a risk.
A connector that somebody took out of service (Unavailable) is no trouble: it is never put back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from central.core.facts import ChargerFacts, StationFacts
from central.core.levels import CRITICAL
from central.core.metrics import is_in_contact
from central.core.playbooks import NEVER_CLEARED, OUT_OF_CONTACT, Playbook
from central.core.rules import HealRules
from contract.ids import ChargePointId, StationId
from contract.ocpp16 import USABLE_STATUSES, ChargePointStatus

RUNNING_STATUSES = frozenset(
    {
        ChargePointStatus.CHARGING,
        ChargePointStatus.SUSPENDED_EV,
        ChargePointStatus.SUSPENDED_EVSE,
    }
)
"""A session runs there. On a Faulted connector none does, whatever was not told yet."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One trouble of a charger; `connector` 0 = the whole charger."""

    charge_point: ChargePointId
    station: StationId
    connector: int
    sign: str
    """An error code of OCPP, `OUT_OF_CONTACT`, or a cause of the model."""
    playbook: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A trouble, and since when it was seen without a break."""

    trouble: Trouble
    since: datetime


def trouble_of(
    charger: ChargerFacts,
    station: StationId,
    playbooks: Sequence[Playbook],
    rules: HealRules,
    now: datetime,
) -> Trouble | None:
    """The worst trouble of a charger that a playbook is for; None = there is none."""

    def found(
        connector: int, sign: str, evidence: str, *, is_cause: bool = False
    ) -> Trouble | None:
        book = book_for(playbooks, sign, is_cause=is_cause)
        if book is None:
            return None
        return Trouble(charger.id, station, connector, sign, book.name, evidence)

    if not is_in_contact(charger, now):
        return found(0, OUT_OF_CONTACT, f"{charger.id} is out of contact")
    faulted = [each for each in charger.connectors if each.status == ChargePointStatus.FAULTED]
    for each in sorted(faulted, key=lambda each: (each.error_code not in NEVER_CLEARED, each.id)):
        said = f"connector {each.id} of {charger.id} is Faulted: {each.error_code}"
        trouble = found(each.id, each.error_code, said)
        if trouble is not None:
            return trouble
    cause = _confirmed_cause(charger, rules, now)
    if cause is None:
        return None
    said = f"{charger.id} has a critical risk, {rules.confirmations} times in a row, cause {cause}"
    return found(0, cause, said, is_cause=True)


def book_for(playbooks: Iterable[Playbook], sign: str, *, is_cause: bool) -> Playbook | None:
    """The playbook for an error or a cause."""
    for book in playbooks:
        if sign in (book.causes if is_cause else book.errors):
            return book
    return None


def troubles_of(
    stations: Iterable[StationFacts],
    playbooks: Sequence[Playbook],
    rules: HealRules,
    now: datetime,
) -> dict[ChargePointId, Trouble]:
    """Troubles by charger; none at stations that a person took out."""
    return {
        charger.id: trouble
        for station in stations
        if not station.under_maintenance
        for charger in station.chargers
        if (trouble := trouble_of(charger, station.id, playbooks, rules, now)) is not None
    }


def standing(
    before: Mapping[ChargePointId, Standing], found: Mapping[ChargePointId, Trouble], now: datetime
) -> dict[ChargePointId, Standing]:
    """The same troubles keep their beginning; others begin now."""

    def since(key: ChargePointId, trouble: Trouble) -> datetime:
        known = before.get(key)
        is_same = known is not None and _key(known.trouble) == _key(trouble)
        return known.since if known is not None and is_same else now

    return {key: Standing(trouble, since(key, trouble)) for key, trouble in found.items()}


def is_gone(trouble_sign: str, connector: int, charger: ChargerFacts, now: datetime) -> bool:
    """Whether a trouble is over, as the charger itself tells.

    A connector that is out of service has not recovered: it has to be usable. A risk is over when
    the newest score is not critical.
    """
    if not is_in_contact(charger, now):
        return False
    if trouble_sign == OUT_OF_CONTACT:
        return True
    if connector == 0:
        return charger.score is None or charger.score.level != CRITICAL
    return any(
        each.id == connector and each.status in USABLE_STATUSES for each in charger.connectors
    )


def session_runs(charger: ChargerFacts, connector: int) -> bool:
    """Whether a session runs at a connector; 0 = at any of them."""
    return any(
        each.status in RUNNING_STATUSES for each in charger.connectors if connector in (0, each.id)
    )


def _confirmed_cause(charger: ChargerFacts, rules: HealRules, now: datetime) -> str | None:
    """Cause of a critical risk that less load does not cure, confirmed as for a heal."""
    latest = charger.scores[: rules.confirmations]
    if (
        len({score.at for score in latest}) < rules.confirmations
        or now - latest[0].at > rules.score_fresh
        or any(score.level != CRITICAL or score.load_sensitive for score in latest)
    ):
        return None
    return latest[0].cause


def _key(trouble: Trouble) -> tuple[int, str]:
    return trouble.connector, trouble.sign
