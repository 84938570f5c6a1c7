import hashlib
from typing import Any

import pytest

from charger_emulator.core.errands import (
    BringBack,
    Errand,
    Fetch,
    Raise,
    Restart,
    Say,
    Send,
    TakeOut,
    WaitFor,
    WaitUntil,
)
from charger_emulator.core.firmware import Order, Update
from charger_emulator.core.firmware_image import ImageFault, read_version
from charger_emulator.core.uploads import LogUpload, Upload
from charger_emulator.core.uploads import Order as UploadOrder

CONTENT = b"some code"
HEAD = f"SNTRY-FIRMWARE 1\nversion: 9.1\nsha256: {hashlib.sha256(CONTENT).hexdigest()}\n\n"
IMAGE = HEAD.encode() + CONTENT


def play(errand: Errand, *outcomes: Any) -> list[Any]:
    """All steps, where each Fetch or Send has the next outcome."""
    left, steps, result = list(outcomes), [], None
    while True:
        try:
            step = errand.send(result)
        except StopIteration:
            return steps
        result = left.pop(0) if isinstance(step, Fetch | Send) else None
        steps.append(step.payload["status"] if isinstance(step, Say) else type(step))


def update(retries: int = 0) -> Update:
    return Update(Order("http://x/image", 50.0, retries, 10.0))


def test_an_update_is_scheduled_loaded_installed_and_told_after_the_restart() -> None:
    assert play(update().steps(0.0), IMAGE) == [
        WaitUntil, "Downloading", Fetch, "Downloaded", TakeOut, "Installing", WaitFor, Restart,
        "Installed", Raise, BringBack,
    ]  # fmt: skip


def test_a_download_is_repeated_as_often_as_asked_and_then_given_up() -> None:
    steps = play(update(retries=2).steps(60.0), None, None, None)
    again = [WaitFor, Fetch]
    assert steps == ["Downloading", Fetch, *again, *again, "DownloadFailed"]


def test_a_file_that_is_no_image_is_not_installed_and_the_charger_comes_back() -> None:
    steps = play(update().steps(60.0), b"nonsense")
    assert steps[-2:] == ["InstallationFailed", BringBack]
    assert Restart not in steps


def test_an_update_that_is_over_reports_idle() -> None:
    done = update()
    play(done.steps(60.0), None)
    assert (done.is_under_way, done.report().payload) == (False, {"status": "Idle"})


@pytest.mark.parametrize(
    "image",
    [
        pytest.param(b"", id="empty"),
        pytest.param(IMAGE[:-1], id="cut off"),
        pytest.param(IMAGE.replace(b"version: 9.1", b"version: "), id="no version"),
        pytest.param(IMAGE.replace(b"9.1", b"9" * 51), id="version too long"),
        pytest.param(IMAGE.replace(b"FIRMWARE 1", b"FIRMWARE 2"), id="another form"),
        pytest.param(IMAGE.replace(b"\n\n", b"\n"), id="no content"),
    ],
)
def test_a_damaged_image_has_no_version(image: bytes) -> None:
    assert read_version(IMAGE) == "9.1"
    with pytest.raises(ImageFault):
        read_version(image)


@pytest.mark.parametrize(
    ("outcomes", "last"),
    [
        pytest.param([Upload.DONE], "Uploaded", id="at once"),
        pytest.param([Upload.FAILED, Upload.DONE], "Uploaded", id="the second time"),
        pytest.param([Upload.FAILED] * 3, "UploadFailure", id="never"),
        pytest.param([Upload.UNSUPPORTED], "NotSupportedOperation", id="not worth a retry"),
        pytest.param([Upload.DENIED] * 3, "PermissionDenied", id="refused"),
    ],
)
def test_an_upload_tells_what_came_of_it(outcomes: list[Upload], last: str) -> None:
    upload = LogUpload(UploadOrder("http://x", "log.txt", b"log", 2, 5.0, request_id=1))
    steps = play(upload.steps(), *outcomes)
    assert (steps[0], steps[-1], steps.count(Send)) == ("Uploading", last, len(outcomes))
    assert upload.report().payload == {"status": "Idle"}
