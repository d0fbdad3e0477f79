"""Lists of days, and days whose month stands elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import regex

from content.folding import fold
from content.recognise.form import Dated, Doubtful, Frame, Match, form
from content.recognise.forms.days import HOUR, one_day
from content.recognise.forms.months import last_day, month_named

_ITEM = (
    r"\d{1,2}(?:(?:\s?[/-]\s?|\stháng\s)(?:0?[1-9]|1[0-2])(?:(?:\s?[/-]\s?|\snăm\s)[12]\d{3})?)?(?![\d/])(?!\s?[hg:])"
)
_LISTED = regex.compile(fold(_ITEM))
_NUMBER = regex.compile(r"\d+")
_LEAD = (
    r"(?:(?:{count}{clock}{weekday}(?P<many>các\s)?(?:cả\s|hai\s|ba\s)?ngày\s(?:nghỉ\s)?(?:lễ\s)?(?:mùng\s|mồng\s)?"
    r"|(?:trong\s)?{unnumbered}(?:\d{1,2}|hai|ba|bốn|năm)\s(?:ngày|đêm|tối|buổi)"
    r"(?:\s(?:nghỉ|thi|diễn|liền|liên tiếp|liên tục))?(?:\s(?:lễ|tết|cuối tuần))?\s?,?\s?\(?"
    r"|(?:sáng|trưa|chiều|tối|đêm|{hour})\s?,?\s?|(?:(?:sáng|trưa|chiều|tối|đêm)\s)?(?=thứ|chủ|cn){weekday})"
    r"\(?(?:ngày\s)?(?:mùng\s|mồng\s)?|(?<=(?:^|[(:,;|]|\s-|\b(?:vào|trong|là|dịp|lễ|noel|giáng sinh|tổ chức|diễn ra|"
    r"nghỉ|gồm|thi đấu|họp|khám|tiêm|học|tức|nhằm)\s)\s?)"
    r"|{unnumbered}(?=\d{1,2}(?:\s?[/-]\s?|\stháng\s)\d))"
)
_AND = r"\)?\s?(?:,\s?và|,|và|&|(?(many);|(?!)))\s?"
_AGAIN = r"(?:{part}{days}\s?,?\s?\(?)?(?:(?:sáng|trưa|chiều|tối|đêm)\s)?(?:(?:cả\s)?ngày\s)?(?:mùng\s|mồng\s)?"


@form(
    "các ngày D, D và D/M/Y",
    rf"(?<!\b(?:đến|tới|hết)\s(?:ngày\s)?){_LEAD}(?P<list>{_ITEM}(?:{_AND}{_AGAIN}{_ITEM}){{0,11}}{_AND}{_AGAIN}){{date1}}{{lunar_aside}}"
    r"(?!\s(?:là )?dự phòng)",
    examples={
        "ngày 13 và 14/10/2018": "range 2018-10-13..2018-10-14",
        "các ngày 14, 15 và 16-4": "range 2025-04-14..2025-04-16",
        "ngày 16/9 và 18/9/2025": ["day 2025-09-16", "day 2025-09-18"],
        "Các ngày 16, 23/4 và 07/5/2019": ["day 2019-04-16", "day 2019-04-23", "day 2019-05-07"],
        "trong 02 ngày thi 01 và 02/6/2025": "range 2025-06-01..2025-06-02",
        "ba đêm liền 22, 23, 24/11": "range 2024-11-22..2024-11-24",
        "tối thứ Bảy 07, 14 và 21/12": ["day 2024-12-07", "day 2024-12-14", "day 2024-12-21"],
        "02 ngày (02/4/2016 và 03/4/2016": "range 2016-04-02..2016-04-03",
        "ngày 03 và 04 tháng 5 năm 2019": "range 2019-05-03..2019-05-04",
        "thứ Bảy, ngày 16/11 và Chủ nhật, ngày 17/11": "range 2024-11-16..2024-11-17",
        "thứ Bảy (16/11) và Chủ nhật (17/11/2024": "range 2024-11-16..2024-11-17",
        "tối thứ 7, ngày 23/11 và tối Chủ nhật, ngày 24/11": "range 2024-11-23..2024-11-24",
        "các ngày 29, 30 tháng 11 và 01 tháng 12 năm 2024": "range 2024-11-29..2024-12-01",
        "30/4 và 01/5/2025": ["day 2025-04-30", "day 2025-05-01"],
        "hai ngày cuối tuần 23 và 24/11/2024": "range 2024-11-23..2024-11-24",
        "các ngày 19; 21/11": ["day 2024-11-19", "day 2024-11-21"],
        "trong 03 ngày nghỉ lễ 14, 15 và 16/12/2024": "range 2024-12-14..2024-12-16",
        "ngày 19/5 và 02/9 năm 2025": ["day 2025-05-19", "day 2025-09-02"],
    },
    refuses=[
        "ngày 13 và 14",
        "các điều 3, 4 và 5/2018",
        "đợt 1, ngày 14/10",
        "ngày 19/11; 21/11",
        "ngày 15, 16 tháng 8 âm lịch",
    ],
)
def list_of_days(m: Match, frame: Frame) -> list[Dated]:
    """Each day takes the month and year from those after it; neighbouring days are one stretch."""
    last = frame.day(m, "1")
    days = [last]
    for part in reversed(_LISTED.findall(m["list"])):
        numbers = [int(n) for n in _NUMBER.findall(part)]
        after = days[0]
        month = numbers[1] if len(numbers) > 1 else after.month
        year = numbers[2] if len(numbers) > 2 else after.year - (month > after.month)
        days.insert(0, frame.certain(year, month, numbers[0]))
    if m["y1"] is None and days[0] < days[0].replace(day=1).replace(year=frame.inferred(days[0].month, 1).year):
        days = [frame.certain(day.year + 1, day.month, day.day) for day in days]
    if days != sorted(set(days)):
        raise Doubtful("impossible-date", "Các ngày liệt kê không theo thứ tự; đề nghị kiểm tra lại văn bản gốc.")
    return in_stretches(days)


def in_stretches(days: list[date], *, lunar: bool = False) -> list[Dated]:
    """Return days told in order, neighbouring ones as one stretch."""
    runs = _stretches(days)
    return [Dated("range" if a != b else "day", a, b, lunar=lunar, listed=len(runs) > 1) for a, b in runs]


def _listed(days: list[date], between: str) -> list[Dated]:
    """Return the days of a list, or the one stretch that "-" and "đến" make of them."""
    return [Dated("range", days[0], days[-1])] if regex.search(r"-|den", between) else in_stretches(days)


DAY_NEAR = regex.compile(
    r"(?<!\d[/.])\b(?P<d>[0-3]?\d)(?:\s?[/-]\s?|\sthang\s)(?P<m>1[0-2]|0?[1-9])(?:(?:\s?[/-]\s?|\snam\s)(?P<y>[12]\d{3}))?(?![\d/])"
)
_CLAUSES = 180


@form(
    "ngày D … ngày D/M(/Y)",
    r"{clock}(?<!\b(?:trước|đến|tới|từ|hết|sau|mỗi|hằng|hàng|một|quá|và|\d|các|hai|đủ|là|tuổi|\d,)\s)(?:ngày|(?:sáng|chiều|tối|đêm)(?=\s\d{1,2}\s?,))\s{d1}"
    r"(?=\s?[,;]\s|\s\(|\s(?:và\s(?:bế mạc|kết thúc|trao giải|tổng kết|khai mạc|tổ chức)|"
    r"tổ chức|khai mạc|bế mạc|diễn ra|trao|thi|tại|sẽ)(?!\w)|"
    r"(?<=[,;]\s(?:(?:buổi\s)?(?:sáng|chiều|tối)\s)?ngày\s\d{1,2})\s(?!tháng|{every}|của|công|âm|lễ|đến|tới|và)[a-z]|\s?\.?$)",
    examples={"ngày 14": "day 2024-12-14"},
    refuses=["ngày 11", "mỗi ngày 14", "ngày 14/12"],
    after="Vòng 12/12, trận cuối ",
)
def day_of_that_month(m: Match, frame: Frame) -> Dated | None:
    """The month is that of an earlier day before it in the sentence, or of a later one after it."""
    found = day_of_month_near(m, frame)
    if found is None:
        return None
    day, reason = found
    return Dated("day", day, day, timed=bool(HOUR.search(m.group())), reason=reason)


def day_of_month_near(m: Match, frame: Frame) -> tuple[date, str] | None:
    """Return the day whose month is that of a neighbour, and why; the neighbour must stand on its own side of it."""
    before = regex.split(r"\.(?=\s)", m.string[max(0, m.start() - _CLAUSES) : m.start()])[-1]
    after = regex.split(r"[.;](?=\s)", m.string[m.end() : m.end() + _CLAUSES])[0]
    number = int(m["d1"])
    earlier, later = list(DAY_NEAR.finditer(before)), DAY_NEAR.search(after)
    if earlier and int(earlier[-1]["d"]) < number:
        near = earlier[-1]
    elif later and number < int(later["d"]):
        near = later
    else:
        return None
    return of_its_month(near, number, frame), f"Tháng lấy theo “{near.group()}”."


def of_its_month(near: Match, number: int, frame: Frame) -> date:
    """Return the day of that number in the month, and the year where it stands, of a match of DAY_NEAR."""
    month = int(near["m"])
    return frame.certain(int(near["y"]), month, number) if near["y"] else frame.inferred(month, number)


@form(
    "riêng tháng M … ngày D",
    r"(?:riêng\s(?:trong\s)?|(?<=;\s))tháng\s{m1}(?:\s?/\s?{y1})?\s[^.;:,\d]{0,40}?"
    r"(?:(?P<edge>trước|từ|(?:chậm|muộn|trễ) nhất(?: là)?)\s)?(?<!\b(?:do|vì|trừ)\s)ngày\s{d1}"
    r"(?P<more>(?:\s?(?:,|và|-|đến)\s?(?:ngày\s)?\d{1,2}(?!\d)){1,4})?(?!\d|\s?[/.-]\s?\d|\s?(?:,|và)\s?\d|\stháng)",
    examples={
        "riêng tháng 12 vào ngày 10": "day 2024-12-10",
        "riêng tháng 01/2025 tổ chức ngày 06": "day 2025-01-06",
        "riêng tháng 12 gửi trước ngày 10": "deadline ..2024-12-09",
        "riêng tháng 12 chi trả từ ngày 03": "start 2024-12-03..",
        "riêng tháng 12 tiêm vào ngày 9 và ngày 10": "range 2024-12-09..2024-12-10",
        "riêng tháng 12 chi trả từ ngày 03 đến ngày 08": "range 2024-12-03..2024-12-08",
    },
    refuses=["riêng tháng 12 vào ngày 10/12", "riêng tháng 12, ngày 10", "tháng 12 vào ngày 10"],
)
def day_of_named_month(m: Match, frame: Frame) -> Dated | list[Dated] | None:
    """The day that a month has in place of the usual one, or its days, or its limit there."""
    read, edge = one_day(m, frame), m["edge"] or ""
    if m["more"] and read.start:
        numbers = (int(m["d1"]), *map(int, _NUMBER.findall(m["more"])))
        days = [frame.certain(read.start.year, read.start.month, n) for n in numbers]
        if edge not in ("", "tu") or days != sorted(set(days)):
            return None
        return _listed(days, m["more"])
    if not edge or read.start is None:
        return read
    if edge == "tu":
        return replace(read, shape="start", end=None)
    return replace(read, shape="deadline", start=None, end=read.start - timedelta(days=edge == "truoc"))


_DAYS_ALONE = 300
_PADDED = regex.compile(r"\d{2}|[4-9]")


@form(
    "tháng M: … ngày D",
    r"(?<=(?:^|[;.:(,]\s|\())(?:(?:sáng|trưa|chiều|tối|đêm)\s)?(?:các\s)?ngày\s"
    r"(?P<days>\d{1,2}(?:\s?(?:,|và|-|đến)\s?(?:ngày\s)?\d{1,2}){0,6})(?=\s?(?:[:;)]|\.?$|,\s))",
    examples={
        "ngày 12": "day 2024-11-12",
        "các ngày 12 và 14": ["day 2024-11-12", "day 2024-11-14"],
        "ngày 12 đến ngày 15": "range 2024-11-12..2024-11-15",
    },
    refuses=["ngày 1", "ngày 35", "ngày 12/11", "trước ngày 12"],
    after="Lịch tiêm chủng tháng 11: Trạm Y tế: ",
)
def days_of_named_month(m: Match, frame: Frame) -> list[Dated] | None:
    """The month is named before in the paragraph, or by a heading. "Ngày 1", "Ngày 2" may only count."""
    first = month_named(m.string[max(0, m.start() - _DAYS_ALONE) : m.start()], frame) or frame.month
    numbers = _NUMBER.findall(m["days"])
    if first is None or not all(_PADDED.fullmatch(n) and 0 < int(n) <= last_day(first).day for n in numbers):
        return None
    days = [frame.certain(first.year, first.month, int(n)) for n in numbers]
    if days != sorted(set(days)):
        return None
    return _listed(days, m["days"])


def _stretches(days: list[date]) -> list[tuple[date, date]]:
    """Return the runs of neighbouring days, each with its first and last; 30/4 and 01/5 are two holidays."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and runs[-1][1] + timedelta(days=1) == day and (day.day, day.month) != (1, 5):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


@form(
    "H cùng ngày",
    r"(?<!\b(?:đến|tới|trước|chậm nhất|muộn nhất|-)\s)(?:(?:vào|lúc|từ)\s){0,2}{hour}{part}cùng ngày(?!\s?\d|\w)",
    examples={"lúc 16h00 cùng ngày": "day 2024-11-20", "19 giờ 30 tối cùng ngày": "day 2024-11-20"},
    refuses=["trước 16h00 cùng ngày", "cùng ngày", "16h00 cùng ngày 20/11", "Khai mạc ngày 20/11, 16h00 cùng ngày"],
)
def hour_of_that_day(m: Match, frame: Frame) -> Dated | None:
    """The day told in the item before ("16h00 cùng ngày" in the next row); one of its own paragraph is told."""
    if frame.told is None or DAY_NEAR.search(m.string[: m.start()]):
        return None
    reason = f"“Cùng ngày” hiểu là ngày {frame.told:%d/%m/%Y} ghi ở mục trước."
    return Dated("day", frame.told, frame.told, timed=True, reason=reason)
