from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charger_emulator.core.authorisation import (
    CACHE_SIZE,
    LIST_MAX_LENGTH,
    SEND_MAX_LENGTH,
    STATUSES,
    Cache,
    LocalList,
    Rules,
    TagInfo,
    Verdict,
    judge,
    read_info,
)

GOOD = {"status": "Accepted"}
infos = st.none() | st.builds(TagInfo, st.sampled_from(STATUSES))
rules = st.builds(Rules, st.booleans(), st.booleans(), st.booleans())


@given(infos, rules, st.booleans())
def test_a_card_that_is_known_to_be_bad_never_starts_without_asking(
    known: TagInfo | None, keys: Rules, is_online: bool
) -> None:
    verdict = judge(known, keys, is_online=is_online)
    if known is not None and known.status != "Accepted":
        assert verdict is (Verdict.ASK if is_online else Verdict.REFUSE)
    assert is_online or verdict is not Verdict.ASK


@pytest.mark.parametrize(
    ("known", "keys", "is_online", "expected"),
    [
        pytest.param(None, Rules(True, True, True), True, Verdict.ASK, id="unknown, online"),
        pytest.param(
            TagInfo("Accepted"), Rules(True, False, False), True, Verdict.GRANT, id="pre-authorised"
        ),
        pytest.param(
            TagInfo("Accepted"), Rules(False, True, True), True, Verdict.ASK, id="must ask"
        ),
        pytest.param(None, Rules(True, True, False), False, Verdict.REFUSE, id="unknown, offline"),
        pytest.param(None, Rules(False, False, True), False, Verdict.GRANT, id="anyone, offline"),
        pytest.param(
            TagInfo("Accepted"), Rules(True, False, True), False, Verdict.REFUSE, id="not offline"
        ),
    ],
)
def test_the_keys_decide(
    known: TagInfo | None, keys: Rules, is_online: bool, expected: Verdict
) -> None:
    assert judge(known, keys, is_online=is_online) is expected


@pytest.mark.parametrize(
    "data",
    [
        None,
        "Accepted",
        {},
        {"status": "Fine"},
        {**GOOD, "parentIdTag": 7},
        {**GOOD, "parentIdTag": "P" * 21},
        {**GOOD, "expiryDate": "soon"},
        {**GOOD, "expiryDate": 5},
    ],
)
def test_an_info_that_is_none_is_not_read(data: Any) -> None:
    assert read_info(data) is None


def test_an_accepted_card_expires() -> None:
    info = read_info({**GOOD, "parentIdTag": "P", "expiryDate": "1970-01-01T00:01:40Z"})
    assert info is not None
    assert info.at(99.9).status == "Accepted"
    assert info.at(100.0) == TagInfo("Expired", "P", 100.0)


def test_a_full_cache_drops_the_card_unused_for_longest() -> None:
    cache = Cache()
    for number in range(CACHE_SIZE):
        cache.put(f"T-{number}", TagInfo("Accepted"))
    assert cache.find("t-0") is not None
    cache.put("NEW", TagInfo("Blocked"))
    assert len(cache.entries) == CACHE_SIZE
    assert cache.find("T-0") is not None
    assert cache.find("T-1") is None


def test_a_list_grows_by_differences_up_to_its_size() -> None:
    made, version = LocalList(), 1
    assert made.update(version, "Full", []) == "Accepted"
    for start in range(0, LIST_MAX_LENGTH, SEND_MAX_LENGTH):
        version += 1
        part = [{"idTag": f"T-{start + n}", "idTagInfo": GOOD} for n in range(SEND_MAX_LENGTH)]
        assert made.update(version, "Differential", part) == "Accepted"
    one_more = [{"idTag": "ONE-MORE", "idTagInfo": GOOD}]
    assert made.update(version + 1, "Differential", one_more) == "Failed"
    assert (made.version, len(made.entries)) == (version, LIST_MAX_LENGTH)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Full", "Differential"]),
            st.integers(-1, 6),
            st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=3),
        ),
        max_size=12,
    )
)
def test_a_list_changes_only_when_it_says_accepted_and_differences_only_rise(
    orders: list[tuple[str, int, list[tuple[str, bool]]]],
) -> None:
    made = LocalList()
    for kind, version, tags in orders:
        before = (made.version, dict(made.entries))
        entries = [{"idTag": t, "idTagInfo": GOOD} if kept else {"idTag": t} for t, kept in tags]
        status = made.update(version, kind, entries)
        if status != "Accepted":
            assert (made.version, made.entries) == before
            continue
        assert made.version == version > 0
        if kind == "Full":
            assert set(made.entries) == {t for t, _ in tags}
        else:
            assert version > before[0]
            assert {t for t, kept in tags if kept} <= set(made.entries)
            assert not {t for t, kept in tags if not kept} & set(made.entries)
