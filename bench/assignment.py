"""Work orders to technicians: time and cost of a plan, against the obvious way in the same run.

    python -m bench.assignment --jobs 200 --technicians 30 --problems 5

The peer sends whoever does the most urgent job cheapest, job by job. `ratio` is cost over the
peer's (lower is better); the cost is driving, waiting, lateness, uneven load, and jobs that nobody
gets.
"""

import argparse
import statistics
from time import perf_counter

from central.adapters.matching import matched
from central.core.assignment import AssignmentRules, assigned, cost_of, greedy
from tests.unit.central.core.assignment_problems import problem

BUDGET_S = 2.0


def main() -> None:
    """Print a line for each problem, then the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=200)
    parser.add_argument("--technicians", type=int, default=30)
    parser.add_argument("--problems", type=int, default=5)
    words = parser.parse_args()
    rules, times, ratios = AssignmentRules(), [], []
    matched([[1.0]])  # the library is loaded once a process
    for seed in range(words.problems):
        made = problem(seed, words.jobs, words.technicians)
        began = perf_counter()
        found = assigned(made, rules, matched)
        took = perf_counter() - began
        peer = greedy(made, rules)
        ratio = cost_of(found, rules) / cost_of(peer, rules)
        drives = [sum(each.drive_min for each in one.visits) / 60 for one in (found, peer)]
        times.append(took)
        ratios.append(ratio)
        print(
            f"seed {seed}: {took:.2f} s, ratio {ratio:.3f}, given {len(found.visits)} "
            f"(peer {len(peer.visits)}), driving {drives[0]:.0f} h (peer {drives[1]:.0f} h)"
        )
    print(
        f"median: {statistics.median(times):.2f} s of {BUDGET_S:g} s allowed, "
        f"ratio {statistics.median(ratios):.3f}; longest {max(times):.2f} s"
    )


if __name__ == "__main__":
    main()
