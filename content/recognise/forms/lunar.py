"""Days of the lunar calendar, converted at UTC+7; only where the words say that they are lunar."""

from __future__ import annotations

from datetime import date, timedelta

import regex

from content.almanac import lunar
from content.folding import fold
from content.recognise.form import Dated, Doubtful, Frame, Match, form
from content.recognise.forms.lists import in_stretches
from content.recognise.fragments import MONTH_WORDS

_CAN = "giáp|ất|bính|đinh|mậu|kỷ|kỉ|canh|tân|nhâm|quý|quí"
_CHI = "tý|tí|sửu|dần|mão|mẹo|thìn|tỵ|tị|ngọ|mùi|vị|thân|dậu|tuất|hợi"
_YEAR = rf"(?:\s?,?\s?(?:năm\s)?(?P<canchi>(?:{_CAN})\s(?:{_CHI}))|\snăm\s(?P<ly>[12]\d{{3}}))?"
_SAME = {"ki": "ky", "qui": "quy", "ti": "ty", "meo": "mao", "vi": "mui"}
_NUMBERS = {
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "tu": 4,
    "bon": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
}
_WORDS = "một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười"
_CUE = r"(?:\s?\(?(?:âm lịch|âl|al)\)?)"
_MONTH = r"(?:giêng|chạp|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười một|mười hai|mười|1[0-2]|0?[1-9])(?![\w/])"


def _year_named(name: str | None, number: str | None, near: int) -> int | None:
    """Return the lunar year of a name like "Giáp Thìn", the one nearest to `near`."""
    if number:
        return int(number)
    if not name:
        return None
    wanted = [_SAME.get(word, word) for word in name.split()]
    years = [
        y for y in range(near - 30, near + 31) if [_SAME.get(w, w) for w in fold(lunar.can_chi(y)).split()] == wanted
    ]
    return years[0] if years else None


def _number(word: str) -> int:
    return _NUMBERS.get(word) or int(word)


def _day(frame: Frame, month: int, number: int, year: int | None, *, leap: bool = False) -> date:
    """Return the solar day; without a year, the first one not long before the day of writing."""
    if year is not None:
        return _solar(year, month, number, leap=leap)
    earliest = frame.reference - timedelta(days=30)
    for candidate in (frame.reference.year - 1, frame.reference.year, frame.reference.year + 1):
        day = _solar(candidate, month, number, leap=leap)
        if day >= earliest and (frame.year is None or day.year >= frame.year):
            return day
    return day


def _solar(year: int, month: int, number: int, *, leap: bool = False) -> date:
    try:
        return lunar.solar(year, month, number, leap=leap)
    except ValueError:
        shown = f"{number}/{month} âm lịch năm {year}"
        raise Doubtful("impossible-date", f"Không có ngày {shown}; đề nghị kiểm tra lại văn bản gốc.") from None


_FEAST = regex.compile(
    r"\b(?:am lich|al|tet|ram|gio to|le hoi|hoi (?:lang|den|chua|dinh|xuan)|khai hoi|mieu|via|hung vuong|te le|ky yen|"
    r"tien hien|trung thu|vu lan|thang gieng|thang chap)\b"
)


def _is_of_feast(m: Match) -> bool:
    """Say whether the paragraph speaks of the lunar calendar or of a feast: "mùng" alone counts solar days too."""
    return bool(_FEAST.search(m.string))


def _read(m: Match, frame: Frame, month: int, number: int) -> Dated:
    year = _year_named(m["canchi"], m["ly"], frame.reference.year)
    day = _day(frame, month, number, year, leap="nhuan" in m.group())
    return Dated("day", day, day, lunar=True, reason=f"Ngày âm lịch {number}/{month}, dương lịch là {day:%d/%m/%Y}.")


@form(
    "mùng D tháng M",
    rf"(?:ngày\s)?(?:mùng|mồng)\s(?P<ld>\d{{1,2}}|{_WORDS})\stháng\s(?P<lm>{_MONTH})(?:\snhuận)?{_CUE}?{_YEAR}{_CUE}?",
    examples={
        "mùng 10 tháng 3 âm lịch": "day 2025-04-07",
        "mùng 4 tháng Giêng năm Bính Ngọ": "day 2026-02-20",
        "ngày mùng Một tháng Chín năm Mậu Tuất": "day 2018-10-09",
    },
    refuses=["mùng 10", "mùng 10 tháng 13"],
)
def first_days(m: Match, frame: Frame) -> Dated:
    """ "Mùng" counts the first ten days of a lunar month."""
    return _read(m, frame, _month(m["lm"]), _number(m["ld"]))


