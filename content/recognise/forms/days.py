"""Single days."""

from __future__ import annotations

import re
from datetime import date, timedelta

import regex

from content.recognise.form import Dated, Doubtful, Frame, Match, form
from content.recognise.fragments import WEEKDAY_CODES, WEEKDAYS

_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_MONTHS = re.compile(r"\d{1,2}\s?-\s?\d{1,2}/\d{4}")
HOUR = re.compile(r"\d\s?(?:gio|[hg](?![a-z])|:(?=\d))")
YEARLESS = r"(?!\d{1,2}/\d{1,2}/[12]\d{3})"
"""Asked first of a day that has no year by forms that else look behind it at length."""


def weekday_remarks(m: Match, day: date) -> tuple[tuple[str, str], ...]:
    """Return a doubt where the printed day of the week is not that of the day; after "thứ nhất" it is an ordinal."""
    printed = m["weekday"] if "weekday" in m.re.groupindex else None
    if printed is None or WEEKDAYS[printed] == WEEKDAY_CODES[day.weekday()] or "thu nhat" in m.string[: m.start()]:
        return ()
    shown = _NAMES[WEEKDAY_CODES.index(WEEKDAYS[printed])]
    return (("weekday-mismatch", f"Văn bản ghi {shown} nhưng ngày {day:%d/%m/%Y} là {_NAMES[day.weekday()]}."),)


def one_day(m: Match, frame: Frame) -> Dated:
    """Return the day of a match, why its year is what it is where none is printed, and a doubt about its weekday."""
    day = frame.day(m, "1")
    reason = "" if "y1" in m.re.groupindex and m["y1"] else f"Văn bản không ghi năm; hiểu là năm {day.year}."
    timed = bool(HOUR.search(m.group()))
    return Dated("day", day, day, timed=timed, reason=reason, remarks=weekday_remarks(m, day))


@form(
    "ngày D/M/Y",
    r"(?:{clock}{weekday}{n})?{full1}{lunar_aside}",
    examples={
        "ngày 20/11/2024": "day 2024-11-20",
        "24-5-2019": "day 2019-05-24",
        "ngày 03 tháng bốn năm 2018": "day 2018-04-03",
        "19 giờ 30 phút, thứ Bảy, ngày 20/10/2018": "day 2018-10-20",
        "ngày 21-9-2018 (tức ngày 12/8 năm Mậu Tuất)": "day 2018-09-21",
    },
    refuses=["ngày 2024", "số 12/2024"],
)
def day_in_full(m: Match, frame: Frame) -> Dated | None:
    """A day with its month and year; a lunar day in brackets after it says the same. "11-12/2024" are two months."""
    return None if _MONTHS.fullmatch(m.group()) and int(m["d1"]) < int(m["m1"]) else one_day(m, frame)


@form(
    "ngày D/M",
    r"{clock}{weekday}ngày\s(?:mùng\s|mồng\s)?{short1}{lunar_aside}",
    examples={
        "ngày 20/11": "day 2024-11-20",
        "sáng ngày 9/1": "day 2025-01-09",
        "ngày 18 tháng 11": "day 2024-11-18",
        "ngày 20.11": "day 2024-11-20",
        "sáng ngày mùng 2/9": "day 2024-09-02",
    },
    refuses=["ngày 20", "ngày càng"],
)
def day_without_year(m: Match, frame: Frame) -> Dated:
    """The year is the one the directive speaks of."""
    return one_day(m, frame)


@form(
    "Thời gian: từ H ngày D/M(/Y)",
    r"(?=từ)(?<=thời gian[^:;.\d]{0,40}:\s?)từ\s{part}{hour}{weekday}{n}{date1}{aside}(?!\s?,?\s?(?:đến|-))",
    examples={"từ 7h30, ngày 23/11/2024": "day 2024-11-23", "từ 19 giờ 30 thứ Bảy, ngày 23/11": "day 2024-11-23"},
    refuses=["từ 7h30 ngày 23/11/2024 đến 11h ngày 24/11/2024", "từ ngày 23/11/2024"],
    after="Thời gian: ",
)
def beginning_at(m: Match, frame: Frame) -> Dated:
    """The hour at which it begins that day, not the day from which it runs."""
    return one_day(m, frame)


