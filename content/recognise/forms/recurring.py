"""What comes back at intervals, or so often and on no fixed day."""

from __future__ import annotations

from content.recognise.form import Dated, Frame, Match, form
from content.recognise.forms.daily import recurring
from content.recognise.forms.weekly import byday

_COUNTS = {"hai": 2, "ba": 3}


@form(
    "cứ N phút một lần",
    r"(?<!(?:bầu|ứng|đề|tiến|tranh)\s)(?:cứ|mỗi|{every})\s(?P<k>\d{1,3})\s?(?P<unit>phút|giờ|h|tiếng|ngày|"
    r"tuần)(?:[a-z ]{0,24}\s(?:một|1|01)\s(?:lần|"
    r"lượt|bản tin)|\s?/\s?lần|\s(?=phát|thông báo|cập nhật|đọc))"
    r"|(?P<k>\d{1,3}|hai|ba)\s?(?:(?P<unit>phút|giờ|h|tiếng|tuần)\s?(?:/|một|1)\s?(?:1\s|01\s)?|(?P<unit>ngày|tháng)\s?/\s?)lần"
    r"(?:\s(?:vào\s)?{part}(?P<on>{days})(?!\w))?",
    examples={
        "cứ 30 phút phát lại một lần": "recurring FREQ=MINUTELY;INTERVAL=30",
        "2 tuần/lần vào chiều thứ Sáu": "recurring FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
        "2 giờ/lần": "recurring FREQ=HOURLY;INTERVAL=2",
        "02h một lần": "recurring FREQ=HOURLY;INTERVAL=2",
        "3 tháng/lần": "recurring FREQ=MONTHLY;INTERVAL=3",
        "cứ 2 tuần một lần": "recurring FREQ=WEEKLY;INTERVAL=2",
        "hai tuần một lần vào thứ Sáu": "recurring FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
    },
    refuses=["30 phút/buổi", "trong vòng 30 phút"],
)
def at_intervals(m: Match, frame: Frame) -> Dated | None:
    """So much time from one to the next, and on which day of the week."""
    unit = {
        "phut": "MINUTELY",
        "gio": "HOURLY",
        "h": "HOURLY",
        "tieng": "HOURLY",
        "ngay": "DAILY",
        "tuan": "WEEKLY",
        "thang": "MONTHLY",
    }[m["unit"]]
    count = _COUNTS.get(m["k"]) or int(m["k"])
    on = f";BYDAY={byday(m['on'])}" if m["on"] else ""
    return recurring(f"FREQ={unit};INTERVAL={count}{on}") if count else None


@form(
    "mỗi giờ",
    r"(?:mỗi|hằng|hàng|từng)\s(?:một\s)?giờ\s(?:phát|một|thông báo|cập nhật|đọc|đưa)(?:\slại)?|"
    r"(?:vào\s)?đầu\s(?:mỗi|các|từng)\sgiờ(?!\s(?:học|dạy|làm|lên lớp|cao điểm|\d))",
    examples={"mỗi giờ phát": "recurring FREQ=HOURLY", "vào đầu mỗi giờ": "recurring FREQ=HOURLY"},
    refuses=["hàng giờ liền", "mỗi giờ học", "đầu mỗi giờ học"],
)
def hourly(m: Match, frame: Frame) -> Dated:
    """Once an hour."""
    return recurring("FREQ=HOURLY")


_PERIODS = {"ngay": "DAILY", "tuan": "WEEKLY", "thang": "MONTHLY", "nam": "YEARLY"}


@form(
    "định kỳ hằng …",
    r"định kỳ\s(?:{every}|mỗi)\s(?P<unit>ngày|tuần|tháng|năm|quý)(?!\s(?:vào|trước|chậm))|"
    r"định kỳ\s(?:0?6 tháng)(?:\s(?:một|1|01)\slần)?",
    examples={"định kỳ hằng tháng": "recurring FREQ=MONTHLY", "định kỳ hàng quý": "recurring FREQ=MONTHLY;INTERVAL=3"},
    refuses=["hằng tháng", "định kỳ hằng tháng vào ngày 45"],
)
def periodically(m: Match, frame: Frame) -> Dated:
    """How often, with no day: the editor sets it."""
    unit = m["unit"]
    if unit in _PERIODS:
        return recurring(f"FREQ={_PERIODS[unit]}")
    return recurring(f"FREQ=MONTHLY;INTERVAL={3 if unit == 'quy' else 6}")
