"""What comes back: every day at an hour, on days of the week, on a day of the month, quarter or year."""

from __future__ import annotations

import regex

from content.recognise.form import Dated, Frame, Match, form
from content.recognise.fragments import MONTH_WORDS, WEEKDAYS

NEEDS = (
    "hang ngay", "hang tuan", "hang thang", "hang quy", "hang nam", "hang gio", "moi ", "lan", "buoi", "luot", "cu ",
    "thu ", "t2", "t3", "t4", "t5", "t6", "t7", "cn", "cuoi", "dinh ky", "tung ", "chu nhat", "trong tuan",
    "cua thang", "cua nam",
)  # fmt: skip

_ORDER = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_HOUR = regex.compile(
    r"(?P<h>\d{1,2})\s?(?:gio|[hg](?![a-z])|:(?=\d))(?:\s?\d{2})?(?:\s?(?:phut|'|’|′))?(?:\s(?P<late>chieu|toi))?"
)
_TIME = r"\d{1,2}\s?(?:giờ|[hg](?![a-z])|:(?=\d))\s?(?:\d{2})?(?:\s?(?:phút|'|’|′))?(?:\s(?:sáng|trưa|chiều|tối))?"
_FRAME = r"(?:(?:vào\s|lúc\s|trong\s)?(?:các\s|hai\s|02\s|2\s|03\s|3\s)?(?:khung giờ|khung|thời điểm|mốc giờ)\s?:?\s?)?"
_UNTIL = rf"{_TIME}(?:\s?(?:đến|-)\s?{_TIME})?"
_SLOT = (
    rf"(?:(?:buổi\s)?(?:sáng|trưa|chiều|tối|vào|lúc|và|từ|phát|đợt|lần|\d)\s|"
    rf"[,;:(]\s?){{0,4}}{_TIME}(?:\s?(?:đến|-)\s?{_TIME})?"
)


def _recurring(rule: str) -> Dated:
    return Dated("recurring", rrule=rule)


def _hours(text: str) -> list[int]:
    """Return the hours at which slots begin: the end of "5h00 đến 5h30" is none."""
    begins = regex.sub(rf"(?:den|-)\s?{regex.sub('giờ', 'gio', _TIME).replace('phút', 'phut')}", " ", text)
    hours = (int(m["h"]) + (12 if m["late"] and int(m["h"]) < 12 else 0) for m in _HOUR.finditer(begins))
    return sorted({hour for hour in hours if hour < 24})


def _daily(text: str) -> Dated:
    hours = ",".join(map(str, _hours(text)))
    return _recurring(f"FREQ=DAILY;BYHOUR={hours}" if hours else "FREQ=DAILY")


def _byday(text: str) -> str:
    folded = regex.sub(r"chu nhat|\bcn\b", "thu cn", regex.sub(r"\bt(?=[2-7]\b)", "thu ", text))
    found = {WEEKDAYS[w] for w in regex.findall(r"\b(hai|ba|tu|nam|sau|bay|[2-7]|cn)\b", folded) if w in WEEKDAYS}
    return ",".join(code for code in _ORDER if code in found)


@form(
    "hằng ngày vào lúc …",
    rf"{{every}}\sngày\s?(?:\([^()]{{0,40}}\)\s?)?(?:[,:]\s?)?(?:phát\s)?{_FRAME}{_SLOT}(?:\s?(?:,|;|và)?\s?{_SLOT}){{0,5}}",
    examples={
        "hằng ngày vào lúc 5 giờ 30 phút và 17 giờ": "recurring FREQ=DAILY;BYHOUR=5,17",
        "hằng ngày, buổi sáng từ 5h00 đến 5h30, buổi chiều từ 17h00 đến 17h30": "recurring FREQ=DAILY;BYHOUR=5,17",
        "hằng ngày vào các khung giờ 6h30', 11 giờ 15 phút và 17g45": "recurring FREQ=DAILY;BYHOUR=6,11,17",
        "hàng ngày: 5h00 - 5h30; 17h00 - 17h30": "recurring FREQ=DAILY;BYHOUR=5,17",
    },
    refuses=["hằng ngày", "ngày 5 giờ"],
)
def daily_at_hours(m: Match, frame: Frame) -> Dated:
    """Each slot begins at an hour."""
    return _daily(m.group())


