"""From the text of a directive to what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from content.directive import Citation, DateMark, Doubt, Header, Item, Known, Reading, Span, Window
from content.recognise import items
from content.recognise.anchors import polling_day
from content.recognise.called_off import without_called_off
from content.recognise.campaigns import within_campaigns
from content.recognise.citations import Cited, find, merged
from content.recognise.doubts import Whole, document_doubts, sharpened
from content.recognise.form import Frame
from content.recognise.forms.months import month_named
from content.recognise.header import read_header
from content.recognise.kinds import kind_of, opens_themes
from content.recognise.known import differing, filled
from content.recognise.layout import Layout, lay_out
from content.recognise.limits import TooSlow
from content.recognise.marks import read_marks, too_slow
from content.recognise.outline import Node, Outline, appendix, outline
from content.recognise.proposals import undated
from content.recognise.recurrence import within_heading
from content.recognise.rows import content_cell, limit_cell
from content.recognise.tidy import Piece, join, lines
from content.recognise.titles import title_of
from content.recognise.unused import unused
from content.recognise.window import day_in_text, read_window, year_of

_ASIDE = re.compile(r"\([^()\d]*\)")
_HOUR = re.compile(r"\d\s?(?:h|g|giờ)")


def recognise(text: str, today: date, known: Known | None = None) -> Reading:
    """Return what the text says. `today` only bounds which years are plausible; what is `known` fills the header."""
    printed, notes = lines(text)
    layout = lay_out(printed)
    body = outline(layout.body)
    printed_header, subject_span = read_header(layout)
    header = filled(printed_header, known) if known else printed_header
    subject = _between([line.piece for line in layout.head], subject_span)
    bodies = [body]
    for number, pieces in enumerate(layout.appendices, 1):
        bodies.append(appendix(pieces, number, {node.path for one in bodies for node in one.nodes()}))
    told = [piece for one in bodies for piece in one.pieces()]
    mentions = _mentions([*([subject] if subject else []), *told, *notes], header.issued_on)
    citations = merged(mentions, header.number)
    header = replace(header, not_before=_newest(citations, today) if header.issued_on is None else None)
    frame = _frame(header, text, today)
    window = read_window(subject, body.before_duties, header, frame)
    named, other = (window.start, None) if window.span else (None, window.start)
    frame = replace(frame, window_start=named, since=other, year=year_of(header.subject))
    frame = replace(frame, month=month_named(header.subject or "", frame) or month_named(window.text or "", frame))
    frame = replace(frame, polling_day=polling_day([*([subject] if subject else []), *layout.body], frame))
    found, doubts = _items(text, bodies[0], frame, header.subject)
    for one in bodies[1:]:
        more, doubtful = _items(text, one, frame, header.subject)
        found, doubts = (*found, *more), (*doubts, *doubtful)
    found = without_called_off(within_campaigns(found, window, header.subject, text))
    days = {mark.start for item in found for mark in item.dates}
    doubts = (*doubts, *undated((node.whole for node in body.leaves()), days, frame))
    window = replace(window, text=text[slice(*window.span)]) if window.span else window
    read = Reading(text, header, window, tuple(replace(c, text=text[slice(*c.span)]) for c in citations), found, doubts)
    whole = Whole(read, layout, subject, tuple(body.opening))
    said = (*document_doubts(whole), *differing(printed_header, header, layout.head))
    return replace(read, doubts=(*said, *sharpened(doubts, read), *unused(read, bodies, frame)))


def _between(pieces: Sequence[Piece], span: Span | None) -> Piece | None:
    if span is None:
        return None
    return join([p for p in pieces if p.text and span[0] <= p.places[0] < span[1]])


def _mentions(pieces: Sequence[Piece], issued: date | None) -> list[Cited]:
    """Return all mentions; a paragraph too slow to read is doubted where its dates are read."""
    found: list[Cited] = []
    for piece in pieces:
        with suppress(TooSlow):
            found.extend(find(piece, issued))
    return found


def _newest(citations: Sequence[Citation], today: date) -> date | None:
    """A year after the next is a slip of the pen, not the day of a document."""
    return max((c.date for c in citations if c.date and c.date.year <= today.year + 1), default=None)


def _frame(header: Header, text: str, today: date) -> Frame:
    floor = header.not_before
    if header.issued_month and not header.issued_on:
        first = date(int(header.issued_month[:4]), int(header.issued_month[5:]), 1)
        floor = max(first, floor or first)
    near = None if header.issued_on or floor else day_in_text(text, today)
    return Frame(today=today, issued=header.issued_on, floor=floor, near=near)


def _items(text: str, body: Outline, frame: Frame, subject: str | None) -> tuple[tuple[Item, ...], tuple[Doubt, ...]]:
    found: list[Item] = []
    doubts: list[Doubt] = []
    shared: dict[int, tuple[DateMark, ...]] = {}
    themes = opens_themes(body.opening)
    for node in body.nodes():
        told = _day_told(found[-1:])
        dates, doubtful = _dates(text, node, replace(frame, told=told) if told else frame)
        doubts.extend(doubtful)
        inherited = next((shared[id(n)] for n in node.above() if shared.get(id(n))), ())
        if node.children:
            shared[id(node)] = dates
        else:
            found.append(_item(node, within_heading(node.piece.text, dates, inherited), subject, themes=themes))
    for index, piece in enumerate(body.closing, 1):
        node = Node(2, f"§{index}", piece, None)
        dates, doubtful = _dates(text, node, frame)
        doubts.extend(doubtful)
        if dates:
            found.append(_item(node, dates, subject, themes=False))
    return tuple(found), tuple(doubts)


def _day_told(before: Sequence[Item]) -> date | None:
    """Return the single day on which what the item before tells last happens: that of "16h00 cùng ngày"."""
    marks = before[-1].dates[-1:] if before else ()
    return next((mark.start for mark in marks if mark.role in ("event", "period") and mark.start == mark.end), None)


def _dates(text: str, node: Node, frame: Frame) -> tuple[tuple[DateMark, ...], tuple[Doubt, ...]]:
    whole = node.whole
    try:
        taken = [(c.start, c.end) for c in find(whole, frame.issued)]
    except TooSlow:
        return (), (too_slow(whole),)
    if not node.children:
        taken += items.slogans_of(node)
    titles = "\n".join(n.heading for n in reversed(list(node.above())))
    month = month_named(titles, frame)
    frame = replace(frame, month=month) if month and month != frame.month else frame
    marks, doubts = read_marks(whole, taken, titles, frame)
    return tuple(_as_printed(_by_column(mark, node), text) for mark in marks), doubts


def _by_column(mark: DateMark, node: Node) -> DateMark:
    """A single day, with no hour, a month or a quarter in the column that tells by when is a limit."""
    if not node.columns or mark.role not in ("event", "period"):
        return mark
    whole = mark.start == mark.end if mark.precision == "day" else mark.precision in ("month", "quarter")
    limit = _ASIDE.sub("", limit_cell(node.piece.text, node.columns)).strip(" .;")
    told = whole and limit.lower() == mark.text.lower() and not _HOUR.search(limit)
    return replace(mark, role="deadline", start=None) if told else mark


def _as_printed(mark: DateMark, text: str) -> DateMark:
    words = text[slice(*mark.span)]
    return mark if mark.text == words else replace(mark, text=words)


def _item(node: Node, dates: tuple[DateMark, ...], subject: str | None, *, themes: bool) -> Item:
    whole = node.whole.text
    audiences = items.audiences_of(node)
    kind = kind_of(node, dates, audiences, themes=themes)
    return Item(
        path=node.path,
        kind=kind,
        title=title_of(
            node.more[0] if items.is_bare(node) else node.piece,
            audiences,
            content_cell(node.piece.text, node.columns).strip(" .,;:-–"),
        ),
        text=items.words(node),
        spans=items.spans_of(node),
        audiences=audiences,
        channels=items.channels_of(node, audiences, subject),
        providers=items.providers_of(node),
        slogans=tuple(whole[slice(*span)].strip() for span in items.slogans_of(node)),
        links=items.links_of(whole),
        dates=dates,
        duty=items.duty_of(node, kind, audiences),
    )


__all__ = ["Layout", "Window", "recognise"]