def _month(word: str) -> int:
    return MONTH_WORDS.get(word) or int(word)


@form(
    "D tháng Giêng, D tháng Chạp",
    rf"(?:ngày\s)?(?P<ld>\d{{1,2}})\stháng\s(?P<lm>giêng|chạp){_CUE}?{_YEAR}{_CUE}?",
    examples={"23 tháng Chạp năm Giáp Thìn": "day 2025-01-22", "ngày 8 tháng Giêng": "day 2025-02-05"},
    refuses=["ngày 31 tháng Chạp", "tháng Chạp"],
)
def named_month(m: Match, frame: Frame) -> Dated:
    """The names Giêng and Chạp belong to the lunar calendar alone."""
    return _read(m, frame, _month(m["lm"]), int(m["ld"]))


@form(
    "rằm tháng M",
    rf"(?:ngày\s)?rằm\stháng\s(?P<lm>{_MONTH})(?:\snhuận)?{_CUE}?{_YEAR}{_CUE}?",
    examples={
        "rằm tháng Giêng": "day 2025-02-12",
        "rằm tháng 7 năm Ất Tỵ": "day 2025-09-06",
        "rằm tháng 10 âm lịch": "day 2024-11-15",
    },
    refuses=["rằm tháng"],
)
def full_moon(m: Match, frame: Frame) -> Dated:
    """The fifteenth."""
    return _read(m, frame, _month(m["lm"]), 15)


@form(
    "từ mùng D đến rằm tháng M",
    rf"từ\s{{part}}{{n}}(?P<d1>\d{{1,2}})\s(?:đến|tới)\s(?:hết\s)?{{part}}(?:ngày\s)?rằm\stháng\s(?P<lm>{_MONTH}){_CUE}?{_YEAR}{_CUE}?",
    examples={
        "từ mồng 6 đến hết rằm tháng Giêng": "range 2025-02-03..2025-02-12",
        "từ tối 13 đến Rằm tháng Giêng": "range 2025-02-10..2025-02-12",
    },
    refuses=["từ mùng 16 đến rằm tháng Giêng", "từ mùng 6 đến rằm"],
)
def to_full_moon(m: Match, frame: Frame) -> Dated:
    """From a day of the month to its fifteenth."""
    last = _read(m, frame, _month(m["lm"]), 15).start
    assert last is not None
    first = last - timedelta(days=15 - int(m["d1"]))
    if first >= last:
        raise Doubtful("impossible-date", "Ngày kết thúc trước ngày bắt đầu; đề nghị kiểm tra lại văn bản gốc.")
    return Dated("range", first, last, lunar=True)


@form(
    "ngày D và rằm tháng M",
    rf"(?:(?:các|hai)\sngày\s)?{{part}}{{n}}(?P<list>\d{{1,2}}(?:\s?,\s?\d{{1,2}}){{0,3}})\s?(?:,|và)\s?{{part}}(?:ngày\s)?rằm\stháng\s(?P<lm>{_MONTH})"
    rf"{_CUE}?{_YEAR}{_CUE}?",
    examples={
        "tối 14 và ngày Rằm tháng Giêng": "range 2025-02-11..2025-02-12",
        "đêm 13, 14 và rằm tháng Giêng": "range 2025-02-10..2025-02-12",
        "ngày mùng 10 và ngày rằm tháng Ba": ["day 2025-04-07", "day 2025-04-12"],
    },
    refuses=["16 và rằm tháng Giêng", "14 và rằm"],
)
def and_full_moon(m: Match, frame: Frame) -> list[Dated] | None:
    """Days before the fifteenth, and the fifteenth itself; neighbouring days are one stretch."""
    last = _read(m, frame, _month(m["lm"]), 15).start
    assert last is not None
    numbers = [*map(int, regex.findall(r"\d+", m["list"])), 15]
    if numbers != sorted(set(numbers)) or not numbers[0]:
        return None
    return in_stretches([last - timedelta(days=15 - number) for number in numbers], lunar=True)


