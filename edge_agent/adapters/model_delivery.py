"""Follow central's offers of model bundles: fetch, check, try beside the one in force, take.

`run` is for ever; `offered` and the two calls of the scoring rounds (`judged`, `broke`) never wait
for the network. What is refused is told, and the bundle in force goes on.
"""

import asyncio
import contextlib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contract.messages import ModelDelivery, ModelOffer
from edge_agent.adapters.admission import NotAdmittedError, admit
from edge_agent.adapters.backoff import Backoff, Chance
from edge_agent.adapters.clock import Clock
from edge_agent.adapters.fetch import BadOfferError, fetch
from edge_agent.adapters.log import Log
from edge_agent.adapters.scoring import Scoring, round_of
from edge_agent.adapters.shelf import Shelf
from edge_agent.adapters.tally import Tally
from edge_agent.adapters.tls import trusting
from edge_agent.config import Settings
from edge_agent.core import slots as steps
from edge_agent.core.errors import LocalError, UnavailableError
from edge_agent.core.probation import Probation, Round
from edge_agent.core.slots import Step
from models.scoring import Scorer, return_memory

_LOG = Log("edge.models")
SETTLED_ROUNDS: Final = 30
"""Scoring rounds without fault after which starts are no more counted against a bundle."""
_SPREAD_S: Final = 5.0
_LONGEST_S: Final = 600.0
"""Real seconds between two attempts to fetch."""


@dataclass(frozen=True, slots=True)
class DeliveryRules:
    """From the settings. `keys` None = nothing that comes over the network is believed."""

    edge: str
    keys: Path | None
    probation_s: float
    """Simulated seconds."""
    tls: ssl.SSLContext | None = None


def rules_of(settings: Settings) -> DeliveryRules:
    """What the settings say.

    Raises:
        LocalError: naming the file that cannot be used.
    """
    keys = settings.model_keys_file
    if keys is not None:
        from contract.bundles import parse_keys  # memory that an edge without keys need not have

        try:
            parse_keys(keys.read_text(encoding="utf-8"))
        except (OSError, ValueError) as err:
            raise LocalError(f"model_keys_file {keys} cannot be used: {err}") from err
    authority = settings.model_ca_file
    tls = trusting(authority, "model_ca_file") if authority else None
    return DeliveryRules(settings.edge_id, keys, settings.model_probation_s, tls)


@dataclass
class _Trial:
    scorer: Scorer
    probation: Probation


