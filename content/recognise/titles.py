"""What an item is called: its run-in heading, else its first clause; short, and never empty."""

from __future__ import annotations

import re

from content.recognise.tidy import Piece

LONGEST = 160
_SHORTEST = 60
_COLON = re.compile(r":(?=\s|$)")
_STOP = re.compile(r"[.;](?=\s|$)")
STOP = re.compile(r"(?<=[^\W\dA-ZĐ_]{2})\.\s(?=[^\W\d_a-zà-ỹ])")  # after a run-in heading ("Tổ Truyền thanh. Phát …")
_WHEN = re.compile(
    r"(?:lúc |vào |từ |đến |và |khoảng |(?:sáng|trưa|chiều|tối),? |ngày |\d{1,4}|(?:giờ|h|g|phút)(?!\w)|[\s:,/.–-])+",
    re.IGNORECASE,
)
_CLOSE = re.compile(r"\s?\.\s?/\s?\.?$")


def titled(piece: Piece) -> tuple[Piece, Piece | None]:
    """Split a run-in heading from what follows its colon; without one the title is the first clause."""
    colon = _COLON.search(piece.text[:220])
    if colon and piece.text.count("“", 0, colon.start()) == piece.text.count("”", 0, colon.start()):
        return piece.cut(0, colon.start()), piece.cut(colon.end())
    stop = _STOP.search(piece.text)
    return piece.cut(0, stop.start() if stop else len(piece.text)), None


def title_of(piece: Piece, units: tuple[str, ...], content: str = "") -> str:
    """Return the title of an item. A heading that only names `units`, or an hour, is none: the title is what they do.

    Of a row it is the cell of its `content`, where the table names that column.
    """
    if content:
        return _short(content[:1].upper() + content[1:])
    head, rest = titled(piece)
    if rest and rest.text and (_WHEN.fullmatch(head.text) or (units and head.text.endswith(units[-1]))):
        head = titled(rest)[0]
    elif rest is None and units and head.text == units[-1] and (stop := STOP.match(piece.text, len(head.text))):
        head = titled(piece.cut(stop.end()))[0]
    title = _CLOSE.sub("", _named(head.text)).strip(" .,;:-–")
    title = title or piece.text.strip(" .,;:-–") or piece.text
    return _short(title[:1].upper() + title[1:])


def _named(text: str) -> str:
    """Of a row the first cell that is words, not a day or a number."""
    cells = text.split(" | ")
    return next((cell for cell in cells if sum(map(str.isalpha, cell)) > 2 * sum(map(str.isdigit, cell))), cells[0])


def _short(title: str) -> str:
    if len(title) <= LONGEST:
        return title
    comma = title.rfind(",", _SHORTEST, LONGEST - 1)
    end = comma if comma > 0 else title.rfind(" ", 1, LONGEST - 1)
    return f"{title[: end if end > 0 else LONGEST - 1]}…"
