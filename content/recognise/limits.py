"""How long a pattern may take on one stretch of text, and what happens when it takes longer."""

from __future__ import annotations

PIECE = 5000
TIMEOUT = 0.25


class TooSlow(Exception):
    """A paragraph on which a pattern ran out of time: a person must read it."""
