"""Downloads and uploads against a real HTTP server."""

from collections.abc import Iterator

import pytest

from charger_emulator.adapters.transfers import MAX_FILE_BYTES, Transfers, target
from charger_emulator.core.uploads import Upload
from tests.octt.files import FileServer, file_server

pytestmark = pytest.mark.integration


@pytest.fixture
def files() -> Iterator[FileServer]:
    with file_server() as running:
        yield running


async def test_a_file_comes_down_whole(files: FileServer) -> None:
    files.content["/a"] = bytes(range(256)) * 4096
    async with Transfers() as transfers:
        assert await transfers.fetch(files.url("/a")) == files.content["/a"]


@pytest.mark.parametrize("location", ["", "ftp://127.0.0.1/a", "http://", "http://[bad/", "a b"])
async def test_a_location_that_cannot_be_used_gives_nothing(location: str) -> None:
    async with Transfers() as transfers:
        assert await transfers.fetch(location) is None
        assert await transfers.send(location, "log", b"") is Upload.UNSUPPORTED


async def test_a_missing_or_far_too_large_file_gives_nothing(files: FileServer) -> None:
    files.content["/large"] = bytes(MAX_FILE_BYTES + 1)
    async with Transfers() as transfers:
        assert await transfers.fetch(files.url("/missing")) is None
        assert await transfers.fetch(files.url("/large")) is None


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (403, Upload.DENIED),
        (401, Upload.DENIED),
        (400, Upload.REFUSED),
        (405, Upload.UNSUPPORTED),
        (500, Upload.FAILED),
        (404, Upload.FAILED),
    ],
)
async def test_the_answer_to_an_upload_says_why_it_failed(
    files: FileServer, status: int, outcome: Upload
) -> None:
    files.failures[:] = [status]
    async with Transfers() as transfers:
        assert await transfers.send(files.url("/logs"), "log", b"text") is outcome
        assert await transfers.send(files.url("/logs"), "log", b"text") is Upload.DONE
    assert files.taken == {"/logs/log": b"text"}


async def test_nobody_listening_is_a_failure(free_port: int) -> None:
    async with Transfers() as transfers:
        assert await transfers.fetch(f"http://127.0.0.1:{free_port}/a") is None
        assert await transfers.send(f"http://127.0.0.1:{free_port}", "log", b"") is Upload.FAILED


@pytest.mark.parametrize(
    "location",
    [
        pytest.param("http://a..b/", id="empty label"),
        pytest.param(f"http://{'x' * 300}/", id="long label"),
        pytest.param("http://127.0.0.1:99999/", id="port"),
        pytest.param("http://127.0.0.1:x/", id="no port"),
        pytest.param("http://\u2603.invalid/", id="snowman"),
        pytest.param("http://exa mple/", id="blank"),
        pytest.param("http://127.0.0.1:1/\x00", id="control character"),
    ],
)
async def test_an_odd_address_is_a_failure_and_nothing_worse(location: str) -> None:
    async with Transfers() as transfers:
        assert await transfers.fetch(location) is None
        assert await transfers.send(location, "log", b"") in (Upload.FAILED, Upload.UNSUPPORTED)


def test_a_location_is_a_folder_unless_it_has_a_query() -> None:
    assert target("http://a/logs/", "x 1.txt") == "http://a/logs/x%201.txt"
    assert target("http://a", "x.txt") == "http://a/x.txt"
    assert target("http://a/logs?signature=1", "x.txt") == "http://a/logs?signature=1"
