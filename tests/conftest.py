"""What all tests share: the --long switch, a deadline for polling, free ports, a real broker."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from launcher.broker import BrokerInfo, embedded_broker
from tests import ports


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the tests marked long, too")


# A machine that is busy is no reason to fail.
settings.register_profile("sntry", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sntry")

ORDER = ("unit", "contract", "octt", "integration", "octt_csms", "system", "browser")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Quick ones first. Browser tests last: the browser's driver keeps an event loop running in the
    # main thread for the rest of the run, and no other loop may run beside it.
    here = Path(__file__).parent
    items.sort(key=lambda item: ORDER.index(item.path.relative_to(here).parts[0]))
    if config.getoption("--long"):
        return
    skip = pytest.mark.skip(reason="takes minutes or more: runs with --long")
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(skip)


@pytest.fixture
def wait_until() -> Callable[..., None]:
    """Poll a condition until it holds: `wait_until(lambda: ..., "what is awaited")`."""

    def wait(condition: Callable[[], object], what: str, timeout_s: float = 15.0) -> None:
        deadline = time.monotonic() + timeout_s
        while not condition():
            if time.monotonic() > deadline:
                pytest.fail(f"waited {timeout_s} s in vain until {what}")
            time.sleep(0.02)

    return wait


@pytest.fixture
def until() -> Callable[..., object]:
    """Poll a condition on the event loop: `await until(lambda: ..., "what is awaited")`."""

    async def wait(condition: Callable[[], object], what: str, timeout_s: float = 15.0) -> None:
        deadline = time.monotonic() + timeout_s
        while not condition():
            if time.monotonic() > deadline:
                pytest.fail(f"waited {timeout_s} s in vain until {what}")
            await asyncio.sleep(0.02)

    return wait


@pytest.fixture
def free_port() -> int:
    """A TCP port on 127.0.0.1 that nobody listens on."""
    return ports.free_port()


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrokerInfo]:
    """One MQTT 5 broker for the whole run; tests keep apart by their topics."""
    data_dir: Path = tmp_path_factory.mktemp("broker")
    with embedded_broker(data_dir=data_dir, port=ports.free_port()) as info:
        yield info
