"""Repository of sessions, their readings and orphans."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.prepared import Prepared
from central.adapters.db.rows import row_of
from central.adapters.db.tables import charge_points, meter_values, orphans, stations, transactions
from central.services.records import (
    Billed,
    MeterRow,
    NewTransaction,
    Orphan,
    Transaction,
    TransactionEnd,
)
from contract.ids import ChargePointId

RECENT: Final = 50
"""Sessions and stray stops of a charger that are looked at together."""
_CONTENT_KEY: Final = ("charge_point_id", "connector_id", "started_at", "meter_start_wh")
"""Beside the id tag, which is compared without case."""
_COLUMNS: Final = [transactions.c[each.name] for each in fields(Transaction)]

_NEW: Final = [*(each.name for each in fields(NewTransaction)), "last_meter_wh"]
_READING: Final = [each.name for each in fields(MeterRow)]
_ENDED: Final = [each.name for each in fields(TransactionEnd)]
_VALUES_OF_READING: Final = attrgetter(*_READING)
_VALUES_OF_END: Final = attrgetter(*_ENDED)

_ADD: Final = Prepared(transactions.insert().returning(transactions.c.id), _NEW)
_ADD_READINGS: Final = Prepared(meter_values.insert(), _READING)
_FIND: Final = Prepared(
    select(transactions.c.id).where(
        *(transactions.c[name] == bindparam(f"key_{name}") for name in _CONTENT_KEY),
        func.lower(transactions.c.id_tag) == func.lower(bindparam("key_id_tag")),
    ),
    [*(f"key_{name}" for name in _CONTENT_KEY), "key_id_tag"],
)
_GET: Final = Prepared(
    select(*_COLUMNS).where(transactions.c.id == bindparam("key")),
    ["key"],
)
_OPEN_AT: Final = Prepared(
    select(*_COLUMNS)
    .where(transactions.c.charge_point_id == bindparam("key"), transactions.c.stopped_at.is_(None))
    .order_by(transactions.c.id),
    ["key"],
)
_RECENT: Final = Prepared(
    select(*_COLUMNS)
    .where(transactions.c.charge_point_id == bindparam("key"))
    .order_by(transactions.c.id.desc())
    .limit(RECENT),
    ["key"],
)
_NEXT: Final = Prepared(
    select(*_COLUMNS)
    .where(
        transactions.c.charge_point_id == bindparam("key"),
        transactions.c.connector_id == bindparam("connector"),
        transactions.c.started_at > bindparam("after"),
    )
    .order_by(transactions.c.started_at, transactions.c.id)
    .limit(1),
    ["key", "connector", "after"],
)
_LOOSE: Final = Prepared(
    select(orphans.c.id, orphans.c.payload, orphans.c.received_at, orphans.c.matched_id)
    .where(orphans.c.charge_point_id == bindparam("key"), orphans.c.may_match.is_(True))
    .order_by(orphans.c.id.desc())
    .limit(RECENT),
    ["key"],
)
_END: Final = Prepared(
    update(transactions)
    .where(transactions.c.id == bindparam("new_id"))
    .values(
        last_meter_wh=bindparam("new_meter_stop_wh"),
        **{name: bindparam(f"new_{name}") for name in _ENDED if name != "id"},
    ),
    [f"new_{name}" for name in _ENDED],
)
_LAST_METER: Final = Prepared(
    update(transactions)
    .where(transactions.c.id == bindparam("key"), transactions.c.stopped_at.is_(None))
    .values(last_meter_wh=bindparam("register")),
    ["key", "register"],
)
_SAMPLED: Final = Prepared(
    select(meter_values.c.at, meter_values.c.sampled)
    .where(meter_values.c.transaction_id == bindparam("key"))
    .order_by(meter_values.c.at, meter_values.c.id),
    ["key"],
)
_SILENT: Final = (
    select(transactions.c.charge_point_id)
    .distinct()
    .join(charge_points, charge_points.c.id == transactions.c.charge_point_id)
    .where(
        transactions.c.stopped_at.is_(None),
        transactions.c.received_at < bindparam("before"),
        charge_points.c.connected.is_(False),
        func.coalesce(charge_points.c.last_seen_at, charge_points.c.disconnected_at)
        < bindparam("before"),
    )
    .limit(bindparam("limit"))
)


class SqlTransactions:
    """Implements `central.services.ports.Transactions`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, transaction: NewTransaction) -> int | None:
        """Id of the transaction with this content key."""
        key = (getattr(transaction, name) for name in _CONTENT_KEY)
        row = await _FIND.first(self._connection, *key, transaction.id_tag)
        return None if row is None else int(row[0])

    async def add(self, transaction: NewTransaction) -> Transaction:
        """Put down; its id is the OCPP transactionId."""
        values = [*row_of(transaction).values(), transaction.meter_start_wh]
        ((key,),) = await _ADD.rows(self._connection, *values)
        return Transaction(
            id=int(key),
            charge_point_id=transaction.charge_point_id,
            connector_id=transaction.connector_id,
            id_tag=transaction.id_tag,
            started_at=transaction.started_at,
            meter_start_wh=transaction.meter_start_wh,
            price_per_kwh=transaction.price_per_kwh,
            currency=transaction.currency,
            meter_stop_wh=None,
            stopped_at=None,
            stop_reason=None,
            last_meter_wh=transaction.meter_start_wh,
            cost=None,
            terms=transaction.terms,
        )

    async def get(self, transaction_id: int) -> Transaction | None:
        """One session."""
        row = await _GET.first(self._connection, transaction_id)
        return None if row is None else Transaction(*row)

    async def open_at(self, charge_point: ChargePointId) -> list[Transaction]:
        """Sessions of a charger that did not end, oldest first."""
        return [Transaction(*row) for row in await _OPEN_AT.rows(self._connection, charge_point)]

    async def end(self, end: TransactionEnd) -> None:
        """Close, or replace an inferred end."""
        await _END.run(self._connection, *_VALUES_OF_END(end))

    async def silent_since(self, before: datetime, limit: int) -> list[ChargePointId]:
        """Chargers with open sessions that are not connected, and not heard of since then."""
        given = {"before": before, "limit": limit}
        return list((await self._connection.execute(_SILENT, given)).scalars())

    async def note_review(self, transaction_id: int, at: datetime) -> None:
        """A person decided what it took."""
        await self._connection.execute(
            update(transactions).where(transactions.c.id == transaction_id).values(reviewed_at=at)
        )

    async def save_last_meters(self, last_meter_wh: Mapping[int, int]) -> None:
        """Last register by transaction; an ended one stays as it is."""
        await _LAST_METER.run_each(self._connection, list(last_meter_wh.items()))

    async def add_meter_values(self, rows: Sequence[MeterRow]) -> None:
        """Readings for the record."""
        values = [_VALUES_OF_READING(each) for each in rows]
        await _ADD_READINGS.run_each(self._connection, values)

    async def billed(self, transaction_id: int) -> Billed | None:
        """Where a session was, and what came of its bill."""
        statement = (
            select(stations.c.name, transactions.c.lines, transactions.c.problem)
            .join(charge_points, charge_points.c.id == transactions.c.charge_point_id)
            .join(stations, stations.c.id == charge_points.c.station_id)
            .where(transactions.c.id == transaction_id)
        )
        row = (await self._connection.execute(statement)).first()
        return None if row is None else Billed(*row)

    async def sampled_of(self, transaction_id: int) -> list[tuple[datetime, list[Any]]]:
        """Instants and sampledValue lists of a session's readings, oldest first."""
        rows = await _SAMPLED.rows(self._connection, transaction_id)
        return [(at, sampled) for at, sampled in rows]

    async def next_at(
        self, charge_point: ChargePointId, connector_id: int, after: datetime
    ) -> Transaction | None:
        """The first session of a connector that began later than this."""
        row = await _NEXT.first(self._connection, charge_point, connector_id, after)
        return None if row is None else Transaction(*row)

    async def recent_at(self, charge_point: ChargePointId) -> list[Transaction]:
        """The newest sessions of a charger, oldest first."""
        rows = await _RECENT.rows(self._connection, charge_point)
        return [Transaction(*row) for row in rows][::-1]

    async def add_orphan(
        self,
        charge_point: ChargePointId,
        action: str,
        payload: Mapping[str, Any],
        at: datetime,
        *,
        may_match: bool,
    ) -> None:
        """Keep a message that names no transaction of ours."""
        await self._connection.execute(
            orphans.insert().values(
                charge_point_id=charge_point,
                action=action,
                payload=dict(payload),
                received_at=at,
                may_match=may_match,
            )
        )

    async def loose_stops(self, charge_point: ChargePointId) -> list[Orphan]:
        """The newest of a charger's stops that may be matched, or are, by content."""
        rows = await _LOOSE.rows(self._connection, charge_point)
        return [Orphan(*row) for row in rows]

    async def match(self, orphan_id: int, transaction_id: int | None) -> None:
        """A parked stop is this session's; None = nobody's any more."""
        await self._connection.execute(
            update(orphans).where(orphans.c.id == orphan_id).values(matched_id=transaction_id)
        )

    async def unmatch(self, transaction_id: int) -> bool:
        """Whatever was given to this session is loose; False where nothing was."""
        statement = update(orphans).where(orphans.c.matched_id == transaction_id)
        return (await self._connection.execute(statement.values(matched_id=None))).rowcount > 0
