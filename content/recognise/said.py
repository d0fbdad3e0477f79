"""A reading that stands, before the context makes a date of it."""

from __future__ import annotations

from dataclasses import dataclass

from content.recognise.form import Dated


@dataclass(frozen=True, slots=True)
class Said:
    """One reading that stands, with its place in the paragraph."""

    read: Dated
    start: int
    end: int
    rule: str
