"""The registry as a table (CSV): read from what Excel saves, written as Excel opens it by a double click.

Every cell that cannot be is a fault with its line and how to mend it. What rows say of each other is for `registry`.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from calendar_app.models import Unit
from calendar_app.wording import slugify
from content.folding import fold
from content.vocabulary.unit_kinds import kind_named, unit_kinds
from feeds.sheet import BOM, FORMULA

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH, NAME_LENGTH, MOST_ROWS = 60, 200, 20_000
COLUMNS = {
    "slug": "Mã",
    "name": "Tên đơn vị",
    "kind": "Loại",
    "place": "Địa bàn",
    "parent": "Cấp trên",
    "valid_from": "Từ ngày",
    "valid_until": "Đến ngày",
    "successors": "Đơn vị kế thừa",
    "aliases": "Tên gọi khác",
}
NEEDED = ("name", "kind")
PASSED_OVER = frozenset(("", "stt", "tt", "ghi chu"))
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_APART = re.compile(r"[\s,;|]+")
HEADINGS = ", ".join(f"“{heading}”" for heading in COLUMNS.values())


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line of a table, and how to mend it; the heading is line 1."""

    line: int
    said: str
    mend: str

    def __str__(self) -> str:
        return f"Dòng {self.line}: {self.said} {self.mend}"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: what it says of a unit, in the columns that the table has."""

    line: int
    values: dict[str, Any]

    @property
    def slug(self) -> str:
        """The unit it is about."""
        return str(self.values["slug"])


class _Bad(Exception):
    """A cell that cannot be: what is wrong and how to mend it."""


def read(data: bytes) -> tuple[list[Row], list[Fault]]:
    """Return the rows of a table that can be read, and every fault of the others. UTF-8; commas or semicolons."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [Fault(1, "Tệp không phải bảng CSV mã UTF-8.", "Trong Excel, hãy lưu thành “CSV UTF-8” rồi gửi.")]
    lines, fault = _lines(unicodedata.normalize("NFC", text))
    if fault or not lines:
        return [], [fault or Fault(1, "Bảng trống.", f"Dòng đầu cần có các cột {HEADINGS}.")]
    columns, faults = _columns(lines[0])
    if faults:
        return [], faults
    if len(lines) > MOST_ROWS:
        return [], [Fault(MOST_ROWS, f"Bảng dài quá {MOST_ROWS} dòng.", "Hãy chia thành nhiều tệp.")]
    filled = [(number, cells) for number, cells in enumerate(lines[1:], 2) if any(map(str.strip, cells))]
    if not filled:
        return [], [Fault(2, "Bảng chỉ có dòng tiêu đề.", "Hãy điền mỗi đơn vị một dòng.")]
    found = [_row(number, cells, columns) for number, cells in filled]
    return [row for row, _ in found if row], [fault for _, faults in found for fault in faults]


def write(units: Iterable[Unit]) -> bytes:
    """Return units as a table that `read` takes again: UTF-8 with a mark, commas, every cell quoted, CR LF."""
    table = io.StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS.values())
    for unit in units:
        writer.writerow(_cells(unit))
    return (BOM + table.getvalue()).encode()


def _cells(unit: Unit) -> list[str]:
    return [
        unit.slug,
        _guarded(unit.name),
        unit_kinds()[unit.kind].name,
        unit.place,
        unit.parent,
        unit.valid_from.isoformat() if unit.valid_from else "",
        unit.valid_until.isoformat() if unit.valid_until else "",
        ", ".join(unit.successors),
        _guarded(" | ".join(unit.aliases)),
    ]


def _guarded(text: str) -> str:
    """Return a text that no spreadsheet computes; reading takes the apostrophe off again."""
    return f"'{text}" if text[:1] in FORMULA else text


def _lines(text: str) -> tuple[list[list[str]], Fault | None]:
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    lines: list[list[str]] = []
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            lines.append(line)
    except csv.Error:
        mend = "Hãy mở tệp bằng Excel, xem dấu ngoặc kép của dòng này, rồi lưu lại thành “CSV UTF-8”."
        return [], Fault(len(lines) + 1, "Không tách được các ô.", mend)
    return lines, None


