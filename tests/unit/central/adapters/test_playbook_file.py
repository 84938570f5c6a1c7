"""Playbooks from files."""

from pathlib import Path

import pytest

from central.adapters.ocpp.schemas import check_to_charger
from central.adapters.playbook_file import read_playbooks
from central.core.playbooks import HARMLESS, NEVER_CLEARED, Act, call_of

STEP = "[[playbook.step]]\nact='{}'\ncheck='recovered'\nwithin_s=60\nper_day=1\npause_s=0\n"
BOOK = "[[playbook]]\nname='{}'\ntitle='T'\n{}\n"


def test_the_playbooks_that_come_with_central_never_clear_what_protects_people() -> None:
    books = read_playbooks(None)
    assert frozenset().union(*(book.errors for book in books)) >= NEVER_CLEARED
    for book in books:
        if book.errors & NEVER_CLEARED:
            assert book.needs_technician
            assert {step.act for step in book.steps} <= HARMLESS


def test_an_operators_playbook_replaces_the_one_of_its_name(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(BOOK.format("reader", "errors=['ReaderFailure']") + STEP.format("hard_reset"))
    books = {book.name: book for book in read_playbooks(own)}
    assert [step.act for step in books["reader"].steps] == [Act.HARD_RESET]
    assert "controller" in books


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            BOOK.format("x", "errors=['Ground']"), "errors.0='Ground' is not allowed", id="error"
        ),
        pytest.param(
            BOOK.format("x", "errors=['ReaderFailure']") + STEP.format("reboot"),
            "step.0.act='reboot' is not allowed", id="act",
        ),
        pytest.param(BOOK.format("x", ""), "it names no errors and no causes", id="nothing"),
        pytest.param(
            BOOK.format("protective_fault", "errors=['GroundFailure']\nneeds_technician=true")
            + STEP.format("soft_reset"),
            "['GroundFailure'] is never cleared from afar: ['soft_reset']", id="dangerous",
        ),
        pytest.param(
            BOOK.format("protective_fault", "errors=['GroundFailure']"),
            "needs_technician must be true", id="nobody is sent",
        ),
        pytest.param(
            BOOK.format("x", "errors=['ReaderFailure']"), "stands in two playbooks", id="twice"
        ),
        pytest.param(
            BOOK.format("out_of_contact", "errors=['OutOfContact']") + STEP.format("soft_reset"),
            "no steps are allowed", id="nobody hears it",
        ),
        pytest.param(
            BOOK.format("x", "causes=['leak']") + STEP.format("unlock"), "takes a connector",
            id="unlock what",
        ),
        pytest.param("[playbook]\nname='x'", "is not allowed", id="no list"),
        pytest.param("[[playbook", "cannot be read", id="no TOML"),
    ],
)  # fmt: skip
def test_wrong_file_is_refused_with_its_reason(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match=r".") as error:
        read_playbooks(path)
    assert told in str(error.value)
    assert "own.toml" in str(error.value)


@pytest.mark.parametrize("act", list(Act))
def test_every_act_is_a_call_of_ocpp(act: Act) -> None:
    check_to_charger(*call_of(act, 1))
    if act is Act.UNLOCK:
        with pytest.raises(ValueError, match="connector"):
            call_of(act, 0)
    else:
        check_to_charger(*call_of(act, 0))
