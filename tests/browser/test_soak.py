"""Ten minutes of a large network: 1,000 stations, 50 events a second, and pages that stay quick."""

import json
import os
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from launcher.plan import program
from tests.browser.chromium import ROOT
from tests.browser.conftest import DESKTOP
from tests.browser.test_pages import NO_WEBGL
from tests.ports import free_port

pytestmark = [
    pytest.mark.system,
    pytest.mark.slow,
    pytest.mark.long,
    pytest.mark.timeout(1200),
]

STATIONS = 1000
EVENTS_PER_S = 50
SOAK_S = 600
SETTLE_S = 30
LONGEST_TASK_MS = 200
HEAP_GROWTH_MB = 20
PASSWORD = "a-password-of-the-soak"
WATCH = """
window.tasks = [];
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) window.tasks.push([each.startTime, each.duration]);
}).observe({ type: "longtask", buffered: true });
window.taken = 0;
window.addEventListener("sntry:event", () => { window.taken += 1; });
"""


@dataclass(frozen=True)
class Server:
    """Central alone, with a large fleet and nobody connected."""

    base: str
    database: Path
    stations: list[dict[str, Any]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("soak")
    fleet = folder / "fleet.json"
    words = ("fleet", "--stations", str(STATIONS), "--seed", "1", "--out", str(fleet))
    subprocess.run(program("charger_emulator", *words), check=True, capture_output=True)
    port = free_port()
    settings = {
        "ROLES": "api",
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'central.db'}",
        "HTTP_PORT": str(port),
        "FLEET_FILE": str(fleet),
        "ADMIN_PASSWORD": PASSWORD,
        "UPLOAD_DIR": str(folder / "uploads"),
        "DASHBOARD_DIR": str(ROOT / "dashboard/dist"),
    }
    env = {**os.environ, **{f"SNTRY_CENTRAL_{key}": value for key, value in settings.items()}}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(program("central", "serve"), env=env, stdout=log, stderr=log)
    try:
        base = f"http://127.0.0.1:{port}"
        _wait_for(base)
        yield Server(base, folder / "central.db", json.loads(fleet.read_text())["stations"])
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(base: str) -> None:
    deadline_s = time.monotonic() + 60
    while True:
        try:
            httpx.get(f"{base}/api/v1/health", timeout=5).raise_for_status()
        except httpx.HTTPError:
            if time.monotonic() > deadline_s:
                raise
            time.sleep(0.2)
        else:
            return


@contextmanager
def _events(server: Server) -> Iterator[None]:
    """Writes what ingest and the loop would: patches of stations, and now and then an act."""
    over = threading.Event()
    writer = threading.Thread(target=_write, args=(server, over))
    writer.start()
    try:
        yield
    finally:
        over.set()
        writer.join()


def _write(server: Server, over: threading.Event) -> None:
    random = Random(1)  # noqa: S311 (data, not a secret)
    began_s, written = time.monotonic(), 0
    with closing(sqlite3.connect(server.database, timeout=30)) as database:
        while not over.wait(0.02):
            due = int((time.monotonic() - began_s) * EVENTS_PER_S)
            now = datetime.now(UTC).isoformat().replace("+00:00", "Z")
            rows = [
                _row(random.choice(server.stations)["id"], random, now) for _ in range(written, due)
            ]
            written = due
            database.executemany(
                "INSERT INTO outbox (at, topic, type, origin, data) VALUES (?, ?, ?, ?, ?)",
                [
                    (datetime.now(UTC).isoformat(sep=" ").removesuffix("+00:00"), *row)
                    for row in rows
                ],
            )
            database.commit()


def _row(station: str, random: Random, now: str) -> tuple[str, str, str, str]:
    if random.random() < 0.04:
        about = {"id": 1, "act": "price.accepted", "object_type": "station", "object_id": station}
        return "audit", "audit.appended", "autopilot", json.dumps(about)
    value = round(random.random() ** 4, 3)
    level = "low" if value < 0.25 else "watch" if value < 0.45 else "high"
    patch = {
        "id": station,
        "risk": {"value": value, "level": level, "cause": None, "at": now},
        "temperature_c": round(random.uniform(15, 60), 1),
        "load_kw": round(random.uniform(0, 300), 1),
        "utilisation": round(random.random(), 2),
        "last_seen_at": now,
    }
    return "stations", "station.patch", "measured", json.dumps(patch)


def _heap_mb(page: Page) -> float:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return used / 1e6


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        pytest.param("/ops/stations", "#stations tbody tr", id="the list of all stations"),
        pytest.param("/ops", "[data-top-risk]", id="the overview"),
    ],
)
def test_a_page_stays_quick_and_small(
    path: str, shown: str, server: Server, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]})
    context.add_init_script(WATCH)
    context.add_init_script(NO_WEBGL)  # drawn without a graphics card, the map alone takes longer
    body = {"username": "admin", "password": PASSWORD}
    headers = {"X-Requested-With": "sntry"}
    login = f"{server.base}/api/v1/auth/login"
    assert context.request.post(login, data=body, headers=headers).ok
    page = context.new_page()
    with closing(context), _events(server):
        page.goto(server.base + path)
        expect(page.locator(shown).first).to_be_visible(timeout=60_000)
        page.wait_for_timeout(SETTLE_S * 1000)
        heap_mb = _heap_mb(page)
        page.wait_for_timeout(1000)  # what collecting garbage took is not the page's
        before = page.evaluate("[performance.now(), window.taken]")
        page.wait_for_timeout(SOAK_S * 1000)
        after = page.evaluate("[performance.now(), window.taken]")
        tasks = [each for start, each in page.evaluate("window.tasks") if start > before[0]]
        growth_mb = _heap_mb(page) - heap_mb
    taken, span_s = after[1] - before[1], (after[0] - before[0]) / 1000
    assert taken > 0.9 * EVENTS_PER_S * span_s, f"only {taken} events in {span_s:.0f} s"
    assert max(tasks, default=0) <= LONGEST_TASK_MS, sorted(tasks)[-5:]
    assert growth_mb < HEAP_GROWTH_MB, f"{heap_mb:.1f} MB and then {growth_mb:.1f} MB more"
