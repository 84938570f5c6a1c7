"""Letters on disk: there after a kill, bounded, and a broken file stops nobody."""

import sqlite3
from pathlib import Path

import pytest

from edge_agent.adapters.letter_file import LetterFile
from edge_agent.core.errors import UnavailableError
from edge_agent.core.letters import PAGE, Letter

MIB = 2**20


def letter(number: int, kind: str = "score", body: bytes = b"{}", birth: int = 1) -> Letter:
    return Letter(number, birth, number, "t", kind, body, 1.0)


def kept(file: LetterFile) -> list[int]:
    return [each.sequence for each in file.read(0, 10**9)]


def test_letters_are_there_for_the_next_run(tmp_path: Path) -> None:
    first = LetterFile(tmp_path / "f.db", MIB)
    first.add([letter(1), letter(2, "event")])
    second = LetterFile(tmp_path / "f.db", MIB)  # the first was never closed: a kill
    assert kept(second) == [1, 2]
    assert second.counts == {"score": 1, "event": 1}
    assert second.bytes == first.bytes
    assert second.newest_id == 2
    assert second.read(0, 9)[0].posted_s is None
    first.close()
    second.close()


def test_file_gives_a_page_at_a_time_in_order(tmp_path: Path) -> None:
    file = LetterFile(tmp_path / "f.db", MIB)
    file.add([letter(number) for number in range(1, PAGE + 3)])
    assert [each.id for each in file.read(0, PAGE + 9)] == list(range(1, PAGE + 1))
    assert [each.id for each in file.read(PAGE, PAGE + 1)] == [PAGE + 1]
    file.close()


def test_receipt_removes_its_birth_and_ranges_only(tmp_path: Path) -> None:
    file = LetterFile(tmp_path / "f.db", MIB)
    file.add([letter(number) for number in range(1, 7)])
    file.add([Letter(7, 2, 1, "t", "score", b"{}")])
    file.remove(1, [(1, 2), (4, 4), (100, 2**40)])
    assert [(each.birth, each.sequence) for each in file.read(0, 99)] == [
        *((1, 3), (1, 5), (1, 6), (2, 1))
    ]
    file.remove(1, [(1, 99)])
    file.remove(2, [(1, 1)])
    assert (file.bytes, file.counts.total()) == (0, 0)
    file.close()


def test_full_file_sheds_telemetry_before_scores_and_keeps_events(tmp_path: Path) -> None:
    file = LetterFile(tmp_path / "f.db", limit_bytes=100_000)
    for number in range(1, 400):
        kind = ("event", "score", "telemetry")[number % 3]
        file.add([letter(number, kind, b"x" * 500)])
        assert file.bytes <= 100_000
    assert file.counts["event"] == 133
    assert file.counts["telemetry"] < file.counts["score"] < 133
    shed = file.take_shed()
    assert shed["telemetry"] == 133 - file.counts["telemetry"]
    assert "event" not in shed
    assert not file.take_shed()
    file.close()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"this is no database, it is 42 bytes of text.", id="no database"),
        pytest.param(b"SQLite format 3\0" + b"\xff" * 4096, id="a torn header"),
    ],
)
def test_broken_file_is_set_aside(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "f.db").write_bytes(content)
    file = LetterFile(tmp_path / "f.db", MIB)
    assert file.set_aside == tmp_path / "f.bad"
    assert (tmp_path / "f.bad").read_bytes() == content
    file.add([letter(1)])
    assert kept(file) == [1]
    file.close()


def test_damage_inside_of_a_file_is_found(tmp_path: Path) -> None:
    file = LetterFile(tmp_path / "f.db", MIB)
    file.add([letter(number, body=b"y" * 900) for number in range(1, 200)])
    file.close()
    content = bytearray((tmp_path / "f.db").read_bytes())
    content[8192:16384] = b"\xa5" * 8192
    (tmp_path / "f.db").write_bytes(content)
    again = LetterFile(tmp_path / "f.db", MIB)
    assert again.set_aside is not None
    assert kept(again) == []
    again.close()


def test_place_that_is_no_file_is_an_error_and_stays(tmp_path: Path) -> None:
    (tmp_path / "f.db").mkdir()
    with pytest.raises(UnavailableError, match=r"f\.db cannot be used"):
        LetterFile(tmp_path / "f.db", MIB)
    assert (tmp_path / "f.db").is_dir()


def test_file_of_another_program_is_set_aside(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "f.db")
    other.execute("CREATE TABLE letters (recipient TEXT)")
    other.close()
    file = LetterFile(tmp_path / "f.db", MIB)
    assert file.set_aside is not None
    assert kept(file) == []
    file.close()
