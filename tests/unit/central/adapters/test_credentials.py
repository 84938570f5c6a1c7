"""HTTP Basic of chargers."""

import base64

import pytest
from argon2 import PasswordHasher

from central.adapters.ocpp.credentials import Basic, Passwords, parse_basic

cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def header(username: str, password: bytes) -> str:
    return "Basic " + base64.b64encode(username.encode() + b":" + password).decode()


def test_header_is_read_as_bytes() -> None:
    assert parse_basic(header("CP 1", b"\xff:\x00")) == Basic("CP 1", b"\xff:\x00")


@pytest.mark.parametrize("text", ["", "Basic", "Basic !!!", "Bearer abc", "Basic YWJj"])
def test_unreadable_header_is_none(text: str) -> None:
    assert parse_basic(text) is None


async def test_password_is_taken_literally_or_as_the_bytes_of_its_hex_digits() -> None:
    passwords = Passwords(cheap)
    hashed = cheap.hash("00ffA5c3".lower())
    assert await passwords.is_right("CP", hashed, b"00ffa5c3")
    assert await passwords.is_right("CP", hashed, bytes.fromhex("00ffa5c3"))
    assert not await passwords.is_right("CP", hashed, b"00ffa5c4")
    assert not await passwords.is_right("CP", hashed, b"")


async def test_what_was_right_is_not_computed_again_and_what_was_wrong_is() -> None:
    class Counting(PasswordHasher):
        runs = 0

        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # noqa: A002 (theirs)
            self.runs += 1
            return super().verify(hash, password)

    hasher = Counting(time_cost=1, memory_cost=8, parallelism=1)
    passwords, hashed = Passwords(hasher), hasher.hash("secret")
    for _ in range(3):
        assert await passwords.is_right("CP", hashed, b"secret")
    assert hasher.runs == 1
    for _ in range(2):
        assert not await passwords.is_right("CP", hashed, b"wrong")
    assert hasher.runs == 3


async def test_a_changed_hash_ends_what_was_remembered() -> None:
    passwords = Passwords(cheap)
    assert await passwords.is_right("CP", cheap.hash("old"), b"old")
    assert not await passwords.is_right("CP", cheap.hash("new"), b"old")
