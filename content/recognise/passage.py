"""A passage that a person takes for an item, or words typed for a date: read alone, in their directive's time."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from content.directive import Doubt, Item, to_plain
from content.recognise import _dates, _item
from content.recognise.choose import mask, standing
from content.recognise.form import Dated, Doubtful, Frame
from content.recognise.limits import TooSlow
from content.recognise.outline import Node
from content.recognise.tidy import Piece, join, lines, paragraphs
from content.recognise.window import year_of

MOST_TYPED = 120
_LUNAR_YEAR = re.compile(r"^(\d{1,2}/\d{1,2})/(\d{4}) (?:âm lịch|âm|âl)$", re.IGNORECASE)
Told = dict[str, Any]


def answered(asked: Mapping[str, Any], today: date) -> Told:
    """Answer a question in JSON: `passage` (with `heading`) or `typed`, and in `about` what `frame_of` takes.

    A passage gives `item` and `doubts` (content.directive); typed words give `shape`, `start`, `end`, `precision` and
    `reason`, or a `message` that says why there is no such day, or nothing.
    """
    frame = frame_of(asked["about"], today)
    if "passage" in asked:
        item, doubts = read_passage(asked["passage"], asked["heading"], asked["about"].get("subject"), frame)
        return {"item": to_plain(item), "doubts": to_plain(doubts)}
    try:
        read = read_typed(asked["typed"], frame)
    except Doubtful as doubt:
        return {"message": doubt.message}
    if read is None:
        return {}
    told = {name: getattr(read, name) for name in ("shape", "start", "end", "precision", "rrule", "reason")}
    return {name: to_plain(value) for name, value in told.items()}


def frame_of(about: Mapping[str, str | None], today: date) -> Frame:
    """Return what is known of a directive's time: `issued_on`, `not_before`, `window_start` (ISO days), `subject`."""
    issued, floor, start = (_day(about.get(name)) for name in ("issued_on", "not_before", "window_start"))
    return Frame(today=today, issued=issued, floor=floor, window_start=start, year=year_of(about.get("subject")))


def read_passage(words: str, heading: str, subject: str | None, frame: Frame) -> tuple[Item, tuple[Doubt, ...]]:
    """Return the item that a passage is, with its dates, and what is doubtful in it; spans point into the passage."""
    printed, notes = lines(words)
    pieces = [*paragraphs(printed), *notes] or [Piece("", array("I"))]
    above = Node(1, "", Piece(heading, array("I", range(len(heading)))), None) if heading else None
    node = Node(2, "", join(pieces[:1]), above, list(pieces[1:]))
    dates, doubts = _dates(words, node, frame)
    return _item(node, dates, subject, themes=True), doubts


def read_typed(words: str, frame: Frame) -> Dated | None:
    """Return the time that typed words name, None where they name none; Doubtful where there is no such day.

    What people leave out is put in: the word "ngày", "lịch" after "âm", the year of a week or a month.
    """
    for written in _written(" ".join(words.split())[:MOST_TYPED], frame.reference.year):
        try:
            found = standing(mask(written, []), frame)
        except TooSlow:
            return None
        for one in found:
            if (one.start, one.end) == (0, len(written)):
                if one.doubt:
                    raise Doubtful(one.doubt.code, one.doubt.message)
                return one.read[0] if one.read else None
    return None


def _written(words: str, year: int) -> Iterator[str]:
    words = _LUNAR_YEAR.sub(r"\1 âm lịch năm \2", words)
    yield from (words, f"ngày {words}", f"{words} lịch", f"{words}/{year}", f"{words} năm {year}", f"trong {words}")
    yield from (f"trong {words} năm {year}", f"từ nay {words}")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
