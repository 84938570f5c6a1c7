"""The model bundle: loaded and checked before the first charger is let in."""

from pathlib import Path

from edge_agent.core.errors import LocalError
from models.scoring import BundleError, Scorer, default_bundle, load_bundle


def load_scorer(model_dir: Path | None) -> Scorer:
    """Load the bundle in this directory, or the committed default one.

    Raises:
        LocalError: naming the file at fault.
    """
    try:
        return load_bundle(model_dir if model_dir is not None else default_bundle())
    except BundleError as err:
        raise LocalError(str(err)) from err
