"""Names of offices, printed in capitals at the head, written as they are in a sentence."""

from __future__ import annotations

import re
from functools import cache

from content.almanac.provinces import provinces

_PLACE_AFTER = re.compile(
    r"\b((?:[Tt]ỉnh|[Tt]hành|[Hh]uyện|[Tt]hị|[Qq]uận) ủy|tỉnh|huyện|quận|phường|xã|thị trấn|thị xã|thành phố|"
    r"đặc khu|đồn [Bb]iên phòng|hạt [Kk]iểm lâm|[Tt]iểu học|thcs|thpt|[Mm]ầm non|khu vực(?!\s[ivx\d])|"
    r"(?:trung tâm [Yy] tế|công ty [Đđ]iện lực)"
    r"(?!\s(?:dự phòng|tỉnh|huyện|quận|khu vực|thành phố|thị xã|thị trấn|xã|phường)\b))\s+(.+)"
)
_COMMITTEE = re.compile(r"\b(?:tỉnh|thành|huyện|thị|quận|đảng) ủy\b")
_ACRONYM = re.compile(
    r"\b(?:ubnd|hđnd|mttq|pctt|tkcn|tncs|lđlđ|bch|ubmttq|bhxh|khcn|ktxh|atgt|antt|tp|pt-th|[bcdđghklmnpqrstvx]{2,}|ccb|gd&đt|tt&tt|vh&tt|ptnt)\b",
    re.I,
)
_LOWER = frozenset(["và", "của", "về", "các", "cho", "tại", "với"])
_WHOLE = ("hồ chí minh", "việt nam")
_FIELDS = (
    "thông tin", "truyền thông", "văn hóa", "thể thao", "du lịch", "tuyên giáo", "dân vận", "nông nghiệp", "môi trường",
    "phát triển nông thôn", "giáo dục", "đào tạo", "khoa học", "công nghệ", "y tế", "tư pháp", "nội vụ", "tài chính",
    "xây dựng", "công thương", "lao động", "thương binh", "xã hội", "chỉ huy", "chỉ đạo", "tổ chức", "phát thanh",
    "truyền hình", "truyền thanh", "kế hoạch", "đầu tư", "giao thông", "tài nguyên", "ngoại vụ", "thanh tra", "dân tộc",
    "quân sự", "tôn giáo", "mặt trận", "tổ quốc", "liên hiệp", "phụ nữ", "cựu chiến binh",
    "nông dân", "thường trực", "thường vụ", "chấp hành", "trung ương", "thông tin cơ sở", "tuyên truyền",
    "biên phòng", "bộ đội", "kiểm lâm", "thống kê", "bảo hiểm xã hội", "dự trữ", "dân số",
    "đảng", "cung ứng", "phòng thủ dân sự", "điện lực", "thuế", "tiểu học", "mầm non",
    "chăn nuôi", "thú y", "trồng trọt", "thủy sản", "kiểm soát bệnh tật", "nghĩa vụ",
)  # fmt: skip


def as_name(capitals: str) -> str:
    """Write "SỞ THÔNG TIN VÀ TRUYỀN THÔNG" as "Sở Thông tin và Truyền thông"; a name in small letters stays."""
    text = re.sub(r"\s+", " ", capitals).strip(" .,-")
    if text != text.upper():
        return text
    name = text.lower().replace("uỷ", "ủy")
    for field in (one for one in _FIELDS if one in name):
        name = _field(field).sub(lambda found: found.group()[:1].upper() + found.group()[1:], name)
    name = _provinces().sub(lambda found: _title(found.group()), name)
    name = _COMMITTEE.sub(lambda found: found.group().capitalize(), name)
    name = _PLACE_AFTER.sub(lambda found: f"{found[1]} {_title(found[2])}", name)
    name = _ACRONYM.sub(lambda found: found.group().upper(), name)
    return name[:1].upper() + name[1:]


@cache
def _provinces() -> re.Pattern[str]:
    names = sorted((one.name.lower() for one in provinces().values()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, [*_WHOLE, *names]))})\b")


@cache
def _field(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{name}\b")


def _title(words: str) -> str:
    return " ".join(w if w.lower() in _LOWER else w[:1].upper() + w[1:] for w in words.split())
