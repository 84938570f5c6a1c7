"""A charger that applies what is planned holds the wanted list."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.local_list import Installed, full, plan

INFOS = st.sampled_from([{"status": "Accepted"}, {"status": "Blocked"}])
LISTS = st.dictionaries(st.sampled_from("abcdefg"), INFOS)


def applied(held: Installed, messages: list[dict[str, Any]]) -> Installed:
    """As a charger does (OCPP 1.6, 5.15)."""
    version, entries = held.version, dict(held.entries)
    for message in messages:
        assert message["listVersion"] > version
        version = message["listVersion"]
        if message["updateType"] == "Full":
            entries = {}
        for each in message["localAuthorizationList"]:
            if "idTagInfo" in each:
                entries[each["idTag"]] = each["idTagInfo"]
            else:
                del entries[each["idTag"]]
    return Installed(version, entries)


@given(LISTS, LISTS, st.integers(1, 4), st.integers(1, 90))
def test_differences_lead_to_the_wanted_list(
    before: dict[str, Any], wanted: dict[str, Any], per_message: int, version: int
) -> None:
    held = Installed(version, before)
    messages = plan(held, wanted, version, per_message)
    assert applied(held, messages).entries == wanted
    assert all(len(each["localAuthorizationList"]) <= per_message for each in messages)
    assert all(each["updateType"] == "Differential" for each in messages)
    assert bool(messages) == (before != wanted)


@given(LISTS, LISTS, st.integers(1, 4), st.integers(0, 90))
def test_what_a_charger_holds_is_replaced_where_it_is_not_known(
    before: dict[str, Any], wanted: dict[str, Any], per_message: int, version: int
) -> None:
    held = Installed(version, before)
    assert applied(held, plan(None, wanted, version, per_message)).entries == wanted
    other = Installed(version + 1, {})
    assert plan(other, wanted, version, per_message) == full(wanted, version, per_message)


def test_messages_of_no_entries_are_refused() -> None:
    with pytest.raises(ValueError, match="per_message 0 is not allowed: at least 1"):
        plan(None, {}, 0, 0)
