"""One directive written in other hands: spaces, signs and spellings change, and the dates read stay the same."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from content.recognise import recognise
from tests.content.samples import TODAY

OPEN = Path(__file__).parents[1] / "corpus" / "open"
NAMES = (
    "an-giang-2018-dinh-huong-thang-4",
    "bac-lieu-2022-thang-11",
    "binh-phuoc-2020-ngay-phap-luat",
    "dak-lak-2025-tuan-40",
    "ha-giang-2023-tuan-49",
    "kien-giang-2025-sap-xep-xa",
)
DAY = r"(?<![\d/.\-])(\d{1,2})/(\d{1,2})((?:/\d{4})?)(?![\d/\-]|\.\d)"
FULL = r"(?<![\d/.\-])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/\-]|\.\d)"
HOUR = r"(\d{1,2}) giờ (\d{2})(?: phút)?"
OLD_TONES = dict(zip("òóỏõọ", "àáảãạ", strict=True))


def _rewriting(pattern: str, by: str | Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, by, text)


HANDS: dict[str, Callable[[str], str]] = {
    "days with dashes": _rewriting(FULL, r"\1-\2-\3"),
    "days with dots": _rewriting(r"(?<=ngày )" + FULL, r"\1.\2.\3"),
    "days in words": _rewriting(r"(?<=ngày )" + FULL, r"\1 tháng \2 năm \3"),
    "spaces around slashes": _rewriting(FULL, r"\1 / \2 / \3"),
    "no zero before a day": _rewriting(DAY, lambda m: f"{int(m[1])}/{int(m[2])}{m[3]}"),
    "no space after ngày": _rewriting(r"\bngày (?=\d{1,2}/\d)", "ngày"),
    "tới for đến": _rewriting(r"\bđến (?=ngày \d|hết ngày)", "tới "),
    "h for giờ": _rewriting(HOUR, r"\1h\2"),
    "a colon in hours": _rewriting(HOUR, r"\1:\2"),
    "a tight dash": _rewriting(r"(?<=\d) - (?=\d)", "-"),
    "a long dash": _rewriting(r"(?<=\d) - (?=\d)", "–"),
    "spaces within brackets": _rewriting(r"\((?=\w)|(?<=\w)(?=\))", lambda m: f"{m[0]} "),
    "no space before brackets": _rewriting(r"(?<=\w) \((?=\d|từ|tức|nhằm)", "("),
    "no space after a comma": _rewriting(r"(?<=[a-zà-ỹ]{2}), (?=[a-zà-ỹ]{2})", ","),
    "a space before a comma": _rewriting(r"(?<=\w)([,;:]) ", r" \1 "),
    "tones on the last letter": _rewriting(r"([òóỏõọ])a\b", lambda m: "o" + OLD_TONES[m[1]]),
    "i for y": _rewriting(r"\b([Kk])([ỳýỷ])(?!\w)", lambda m: m[1] + dict(zip("ỳýỷ", "ìíỉ", strict=True))[m[2]]),
    "weekdays in numbers": _rewriting(r"\bthứ (Hai|Ba|Tư|Năm|Sáu|Bảy)\b", lambda m: f"thứ {WEEKDAYS.index(m[1]) + 2}"),
    "straight quotes": _rewriting("[“”]", '"'),
    "no empty lines": _rewriting(r"\n\n+(?=[^\n]{5})", "\n"),
}
WEEKDAYS = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")


@cache
def _parts(name: str) -> tuple[str, str]:
    """Return the head of a text with its subject, and what comes after."""
    text = unicodedata.normalize("NFC", (OPEN / f"{name}.txt").read_text(encoding="utf-8-sig"))
    end = text.index("\n\n", 300)
    return text[:end], text[end:]


def _dates(text: str) -> Counter[tuple[object, ...]]:
    marks = ((item.path, mark) for item in recognise(text, TODAY).items for mark in item.dates)
    return Counter((path, mark.role, mark.start, mark.end, mark.rrule) for path, mark in marks)


@cache
def _as_printed(name: str) -> Counter[tuple[object, ...]]:
    return _dates("".join(_parts(name)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("hand", HANDS)
def test_another_hand_changes_no_date(hand: str, name: str) -> None:
    head, body = _parts(name)
    assert _dates(head + HANDS[hand](body)) == _as_printed(name)
