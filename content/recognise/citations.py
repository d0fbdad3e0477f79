"""Documents a directive names. Found before any date, because their dates are never something to air."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import regex

from content.directive import Citation
from content.folding import fold
from content.recognise.fragments import MONTH_WORDS
from content.recognise.header import tight
from content.recognise.tidy import Piece

KINDS = (
    "Chương trình hành động", "Chương trình phối hợp", "Chương trình", "Lời kêu gọi", "Phiếu chuyển", "Công văn",
    "Văn bản", "Kế hoạch", "Quyết định", "Chỉ thị", "Nghị quyết", "Kết luận", "Hướng dẫn", "Quy định", "Quy chế",
    "Thông báo", "Thông tư liên tịch", "Thông tư", "Nghị định", "Bộ luật", "Luật", "Pháp lệnh", "Công điện",
    "Báo cáo", "Đề án", "Tờ trình", "Đề cương", "Thông tri", "Giấy mời", "Phương án", "Hiến pháp", "Lệnh",
    "Sắc lệnh", "Điện", "Thư", "Thông cáo",
)  # fmt: skip
_FOLDED_KINDS = {fold(kind): kind for kind in KINDS}
_KIND = "|".join(sorted((regex.escape(k).replace(r"\ ", r"\s") for k in _FOLDED_KINDS), key=len, reverse=True))
_WORD_MONTH = "|".join(sorted(MONTH_WORDS, key=len, reverse=True))
_D, _M, _Y = r"[0-3]?\d", r"[01]?\d", r"[12]\d{3}|[12]\d{2}(?!\d)"
_DAY = (
    rf"(?:(?P<d>{_D})\s?[/.\-]\s?(?P<m>{_M})\s?[/.\-]\s?(?P<y>{_Y})"
    rf"|(?P<d>{_D})\s?(?:\([a-z ]{{2,12}}\)\s?)?thang\s(?P<m>{_M}|{_WORD_MONTH})\s?,?\s?nam\s(?P<y>[12]\d{{3}}))"
)
_ORG = r"(?:[A-ZĐƯƠÂÊÔ][\wĐđƯƠ&.]{0,15})"
_DASH = r"\s?[-–—/]\s?"
_SYMBOL = (
    rf"\d{{1,6}}(?:{_DASH}(?:19|20)\d\d(?={_DASH}[A-ZĐ]))?(?:{_DASH}|\s?)"
    rf"(?:QH\d{{1,2}}|UBTVQH\d{{1,2}}|[A-ZĐƯƠ][A-Za-zĐđƯƠ&]{{1,14}}(?:{_DASH}{_ORG}){{1,3}}"
    rf"|(?:QĐ|CT|NQ|KH|HD|CV|TB|KL|CTr|NĐ|TT|BC|QC)[A-ZĐ]{{2,12}})"
)
_ONE_UNIT = r"\d{1,6}(?:\s?[/\-]\s?(?:19|20)\d\d)?\s?[-–/]\s?[A-ZĐ][A-Za-zĐđ&]{1,15}(?:\d{1,2})?"
SYMBOL = regex.compile(rf"(?<![\w/.])(?P<symbol>{_SYMBOL})(?!\w)")
_AFTER_NUMBER = regex.compile(
    rf"(?:số|Số|sô)\s?(?P<symbol>{_SYMBOL}|{_ONE_UNIT}|\d{{1,5}}(?![\w/.,%]|\s?[-–/]\s?\d))(?!\w)"
)
_BARE = regex.compile(
    rf"(?P<kind>{_KIND})\s(?:so\s)?(?P<symbol>\d{{1,5}})(?=\s?,?\s(?:ky\s|ban hanh\s)?ngay\s{_D}\s?[/.\-t])"
)
_KIND_BEFORE = regex.compile(
    rf"(?<!\w)(?P<kind>{_KIND})\s(?:[^.;:()\d]{{0,80}}?\s)??(?:(?:mat|khan|hoa toc|thuong khan)\s)?(?:so\s?)?$"
)
_DAY_AFTER = regex.compile(
    rf"\s?[,/]?\s?(?:\((?!\s?dot|\s?tu\s)[^()\d]{{0,30}}\)\s?)?(?:da\s)?(?:duoc\s)?(?:ky\s|"
    rf"ban hanh\s)?(?:vao\s)?(?:ngay\s?{_DAY}|{_DAY})(?!\d)"
)
_DAY_BEFORE = regex.compile(
    rf"ngay\s{_DAY},?\s(?:[^.;()\d]{{1,90}}\s)?(?:(?:da|vua|co)\s)?(?:ban hanh|ky|co|"
    rf"phat hanh)\s(?:[^.;()\d]{{0,25}}\s)?$"
)
_UNNUMBERED = regex.compile(rf"(?<!\w)(?P<kind>{_KIND})\s[^.;:()\d]{{0,90}}?ngay\s{_DAY}(?!\d)")
_NEXT_DAY = regex.compile(r"[^.;()\d]{0,60}$")


@dataclass(frozen=True, slots=True)
class Cited:
    """One mention: the citation, and the letters of the paragraph it takes up, its day included."""

    citation: Citation
    start: int
    end: int


def find(piece: Piece) -> list[Cited]:
    """Return every mention of a document in a paragraph, in order."""
    folded = fold(piece.text)
    found: list[Cited] = []
    for start, end in _symbols(piece.text, folded):
        if found and start < found[-1].end:
            continue
        kind = _kind(folded, start, found)
        after = _DAY_AFTER.match(folded, end, timeout=0.25)
        before = (
            None if after else _DAY_BEFORE.search(folded, max(0, start - 170), _kind_start(folded, start), timeout=0.25)
        )
        first = before.start() if before else _kind_start(folded, start)
        first = max(first, found[-1].end if found else 0)
        last = after.end() if after else end
        found.append(_cited(piece, kind, piece.text[start:end], _day(after or before), first, last))
    return sorted([*found, *_unnumbered(piece, folded, found)], key=lambda c: c.start)


def _symbols(text: str, folded: str) -> Iterator[tuple[int, int]]:
    spans = {m.span("symbol") for m in SYMBOL.finditer(text, timeout=0.25)}
    spans |= {
        m.span("symbol")
        for m in _AFTER_NUMBER.finditer(text, timeout=0.25)
        if _is_named(folded, m.start(), m["symbol"])
    }
    spans |= {m.span("symbol") for m in _BARE.finditer(folded, timeout=0.25)}
    last = -1
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        end -= len(text[start:end]) - len(text[start:end].rstrip(" .,-–/"))
        if start >= last:
            yield start, end
            last = end


def _is_named(folded: str, start: int, symbol: str) -> bool:
    """A bare number after "số" is a document only where the name of a kind stands before it."""
    if not symbol.isdigit():
        return bool(regex.search(r"[/\-–]", symbol))
    return bool(regex.search(rf"(?<!\w)(?:{_KIND})\s$", folded[max(0, start - 30) : start]))


def _kind_start(folded: str, start: int) -> int:
    before = _KIND_BEFORE.search(folded, max(0, start - 130), start, timeout=0.25)
    if before:
        return before.start()
    return start - 3 if folded[max(0, start - 3) : start] == "so " else start


def _kind(folded: str, start: int, found: list[Cited]) -> str:
    """The kind stands before the number; "số 12/…; số 13/…" inherits it."""
    before = None
    for before in _KIND_BEFORE.finditer(folded, max(0, start - 130), start, overlapped=True, timeout=0.25):  # noqa: B007
        pass
    if before:
        return _FOLDED_KINDS[before["kind"]]
    return found[-1].citation.kind if found else "Văn bản"


def _day(found: regex.Match[str] | None) -> date | None:
    if found is None:
        return None
    month = MONTH_WORDS.get(found["m"]) or int(found["m"])
    try:
        return date(int(found["y"]), month, int(found["d"]))
    except ValueError:
        return None


def _cited(piece: Piece, kind: str, symbol: str, day: date | None, start: int, end: int) -> Cited:
    number = regex.sub(r"^(\d+)([A-ZĐ])", r"\1-\2", tight(symbol))
    citation = Citation(kind, number, day, piece.text[start:end], piece.span(start, end))
    return Cited(citation, start, end)


def _unnumbered(piece: Piece, folded: str, found: list[Cited]) -> Iterator[Cited]:
    """A law or plan named with its day but no number: its day too is a fact about it."""
    for m in _UNNUMBERED.finditer(folded, timeout=0.25):
        clear = all(m.end() <= c.start or c.end <= m.start() for c in found)
        capital = piece.text[m.start() : m.start() + 1].isupper()
        if clear and capital:
            yield _cited(piece, _FOLDED_KINDS[m["kind"]], "", _day(m), m.start(), m.end())


def merged(mentions: Iterable[Cited], own_number: str | None = None) -> tuple[Citation, ...]:
    """Return each document once: a mention without its day gives way to one with it."""
    best: dict[str, Citation] = {}
    for citation in (mention.citation for mention in mentions):
        key = _key(citation.number)
        if not key or (own_number and key == _key(own_number)):
            continue
        known = best.get(f"{key}{citation.date or ''}") or best.get(key)
        if known is None or (known.date is None and citation.date):
            best[key] = replace(citation, span=known.span, text=known.text) if known and not citation.date else citation
        elif citation.date and known.date != citation.date:
            best[f"{key}{citation.date}"] = citation
    full = list(best.values())
    return tuple(c for c in full if not (c.number.isdigit() and _is_short(c, full)))


def _key(number: str) -> str:
    return regex.sub(r"[\W_]", "", fold(number))


def _is_short(short: Citation, full: list[Citation]) -> bool:
    return any(c is not short and regex.match(rf"{short.number}\D", c.number) for c in full)