@form(
    "D/M âm lịch",
    rf"(?:ngày\s)?(?P<ld>\d{{1,2}})(?:\s?[/-]\s?|\stháng\s)(?P<lm>{_MONTH})(?:\s?[/-]\s?(?P<ly>[12]\d{{3}}))?(?:\snhuận)?(?:{_CUE}{_YEAR}|\s(?:năm\s)(?P<canchi>(?:{_CAN})\s(?:{_CHI})))",
    examples={
        "10/3 âm lịch": "day 2025-04-07",
        "ngày 12/8 năm Mậu Tuất": "day 2018-09-21",
        "10-3 (ÂL)": "day 2025-04-07",
    },
    refuses=["10/3", "32/3 âm lịch", "10/3 năm 2024"],
)
def marked_lunar(m: Match, frame: Frame) -> Dated:
    """A plain day is lunar only with the sign beside it."""
    return _read(m, frame, _month(m["lm"]), int(m["ld"]))


@form(
    "đến hết tháng Giêng, tháng M âm lịch",
    rf"(?:đến|tới)\s(?:hết|cuối)\stháng\s(?P<lm>{_MONTH})(?:(?<=giêng|chạp)|{_CUE})",
    examples={"đến hết tháng Giêng": "until ..2025-02-27", "đến hết tháng 3 âm lịch": "until ..2025-04-27"},
    refuses=["đến hết tháng 3", "hết tháng Giêng"],
)
def until_lunar_month(m: Match, frame: Frame) -> Dated:
    """The last day of a lunar month, its 29th or 30th."""
    return Dated("until", None, _end_of_month(frame, _month(m["lm"])), lunar=True)


def _end_of_month(frame: Frame, month: int) -> date:
    last = _day(frame, month, 29, None)
    after = last + timedelta(days=1)
    return after if lunar.lunar(after)[2] == 30 else last


@form(
    "trong tháng Giêng, tháng M âm lịch",
    rf"(?:(?P<done>hoàn thành|xong|hoàn tất)\s)?(?:trong|suốt)\s(?:cả\s)?tháng\s(?P<lm>{_MONTH})"
    rf"(?:(?<=giêng|chạp)|{_CUE})(?!\s(?:\d|hằng|hàng))",
    examples={
        "trong tháng 3 âm lịch": "range 2025-03-29..2025-04-27 month",
        "xong trong tháng Chạp": "deadline ..2025-01-28 month",
    },
    refuses=["trong tháng 3", "tháng Giêng"],
)
def within_lunar_month(m: Match, frame: Frame) -> Dated:
    """From its first day to its last; what is to be done in it is due on the last."""
    last = _end_of_month(frame, _month(m["lm"]))
    if m["done"]:
        return Dated("deadline", None, last, "month", lunar=True)
    return Dated("range", last - timedelta(days=lunar.lunar(last)[2] - 1), last, "month", lunar=True)


_NAMED = rf"(?:(?<=giêng|chạp){_YEAR}|{_CUE}{_YEAR}|\snăm\s(?P<canchi>(?:{_CAN})\s(?:{_CHI})))"
_MARKED = regex.compile(r"am lich|\bal\b|\bnam ")
_FIRST = r"(?:ngày\s)?(?P<mung>mùng\s|mồng\s)?"


@form(
    "từ ngày D/M đến ngày D/M âm lịch",
    rf"(?:từ\s)?{_FIRST}(?P<d1>\d{{1,2}})(?:(?:\s?[/-]\s?|\stháng\s)(?P<m1>{_MONTH}))?\s?(?:đến|tới|"
    rf"-)(?:\shết)?\s?{{part}}{_FIRST}"
    rf"(?P<d2>\d{{1,2}})(?:\s?[/-]\s?|\stháng\s)(?P<m2>{_MONTH})(?:{_NAMED}|(?(mung)(?<=tháng\s\w{{1,5}})|(?!)))",
    examples={
        "từ ngày 29/8 đến ngày 02/9 âm lịch": "range 2025-10-20..2025-10-22",
        "ngày 16 đến ngày 18 tháng Giêng năm Ất Tỵ": "range 2025-02-13..2025-02-15",
        "từ ngày 20 đến trưa ngày 29 tháng Chạp năm Giáp Thìn": "range 2025-01-19..2025-01-28",
        "10 - 12/3 âm lịch": "range 2025-04-07..2025-04-09",
        "từ mùng 4 đến mùng 6 tháng Giêng": "range 2025-02-01..2025-02-03",
        "từ mùng 8 đến mùng 10 tháng 3": "range 2025-04-05..2025-04-07",
    },
    refuses=["từ ngày 29/8 đến ngày 02/9", "từ ngày 28/12 đến 03/01", "từ ngày 12 đến 14 tháng 3"],
    after="Lễ hội ",
)
def lunar_range(m: Match, frame: Frame) -> Dated | None:
    """The sign at the end holds for both days; "mùng" is one only of a feast."""
    if m["m2"].isdigit() and not _MARKED.search(m.group()) and not _is_of_feast(m):
        return None
    year = _year_named(m["canchi"], m["ly"], frame.reference.year)
    end = _day(frame, _month(m["m2"]), int(m["d2"]), year)
    lunar_year = lunar.lunar(end)[0]
    month = _month(m["m1"]) if m["m1"] else _month(m["m2"])
    start = _solar(lunar_year - (month > _month(m["m2"])), month, int(m["d1"]))
    if start > end:
        raise Doubtful("impossible-date", "Ngày kết thúc trước ngày bắt đầu; đề nghị kiểm tra lại văn bản gốc.")
    return Dated("range", start, end, lunar=True)


