"""Tables in a text: which lines are rows, where their cells stand, and what the head calls the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.directive import Span
from content.folding import fold

_RULE = re.compile(r"[\s|+:=\-–—]{3,}")
_BAR = re.compile(r"\|")
_GAP = re.compile(r" *\t *| {2,}")
_HEAD = re.compile(r"(?:s?tt|s[oố] tt|s\.tt)\.?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}\.?")
_FEWEST = 3
_CELL = " | "
_COLUMN = re.compile(
    r"(?:s?tt|so tt|thoi (?:gian|diem|han)|ngay|gio|noi dung|hoat dong|cong viec|nhiem vu|dia (?:diem|ban)|"
    r"don vi|co quan|chu tri|phu trach|nguoi|ghi chu|ten|chuong trinh|chuyen muc|chu de|hinh thuc|doi tuong|"
    r"san pham|thu|buoi|khung gio)\b[^\d]{0,40}"
)
_CONTENT = re.compile(r"(?:ten )?(?:noi dung|hoat dong|cong viec|nhiem vu|chu de|chuong trinh|chuyen muc)\b|ten\b")
_LIMIT = re.compile(
    r"(?:thoi (?:gian|diem|han) |ngay |han |tien do )?(?:hoan thanh|nop|gui|bao cao)\b|"
    r"thoi han\b|han(?:$| (?:cuoi|chot)\b)|(?:ngay )?cham nhat\b"
)
_PROVIDER = re.compile(r"(?:don vi|co quan|dau moi|nguon)(?: phoi hop)?(?: cung cap| tin\b| thong tin| tai lieu)+\W*$")
_UNIT = re.compile(
    r"(?:(?:don vi|co quan|bo phan)(?!\s(?:tinh|cung cap|do))|(?:chu tri|phu trach|phan cong|to chuc|thuc hien)\b)"
)


def is_rule(words: str) -> bool:
    """Say whether a line only draws a table: its border, or what parts its head from its rows."""
    return "--" in words and ("|" in words or "+" in words) and bool(_RULE.fullmatch(words))


def cells(words: str, *, in_table: bool) -> list[Span]:
    """Return where the cells of a line stand; none where it is no row.

    Bars make a row. Tabs and wide gaps, which a sentence set in full lines has too, do so only in the head of a table
    and, `in_table`, below it, in a line that opens with a number; a cell of it may be broken over lines.
    """
    if "|" not in words and "\t" not in words and "  " not in words:
        return []
    first, last = len(words) - len(words.lstrip(" \t")), len(words.rstrip())
    if words.count("|") >= _FEWEST - 1:
        first += words.startswith("|", first)
        return list(_between(_BAR, words, first, last))
    found = list(_between(_GAP, words, first, last))
    if in_table and _opens(_NUMBER, words):
        return found if len(found) >= _FEWEST - ("\t" in words) else []
    return found if len(found) >= _FEWEST and is_head(words) else []


def is_head(words: str) -> bool:
    """Say whether a line is the head of a table: it opens with the name of the column of numbers."""
    return _opens(_HEAD, words)


def _opens(first: re.Pattern[str], words: str) -> bool:
    return bool(first.fullmatch(re.split(r"\||\t|  ", words.strip(" \t|*"), maxsplit=1)[0].strip(" *")))


def _between(sign: re.Pattern[str], words: str, start: int, end: int) -> Iterator[Span]:
    for found in sign.finditer(words, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end


def columns(text: str) -> tuple[str, ...]:
    """Return what a line of cells calls the columns below it; none where it is no head of a table."""
    if not is_row(text) or any(map(str.isdigit, text)):
        return ()
    names = tuple(fold(name).strip() for name in text.split(_CELL))
    return names if sum(bool(_COLUMN.fullmatch(name)) for name in names) >= _FEWEST - 1 else ()


def is_counted(names: tuple[str, ...]) -> bool:
    """Say whether the first of some columns holds the numbers of the rows."""
    return bool(names and _HEAD.fullmatch(names[0]))


def is_row(text: str) -> bool:
    """Say whether words are cells of a table."""
    return text.count(_CELL) >= _FEWEST - 1


def limit_cell(text: str, names: tuple[str, ...]) -> str:
    """Return the cell of a row that says by when ("Hoàn thành"); empty where no column is called so."""
    return _under(_LIMIT, text, names)


def provider_cell(text: str, names: tuple[str, ...]) -> str:
    """Return the cell of a row that says who provides ("Đơn vị cung cấp tin"); empty where no column is called so."""
    return _under(_PROVIDER, text, names)


def unit_cell(text: str, names: tuple[str, ...]) -> str:
    """Return the cell of a row that says who does it, by the name of its column; empty where there is none."""
    return _under(_UNIT, text, names)


def content_cell(text: str, names: tuple[str, ...]) -> str:
    """Return the cell of a row that says what is done or talked about; empty where no column is called so."""
    return _under(_CONTENT, text, names)


def _under(column: re.Pattern[str], text: str, names: tuple[str, ...]) -> str:
    below = names[1:] if is_counted(names) else names  # the number of a row is no cell of its words
    return next((cell for cell, name in zip(text.split(_CELL), below, strict=False) if column.match(name)), "")
