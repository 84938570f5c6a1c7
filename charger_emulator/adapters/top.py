"""A live view of the fleet in the terminal, redrawn every second."""

import time
from collections import Counter
from typing import Any, Final

import httpx
from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from charger_emulator.adapters.live_client import LiveClient

Json = dict[str, Any]
INTERVAL_S: Final = 1.0
_STYLES: Final = {
    "Available": "green", "Preparing": "cyan", "Charging": "bold blue", "SuspendedEV": "blue",
    "SuspendedEVSE": "yellow", "Finishing": "cyan", "Reserved": "magenta",
    "Unavailable": "bright_black", "Faulted": "bold red",
}  # fmt: skip
_LETTERS: Final = {
    "Available": "·", "Preparing": "p", "Charging": "C", "SuspendedEV": "e",
    "SuspendedEVSE": "s", "Finishing": "f", "Reserved": "r", "Unavailable": "-", "Faulted": "X",
}  # fmt: skip
_WARM_C: Final = 60.0
_HOT_C: Final = 80.0


def fleet_table(items: list[Json], rows: int) -> Table:
    """The chargers that need a look first: faulted, offline, misbehaving, hot."""
    table = Table(expand=True, box=None, header_style="bold")
    for name in ("charger", "station", "link", "connectors"):
        table.add_column(name, no_wrap=True)
    for name in ("kW", "°C", "sessions", "waiting", "sent", "errors"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("manner", overflow="ellipsis", no_wrap=True)
    for item in sorted(items, key=_rank)[:rows]:
        table.add_row(*_cells(item))
    return table


def fleet_summary(health: Json, items: list[Json]) -> Text:
    """One line over all chargers."""
    statuses = Counter(status for item in items for status in item["statuses"])
    line = Text(f"{health['now']}  {health['connected']}/{health['chargers']} online  ")
    line.append(f"{sum(i['power_w'] for i in items) / 1000.0:,.0f} kW  ")
    line.append(f"{sum(i['sessions'] for i in items)} sessions  ")
    for status, count in statuses.most_common():
        line.append(f"{_LETTERS[status]} {status} {count}  ", style=_STYLES[status])
    return line


def _rank(item: Json) -> tuple[Any, ...]:
    is_wrong = "Faulted" in item["statuses"]
    is_odd = bool(item["switches_on"]) or item["persona"] != "plain"
    return (not is_wrong, item["online"], not is_odd, -item["temperature_c"], item["id"])


def _cells(item: Json) -> tuple[str | Text, ...]:
    connectors = Text()
    for status in item["statuses"]:
        connectors.append(_LETTERS[status], style=_STYLES[status])
    link = "online" if item["online"] else "offline" if item["powered"] else "no power"
    hot = item["temperature_c"]
    heat = "bold red" if hot >= _HOT_C else "yellow" if hot >= _WARM_C else ""
    manner = " ".join([*([item["persona"]] if item["persona"] != "plain" else []),
                       *item["switches_on"]])  # fmt: skip
    return (
        item["id"],
        item["station_id"],
        Text(link, style="" if item["online"] else "bold red"),
        connectors,
        f"{item['power_w'] / 1000.0:.1f}",
        Text(f"{hot:.1f}", style=heat),
        str(item["sessions"]),
        str(item["waiting_messages"]),
        str(item["sent"]),
        str(item["errors"]),
        manner,
    )


def show(client: LiveClient, who: str, console: Console, *, once: bool) -> None:
    """Draw until Ctrl-C; with `once` a single time.

    Raises:
        ValueError: if the emulator does not answer.
    """

    def frame() -> Group:
        items = client.ask("GET", f"/chargers?{httpx.QueryParams({'who': who})}")["items"]
        health = client.ask("GET", "/health")
        return Group(fleet_summary(health, items), fleet_table(items, max(5, console.height - 4)))

    if once:
        console.print(frame())
        return
    with Live(frame(), console=console, screen=True, auto_refresh=False) as live:
        while True:
            live.update(frame(), refresh=True)
            time.sleep(INTERVAL_S)
