"""From a directive's bytes to what it says: pure, with no state, clock or network."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.directive import Reading


def read_directive(data: bytes, name: str, today: date) -> Reading:
    """Return what the file says; Unreadable, with words for its sender, where it cannot be read.

    `name` is the original file name: its ending says what the content must be. `today` only bounds plausible years.
    """
    from content.reading import extract
    from content.recognise import recognise

    return recognise(extract(data, name), today)
