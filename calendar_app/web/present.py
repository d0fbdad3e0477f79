"""How days, weeks and places in a document are said to Vietnamese readers."""

from __future__ import annotations

from datetime import date, datetime

from calendar_app.clock import PEOPLE
from calendar_app.wording import place as place
from content.almanac.weeks import Week
from feeds.text import address, day, day_and_month
from feeds.view import Entry

DEADLINE = "han-nop"
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
SHORT_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
RULE_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = {"DAILY": "hằng ngày", "WEEKLY": "hằng tuần", "MONTHLY": "hằng tháng", "YEARLY": "hằng năm"}
CHANNEL_WORDS = {
    "bao-chi": "Báo chí",
    "phat-thanh-truyen-hinh": "Đài PT–TH",
    "truyen-thanh": "Loa",
    "cong-tttdt": "Cổng TTĐT",
    "mang-xa-hoi": "Mạng xã hội",
    "co-dong-truc-quan": "Cổ động",
    "bang-tin-dien-tu": "Bảng tin",
    "luu-dong": "Lưu động",
    "hoi-nghi": "Hội nghị",
    "an-pham": "Ấn phẩm",
    "tin-nhan": "Tin nhắn",
    "van-nghe": "Văn nghệ",
}
"""The short word of a channel, by slug, for where its full name has no room."""


def full_day(value: date) -> str:
    """Say a day with its weekday: "thứ Tư, 20/11/2024"."""
    return f"{WEEKDAYS[value.weekday()]}, {day(value)}"


def opening(text: str) -> str:
    """Return words as they open a line, with a capital."""
    return text[:1].upper() + text[1:]


def short_day(value: date) -> str:
    """Say a day in a column's head: "T4 20/11"."""
    return f"{SHORT_WEEKDAYS[value.weekday()]} {day_and_month(value)}"


def day_range(first: date, last: date | None) -> str:
    """Say inclusive days: "20/11/2024", "11/11–17/11/2024"; without a last day, "từ 11/11/2024"."""
    if last is None:
        return f"từ {day(first)}"
    if first == last:
        return day(first)
    opening = day_and_month(first) if first.year == last.year else day(first)
    return f"{opening}–{day(last)}"


def week_name(week: Week) -> str:
    """Name a week with its days: "Tuần 46 (11/11–17/11/2024)"."""
    return f"Tuần {week.number} ({day_range(week.monday, week.sunday)})"


def week_of(day: date) -> Week:
    """Return the ISO week of a day."""
    return Week.of(day)


def month_name(first: date) -> str:
    """Name a month: "Tháng 11/2024"."""
    return f"Tháng {first.month}/{first.year}"


def instant(moment: datetime) -> str:
    """Say an instant as people in Vietnam read it: "08h53, 21/11/2024"."""
    local = moment.astimezone(PEOPLE)
    return f"{local:%Hh%M}, {day(local.date())}"


def days_left(value: date, today: date) -> str:
    """Say how far off a day is: "hôm nay", "ngày mai", "còn 9 ngày"; nothing for a day that has passed."""
    left = (value - today).days
    if left < 0:
        return ""
    return {0: "hôm nay", 1: "ngày mai"}.get(left, f"còn {left} ngày")


def when(entry: Entry) -> str:
    """Say when an entry is; its own words where it recurs or has no day."""
    if entry.start is None:
        return entry.when or "chưa ấn định ngày"
    if entry.rrule:
        return f"{recurrence(entry.rrule)}, {day_range(entry.start, entry.end)}"
    if entry.kind == DEADLINE:
        return f"hạn cuối {full_day(entry.end or entry.start)}"
    if entry.start == entry.end:
        return full_day(entry.start)
    return day_range(entry.start, entry.end)


def recurrence(rule: str) -> str:
    """Say a rule of days: "thứ Hai hằng tuần", "ngày 20 hằng tháng", "hằng ngày, lúc 05h00, 17h00"."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    on_days = [WEEKDAYS[RULE_DAYS.index(d)] for d in parts.get("BYDAY", "").split(",") if d in RULE_DAYS]
    on_days += [f"ngày {number}" for number in parts.get("BYMONTHDAY", "").split(",") if number]
    hours = ", ".join(f"{int(hour):02}h00" for hour in parts.get("BYHOUR", "").split(",") if hour.isdigit())
    said = " ".join([", ".join(on_days), FREQUENCIES.get(parts.get("FREQ", ""), "định kỳ")]).strip()
    return f"{said}, lúc {hours}" if hours else said


def channel_word(slug: str, name: str = "") -> str:
    """Return a channel's short word, or the name it is known by."""
    return CHANNEL_WORDS.get(slug, name or slug)


def is_web_link(link: str) -> bool:
    """Whether a link read from a document may be followed: only http and https."""
    return bool(address(link))
