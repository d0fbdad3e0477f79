"""Codes that change every 30 seconds (RFC 6238 over RFC 4226: HMAC-SHA-1, six digits), as every such app makes them."""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote

STEP = 30
DIGITS = 6
NEAR = 1
"""How many steps a telephone's clock may be before or behind ours."""


def new_secret() -> str:
    """Return 160 random bits in base32, as apps take them."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def step_of(now: datetime) -> int:
    """Return the number of the step that an instant is in."""
    return int(now.timestamp()) // STEP


def code(secret: str, step: int, digits: int = DIGITS) -> str:
    """Return the code of one step."""
    mac = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    start = mac[-1] & 0x0F
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}}"


def matching_step(secret: str, typed: str, now: datetime, after: int) -> int | None:
    """Return the step later than `after` whose code was typed, or None: a code used once is worth nothing again."""
    shown = "".join(typed.split())
    steps = range(max(step_of(now) - NEAR, after + 1), step_of(now) + NEAR + 1)
    return next((step for step in steps if hmac.compare_digest(code(secret, step).encode(), shown.encode())), None)


def address(secret: str, person: str, office: str) -> str:
    """Return the `otpauth:` address that an app takes from a code to scan."""
    label = f"{quote(office, safe='')}:{quote(person, safe='')}"
    return f"otpauth://totp/{label}?secret={secret}&issuer={quote(office, safe='')}&digits={DIGITS}&period={STEP}"
