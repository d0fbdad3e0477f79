"""Stretches of days: from … to …."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import regex

from content.recognise.form import Dated, Doubtful, Frame, Match, form
from content.recognise.forms.days import HOUR, lost_digit


def closed(start: date, end: date, m: Match) -> Dated:
    """Return the stretch, doubting one that ends before it starts or a printed count of days that is not its length."""
    if start > end:
        raise Doubtful("impossible-date", f"Ngày kết thúc {end:%d/%m/%Y} trước ngày bắt đầu {start:%d/%m/%Y}.")
    printed = m.groupdict().get("printed")
    length = (end - start).days + 1
    remarks: tuple[tuple[str, str], ...] = ()
    if printed and int(printed) != length:
        remarks = (
            (
                "day-count-mismatch",
                f"Văn bản ghi {printed} ngày nhưng từ {start:%d/%m} đến {end:%d/%m} là {length} ngày.",
            ),
        )
    return Dated("range", start, end, remarks=remarks)


def bounds(m: Match, frame: Frame) -> tuple[date, date]:
    """Return both ends where the year, or the month and year, may stand once, at the end."""
    if m["y2"]:
        end = frame.day(m, "2")
        start = frame.day(m, "1", beside=end)
        return (in_year(start, end.year - 1) if start > end and not m["y1"] else start), end
    start = frame.day(m, "1")
    end = frame.day(m, "2", beside=start)
    end = in_year(end, start.year + 1) if end < start else end
    if not m["y1"] and in_year(end, end.year - 1) >= frame.reference:
        return in_year(start, start.year - 1), in_year(end, end.year - 1)
    return start, end


def in_year(day: date, year: int) -> date:
    """Return the same day of another year."""
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)


_HOURS = regex.compile(r"tu \d{1,2}\s?(?:den|-|toi)\s?\d{1,2}\s?(?:gio|[hg]\b)")
_COUNT = r"(?:(?:trong\s)?(?:(?P<printed>\d{1,3})\sngày(?:\s(?:đêm|liên tục|liên tiếp))?\s?,?\s?\(?)?)"
_PHASE = r"(?:kéo dài\s|(?<!mít\s)tính\s|kể\s|bắt đầu\s)?"


@form(
    "từ ngày D/M(/Y) đến ngày D/M(/Y)",
    rf"{_COUNT}{_PHASE}từ\s{{clock}}{{weekday}}{{n}}{{date1}}(?:\snăm nay)?{{aside}}\)?\s?,?\s?{{to}}\s?"
    rf"(?P<before>trước\s)?(?:(?:chậm|muộn|trễ) nhất\s(?:là\s|vào\s)?)?{{clock}}{{weekday}}{{n}}{{date2}}"
    rf"(?:\snăm (?:sau|tới))?{{lunar_aside}}",
    examples={
        "từ ngày 20/11 đến chậm nhất là ngày 15/12": "range 2024-11-20..2024-12-15",
        "từ 15/12 năm nay đến 15/02 năm sau": "range 2024-12-15..2025-02-15",
        "từ ngày 15/12/2023 đến hết ngày 29/02/2024": "range 2023-12-15..2024-02-29",
        "từ 28/4 đến hết ngày 1/5/2025": "range 2025-04-28..2025-05-01",
        "từ ngày 05/9/2023 đến trước ngày 18/01/2024": "range 2023-09-05..2024-01-17",
        "từ ngày 28/12 đến 03/01": "range 2024-12-28..2025-01-03",
        "từ 15/12 đến 15/02/2025": "range 2024-12-15..2025-02-15",
        "từ 17 tháng 3 đến ngày 19 tháng 3 năm 2021": "range 2021-03-17..2021-03-19",
        "Từ 05/8/2021 - 30/8/2021": "range 2021-08-05..2021-08-30",
        "từ ngày 25 - 01 đến hết ngày 28 - 02 - 2026": "range 2026-01-25..2026-02-28",
        "từ 09h00 ngày 07/3 đến 09h00 ngày 14/3/2016": "range 2016-03-07..2016-03-14",
        "từ thứ Hai (18/11) đến thứ Sáu (22/11/2024": "range 2024-11-18..2024-11-22",
        "từ 0 giờ ngày 13/10/2018 đến 24 giờ ngày 14/10/2018": "range 2018-10-13..2018-10-14",
        "từ ngày 02/02/2024 (23 tháng Chạp) đến ngày 10/02/2024 (mùng 1 Tết Giáp Thìn)": "range 2024-02-02..2024-02-10",
        "từ ngày 01/12 đến trước 7 giờ ngày 14/12/2024": "range 2024-12-01..2024-12-14",
    },
    refuses=["từ ngày 31/2 đến ngày 1/3/2026", "từ ngày 10/5/2024 đến ngày 1/5/2024", "từ năm 2020 đến năm 2024"],
)
def from_day_to_day(m: Match, frame: Frame) -> Dated:
    """The year may stand once, at the end; it belongs to both days unless the range runs over New Year."""
    return _from_to(m, frame)


def _from_to(m: Match, frame: Frame) -> Dated:
    """Up to "trước ngày X" is up to the day before; with an hour, up to the day itself."""
    start, end = bounds(m, frame)
    before = m["before"] and not HOUR.search(m.string[m.start("before") : m.end()])
    return closed(start, end - timedelta(days=1 if before else 0), m)


@form(
    "từ H ngày D/M đến H hôm sau",
    r"(?:từ\s)?(?:{part}{hour}{part}|(?:sáng|trưa|chiều|tối|đêm)\s){weekday}{n}{date1}{aside}\)?\s?,?\s?"
    r"(?:đến|tới|-)\s(?:hết\s)?(?:{hour})?(?:rạng\s)?{part}"
    r"(?:ngày\s)?hôm sau(?!\w)",
    examples={
        "từ 22h ngày 14/11 đến 5h sáng hôm sau": "range 2024-11-14..2024-11-15",
        "từ 19 giờ 30 thứ Bảy, ngày 30/11 đến 6 giờ ngày hôm sau": "range 2024-11-30..2024-12-01",
        "tối 31/12 đến rạng sáng hôm sau": "range 2024-12-31..2025-01-01",
    },
    refuses=["từ ngày 14/11 đến hôm sau", "từ 22h ngày 14/11 đến 5h sáng"],
)
def until_next_day(m: Match, frame: Frame) -> Dated:
    """It ends on the day after."""
    start = frame.day(m, "1")
    return Dated("range", start, start + timedelta(days=1))


_NAME = r"(?!ngày\s\d)[a-z](?:[a-z, -]|\d{1,4}(?![\d/.])){2,140}\((?:dự kiến\s)?(?:ngày\s)?"
_UP_TO = r"(?:đến|tới)\s(?:hết\s|sau\s){0,2}"


@form(
    "từ … (D/M) đến … (D/M/Y)",
    rf"từ\s(?:{_NAME}{{date1}}\)\s?,?\s?{_UP_TO}(?:{{n}}(?=.{{0,12}}\d{{4}}){{date2}}|{_NAME}{{date2}}\))"
    rf"|{{clock}}{{n}}{{date1}}{{aside}}\s?,?\s?{_UP_TO}{_NAME}{{date2}}\))",
    examples={
        "từ ngày ông Công, ông Táo 23 tháng Chạp (22/01/2025) đến Rằm tháng Giêng (12/02/2025)": (
            "range 2025-01-22..2025-02-12"
        ),
        "từ 0 giờ ngày 11/11/2024 đến khi sửa chữa xong (dự kiến 25/12)": "range 2024-11-11..2024-12-25",
        "từ ngày khai giảng năm học 2024-2025 (ngày 05/12/2024) đến hết ngày 31/5/2025": "range 2024-12-05..2025-05-31",
        "từ 15/12/2024 đến sau Tết Nguyên đán (15/02/2025)": "range 2024-12-15..2025-02-15",
    },
    refuses=["từ ngày khai mạc (20/11) đến khi kết thúc", "từ ngày khai mạc (20/12/2024) đến bế mạc (10/12/2024)"],
)
def from_named_to_named(m: Match, frame: Frame) -> Dated:
    """An end of the stretch is named, with its day in brackets."""
    return closed(*bounds(m, frame), m)


_TAKING = (
    r"(?:\s(?:tiếp\s)?nhận(?:\s(?:hồ sơ|bài|đơn|đăng ký|tác phẩm|bài dự thi))?|"
    r"\s(?:thi|dự thi|nộp bài|đăng ký|bình chọn)(?=\s(?:từ|vào|là|lúc)))?"
)
_BEGINS = rf"(?:bắt đầu|khởi đầu|mở đầu|khởi động){_TAKING}(?:\stừ|\svào|\slà)?\s?:?\s"
_CLOSES = rf"(?:kết thúc|tổng kết|đóng|khép lại){_TAKING}(?:\s(?:vào|trong|đến|lúc|hết|là)){{0,2}}\s?:?\s"


@form(
    "bắt đầu ngày D/M, kết thúc ngày D/M(/Y)",
    rf"{_BEGINS}{{clock}}{{weekday}}{{n}}{{date1}}{{aside}}\)?\s?(?:[,;-]\s?)?"
    r"(?:và\s|sẽ\s|thời gian\s|dự kiến\s){0,2}"
    rf"{_CLOSES}(?P<before>trước\s)?{{clock}}{{weekday}}{{n}}{{date2}}{{lunar_aside}}",
    examples={
        "bắt đầu từ ngày 18/11 và kết thúc vào ngày 17/12/2024": "range 2024-11-18..2024-12-17",
        "bắt đầu thi là ngày 18/11 và thời gian kết thúc là ngày 17/12/2024": "range 2024-11-18..2024-12-17",
        "khởi động sáng 16/11, tổng kết chiều 30/11": "range 2024-11-16..2024-11-30",
        "bắt đầu nhận hồ sơ từ 7h30 ngày 14/11 và kết thúc nhận lúc 16h30 ngày 13/12": "range 2024-11-14..2024-12-13",
        "bắt đầu: 15/11/2024; kết thúc: 15/12/2024": "range 2024-11-15..2024-12-15",
        "khởi động ngày 20/11, dự kiến kết thúc ngày 05/01/2025": "range 2024-11-20..2025-01-05",
        "bắt đầu vào 7 giờ ngày 20/11 và sẽ kết thúc lúc 17 giờ ngày 22/11": "range 2024-11-20..2024-11-22",
        "bắt đầu từ thứ Hai, ngày 18/11 - kết thúc hết ngày 24/11/2024": "range 2024-11-18..2024-11-24",
    },
    refuses=["bắt đầu từ ngày 18/11, nộp bài ngày 17/12/2024", "bắt đầu ngày 31/2, kết thúc ngày 17/12/2024"],
)
def begun_and_closed(m: Match, frame: Frame) -> Dated:
    """The day it begins and the day it ends, each with its own word."""
    return _from_to(m, frame)


@form(
    "từ ngày D/M/(cut year) đến ngày D/M/Y",
    r"từ\s{n}{d1}\s?[/.-]\s?{m1}\s?[/.-]\s?(?P<cut>[12]\d{2})(?!\d)\s?,?\s?{to}\s?{n}{full2}",
    examples={"từ ngày 20/9/214 đến ngày 25/10/2014": "range 2014-09-20..2014-10-25"},
    refuses=["từ ngày 20/9/2014 đến ngày 25/10/2014", "từ ngày 20/9/219 đến ngày 25/10/2014"],
)
def from_cut_year(m: Match, frame: Frame) -> Dated | None:
    """The other end tells which digit was lost."""
    end = frame.day(m, "2")
    start = frame.certain(end.year, int(m["m1"]), int(m["d1"]))
    if not lost_digit(m["cut"], end.year):
        return None
    remark = ("cut-year", f"Năm “{m['cut']}” ghi thiếu chữ số; hiểu là năm {end.year}, đề nghị kiểm tra lại.")
    return replace(closed(start, end, m), remarks=(remark,))


@form(
    "từ ngày D đến ngày D/M(/Y)",
    rf"{_COUNT}(?:từ\s{{clock}}{{n}}|ngày\s){{d1}}\s{{to}}\s?{{clock}}{{n}}{{date2}}{{lunar_aside}}(?P<ends>(?=\s?(?:[.,;:()|]|$|tại\s|trên\s|ở\s)))?",
    examples={
        "từ ngày 12 đến 14-10-2020": "range 2020-10-12..2020-10-14",
        "từ ngày 01 đến ngày 10/10/2022": "range 2022-10-01..2022-10-10",
        "từ ngày 27 đến hết ngày 29/10": "range 2024-10-27..2024-10-29",
        "trong 03 ngày, từ ngày 13 đến ngày 15/02/2025 (tức ngày 16 tháng Giêng)": "range 2025-02-13..2025-02-15",
        "từ 13 đến hết 20/11": "range 2024-11-13..2024-11-20",
        "từ mùng 1 đến 10-12": "range 2024-12-01..2024-12-10",
        "từ 22 đến 24/11": "range 2024-11-22..2024-11-24",
        "từ 05 đến 12/12": "range 2024-12-05..2024-12-12",
    },
    refuses=[
        "từ ngày 20 đến ngày 10/10/2022",
        "từ 5 đến 10/10",
        "từ 5 đến 9/10 xã",
        "từ 5 đến 9/10 dành",
        "từ 5 đến 9 giờ ngày 10/11",
    ],
)
def from_day_to_day_of_month(m: Match, frame: Frame) -> Dated | None:
    """The month stands once, at the end.

    Without "ngày" and year it may be no ratio: it stands in brackets, ends what is said, or has more days than months;
    a zero before its first day says so too ("từ 05 đến 12/12"). Two hours of a day are
    no days ("từ 5 đến 9 giờ ngày 10/11").
    """
    if _HOURS.match(m.group()):
        return None
    said = regex.search(r"\b(?:ngay|mung|mong|het)\b", m.group()) or m["d1"].startswith("0")
    alone = (
        said or m["y2"] or m.string[m.start() - 1 : m.start()] == "(" or (m["ends"] is not None and int(m["d1"]) > 9)
    )
    if not alone and (m["d2"] == m["m2"] or (m["ends"] is None and int(m["d2"]) < int(m["m2"]))):
        return None
    end = frame.day(m, "2")
    return closed(frame.day(m, "1", beside=end), end, m)


@form(
    "từ ngày D đến ngày D và từ ngày D đến ngày D/M(/Y)",
    r"(?:từ\s(?:ngày\s)?|ngày\s){d1}\s?(?:đến|-)\s?(?:hết\s)?{n}{d2}\s?(?:,|;|và|,\svà)\s?(?:từ\s)?(?:ngày\s)?{d3}\s?(?:đến|-)\s?(?:hết\s)?{n}{date4}",
    examples={
        "từ ngày 02 đến ngày 06 và từ ngày 09 đến ngày 10/12/2024": [
            "range 2024-12-02..2024-12-06",
            "range 2024-12-09..2024-12-10",
        ],
        "từ 14 đến 16 và 21 đến 23 tháng 11 năm 2024": ["range 2024-11-14..2024-11-16", "range 2024-11-21..2024-11-23"],
        "ngày 18 - 20 và 25 - 27/11": ["range 2024-11-18..2024-11-20", "range 2024-11-25..2024-11-27"],
    },
    refuses=["từ ngày 02 đến ngày 06/12", "từ ngày 12 đến ngày 16 và từ ngày 09 đến ngày 10/12"],
)
def two_stretches_of_month(m: Match, frame: Frame) -> list[Dated] | None:
    """The month stands once, at the end of the second."""
    last = frame.day(m, "4")
    first, second, third = (frame.day(m, n, beside=last) for n in "123")
    if not first < second < third < last:
        return None
    return [Dated("range", first, second, listed=True), Dated("range", third, last, listed=True)]


@form(
    "từ ngày D-D/M(/Y)",
    r"(?:từ\s{n}|(?:trong\s)?(?:\d{1,2}\s|các\s)?ngày\s?[,:]?\s\(?(?:từ\s)?{n}|\((?:từ\s)?{n}|"
    r"cuối\stuần\s\(?{n}|{days}(?:\s?(?:,|và|-)\s?{days}){1,4}\s?,?\s?\(?{n}|(?<=(?:[:|;]\s|^|[a-z],\s|cao điểm\s))|"
    r"(?<=\d{1,2}\s?-\s?\d{1,2}/\d{1,2}(?:/\d{4})?(?:\s?[,;]|\svà|,\svà)\s)){d1}\s?-\s?{date2}",
    examples={
        "từ ngày 20-28/01/2016": "range 2016-01-20..2016-01-28",
        "(15–22/11": "range 2024-11-15..2024-11-22",
        "ngày 15-18/11": "range 2024-11-15..2024-11-18",
        "02 ngày, 28 - 29/11/2024": "range 2024-11-28..2024-11-29",
        "18 - 26/11": "range 2024-11-18..2024-11-26",
        "từ 20→28/11/2024": "range 2024-11-20..2024-11-28",
        "cuối tuần 23 - 24/11/2024": "range 2024-11-23..2024-11-24",
        "thứ Bảy và Chủ nhật, 16 - 17/11/2024": "range 2024-11-16..2024-11-17",
    },
    refuses=["từ ngày 28-20/01/2016", "ngày 5-9-2024", "18 - 26/30 xã"],
)
def days_of_month(m: Match, frame: Frame) -> Dated:
    """A hyphen joins two days of one month."""
    end = frame.day(m, "2")
    return closed(frame.day(m, "1", beside=end), end, m)


@form(
    "D/M/Y - D/M/Y",
    r"(?:(?:ngày\s)?{full1}\s?(?:-|đến(?: hết)?(?: ngày)?)\s?{full2}|"
    r"trong\s(?:khoảng\sthời gian|khoảng|thời gian)\s(?:từ\s)?(?:ngày\s)?{date1}\s?"
    r"(?:-|đến(?: hết)?(?: ngày)?)\s?{date2}|"
    r"{hour}{part}{weekday}{n}{date1}\s?,?\s?{to}\s?{hour}{part}{weekday}{n}{date2}|\((?:từ\s)?(?:ngày\s)?{short1}\s?(?:-|"
    r"đến(?: hết)?(?: ngày)?)\s?{date2}\)|(?:(?:trong\s)?các\sngày\s|"
    r"(?<!\b(?:trước|sau|từ|hết)\s)ngày\s|(?<=(?:[:|;,]\s|^)))"
    r"{short1}\s?(?:-|đến(?: hết)?(?: ngày)?)\s?{date2})",
    examples={
        "22h00 ngày 31/12/2024 đến 0h30 ngày 01/01/2025": "range 2024-12-31..2025-01-01",
        "22h00 đêm 15/11 đến 4h00 sáng 16/11": "range 2024-11-15..2024-11-16",
        "7 giờ ngày 20/11 đến 17 giờ ngày 22/11": "range 2024-11-20..2024-11-22",
        "trong các ngày 24/01 - 28/01": "range 2025-01-24..2025-01-28",
        "(15/11 - 15/12)": "range 2024-11-15..2024-12-15",
        "(15/4 - 15/5/2019)": "range 2019-04-15..2019-05-15",
        "01/10/2024 - 10/10/2024": "range 2024-10-01..2024-10-10",
        "20/11 - 30/11/2024": "range 2024-11-20..2024-11-30",
        "trong khoảng 15/01 - 20/02/2025": "range 2025-01-15..2025-02-20",
        "ngày 30/11 - 01/12": "range 2024-11-30..2024-12-01",
    },
    refuses=["(30/4 - 30/4)", "10/10/2024 - 01/10/2024"],
)
def dash_between_days(m: Match, frame: Frame) -> Dated | None:
    """A dash joins two days; the same day of two years is a commemoration, which another form reads."""
    start, end = bounds(m, frame)
    if (start.day, start.month) == (end.day, end.month):
        return None
    return closed(start, end, m)


_NAMED_DAY = r"(?:ngày|lễ|tết)\s(?:(?!đến\s|ngày\s)[a-z]{1,12},?\s){1,14}\(?"


@form(
    "từ Ngày … D/M đến Ngày … D/M",
    rf"từ\s{_NAMED_DAY}{{date1}}\)?\s?,?\s?{{to}}\s(?:{_NAMED_DAY})?{{clock}}{{n}}{{date2}}",
    examples={
        "từ Ngày Quốc tế xóa bỏ bạo lực đối với phụ nữ (25/11) đến Ngày Nhân quyền thế giới (10/12": (
            "range 2024-11-25..2024-12-10"
        ),
        "từ Ngày Pháp luật 09/11 đến hết ngày 18/11/2024": "range 2024-11-09..2024-11-18",
        "từ ngày phát động 10/11 đến 24h ngày 10/12/2024": "range 2024-11-10..2024-12-10",
    },
    refuses=["từ ngày 09/11 đến ngày 18/11", "từ Ngày Pháp luật đến ngày 18/11"],
)
def named_day_to_day(m: Match, frame: Frame) -> Dated:
    """The days that begin and end it are named before their numbers."""
    return closed(*bounds(m, frame), m)
