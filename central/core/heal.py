"""One heal: its state, the table of its transitions, and the steps that keep its parts together.

A heal is a frozen value; every step returns a new one and the effects. Invariants: the transitions
are those of TRANSITIONS and no others; an ended heal holds no limit and no price; a limit or a
price always has an end.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from central.core.effects import (
    ClearLimit,
    Effect,
    ExtendPrice,
    Note,
    RestorePrice,
    SetLimit,
    SetPrice,
)
from central.core.facts import StationFacts
from central.core.pricing import PriceDecision, PriceKind
from central.core.rules import HealRules
from contract.ids import ChargePointId, StationId


class HealState(StrEnum):
    """Where a heal stands."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    RELEASING = "releasing"
    ENDED = "ended"


class HealEvent(StrEnum):
    """What moves a heal on."""

    APPROVED = "approved"
    CALMED = "calmed"
    RECOVERED = "recovered"
    RELAPSED = "relapsed"
    RESTORED = "restored"
    EXPIRED = "expired"
    STOPPED = "stopped"


TRANSITIONS: Final = {
    (HealState.PROPOSED, HealEvent.APPROVED): HealState.ACTIVE,
    (HealState.PROPOSED, HealEvent.CALMED): HealState.ENDED,
    (HealState.PROPOSED, HealEvent.EXPIRED): HealState.ENDED,
    (HealState.PROPOSED, HealEvent.STOPPED): HealState.ENDED,
    (HealState.ACTIVE, HealEvent.RECOVERED): HealState.RELEASING,
    (HealState.ACTIVE, HealEvent.EXPIRED): HealState.ENDED,
    (HealState.ACTIVE, HealEvent.STOPPED): HealState.ENDED,
    (HealState.RELEASING, HealEvent.RELAPSED): HealState.ACTIVE,
    (HealState.RELEASING, HealEvent.RESTORED): HealState.ENDED,
    (HealState.RELEASING, HealEvent.EXPIRED): HealState.ENDED,
    (HealState.RELEASING, HealEvent.STOPPED): HealState.ENDED,
}


@dataclass(frozen=True, slots=True)
class Override:
    """A price in force at a station."""

    station: StationId
    kind: PriceKind
    factor: Decimal
    base_per_kwh: Decimal
    per_kwh: Decimal
    currency: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Heal:
    """State of one heal; all of it is stored, so that a restart goes on with it.

    `power_ratio` is the limit of the stressed chargers as a share of rated; 1.0 = none.
    """

    station: StationId
    state: HealState
    opened_at: datetime
    expires_at: datetime
    stressed: tuple[ChargePointId, ...]
    power_ratio: float = 1.0
    limit_until: datetime | None = None
    stepped_at: datetime | None = None
    surge: Override | None = None
    discount: Override | None = None
    is_dispatch: bool = False
    """Repeated too often: a technician is asked for instead of a price."""
    sent_to: StationId | None = None
    """The last target; stays when the heal is over."""
    may_surge_alone: bool = False
    """A person allowed a surge without a target."""
    was_active: bool = False
    heard: str = ""
    """Id of the last wish of a person that was carried out."""
    noted: tuple[str, ...] = ()
    """Kinds of notes already made, so that each is made once."""
    reasons: tuple[str, ...] = ()
    end_reason: str | None = None

    @property
    def target(self) -> StationId | None:
        """Station that is discounted for this heal."""
        return self.discount.station if self.discount else None

    @property
    def has_limit(self) -> bool:
        """Whether the stressed chargers are held below their rating."""
        return self.power_ratio < 1.0


Step = tuple[Heal, tuple[Effect, ...]]


def moved(heal: Heal, event: HealEvent) -> Heal:
    """The heal in its next state.

    Raises:
        ValueError: if TRANSITIONS does not have this step.
    """
    state = TRANSITIONS.get((heal.state, event))
    if state is None:
        raise ValueError(f"a heal that is {heal.state} cannot be {event}")
    return replace(heal, state=state, was_active=heal.was_active or state is HealState.ACTIVE)


