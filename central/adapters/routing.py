"""Client of a router that speaks the HTTP API of OSRM: how long the way by car takes."""

from collections.abc import Sequence
from typing import Any, Final

import httpx

from central.services.drive_times import NoRoadsError, Point

TIMEOUT_S: Final = 10.0


class OsrmRoads:
    """Implements `central.services.drive_times.Roads`. `close` it at the end."""

    def __init__(self, url: str) -> None:
        self._client = httpx.AsyncClient(base_url=url, timeout=TIMEOUT_S)

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.aclose()

    async def drives_min(self, start: Point, ends: Sequence[Point]) -> list[float | None]:
        """Minutes from one point to others (service `table`, version 1); None = no road.

        Raises:
            NoRoadsError: the router cannot be reached, or does not answer with as many durations.
        """
        places = ";".join(f"{p.longitude_deg:.6f},{p.latitude_deg:.6f}" for p in (start, *ends))
        wanted = {"sources": "0", "annotations": "duration"}
        try:
            answer = await self._client.get(f"/table/v1/driving/{places}", params=wanted)
            data = answer.json()
        except httpx.HTTPError as err:
            raise NoRoadsError(type(err).__name__) from err
        except ValueError as err:
            raise NoRoadsError("its answer is not JSON") from err
        durations = _durations(data)
        if len(durations) != 1 + len(ends):
            code = data.get("code") if isinstance(data, dict) else None
            raise NoRoadsError(f"{answer.status_code}, code {str(code)[:40]}")
        return [None if each is None else each / 60.0 for each in durations[1:]]


def _durations(data: Any) -> list[float | None]:
    """Seconds from the first point to each; empty where the answer has none."""
    rows = data.get("durations") if isinstance(data, dict) else None
    row = rows[0] if isinstance(rows, list) and rows else None
    if not isinstance(row, list):
        return []
    if any(isinstance(x, bool) or not (x is None or isinstance(x, int | float)) for x in row):
        return []
    return row