@form(
    "buổi D/M",
    r"(?:(?:{hour}(?:(?:sáng|trưa|chiều|tối|đêm)\s)?|sáng|trưa|chiều|tối|đêm)\s?,?\s?{weekday}|(?=thứ|chủ|cn){weekday}){short1}",
    examples={
        "tối 13/10": "day 2024-10-13",
        "21 giờ tối 16/12": "day 2024-12-16",
        "sáng 20/11": "day 2024-11-20",
        "sáng Chủ nhật 24-11": "day 2024-11-24",
        "thứ Bảy, 23/11": "day 2024-11-23",
    },
    refuses=["sáng 20", "mở cửa 7h30 - 11h00"],
)
def part_of_day(m: Match, frame: Frame) -> Dated:
    """A part of the day, or the day of the week, stands for the word "ngày"."""
    return one_day(m, frame)


@form(
    "(D/M)",
    r"\(\s?(?:ngày\s)?{short1}\s?(?:\)|(?P<goes_on>(?=,\s(?!đạt|chiếm|tăng|giảm|bằng|tỷ|có|còn|trong đó)[a-z]{2})))",
    examples={
        "(20/11)": "day 2024-11-20",
        "(09/01)": "day 2025-01-09",
        "(2-9)": "day 2024-09-02",
        "(20.11)": "day 2024-11-20",
        "( 20/11 )": "day 2024-11-20",
    },
    refuses=["(20/13)", "(20)", "(24/7)", "(11/12, đạt 91%)", "(8/11, thiếu 3)"],
)
def day_in_brackets(m: Match, frame: Frame) -> Dated | None:
    """What stands before the bracket is named after this day; words may follow it ("(26/11, phát thanh trực tiếp)")."""
    number, month = m["d1"], int(m["m1"])
    if m["goes_on"] is not None and not number.startswith("0") and int(number) <= month:
        return None
    return None if is_around_the_clock(m) else one_day(m, frame)


def is_around_the_clock(m: Match) -> bool:
    """Say whether "(24/7)" says when somebody is on call: no day is named just before it."""
    before = m.string[max(0, m.start() - 60) : m.start()]
    return m.group().replace(" ", "") == "(24/7)" and not regex.search(r"\b(?:ngay|ky niem|khai mac)\b", before)


@form(
    "D/M after a day's name",
    rf"{YEARLESS}(?<=(?:quốc khánh(?: nước [^.;:()\d]{{5,50}})?|"
    r"quốc tế lao động|quốc tế phụ nữ|phụ nữ việt nam|nhà giáo việt nam|quốc tế thiếu nhi|"
    r"thương binh - liệt sĩ|thương binh, liệt sĩ|giải phóng miền nam|thầy thuốc việt nam|"
    r"thống nhất đất nước|báo chí cách mạng việt nam|giải phóng thủ đô|chiến thắng điện biên phủ|cách mạng tháng tám|"
    r"toàn quốc kháng chiến)\s){short1}",
    examples={"2/9": "day 2024-09-02", "2-9": "day 2024-09-02"},
    refuses=["2024"],
    after="Quốc khánh ",
)
def named_day(m: Match, frame: Frame) -> Dated:
    """A well-known day with its date right after its name."""
    return one_day(m, frame)


@form(
    "D/M after what happens",
    rf"{YEARLESS}(?<=(?:khai mạc|bế mạc|kết thúc|trao giải|họp báo|tựu trường|khai giảng|bốc thăm|chung kết|sơ khảo|"
    r"chung khảo|khởi công|khánh thành|ra quân|diễn ra|tổ chức|dự kiến|phát động|tổng kết)\s?:?\s|(?:vào|hôm)\s)"
    r"{short1}"
    r"(?=\s?(?:[,;.()|]|và\s|tại\s|ở\s|cho\s|(?:sắp\s)?tới(?!\w)|năm nay|$))",
    examples={"20/4": "day 2025-04-20"},
    refuses=["20/4 xã", "2/3 số"],
    after="khai mạc ",
)
def day_of_happening(m: Match, frame: Frame) -> Dated:
    """A happening with its day right after it, without the word "ngày"."""
    return one_day(m, frame)


