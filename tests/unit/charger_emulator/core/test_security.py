import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from charger_emulator.core.security import (
    Access,
    Credentials,
    KeyForm,
    Means,
    address,
    check_address,
    check_profile,
    read_key,
)

ALL = Means(has_root=True, has_certificate=True)
NONE = Means(has_root=False, has_certificate=False)


@given(st.binary(min_size=16, max_size=20))
def test_a_hex_key_means_its_bytes_whatever_the_case(key: bytes) -> None:
    for value in (key.hex(), key.hex().upper()):
        assert read_key(value, KeyForm.AUTO) == read_key(value, KeyForm.HEX) == key
        assert read_key(value, KeyForm.LITERAL) is None


def test_a_short_hex_word_is_literal_where_the_charger_may_choose() -> None:
    assert read_key("0123456789abcdef", KeyForm.AUTO) == b"0123456789abcdef"
    assert read_key("0123456789abcdef", KeyForm.HEX) is None


@pytest.mark.parametrize(
    ("old", "wanted", "means", "profile"),
    [
        pytest.param(1, "2", ALL, 2, id="up"),
        pytest.param(1, "2", NONE, None, id="up without a root"),
        pytest.param(2, "3", Means(has_root=True, has_certificate=False), None, id="no own"),
        pytest.param(2, "2", ALL, 2, id="the same"),
        pytest.param(3, "2", ALL, None, id="down"),
        pytest.param(1, "1.5", ALL, None, id="no profile"),
    ],
)
def test_a_profile_rises_when_its_means_are_there(
    old: int, wanted: str, means: Means, profile: int | None
) -> None:
    access = check_profile(Access(old, b"secret"), wanted, means)
    assert (None if access is None else access.profile) == profile


def test_basic_needs_a_password() -> None:
    assert check_profile(Access(0), "1", ALL) is None


def test_a_refused_trial_gives_way_and_is_tried_again_when_the_old_one_is_refused() -> None:
    old, new = Access(1, b"old"), Access(1, b"new")
    credentials = Credentials(old)
    credentials.propose(new)
    assert credentials.failed(refused=True)
    assert credentials.chosen == old
    assert not credentials.failed(refused=True)
    assert credentials.chosen == new
    credentials.taken()
    assert (credentials.proven, credentials.trial) == (new, None)


def test_a_trial_outlives_two_connects_that_reach_nobody() -> None:
    credentials = Credentials(Access(1, b"old"))
    credentials.propose(Access(1, b"new"))
    assert [credentials.failed(refused=False) for _ in range(3)] == [False, False, True]


def test_tls_goes_to_the_secure_address() -> None:
    assert address("ws://a:80/ocpp", "", 1) == "ws://a:80/ocpp"
    assert address("ws://a:80/ocpp", "", 2) == "wss://a:80/ocpp"
    assert address("ws://a:80/ocpp", "wss://b/ocpp", 3) == "wss://b/ocpp"


class CredentialsMachine(RuleBasedStateMachine):
    """A central system that knows one password, or the old one too until the new is used."""

    def __init__(self) -> None:
        super().__init__()
        self.credentials = Credentials(Access(1, b"0"))
        self.known, self.number = {b"0"}, 0

    @rule()
    def change(self) -> None:
        self.number += 1
        self.known.add(str(self.number).encode())
        self.credentials.propose(Access(1, str(self.number).encode()))

    @rule()
    def connect(self) -> None:
        used = self.credentials.chosen.password
        if used in self.known:
            self.credentials.taken()
            self.known = {used}
        else:
            self.credentials.failed(refused=True)

    @rule()
    def meet_nobody(self) -> None:
        self.credentials.failed(refused=False)

    @rule()
    def reach_but_lose_the_answer(self) -> None:
        """The other side takes the password for proven, the charger never learns it."""
        used = self.credentials.chosen.password
        if used in self.known:
            self.known = {used}
            self.credentials.failed(refused=False)

    @invariant()
    def one_of_two_connects_is_accepted(self) -> None:
        tried = Credentials(self.credentials.proven)
        tried.trial, tried._spare = self.credentials.trial, self.credentials._spare
        for _ in range(3):
            if tried.chosen.password in self.known:
                return
            tried.failed(refused=True)
        pytest.fail(f"no way back in: {self.known}")


TestCredentialsMachine = CredentialsMachine.TestCase


@pytest.mark.parametrize(
    "url",
    [
        "ws://h", "ws://127.0.0.1:9000/ocpp", "wss://central.example/a/b", "ws://[::1]:80/x",
        "ws://münchen.example/",
    ],
)  # fmt: skip
def test_an_address_to_connect_to_is_taken(url: str) -> None:
    check_address(url)


BAD_ADDRESSES = [
    pytest.param("ws://h:99999/", id="port too large"),
    pytest.param("ws://h:0/", id="port 0"),
    pytest.param("ws://h:x/", id="port no number"),
    pytest.param("ws://ex..ample/x", id="empty label"),
    pytest.param(f"ws://{'h' * 300}/x", id="label too long"),
    pytest.param(f"ws://{'h' * 60}.{'h.' * 120}h/x", id="host too long"),
    pytest.param("ws://[::1/", id="half an IPv6 address"),
    pytest.param("ws:///x", id="no host"),
    pytest.param("http://h/", id="other scheme"),
    pytest.param("ws://h/a b", id="space"),
    pytest.param("ws://h/\r\nX: 1", id="control characters"),
    pytest.param("ws://h/#x", id="fragment"),
    pytest.param("ws://me:secret@h/", id="user"),
    pytest.param(f"ws://h/{'x' * 600}", id="too long"),
]


@pytest.mark.parametrize("url", BAD_ADDRESSES)
def test_what_no_websocket_can_be_opened_at_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="ws:// or wss:// address with host and port"):
        check_address(url)


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_refused_in_words(text: str) -> None:
    for url in (text, f"ws://{text}", f"wss://h:{text}"):
        assert refusal(url) in ("", refusal("ftp://h"))


def refusal(url: str) -> str:
    """What is said against an address; "" = nothing."""
    try:
        check_address(url)
    except ValueError as err:
        return str(err)
    return ""


def test_a_secure_address_has_its_own_scheme() -> None:
    with pytest.raises(ValueError, match="a wss:// address"):
        check_address("ws://h/", ("wss",))
