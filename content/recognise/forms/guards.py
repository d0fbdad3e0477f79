"""Words that look like dates and are none: they are consumed, so that no other form reads them."""

from __future__ import annotations

from content.recognise.form import Dated, Frame, Match, form
from content.recognise.forms.days import is_around_the_clock
from content.recognise.fragments import COUNTED


@form(
    "a place named after a day",
    r"(?<!(?:đến|tới|tựu|khai|toàn)\s)(?:đường|phố|quảng trường|trường|bệnh viện|"
    r"sân vận động|công viên|khu phố|tượng đài|nhà văn hóa|cầu|ngã tư|hội trường|"
    r"nhà máy|"
    r"(?:cung|chợ)(?!\sngày)|rạp|khách sạn|công ty|tuyến đường)\s(?:mang tên\s)?(?:ngày\s)?"
    r"(?:\d{1,2}\stháng\s(?:\d{1,2}|{monthword})|\d{1,2}\s?[/-]\s?\d{1,2})(?![\d/]|-\d)",
    examples={"đường 30 tháng 4": "none", "Quảng trường 2 tháng 4": "none", "Trường 19/8": "none"},
    refuses=["cùng ngày 28/11", "chuẩn bị cho ngày 22/12", "đường dây nóng ngày 2/4", "đưa trẻ đến trường 5/9"],
)
def place_name(m: Match, frame: Frame) -> Dated:
    """Roads, squares and schools bear dates as names."""
    return Dated("none")


@form(
    "a script of New Year's Eve",
    r"kịch bản\s(?:[a-z]{2,8}\s){0,3}(?:đêm\s)?giao thừa",
    examples={"kịch bản chương trình đêm giao thừa": "none"},
    refuses=["chương trình đêm giao thừa"],
)
def script(m: Match, frame: Frame) -> Dated:
    """What is written for the night is not done on it."""
    return Dated("none")


@form(
    "the solar day of a day of Tết",
    r"(?:mùng|mồng)\s\d{1,2}\stết(?:\s(?:nguyên đán|âm lịch))?\s(?:là|rơi vào|nhằm)\s(?:đúng\s)?{weekday}{n}{date1}",
    examples={"mồng 1 Tết là ngày 29/01/2025": "none", "mùng 1 Tết nhằm thứ Tư, ngày 29/01/2025": "none"},
    refuses=["mùng 1 Tết, ngày 29/01/2025"],
)
def day_of_tet(m: Match, frame: Frame) -> Dated:
    """Which day it is by the sun is only told."""
    return Dated("none")


@form(
    "a span of years",
    r"(?:giai đoạn|nhiệm kỳ|nhiệm kì|năm học|niên khóa|niên độ|khóa|khoá|vụ\s(?:[a-z]{1,6}\s){1,3}|thời kỳ|"
    r"mùa)\s?:?\s?"
    r"[12]?\d{3}\s?-\s?\d{4}",
    examples={"nhiệm kỳ 2020 - 2025": "none", "giai đoạn 2021-2025": "none", "năm học 2024-2025": "none"},
    refuses=["giai đoạn từ nay đến hết năm 2024"],
)
def span_of_years(m: Match, frame: Frame) -> Dated:
    """A term or a plan period says what a text is about, never when to air it."""
    return Dated("none")


_STREETS = r"(?:các\s)?(?:tuyến\s)?(?:đường|phố)(?:\s(?:phố|chính))?\s?:?\s"
_MONTH_NAMED = r"\d{1,2}\stháng\s(?:\d{1,2}|{monthword})(?!\snăm\s|\s?/|\d)"
_NAMED = rf"(?:{_MONTH_NAMED}|(?<=các\s[^.;()]{{4,200}})\d{{1,2}}\s?[/-]\s?\d{{1,2}}(?![\d/-]))"


