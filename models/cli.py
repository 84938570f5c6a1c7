"""Commands of the models: train a bundle, sign, check and judge one, judge on a status log."""

import argparse
import sys
from pathlib import Path
from typing import Final

from models.bundle_commands import add_commands
from models.scoring import BundleError, default_bundle

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
    train.add_argument("--labels", type=Path, help="confirmed causes (.csv) for --data")
    train.add_argument("--out", type=Path, help=f"default: {ARTIFACTS}; must be given with --csv")
    train.add_argument("--seed", type=_whole, required=True)
    train.add_argument("--jobs", type=_jobs, default=1, help="processes (default 1)")
    train.set_defaults(run=_train)
    add_commands(commands)
    judge = commands.add_parser("evaluate", help="judge a bundle and write its model card")
    judge.add_argument("directory", type=Path, nargs="?", help="default: the committed bundle")
    judge.add_argument("--data", type=Path, required=True, help="the data set it was fitted on")
    judge.add_argument(
        "--other", type=Path, action="append", default=[], help="data set of other stations"
    )
    judge.add_argument("--log", type=Path, help="status log of real connectors, for transfer")
    judge.add_argument("--seeds", type=_jobs, default=1, help="forests fitted anew (1: none)")
    judge.add_argument("--jobs", type=_jobs, default=1, help="processes (default 1)")
    judge.set_defaults(run=_evaluate)
    log = commands.add_parser("evaluate-log", help="judge on a status log of real connectors")
    log.add_argument("log", type=Path, help="status log (.npz); its last quarter is judged")
    log.add_argument("--train", type=Path, help="earlier log to fit on: all of LOG is then judged")
    log.add_argument("--seed", type=_whole, default=1, help="default: %(default)s")
    log.add_argument("--jobs", type=_jobs, default=1, help="threads (default 1)")
    log.set_defaults(run=_evaluate_log)
    return parser


def _train(options: argparse.Namespace) -> int:
    is_too_much = options.other is not None or options.labels is not None
    if options.csv is not None and (options.out is None or is_too_much):
        return _fail("--csv needs --out, a directory for its report, takes no --other, --labels")
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
            given = TrainSettings(
                options.data, out, seed, options.other, jobs, labels=options.labels
            )
            train(given, _say)
    except (DataError, ParityError, ValueError) as err:
        return _fail(str(err))
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    try:
        from models.training.evaluate_bundle import EvaluateSettings, evaluate_bundle
        from models.training.events import DataError
    except ModuleNotFoundError as err:
        return _fail(f"{err.name} is not installed: judging needs the extra sntry[train]")
    settings = EvaluateSettings(
        bundle=options.directory or default_bundle(ARTIFACTS),
        data=options.data,
        other=tuple(options.other),
        log=options.log,
        seeds=options.seeds,
        jobs=options.jobs,
    )
    try:
        card = evaluate_bundle(settings, _say)
    except (DataError, ValueError) as err:
        return _fail(str(err))
    _say(f"card: {card}")
    return 0


def _evaluate_log(options: argparse.Namespace) -> int:
    try:
        from models.training.evaluate_log import evaluate_log
        from models.training.events import DataError
        from models.training.log_model import LogSettings
        from models.training.log_report import table
    except ModuleNotFoundError as err:
        return _fail(f"{err.name} is not installed: judging needs the extra sntry[train]")
    try:
        settings = LogSettings(options.seed, jobs=options.jobs)
        report = evaluate_log(options.log, options.train, settings, _say)
    except (DataError, ValueError) as err:
        return _fail(str(err))
    _say("\n" + table(report))
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
