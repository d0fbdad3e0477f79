"""The signs that open an item: parts, Roman and Arabic numbers, letters, stars, dashes, plus signs, table rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed sign: its level (smaller is higher), what it adds to a path, and where the words after it begin."""

    level: int
    number: str
    end: int


ARTICLE, NUMBER, ROW = 2, 3, 4
DECIMAL, LETTER, BRACKETED, STAR, DASH = 5, 7, 8, 9, 10
_PARTS = {"nhất": "I", "hai": "II", "ba": "III", "tư": "IV", "năm": "V", "sáu": "VI"}
_ORDINALS = "".join(f"|(?:thứ|THỨ) (?:{word}|{word.upper()})" for word in _PARTS)
_WHEN = r"\d{1,2}/\d{1,2}(?:/\d{4})?\s?[:,(–-]|\d{1,2}\s?(?:h|g|giờ|:)\s?\d{0,2}(?!\w)[\s,:–-]"  # "20/9:", "7h30, …"
_MANY = rf"\d{{1,3}}(?:,\d)?\s?%|\d{{1,4}}(?:/\d{{1,4}})?\s[^\W\d_]|{_WHEN}"
BULLETS = "-–—‑‒−•▪●◦·∙■□◆❖►➢✓✔⁃§Øü\uf0a7\uf0b7\uf0d8\uf0fc"
_SIGNS = (
    (DASH, re.compile(rf"(?P<n>)(?:--(?=\s)|[{BULLETS}])\s*(?=[^\s\-–—])")),
    (DASH + 1, re.compile(r"(?P<n>)\+\s*(?=\S)")),
    (STAR, re.compile(r"(?P<n>)\*\s+(?!(?:Ghi chú|Lưu ý|Chú thích|Chú ý)\b)(?=\S)")),
    (
        0,
        re.compile(
            rf"(?:PHẦN|Phần|CHƯƠNG|Chương) (?:thứ )?(?P<n>[IVX]{{1,5}}|[A-H]|\d{_ORDINALS})(?:\s?[.:\-]\s|\s|$)"
        ),
    ),
    (0, re.compile(r"(?P<n>[A-H])\s?(?:/\.?|[.\-–])\s+(?=[^\W\d_])")),
    (1, re.compile(r"(?!V\s?/\s?[vV]\b)(?P<n>[IVX]{1,5})\s?(?:\.[-–/]|[.\-–/)])\s*(?=[^\W\d_])")),
    (1, re.compile(r"(?:Mục|MỤC) (?P<n>[IVX]{1,5}|\d{1,2})(?:\s?[.:]\s+(?=[^\W\d_])|\s?[.:]?$)")),
    (ARTICLE, re.compile(r"(?:Điều|ĐIỀU) (?P<n>\d{1,2})\s?[.:]\s*")),
    (ROW, re.compile(r"(?P<n>\d{1,3})\.? \| ")),
    (
        ROW,
        re.compile(
            r"(?:Nội dung|NỘI DUNG|Chủ đề|CHỦ ĐỀ|Chuyên đề|CHUYÊN ĐỀ) (?:số )?(?P<n>\d{1,2})\s?[.:]\s+"
            r"(?=[^\W\d_]|[“\"«])"
        ),
    ),
    (NUMBER, re.compile(r"(?P<n>(?:[IVX]{1,4}|[A-H])\.\d{1,2})(?:\s?[.\-)/]\s*|\s+)(?=[^\W\d_]|[“\"«])")),
    (DECIMAL, re.compile(r"(?P<n>[IVX]{1,4}\.\d{1,2}\.\d{1,2})(?:\s?[.\-)/]\s*|\s+)(?=[^\W\d_]|[“\"«])")),
    (DECIMAL, re.compile(r"(?P<n>\d{1,2}\.\d{1,2})(?:\s?(?:[.\-)]|/(?=\s))\s*|\s+)(?=[^\W\d_]|[“\"«])")),
    (DECIMAL + 1, re.compile(r"(?P<n>\d{1,2}\.\d{1,2}\.\d{1,2})(?:\s?(?:[.\-)]|/(?=\s))\s*|\s+)(?=[^\W\d_]|[“\"«])")),
    (DECIMAL, re.compile(rf"(?P<n>\d{{1,2}}\.\d{{1,2}})\s?[.\-)]\s+(?={_MANY})")),
    (
        NUMBER,
        re.compile(
            r"(?P<n>\d{1,2})\s?(?:\)/|[.-][-–/]|/[-–](?=\s)|[.)]|/(?![A-ZĐ]{2})|[-–](?=\s))\s*(?=[^\W\d_]|[“\"«(])"
        ),
    ),
    (NUMBER, re.compile(rf"(?P<n>\d{{1,2}})(?:[.)\-–]/?|[./][\-–])\s+(?={_MANY})")),
    (LETTER, re.compile(r"(?P<n>[a-zđ])\s?(?:\)/?|[./][-–/](?=\s)|[.\-–](?=\s)|/(?=\s|[^\W\d_a-zà-ỹđ]))\s*(?=\S)")),
    (BRACKETED, re.compile(r"\(?(?P<n>i{2,3}|iv|vi{1,3}|ix)\)\s*(?=[^\W\d_]|[“\"«]|\d)")),
    (BRACKETED, re.compile(r"(?P<n>[a-zđ]\.?\d{1,2})(?:[.)]|/(?=\s))\s*(?=[^\W\d_]|[“\"«])")),
    (LETTER, re.compile(r"\((?P<n>[a-zđ])\)[.:]?\s*(?=[^\W\d_]|[“\"«]|\d)")),
    (BRACKETED, re.compile(r"\((?P<n>\d{1,2})\)[.:]?\s*(?=[^\W\d_]|[“\"«]|\d{1,3}\s[^\W\d_])")),
)
_NUMBERED = tuple(sign for sign in _SIGNS if sign[1].pattern.startswith(r"(?P<n>\d"))
_OTHERS = tuple(sign for sign in _SIGNS if sign not in _NUMBERED)
_WORDED = ("PH", "Ph", "CH", "Ch", "ĐI", "Đi", "Mụ", "MỤ", "Nộ", "NỘ", "I", "V", "X", "i", "v")
_STREET_DATE = re.compile(r"\d{1,2}\s?[-–]\s?(?:0?[1-9]|1[0-2])(?!\d|\.|\snăm\s[^\W\d])")


@lru_cache(maxsize=512)
def marker(text: str) -> Marker | None:
    """Return the sign a paragraph opens with, if any; a paragraph is asked when it is joined, parted and ordered."""
    if text[:2].isalpha() and not text.startswith(_WORDED):
        return None
    for level, sign in _NUMBERED if text[:1].isdigit() else _OTHERS:
        found = sign.match(text)
        if found and not (level == NUMBER and _STREET_DATE.match(text)):
            return Marker(level, _PARTS.get(found["n"].lower().removeprefix("thứ "), found["n"]), found.end())
    return None