@form(
    "streets in a list, some named after a day",
    rf"(?<!(?:lên|xuống|ra|rời)\s){_STREETS}(?:[^.;:()\d,]{{2,40}}(?<!\bngày)(?:,\s|\svà\s)){{1,12}}"
    rf"{_NAMED}(?:(?:,\s|\svà\s){_NAMED}){{0,4}}(?=\s?(?:[,.;()]|từ\s|và\s|trong\s|vào\s|đến\s|để\s|$))",
    examples={
        "các tuyến đường Trần Phú, Lê Thánh Tôn, 2 tháng 4, 23 tháng 10": "none",
        "đường Hùng Vương và 30 tháng 4": "none",
        "các đường Lê Lợi, Trần Hưng Đạo, 3/2 và 30/4": "none",
        "tuyến phố Quang Trung, 19 tháng Tám": "none",
        "các tuyến đường: Nguyễn Huệ, Phan Chu Trinh, 26 tháng 3": "none",
    },
    refuses=[
        "đường Trần Phú, ngày 20 tháng 11",
        "đường Trần Phú, 20 tháng 11 năm 2024",
        "đường Trần Phú, 20/11",
        "đường dây nóng, báo cáo ngày 20 tháng 11",
    ],
)
def street_list(m: Match, frame: Frame) -> Dated:
    """In a list of streets a bare "2 tháng 4" is one of them; a day would be called "ngày"."""
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
    r"\(?24\s?/\s?(?:24|7)(?:\s?/\s?(?:24|7))?(?:\s?(?:h|giờ))?\)?(?![/\d])",
    examples={"24/24 giờ": "none", "24/7": "none", "(24/7)": "none"},
    refuses=["ngày hội khai mạc (24/7)", "24/7/2024"],
)
def around_the_clock(m: Match, frame: Frame) -> Dated | None:
    """24/7 is no day in July, unless a day is named just before its brackets."""
    return Dated("none") if not m.group().startswith("(") or is_around_the_clock(m) else None


_RATIO = r"\d{1,4}\s?/\s?\d{1,4}"


@form(
    "one number out of another",
    rf"(?<!(?:ngày|sáng|chiều|tối|đêm)\s)(?:(?:từ|trên|hết|ở|tại|gồm)\s)?(?P<a>\d{{1,4}})\s?/\s?(?P<b>\d{{1,4}})"
    rf"(?:\s?(?:-|đến)\s?{_RATIO})?\s(?:{COUNTED}|điểm(?!\s\w)|điểm trở lên|(?<!từ\s{_RATIO}\s)"
    rf"(?:xã|huyện|thôn|bản(?! hành)|ấp|tổ(?! chức)|"
    r"chi bộ|chi hội|khu phố|trang trại|giá trị|mức|khẩu phần))(?!\w)",
    examples={
        "2/3 chiều cao": "none",
        "5/9 chỉ tiêu": "none",
        "09/19 xã": "none",
        "19/20 cơ quan": "none",
        "từ 2/3 số": "none",
        "từ 1/3 đến 1/2 số": "none",
        "3/4 dân số": "none",
        "từ 8/10 điểm": "none",
    },
    refuses=["ngày 5/9 khai giảng", "20/11 xã", "từ 20/11 đến 30/11 xã", "từ 02/12 tổ công nghệ"],
)
def proportion(m: Match, frame: Frame) -> Dated | None:
    """Counts and proportions are written as days are; a part is not more than the whole."""
    return Dated("none") if int(m["a"]) <= int(m["b"]) else None


