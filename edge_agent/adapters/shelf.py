"""The slots of model bundles on disk, and the scorer that is in force.

    <data>/models/slots.json    `core.slots.Slots`, written whole
    <data>/models/offer.json    central's last offer: a broker need not say it again to a session
    <data>/models/a, b          a bundle each
    <data>/models/arriving      a bundle that was checked and is about to get a slot
    <data>/models/archive.part  what was fetched of an archive so far

Every step on disk is either a file written whole or a directory renamed, in an order in which what
`slots.json` names is always there. A bundle in force that cannot be loaded is set aside and the one
before is taken, at last the one of the program.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from contract.messages import ModelOffer, decode, encode
from edge_agent.adapters.files import write_whole
from edge_agent.adapters.log import Log
from edge_agent.adapters.model_file import load_scorer
from edge_agent.core import slots as steps
from edge_agent.core.errors import LocalError
from edge_agent.core.slots import Held, Slots
from models.scoring import Scorer

FOLDER: Final = "models"
_OFFER: Final = "offer.json"
_LOG = Log("edge.models")


class Shelf:
    """Opened once at the start; `scorer` is the one in force.

    Raises:
        LocalError: if the directory cannot be used, or not even the program's bundle loads.
    """

    def __init__(self, data_dir: Path, shipped: Path | None) -> None:
        self._folder = data_dir / FOLDER
        self._shipped = shipped
        self.slots = Slots()
        self.news = ""
        """What could not be loaded when bundles were loaded last; empty = nothing."""
        try:
            self._folder.mkdir(exist_ok=True)
            self.slots = self._read()
            self._keep(steps.started(self.slots))
        except OSError as err:
            raise LocalError(f"{self._folder} cannot be used: {err.strerror}") from err
        self.scorer = self._load_active()

    @property
    def arriving(self) -> Path:
        """Where a bundle is unpacked and checked."""
        return self._folder / "arriving"

    @property
    def archive(self) -> Path:
        """Where an archive is fetched to."""
        return self._folder / "archive.part"

    def apply(self, step: Callable[[Slots], Slots]) -> None:
        """Go on to the next content of the slots, on disk first.

        Raises:
            OSError: if the disk does not take it; nothing has changed then.
        """
        self._keep(step(self.slots))

    def keep_offer(self, offer: ModelOffer) -> None:
        """Remember central's last offer over a restart.

        Raises:
            OSError: if the disk does not take it.
        """
        write_whole(self._folder / _OFFER, encode(offer))

    def last_offer(self) -> ModelOffer | None:
        """Central's last offer, if there was one that can be read."""
        try:
            return decode((self._folder / _OFFER).read_bytes(), ModelOffer)
        except (OSError, ValueError):
            return None

    def take_arriving(self, model: str, digest: str) -> None:
        """Move the checked bundle into the free slot, on trial.

        Raises:
            OSError: if the disk does not take it; the bundle in force is untouched.
        """
        letter = steps.free_slot(self.slots)
        self.apply(steps.emptied)
        target = self._folder / letter
        if target.exists():
            shutil.rmtree(target)
        self.arriving.rename(target)
        _sync_folder(self._folder)
        held = Held(slot=letter, model=model, digest=digest)
        self.apply(lambda slots: steps.tried(slots, held))

    def load_trial(self) -> Scorer | None:
        """Load the bundle on trial; None if there is none.

        Raises:
            LocalError: if it cannot be loaded.
        """
        trial = self.slots.trial
        return None if trial is None else load_scorer(self._folder / trial.slot)

    def load_active(self) -> None:
        """Load what is in force now into `scorer`; `news` tells what could not be loaded."""
        self.news = ""
        self.scorer = self._load_active()

    def _load_active(self) -> Scorer:
        while (active := self.slots.active) is not None:
            try:
                return load_scorer(self._folder / active.slot)
            except LocalError as err:
                self.news = f"{active.model} could not be loaded any more: {err}"
                _LOG.warning("model_set_aside", model=active.model, reason=str(err))
                self._keep(steps.rolled_back(self.slots, str(err)))
        return load_scorer(self._shipped)

    def _read(self) -> Slots:
        path = self._folder / "slots.json"
        try:
            return msgspec.json.decode(path.read_bytes(), type=Slots)
        except FileNotFoundError:
            return Slots()
        except (msgspec.DecodeError, RecursionError) as err:
            _LOG.warning("model_slots_dropped", reason=str(err))
            path.replace(path.with_suffix(".bad"))
            return Slots()

    def _keep(self, fresh: Slots) -> None:
        if fresh != self.slots:
            write_whole(self._folder / "slots.json", msgspec.json.encode(fresh))
            self.slots = fresh


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
