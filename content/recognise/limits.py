"""How long a pattern may take on one stretch of text, how many dates a paragraph may hold, and what is done beyond."""

from __future__ import annotations

PIECE = 5000
TIMEOUT = 1.0
MOST = 200


class TooSlow(Exception):
    """A paragraph on which a pattern ran out of time: a person must read it."""
