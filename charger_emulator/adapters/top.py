"""A live view of the fleet in the terminal, redrawn every second."""

import time
from collections import Counter
from typing import Any, Final

import httpx
from rich.console import Console, Group, JustifyMethod
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
_COLUMNS: Final = (
    "charger", "station", "link", "connectors", "kW", "°C", "sessions", "waiting", "sent", "errors",
    "manner",
)  # fmt: skip
_NUMBERS: Final = ("kW", "°C", "sessions", "waiting", "sent", "errors")
_LEFT_OUT_FIRST: Final = (
    "sent", "waiting", "sessions", "errors", "station", "°C", "kW", "connectors", "manner",
)  # fmt: skip
_GAP: Final = 1
_MANNER_COLUMNS: Final = 12
"""Of a narrow terminal; longer ones end with an ellipsis."""
PIPE_COLUMNS: Final = 240
_WARM_C: Final = 60.0
_HOT_C: Final = 80.0


def console_of_stdout() -> Console:
    """A terminal with its own size; a pipe or a file is wide enough for every column."""
    console = Console()
    return console if console.is_terminal else Console(width=PIPE_COLUMNS)


def fleet_table(items: list[Json], rows: int, columns: int) -> Table:
    """The chargers that need a look first: faulted, offline, misbehaving, hot.

    Args:
        items: a line each, as the control API gives it.
        rows: so many chargers at most.
        columns: characters of a line. Ids are never cut: what says least is left out instead.
    """
    lines = [_cells(item) for item in sorted(items, key=_rank)[:rows]]
    widths = {
        name: max([len(name), *(len(line[name]) for line in lines)]) + _GAP for name in _COLUMNS
    }
    manner_columns = widths["manner"]
    widths["manner"] = min(manner_columns, _MANNER_COLUMNS)
    kept = list(_COLUMNS)
    for name in _LEFT_OUT_FIRST:
        if sum(widths[each] for each in kept) > columns:
            kept.remove(name)
    left = columns - sum(widths[each] for each in kept)
    widths["manner"] = min(manner_columns, widths["manner"] + left)
    table = Table(box=None, header_style="bold", padding=(0, _GAP, 0, 0))
    for name in kept:
        justify: JustifyMethod = "right" if name in _NUMBERS else "left"
        table.add_column(name, justify=justify, width=widths[name] - _GAP, no_wrap=True)
    for line in lines:
        table.add_row(*(line[name] for name in kept))
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


def _cells(item: Json) -> dict[str, str | Text]:
    connectors = Text()
    for status in item["statuses"]:
        connectors.append(_LETTERS[status], style=_STYLES[status])
    link = "online" if item["online"] else "offline" if item["powered"] else "no power"
    hot = item["temperature_c"]
    heat = "bold red" if hot >= _HOT_C else "yellow" if hot >= _WARM_C else ""
    manner = " ".join([*([item["persona"]] if item["persona"] != "plain" else []),
                       *item["switches_on"]])  # fmt: skip
    return {
        "charger": item["id"],
        "station": item["station_id"],
        "link": Text(link, style="" if item["online"] else "bold red"),
        "connectors": connectors,
        "kW": f"{item['power_w'] / 1000.0:.1f}",
        "°C": Text(f"{hot:.1f}", style=heat),
        "sessions": str(item["sessions"]),
        "waiting": str(item["waiting_messages"]),
        "sent": str(item["sent"]),
        "errors": str(item["errors"]),
        "manner": manner,
    }


def show(client: LiveClient, who: str, console: Console, *, once: bool) -> None:
    """Draw until Ctrl-C; with `once` a single time.

    Raises:
        ValueError: if the emulator does not answer.
    """

    def frame() -> Group:
        items = client.ask("GET", f"/chargers?{httpx.QueryParams({'who': who})}")["items"]
        health = client.ask("GET", "/health")
        rows = max(5, console.height - 4) if console.is_terminal else len(items)
        return Group(fleet_summary(health, items), fleet_table(items, rows, console.width))

    if once:
        console.print(frame())
        return
    with Live(frame(), console=console, screen=True, auto_refresh=False) as live:
        while True:
            live.update(frame(), refresh=True)
            time.sleep(INTERVAL_S)