def limited(
    heal: Heal,
    station: StationFacts,
    ratio: float,
    rules: HealRules,
    now: datetime,
    reasons: tuple[str, ...],
) -> Step:
    """Hold all stressed chargers at a share of their rating, or free them with 1.0 and more."""
    if ratio >= 1.0:
        freed = replace(heal, power_ratio=1.0, limit_until=None, stepped_at=now)
        return freed, tuple(ClearLimit(heal.station, each, reasons) for each in heal.stressed)
    until = now + rules.override_length
    rated_w = {charger.id: charger.rated_power_w for charger in station.chargers}
    effects = tuple(
        SetLimit(heal.station, each, ratio * power_w, until, reasons)
        for each in heal.stressed
        if (power_w := rated_w.get(each)) is not None
    )
    held = replace(heal, power_ratio=ratio, limit_until=until, stepped_at=now)
    return held, effects


def priced(
    heal: Heal,
    shown_at: StationFacts,
    decision: PriceDecision,
    paired: StationId | None,
    until: datetime,
) -> Step:
    """Show an override at a station; a decision without a price changes nothing."""
    if decision.per_kwh is None:
        return heal, ()
    override = Override(
        shown_at.id,
        decision.kind,
        decision.factor,
        decision.base_per_kwh,
        decision.per_kwh,
        shown_at.currency,
        until,
    )
    effect = SetPrice(
        heal.station,
        shown_at.id,
        decision.kind,
        decision.factor,
        decision.base_per_kwh,
        decision.per_kwh,
        shown_at.currency,
        until,
        paired,
        decision.reasons,
    )
    if decision.kind is PriceKind.SURGE:
        return replace(heal, surge=override), (effect,)
    return replace(heal, discount=override, sent_to=shown_at.id), (effect,)


def price_until(heal: Heal, rules: HealRules, now: datetime) -> datetime:
    """End of a price that starts or is renewed now: never beyond the heal's own."""
    return min(now + rules.override_length, heal.expires_at)


def restored(heal: Heal, kinds: tuple[PriceKind, ...], reasons: tuple[str, ...]) -> Step:
    """End the overrides of these kinds."""
    effects = tuple(
        RestorePrice(heal.station, override.station, override.kind, reasons)
        for override in (heal.surge, heal.discount)
        if override is not None and override.kind in kinds
    )
    return (
        replace(
            heal,
            surge=None if PriceKind.SURGE in kinds else heal.surge,
            discount=None if PriceKind.DISCOUNT in kinds else heal.discount,
        ),
        effects,
    )


BOTH: Final = (PriceKind.SURGE, PriceKind.DISCOUNT)


def ended(heal: Heal, event: HealEvent, reason: str) -> Step:
    """End a heal and put all back: power first, then the prices."""
    clears: tuple[Effect, ...] = ()
    if heal.has_limit:
        clears = tuple(ClearLimit(heal.station, each, (reason,)) for each in heal.stressed)
    without_prices, restores = restored(heal, BOTH, (reason,))
    over = replace(
        moved(without_prices, event), power_ratio=1.0, limit_until=None, end_reason=reason
    )
    return over, (*clears, *restores, Note(heal.station, "heal.ended", (reason,)))


def renewed(heal: Heal, station: StationFacts, rules: HealRules, now: datetime) -> Step:
    """Renew what would end soon, so that it lasts as long as the heal."""
    effects: list[Effect] = []
    if heal.limit_until is not None and heal.limit_until - now <= rules.renew_before:
        stepped_at = heal.stepped_at
        reasons = ("the heal goes on: limit renewed",)
        heal, limits = limited(heal, station, heal.power_ratio, rules, now, reasons)
        heal = replace(heal, stepped_at=stepped_at)
        effects += limits
    until = price_until(heal, rules, now)
    for override in (heal.surge, heal.discount):
        if override is None or override.until - now > rules.renew_before or until <= override.until:
            continue
        later = replace(override, until=until)
        if override.kind is PriceKind.SURGE:
            heal = replace(heal, surge=later)
        else:
            heal = replace(heal, discount=later)
        effects.append(ExtendPrice(heal.station, override.station, override.kind, until))
    return heal, tuple(effects)


def noted_once(heal: Heal, act: str, reasons: tuple[str, ...], about: str = "") -> Step:
    """Make a note, unless this heal has made one of its kind, about the same thing."""
    key = f"{act} {about}".rstrip()
    if key in heal.noted:
        return heal, ()
    return replace(heal, noted=(*heal.noted, key)), (Note(heal.station, act, reasons),)
