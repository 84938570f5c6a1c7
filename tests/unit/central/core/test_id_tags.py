"""Who may charge."""

from datetime import UTC, datetime, timedelta

import pytest

from central.core.id_tags import IdTag, id_tag_info, status_of

NOW = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        (IdTag("a", "Accepted"), "Accepted"),
        (IdTag("a", "Accepted", NOW + timedelta(seconds=1)), "Accepted"),
        (IdTag("a", "Accepted", NOW), "Expired"),
        (IdTag("a", "Blocked", NOW), "Blocked"),
        (IdTag("a", "Invalid"), "Invalid"),
    ],
)
def test_status_follows_from_the_word_and_the_date(tag: IdTag, expected: str) -> None:
    assert status_of(tag, NOW, takes_unknown=True) == expected


@pytest.mark.parametrize(("takes_unknown", "expected"), [(True, "Accepted"), (False, "Invalid")])
def test_unknown_tag_is_judged_by_the_operators_rule(takes_unknown: bool, expected: str) -> None:
    assert id_tag_info(None, NOW, takes_unknown=takes_unknown) == {"status": expected}


def test_info_tells_expiry_and_parent() -> None:
    info = id_tag_info(IdTag("a", "Accepted", NOW, "family"), NOW, takes_unknown=False)
    assert info == {
        "status": "Expired",
        "expiryDate": "2026-07-01T00:00:00Z",
        "parentIdTag": "family",
    }
