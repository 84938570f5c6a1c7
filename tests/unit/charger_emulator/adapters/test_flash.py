from pathlib import Path

import pytest

from charger_emulator.adapters.flash import Flash


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    first = Flash(tmp_path / "state")
    first.write_state("CP-1", {"a": [1, None]})
    first.write_meters("CP-1", 12.5, [7, 8])
    first.write_messages("CP-1", [(2, {"n": 2}), (10, {"n": 10}), (3, {"n": 3})], [])
    first.write_messages("CP-1", [], [3])
    first.close()
    second = Flash(tmp_path / "state")
    kept = second.read("CP-1")
    assert (kept.state, kept.meters_wh, kept.at_s) == ({"a": [1, None]}, [7, 8], 12.5)
    assert kept.messages == [(2, {"n": 2}), (10, {"n": 10})]
    assert second.read("CP-2").state == {}
    second.close()


def test_what_cannot_be_understood_is_left_out(tmp_path: Path) -> None:
    flash = Flash(tmp_path)
    flash.write_messages("CP-1", [(1, {"n": 1}), (2, {"n": 2})], [])
    flash._file.execute("UPDATE message SET body = ? WHERE number = 1", (b"{torn",))
    assert flash.read("CP-1").messages == [(2, {"n": 2})]
    flash.close()


def test_a_directory_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no directory")
    with pytest.raises(ValueError, match="file/state is not usable"):
        Flash(tmp_path / "file" / "state")
