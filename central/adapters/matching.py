"""The optimal matching of a cost matrix, by SciPy (modified Jonker-Volgenant, Crouse 2016)."""

from collections.abc import Sequence


def matched(costs: Sequence[Sequence[float]]) -> Sequence[tuple[int, int]]:
    """Rows and columns, paired so that the sum of costs is least (`central.core.assignment`)."""
    if not costs:
        return ()
    from scipy.optimize import linear_sum_assignment  # 65 MB of memory: only who plans needs it

    rows, columns = linear_sum_assignment(costs)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))
