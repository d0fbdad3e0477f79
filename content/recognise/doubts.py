"""What a person should look at in the document as a whole: docs/doubts.md has every code with its example."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from content.directive import Doubt, Reading, Span
from content.folding import fold
from content.recognise.layout import Layout
from content.recognise.tidy import Line, Piece
from content.vocabulary import abolished_in

_WEEK = re.compile(r"tuan (?:thu )?(\d{1,2})\s?(?:/|-|\(?nam )\s?((?:19|20)\d\d)")
_MONTH = re.compile(r"thang (\d{1,2})\s?(?:/|nam )\s?((?:19|20)\d\d)")
_AMENDS = re.compile(
    r"(?:v/v|ve viec)?\s*(?:dieu chinh|thay the|gia han|huy bo|thu hoi|dinh chinh|sua doi, bo sung ke)"
)
_PROVINCE = re.compile(r"[\s,]*(?:ngay [\d/.\- ]{6,14},?\s)?cua (?:ban thuong vu |ban chap hanh |thuong truc )?tinh uy")
_FAR = 120
_FORMER = re.compile(r"(?:\bcua $|truoc day|con ghi)")
_CALLED_FORMER = re.compile(r"\s?\(?cu\b")
_LIMIT = re.compile(r"(?:truoc|cham nhat|muon nhat|han |xong)")
_NO_NUMBER = re.compile(r"^[Ss][ốôoóồ6ỐÔ]\s?:?[\s./…_]*")
_NO_DAY = re.compile(r"\bng[àa]y\b.*\bth[áa]ng\b.*", re.IGNORECASE)
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Whole:
    """A directive as read so far: its regions, its subject, and the paragraphs that open its body."""

    read: Reading
    layout: Layout
    subject: Piece | None
    opening: tuple[Piece, ...]


def document_doubts(whole: Whole) -> tuple[Doubt, ...]:
    """Return the doubts about head, citations and units, in a fixed order."""
    checks = (_blanks, _cited, _weeks, _months, _amending, _symbols, _units, _repeated)
    return tuple(doubt for check in checks for doubt in check(whole))


def _blanks(whole: Whole) -> Iterator[Doubt]:
    head = whole.layout.head
    if whole.read.header.number is None:
        yield Doubt("blank-number", "Văn bản chưa có số; đề nghị điền số văn bản.", _blank(head, _NO_NUMBER))
    if whole.read.header.issued_on is None:
        message = "Văn bản chưa có ngày ban hành; đề nghị điền ngày ban hành."
        yield Doubt("blank-date", message, _blank(head, _NO_DAY))


def _blank(head: list[Line], wanted: re.Pattern[str]) -> Span:
    """Return the place of the words left blank; where there are none, of the first line."""
    for line in head:
        found = wanted.search(line.text)
        if found:
            return line.piece.span(*found.span())
    return head[0].piece.span() if head else (0, 0)


def _cited(whole: Whole) -> Iterator[Doubt]:
    """The newest document cited says enough."""
    issued = whole.read.header.issued_on
    newest = max((c for c in whole.read.citations if c.date), key=lambda c: c.date or date.min, default=None)
    if issued and newest and newest.date and newest.date > issued:
        message = (
            f"Văn bản ban hành ngày {issued:%d/%m/%Y} nhưng viện dẫn văn bản ngày {newest.date:%d/%m/%Y}; "
            "đề nghị kiểm tra lại năm."
        )
        yield Doubt("issued-before-cited", message, newest.span)


def sharpened(doubts: Iterable[Doubt], read: Reading) -> tuple[Doubt, ...]:
    """A deadline that was over when the directive was issued is no story told, but a slip in one of the two days."""
    return tuple(_deadline_over(doubt, read) if doubt.code == "past-date" else doubt for doubt in doubts)


def _deadline_over(doubt: Doubt, read: Reading) -> Doubt:
    words = read.text[slice(*doubt.span)]
    if not _LIMIT.match(fold(words)):
        return doubt
    message = f"Thời hạn “{words}” đã qua khi văn bản ban hành; đề nghị kiểm tra lại ngày, năm của thời hạn."
    return Doubt("deadline-before-issue", message, doubt.span)


def _weeks(whole: Whole) -> Iterator[Doubt]:
    titled = _WEEK.search(fold(whole.subject.text)) if whole.subject else None
    for piece in whole.opening if titled else ():
        told = _WEEK.search(fold(piece.text))
        if titled and told and (int(told[1]), told[2]) != (int(titled[1]), titled[2]):
            message = (
                f"Trích yếu ghi tuần {titled[1]}/{titled[2]} nhưng nội dung ghi tuần {told[1]}/{told[2]}; "
                "đang theo trích yếu, đề nghị xác nhận."
            )
            yield Doubt("week-mismatch", message, piece.span(*told.span()))
            break
    yield from _week_before_cited(whole, titled)


def _week_before_cited(whole: Whole, titled: re.Match[str] | None) -> Iterator[Doubt]:
    newest = max((c.date for c in whole.read.citations if c.date), default=None)
    start, subject = whole.read.window.start, whole.subject
    if titled and subject and newest and start and (newest - start).days > 6:
        message = (
            f"Tuần {titled[1]}/{titled[2]} bắt đầu ngày {start:%d/%m/%Y}, trước văn bản được viện dẫn ngày "
            f"{newest:%d/%m/%Y}; đề nghị kiểm tra lại số tuần."
        )
        yield Doubt("week-before-cited", message, subject.span(*titled.span()))


def _months(whole: Whole) -> Iterator[Doubt]:
    """The month of the subject against that of the opening sentence, and of most dates."""
    titled = _MONTH.search(fold(whole.subject.text)) if whole.subject else None
    if not titled or not whole.subject:
        return
    months = Counter(f"{day:%m/%Y}" for day in _days(whole))
    most, count = next(iter(months.most_common(1)), ("", 0))
    shown = f"{int(titled[1]):02}/{titled[2]}"
    if count >= 3 and count * 2 > months.total() and most != shown:
        message = (
            f"Trích yếu ghi tháng {shown} nhưng phần lớn ngày nêu trong văn bản thuộc tháng {most}; đề nghị xác nhận."
        )
        yield Doubt("month-mismatch", message, whole.subject.span(*titled.span()))


def _days(whole: Whole) -> Iterator[date]:
    for mark in (mark for item in whole.read.items for mark in item.dates):
        if mark.role in ("anniversary", "event") and mark.start and mark.precision == "day":
            yield mark.start


def _amending(whole: Whole) -> Iterator[Doubt]:
    if whole.subject and _AMENDS.match(fold(whole.subject.text)):
        message = "Văn bản này điều chỉnh văn bản trước; đề nghị sửa hoặc bỏ các mục đã đăng theo văn bản trước."
        yield Doubt("amends-earlier", message, whole.subject.span())


def _symbols(whole: Whole) -> Iterator[Doubt]:
    """A symbol of the centre on a document of a province: the issuer's name counts."""
    for citation in (citation for citation in whole.read.citations if citation.number.endswith("/TW")):
        end = citation.span[1]
        if _PROVINCE.match(fold(whole.read.text[end : end + _FAR])):
            message = (
                f"Ký hiệu {citation.number} là của Trung ương nhưng văn bản ghi của Tỉnh ủy; đề nghị kiểm tra ký hiệu."
            )
            yield Doubt("symbol-mismatch", message, citation.span)