def may_be_part(m: Match) -> bool:
    """Say whether a day without "ngày" and year may be a part of something ("2/3"): it has no zero before it."""
    return not m["d1"].startswith("0") and int(m["d1"]) <= int(m["m1"]) <= 10


_DONE = (
    r"tiếp nhận|đón|khai mạc|bế mạc|khai giảng|bế giảng|trưng bày|chấm|công bố|trao|tổng duyệt|tập huấn|họp|ra quân|"
    r"nghiệm thu|bàn giao|phát động|bốc thăm|tham quan|tổ chức\s(?:lễ|hội|thi)|thi|sơ khảo|chung khảo|"
    r"chung kết|tổng kết|mít tinh|khám|tiêm|kiểm tra|hướng dẫn|phúc tra|thẩm định"
)


@form(
    "D/M tại …",
    rf"{YEARLESS}(?:(?<=[:;]\s){{short1}}(?=\s(?P<done>{_DONE})(?:\s?[,.;]|\s[a-z]|\s?$))|"
    r"(?<=[:;,]\s){short1}(?=\s(?P<units>xã|phường|thị trấn|thôn|ấp|bản|trường)\s[a-z])|"
    r"(?<=[:;,]\s){short1}(?=\s(?:tại|ở)\s|\s\((?:tại\s|ở\s)?(?:thôn|xã|phường|tổ|ấp|khu|bản|xóm|khóm|buôn|trường|khối|lớp)\s|$)|"
    r"(?<=(?:^|[.:;,]\s))(?=\d{1,2}/){short1}(?=\s?(?:-\s|:\s|\(|\blà\s)(?:ngày|kỷ niệm)\s[a-z])|"
    r"(?<=(?:^|[.;]\s))(?=\d{1,2}/){short1}(?=\s?[:|]\s[a-z]|\s(?!(?:số|xã|hộ|thôn|trên|đến|và|là)\s)[a-z])|"
    r"(?<=\b(?:cụm|lớp|thôn|xóm|ấp|tổ|khối|khu|khu phố|nhóm|đội|ca|khóa|tập|đoàn)\s\d{1,2}"
    r"(?:\s?(?:,|-|và)\s?\d{1,2}){0,3}\s?:\s)"
    r"(?=\d{1,2}/){short1}(?=\s?(?:[.;|)](?!\d)|,\s|$))|"
    r"(?<=(?:[a-z)]|\b(?:đợt|vòng|lần|kỳ)\s\d{1,2})\s?[:|]\s)"
    r"(?<!\b(?:tỷ lệ|tỷ số|đạt|(?<!công bố\s)kết quả|điểm|mức|hộ|lớp|số|quy mô|địa chỉ|nhà|phòng|bàn|ghế|lãi suất|"
    r"khối|tổ)\b[^.;:]{0,30}:\s)(?=\d{1,2}/){short1}(?=\s?(?:[.;|)](?!\d)|,\s)))",
    examples={"20/11": "day 2024-11-20"},
    refuses=["20/11 xã", "2/3 số hộ", "3/5 thi đạt", "10 - 12.", "xã. Tỷ lệ hộ đạt chuẩn: 2/3."],
    after="Lịch khám: ",
)
def day_at_place(m: Match, frame: Frame) -> Dated | None:
    """A day in a list, with its place right after it, or that a line of a timetable opens with."""
    if (m["units"] and int(m["d1"]) <= int(m["m1"])) or (m["done"] and may_be_part(m)):
        return None
    return one_day(m, frame)


@form(
    "từ H đến H ngày D/M(/Y)",
    r"(?:(?:(?:từ\s)?{hour}{part}|từ\s[0-2]?\d\s?)(?:đến|-|tới)\s?{hour}{part}{weekday}{n}{date1}{lunar_aside}|"
    r"(?:từ\s)?{hour}{weekday}{n}{date1}\s?,?\s?(?:đến|-|tới)\s?{hour}(?:cùng ngày|ngày hôm đó)(?!\w))",
    examples={
        "từ 20h30 đến 21h30 thứ Bảy, ngày 22/3/2025": "day 2025-03-22",
        "7 giờ 30 phút - 11 giờ ngày 20/11": "day 2024-11-20",
        "từ 5h ngày 22/11 đến 12h cùng ngày": "day 2024-11-22",
        "từ 7 giờ sáng đến 7 giờ tối ngày 08/12/2024": "day 2024-12-08",
        "từ 18 đến 22 giờ ngày 30/11": "day 2024-11-30",
    },
    refuses=["từ 7h30 ngày 20/11 đến 11h ngày 21/11"],
)
def hours_of_day(m: Match, frame: Frame) -> Dated:
    """Two hours of one day."""
    return one_day(m, frame)


