"""Text that became nothing: a date that no form read, a demand that ended in no item."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence

from content.directive import Doubt, Reading, Span
from content.folding import fold
from content.recognise.choose import mask, standing
from content.recognise.citations import find
from content.recognise.form import Frame
from content.recognise.limits import TooSlow
from content.recognise.outline import Outline
from content.recognise.tidy import Piece
from content.vocabulary import duty_in

_DATE = re.compile(
    r"[n\d](?<![\w/.,\-].)(?:(?<=n)gay\s\d{1,2}\s?[/.\-]\s?\d{1,2}(?:\s?[/.\-]\s?\d{2,4})?(?![\d/])"
    r"|(?<=\d)\d?\s?/\s?\d{1,2}\s?/\s?\d{4}(?!\d)|(?<=n)gay\s\d{1,2}\sthang\s\d{1,2}(?!\d))"
)
_DEMAND = re.compile(r"\b(?:de nghi|yeu cau|giao)\b[^:]*[.;]?$")
_BASIS = re.compile(r"(?:can cu|thuc hien|theo|tiep theo|de |nham|huong ung|ngay)\b")
_BOILERPLATE = re.compile(r"\b(?:trien khai thuc hien|to chuc thuc hien|quan tam|phoi hop thuc hien|nghiem tuc)\b")
_MESSAGE = "Đoạn này có {what} nhưng không thành mục nào; đề nghị đọc lại và nhập tay nếu cần."


def unused(read: Reading, bodies: Sequence[Outline], frame: Frame) -> Iterator[Doubt]:
    """Yield a doubt for each date and each demand of the body that came to nothing."""
    used = [mark.span for item in read.items for mark in item.dates]
    used += [doubt.span for doubt in read.doubts] + ([read.window.span] if read.window.span else [])
    used = _merged(used)
    for body in bodies:
        for piece in body.pieces():
            yield from (Doubt("unused-text", _MESSAGE.format(what="ngày tháng"), s) for s in _dates(piece, used, frame))
        for piece in body.opening:
            if _is_demand(piece) and not _touches(used, piece.span()):
                yield Doubt("unused-text", _MESSAGE.format(what="yêu cầu thực hiện"), piece.span())


def _dates(piece: Piece, used: Sequence[Span], frame: Frame) -> Iterator[Span]:
    """Yield the dates of a paragraph that neither a citation, a mark, a doubt nor a form took up."""
    found = [m.span() for m in _DATE.finditer(fold(piece.text))]
    left = [place for place in found if not _touches(used, piece.span(*place))]
    try:
        cited = [(c.start, c.end) for c in find(piece, frame.issued)] if left else []
        left = _beside(left, cited)
        won = standing(mask(piece.text, cited), frame) if left else ()
    except TooSlow:
        return
    yield from (piece.span(*place) for place in _beside(left, [(c.start, c.end) for c in won]))


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return the same places in order, those that touch made one."""
    merged: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _touches(merged: Sequence[Span], place: Span) -> bool:
    before = bisect(merged, place[1] - 1, key=lambda span: span[0])
    return before > 0 and place[0] < merged[before - 1][1]


def _beside(places: Iterable[Span], taken: Sequence[Span]) -> list[Span]:
    return [place for place in places if not any(_overlap(place, span) for span in taken)]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_demand(piece: Piece) -> bool:
    folded = fold(piece.text)
    asked = _DEMAND.search(folded)
    if not asked or _BASIS.match(folded) or _BOILERPLATE.search(folded) or piece.text.rstrip().endswith(":"):
        return False
    return duty_in(piece.text[asked.start() :]) is not None
