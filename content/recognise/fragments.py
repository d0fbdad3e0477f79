"""The parts that patterns of dates are built from; written in plain Vietnamese, matched without accents.

`{date1}` and its like stand for a named part in a pattern: `d1`, `m1`, `y1` are its day, month and year.
"""

from __future__ import annotations

import re

from content.folding import fold

MONTH_WORDS = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
WEEKDAYS = {
    "hai": "MO", "ba": "TU", "tu": "WE", "nam": "TH", "sau": "FR", "bay": "SA", "2": "MO", "3": "TU", "4": "WE",
    "5": "TH", "6": "FR", "7": "SA", "chu nhat": "SU", "cn": "SU",
}  # fmt: skip
WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
COUNTED = (
    "chiều (?:cao|rộng|dài)|đơn vị|xã,|xã đã|xã có|phường|huyện,|huyện đã|%|phiếu|đại biểu|chỉ tiêu|cơ quan|hộ|"
    "trường học|thôn,|"
    "người|cụm loa|đảng viên|địa phương|học sinh|cán bộ|tiêu chí|doanh nghiệp|cơ sở|nội dung|hồ sơ|thủ tục|"
    "nhiệm vụ|công trình|số(?!\\s?[:\\d])|tổng số|dân số|diện tích|thời gian|thời lượng|quân số|cử tri|"
    "thành viên|tháng(?!\\s\\d)|chi phí|kinh phí|học phí|giá trị|dự toán|mức(?!\\s?[:\\d])|định mức|thu nhập|sản lượng|"
    "công suất|tổng(?!\\s(?:kết|vệ sinh|duyệt|tuyển|điều tra|rà soát|hợp|kiểm))"
)
_LUNAR = (
    r"\s?\(?(?:âm lịch|âl|al)(?!\w)|\snăm\s(?:giáp|ất|bính|đinh|mậu|kỷ|kỉ|canh|tân|nhâm|quý|quí)"
    r"\s(?:tý|tí|sửu|dần|mão|mẹo|thìn|tỵ|tị|ngọ|mùi|vị|thân|dậu|tuất|hợi)(?!\w)"
)
_SEP = r"\s?[/.\-]\s?"
_SLASHED = (
    r"\s?[/\-]\s?(?P<m#>0?[1-9]|1[0-2])(?!\d|\s?[/\-]\s?(?:[12]\d{2,3}|\d{1,2}(?!\d|\s?[/\-]\s?\d))|\s?[.,]\d|"
    rf"(?<!\b(?:ngày|sáng|trưa|chiều|tối|đêm)\s\d{{1,2}}\s?[/\-]\s?\d{{1,2}})\s(?:{COUNTED})(?!\w)|{_LUNAR}|\s?(?:h|g|giờ)(?![a-z])|:\d)"
)
_UNITS = "%|tỷ|tỉ|triệu|km|m|ha|kg|độ|lần|tấn|nghìn|ngàn|đồng|điểm|mét|giờ|phút|người|lít|usd"
_DOTTED = rf"\.(?P<m#>0?[1-9]|1[0-2])(?!\d|/|[.,]\d|\s?(?:{_UNITS})(?!\w))"
_WORDED = r"(?:\s?\([a-z ]{2,24}\))?"
_NTH = (
    r"thứ(?<!\b(?:lần|đợt|tuần|năm|(?<!định )kỳ|vòng|(?<!luân )phiên|khóa|bài|(?<!cơ )số|phần|điều|việc|giải)\sthứ)\s"
)
_UNNUMBERED = (
    r"(?<!\b(?:đợt|lần|vòng|kỳ|thứ|bài|cụm|lớp|ca|phần|giai đoạn|khóa|tổ|nhóm|thôn|xóm|ấp|bản|khối|khu phố)\s)"
)
_PARTS = {
    "d": r"(?P<d#>[0-3]?\d)",
    "m": r"(?P<m#>[01]?\d)",
    "y": r"(?P<y#>[12]\d{3})",
    "mon": r"(?P<m#>[01]?\d(?!\d)|(?:{words})(?!\w)(?<!\snam(?=\s\d)))",
    "full": rf"(?P<d#>[0-3]?\d)(?:{_SEP}(?P<m#>[01]?\d)(?:{_SEP}|\snăm\s)(?P<y#>[12]\d{{3}})(?![\d/]|\s?\(?âm lịch)"
    r"|(?:\s?|(?<=ngày\s\d{1,2}),\s)(?:của\s)?tháng\s(?P<m#>[01]?\d|{words})(?:\s?,?\snăm\s|\s?[/.\-]\s?)(?P<y#>[12]\d{3})(?!\d))",
    "short": rf"(?P<d#>[0-3]?\d)(?:{_SLASHED}|{_DOTTED}|\s(?:của\s)?tháng\s(?P<m#>0?[1-9]|1[0-2]|{{words}})(?!\w|/\d|"
    rf"{_LUNAR}))",
}
_PARTS["date"] = f"(?:{_PARTS['full']}|{_PARTS['short']})"
_FIXED = {
    "to": r"(?:(?:cho\s|kéo dài\s){0,2}(?:đến|tới)|-)(?:\s?hết)?",
    "n": r"(?:ngày\s)?(?:mùng\s|mồng\s)?",
    "worded": _WORDED,
    "clock": (
        r"(?:(?:sáng|trưa|chiều|tối|đêm|lúc|vào)\s){0,2}(?:\d{1,2}\s?(?:giờ|[hg](?![a-z])|"
        r":(?=\d))\s?(?:\d{2}\s?)?(?:phút|'|’|′)?\s?,?\s?(?:(?:sáng|trưa|chiều|tối|đêm)\s?,?\s?)?)?"
    ),
    "hour": r"\d{1,2}\s?(?:giờ|[hg](?![a-z])|:(?=\d))\s?(?:\d{2}(?!\d)\s?)?+(?:phút|'|’|′)?\s?,?\s?",
    "weekday": (
        rf"(?:(?:ngày\s(?=thứ|chủ|cn))?(?:{_NTH}(?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])|"
        r"(?P<weekday>chủ nhật|cn))(?:\s(?:của\s)?tuần\s"
        r"(?:này|tới|sau|kế tiếp|tiếp theo|kế|liền kề)(?=\s?[,(]))?\s?,?\s?\(?)?"
    ),
    "days": rf"(?:{_NTH}(?:hai|ba|tư|năm|sáu|bảy|[2-7])(?!\w)|t[2-7](?![\w/])|chủ nhật|cn(?!\w))",
    "every": r"(?:hằng|hàng|mỗi)",
    "now": (
        r"(?:kể\s)?từ\s(?:nay|bây giờ|thời điểm này|(?:ngày|khi)\s(?:ký(?:\sban hành)?|ban hành|có)"
        r"(?:\s(?:công văn|kế hoạch|hướng dẫn|thông báo|thể lệ|văn bản|quyết định|chỉ thị|công điện|chương trình)"
        r"(?:\snày)?)?)"
    ),
    "today": r"(?:(?:(?:ngày\s|hôm\s)?(?:nay|mai)\s?[,(]|(?:sáng|trưa|chiều|tối|đêm)\s(?:nay|mai)\s?[,(]?)\s?)?",
    "aside": r"(?:\s?\([^()]{1,80}\))?",
    "lunar_aside": (
        r"(?:\s?,?\s?\(?\s?(?:(?:thứ\s\w{1,3}|chủ nhật)\s?,\s)?(?:tức|nhằm)[^();.]{0,70}(?:\)|(?=[;.]|$))|"
        r"\s?[,(]\s?[^(),;.\d]{0,12}\d{0,2}(?:/\d{1,2})?\s?"
        r"\b(?:tháng giêng|tháng chạp|tết|rằm|mùng|mồng|âm lịch|âl)\b[^();.]{0,60}(?:\)|(?=[;.]|$)))?"
    ),
    "unnumbered": _UNNUMBERED,
    "count": rf"(?:(?:trong\s)?{_UNNUMBERED}\d{{1,3}}\sngày\s?,?\s?\(?)?",
    "monthword": r"(?:giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười một|mười hai|mười|chạp)",
    "part": r"(?:(?:buổi\s)?(?:sáng|trưa|chiều|tối|đêm)\s)?",
}


_WORDS = "|".join(sorted(MONTH_WORDS.keys() - {"gieng", "chap"}, key=lambda word: (-len(word), word)))
PART = re.compile(r"\{([a-z_]+)(\d?)\}")
PARTS = {name: part.replace("{words}", _WORDS) for name, part in (_PARTS | _FIXED).items()}


def expand(pattern: str) -> str:
    """Return the regular expression a pattern stands for, in small letters without accents."""
    expanded = PART.sub(lambda found: PARTS[found[1]].replace("#", found[2]), pattern)
    if re.search(r"\\[A-Z]", expanded):
        raise ValueError(f"capital escapes are lost without accents and case: {pattern}")
    return plain(expanded)


def plain(pattern: str) -> str:
    """Return a pattern in small letters without accents."""
    return fold(pattern).replace("(?p<", "(?P<")
