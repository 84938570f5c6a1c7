"""The live view: what a line of it shows at any width."""

import io
from typing import Any

import pytest
from rich.console import Console

from charger_emulator.adapters.top import PIPE_COLUMNS, fleet_table

LONG = "PHX-01-CHARGER-WITH-A-NAME-OF-FORTY-EIGHT-LETTER"


def line(ident: str, **more: Any) -> dict[str, Any]:
    return {
        "id": ident, "station_id": "phoenix-0001", "online": True, "powered": True,
        "statuses": ["Available", "Charging"], "power_w": 11_040.0, "temperature_c": 41.2,
        "sessions": 12_345, "waiting_messages": 3, "sent": 98_765_432, "errors": 17,
        "persona": "warp", "switches_on": ["hammer", "kwh_as_wh"], **more,
    }  # fmt: skip


def shown(items: list[dict[str, Any]], columns: int) -> list[str]:
    printed = io.StringIO()
    Console(file=printed, width=columns).print(fleet_table(items, 50, columns))
    return printed.getvalue().splitlines()


@pytest.mark.parametrize("columns", [60, 80, 120, PIPE_COLUMNS])
@pytest.mark.parametrize("ident", ["PHX-01-A", LONG])
def test_an_id_is_never_cut(columns: int, ident: str) -> None:
    head, *rows = shown([line(ident), line("B", online=False)], columns)
    assert [row.split()[0] for row in rows] == ["B", ident]
    assert "link" in head
    assert "offline" in rows[0]
    assert max(map(len, rows)) <= columns


def test_what_says_least_is_left_out_first() -> None:
    wide = shown([line("PHX-01-A")], PIPE_COLUMNS)[0].split()
    narrow = shown([line("PHX-01-A")], 60)[0].split()
    assert len(wide) == 11
    assert {"charger", "link", "connectors", "manner"} <= set(narrow)
    assert not {"sent", "waiting"} & set(narrow)
    assert "hammer kwh_as_wh" in shown([line("PHX-01-A")], PIPE_COLUMNS)[1]
