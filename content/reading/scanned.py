"""What tesseract reads wrongly of a directive's printed numbers, put right where only one thing can be meant."""

from __future__ import annotations

import re

from content.reading.romans import roman

_PART = re.compile(
    r"^(?P<number>[IVX][IVXLl1]{0,4}|[Ll][ILl1]{1,2}|\.\.)[.,]?(?= +[A-ZĐÀ-Ỹ][^\n]{2,90}$)", re.MULTILINE
)
_NOTE = re.compile(
    r"(?:^|(?<=\n\n))(?P<number>\d{1,2})(?= +(?:Theo|Kế hoạch|Công văn|Quyết định|Chỉ thị|Nghị|Hướng dẫn) )"
)
_RANGE = re.compile(r"(?m)^(.{50,}\d) ?\n(?=[-–]\s?\d{1,4}\b)")
_ETH = re.compile("ĐÐ|ÐĐ|Ð")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MOST_PARTS = 20
_ADDRESS = re.compile(r"^\s*Kính gửi", re.MULTILINE)
_FOOT = re.compile(r"^\W{0,3}Nơi nhận", re.MULTILINE)
_NATION = re.compile(r"\S {3,}(?:CỘNG|CÔNG|Độc lập|ĐẢNG CỘNG)")
_COLUMN = re.compile(r"(?<=[^\s:]) {3,}(?=[A-ZĐÀ-Ỹ\d])")
_GAP = re.compile(r"[ \t]{2,}")
_FAR = 15


def tidied(pages: list[str]) -> list[str]:
    """Return the pages of one document: its parts counted on, the notes at the foot of a page under raised numbers."""
    counter = _Parts()
    return [_page(page.replace("\f", "\n").strip(), counter) for page in pages]


def _page(text: str, counter: _Parts) -> str:
    text = _columns_apart(text)
    text = _RANGE.sub(r"\1 ", _PART.sub(counter.number, _ETH.sub("Đ", text)))
    return _NOTE.sub(lambda found: found["number"].translate(_SUPERSCRIPT), text)


def _columns_apart(text: str) -> str:
    """Give the two columns of the head one after the other; in the body a wide space is only a space."""
    address, foot = _ADDRESS.search(text), _FOOT.search(text)
    begin = address.start() if address and _NATION.search(text[: address.start()]) else 0
    end = foot.start() if foot else len(text)
    body = _GAP.sub(" ", text[begin:end])
    return _by_column(text[:begin].split("\n")) + body + text[max(begin, end) :]


def _by_column(lines: list[str]) -> str:
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        parts = _COLUMN.split(line.rstrip(), maxsplit=1)
        if len(parts) == 1 and len(line) - len(line.lstrip()) > _FAR:
            parts = ["", line]
        left.append(_GAP.sub(" ", parts[0].strip()))
        right.extend(_GAP.sub(" ", part.strip()) for part in parts[1:])
    return "\n".join([*left, *right, ""]) if right else "\n".join(lines)


class _Parts:
    """Counts the parts I, II, III: a stroke is easily lost, and then one number seems to come twice."""

    def __init__(self) -> None:
        self._last = 0

    def number(self, found: re.Match[str]) -> str:
        """Return a part's number with its full stop; one that cannot follow the last is the next."""
        given = _value(re.sub("[lL1]", "I", found["number"]))
        if given == 1 or given == self._last + 1:
            self._last = given
        elif 0 < self._last < _MOST_PARTS and given <= self._last:
            self._last += 1
        else:
            return found.group()
        return f"{roman(self._last)}."


def _value(number: str) -> int:
    return next((value for value in range(1, _MOST_PARTS + 1) if roman(value) == number), 0)
