"""What people do with work orders: order work, take steps, add photos. Technicians: own orders.

Of an order that is somebody else's a technician learns nothing; of one that was once theirs, and is
not any more, a late step is told how the order stands now.
"""

import hashlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from central.core.access import UserRole
from central.core.alarms import Scope
from central.core.work_catalogue import Catalogue, ChargerKind
from central.core.work_opening import Opening, chargers_to_repair
from central.core.work_orders import Urgency, WorkOrder
from central.core.work_steps import Assign, By, Doer, Line, Note, Step, StepRefusedError
from central.services.errors import LocalError
from central.services.jobs import Uploads
from central.services.orders import NotFoundError, NotNowError, Orders
from central.services.people import Actor
from central.services.unit_of_work import UnitOfWork
from central.services.work_items import OBJECT_TYPE, order_item
from central.services.work_records import NewPhoto, Photo
from central.services.work_store import open_order, take_step
from contract.ids import ChargePointId, StationId

PHOTO_MAX_BYTES: Final = 8 * 1024 * 1024
PHOTOS_MAX: Final = 30
"""Of one order."""
SIGNATURES: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"RIFF", "image/webp"),
)
"""How pictures begin: the bytes count, not what the sender calls them."""


class StepNotNowError(NotNowError):
    """The step does not apply any more; `present` is the order as it is."""

    def __init__(self, message: str, order: WorkOrder) -> None:
        super().__init__(message)
        self.present = order_item(order)


class UnfitPhotoError(LocalError):
    """Not a picture that is taken."""


