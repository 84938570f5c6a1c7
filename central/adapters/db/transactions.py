"""Repository of sessions, their readings and orphans."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.bulk import BulkInsert
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
_CONTENT_KEY: Final = ("charge_point_id", "connector_id", "id_tag", "started_at", "meter_start_wh")
_COLUMNS: Final = [transactions.c[each.name] for each in fields(Transaction)]

# Built once: to build a statement costs more than to run it.
_ADD: Final = transactions.insert()
_ADD_READINGS: Final = BulkInsert(meter_values, [each.name for each in fields(MeterRow)])
_FIND: Final = select(transactions.c.id).where(
    *(
        transactions.c[name] == bindparam(f"key_{name}")
        for name in _CONTENT_KEY
        if name != "id_tag"
    ),
    func.lower(transactions.c.id_tag) == func.lower(bindparam("key_id_tag")),
)
_GET: Final = select(*_COLUMNS).where(transactions.c.id == bindparam("key"))
_OPEN_AT: Final = (
    select(*_COLUMNS)
    .where(transactions.c.charge_point_id == bindparam("key"), transactions.c.stopped_at.is_(None))
    .order_by(transactions.c.id)
)
_RECENT: Final = (
    select(*_COLUMNS)
    .where(transactions.c.charge_point_id == bindparam("key"))
    .order_by(transactions.c.id.desc())
    .limit(RECENT)
)
_NEXT: Final = (
    select(*_COLUMNS)
    .where(
        transactions.c.charge_point_id == bindparam("key"),
        transactions.c.connector_id == bindparam("connector"),
        transactions.c.started_at > bindparam("after"),
    )
    .order_by(transactions.c.started_at, transactions.c.id)
    .limit(1)
)
_LOOSE: Final = (
    select(orphans.c.id, orphans.c.payload, orphans.c.received_at, orphans.c.matched_id)
    .where(orphans.c.charge_point_id == bindparam("key"), orphans.c.may_match.is_(True))
    .order_by(orphans.c.id.desc())
    .limit(RECENT)
)
_END: Final = (
    update(transactions)
    .where(transactions.c.id == bindparam("new_id"))
    .values(
        last_meter_wh=bindparam("new_meter_stop_wh"),
        **{
            each.name: bindparam(f"new_{each.name}")
            for each in fields(TransactionEnd)
            if each.name != "id"
        },
    )
)
_LAST_METER: Final = (
    update(transactions)
    .where(transactions.c.id == bindparam("key"), transactions.c.stopped_at.is_(None))
    .values(last_meter_wh=bindparam("register"))
)
_SAMPLED: Final = (
    select(meter_values.c.at, meter_values.c.sampled)
    .where(meter_values.c.transaction_id == bindparam("key"))
    .order_by(meter_values.c.at, meter_values.c.id)
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
        key = {f"key_{name}": getattr(transaction, name) for name in _CONTENT_KEY}
        found: int | None = (await self._connection.execute(_FIND, key)).scalar()
        return found

    async def add(self, transaction: NewTransaction) -> Transaction:
        """Put down; its id is the OCPP transactionId."""
        result = await self._connection.execute(
            _ADD, {**row_of(transaction), "last_meter_wh": transaction.meter_start_wh}
        )
        key = result.inserted_primary_key
        if key is None:
            raise RuntimeError("the database gave no transaction id")
        return Transaction(
            id=int(key[0]),
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
        found = await self._connection.execute(_GET, {"key": transaction_id})
        row = found.mappings().first()
        return None if row is None else Transaction(**row)

    async def open_at(self, charge_point: ChargePointId) -> list[Transaction]:
        """Sessions of a charger that did not end, oldest first."""
        rows = (await self._connection.execute(_OPEN_AT, {"key": charge_point})).mappings()
        return [Transaction(**row) for row in rows]

    async def end(self, end: TransactionEnd) -> None:
        """Close, or replace an inferred end."""
        row = {f"new_{name}": value for name, value in row_of(end).items()}
        await self._connection.execute(_END, row)

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
        if last_meter_wh:
            await self._connection.execute(
                _LAST_METER,
                [{"key": key, "register": value} for key, value in last_meter_wh.items()],
            )

    async def add_meter_values(self, rows: Sequence[MeterRow]) -> None:
        """Readings for the record."""
        await _ADD_READINGS.add(self._connection, rows)

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
        rows = await self._connection.execute(_SAMPLED, {"key": transaction_id})
        return [(at, sampled) for at, sampled in rows]

    async def next_at(
        self, charge_point: ChargePointId, connector_id: int, after: datetime
    ) -> Transaction | None:
        """The first session of a connector that began later than this."""
        key = {"key": charge_point, "connector": connector_id, "after": after}
        row = (await self._connection.execute(_NEXT, key)).mappings().first()
        return None if row is None else Transaction(**row)

    async def recent_at(self, charge_point: ChargePointId) -> list[Transaction]:
        """The newest sessions of a charger, oldest first."""
        rows = (await self._connection.execute(_RECENT, {"key": charge_point})).mappings()
        return [Transaction(**row) for row in rows][::-1]

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
        rows = await self._connection.execute(_LOOSE, {"key": charge_point})
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
