"""Commands of the models: train a bundle, check one."""

import argparse
import sys
from pathlib import Path
from typing import Final

from models.scoring import BundleError, default_bundle, load_bundle

ARTIFACTS: Final = Path(__file__).parent / "artifacts"
_MOST_JOBS: Final = 64


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 refused, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except BundleError as err:
        return _fail(str(err))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sntry models", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    train = commands.add_parser("train", help="train a bundle from a data set")
    source = train.add_mutually_exclusive_group(required=True)
    source.add_argument("--data", type=Path, help="observations (.npz)")
    source.add_argument(
        "--csv", type=Path, help="33-column station table: a report of its own, and no bundle"
    )
    train.add_argument("--other", type=Path, help="data set of other stations, only judged on")
    train.add_argument("--out", type=Path, help=f"default: {ARTIFACTS}; must be given with --csv")
    train.add_argument("--seed", type=_whole, required=True)
    train.add_argument("--jobs", type=_jobs, default=1, help="processes (default 1)")
    train.set_defaults(run=_train)
    check = commands.add_parser("check", help="hashes, feature set and golden answers of a bundle")
    check.add_argument("directory", type=Path, nargs="?", help="default: the committed bundle")
    check.set_defaults(run=_check)
    return parser


def _train(options: argparse.Namespace) -> int:
    if options.csv is not None and (options.out is None or options.other is not None):
        return _fail("--csv needs --out, a directory for its report, and takes no --other")
    # scikit-learn comes with the extra `train`; checking a bundle works without it.
    try:
        from models.training.events import DataError
        from models.training.export import ParityError
        from models.training.table_train import TableSettings, train_table
        from models.training.train import TrainSettings, train
    except ModuleNotFoundError as err:
        return _fail(f"{err.name} is not installed: training needs the extra sntry[train]")
    out, seed, jobs = options.out or ARTIFACTS, options.seed, options.jobs
    try:
        if options.csv is not None:
            train_table(TableSettings(options.csv, out, seed, jobs), _say)
        else:
            train(TrainSettings(options.data, out, seed, options.other, jobs), _say)
    except (DataError, ParityError, ValueError) as err:
        return _fail(str(err))
    return 0


def _check(options: argparse.Namespace) -> int:
    directory = options.directory or default_bundle(ARTIFACTS)
    manifest = load_bundle(directory).manifest
    causes = ", ".join(dict.fromkeys(cause.name for cause in manifest.causes))
    _say(f"{manifest.id}: whole, feature set {manifest.feature_set}, golden answers match")
    _say(f"causes: {causes}")
    return 0


def _whole(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"{text} is not allowed: 0 or more")
    return value


def _jobs(text: str) -> int:
    value = int(text)
    if not 1 <= value <= _MOST_JOBS:
        raise argparse.ArgumentTypeError(f"{text} is not allowed: 1 to {_MOST_JOBS}")
    return value


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _fail(reason: str) -> int:
    sys.stderr.write(f"sntry models: {reason}\n")
    return 1