@form(
    "ngày D, D và D/M âm lịch",
    rf"(?:các\s|hai\s)?(?:ngày\s)?(?:mùng\s|mồng\s)?(?P<list>(?!00)\d{{1,2}}(?:\s?(?:,\s?và|,|"
    rf"và)\s?(?:ngày\s)?(?:mùng\s|mồng\s)?\d{{1,2}}){{1,6}})"
    rf"(?:\s?[/-]\s?|\stháng\s)(?P<lm>{_MONTH}){_NAMED}",
    examples={
        "ngày 15, 16 tháng 8 âm lịch": "range 2025-10-06..2025-10-07",
        "các ngày 10, 11 và 12/3 (âm lịch)": "range 2025-04-07..2025-04-09",
        "ngày 8 và 10 tháng Giêng": ["day 2025-02-05", "day 2025-02-07"],
    },
    refuses=["ngày 15, 16 tháng 8", "ngày 15 tháng 8 âm lịch"],
)
def lunar_list(m: Match, frame: Frame) -> list[Dated]:
    """The sign at the end holds for all; neighbouring days are one stretch."""
    month, numbers = _month(m["lm"]), [int(n) for n in regex.findall(r"\d+", m["list"])]
    last = _day(frame, month, numbers[-1], _year_named(m["canchi"], m["ly"], frame.reference.year))
    days = [_solar(lunar.lunar(last)[0], month, number) for number in numbers]
    if days != sorted(set(days)):
        raise Doubtful("impossible-date", "Các ngày liệt kê không theo thứ tự; đề nghị kiểm tra lại văn bản gốc.")
    return in_stretches(days, lunar=True)


@form(
    "mùng D Tết, D Tết, giao thừa",
    rf"(?:(?:mùng|mồng)\s(?P<ld>\d{{1,2}}|{_WORDS})\s(?:tháng giêng\s)?tết|(?P<eve>2[3-9]|"
    rf"30)\s(?:tháng chạp\s)?tết|(?P<eve>đêm giao thừa(?!\s(?:dương lịch|tết dương))))(?:\snguyên đán)?{_YEAR}",
    examples={
        "mùng 1 Tết Giáp Thìn": "day 2024-02-10",
        "29 Tết": "day 2025-01-28",
        "30 Tết": "day 2025-01-28",
        "mùng 3 Tết Ất Tỵ": "day 2025-01-31",
        "đêm giao thừa": "day 2025-01-28",
    },
    refuses=["Tết Nguyên đán Ất Tỵ", "22 Tết", "lúc giao thừa"],
)
def around_tet(m: Match, frame: Frame) -> Dated:
    """Days of Tết from its first; the days before count down the last lunar month, and its eve is never missing."""
    year = _year_named(m["canchi"], m["ly"], frame.reference.year)
    first = lunar.tet(year) if year else _day(frame, 1, 1, None)
    if m["ld"]:
        day = first + timedelta(days=_number(m["ld"]) - 1)
    else:
        day = _before_tet(first, int(m["eve"]) if m["eve"].isdigit() else 30)
    return Dated("day", day, day, lunar=True)


def _before_tet(first: date, wanted: int) -> date:
    """Count down from the first of Tết; where the last month has no 30th, "30 Tết" is its 29th."""
    last = lunar.lunar(first - timedelta(days=1))[2]
    return first - timedelta(days=last - min(wanted, last) + 1)


