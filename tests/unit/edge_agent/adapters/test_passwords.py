"""Who may come in while central cannot be asked, also after the edge was without power."""

from pathlib import Path

import pytest

from edge_agent.adapters.passwords import Passwords, is_same, kept_form
from edge_agent.adapters.spool import FILE, Reports, Spool

RIGHT, WRONG = "Basic cmlnaHQ=", "Basic d3Jvbmc="


def spool_in(data_dir: Path) -> Spool:
    return Spool(data_dir, 2**20, 2**10)


@pytest.mark.parametrize(
    ("admitted", "offered", "may"),
    [
        pytest.param([], WRONG, True, id="central never saw it"),
        pytest.param([RIGHT], RIGHT, True, id="the same"),
        pytest.param([RIGHT], WRONG, False, id="another"),
        pytest.param([RIGHT], None, False, id="none"),
        pytest.param([None], None, True, id="never any"),
        pytest.param([WRONG, RIGHT], RIGHT, True, id="the newer of two"),
        pytest.param([RIGHT, WRONG], RIGHT, False, id="the older of two"),
    ],
)
async def test_header_that_central_took_last_opens_the_door_also_after_a_restart(
    tmp_path: Path, admitted: list[str | None], offered: str | None, may: bool
) -> None:
    spool = spool_in(tmp_path)
    spool.start(Reports())
    first = Passwords(spool, {})
    for each in admitted:
        await first.admitted("CP-1", each)
    assert await first.may_enter_alone("CP-1", offered) is may
    await spool.stop()
    again = spool_in(tmp_path)
    second = Passwords(again, again.load())
    assert await second.may_enter_alone("CP-1", offered) is may
    again.start(Reports())
    await again.stop()


async def test_no_password_can_be_read_from_the_disk(tmp_path: Path) -> None:
    spool = spool_in(tmp_path)
    spool.start(Reports())
    await Passwords(spool, {}).admitted("CP-1", RIGHT)
    await spool.stop()
    assert RIGHT.encode() not in (tmp_path / FILE).read_bytes()


def test_two_chargers_with_one_password_are_kept_differently() -> None:
    first, second = kept_form(RIGHT), kept_form(RIGHT)
    assert first != second
    assert is_same(RIGHT, first)
    assert is_same(RIGHT, second)


@pytest.mark.parametrize("kept", ["", "no hex", ":", "00:"])
def test_note_that_cannot_be_read_opens_nothing(kept: str) -> None:
    assert not is_same(RIGHT, kept)