@dataclass(frozen=True, slots=True)
class Worker:
    """Who asks, and as what."""

    actor: Actor
    role: str

    @property
    def by(self) -> By:
        """As whom steps are taken."""
        return By.TECHNICIAN if self.role == UserRole.TECHNICIAN else By.OPERATOR

    @property
    def doer(self) -> Doer:
        """For the record."""
        return Doer(self.by, self.actor.name)

    def may_see(self, order: WorkOrder) -> bool:
        """A technician: own orders only."""
        return self.by is not By.TECHNICIAN or order.technician == self.actor.name


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person orders for an alarm."""

    charge_point: ChargePointId | None = None
    """None = all chargers of the alarm."""
    urgency: Urgency | None = None
    note: str = ""


async def existing(uow: UnitOfWork, worker: Worker, order_id: int) -> WorkOrder:
    """An order that this person may see.

    Raises:
        NotFoundError: there is none.
    """
    order = await uow.work_orders.get(order_id)
    if order is None or not worker.may_see(order):
        raise NotFoundError("work order", order_id)
    return order


async def order_work(
    orders: Orders, catalogue: Catalogue, actor: Actor, alarm_id: int, wanted: Wanted
) -> WorkOrder:
    """Order work for an alarm.

    Raises:
        NotFoundError: no such alarm, or the charger is none of its own.
        NotNowError: it is closed, has an order, or does not say where to go.
    """
    now = orders.clock.now()
    async with orders.units.write() as uow:
        alarm = await uow.alarms.get(alarm_id)
        if alarm is None:
            raise NotFoundError("alarm", alarm_id)
        if alarm.closed_at is not None:
            raise NotNowError(f"alarm {alarm_id} is closed: no work is ordered for it")
        if alarm.work_order:
            raise NotNowError(f"alarm {alarm_id} has work order {alarm.work_order} already")
        chargers: tuple[ChargePointId, ...]
        members = {each.charge_point: each for each in alarm.members.values()}
        if wanted.charge_point is not None:
            if wanted.charge_point not in members:
                raise NotFoundError(f"charger of alarm {alarm_id}", wanted.charge_point)
            chargers, station = (wanted.charge_point,), members[wanted.charge_point].station
        elif alarm.key.scope is Scope.NETWORK:
            raise NotNowError(
                f"alarm {alarm_id} is of network {alarm.key.place}: name a charge_point"
            )
        else:
            diagnosis = await uow.diagnoses.get(alarm_id)
            first = None if diagnosis is None else diagnosis.charge_point_id
            chargers, station = chargers_to_repair(alarm, first), StationId(alarm.key.place)
        kind = await kind_of(uow, chargers)
        what = Opening(alarm, station, chargers, kind, wanted.urgency)
        doer, reason = Doer(By.OPERATOR, actor.name), wanted.note
        order = await open_order(uow, what, catalogue, doer, reason, now, actor.request_id)
        await uow.commit()
    return order


async def kind_of(uow: UnitOfWork, chargers: tuple[ChargePointId, ...]) -> ChargerKind:
    """What the first of some chargers is."""
    kinds = await uow.work_orders.kinds(chargers[:1])
    return next(iter(kinds.values()), ChargerKind())


async def act_on_order(
    orders: Orders,
    worker: Worker,
    order_id: int,
    step: Step,
    check: Callable[[WorkOrder], None],
    happened_at: datetime | None = None,
) -> WorkOrder:
    """Take a step.

    Args:
        orders: ports.
        worker: who.
        order_id: which.
        step: what.
        check: called with the order before the step, inside the unit of work; may raise.
        happened_at: when it was done, where it comes late.

    Raises:
        NotFoundError: no such order, or not this technician's.
        StepNotNowError: it does not apply in the order's present state.
    """
    async with orders.units.write() as uow:
        order = await uow.work_orders.get(order_id)
        is_mine = order is not None and worker.may_see(order)
        if order is None or not (is_mine or await uow.work_orders.had(order_id, worker.actor.name)):
            raise NotFoundError("work order", order_id)
        if not is_mine and not isinstance(step, Note):
            raise StepNotNowError(f"work order {order_id} is not yours any more", order)
        check(order)
        if isinstance(step, Assign):
            await _check_technician(uow, step.to)
        now, request_id = orders.clock.now(), worker.actor.request_id
        try:
            after = await take_step(uow, order, step, worker.doer, now, happened_at, request_id)
        except StepRefusedError as err:
            raise StepNotNowError(str(err), order) from err
        await uow.commit()
    return after


async def _check_technician(uow: UnitOfWork, name: str) -> None:
    user = await uow.users.by_name(name)
    if user is None or user.role != UserRole.TECHNICIAN:
        raise NotFoundError("technician", name)


async def add_photo(
    orders: Orders,
    uploads: Uploads,
    worker: Worker,
    order_id: int,
    text: str,
    chunks: AsyncIterator[bytes],
) -> Photo:
    """Keep a picture that was taken at an order; the same one is kept once.

    Raises:
        NotFoundError: no such order, or not this technician's.
        NotNowError: the order is over, or has `PHOTOS_MAX` already.
        UnfitPhotoError: too large, empty, or not a JPEG, PNG or WebP.
    """
    async with orders.units.read() as uow:
        await _open_for_photos(uow, worker, order_id)
    picture = await _picture(chunks)
    media_type = next((kind for begin, kind in SIGNATURES if picture.startswith(begin)), None)
    if media_type is None or (media_type == "image/webp" and picture[8:12] != b"WEBP"):
        raise UnfitPhotoError("this is no picture: JPEG, PNG and WebP are taken")
    token, now = orders.ids.new(), orders.clock.now()
    await uploads.keep(token, _whole(picture))
    async with orders.units.write() as uow:
        order = await _open_for_photos(uow, worker, order_id)
        digest = hashlib.sha256(picture).hexdigest()
        name, size = worker.actor.name, len(picture)
        new = NewPhoto(order_id, now, name, token, media_type, size, digest, text)
        photo = await uow.work_orders.add_photo(new)
        if photo.token == token:
            line = Line(now, now, "photo", text or f"photo {photo.id}", worker.by, name)
            await uow.work_orders.add_line(order.id, line)
            thing = (OBJECT_TYPE, str(order_id))
            told: dict[str, Any] = {"photo": photo.id, "sha256": photo.sha256}
            await orders.note_on(uow, worker.actor, "work.photo", thing, told, reason=text)
        await uow.commit()
    if photo.token != token:
        await uploads.drop(token)
    return photo


async def _open_for_photos(uow: UnitOfWork, worker: Worker, order_id: int) -> WorkOrder:
    order = await existing(uow, worker, order_id)
    if not order.is_open:
        raise NotNowError(f"work order {order_id} is {order.state}: it takes notes only")
    if len(await uow.work_orders.photos(order_id)) >= PHOTOS_MAX:
        raise NotNowError(f"work order {order_id} has {PHOTOS_MAX} photos: no more are taken")
    return order


async def _picture(chunks: AsyncIterator[bytes]) -> bytes:
    taken = bytearray()
    async for chunk in chunks:
        taken += chunk
        if len(taken) > PHOTO_MAX_BYTES:
            raise UnfitPhotoError(f"a photo may have at most {PHOTO_MAX_BYTES} bytes")
    return bytes(taken)


async def _whole(picture: bytes) -> AsyncIterator[bytes]:
    yield picture
