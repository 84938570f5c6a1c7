"""What people do with tariffs: put down, renew, assign. Nothing is changed, only followed.

A change counts for sessions that begin after it; those that run keep what they were told.
"""

from datetime import datetime
from typing import Any

from central.core.tariff_book import Assignment, InForce, Scope, Version
from central.core.tariff_hours import is_zone
from central.core.tariffs import Tariff, new_tariff, tariff_to_json
from central.services.errors import LocalError
from central.services.items import iso
from central.services.orders import NotFoundError, NotNowError, Orders
from central.services.people import Actor
from central.services.tariff_store import TariffRow
from central.services.unit_of_work import UnitOfWork
from contract.ids import ChargePointId, StationId


class UnfitTariffError(LocalError):
    """A tariff that does not fit where it should hold; a `field` of the request is wrong."""

    def __init__(self, field: str, value: object, allowed: str) -> None:
        super().__init__(f"{field}={value!r} is not allowed: {allowed}")


async def create_tariff(
    orders: Orders, actor: Actor, tariff_id: str, name: str, content: dict[str, Any]
) -> Version:
    """Put a tariff down with its first version, in force from now where it is assigned.

    Raises:
        central.core.tariffs.TariffError: the prices cannot be.
        NotNowError: the id is taken.
    """
    tariff, now = new_tariff(content), orders.clock.now()
    version = Version(tariff_id, 1, now, tariff)
    async with orders.units.write() as uow:
        if not await uow.tariffs.add(TariffRow(tariff_id, name, now)):
            raise NotNowError(f"tariff {tariff_id!r} is there already: add a version to it")
        await _add(orders, uow, actor, version, "tariff.created")
        await uow.commit()
    return version


async def add_version(
    orders: Orders,
    actor: Actor,
    tariff_id: str,
    content: dict[str, Any],
    from_at: datetime | None,
) -> Version:
    """Follow a tariff's last version by another one, from now or from a later instant on.

    Raises:
        NotFoundError: no such tariff.
        UnfitTariffError: another currency, or an instant that is past.
        central.core.tariffs.TariffError: the prices cannot be.
    """
    tariff = new_tariff(content)
    begin = _begin(orders, from_at)
    async with orders.units.write() as uow:
        before = await _versions(uow, tariff_id)
        currency = before[-1].tariff.currency
        if tariff.currency != currency:
            raise UnfitTariffError("currency", tariff.currency, f"{currency}, as before")
        version = Version(tariff_id, before[-1].version + 1, begin, tariff)
        await _add(orders, uow, actor, version, "tariff.version")
        await uow.commit()
    return version


async def assign(
    orders: Orders,
    actor: Actor,
    place: tuple[Scope, str],
    tariff_id: str | None,
    from_at: datetime | None,
) -> Assignment:
    """Let a tariff hold for a charger, a station, or wherever nothing else does.

    Args:
        orders: ports.
        actor: who does it.
        place: scope, and id of the charger or station (empty for the default).
        tariff_id: None = none of its own any more.
        from_at: None = from now on.

    Raises:
        NotFoundError: no such tariff, station or charger.
        UnfitTariffError: another currency than the station's; hours in a zone that is not known.
    """
    scope, object_id = place
    assignment = Assignment(scope, object_id, _begin(orders, from_at), tariff_id)
    async with orders.units.write() as uow:
        versions = [] if tariff_id is None else await _versions(uow, tariff_id)
        await _check_place(uow, scope, object_id, versions[-1].tariff if versions else None)
        await uow.tariffs.assign(assignment, orders.clock.now(), actor.name)
        after = {"tariff_id": tariff_id, "from_at": iso(assignment.from_at)}
        thing = (scope.value, object_id or scope.value)
        await orders.note_on(uow, actor, "tariff.assigned", thing, after)
        await uow.commit()
    return assignment


async def tariff_of(orders: Orders, station: str, charge_point: str | None) -> InForce | None:
    """What holds now for a station or one of its chargers; None = the station's own price.

    Raises:
        NotFoundError: no such station.
    """
    async with orders.units.read() as uow:
        place = await uow.stations.get(station)
        if place is None:
            raise NotFoundError("station", station)
        point = None if charge_point is None else ChargePointId(charge_point)
        book = await uow.tariffs.book_of(point, StationId(station))
    now = orders.clock.now()
    return book.in_force(charge_point, station, place.currency, now)


async def _versions(uow: UnitOfWork, tariff_id: str) -> list[Version]:
    found = await uow.tariffs.versions([tariff_id])
    if not found:
        raise NotFoundError("tariff", tariff_id)
    return found


async def _add(orders: Orders, uow: UnitOfWork, actor: Actor, version: Version, act: str) -> None:
    await uow.tariffs.add_version(version, orders.clock.now(), actor.name)
    after = {
        "version": version.version,
        "from_at": iso(version.from_at),
        **tariff_to_json(version.tariff),
    }
    await orders.note_on(uow, actor, act, ("tariff", version.tariff_id), after)


def _begin(orders: Orders, from_at: datetime | None) -> datetime:
    now = orders.clock.now()
    if from_at is not None and from_at < now:
        raise UnfitTariffError("from_at", iso(from_at), f"{iso(now)} (now) or later")
    return now if from_at is None else from_at


async def _check_place(
    uow: UnitOfWork, scope: Scope, object_id: str, tariff: Tariff | None
) -> None:
    if scope is Scope.DEFAULT:
        return
    station_id = object_id
    if scope is Scope.CHARGE_POINT:
        charger = await uow.charge_points.get(ChargePointId(object_id))
        if charger is None:
            raise NotFoundError("charge point", object_id)
        station_id = charger.station_id
    station = await uow.stations.get(station_id)
    if station is None:
        raise NotFoundError("station", object_id)
    if tariff is None:
        return
    if tariff.currency != station.currency:
        allowed = f"a tariff in {station.currency}, the station's currency"
        raise UnfitTariffError("tariff_id", tariff.currency, allowed)
    if tariff.windows and not is_zone(station.time_zone):
        allowed = "hours of the day need a station whose time zone is known"
        raise UnfitTariffError("tariff_id", station.time_zone, allowed)
