"""`python -m central decide`: the control loop over a pipe, for experiments.

One line of JSON a tick on standard input, one on standard output (`contract.rehearsal`). No
database, no broker, no charger: the loop's rules alone, as they are in force by default.
"""

from dataclasses import replace
from typing import BinaryIO

from central.core.rehearsal import Rehearsal
from central.core.rules import HealRules, Switches
from central.services.errors import LocalError
from contract.messages import decode, encode
from contract.rehearsal import LoopStart, NetworkNow


def run_decide(asked: BinaryIO, told: BinaryIO) -> None:
    """Answer line by line until the input ends.

    Raises:
        LocalError: naming the line that cannot be understood, and why.
    """
    number = 1
    try:
        first = asked.readline()
        if not first:
            return
        start = decode(first, LoopStart)
        switches = Switches(use_price=start.use_price, use_power=start.use_power)
        rules = HealRules()
        if start.limit_ratio is not None:
            rules = replace(rules, limit_ratio=start.limit_ratio)
        rehearsal = Rehearsal(start.fleet, switches, rules)
        for number, line in enumerate(asked, start=2):  # noqa: B007 (named in the error)
            told.write(encode(rehearsal.tick(decode(line, NetworkNow))) + b"\n")
            told.flush()
    except ValueError as err:
        raise LocalError(f"line {number}: {err}") from err
