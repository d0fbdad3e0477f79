"""The entries as a table for Excel: CSV in UTF-8 with a byte order mark, every text kept from being a formula."""

from __future__ import annotations

import csv
import io
from datetime import date

from feeds.ical import shown
from feeds.lifecycle import VIETNAM
from feeds.memo import Memo
from feeds.text import address, one_line, plain
from feeds.view import Entry, FeedView
from feeds.wording import source, time_words, title

BOM = "\ufeff"
FORMULA = frozenset("=+-@\t\r＝＋－＠")
"""First characters that make Excel and its like compute a cell, the full-width ones among them."""

STATUS = {"confirmed": "Có hiệu lực", "cancelled": "Đã hủy"}
COLUMNS = (
    "Mã",
    "Trạng thái",
    "Loại",
    "Tiêu đề",
    "Từ ngày",
    "Đến ngày",
    "Thời gian",
    "Kênh",
    "Đối tượng",
    "Đơn vị cung cấp",
    "Khẩu hiệu",
    "Nội dung",
    "Lý do hủy",
    "Văn bản",
    "Địa chỉ",
    "Số lần sửa",
    "Sửa lần cuối",
    "Lĩnh vực",
)


def sheet(view: FeedView, memo: Memo | None = None) -> bytes:
    """Return every entry of `view` as a row, in the order given; nothing is left out."""
    remember = memo or Memo()
    rows = (remember(row, entry) for entry in shown(view))
    return (BOM + line(COLUMNS) + "".join(rows)).encode()


def row(entry: Entry) -> str:
    """Return an entry, as `lifecycle.seen` gives it, as one row."""
    return line(
        (
            entry.uid,
            STATUS[entry.status],
            safe(entry.kind_name),
            safe(title(entry)),
            _day(entry.start),
            _day(entry.end),
            safe(time_words(entry)),
            _list(entry.channel_names),
            _list(entry.audiences),
            _list(entry.providers),
            _list(entry.slogans),
            safe(plain(entry.text)),
            safe(one_line(entry.reason)),
            safe(source(entry)),
            address(entry.url),
            str(entry.sequence),
            f"{entry.changed_at.astimezone(VIETNAM):%Y-%m-%d %H:%M}",
            _list(entry.subject_names),
        )
    )


def line(cells: tuple[str, ...]) -> str:
    """Return a line of the table, every cell quoted."""
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(cells)
    return written.getvalue()


def safe(text: str) -> str:
    """Return a text that no program computes; an apostrophe goes before one that it might."""
    return f"'{text}" if text[:1] in FORMULA else text


def _list(names: tuple[str, ...]) -> str:
    return safe("; ".join(name for name in map(one_line, names) if name))


def _day(when: date | None) -> str:
    return when.isoformat() if when else ""
