"""Days with neither "ngày" nor a year, known by where they stand: after a word, and with them the words end.

"Phát phiếu 18 - 22/11, thu phiếu 25/11": so are schedules written. A ratio, a class or a house is followed by what it
counts, stands after a word that says what it is, or cannot be a day soon to come.
"""

from __future__ import annotations

from datetime import date, timedelta

import regex

from content.recognise.form import Dated, Frame, Match, form
from content.recognise.forms.days import YEARLESS, may_be_part, one_day
from content.recognise.forms.ranges import bounds, closed
from content.recognise.fragments import COUNTED

_SOON = timedelta(days=200)
_NO_DAY = (
    r"(?<!hồ\s)số|đạt|được|tỷ lệ|tỉ lệ|điều|điểm|mức|khối|tổ|nhóm|bàn|ghế|(?<!hồng\s)phòng|"
    r"nhà|lô|thửa|tờ|bậc|hạng|vòng|bằng|có|còn|khoảng|"
    r"gần|hơn|trên|dưới|(?<!kết\s)quá|đủ|mẫu|"
    r"biểu|cúm|km|(?<!công bố\s)kết quả|quy mô|địa chỉ|lãi suất|hộ|loại|thương binh|"
    r"tháng|năm|ngày|mùng|mồng|rằm|từ|đến|tới|hết|trước|sau|đợt|lần|tuần|quý|tập|trang|phần|chương|cấp|"
    r"giờ|phút|vĩ độ|kinh độ|hoặc|(?<!trực\s)tuyến|trạm"
)
_RATED = r"(?<!\b(?:tỷ lệ|tỉ lệ|tỷ số|tỉ số|trình độ|kích thước)\b[^.;:|]{0,40})"
_AFTER_WORD = rf"(?<=[a-z][)”\"]?\s)(?<!\b(?:{_NO_DAY})\s){_RATED}(?!24/7)"
_OF_CALENDAR = r"(?<=^[^a-z\d]{0,4})(?=[\d/]{3,5}\s?[-:]\s(?:ngày|kỷ niệm)\s[a-z])"
_ENDS = (
    rf"(?=\s?(?:[,;:)|]|\.(?!\d))|\s?$|\s\(|\s-\s[a-z]|"
    rf"\s(?:tại|ở|để|do|và|với|lúc|nhân|cho|thay)\s(?!(?:{COUNTED})(?!\w)))"
)
_NAMES = regex.compile(
    r"\b(?:truong|duong|pho|quang truong|cong vien|benh vien|cau|cho|nha may|nha thi dau|cong ty|nong truong|khu|"
    r"thi tran|phuong|rap|cung|san|nga tu|tuong dai|phong trao|giai thuong|huy hieu|doan|hop tac xa|"
    r"chuyen de|chu de|chuyen muc)\s"
    r"(?:[a-z]+\s){0,6}$"
)
_FAMED = {
    (3, 2), (8, 3), (26, 3), (30, 4), (1, 5), (7, 5), (15, 5), (19, 5), (1, 6), (27, 7), (19, 8), (2, 9), (10, 10),
    (13, 10), (20, 10), (20, 11), (22, 12),
}  # fmt: skip


def _is_soon(day: date, frame: Frame) -> bool:
    """A day long past, or nearly a year ahead, is more likely a number out of another, or a name."""
    return frame.reference <= day <= frame.reference + _SOON


def _is_name(m: Match, day: date) -> bool:
    return (day.day, day.month) in _FAMED and _NAMES.search(m.string[max(0, m.start() - 60) : m.start()]) is not None


@form(
    "… D/M",
    rf"{YEARLESS}(?:{_AFTER_WORD}|(?<=\|\s)|{_OF_CALENDAR})(?=\d{{1,2}}/){{short1}}{_ENDS}",
    examples={"20/11": "day 2024-11-20"},
    refuses=["20/11 xã", "20/11/2024", "5/8 xã"],
    after="chốt danh sách ",
)
def day_after_words(m: Match, frame: Frame) -> Dated | None:
    """A day that ends what is said."""
    day = frame.day(m, "1")
    return one_day(m, frame) if _is_soon(day, frame) and not _is_name(m, day) else None


@form(
    "… đến D/M(/Y)",
    rf"(?<=(?:[a-z)]|\b(?:lần|đợt|kỳ|vòng)\s\d{{1,2}})\s|\()(?<!\b(?:tăng|giảm|lên|đạt|chiếm|từ|hơn|tính|hướng|tiến)\s)(?:đến|tới)\s(?=\d{{1,2}}\s?/){{date1}}{_ENDS}",
    examples={"đến 20/11": "until ..2024-11-20", "đến 15/12/2024": "until ..2024-12-15"},
    refuses=["đến 20/11 xã", "đến 2/3", "đến 5 - 8 xã"],
    after="rà soát ",
)
def until_after_words(m: Match, frame: Frame) -> Dated | None:
    """The last day, also without the word "ngày"."""
    day = frame.day(m, "1")
    sure = m["y1"] or (_is_soon(day, frame) and not may_be_part(m))
    return Dated("until", None, day) if sure else None


@form(
    "… D - D/M(/Y)",
    rf"{_AFTER_WORD}{{d1}}\s?-\s?{{date2}}{_ENDS}",
    examples={"18 - 22/11": "range 2024-11-18..2024-11-22", "10 - 25/12/2024": "range 2024-12-10..2024-12-25"},
    refuses=["18 - 22/11 xã", "22 - 18/11", "5 - 8 xã"],
    after="phát phiếu ",
)
def days_after_words(m: Match, frame: Frame) -> Dated | None:
    """Two days of one month, joined by a dash."""
    end = frame.day(m, "2")
    if int(m["d1"]) >= end.day or not (m["y2"] or _is_soon(end, frame)):
        return None
    return closed(frame.day(m, "1", beside=end), end, m)


@form(
    "… D/M - D/M(/Y)",
    rf"{_AFTER_WORD}{{date1}}\s?-\s?{{date2}}{_ENDS}",
    examples={"25/11 - 05/12": "range 2024-11-25..2024-12-05"},
    refuses=["25/11 - 05/12 xã", "1/2 - 3/4 số"],
    after="trà sớm ",
)
def stretch_after_words(m: Match, frame: Frame) -> Dated | None:
    """Two days joined by a dash; the same day of two years is a commemoration, which another form reads."""
    start, end = bounds(m, frame)
    if (start.day, start.month) == (end.day, end.month) or not (m["y2"] or _is_soon(end, frame)):
        return None
    return closed(start, end, m)