@form(
    "… hằng ngày",
    rf"(?:(?P<before>trước)\s|từ\s|lúc\s)?{_UNTIL}(?:\s?(?:,|;|và)\s?{{part}}(?:lúc\s|từ\s)?{_UNTIL}){{0,5}}"
    r"\s?,?\s?(?:{every}\sngày|các ngày trong tuần)",
    examples={
        "7 giờ và 16 giờ hằng ngày": "recurring FREQ=DAILY;BYHOUR=7,16",
        "5h30 sáng và 5h chiều hằng ngày": "recurring FREQ=DAILY;BYHOUR=5,17",
        "từ 5h30' đến 6h30', chiều từ 17h00' đến 18h00' các ngày trong tuần": "recurring FREQ=DAILY;BYHOUR=5,17",
        "trước 16 giờ hằng ngày": "recurring FREQ=DAILY",
        "từ 05h00 - 05h30 và 17h00 - 17h30 hằng ngày": "recurring FREQ=DAILY;BYHOUR=5,17",
    },
    refuses=["16 giờ ngày"],
)
def hours_daily(m: Match, frame: Frame) -> Dated:
    """An hour that something must be done before is no hour at which it happens."""
    return _recurring("FREQ=DAILY") if m["before"] else _daily(m.group())


@form(
    "phát hằng ngày; N lần mỗi ngày",
    r"(?:(?:phát|đăng|tiếp âm|tiếp sóng|báo cáo|cập nhật|tuyên truyền)(?:\s(?:thanh|sóng|tin|lại|bản tin|"
    r"nhanh)){0,2}\s(?:định kỳ\s)?{every}\sngày(?:\s(?:ít nhất\s|tối thiểu\s)?\d{1,2}\s(?:lần|lượt|buổi))?|"
    r"(?:{every}\s)?ngày\s(?:phát\s)?(?:ít nhất\s)?\d{1,2}\s(?:lần|lượt|buổi)|\d{1,2}\s(?:lần|lượt|"
    r"buổi)\s?(?:/\s?|mỗi\s|một\s|trong\s)ngày)"
    rf"(?:\s?\([^()]{{0,60}}\)|\s?,?\s?(?:(?:vào\s|lúc\s)(?:lúc\s)?(?=\d)|{_FRAME[:-1]}){_SLOT}(?:\s?(?:,|;|và)?\s?{_SLOT}){{0,5}})?",
    examples={
        "02 lần/ngày vào khung giờ 6h15 và 18h45": "recurring FREQ=DAILY;BYHOUR=6,18",
        "2 lần/ngày, vào lúc 5h và 17h": "recurring FREQ=DAILY;BYHOUR=5,17",
        "phát hằng ngày": "recurring FREQ=DAILY",
        "mỗi ngày 02 lần (5g00 và 17g30)": "recurring FREQ=DAILY;BYHOUR=5,17",
        "phát mỗi ngày 02 buổi (sáng từ 05h30, chiều từ 17h00)": "recurring FREQ=DAILY;BYHOUR=5,17",
        "3 buổi/ngày": "recurring FREQ=DAILY",
        "02 lần mỗi ngày": "recurring FREQ=DAILY",
    },
    refuses=["vệ sinh hằng ngày", "mỗi tuần 02 tin"],
    digits=False,
)
def times_a_day(m: Match, frame: Frame) -> Dated:
    """How often on each day."""
    return _daily(m.group())


