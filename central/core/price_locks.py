"""Which terms a session begins with, and what a heal's price means when the hour changes.

A session keeps the tariff as it was at its start, with the lowest prices that its charger showed
between Authorize or Preparing and StartTransaction. What the display showed below or above the
tariff (a heal) is carried over to the tariff's other hours by one rule, `carried`. A session that
began while its charger was out of contact keeps what the charger showed then, for the whole of it,
without hours and without an idle fee (OCA note, offline sessions).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from central.core.tariff_hours import rate_at, zone_of
from central.core.tariffs import ZERO, Rate, Tariff, Terms, with_prices
from contract.costmsg import rounded


@dataclass(frozen=True, slots=True)
class ShownPrice:
    """A DefaultPrice from the instant the charger accepted it; None = it did not say."""

    at: datetime
    per_kwh: Decimal
    per_hour: Decimal | None = None
    flat: Decimal | None = None


def carried(price: Decimal, base: Decimal, shown: Decimal) -> Decimal:
    """What a price becomes under a heal that made `shown` of `base`.

    The same factor holds, but it never leads past the price that was shown: a surge adds nothing to
    a dearer hour beyond it, a discount takes nothing off a cheaper one below it. So cap and floor
    of the heal hold in every hour. That is the median of the price, the price times the factor, and
    the price shown.

    Args:
        price: of the tariff, at the hour in question.
        base: of the tariff, at the hour when the heal's price was made.
        shown: that heal's price, or the one that the charger showed.
    """
    is_rounded = rounded(base) == rounded(shown) or base < shown == rounded(base, 2)
    if not base or is_rounded:  # a display of fewer places shows the same price
        return price
    return sorted((price, rounded(price * shown / base), shown))[1]


def on_display(
    shown: Sequence[ShownPrice], first: ShownPrice, since: datetime, until: datetime
) -> list[ShownPrice]:
    """Prices that were on the display at any time in [since, until].

    Args:
        shown: accepted prices in any order, at least from the last one before `since` on.
        first: what counts as shown at `since` where the charger had accepted none.
        since: when the driver began to see prices.
        until: start of the session.
    """
    before = [price for price in shown if price.at <= since]
    later = [price for price in shown if since < price.at <= until]
    return [max(before, key=lambda price: price.at) if before else first, *later]


def locked_terms(
    terms: Terms, shown: Sequence[ShownPrice], since: datetime, started_at: datetime
) -> Terms:
    """Terms of a session that began in contact.

    Args:
        terms: in force for its charger at its start.
        shown: what its charger accepted; empty where it shows no prices.
        since: when the driver began to see prices; not after the start.
        started_at: of the session.
    """
    tariff = terms.tariff
    base = rate_at(tariff, zone_of(terms.time_zone), started_at).per_kwh
    seen = on_display(shown, ShownPrice(since, base, None, tariff.flat), since, started_at)
    lowest = min(each.per_kwh for each in seen)
    flats = [each.flat for each in seen if each.flat is not None]
    rates = {
        rate: replace(rate, per_kwh=carried(rate.per_kwh, base, lowest)) for rate in _rates(tariff)
    }
    flat = min([tariff.flat, *flats])
    return replace(terms, tariff=replace(with_prices(tariff, rates), flat=flat))


def offline_terms(
    terms: Terms, shown: Sequence[ShownPrice], since: datetime, started_at: datetime
) -> Terms:
    """Terms of a session that began while its charger was out of contact; arguments as above."""
    tariff = terms.tariff
    rate = rate_at(tariff, zone_of(terms.time_zone), started_at)
    first = ShownPrice(since, rate.per_kwh, rate.per_hour, tariff.flat)
    lowest = min(on_display(shown, first, since, started_at), key=lambda each: each.per_kwh)
    agreed = replace(
        tariff,
        rate=Rate(lowest.per_kwh, lowest.per_hour or ZERO),
        flat=lowest.flat or ZERO,
        windows=(),
        idle=None,
    )
    return replace(terms, tariff=agreed)


def _rates(tariff: Tariff) -> set[Rate]:
    return {tariff.rate, *(window.rate for window in tariff.windows)}