@form(
    "từ mùng D đến mùng D Tết",
    rf"(?:từ\s)?(?:sáng\s|ngày\s)?(?:mùng|mồng)\s(?P<ld>\d{{1,2}}|{_WORDS})\s?(?:đến|tới|-)\s?(?:hết\s)?(?:ngày\s)?"
    rf"(?:mùng\s|mồng\s)?(?P<until>\d{{1,2}}|{_WORDS})\s(?:tháng giêng\s)?tết(?:\snguyên đán)?{_YEAR}",
    examples={
        "từ mùng 1 đến mùng 3 Tết": "range 2025-01-29..2025-01-31",
        "từ mồng Một đến hết mồng Bốn Tết Nguyên đán Ất Tỵ": "range 2025-01-29..2025-02-01",
        "mùng 4 - mùng 6 Tết": "range 2025-02-01..2025-02-03",
    },
    refuses=["từ mùng 1 đến mùng 3 tháng 3", "từ mùng 6 đến mùng 3 Tết"],
)
def days_of_tet(m: Match, frame: Frame) -> Dated | None:
    """Both days are counted from the first of Tết."""
    number, until = _number(m["ld"]), _number(m["until"])
    year = _year_named(m["canchi"], m["ly"], frame.reference.year)
    first = lunar.tet(year) if year else _day(frame, 1, 1, None)
    if number >= until:
        return None
    return Dated("range", first + timedelta(days=number - 1), first + timedelta(days=until - 1), lunar=True)


@form(
    "từ D Tết đến mùng D",
    rf"(?:từ\s)?(?:sáng\s|trưa\s|chiều\s|tối\s|ngày\s){{0,2}}(?P<eve>2[3-9]|30)\s(?:tháng chạp\s)?tết\s?(?:đến|tới|-)"
    rf"\s?(?:hết\s)?(?:ngày\s)?(?:mùng|mồng)\s(?P<until>\d{{1,2}}|{_WORDS})(?!\stháng|\d)"
    rf"(?:\stết(?:\snguyên đán)?{_YEAR})?",
    examples={
        "từ 30 Tết đến hết mùng 3": "range 2025-01-28..2025-01-31",
        "từ ngày 28 Tết đến mùng 5 Tết Bính Ngọ": "range 2026-02-15..2026-02-21",
    },
    refuses=["từ 22 Tết đến mùng 3", "từ 30 Tết đến mùng 8 tháng 3"],
)
def over_tet(m: Match, frame: Frame) -> Dated:
    """From a day counted down to Tết to one counted from it, whose "Tết" may be left out."""
    year = _year_named(m["canchi"], m["ly"], frame.reference.year)
    first = lunar.tet(year) if year else _day(frame, 1, 1, None)
    return Dated(
        "range", _before_tet(first, int(m["eve"])), first + timedelta(days=_number(m["until"]) - 1), lunar=True
    )


@form(
    "mùng D và mùng D Tết",
    rf"(?:các\s|hai\s)?(?:ngày\s)?(?P<list>(?:mùng|mồng)\s(?:\d{{1,2}}|{_WORDS})(?:\s?(?:,\s?và|,|và)\s?(?:mùng\s|mồng\s)?"
    rf"(?:\d{{1,2}}|{_WORDS})){{1,5}})\stết(?:\snguyên đán)?{_YEAR}",
    examples={
        "ngày mùng 2 và mùng 3 Tết Ất Tỵ": "range 2025-01-30..2025-01-31",
        "các ngày mồng 2, 4 và 6 Tết": ["day 2025-01-30", "day 2025-02-01", "day 2025-02-03"],
    },
    refuses=["mùng 2 và mùng 3", "mùng 3 và mùng 2 Tết"],
)
def list_of_tet(m: Match, frame: Frame) -> list[Dated] | None:
    """Days counted from the first of Tết; neighbouring days are one stretch."""
    numbers = [_number(word) for word in regex.findall(rf"\d+|{fold(_WORDS)}", m["list"].replace("mung", ""))]
    if numbers != sorted(set(numbers)):
        return None
    year = _year_named(m["canchi"], m["ly"], frame.reference.year)
    first = lunar.tet(year) if year else _day(frame, 1, 1, None)
    return in_stretches([first + timedelta(days=number - 1) for number in numbers], lunar=True)


def is_lunar_aside(text: str) -> bool:
    """Say whether the words between two dates make the second another name of the first."""
    return bool(regex.fullmatch(r"[\s,(]*(?:tuc|nham)(?: la)?(?: vao)?[\s:]*", fold(text)))
