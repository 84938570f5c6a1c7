"""Which tariff holds where and when."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from central.core.tariff_book import Assignment, Scope, TariffBook, Version
from central.core.tariffs import plain_tariff

T0 = datetime(2026, 6, 1, 12, tzinfo=UTC)


def after(hours: float) -> datetime:
    return T0 + timedelta(hours=hours)


def version(key: str, number: int, hours: float, currency: str = "USD") -> Version:
    return Version(key, number, after(hours), plain_tariff(Decimal(number), currency))


BOOK = TariffBook(
    [
        version("d", 1, 0),
        version("s", 1, 0),
        version("s", 2, 5),
        version("c", 1, 3),
        version("e", 1, 0, "EUR"),
    ],
    [
        Assignment(Scope.DEFAULT, "", after(0), "d"),
        Assignment(Scope.STATION, "S", after(1), "s"),
        Assignment(Scope.CHARGE_POINT, "C", after(2), "c"),
        Assignment(Scope.CHARGE_POINT, "C", after(6), None),
        Assignment(Scope.CHARGE_POINT, "E", after(0), "e"),
    ],
)


@pytest.mark.parametrize(
    ("charge_point", "station", "hours", "expected"),
    [
        pytest.param("C", "S", -1, None, id="before all"),
        pytest.param("C", "S", 0, ("d", 1), id="the default at its very instant"),
        pytest.param("C", "S", 1, ("s", 1), id="the station's"),
        pytest.param("C", "S", 2.5, ("s", 1), id="its own, but not yet in force"),
        pytest.param("C", "S", 3, ("c", 1), id="its own"),
        pytest.param("C", "S", 7, ("s", 2), id="its own was taken back"),
        pytest.param(None, "S", 3, ("s", 1), id="for a station"),
        pytest.param("X", "Y", 3, ("d", 1), id="somewhere else"),
        pytest.param("E", "Y", 3, ("d", 1), id="one in another currency counts for nothing"),
    ],
)
def test_the_nearest_assignment_counts(
    charge_point: str | None, station: str, hours: float, expected: tuple[str, int] | None
) -> None:
    found = BOOK.in_force(charge_point, station, "USD", after(hours))
    shown = None if found is None else (found.version.tariff_id, found.version.version)
    assert shown == expected


def test_of_two_assignments_at_once_the_later_made_counts() -> None:
    both = [Assignment(Scope.DEFAULT, "", T0, key) for key in ("d", "s")]
    book = TariffBook([version("d", 1, 0), version("s", 1, 0)], both)
    found = book.in_force(None, "S", "USD", T0)
    assert found is not None
    assert found.version.tariff_id == "s"