@form(
    "Ngày … D/M",
    rf"{YEARLESS}(?<=ngày\s[a-z][^.;:()\d]{{5,80}}\s){{short1}}"
    r"(?=\s?(?:[,;:.)|]|-\s|\((?:từ|thời gian)\s|(?:và|gắn|với|năm|tại|trên|nhằm|bằng|do|theo|từ)\s|$))",
    examples={"13/10": "day 2024-10-13", "13.10": "day 2024-10-13"},
    refuses=["13/10 xã"],
    after="Ngày Doanh nhân Việt Nam ",
)
def day_after_its_name(m: Match, frame: Frame) -> Dated:
    """A commemorated day with its date right after its name, without brackets."""
    return one_day(m, frame)


@form(
    "đêm D rạng sáng D/M(/Y)",
    r"(?:đêm|tối|chiều)\s{n}(?:{date1}|{d1})\s?,?\s?(?:và\s|đến\s|-\s?)?rạng\s(?:ngày\s|sáng\s){n}{date2}",
    examples={
        "đêm 24, rạng sáng 25/11": "range 2024-11-24..2024-11-25",
        "tối 31/12, rạng sáng 01/01/2025": "range 2024-12-31..2025-01-01",
        "đêm 14 rạng ngày 15/12": "range 2024-12-14..2024-12-15",
    },
    refuses=["đêm 24, sáng 26", "đêm 24 rạng sáng 26/11"],
)
def overnight(m: Match, frame: Frame) -> Dated | None:
    """One night, from one day to the next."""
    end = frame.day(m, "2")
    start = end - timedelta(days=1)
    return Dated("range", start, end) if int(m["d1"]) == start.day else None


def lost_digit(cut: str, year: int) -> bool:
    """Say whether a year with one of its digits lost, or one digit too many, may be this one."""
    short, long = sorted((cut, str(year)), key=len)
    return len(long) - len(short) == 1 and any(short == long[:at] + long[at + 1 :] for at in range(len(long)))


@form(
    "a truncated year",
    r"{n}{d1}\s?(?:/\s?{m1}\s?/|\.\s?{m1}\s?\.|-\s?{m1}\s?-)\s?(?P<cut>[12]\d{1,2}|[12]\d{4})(?![\d/])",
    examples={
        "ngày 30/8/219": None,
        "25/10/202": "day 2024-10-25",
        "20/11/224": "day 2024-11-20",
        "20/11/20224": "day 2024-11-20",
        "20/11/20199": None,
    },
    refuses=["30/8/2019", "25/10", "123.45.20224"],
)
def truncated_year(m: Match, frame: Frame) -> Dated:
    """A year of three digits has lost one, one of five has one too many; a person must say where neither is at hand."""
    if len(m["cut"]) == 2 and abs(2000 + int(m["cut"]) - frame.reference.year) <= 5:
        day = frame.certain(2000 + int(m["cut"]), int(m["m1"]), int(m["d1"]))
        return Dated("day", day, day, remarks=(("short-year", f"Năm ghi hai chữ số; hiểu là {day.year}."),))
    shown = m.group().strip()
    day = frame.inferred(int(m["m1"]), int(m["d1"]))
    if lost_digit(m["cut"], day.year):
        remark = (
            "cut-year",
            f"Năm trong “{shown}” ghi thiếu hoặc thừa chữ số; hiểu là năm {day.year}, đề nghị kiểm tra lại.",
        )
        return Dated("day", day, day, remarks=(remark,))
    raise Doubtful(
        "implausible-year", f"Năm trong “{shown}” ghi thiếu hoặc thừa chữ số; đề nghị kiểm tra lại văn bản gốc."
    )
