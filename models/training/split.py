"""Which rows are fitted on, calibrated on, and kept for the judgement.

By station, so that no charger (nor its neighbour in the same sun) is seen before; and by time, with
an embargo that is longer than any window's memory of a label.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.training.datasets import GAP_S, HORIZON_S, Rows

FIT_SHARE: Final = 0.6
CALIBRATION_SHARE: Final = 0.2
TIME_SHARE: Final = 0.75
EMBARGO_S: Final = 86_400.0 + HORIZON_S


class Split(NamedTuple):
    """Row masks; `later` are known stations after the cut, `unseen` other stations after it.

    The two are judged on, so they leave out rows whose fault is less than GAP_S ahead: too late to
    act on. Fitting and calibration keep them: without them a forest would learn that the hottest
    chargers, those about to trip, are not there at all.
    """

    fit: NDArray[np.bool_]
    calibration: NDArray[np.bool_]
    later: NDArray[np.bool_]
    unseen: NDArray[np.bool_]


def split_rows(rows: Rows, seed: int) -> Split:
    """Split by station and by time.

    Raises:
        ValueError: if there are fewer than five stations.
    """
    stations = np.unique(rows.station)
    if len(stations) < 5:
        raise ValueError(f"{len(stations)} stations are not enough: at least 5")
    shuffled = np.random.default_rng([seed, 1]).permutation(stations)
    fit_end = round(FIT_SHARE * len(shuffled))
    calibration_end = fit_end + max(1, round(CALIBRATION_SHARE * len(shuffled)))
    cut_s = rows.at_s.min() + TIME_SHARE * (rows.at_s.max() - rows.at_s.min())
    early = rows.at_s < cut_s - EMBARGO_S
    late = (rows.at_s >= cut_s) & (rows.until_fault_s > GAP_S)
    is_fit = np.isin(rows.station, shuffled[:fit_end])
    is_calibration = np.isin(rows.station, shuffled[fit_end:calibration_end])
    return Split(
        fit=is_fit & early,
        calibration=is_calibration & early,
        later=is_fit & late,
        unseen=~(is_fit | is_calibration) & late,
    )
