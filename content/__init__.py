"""From a directive's bytes to what it says: pure, with no state, clock or network."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.directive import Known, Reading
    from content.reading.clerk import Tools


def read_directive(
    data: bytes, name: str, today: date, tools: Tools | None = None, known: Known | None = None
) -> Reading:
    """Return what the file says; Unreadable, with words for its sender, where it cannot be read.

    `name` is the original file name: its ending says what the content must be. `today` only bounds plausible years.
    `tools` read old Word documents and pictures of pages; without them such files are Unreadable. What is `known` of
    the header stands over what the text says of it.
    """
    from content.reading import extract
    from content.recognise import recognise
    from content.recognise.choose import prefilter

    prefilter()  # what its making takes is given back before the file needs it
    extracted = extract(data, name, tools)
    reading = recognise(extracted.text, today, known)
    return replace(reading, doubts=(*extracted.doubts(), *reading.doubts))
