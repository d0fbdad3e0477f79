"""Words that look like dates and are none: they are consumed, so that no other form reads them."""

from __future__ import annotations

from content.recognise.form import Dated, Frame, Match, form
from content.recognise.fragments import COUNTED


@form(
    "a place named after a day",
    r"(?<!(?:đến|tới|tựu)\s)(?:đường|phố|quảng trường|trường|bệnh viện|"
    r"sân vận động|công viên|khu phố|tượng đài|cầu|ngã tư|hội trường|"
    r"nhà máy|"
    r"cung|rạp|khách sạn|chợ|công ty|tuyến đường)\s(?:mang tên\s)?(?:ngày\s)?"
    r"(?:\d{1,2}\stháng\s(?:\d{1,2}|{monthword})|\d{1,2}\s?[/-]\s?\d{1,2})(?![\d/])",
    examples={"đường 30 tháng 4": "none", "Quảng trường 2 tháng 4": "none", "Trường 19/8": "none"},
    refuses=["đường dây nóng ngày 2/4", "đưa trẻ đến trường 5/9"],
)
def place_name(m: Match, frame: Frame) -> Dated:
    """Roads, squares and schools bear dates as names."""
    return Dated("none")


@form(
    "a span of years",
    r"(?:giai đoạn|nhiệm kỳ|nhiệm kì|năm học|niên khóa|niên độ|khóa|khoá|vụ\s(?:[a-z]{1,6}\s){1,3}|thời kỳ|mùa)\s?:?\s?"
    r"[12]?\d{3}\s?-\s?\d{4}",
    examples={"nhiệm kỳ 2020 - 2025": "none", "giai đoạn 2021-2025": "none", "năm học 2024-2025": "none"},
    refuses=["giai đoạn từ nay đến hết năm 2024"],
)
def span_of_years(m: Match, frame: Frame) -> Dated:
    """A term or a plan period says what a text is about, never when to air it."""
    return Dated("none")


@form(
    "a number by telephone",
    r"(?:0\d{2,3}|1[89]00)[.\s-]\d{2,4}(?:[.\s-]?\d{2,4}){0,2}",
    examples={"0693.519.345": "none", "0255.3822.610": "none", "1900.1234": "none"},
)
def telephone(m: Match, frame: Frame) -> Dated:
    """Hotlines are long groups of digits that begin with zero."""
    return Dated("none")


@form(
    "always on call",
    r"24\s?/\s?(?:24|7)(?:\s?(?:h|giờ))?(?!/)",
    examples={"24/24 giờ": "none", "24/7": "none"},
)
def around_the_clock(m: Match, frame: Frame) -> Dated:
    """24/7 is no day in July."""
    return Dated("none")


@form(
    "one number out of another",
    rf"(?<!ngày\s)\d{{1,4}}\s?/\s?\d{{1,4}}\s(?:{COUNTED}|xã|huyện|thôn|bản(?! hành)|ấp|tổ(?! chức)|chi bộ)(?!\w)",
    examples={"2/3 chiều cao": "none", "5/9 chỉ tiêu": "none", "09/19 xã": "none", "19/20 cơ quan": "none"},
    refuses=["ngày 5/9 khai giảng"],
)
def proportion(m: Match, frame: Frame) -> Dated:
    """Counts and proportions are written as days are."""
    return Dated("none")


@form(
    "an address on the net",
    r"(?:https?://|www\.)[^\s<>]{3,200}",
    examples={"https://tinh.gov.vn/tin/2024/11/20/bai-viet": "none"},
    digits=False,
)
def address(m: Match, frame: Frame) -> Dated:
    """Paths on the net hold days of their own."""
    return Dated("none")


@form(
    "a score or a dimension",
    r"\d{1,3}\s?(?:x|×)\s?\d{1,3}(?:\s?(?:m|cm|mm))?(?!\w)|\d{1,3}\s?-\s?\d{1,3}\s?(?:tuổi|km|độ|°|%|trang|phút|triệu|tỷ|người|m²|kg)",
    examples={"16 - 30 tuổi": "none", "3 x 5 m": "none", "10-12 phút": "none"},
)
def measure(m: Match, frame: Frame) -> Dated:
    """Ages, sizes and lengths of time are ranges of numbers, not of days."""
    return Dated("none")


@form(
    "day and month of no fixed month",
    r"(?:tính\s)?từ ngày\s\d{1,2}\s(?:của\s)?tháng\s(?:trước|này|liền trước|trước liền kề)\s(?:đến|"
    r"tới)(?:\shết)?\sngày\s\d{1,2}\s(?:của\s)?tháng\s"
    r"(?:báo cáo|này|sau|liền kề|trong kỳ)",
    examples={"từ ngày 15 tháng trước đến ngày 14 của tháng báo cáo": "none"},
)
def window_of_figures(m: Match, frame: Frame) -> Dated:
    """The days that figures are counted over are no days to air."""
    return Dated("none")


@form(
    "tuần N tháng M",
    r"tuần\s(?:thứ\s)?[1-5]\s(?:của\s)?tháng\s\d{1,2}(?:(?:\s?/\s?|\snăm\s)[12]\d{3})?(?![\d/])",
    examples={"tuần 3 tháng 5/2021": "none", "tuần thứ 2 tháng 12": "none"},
)
def week_of_month(m: Match, frame: Frame) -> Dated:
    """A week of a month fixes no day."""
    remark = ("time-not-fixed", "Văn bản chỉ ghi tuần của tháng, không ghi ngày; đề nghị đặt ngày.")
    return Dated("none", remarks=(remark,))
