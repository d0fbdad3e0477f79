"""Months and parts of them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import regex

from content.folding import fold
from content.recognise.form import Dated, Doubtful, Frame, Match, form
from content.recognise.fragments import MONTH_WORDS


def last_day(first: date) -> date:
    """Return the last day of the month a day lies in."""
    return first.replace(day=monthrange(first.year, first.month)[1])


def first_of_month(frame: Frame, word: str, year: str | None) -> date:
    """Return the first day of a month by its number or its word."""
    month = MONTH_WORDS.get(word) or int(word)
    if not 1 <= month <= 12:
        raise Doubtful("impossible-date", f"Không có tháng {month}; đề nghị kiểm tra lại văn bản gốc.")
    return frame.certain(int(year), month, 1) if year else _inferred(frame, month)


def month_before(frame: Frame, m: Match, last: date) -> date:
    """Return the first month of two, in its own year or the one that puts it before the last."""
    first = first_of_month(frame, m["m1"], m["y1"] or str(last.year))
    return first.replace(year=last.year - 1) if first > last and not m["y1"] else first


def _inferred(frame: Frame, month: int) -> date:
    ref = frame.reference
    year = frame.year or (ref.year + 1 if (month - ref.month) % 12 < 6 and month < ref.month else ref.year)
    return frame.certain(year, month, 1)


_NAMED = regex.compile(r"(?<![\d,] )\bthang (?P<m>\d{1,2})(?:\s?(?:/|-|\.|nam)\s?(?P<y>[12]\d{3}))?(?![\d/]| nam)")


def month_named(words: str, frame: Frame) -> date | None:
    """Return the first day of the month that the last of some lines to name one names, where it names no other."""
    for line in reversed(words.splitlines()):
        found = {m.group("m", "y") for m in _NAMED.finditer(fold(line)) if 1 <= int(m["m"]) <= 12}
        if found:
            (month, year), *others = found
            first = first_of_month(frame, month, year)
            return first if not others and abs(first.year - frame.reference.year) <= 1 else None
    return None


_PART = r"(?P<part>đầu|giữa|cuối|thượng tuần|trung tuần|hạ tuần|nửa đầu|nửa cuối)"
_UNTIL = _PART.replace("part", "until")
YEAR1 = r"(?:\s?/\s?{y1}|\.{y1}|\s?-\s?{y1}|\snăm\s{y1})"
YEAR2 = r"(?:\s?/\s?{y2}|\.{y2}|\s?-\s?{y2}|\snăm\s{y2})"


@form(
    "trong tháng M(/Y)",
    rf"(?:(?:trong|suốt|xuyên suốt|trọn|kéo dài cả)\s(?:cả\s|suốt\s)?|"
    rf"(?<=(?:{{every}}\s(?:tuần|ngày)|{{days}}|cuối tuần)\s)của\s|(?<=\bngày cuối tuần\s))"
    rf"tháng\s{{mon1}}(?:{YEAR1})?(?![\d/])",
    examples={
        "Trong tháng 5/2023": "range 2023-05-01..2023-05-31 month",
        "trong tháng 02 năm 2024": "range 2024-02-01..2024-02-29 month",
        "trong tháng 12": "range 2024-12-01..2024-12-31 month",
        "trong tháng 3.2025": "range 2025-03-01..2025-03-31 month",
    },
    refuses=["trong tháng", "trong 10 tháng", "trong tháng 5/13"],
)
def within_month(m: Match, frame: Frame) -> Dated:
    """The whole month."""
    first = first_of_month(frame, m["m1"], m["y1"])
    return Dated("range", first, last_day(first), "month")


@form(
    "tháng M này",
    r"(?:(?:trong|vào)\s)?tháng\s{mon1}\snày(?!\w)",
    examples={
        "tháng 11 này": "range 2024-11-01..2024-11-30 month",
        "trong tháng Mười hai này": "range 2024-12-01..2024-12-31 month",
    },
    refuses=["tháng này", "tháng 13 này"],
)
def this_month(m: Match, frame: Frame) -> Dated:
    """The month of the directive, or the next one."""
    first = first_of_month(frame, m["m1"], None)
    return Dated("range", first, last_day(first), "month")


@form(
    "Tháng … (tháng M)",
    rf"(?<=\btháng\s(?!\d)[a-z][^.;:()\d]{{3,70}}\s?(?:\(|\slà\s)(?:từ\s|trong\s|cả\s)?)tháng\s{{mon1}}(?:{YEAR1})?"
    r"(?=\s?(?:[);.,]|hằng năm|hàng năm|năm nay|$))",
    examples={"tháng 12": "range 2024-12-01..2024-12-31 month", "tháng 11/2024": "range 2024-11-01..2024-11-30 month"},
    refuses=["tháng 13", "tháng 12 và"],
    after="Tháng hành động vì trẻ em (",
)
def named_month(m: Match, frame: Frame) -> Dated:
    """A month of action is a calendar month, told beside its name."""
    first = first_of_month(frame, m["m1"], m["y1"])
    return Dated("range", first, last_day(first), "month", airing=True)


@form(
    "tháng M “Tháng …”",
    rf"tháng\s{{mon1}}(?:{YEAR1})?\s?(?:[-–:]|\blà\b)?\s?[“\"«]?tháng\s"
    r"(?!(?:{monthword}|sau|tới|nay|trước)(?!\w))[a-z][^.,:;()“”\"\d]{2,60}[”\"»]?",
    examples={
        "tháng 10 “Tháng tiêu dùng số”": "range 2024-10-01..2024-10-31 month",
        "tháng 3/2025 - Tháng Thanh niên": "range 2025-03-01..2025-03-31 month",
        "tháng 12 là Tháng hành động": "range 2024-12-01..2024-12-31 month",
    },
    refuses=["tháng 3 - tháng 6", "tháng Ba - tháng Tư", "tháng 10 và Tháng tiêu dùng số"],
)
def month_with_its_name(m: Match, frame: Frame) -> Dated:
    """The month is that of the name after it."""
    first = first_of_month(frame, m["m1"], m["y1"])
    return Dated("range", first, last_day(first), "month", airing=True)


@form(
    "thời gian: tháng M/Y",
    rf"(?:thời gian(?:\s(?:tổ chức|thực hiện|dự kiến|diễn ra|tuyên truyền))?\s?:|diễn ra|tổ chức|tiến hành|"
    rf"dự kiến(?!\s(?:vào\s|trong\s|khoảng\s){{0,2}}(?:đầu|giữa|cuối)\s)|vào|cao điểm\slà|"
    rf"(?<=(?:[a-z]|\b(?:đợt|giai đoạn|bước)\s\d):\s?))"
    rf"\s?(?:vào\s|trong\s|khoảng\s){{0,2}}"
    rf"(?:{_PART}\s)?tháng\s{{mon1}}(?:{YEAR1}(?!\d)|(?=\s?(?:,|và)\s[^.;]{{0,24}}\bvào\stháng\s\d{{1,2}}{YEAR2}(?!\d)))",
    examples={
        "Thời gian: tháng 5/2025": "range 2025-05-01..2025-05-31 month",
        "tổ chức cuối tháng 12/2024": "range 2024-12-21..2024-12-31 month",
        "cao điểm là tháng 12/2024": "range 2024-12-01..2024-12-31 month",
    },
    refuses=["tháng 5/2025", "vào tháng tới"],
)
def in_month(m: Match, frame: Frame) -> Dated:
    """A month that a happening is put in; its beginning, middle and end are ten days each."""
    first = first_of_month(frame, m["m1"], m["y1"] or m["y2"])
    return Dated("range", *part_of(first, m["part"]), "month")


@form(
    "… (tháng M/Y)",
    r"(?<=\(|\|\s)(?:trong\s|dự kiến\s){0,2}tháng\s{mon1}(?:\s?/\s?|\s?-\s?|\snăm\s){y1}(?=\)|$|\s\|)",
    examples={"tháng 12/2024": "range 2024-12-01..2024-12-31 month"},
    refuses=["tháng 12/1972", "tháng 10/2024"],
    after="Giai đoạn 1 (",
)
def month_in_brackets(m: Match, frame: Frame) -> Dated | None:
    """What is named before the bracket is of that month, unless it is over."""
    first = first_of_month(frame, m["m1"], m["y1"])
    return Dated("range", first, last_day(first), "month") if last_day(first) >= frame.reference else None


_PARTS = {
    "dau": (1, 10), "thuong tuan": (1, 10), "giua": (11, 20), "trung tuan": (11, 20), "cuoi": (21, 31),
    "ha tuan": (21, 31), "nua dau": (1, 15), "nua cuoi": (16, 31),
}  # fmt: skip


def part_of(first: date, part: str | None) -> tuple[date, date]:
    """Return the first and last day of a part of a month, or of the whole where no part is named."""
    begin, end = _PARTS.get(part or "", (1, 31))
    last = last_day(first)
    return first.replace(day=begin), last.replace(day=min(end, last.day))


@form(
    "Pa nô: tháng M",
    r"(?<=[:|]\s)(?:cả\s)?tháng\s{mon1}(?=\s?(?:[.;|)]|$))"
    rf"|(?<=[a-z0-9]\s\()(?:trong\s)?tháng\s{{mon1}}{YEAR1}(?=\))"
    r"|(?<=\b(?:sơ khảo|chung khảo|chung kết|trao giải|khai mạc|bế mạc|khởi công|khánh thành|khai giảng|khai trương|"
    r"ra mắt|chấm|thẩm định|nghiệm thu)(?:\s[a-z]{1,12}){0,4}\s)"
    rf"tháng\s{{mon1}}{YEAR1}(?=\s?(?:[,;.)]|$))"
    r"|(?<=\b(?:sơ khảo|chung khảo|chung kết|trao giải|chấm giải)\s)tháng\s{mon1}(?=\s?(?:[,;.)]|$))"
    rf"|(?<=(?:^|[.;]\s))(?:trong\s)?tháng\s{{mon1}}(?:{YEAR1})?(?=\s?:\s\w|,\s[a-z](?!háng\s\d))"
    r"(?!\s?:\s(?:kỷ niệm\s)?(?:\d{1,3}\snăm\s|ngày\s(?!\d)))",
    examples={"tháng 12": "range 2024-12-01..2024-12-31 month", "cả tháng Một": "range 2025-01-01..2025-01-31 month"},
    refuses=["tháng 12 xã", "tháng 13", "tháng 12: 80 năm Ngày thành lập Quân đội", "tháng 12: Ngày hội Đại đoàn kết"],
    after="Pa nô: ",
)
def month_alone(m: Match, frame: Frame) -> Dated | None:
    """A month that is all that is said after a colon or in a cell, or what a sentence or line opens with.

    Not one that only heads the days commemorated in it.
    """
    first = first_of_month(frame, m["m1"], m["y1"])
    return Dated("range", first, last_day(first), "month") if first.year >= frame.reference.year - 1 else None


@form(
    "đầu, giữa, cuối tháng M",
    rf"(?:(?:vào|trong)\s)?{_PART}\s(?:của\s)?tháng\s{{mon1}}(?:{YEAR1})?(?![\d/])",
    examples={
        "đầu tháng 7/2025": "range 2025-07-01..2025-07-10 month",
        "giữa tháng 12": "range 2024-12-11..2024-12-20 month",
        "trung tuần tháng 12/2024": "range 2024-12-11..2024-12-20 month",
        "nửa đầu tháng 12": "range 2024-12-01..2024-12-15 month",
        "hạ tuần tháng 11/2024": "range 2024-11-21..2024-11-30 month",
    },
    refuses=["cuối tháng", "đầu tháng 13"],
)
def part_of_month(m: Match, frame: Frame) -> Dated:
    """A part of a month: no day is fixed."""
    return Dated("range", *part_of(first_of_month(frame, m["m1"], m["y1"]), m["part"]), "month")


@form(
    "từ đầu tháng M đến cuối tháng M",
    rf"từ\s(?:khoảng\s)?{_PART}\s(?:tháng\s{{mon1}}(?:{YEAR1})?\s)?{{to}}\s{_UNTIL}\stháng\s{{mon2}}(?:{YEAR2})?(?![\d/])",
    examples={
        "từ giữa tháng 11 đến cuối tháng 12/2024": "range 2024-11-11..2024-12-31 month",
        "từ giữa đến cuối tháng 12/2024": "range 2024-12-11..2024-12-31 month",
        "từ trung tuần tháng 12 đến đầu tháng 01/2025": "range 2024-12-11..2025-01-10 month",
    },
    refuses=["từ giữa tháng 11", "từ cuối tháng 12/2024 đến đầu tháng 12/2024"],
)
def part_topart_of(m: Match, frame: Frame) -> Dated:
    """From the first day of the one part to the last of the other."""
    last = first_of_month(frame, m["m2"], m["y2"] or m["y1"])
    first = month_before(frame, m, last) if m["m1"] else last
    start, end = part_of(first, m["part"])[0], part_of(last, m["until"])[1]
    if start > end:
        raise Doubtful("impossible-date", "Thời gian kết thúc trước thời gian bắt đầu; đề nghị kiểm tra lại.")
    return Dated("range", start, end, "month")


@form(
    "cuối tháng M và đầu tháng M(/Y)",
    rf"(?:(?:vào|trong)\s)?(?:{_PART}\s)?tháng\s{{mon1}}(?:{YEAR1})?\s?(?:,|và|-|,\svà)\s?{_UNTIL}\s(?:tháng\s)?{{mon2}}(?:{YEAR2})?(?![\d/])",
    examples={
        "trong tháng 11 và nửa đầu tháng 12/2024": "range 2024-11-01..2024-12-15 month",
        "cuối tháng 11, đầu tháng 12": "range 2024-11-21..2024-12-10 month",
        "cuối tháng 12/2024 và đầu tháng 01/2025": "range 2024-12-21..2025-01-10 month",
    },
    refuses=["đầu tháng 11 và cuối tháng 12", "cuối tháng 11 và tháng 12"],
)
def neighbouring_parts(m: Match, frame: Frame) -> Dated | None:
    """The end of a month and the beginning of the next are one stretch."""
    last = first_of_month(frame, m["m2"], m["y2"] or m["y1"])
    ends, begins = part_of(month_before(frame, m, last), m["part"]), part_of(last, m["until"])
    return Dated("range", ends[0], begins[1], "month") if ends[1] + timedelta(days=1) == begins[0] else None


@form(
    "từ giữa tháng M",
    rf"(?:kể\s)?từ\s(?:khoảng\s)?{_PART}\stháng\s{{mon1}}(?:{YEAR1})?(?![\d/])(?:\strở đi)?",
    examples={"từ giữa tháng 12/2024": "start 2024-12-11.. month", "từ cuối tháng 11": "start 2024-11-21.. month"},
    refuses=["từ giữa tháng", "giữa tháng 12"],
)
def from_part_on(m: Match, frame: Frame) -> Dated:
    """A beginning with no end."""
    return Dated("start", part_of(first_of_month(frame, m["m1"], m["y1"]), m["part"])[0], None, "month")


@form(
    "đến giữa tháng M",
    rf"(?:đến|tới)\s(?:hết\s)?{_PART}\stháng\s{{mon1}}(?:{YEAR1})?(?![\d/])",
    examples={"đến giữa tháng 12/2024": "until ..2024-12-20 month", "đến cuối tháng 12": "until ..2024-12-31 month"},
    refuses=["đến giữa tháng"],
)
def untilpart_of(m: Match, frame: Frame) -> Dated:
    """The last day of the part is the last day."""
    return Dated("until", None, part_of(first_of_month(frame, m["m1"], m["y1"]), m["part"])[1], "month")