@form(
    "thứ … hằng tuần",
    rf"(?:(?:trước|vào|lúc|phát)\s)?(?:{_TIME}\s?,?\s?)?(?:vào\s)?{{part}}(?:các\s(?:ngày\s|buổi\s)?)?(?:ngày\s)?{{days}}"
    r"(?:\s?(?:,|;|và|-)\s?(?:{part}{days}|[2-7](?!\d))){0,6}\s?,?\s?(?:{every}\stuần|trong tuần)",
    examples={
        "thứ Ba hằng tuần": "recurring FREQ=WEEKLY;BYDAY=TU",
        "tối thứ Bảy và Chủ nhật hằng tuần": "recurring FREQ=WEEKLY;BYDAY=SA,SU",
        "thứ 2, thứ 4, thứ 6 hằng tuần": "recurring FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "thứ 2, 4, 6 hàng tuần": "recurring FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "trước 10 giờ thứ Sáu hằng tuần": "recurring FREQ=WEEKLY;BYDAY=FR",
        "15 giờ thứ Sáu hằng tuần": "recurring FREQ=WEEKLY;BYDAY=FR;BYHOUR=15",
        "sáng Chủ nhật hàng tuần": "recurring FREQ=WEEKLY;BYDAY=SU",
        "T2, T4, T6 hằng tuần": "recurring FREQ=WEEKLY;BYDAY=MO,WE,FR",
    },
    refuses=["tuần thi thứ hai", "thứ hai, cung cấp tài liệu"],
    digits=False,
)
def on_weekdays(m: Match, frame: Frame) -> Dated:
    """Days of the week by number or name; Monday is the second."""
    text = m.group()
    hour = _hours(text) if not text.startswith("truoc") else []
    days = _byday(_HOUR.sub(" ", text))
    return _recurring(f"FREQ=WEEKLY;BYDAY={days}" + (f";BYHOUR={hour[0]}" if len(hour) == 1 else ""))


@form(
    "các ngày thứ …",
    r"(?:vào\s)?các\s(?:ngày\s|buổi\s)(?:(?:sáng|trưa|chiều|tối)\s)?{days}(?:\s?(?:,|;|và)\s?(?:{part}{days}|[2-7](?!\d))){1,6}",
    examples={"vào các buổi sáng thứ 3, thứ 5 và thứ 7": "recurring FREQ=WEEKLY;BYDAY=TU,TH,SA"},
    refuses=["các ngày thứ 3", "thứ hai, thứ ba"],
    digits=False,
)
def on_several_weekdays(m: Match, frame: Frame) -> Dated:
    """Several days of the week come back every week also without "hằng tuần"."""
    return _recurring(f"FREQ=WEEKLY;BYDAY={_byday(m.group())}")


@form(
    "từ thứ … đến thứ …",
    r"từ\s{days}\s(?:đến|tới)\s{days}(?:\s?,?\s?(?:{every}\stuần|trong tuần))?(?!\w)",
    examples={
        "từ thứ 2 đến thứ 6": "recurring FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "từ thứ Hai đến thứ Bảy hằng tuần": "recurring FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA",
    },
    refuses=["từ thứ hai, cung cấp tài liệu", "từ thứ 6 đến thứ 2"],
    digits=False,
)
def weekday_to_weekday(m: Match, frame: Frame) -> Dated | None:
    """All the days from one to the other."""
    first, last = (_ORDER.index(_byday(part)) for part in regex.split(r" (?:den|toi) ", m.group()[3:], maxsplit=1))
    return _recurring(f"FREQ=WEEKLY;BYDAY={','.join(_ORDER[first : last + 1])}") if first < last else None


@form(
    "hằng tuần vào thứ …",
    r"(?:định kỳ\s)?{every}\stuần\s?,?\s?\(?(?:phát\s)?(?:vào\s|"
    r"trước\s)?(?:lúc\s)?{clock}{part}"
    r"(?:các\s)?(?:ngày\s)?{days}(?:\s?(?:,|;|và)\s?(?:{part}{days}|[2-7](?!\d))){0,6}",
    examples={
        "hằng tuần vào thứ Năm": "recurring FREQ=WEEKLY;BYDAY=TH",
        "mỗi tuần vào các ngày thứ 3, thứ 7": "recurring FREQ=WEEKLY;BYDAY=TU,SA",
        "hằng tuần (trước 16h00 thứ Sáu": "recurring FREQ=WEEKLY;BYDAY=FR",
    },
    refuses=["hằng tuần", "hằng tuần thi"],
    digits=False,
)
def weekly_on(m: Match, frame: Frame) -> Dated:
    """The days stand after."""
    return _recurring(f"FREQ=WEEKLY;BYDAY={_byday(_HOUR.sub(' ', m.group().split('tuan', 1)[1]))}")


_DEADLINE = r"(?:(?:trước(?: hoặc trong)?|chậm nhất|muộn nhất|vào|định kỳ)\s(?:là\s|vào\s|trước\s)?)?"


