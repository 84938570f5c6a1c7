"""Repository of what edges tell: telemetry, scores, events, presence."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from msgspec import to_builtins
from sqlalchemy import bindparam, exists, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from central.adapters.db.rows import delete_oldest, insert_or_ignore
from central.adapters.db.tables import audit, charge_points, edges, scores, telemetry
from contract.ids import ChargePointId
from contract.messages import ChargerEvent, EdgeState, Score, Telemetry

_MEASURED = ("temperature_c", "ambient_c", "power_w", "offered_w", "utilisation_ratio")
_SCORED = ("risk_1h", "risk_level", "risk_cause", "load_sensitive", "temperature_forecast")

_PRUNE = (delete_oldest(telemetry), delete_oldest(scores))


class SqlTelemetry:
    """Implements `central.services.ports.TelemetryStore`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_telemetry(self, rows: Sequence[tuple[ChargePointId, Telemetry]]) -> None:
        """Put down (a repeated instant is ignored); the newest becomes the charger's latest."""
        if not rows:
            return
        await self._connection.execute(
            insert_or_ignore(telemetry), [_telemetry_row(key, each) for key, each in rows]
        )
        latest = dict(sorted(rows, key=lambda row: row[1].at))
        await self._connection.execute(
            _latest_update("telemetry_at", ("edge_id", *_MEASURED)),
            [
                {
                    "key": key,
                    "new_telemetry_at": each.at,
                    "new_edge_id": each.edge,
                    **{f"new_{name}": getattr(each, name) for name in _MEASURED},
                }
                for key, each in latest.items()
            ],
        )

    async def add_scores(self, rows: Sequence[tuple[ChargePointId, Score]]) -> None:
        """Put down (a repeated instant is ignored); the newest becomes the charger's latest."""
        if not rows:
            return
        await self._connection.execute(
            insert_or_ignore(scores), [_score_row(key, each) for key, each in rows]
        )
        latest = dict(sorted(rows, key=lambda row: row[1].at))
        await self._connection.execute(
            _latest_update("scored_at", _SCORED),
            [
                {
                    "key": key,
                    "new_scored_at": each.at,
                    "new_risk_1h": each.risk_1h,
                    "new_risk_level": each.level,
                    "new_risk_cause": each.cause,
                    "new_load_sensitive": each.load_sensitive,
                    "new_temperature_forecast": to_builtins(each.temperature_forecast),
                }
                for key, each in latest.items()
            ],
        )

    async def add_event(self, charge_point: ChargePointId, event: ChargerEvent) -> None:
        """Put down in the audit; one that comes again is ignored."""
        row = {
            "at": event.at,
            "actor_kind": "model" if event.kind == "risk_level" else "system",
            "actor": f"edge {event.edge}"[:60],
            "act": event.kind[:60],
            "object_type": "charge_point",
            "object_id": str(charge_point),
            "reason": event.detail[:500],
        }
        is_there = exists().where(*(audit.c[name] == value for name, value in row.items()))
        values = [literal(value, audit.c[name].type) for name, value in row.items()]
        await self._connection.execute(
            audit.insert().from_select(list(row), select(*values).where(~is_there))
        )

    async def save_edge(self, state: EdgeState) -> bool:
        """Presence of an edge; False where it belongs to an older birth and was ignored."""
        statement = insert(edges).values(
            id=state.edge,
            online=state.online,
            birth=state.birth,
            at=state.at,
            version=state.version,
            model=state.model,
            chargers=state.chargers,
            delivery=to_builtins(state.delivery) if state.delivery else None,
        )
        fresh = statement.excluded
        renewed: dict[str, Any] = {"online": fresh.online, "birth": fresh.birth}
        if state.online:  # a last will knows nothing but that the edge is gone
            names = ("at", "version", "model", "chargers", "delivery")
            renewed |= {name: fresh[name] for name in names}
        result = await self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["id"], set_=renewed, where=edges.c.birth <= fresh.birth
            )
        )
        return result.rowcount > 0

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` rows each of telemetry and scores older than `before`."""
        given = {"before": before, "limit": limit}
        pruned = [
            (await self._connection.execute(statement, given)).rowcount for statement in _PRUNE
        ]
        return sum(pruned)


@cache
def _latest_update(at: str, columns: tuple[str, ...]) -> Any:
    """Renew a charger's latest columns where the message is not older than what is there."""
    column = charge_points.c
    return (
        update(charge_points)
        .where(
            column.id == bindparam("key"),
            or_(column[at].is_(None), column[at] <= bindparam(f"new_{at}")),
        )
        .values({name: bindparam(f"new_{name}") for name in (at, *columns)})
    )


def _telemetry_row(charge_point: ChargePointId, message: Telemetry) -> dict[str, Any]:
    return {
        "charge_point_id": charge_point,
        "at": message.at,
        "temperature_c": message.temperature_c,
        "ambient_c": message.ambient_c,
        "power_w": message.power_w,
        "offered_w": message.offered_w,
        "current_a": message.current_a,
        "voltage_v": message.voltage_v,
        "utilisation_ratio": message.utilisation_ratio,
        "features": message.features,
    }


def _score_row(charge_point: ChargePointId, message: Score) -> dict[str, Any]:
    return {
        "charge_point_id": charge_point,
        "at": message.at,
        "model": message.model,
        "risk_1h": message.risk_1h,
        "level": message.level,
        "cause": message.cause,
        "load_sensitive": message.load_sensitive,
        "contributions": to_builtins(message.contributions),
        "stale_inputs": message.stale_inputs,
    }
