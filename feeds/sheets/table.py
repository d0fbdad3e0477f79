"""The week sheet as a table for Excel: CSV in UTF-8 with a byte order mark, every text kept from being a formula."""

from __future__ import annotations

from collections.abc import Iterator

from feeds.sheet import BOM, line, safe
from feeds.sheets.model import Block, Board, Lines, Sheet, Theme, Themes

COLUMNS = (
    "Phần",
    "Số",
    "Ngày",
    "Giờ",
    "Nội dung",
    "Thời gian",
    "Việc cần làm",
    "Khẩu hiệu",
    "Ai thực hiện",
    "Ai cung cấp thông tin",
    "Văn bản",
    "Vị trí",
    "Đọc bản ngắn",
    "Đọc bản dài",
    "Bài đọc",
    "Địa chỉ",
)
Cells = dict[str, str]


def table(sheet: Sheet) -> bytes:
    """Return the sheet with a row for whatever it says; days are ISO 8601, parts go by the headings of the sheet."""
    head: Cells = {"Phần": f"{sheet.title} ({sheet.days})", "Nội dung": sheet.reader, "Địa chỉ": sheet.url}
    rows = [head, *([{"Phần": "Lưu ý", "Nội dung": sheet.notice}] if sheet.notice else [])]
    rows += [{"Phần": block.heading, **row} for block in sheet.blocks for row in _rows(block)]
    written = (line(tuple(safe(row.get(column, "")) for column in COLUMNS)) for row in rows)
    return (BOM + line(COLUMNS) + "".join(written)).encode()


def _rows(block: Block) -> Iterator[Cells]:
    if isinstance(block, Lines):
        for number, one in enumerate(block.lines, 1):
            day = one.day.isoformat() if one.day else ""
            yield {"Số": str(number), "Ngày": day, "Nội dung": one.text, "Thời gian": one.more}
    elif isinstance(block, Board):
        yield from _board(block)
    elif isinstance(block, Themes):
        yield from map(_theme, block.themes)


def _board(board: Board) -> Iterator[Cells]:
    if board.note:
        yield {"Nội dung": board.note}
    for row in board.rows:
        for column, cell in zip(board.columns, row.cells, strict=True):
            yield from ({"Ngày": row.day.isoformat(), "Giờ": column, "Nội dung": one} for one in cell)


def _theme(theme: Theme) -> Cells:
    days = "; ".join(f"{one.day.isoformat() if one.day else ''} {one.text}".strip() for one in theme.days)
    aloud = theme.aloud
    return {
        "Số": str(theme.number),
        "Nội dung": theme.name,
        "Thời gian": "; ".join(said for said in (theme.when, days) if said),
        "Việc cần làm": theme.todo,
        "Khẩu hiệu": "\n".join(theme.slogans),
        "Ai thực hiện": "; ".join(theme.audiences),
        "Ai cung cấp thông tin": "; ".join(theme.providers),
        "Văn bản": "; ".join(one.document for one in theme.origins),
        "Vị trí": "; ".join(one.place for one in theme.origins),
        "Đọc bản ngắn": aloud.short if aloud else "",
        "Đọc bản dài": aloud.long if aloud else "",
        "Bài đọc": aloud.text if aloud else "",
        "Địa chỉ": theme.url,
    }
