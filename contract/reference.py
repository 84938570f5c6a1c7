"""How features were spread over the rows that a model was made from: what drift is measured by."""

import msgspec


class Reference(msgspec.Struct, frozen=True):
    """One feature."""

    edges: list[float]
    """Inner borders of its bins, rising; bin i holds values in (edges[i-1], edges[i]]."""
    shares: list[float]
    """Share of the rows in each bin, one more than borders; then the share of missing values."""