@form(
    "ngày D hằng tháng",
    rf"{_DEADLINE}(?:các\s)?(?:ngày|mùng|mồng)\s(?P<list>\d{{1,2}}(?:\s?(?:,|"
    rf"và)\s?(?:ngày\s)?\d{{1,2}}){{0,5}})\s?,?\s?(?:{{every}}\stháng|của mỗi tháng|của tháng)(?!\s(?:cuối|báo|"
    rf"trước|sau|này))",
    examples={
        "các ngày 05 và 20 hằng tháng": "recurring FREQ=MONTHLY;BYMONTHDAY=5,20",
        "chậm nhất ngày 20 hằng tháng": "recurring FREQ=MONTHLY;BYMONTHDAY=20",
        "trước ngày 25 hàng tháng": "recurring FREQ=MONTHLY;BYMONTHDAY=25",
    },
    refuses=["ngày 35 hằng tháng", "ngày 14 của tháng báo cáo"],
)
def on_days_of_month(m: Match, frame: Frame) -> Dated | None:
    """Days of every month."""
    return _monthly(m["list"])


def _monthly(days: str) -> Dated | None:
    numbers = [int(n) for n in regex.findall(r"\d+", days)]
    if not all(1 <= n <= 31 for n in numbers):
        return None
    return _recurring(f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, numbers))}")


@form(
    "hằng tháng vào ngày D",
    r"(?:định kỳ\s)?{every}\stháng\s?,?\s?\(?(?:vào\s|trước\s|"
    r"chậm nhất\s){1,2}"
    r"(?:các\s)?ngày\s(?P<list>\d{1,2}(?:\s?(?:,|và)\s?(?:ngày\s)?\d{1,2}){0,5})(?![\d/])(?!\stháng)",
    examples={
        "hằng tháng vào ngày 15": "recurring FREQ=MONTHLY;BYMONTHDAY=15",
        "hằng tháng, trước ngày 20": "recurring FREQ=MONTHLY;BYMONTHDAY=20",
    },
    refuses=["hằng tháng vào ngày 45"],
)
def monthly_on(m: Match, frame: Frame) -> Dated | None:
    """The day stands after."""
    return _monthly(m["list"])


@form(
    "ngày cuối cùng của tháng",
    r"(?:vào\s)?ngày\s(?:làm việc\s)?cuối\s(?:cùng\s)?(?:của\s)?(?:{every}\s|mỗi\s)?tháng(?!\s\d)(?:\s{every}\stháng)?",
    examples={
        "ngày cuối cùng của tháng": "recurring FREQ=MONTHLY;BYMONTHDAY=-1",
        "ngày cuối tháng hằng tháng": "recurring FREQ=MONTHLY;BYMONTHDAY=-1",
    },
    refuses=["ngày cuối tháng 12"],
    digits=False,
)
def last_of_month(m: Match, frame: Frame) -> Dated:
    """Counted from the end."""
    return _recurring("FREQ=MONTHLY;BYMONTHDAY=-1")


@form(
    "ngày D của tháng cuối quý",
    rf"(?:định kỳ\s)?(?:{{every}}\squý\s?,?\s?\(?)?{_DEADLINE}ngày\s{{d}}"
    rf"\s(?:của\s)?tháng\scuối\s(?:cùng\s)?(?:của\s)?(?:{{every}}\s|mỗi\s)?quý(?:\s{{every}}\squý)?",
    examples={"chậm nhất ngày 18 của tháng cuối quý": "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=18"},
    refuses=["ngày 35 của tháng cuối quý"],
)
def last_month_of_quarter(m: Match, frame: Frame) -> Dated | None:
    """March, June, September, December."""
    day = int(m["d"])
    return _recurring(f"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY={day}") if 1 <= day <= 31 else None


