"""Which tariff holds where and when: a charger's own, else its station's, else the default.

Versions and assignments are never changed, only followed by later ones, so that the terms of any
past instant can be found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from central.core.tariffs import Tariff


class Scope(StrEnum):
    """What a tariff is assigned to."""

    DEFAULT = "default"
    STATION = "station"
    CHARGE_POINT = "charge_point"


@dataclass(frozen=True, slots=True)
class Version:
    """A tariff from an instant on."""

    tariff_id: str
    version: int
    from_at: datetime
    tariff: Tariff


@dataclass(frozen=True, slots=True)
class Assignment:
    """From an instant on this tariff holds here; None = none of its own any more."""

    scope: Scope
    object_id: str
    """Of the station or charge point; empty for the default."""
    from_at: datetime
    tariff_id: str | None


@dataclass(frozen=True, slots=True)
class InForce:
    """A version, and why it is this one."""

    version: Version
    scope: Scope


class TariffBook:
    """Versions and assignments, in any order. An instant before all of them has no tariff."""

    def __init__(self, versions: Iterable[Version], assignments: Iterable[Assignment]) -> None:
        self._versions: dict[str, list[Version]] = {}
        for version in versions:
            self._versions.setdefault(version.tariff_id, []).append(version)
        self._assignments: dict[tuple[Scope, str], list[Assignment]] = {}
        for each in assignments:
            self._assignments.setdefault((each.scope, each.object_id), []).append(each)

    @property
    def is_empty(self) -> bool:
        """Nothing is assigned anywhere."""
        return not self._assignments

    def version_at(self, tariff_id: str, at: datetime) -> Version | None:
        """The version of a tariff that holds at an instant."""
        found = [each for each in self._versions.get(tariff_id, ()) if each.from_at <= at]
        return max(found, key=lambda each: (each.from_at, each.version), default=None)

    def in_force(
        self, charge_point: str | None, station: str, currency: str, at: datetime
    ) -> InForce | None:
        """What holds for a charger, or with None for a station; only tariffs of its currency."""
        places = [(Scope.STATION, station), (Scope.DEFAULT, "")]
        if charge_point is not None:
            places.insert(0, (Scope.CHARGE_POINT, charge_point))
        for scope, object_id in places:
            assigned = _latest(self._assignments.get((scope, object_id), ()), at)
            if assigned is None or assigned.tariff_id is None:
                continue
            version = self.version_at(assigned.tariff_id, at)
            if version is not None and version.tariff.currency == currency:
                return InForce(version, scope)
        return None


T = TypeVar("T", bound=Assignment)


def _latest(found: Sequence[T], at: datetime) -> T | None:
    """The last one that began; of two that begin at once the one that was made later."""
    latest = None
    for each in found:
        if each.from_at <= at and (latest is None or each.from_at >= latest.from_at):
            latest = each
    return latest
