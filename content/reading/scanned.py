"""What tesseract reads wrongly of a directive's printed numbers, put right where only one thing can be meant."""

from __future__ import annotations

import re
from itertools import pairwise

from content.reading.romans import roman
from content.reading.wrapping import goes_on

_PART = re.compile(
    r"^(?P<anew>\W{0,4}(?:PHỤ LỤC|Phụ lục|PHẦN|Phần thứ|[A-H][.\-–] +[A-ZĐÀ-Ỹ]{2}))"
    r"|^(?P<number>[IVX][IVXLl1]{0,4}|[Ll][ILl1]{1,2}|\.\.|[JLl|](?=[.,\-–/]? +[A-ZĐÀ-Ỹ]{2,} ))(?P<sign>[.,\-–/]?)"
    r"(?= +[A-ZĐÀ-Ỹ][^\n]{2,90}$)",
    re.MULTILINE,
)
_NOTE = re.compile(
    r"(?:^|(?<=\n\n))(?P<number>\d{1,2})(?= +(?:Theo|Kế hoạch|Công văn|Quyết định|Chỉ thị|Nghị|Hướng dẫn) )"
)
_SLIPS = (  # in symbols of documents: the offices and bodies whose letters are most often mistaken
    (re.compile("ĐÐ|ÐĐ|Ð"), "Đ"),
    (re.compile(r"(?<=[/-])[S5]T{3,6}(?=[-/,;.\s])"), "STTTT"),
    (re.compile(r"(?<=[/-])5(?=[A-ZĐ]{2,})"), "S"),
    (re.compile(r"(?<=[/-])BT{3,6}(?=[-/,;.\s])"), "BTTTT"),
    (re.compile(r"(?<=[/-])O(?=Đi?\b|L[A-Z])"), "Q"),
    (re.compile(r"(?<=[/V])[OQ]{1,2}H[I1l]{1,2}(?=\d\b)"), "QH1"),
    (re.compile(r"(?<=-)T ?T ?[ge]\b"), "TTg"),
    (re.compile(r"(?m)^€(?=\) )"), "c"),
    (re.compile(r"(?<=[A-ZĐ]-)\n(?=[A-ZĐ]{2,})"), ""),
)
_LETTERED = re.compile(r"(?m)^(?P<letter>[a-eđ])(?=\) )")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MOST_PARTS, _FOURTH_AS_V = 20, (3, 5)
_ADDRESS = re.compile(r"^\s*Kính gửi", re.MULTILINE)
_FOOT = re.compile(r"^\W{0,3}Nơi nhận", re.MULTILINE)
_NATION = re.compile(r"\S {3,}(?:CỘNG|CÔNG|Độc lập|ĐẢNG CỘNG)")
_COLUMN = re.compile(r"(?<=[^\s:]) {3,}(?=[A-ZĐÀ-Ỹ\d])")
_GAP = re.compile(r"[ \t]{2,}")
_SIGNED = re.compile(r"[-–+]\s?[^\W_]")
_AFTER = {("c", "đ"): "d", ("d", "d"): "đ"}
_FAR, _FEWEST, _FULL = 15, 50, 0.95


def tidied(pages: list[str]) -> list[str]:
    """Return the pages of one document: its parts counted on, the notes at the foot of a page under raised numbers."""
    counter = _Parts()
    return [_page(page.replace("\f", "\n").strip(), counter) for page in pages]


def _page(text: str, counter: _Parts) -> str:
    text = _columns_apart(text)
    for slip, right in _SLIPS:
        text = slip.sub(right, text)
    text = _LETTERED.sub(counter.letter, _unbroken(_PART.sub(counter.number, text)))
    return _NOTE.sub(lambda found: found["number"].translate(_SUPERSCRIPT), text)


def _unbroken(text: str) -> str:
    """Join a line that opens like an item to the one before, where that had no room for its first word."""
    lines = text.split("\n")
    lengths = sorted(map(len, lines))
    full = lengths[len(lengths) * 9 // 10] * _FULL
    whole = lines[:1]
    for before, after in pairwise(lines):
        is_full = len(before) + len(after.split(" ", 1)[0]) + 1 > full > _FEWEST
        if is_full and _SIGNED.match(after) and goes_on(before, after):
            whole.append(f"{whole.pop()} {after}")
        else:
            whole.append(after)
    return "\n".join(whole)


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
    """Counts the parts I, II, III and the letters c, d, đ: where a stroke is lost, one of them seems to come twice."""

    def __init__(self) -> None:
        self._last = 0
        self._letter = ""

    def number(self, found: re.Match[str]) -> str:
        """Return a part's number with its sign: the next where it cannot follow the last. An appendix counts anew."""
        if found["anew"]:
            self._last = 0
            return found.group()
        given = _value(found["number"]) or self._last + 1
        if not self._follows(given, found["sign"]):
            return found.group()
        return roman(self._last) + (found["sign"].replace(",", "") or ".")

    def _follows(self, given: int, sign: str) -> bool:
        """Count the part: a new beginning, the next, one that lost a stroke, or one after some that were not seen."""
        lost = 0 < self._last < _MOST_PARTS and (given <= self._last or (self._last, given) == _FOURTH_AS_V)
        if given == 1 and self._last != 1:
            self._last = 1
        elif lost or given == self._last + 1:
            self._last += 1
        elif sign and given:
            self._last = given
        else:
            return False
        return True

    def letter(self, found: re.Match[str]) -> str:
        """Return the letter of an item; d and đ as they follow one another."""
        self._letter = _AFTER.get((self._letter, found["letter"]), found["letter"])
        return self._letter


def _value(number: str) -> int:
    return next((value for value in range(1, _MOST_PARTS + 1) if roman(value) == number), 0)