def _columns(headings: list[str]) -> tuple[list[str], list[Fault]]:
    """Return which column each cell of a line belongs to, "" for those passed over."""
    known = {_plain(heading): name for name, heading in COLUMNS.items()}
    names = [known.get(_plain(heading), "") for heading in headings]
    faults = [
        Fault(1, f"Không hiểu cột “{heading.strip()[:60]}”.", f"Các cột được dùng: {HEADINGS}; bỏ qua STT và Ghi chú.")
        for heading, name in zip(headings, names, strict=True)
        if not name and _plain(heading) not in PASSED_OVER
    ]
    twice = {name for name in names if name and names.count(name) > 1}
    faults += [Fault(1, f"Cột “{COLUMNS[name]}” có hai lần.", "Hãy bỏ một.") for name in sorted(twice)]
    lacking = [name for name in NEEDED if name not in names]
    faults += [Fault(1, f"Thiếu cột “{COLUMNS[name]}”.", "Hãy thêm cột này vào dòng đầu.") for name in lacking]
    return names, faults


def _row(line: int, cells: list[str], columns: list[str]) -> tuple[Row | None, list[Fault]]:
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    cells = [_cell(cell) for cell in cells] + [""] * (len(columns) - len(cells))
    if any(cells[len(columns) :]):
        faults.append(Fault(line, "Có ô nằm ngoài các cột.", "Hãy đặt ô có dấu phẩy trong ngoặc kép, hoặc bỏ ô thừa."))
    for name, cell in zip(columns, cells, strict=False):
        if name:
            try:
                values[name] = _READERS[name](cell)
            except _Bad as bad:
                faults.append(Fault(line, *bad.args))
    if not values.get("slug") and values.get("name"):
        values["slug"] = slugify(values["name"])[:SLUG_LENGTH].strip("-")
        if not values["slug"]:
            faults.append(Fault(line, "Không đặt được mã từ tên này.", "Hãy điền cột “Mã”, ví dụ xa-tan-canh."))
    return (None if faults else Row(line, values)), faults


def _cell(text: str) -> str:
    text = " ".join(text.split())
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA else text


def _plain(heading: str) -> str:
    return " ".join(fold(heading).split())


def _slug(text: str) -> str:
    if text and (not SLUG.fullmatch(text) or len(text) > SLUG_LENGTH):
        mend = f"Chỉ dùng chữ thường không dấu, số, gạch nối, dài nhất {SLUG_LENGTH}. Ví dụ: xa-tan-canh."
        raise _Bad(f"Mã “{text[:60]}” không dùng được.", mend)
    return text


def _name(text: str) -> str:
    if not text:
        raise _Bad("Thiếu tên đơn vị.", "Hãy điền cột “Tên đơn vị”.")
    if len(text) > NAME_LENGTH or not text.isprintable():
        raise _Bad(f"Tên “{text[:60]}…” không dùng được.", f"Tên dài nhất {NAME_LENGTH} chữ, không có ký tự lạ.")
    return text


def _kind(text: str) -> str:
    kind = kind_named(text)
    if kind is None:
        those = "; ".join(kind.name for kind in unit_kinds().values())
        raise _Bad(f"Không có loại “{text[:60]}”.", f"Các loại: {those}.")
    return kind.id


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    try:
        day = date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text) if text else None
    except ValueError as error:
        raise _Bad(f"“{text[:60]}” không phải là một ngày.", "Hãy điền như 30/6/2025 hoặc 2025-06-30.") from error
    return day


def _slugs(text: str) -> list[str]:
    return list(dict.fromkeys(_slug(part) for part in _APART.split(text) if part))


def _aliases(text: str) -> list[str]:
    return list(dict.fromkeys(_name(part.strip()) for part in text.split("|") if part.strip()))


_READERS: dict[str, Callable[[str], Any]] = {
    "slug": _slug,
    "name": _name,
    "kind": _kind,
    "place": _slug,
    "parent": _slug,
    "valid_from": _day,
    "valid_until": _day,
    "successors": _slugs,
    "aliases": _aliases,
}
