"""Repository of diagnoses: what a case is made of, and what was found."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import Row, String, and_, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.alarm_tables import alarms, diagnoses, explanations, fault_reports
from central.adapters.db.alarms import SqlAlarms
from central.adapters.db.model_tables import feedback
from central.adapters.db.rows import insert_or_ignore, insert_or_update
from central.adapters.db.tables import charge_points, commands, edges, scores, telemetry
from central.core.alarms import Alarm
from central.core.causes import Case, CommandSeen, ErrorSeen, Ranked
from central.services.diagnosis_records import Diagnosis, Explanation
from contract.costmsg import DEFAULT_PRICE_KEY
from contract.features import FEATURE_NAMES
from contract.ids import ChargePointId
from contract.ocpp16 import ChargePointStatus

ERRORS_BACK: Final = timedelta(days=7)
ERRORS_MAX: Final = 500
FEATURES_BACK: Final = timedelta(hours=2)
SCORES_BACK: Final = timedelta(minutes=30)
COMMANDS_BACK: Final = timedelta(hours=2)
SAME_TIME: Final = timedelta(minutes=3)
"""Chargers that go within this go together."""
_COLUMNS: Final = tuple(each.name for each in fields(Diagnosis))
_EXPLANATION: Final = tuple(each.name for each in fields(Explanation))


class SqlDiagnoses:
    """Implements `central.services.diagnosis_records.Diagnoses`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def waiting(self, limit: int) -> list[Alarm]:
        """Open alarms that were not looked at, or got worse since; the worst first."""
        column, known = alarms.c, diagnoses.c
        is_old = or_(
            known.alarm_id.is_(None),
            known.stage != column.stage,
            known.severity != column.severity,
        )
        statement = (
            select(column.id)
            .outerjoin(diagnoses, known.alarm_id == column.id)
            .where(column.closed_at.is_(None), is_old)
            .order_by(column.severity.desc(), column.id)
            .limit(limit)
        )
        ids = (await self._connection.execute(statement)).scalars().all()
        store = SqlAlarms(self._connection)
        found = [await store.get(each) for each in ids]
        return [each for each in found if each is not None]

    async def case(self, charge_point: ChargePointId, at: datetime) -> Case | None:
        """What is known of a charger; None where there is no such one."""
        column = charge_points.c
        statement = (
            select(
                column.station_id,
                column.connected,
                column.disconnected_at,
                edges.c.online.label("is_edge_online"),
            )
            .outerjoin(edges, edges.c.id == column.edge_id)
            .where(column.id == charge_point)
        )
        own = (await self._connection.execute(statement)).first()
        if own is None:
            return None
        lost_at = None if own.connected else own.disconnected_at
        neighbours, gone = await self._neighbours(charge_point, own.station_id, lost_at)
        score = await self._score(charge_point, lost_at or at)
        return Case(
            charge_point=charge_point,
            station=own.station_id,
            at=at,
            connected=own.connected,
            lost_at=lost_at,
            errors=await self._errors(charge_point, at),
            features=await self._features(charge_point, at),
            cluster=None if score is None else score.cause,
            risk=None if score is None else score.risk_1h,
            top_features=()
            if score is None
            else tuple((each["feature"], each["points"]) for each in score.contributions),
            neighbours=neighbours,
            neighbours_lost=gone,
            is_edge_lost=own.is_edge_online is False,
            commands=await self._commands(charge_point, lost_at or at),
            found_before=await self._found_before(charge_point),
        )

    async def charger_words(self, charge_point: ChargePointId, limit: int) -> Sequence[str]:
        """What the charger wrote itself into its newest fault reports: untrusted."""
        column = fault_reports.c
        statement = (
            select(column.info, column.vendor_error_code)
            .where(column.charge_point_id == charge_point)
            .order_by(column.id.desc())
            .limit(limit)
        )
        rows = await self._connection.execute(statement)
        words = [text for row in rows for text in row if text]
        return list(dict.fromkeys(words))[:limit]

    async def save(self, diagnosis: Diagnosis) -> None:
        """Put down or renew."""
        values = {name: getattr(diagnosis, name) for name in _COLUMNS}
        values["causes"] = msgspec.to_builtins(diagnosis.causes)
        renewed = [name for name in _COLUMNS if name != "alarm_id"]
        await self._connection.execute(
            insert_or_update(diagnoses, ["alarm_id"], renewed).values(values)
        )

    async def get(self, alarm_id: int) -> Diagnosis | None:
        """Of one alarm."""
        statement = select(diagnoses).where(diagnoses.c.alarm_id == alarm_id)
        row = (await self._connection.execute(statement)).first()
        return None if row is None else _diagnosis(row)

    async def unexplained(self, severity_min: int, limit: int) -> list[Diagnosis]:
        """Of open alarms, those of whose facts no language model was asked; the worst first."""
        column = diagnoses.c
        statement = (
            select(diagnoses)
            .join(alarms, alarms.c.id == column.alarm_id)
            .outerjoin(explanations, explanations.c.facts_hash == column.facts_hash)
            .where(
                alarms.c.closed_at.is_(None),
                alarms.c.severity >= severity_min,
                explanations.c.facts_hash.is_(None),
                column.facts_hash != "",
            )
            .order_by(alarms.c.severity.desc(), column.alarm_id.desc())
            .limit(limit)
        )
        return [_diagnosis(row) for row in await self._connection.execute(statement)]

    async def explanation(self, facts_hash: str) -> Explanation | None:
        """What a language model made of these facts."""
        statement = select(explanations).where(explanations.c.facts_hash == facts_hash)
        row = (await self._connection.execute(statement)).first()
        if row is None:
            return None
        values = {name: getattr(row, name) for name in _EXPLANATION}
        return Explanation(**values | {n: tuple(values[n]) for n in ("causes", "cites")})

    async def save_explanation(self, explanation: Explanation) -> None:
        """Put down; the first of the same facts stays."""
        values = {name: getattr(explanation, name) for name in _EXPLANATION}
        values |= {name: list(values[name]) for name in ("causes", "cites")}
        await self._connection.execute(insert_or_ignore(explanations).values(values))

    async def _neighbours(
        self, charge_point: ChargePointId, station: str, lost_at: datetime | None
    ) -> tuple[int, int]:
        """Other accepted chargers of the station, and those that went at the same time."""
        column = charge_points.c
        statement = select(column.connected, column.disconnected_at).where(
            column.station_id == station,
            column.id != charge_point,
            column.registration == "accepted",
        )
        rows = (await self._connection.execute(statement)).all()
        gone = [
            row
            for row in rows
            if lost_at is not None
            and not row.connected
            and row.disconnected_at is not None
            and abs(row.disconnected_at - lost_at) <= SAME_TIME
        ]
        return len(rows), len(gone)

    async def _errors(self, charge_point: ChargePointId, at: datetime) -> tuple[ErrorSeen, ...]:
        column = fault_reports.c
        statement = (
            select(column.received_at, column.error_code, column.status, column.connector_id)
            .where(column.charge_point_id == charge_point, column.received_at > at - ERRORS_BACK)
            .order_by(column.id.desc())
            .limit(ERRORS_MAX)
        )
        rows = await self._connection.execute(statement)
        faulted = ChargePointStatus.FAULTED.value
        return tuple(
            ErrorSeen(row.received_at, row.error_code, row.status == faulted, row.connector_id)
            for row in rows
        )

    async def _features(self, charge_point: ChargePointId, at: datetime) -> dict[str, float]:
        column = telemetry.c
        statement = (
            select(column.features)
            .where(
                column.charge_point_id == charge_point,
                column.at > at - FEATURES_BACK,
                column.at <= at,
                cast(column.features, String) != "[]",
            )
            .order_by(column.at.desc())
            .limit(1)
        )
        vector = (await self._connection.execute(statement)).scalar() or ()
        pairs = zip(FEATURE_NAMES, vector, strict=False)
        return {name: float(value) for name, value in pairs if value is not None}

    async def _score(self, charge_point: ChargePointId, at: datetime) -> Any:
        """The newest score that names a cause."""
        column = scores.c
        statement = (
            select(column.risk_1h, column.cause, column.contributions)
            .where(
                and_(column.charge_point_id == charge_point, column.cause.is_not(None)),
                column.at > at - SCORES_BACK,
                column.at <= at + SCORES_BACK,
            )
            .order_by(column.at.desc())
            .limit(1)
        )
        return (await self._connection.execute(statement)).first()

    async def _commands(self, charge_point: ChargePointId, at: datetime) -> tuple[CommandSeen, ...]:
        """Without prices, which are told all the time and disturb nobody."""
        column = commands.c
        written = func.coalesce(column.payload["key"].as_string(), "")
        statement = (
            select(column.created_at, column.action, column.state)
            .where(
                column.charge_point_id == charge_point,
                column.created_at > at - COMMANDS_BACK,
                column.created_at <= at,
                written.not_like(f"{DEFAULT_PRICE_KEY}%"),
            )
            .order_by(column.created_at)
        )
        rows = await self._connection.execute(statement)
        return tuple(CommandSeen(*row) for row in rows)

    async def _found_before(self, charge_point: ChargePointId) -> tuple[str, ...]:
        column = feedback.c
        statement = (
            select(column.cause)
            .where(column.charge_point_id == charge_point)
            .order_by(column.id.desc())
            .limit(20)
        )
        return tuple((await self._connection.execute(statement)).scalars())


def _diagnosis(row: Row[Any]) -> Diagnosis:
    values = {name: getattr(row, name) for name in _COLUMNS}
    return Diagnosis(**values | {"causes": msgspec.convert(row.causes, tuple[Ranked, ...])})
