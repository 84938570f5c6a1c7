"""Name clusters of failures from their centres, by a rule.

A centre is read in standard deviations from the healthy rows. Each cause has its signs; the
cause whose signs stand out most gives the name, and a centre where nothing stands out is
`unexplained`. Heat is split by what the load explains: a charger much hotter than healthy ones at
that power has a cooling failure, else it is overloaded. The last cluster is that of lost links,
which less load does not cure; and whatever its centre looks like, no cluster where lost links are
more than a stray gets a name that less load cures.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from contract.features import FEATURE_NAMES
from contract.observations import FAULT_MODES
from models.scoring import CauseName
from models.training.clusters import CauseModel
from models.training.datasets import Rows

_STANDS_OUT_SD: Final = 1.0
_MUCH_HOTTER: Final = 1.5
_LOADED_RATIO: Final = 0.3
"""Healthy rows from this power on show how rise goes with load."""


class _Signs(NamedTuple):
    name: str
    load_sensitive: bool
    features: tuple[str, ...]


_SIGNS: Final = (
    _Signs(
        "thermal",
        load_sensitive=True,
        features=("temperature_c", "temperature_rise_k", "temperature_max_1h_c"),
    ),
    _Signs(
        "contactor_wear",
        load_sensitive=True,
        features=("voltage_deviation_ratio", "imbalance_ratio", "aborted_ratio_24h"),
    ),
    _Signs(
        "communication_loss",
        load_sensitive=False,
        features=("silence_s", "round_trip_p95_s", "reconnects_24h"),
    ),
    _Signs(
        "crowding", load_sensitive=True, features=("utilisation_now", "utilisation_1h", "wait_min")
    ),
)
UNEXPLAINED: Final = CauseName("unexplained", load_sensitive=False)
LOST_LINK: Final = CauseName("communication_loss", load_sensitive=False)
_STRAY_SHARE: Final = 0.1


def name_clusters(model: CauseModel, fit: Rows, foreseen: Rows) -> list[CauseName]:
    """A name for each cluster of `model`, in its order.

    Args:
        model: the clusters.
        fit: the rows they were fitted with; the healthy ones give the rise that load explains.
        foreseen: those of them whose fault is foreseen; the truth can only take a name away.
    """
    per_power_k = _healthy_rise_k_per_load(fit)
    clusters = model.predict(foreseen.features)[0]
    is_lost = foreseen.mode == FAULT_MODES.index("communication")
    names = []
    for index, centre in enumerate(model.centres[:-1]):
        mine = is_lost[clusters == index]
        name = name_centre(centre, model, per_power_k)
        holds_lost = len(mine) > 0 and mine.mean() > _STRAY_SHARE
        names.append(UNEXPLAINED if holds_lost and name.load_sensitive else name)
    return [*names, LOST_LINK]


def name_centre(
    centre: NDArray[np.float64], model: CauseModel, rise_k_per_load: float
) -> CauseName:
    """Name one centre.

    Args:
        centre: (33,) in standard deviations from the healthy mean.
        model: gives the way back to units.
        rise_k_per_load: temperature rise of healthy chargers over their power ratio.
    """
    strength = {signs.name: _strength(centre, signs) for signs in _SIGNS}
    strongest = max(_SIGNS, key=lambda signs: strength[signs.name])
    if strength[strongest.name] < _STANDS_OUT_SD:
        return UNEXPLAINED
    if strongest.name == "crowding" and strength["thermal"] >= _STANDS_OUT_SD:
        strongest = _SIGNS[0]
    if strongest.name != "thermal":
        return CauseName(strongest.name, strongest.load_sensitive)
    rise_k = _in_units(centre, model, "temperature_rise_k")
    expected_k = rise_k_per_load * max(_in_units(centre, model, "power_ratio"), 0.1)
    name = "cooling_failure" if rise_k > _MUCH_HOTTER * expected_k else "thermal_overload"
    return CauseName(name, load_sensitive=True)


def _strength(centre: NDArray[np.float64], signs: _Signs) -> float:
    return float(max(centre[FEATURE_NAMES.index(name)] for name in signs.features))


def _in_units(centre: NDArray[np.float64], model: CauseModel, name: str) -> float:
    index = FEATURE_NAMES.index(name)
    scale = model.scales[index]
    return float(model.means[index] + (centre[index] / scale if scale else 0.0))


def _healthy_rise_k_per_load(fit: Rows) -> float:
    rise_k = fit.features[:, FEATURE_NAMES.index("temperature_rise_k")]
    load = fit.features[:, FEATURE_NAMES.index("power_ratio")]
    with np.errstate(invalid="ignore"):
        chosen = (fit.label == 0) & (load >= _LOADED_RATIO) & np.isfinite(rise_k)
    return float(np.median(rise_k[chosen] / load[chosen])) if chosen.any() else np.inf
