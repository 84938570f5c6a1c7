"""Client of the emulator's control API."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

import httpx

from central.services.simulation import SimulatorRefusedError, SimulatorUnavailableError
from contract.ids import StationId

TIMEOUT_S: Final = 5.0


class HttpSimulator:
    """Implements `central.services.simulation.Simulator`. `close` it at the end."""

    def __init__(self, url: str, token: str) -> None:
        self._client = httpx.AsyncClient(
            base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=TIMEOUT_S
        )

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.aclose()

    async def scenarios(self) -> Mapping[str, Any]:
        """What can run and what runs."""
        answer = await self._ask("GET", "/scenarios")
        return {"items": answer.get("items", []), "running": answer.get("running", [])}

    async def start(
        self, name: str, station: StationId, length_s: float | None
    ) -> Mapping[str, Any]:
        """Start a scenario."""
        body: dict[str, Any] = {"station_id": station}
        if length_s is not None:
            body["length_s"] = length_s
        return await self._ask("POST", f"/scenarios/{quote(name, safe='')}", body)

    async def stop(self, running: str) -> None:
        """Stop a running scenario."""
        await self._ask("DELETE", f"/scenarios/running/{quote(running, safe='')}")

    async def _ask(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        try:
            answer = await self._client.request(method, path, json=body)
            data = answer.json() if answer.content else {}
        except httpx.HTTPError as err:
            raise SimulatorUnavailableError(type(err).__name__) from err
        except ValueError as err:
            raise SimulatorUnavailableError("its answer is not JSON") from err
        if answer.is_success:
            return data if isinstance(data, dict) else {}
        if answer.status_code in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
            raise SimulatorUnavailableError("it refused our token")
        detail = data.get("detail", data) if isinstance(data, dict) else data
        raise SimulatorRefusedError(answer.status_code, str(detail)[:300])