@form(
    "ngày D/M hằng năm",
    rf"(?:{_DEADLINE}(?:lấy\s)?ngày\s)?{{d}}{{worded}}(?:\s?/\s?|\s?-\s?|\stháng\s)(?P<m>1[0-2]|0?[1-9]|"
    rf"{{monthword}}){{worded}}\s?,?\s?(?:{{every}}\snăm|của năm|mỗi năm)(?!\s\d)"
    rf"|{{every}}\snăm\s?,?\s(?:lấy|chọn|vào)\sngày\s{{d}}(?:\s?/\s?|\s?-\s?|\stháng\s)(?P<m>1[0-2]|0?[1-9])(?![\d/])",
    examples={
        "chậm nhất ngày 15 tháng 6 hằng năm": "recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15",
        "ngày 10/12 hằng năm": "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10",
        "trước hoặc trong ngày 06 (sáu) tháng 6 (sáu) hằng năm": "recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=6",
        "hằng năm lấy ngày 10 tháng 10": "recurring FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=10",
        "ngày 10 tháng 10 hàng năm": "recurring FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=10",
    },
    refuses=["ngày 31/2 hằng năm", "hằng năm"],
)
def yearly_on(m: Match, frame: Frame) -> Dated:
    """A day of every year."""
    month = MONTH_WORDS.get(m["m"]) or int(m["m"])
    frame.certain(2024, month, int(m["d"]))
    return _recurring(f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={int(m['d'])}")


@form(
    "cứ N phút một lần",
    r"(?<!(?:bầu|ứng|đề|tiến|tranh)\s)(?:cứ|mỗi|{every})\s(?P<k>\d{1,3})\s(?P<unit>phút|giờ|tiếng|ngày|"
    r"tuần)(?:[a-z ]{0,24}\s(?:một|1|01)\s(?:lần|"
    r"lượt|bản tin)|\s?/\s?lần|\s(?=phát|thông báo|cập nhật|đọc))"
    r"|(?P<k>\d{1,3})\s(?P<unit>phút|giờ|tiếng)\s?(?:/|một|1)\s?(?:1\s|01\s)?lần",
    examples={
        "cứ 30 phút phát lại một lần": "recurring FREQ=MINUTELY;INTERVAL=30",
        "2 giờ/lần": "recurring FREQ=HOURLY;INTERVAL=2",
        "cứ 2 tuần một lần": "recurring FREQ=WEEKLY;INTERVAL=2",
    },
    refuses=["30 phút/buổi", "trong vòng 30 phút"],
)
def at_intervals(m: Match, frame: Frame) -> Dated | None:
    """So much time from one to the next."""
    unit = {"phut": "MINUTELY", "gio": "HOURLY", "tieng": "HOURLY", "ngay": "DAILY", "tuan": "WEEKLY"}[m["unit"]]
    count = int(m["k"])
    return _recurring(f"FREQ={unit};INTERVAL={count}") if count else None


@form(
    "mỗi giờ",
    r"(?:mỗi|hằng|hàng|từng)\s(?:một\s)?giờ\s(?:phát|một|thông báo|cập nhật|đọc|đưa)(?:\slại)?",
    examples={"mỗi giờ phát": "recurring FREQ=HOURLY"},
    refuses=["hàng giờ liền", "mỗi giờ học"],
    digits=False,
)
def hourly(m: Match, frame: Frame) -> Dated:
    """Once an hour."""
    return _recurring("FREQ=HOURLY")


_PERIODS = {"ngay": "DAILY", "tuan": "WEEKLY", "thang": "MONTHLY", "nam": "YEARLY"}


@form(
    "định kỳ hằng …",
    r"định kỳ\s(?:{every}|mỗi)\s(?P<unit>ngày|tuần|tháng|năm|quý)(?!\s(?:vào|trước|chậm))|"
    r"định kỳ\s(?:0?6 tháng)(?:\s(?:một|1|01)\slần)?",
    examples={"định kỳ hằng tháng": "recurring FREQ=MONTHLY", "định kỳ hàng quý": "recurring FREQ=MONTHLY;INTERVAL=3"},
    refuses=["hằng tháng", "định kỳ hằng tháng vào ngày 45"],
    digits=False,
)
def periodically(m: Match, frame: Frame) -> Dated:
    """How often, with no day: the editor sets it."""
    unit = m["unit"]
    if unit in _PERIODS:
        return _recurring(f"FREQ={_PERIODS[unit]}")
    return _recurring(f"FREQ=MONTHLY;INTERVAL={3 if unit == 'quy' else 6}")
