"""A queue of any length in the memory of its window: nothing lost, nothing twice, in order."""

from collections import deque

from hypothesis import given, settings
from hypothesis import strategies as st

from edge_agent.core.backlog import WINDOW, Backlog
from edge_agent.core.storage import Record, RecordKind


def record(number: int) -> Record:
    return Record(number, RecordKind.TRANSACTION, f"m-{number}", "MeterValues", "{}")


@settings(max_examples=300)
@given(
    left=st.integers(0, 200),
    steps=st.lists(
        st.sampled_from(["add", "take", "read", "shed", "restart"]), min_size=20, max_size=300
    ),
)
def test_queue_beside_its_disk(left: int, steps: list[str]) -> None:
    disk = {number: record(number) for number in range(1, left + 1)}
    backlog, asked = Backlog(left), deque[tuple[Record, ...]]()
    taken: list[int] = []
    number = left
    for step in [*steps, *["read", "take"] * 600]:
        match step:
            case "add":
                number += 1
                disk[number] = record(number)
                backlog.add(disk[number])
            case "take" if backlog.first is not None:
                taken.append(backlog.first.number)
                backlog.take(backlog.first.number)
                del disk[taken[-1]]
            case "read" if asked:
                backlog.fill(asked.popleft())
            case "shed" if len(disk) > 2:
                while asked:  # the disk's reports come in the order of what it did
                    backlog.fill(asked.popleft())
                gone = sorted(disk)[len(disk) // 2]
                del disk[gone]
                backlog.forget([gone])
            case "restart":
                backlog = Backlog(len(disk))
                asked.clear()
            case _:
                pass
        after = backlog.wants()
        if after is not None:
            found = [disk[each] for each in sorted(disk) if each > after]
            asked.append(tuple(found[:WINDOW]))
        assert len(backlog) == len(disk)
    assert taken == sorted(set(taken))
    assert not disk