@form(
    "a ratio, a score, a number with a stroke",
    r"(?:ít nhất|tối thiểu|tối đa|tỷ lệ(?: là)?|tỉ lệ|tỷ số|tỉ số|màn hình|khung hình|huyết áp)\s(?:từ\s)?"
    r"\(?\d{1,3}(?:\s?/\s?|-)\d{1,6}(?![\d/-])"
    r"|tọa độ\s(?:[a-z]{1,8}\s){0,2}\d{1,3}(?:\s?[-./]\s?\d{1,4}){1,3}(?![\d/-])"
    r"|(?:các\s)?lớp\s\d{1,2}/\d{1,2}(?:(?:\s?,|\s?;|\svà)\s?(?:lớp\s)?\d{1,2}/\d{1,2}){1,9}(?![\d/-])"
    r"|(?:số nhà|nhà số|phòng số|hẻm|ngách|kiệt|thửa đất(?: số)?|tờ bản đồ(?: số)?|căn hộ|lớp|quốc lộ|tỉnh lộ|khoản|"
    r"mẫu số|biểu số|biểu mẫu|phụ lục|số hiệu|biển số|cột mốc|tiểu khu)\s\d{1,4}[a-z]?"
    r"(?:/\d{1,4}[a-z]?){1,3}(?![\d/-])"
    r"|ngày\s(?:cập nhật|đăng tin|đăng tải)\s?:\s?\d{1,2}[/-]\d{1,2}[/-]\d{4}",
    examples={
        "ít nhất 1/2": "none",
        "tỷ lệ 1/1000": "none",
        "tỷ số 2-1": "none",
        "số nhà 12/5": "none",
        "hẻm 20/11": "none",
        "lớp 9/4": "none",
        "các lớp 4/1, 4/2 và 5/1": "none",
        "Ngày cập nhật : 08/11/2024": "none",
    },
    refuses=["đạt ngày 20/11", "tổ chức 20/11", "số 12/2024", "tháng 11-2024", "tặng hoa 20/11", "tiêm phòng 2/12"],
)
def stroke(m: Match, frame: Frame) -> Dated:
    """Ratios, scores, and the numbers of houses, rooms and classes; only after words that need no accents."""
    return Dated("none")


@form(
    "a share of what is granted",
    r"(?:mức|tỷ lệ|tỉ lệ)\s(?:[^.,;:()\d]{2,50}\s)?"
    r"(?:không (?:quá|dưới|vượt quá|thấp hơn)|bằng|dưới|trên|khoảng|gần|hơn)\s"
    r"(?P<a>\d{1,2})\s?/\s?(?P<b>\d{1,2})(?![\d/-])",
    examples={
        "mức hỗ trợ giống không quá 5/10": "none",
        "mức đóng bằng 1/2": "none",
        "tỷ lệ hộ tham gia không dưới 2/3": "none",
        "tỷ lệ phủ xanh trên 3/4": "none",
        "mức giảm khoảng 4/10": "none",
    },
    refuses=["mức hỗ trợ không quá 5/10/2024", "mức hỗ trợ không quá 20/11", "gửi hồ sơ hỗ trợ không quá 5/10"],
)
def share(m: Match, frame: Frame) -> Dated | None:
    """A rate is a part of something, and no more than the whole."""
    return Dated("none") if int(m["a"]) <= int(m["b"]) else None


@form(
    "an address on the net",
    r"(?:https?://|www\.)[^\s<>]{3,200}",
    examples={"https://tinh.gov.vn/tin/2024/11/20/bai-viet": "none"},
)
def address(m: Match, frame: Frame) -> Dated:
    """Paths on the net hold days of their own."""
    return Dated("none")


_PIECES = (
    r"ảnh|bức ảnh|bài|tin|câu|câu hỏi|tiết mục|tác phẩm|đội|em|học sinh|cán bộ|đại biểu|buổi|lần|lượt|giờ|giây|tuần|"
    r"ngày(?!\s\d)|tháng(?!\s\d)|năm|điểm|cụm|hộ|xã|thôn|lớp|tổ|câu lạc bộ|"
    r"thành viên|cây|con|m|cm|mét|ha|tấn|giải(?! (?:chạy|bóng))|mẫu"
)