def _units(whole: Whole) -> Iterator[Doubt]:
    """Units abolished by 2025 that a later directive still speaks to; each once."""
    header = whole.read.header
    day = header.issued_on or header.not_before or whole.read.window.start
    told: set[str] = set()
    for piece in _spoken_to(whole) if day else ():
        bare = _QUOTED.sub(lambda quote: " " * len(quote.group()), piece.text)
        for start, end, unit in abolished_in(bare, day or date.min):
            if unit.now not in told and not _is_former(bare, start, end):
                told.add(unit.now)
                message = (
                    f"“{piece.text[start:end]}” không còn từ ngày {unit.since:%d/%m/%Y}; "
                    f"nay là {unit.now}. Đề nghị chọn lại nơi nhận."
                )
                yield Doubt("abolished-unit", message, piece.span(start, end))


def _is_former(text: str, start: int, end: int) -> bool:
    """Said of the past, or only the author of what is cited."""
    before, after = fold(text[max(0, start - 25) : start]), fold(text[end : end + 6])
    return bool(_FORMER.search(before) or _CALLED_FORMER.match(after))


def _spoken_to(whole: Whole) -> Iterator[Piece]:
    yield from (line.piece for line in whole.layout.addressees)
    yield from whole.layout.body


def _repeated(whole: Whole) -> Iterator[Doubt]:
    """Two items of one title may come from two sources of one theme."""
    seen: dict[str, str] = {}
    for item in whole.read.items:
        title = fold(item.title)
        if len(title) >= 25 and title in seen and item.spans:
            message = f"Mục {item.path} trùng tên với mục {seen[title]}; đề nghị gộp nếu là một."
            yield Doubt("repeated-item", message, (item.spans[0][0], item.spans[-1][1]))
        seen.setdefault(title, item.path)
