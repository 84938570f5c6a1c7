"""Progress on a terminal and elsewhere."""

import io

from typing_extensions import override

from launcher.console import Console


class Terminal(io.StringIO):
    @override
    def isatty(self) -> bool:
        return True


def test_without_a_terminal_each_change_is_one_line() -> None:
    stream = io.StringIO()
    console = Console(stream)
    for text in ("one", "one", "two"):
        console.progress(text)
    console.say("done")
    assert stream.getvalue() == "one\ntwo\ndone\n"


def test_on_a_terminal_progress_is_overwritten() -> None:
    stream = Terminal()
    console = Console(stream)
    console.progress("one")
    console.progress("two")
    console.say("done")
    assert stream.getvalue() == "one\r\x1b[Ktwo\r\x1b[Kdone\n"