@form(
    "a score or a dimension",
    r"\d{1,3}\s?(?:x|×)\s?\d{1,3}(?:\s?(?:m|cm|mm))?(?!\w)|(?:từ\s)?\d{1,3}\s?-\s?\d{1,3}\s?(?:tuổi|km|độ|°|%|trang|phút|"
    r"triệu|tỷ|người|m²|kg)"
    rf"|(?:từ\s)?(?P<a>\d{{1,3}})\s?-\s?(?P<b>\d{{1,3}})\s(?:{_PIECES})(?!\w)"
    r"|(?:thôn|xóm|ấp|bản|buôn|làng|khóm|tổ|khối|cụm|khu phố|lớp|điều|khoản|nhóm)\s(?P<a>\d{1,3})\s?(?:-|đến)\s?"
    r"(?P<b>\d{1,3})(?![\d/.-]|\s?[/.-]\s?\d)",
    examples={
        "16 - 30 tuổi": "none",
        "3 x 5 m": "none",
        "10-12 phút": "none",
        "từ 5 - 8 ảnh": "none",
        "từ 8 - 10 m": "none",
        "thôn 1 - 4": "none",
    },
    refuses=["từ 20 - 11 ảnh", "từ 5 - 8 treo cờ", "tổ 20 - 11"],
)
def measure(m: Match, frame: Frame) -> Dated | None:
    """Ages, sizes, lengths of time and numbers of things are ranges of numbers, not of days; they grow."""
    return Dated("none") if m["a"] is None or int(m["a"]) < int(m["b"]) else None


@form(
    "a batch named after a day",
    r"đợt\s(?:ngày\s)?{date1}(?!\s?(?:-|đến|tới)\s)",
    examples={"đợt 03/02": "none"},
    refuses=["đợt 1: 20/11", "đợt 20/11 - 22/12"],
)
def batch(m: Match, frame: Frame) -> Dated:
    """ "Huy hiệu Đảng đợt 03/02": the day only names it."""
    return Dated("none")


@form(
    "a month that is paid for",
    r"(?:lương|lương hưu|trợ cấp(?:\s(?!trong)[a-z]{2,8}){0,4}|phụ cấp|học phí|cước|tiền (?:điện|nước|lương))\s"
    r"(?:của\s|kỳ\s)?"
    r"tháng\s\d{1,2}(?:\s?(?:,|và)\s?(?:tháng\s)?\d{1,2}(?=\s?(?:/|năm)))?(?:(?:\s?/\s?|\snăm\s)[12]\d{3})?(?![\d/])",
    examples={"trợ cấp tháng 01 và 02/2025": "none", "lương hưu tháng 12/2024": "none"},
    refuses=["trợ cấp trong tháng 12/2024", "học phí"],
)
def paid_month(m: Match, frame: Frame) -> Dated:
    """Wages and allowances are named after their month."""
    return Dated("none")


@form(
    "day and month of no fixed month",
    r"(?:tính\s)?từ ngày\s\d{1,2}\s(?:của\s)?tháng\s(?:trước|này|liền trước|trước liền kề)\s(?:đến|"
    r"tới)(?:\shết)?\sngày\s\d{1,2}\s(?:của\s)?tháng\s"
    r"(?:báo cáo|này|sau|liền kề|trong kỳ)|(?:tính\s)?từ ngày\s\d{1,2}\s(?:của tháng\s)?đến(?:\shết)?\s"
    r"ngày\scuối(?:\scùng)?\s(?:của\s)?(?:tháng|kỳ)(?!\s\d)",
    examples={"từ ngày 15 tháng trước đến ngày 14 của tháng báo cáo": "none"},
)
def window_of_figures(m: Match, frame: Frame) -> Dated:
    """The days that figures are counted over are no days to air."""
    return Dated("none")


@form(
    "a month of every year",
    r"tháng\s(?:1[0-2]|0?[1-9])(?:\s?(?:,\s?và|,|và)\s?(?:tháng\s)?(?:1[0-2]|0?[1-9])(?!\d)){0,5}\s?,?\s?{every}\snăm",
    examples={"tháng 6 hằng năm": "none", "tháng 3 và tháng 9 hàng năm": "none"},
    refuses=["tháng 6 năm nay", "các tháng hằng năm"],
)
def month_of_each_year(m: Match, frame: Frame) -> Dated:
    """ "Tháng hành động vì trẻ em (tháng 6 hằng năm)" tells the month of no one year."""
    return Dated("none")
