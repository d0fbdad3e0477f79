"""The words for what is published: names of kinds, of documents, of times, in Vietnamese."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

from feeds.text import day

KINDS = {
    "ky-niem": "Ngày kỷ niệm",
    "su-kien": "Sự kiện",
    "dot": "Đợt tuyên truyền",
    "bat-dau": "Bắt đầu thực hiện",
    "han-nop": "Hạn nộp",
    "dinh-ky": "Định kỳ",
    "chu-de": "Chủ đề",
    "nhiem-vu": "Nhiệm vụ",
}
KIND_OF_ROLE = {
    "anniversary": "ky-niem",
    "event": "su-kien",
    "period": "dot",
    "start": "bat-dau",
    "deadline": "han-nop",
    "recurring": "dinh-ky",
}
ROLES = {
    "anniversary": "Ngày kỷ niệm",
    "event": "Sự kiện",
    "period": "Khoảng thời gian",
    "start": "Bắt đầu từ",
    "deadline": "Hạn cuối",
    "recurring": "Định kỳ",
}
DECISIONS = {
    "accept": "nhận",
    "refuse": "bỏ",
    "withdraw": "rút lại",
    "reopen": "cho chờ lại",
    "correct": "sửa",
    "add": "tạo từ đoạn chưa dùng",
    "part": "tách ra",
    "split": "tách",
    "merge": "gộp",
    "reread": "lấy theo bản đọc lại",
    "restore": "khôi phục trạng thái trước",
    "replace": "thay bằng bản sửa",
    "create": "tự lập",
    "copy": "chép sang ngày khác",
    "repeat": "đặt lặp lại",
}
"""What was done to an item, to stand after “đã”."""
DASHES = {"-": "gạch đầu dòng", "+": "dấu cộng"}
ITEM_KINDS = {
    "regular": "Nội dung thường xuyên",
    "thematic": "Nội dung chuyên đề",
    "anniversary": "Ngày kỷ niệm",
    "task": "Nhiệm vụ",
    "form": "Hình thức tuyên truyền",
}


@lru_cache(maxsize=8192)
def place(path: str) -> str:
    """Say a place in a document, its dashes in words: "mục I.2.7", "mục III.2, gạch đầu dòng 1"."""
    parts = path.split(".")
    numbers = ".".join(part for part in parts if part[:1] not in DASHES)
    dashes = [f"{DASHES[part[0]]} {part[1:]}" for part in parts if part[:1] in DASHES]
    return ", ".join([*([f"mục {numbers}"] if numbers else []), *dashes])


@lru_cache(maxsize=8192)
def when(kind: str, start: date | None, end: date | None) -> str:
    """Say when an entry is, in one phrase; empty for an undated one."""
    if start is None:
        return ""
    if kind == "han-nop":
        return f"hạn cuối {day(start)}"
    if end is None:
        return f"từ {day(start)}"
    if end == start:
        return day(start)
    return f"từ {day(start)} đến hết {day(end)}"


@lru_cache(maxsize=8192)
def document(kind: str, number: str, symbol: str, issued_on: date | None, issuer: str) -> str:
    """Name a document: "Công văn số 853-CV/BTGTU ngày 22/6/2020 của Ban Tuyên giáo".

    A number left blank shows as dots before the symbol, as on the paper.
    """
    shown = number or (f"…/{symbol}" if symbol else "")
    kind = kind or "văn bản"
    parts = [
        kind[:1].upper() + kind[1:],
        f"số {shown}" if shown else "",
        f"ngày {day(issued_on)}" if issued_on else "",
        f"của {issuer}" if issuer else "",
    ]
    return " ".join(part for part in parts if part)


def slugify(text: str) -> str:
    """Return text in lower-case ASCII with hyphens, for addresses."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")


def year_length(name: str) -> str:
    """Return " Năm 2024 có 52 tuần." for a week that its year does not have ("2024-W53"), "" for any other name."""
    found = re.fullmatch(r"([0-9]{4})-W([0-9]{2})", name)
    if not found or not int(found[1]):
        return ""
    last = date(int(found[1]), 12, 28).isocalendar().week
    return "" if 1 <= int(found[2]) <= last else f" Năm {found[1]} có {last} tuần."
