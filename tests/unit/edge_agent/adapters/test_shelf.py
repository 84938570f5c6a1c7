"""The slots on a real disk: the power may go at any step, and what was in force still loads."""

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from contract.bundles import unpack
from edge_agent.adapters import shelf as module
from edge_agent.adapters.shelf import FOLDER, Shelf
from edge_agent.core import slots as steps
from edge_agent.core.errors import LocalError
from models.scoring import default_bundle
from tests.unit.models.bundles import new_keys, variant


class PowerCutError(BaseException):
    """The process is gone: nothing of ours runs any more."""


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("bundles")
    new_keys(folder)
    return {each: unpack(variant(folder, each)) for each in ("first", "second")}


def arrive(shelf: Shelf, bundle: dict[str, bytes]) -> None:
    shutil.rmtree(shelf.arriving, ignore_errors=True)
    shelf.arriving.mkdir()
    for name, content in bundle.items():
        (shelf.arriving / name).write_bytes(content)


def deliver(shelf: Shelf, bundles: dict[str, dict[str, bytes]], model: str) -> None:
    arrive(shelf, bundles[model])
    take(shelf, model)
    shelf.load_active()


def take(shelf: Shelf, model: str) -> None:
    shelf.take_arriving(model, f"digest of {model}")
    shelf.apply(steps.promoted)
    shelf.apply(steps.settled)


def model_of(data_dir: Path) -> str:
    return Shelf(data_dir, None).scorer.manifest.id


def test_what_is_in_force_survives_a_restart(
    tmp_path: Path, bundles: dict[str, dict[str, bytes]]
) -> None:
    shelf = Shelf(tmp_path, None)
    assert shelf.scorer.manifest.id == default_bundle().name
    for model in ("first", "second"):
        deliver(shelf, bundles, model)
        assert shelf.scorer.manifest.id == model_of(tmp_path) == model
    shelf.apply(steps.returned)
    assert model_of(tmp_path) == "first"


def test_power_may_go_at_any_step_of_a_delivery(
    tmp_path: Path, bundles: dict[str, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each write, rename and removal in turn is the first that does not happen."""
    seen = set()
    for cut_at in range(40):
        data_dir = tmp_path / str(cut_at)
        data_dir.mkdir()
        shelf = Shelf(data_dir, None)
        deliver(shelf, bundles, "first")
        arrive(shelf, bundles["second"])
        with monkeypatch.context() as patch:
            was_cut = _cut_power(patch, cut_at)
            with contextlib.suppress(PowerCutError):
                take(shelf, "second")
        found = Shelf(data_dir, None)
        seen.add(found.scorer.manifest.id)
        assert found.news == ""
        if (trial := found.slots.trial) is not None:
            assert trial.model == "second"
            assert found.load_trial() is not None
        arrive(found, bundles["second"])
        take(found, "second")  # and the next try gets through
        if not was_cut():
            assert seen == {"first", "second"}
            assert model_of(data_dir) == "second"
            return
    pytest.fail("the delivery has more steps than were tried")


def _cut_power(patch: pytest.MonkeyPatch, cut_at: int) -> Callable[[], bool]:
    """Let `cut_at` steps on disk happen; gives whether the cut came."""
    happened = 0

    def guarded(step: Callable[..., object]) -> Callable[..., object]:
        def run(*given: object, **options: object) -> object:
            nonlocal happened
            happened += 1
            if happened > cut_at:
                raise PowerCutError
            return step(*given, **options)

        return run

    patch.setattr(Path, "rename", guarded(Path.rename))
    patch.setattr(Path, "replace", guarded(Path.replace))
    patch.setattr(Path, "open", guarded(Path.open))
    patch.setattr(module.shutil, "rmtree", guarded(shutil.rmtree))
    return lambda: happened > cut_at


def test_a_bundle_that_the_disk_has_spoilt_gives_way_to_the_one_before_it(
    tmp_path: Path, bundles: dict[str, dict[str, bytes]]
) -> None:
    shelf = Shelf(tmp_path, None)
    for model in ("first", "second"):
        deliver(shelf, bundles, model)
    assert shelf.slots.active is not None
    (tmp_path / FOLDER / shelf.slots.active.slot / "risk.onnx").write_bytes(b"dust")
    found = Shelf(tmp_path, None)
    assert found.scorer.manifest.id == "first"
    assert "second could not be loaded" in found.news
    assert found.slots.reason_against("digest of second") is not None
    assert found.slots.active is not None
    (tmp_path / FOLDER / found.slots.active.slot / "manifest.json").unlink()
    assert model_of(tmp_path) == default_bundle().name


def test_a_pointer_that_cannot_be_read_leads_home(
    tmp_path: Path, bundles: dict[str, dict[str, bytes]]
) -> None:
    deliver(Shelf(tmp_path, None), bundles, "first")
    (tmp_path / FOLDER / "slots.json").write_bytes(b"[1")
    assert model_of(tmp_path) == default_bundle().name
    assert (tmp_path / FOLDER / "slots.bad").is_file()


def test_a_directory_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / FOLDER).touch()
    with pytest.raises(LocalError, match="models cannot be used"):
        Shelf(tmp_path, None)
