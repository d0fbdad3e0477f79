"""Codes as RFC 6238 has them."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_app import totp

SECRET = base64.b32encode(b"12345678901234567890").decode()
NOW = datetime(2026, 11, 21, 9, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_vectors_of_the_specification(second: int, code: str) -> None:
    step = totp.step_of(datetime.fromtimestamp(second, UTC))
    assert totp.code(SECRET, step, 8) == code
    assert totp.code(SECRET, step) == code[2:]


@given(st.integers(-5, 5))
def test_a_code_is_taken_from_a_clock_half_a_minute_off_and_no_more(steps: int) -> None:
    shown = totp.code(SECRET, totp.step_of(NOW) + steps)
    found = totp.matching_step(SECRET, shown, NOW, 0)
    assert (found is not None) == (abs(steps) <= 1)


def test_a_code_and_those_before_it_are_worth_nothing_once_it_was_used() -> None:
    step = totp.step_of(NOW)
    for earlier in (step - 1, step):
        assert totp.matching_step(SECRET, totp.code(SECRET, earlier), NOW, after=step) is None
    later = NOW + timedelta(seconds=totp.STEP)
    assert totp.matching_step(SECRET, totp.code(SECRET, step + 1), later, after=step) == step + 1


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_code_or_not(typed: str) -> None:
    totp.matching_step(SECRET, typed, NOW, 0)


def test_the_address_names_office_and_person() -> None:
    told = totp.address(SECRET, "Nguyễn An", "Sở TT&TT")
    assert told.startswith("otpauth://totp/S%E1%BB%9F%20TT%26TT:Nguy%E1%BB%85n%20An?secret=" + SECRET)