class Delivery:
    """The edge's models over time.

    Args:
        shelf: where bundles are.
        scoring: uses what is in force.
        rules: from the settings.
        clock: for the length of the probation.
        tally: counts attempts that failed.
        chance: for waits.
        changed: told when `state` is another.
    """

    def __init__(  # noqa: PLR0913 (one part each)
        self,
        shelf: Shelf,
        scoring: Scoring,
        rules: DeliveryRules,
        clock: Clock,
        tally: Tally,
        chance: Chance,
        changed: Callable[[], None],
    ) -> None:
        self._shelf = shelf
        self._scoring = scoring
        self._rules = rules
        self._clock = clock
        self._tally = tally
        self._backoff = Backoff(chance, _SPREAD_S, _LONGEST_S)
        self._changed = changed
        self._offer = shelf.last_offer()
        self._kept = self._offer
        self._trial: _Trial | None = None
        self._rounds = 0
        self._has_work = asyncio.Event()
        self._failure = ""
        """Of the bundle in force; empty = none."""
        self._state: ModelDelivery | None = None
        if shelf.news:
            self._state = ModelDelivery(model="", step="rolled_back", detail=shelf.news[:200])

    @property
    def state(self) -> ModelDelivery | None:
        """How far the last offer is; None before the first."""
        state = self._state
        if state is not None and state.step == "probation" and self._trial is not None:
            return ModelDelivery(
                model=state.model, step=state.step, detail=str(self._trial.probation)
            )
        return state

    def offered(self, offer: ModelOffer) -> None:
        """Central wants this model here."""
        if offer != self._offer:
            self._offer = offer
            self._backoff.succeeded()
            self._has_work.set()

    async def run(self) -> None:
        """Follow offers until cancelled."""
        self._load_trial()
        self._has_work.set()
        while True:
            await self._has_work.wait()
            self._has_work.clear()
            self._keep_offer()
            self._see_to_active()
            self._end_probation()
            if self._offer is not None and not await self._follow(self._offer):
                wait_s = self._backoff.next_s()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(wait_s):
                        await self._has_work.wait()
                self._has_work.set()

    def stopped(self) -> None:
        """The process ends as it should."""
        try:
            self._shelf.apply(steps.stopped)
        except OSError as err:
            self._tally.add("model_slots_not_written", reason=str(err))

    # --- what the scoring rounds tell ---

    async def judged(self, vectors: NDArray[np.float32], old: Round) -> None:
        """A round by the model in force; the one on trial scores the same vectors."""
        if not np.isfinite(old.risks).all():
            self.broke("it answered what is no number")
            return
        self._rounds += 1
        if self._rounds == SETTLED_ROUNDS:
            self._has_work.set()
        trial = self._trial
        if trial is None:
            return
        try:
            found, took_s = await self._scoring.timed(trial.scorer, vectors)
        except Exception as err:  # noqa: BLE001 (whatever it is, it fails its probation)
            trial.probation.broke(f"it could not score: {err}"[:200])
        else:
            trial.probation.observe(old, round_of(trial.scorer, found, took_s))
        if trial.probation.verdict(self._now_s()) is not None:
            self._has_work.set()

    def broke(self, reason: str) -> None:
        """The model in force could not score."""
        if self._shelf.slots.active is not None:
            self._failure = reason
            self._has_work.set()

    # --- the steps ---

    def _keep_offer(self) -> None:
        if self._offer is None or self._offer == self._kept:
            return
        try:
            self._shelf.keep_offer(self._offer)
            self._kept = self._offer
        except OSError as err:
            self._tally.add("model_offer_not_written", reason=str(err))

    async def _follow(self, offer: ModelOffer) -> bool:
        """Go on with an offer; False = to be tried again later."""
        step = steps.step_for(self._shelf.slots, offer)
        match step:
            case Step.NOTHING:
                self._tell_standing(offer)
            case Step.END_TRIAL:
                self._shelf.apply(steps.trial_ended)
                self._drop_trial()
                self._tell_standing(offer)
            case Step.GO_HOME | Step.RETURN:
                way = steps.gone_home if step is Step.GO_HOME else steps.returned
                self._shelf.apply(way)
                self._drop_trial()
                self._use_active(offer.model, "at once: it was in force before")
            case Step.FETCH:
                return await self._fetch_and_try(offer)
        return True

    async def _fetch_and_try(self, offer: ModelOffer) -> bool:
        keys, shelf = self._rules.keys, self._shelf
        if keys is None:
            self._tell(offer.model, "refused", "no trusted keys are set (model_keys_file)")
            return True
        self._shelf.apply(steps.trial_ended)  # central wants another one
        self._drop_trial()
        self._tell(offer.model, "fetching")
        try:
            await asyncio.to_thread(fetch, offer, self._rules.edge, self._rules.tls, shelf.archive)
            self._tell(offer.model, "checking")
            shelf.apply(lambda slots: steps.check_begun(slots, offer.sha256))
            if shelf.slots.reason_against(offer.sha256) is None:
                await admit(shelf.archive, shelf.arriving, keys)
                shelf.take_arriving(offer.model or "", offer.sha256)
        except BadOfferError as err:
            self._tell(offer.model, "refused", str(err))
            return True
        except NotAdmittedError as err:
            self._refuse(offer.sha256, str(err))
            return True
        except (UnavailableError, OSError) as err:
            self._tally.add("model_not_fetched", reason=str(err))
            self._tell(offer.model, "fetching", f"not yet: {err}")
            return False
        shelf.archive.unlink(missing_ok=True)
        self._backoff.succeeded()
        self._load_trial()
        self._tell_standing(offer)
        return True

    def _load_trial(self) -> None:
        """Begin a probation of what lies in the trial's slot, if something does."""
        trial = self._shelf.slots.trial
        if trial is None:
            return
        try:
            scorer = self._shelf.load_trial()
        except LocalError as err:
            self._refuse(trial.digest, str(err))
            return
        if scorer is None or scorer.manifest.id != trial.model:
            self._refuse(trial.digest, f"the bundle is not {trial.model}, as was offered")
            return
        self._trial = _Trial(scorer, Probation(self._rules.probation_s, self._now_s()))
        self._tell(trial.model, "probation")

    def _end_probation(self) -> None:
        trial, held = self._trial, self._shelf.slots.trial
        verdict = trial.probation.verdict(self._now_s()) if trial else None
        if verdict is None or held is None:
            return
        if not verdict.has_passed:
            self._refuse(held.digest, verdict.reason)
            return
        self._shelf.apply(steps.promoted)
        self._drop_trial()
        self._use_active(held.model, verdict.reason)

    def _see_to_active(self) -> None:
        """What the rounds told of the bundle in force: it is good, or it failed."""
        failed = self._shelf.slots.active
        if not self._failure:
            if self._rounds >= SETTLED_ROUNDS:
                self._shelf.apply(steps.settled)
            return
        reason, self._failure = self._failure, ""
        self._shelf.apply(lambda slots: steps.rolled_back(slots, reason))
        self._drop_trial()
        self._use_active(failed.model if failed else "", reason, "rolled_back")

    def _refuse(self, digest: str, reason: str) -> None:
        held, offer = self._shelf.slots.trial, self._offer
        model = held.model if held else offer.model if offer else ""
        self._shelf.apply(lambda slots: steps.refused(slots, digest, reason))
        self._drop_trial()
        self._tell(model, "refused", reason)

    def _use_active(self, model: str | None, detail: str, step: str = "taken") -> None:
        """Score with what is in force now, and tell; a disk may have spoilt it meanwhile."""
        self._shelf.load_active()
        self._rounds = 0
        self._scoring.use(self._shelf.scorer)
        return_memory()
        if self._shelf.news:
            step, detail = "rolled_back", self._shelf.news
        self._tell(model, step, detail)

    def _drop_trial(self) -> None:
        self._trial = None
        return_memory()

    # --- telling ---

    def _tell_standing(self, offer: ModelOffer) -> None:
        """An offer that asks for nothing: say what became of it."""
        slots = self._shelf.slots
        reason = slots.reason_against(offer.sha256) if offer.model is not None else None
        if reason is not None:
            if self._state is None or self._state.step != "rolled_back":
                self._tell(offer.model, "refused", reason)
        elif slots.trial is not None:
            self._tell(offer.model, "probation")
        elif self._state is None or self._state.step != "taken":
            self._tell(offer.model, "taken")

    def _tell(self, model: str | None, step: str, detail: str = "") -> None:
        fresh = ModelDelivery(model=model or "", step=step, detail=detail[:200])
        if fresh == self._state:
            return
        self._state = fresh
        _LOG.info("model_delivery", model=fresh.model, step=step, detail=fresh.detail)
        self._changed()

    def _now_s(self) -> float:
        return self._clock.now().at.timestamp()
