"""How documents are named: kinds, symbols, the day after or before them."""

from __future__ import annotations

import regex

from content.folding import fold
from content.recognise.fragments import MONTH_WORDS

KINDS = (
    "Chương trình hành động", "Chương trình phối hợp", "Chương trình", "Lời kêu gọi", "Phiếu chuyển", "Công văn",
    "Văn bản", "Kế hoạch", "Quyết định", "Chỉ thị", "Nghị quyết", "Kết luận", "Hướng dẫn", "Quy định", "Quy chế",
    "Thông báo", "Thông tư liên tịch", "Thông tư", "Nghị định", "Bộ luật", "Luật", "Pháp lệnh", "Công điện",
    "Báo cáo", "Đề án", "Tờ trình", "Đề cương", "Thông tri", "Giấy mời", "Phương án", "Hiến pháp",
    "Sắc lệnh", "Thông cáo",
)  # fmt: skip
FOLDED_KINDS = {fold(kind): kind for kind in KINDS} | {"thong bao ket luan": "Thông báo"}
_KIND = "|".join(sorted((regex.escape(k).replace(r"\ ", r"\s") for k in FOLDED_KINDS), key=len, reverse=True))
_WORD_MONTH = "|".join(sorted(MONTH_WORDS, key=len, reverse=True))
_D, _M, _Y = r"[0-3]?\d", r"[01]?\d", r"[12]\d{3}|[12]\d{2}(?!\d)"
_DAY = (
    rf"(?:(?P<d>{_D})\s?[/.\-]\s?(?P<m>{_M})\s?[/.\-]\s?(?P<y>{_Y})"
    rf"|(?P<d>{_D})\s?(?:\([a-z ]{{2,12}}\)\s?)?thang\s(?P<m>{_M}|{_WORD_MONTH})\s?,?\s?nam\s(?P<y>[12]\d{{3}}))"
)
_DATED = rf"ngay\s?{_DAY}"
_ORG = r"(?:[A-ZĐƯƠÂÊÔ][\wĐđƯƠ&.]{0,15})"
_DASH = r"\s?[-–—/]\s?"
_SYMBOL = (
    rf"\d{{1,6}}(?:{_DASH}(?:19|20)\d\d(?={_DASH}[A-ZĐ]))?(?:{_DASH}|\s?)"
    rf"(?:QH\d{{1,2}}|UBTVQH\d{{1,2}}|[A-ZĐƯƠ][A-Za-zĐđƯƠ&]{{1,14}}(?:{_DASH}{_ORG}){{1,3}}"
    rf"|(?:QĐ|CT|NQ|KH|HD|CV|TB|KL|CTr|NĐ|TT|BC|QC)[A-ZĐ]{{2,12}})"
)
_ONE_UNIT = r"\d{1,6}(?:\s?[/\-]\s?(?:19|20)\d\d)?\s?[-–/]\s?[A-ZĐ][A-Za-zĐđ&]{1,15}(?:\d{1,2})?"
_BARE_NUMBER = r"\d{1,5}(?![\w/.,%]|\s?[-–/]\s?\d)"
_VERB = (
    r"(?:to chuc|ve|thuc hien|trien khai|tu|den|truoc|treo|phat|dang|trong|vao|nham|de|het|"
    r"chao mung|ky niem|nhan)"
)
_ISSUER = rf"(?:(?:cua|do)\s(?:(?!{_VERB}\s)[a-z&/-]{{1,14}},?\s){{1,12}})"
_LAW = r"luat|bo luat|phap lenh|hien phap"
_LAW_WORD = r"(?:(?!(?:tu|den|truoc|het|nhat)\s)[^.;:()\d\s]{1,14}\s)"
_WORD = rf"(?:(?!{_VERB}\s)[^.;:()\d\s]{{1,14}}\s)"

SYMBOL = regex.compile(rf"(?<![\w/.])(?P<symbol>{_SYMBOL})(?!\w)")
AFTER_NUMBER = regex.compile(rf"(?:số|Số|sô)\s?(?P<symbol>{_SYMBOL}|{_ONE_UNIT}|{_BARE_NUMBER})(?!\w)")
BARE = regex.compile(
    rf"(?P<kind>{_KIND})\s(?:so\s)?(?P<symbol>\d{{1,5}})(?=\s?,?\s(?:ky\s|ban hanh\s)?ngay\s{_D}\s?[/.\-t])"
)
KIND_BEFORE = regex.compile(
    rf"(?<!\w)(?P<kind>{_KIND})\s(?:[^.;:()\d]{{0,80}}?\s)??(?:(?:mat|khan|hoa toc|thuong khan)\s)?(?:so\s?)?"
    r"(?:(?:\d{1,5}\s?,\s?){1,4}|\d{1,5}\sva\s(?:so\s)?)?$"
)
KIND_JUST_BEFORE = regex.compile(rf"(?<!\w)(?:{_KIND})\s$")
DAY_AFTER = regex.compile(
    rf"\s?[,/]?\s?(?:\((?!\s?dot|\s?tu\s)[^()\d]{{0,30}}\)\s?)?(?:{_ISSUER}\(?)?"
    rf"(?:da\s)?(?:duoc\s)?(?:ky\s|ban hanh\s)?(?:vao\s)?(?:{_DATED}|{_DAY})(?!\d)"
)
DAY_BEFORE = regex.compile(
    rf"ngay\s{_DAY},?\s(?:[^.;()\d]{{1,90}}\s)?(?:(?:da|vua|co)\s)?(?:ban hanh|ky|co|phat hanh)\s"
    r"(?:[^.;()\d]{0,25}\s)?$"
)
UNNUMBERED = regex.compile(
    rf"(?<!\w)(?P<kind>{_LAW})\s{_LAW_WORD}{{0,16}}{_DATED}(?!\d)"
    rf"|(?<!\w)(?P<kind>(?!bao cao|chuong trinh|phuong an|giay moi|thong cao){_KIND})\s{_WORD}{{0,8}}"
    rf"{_ISSUER}{_DATED}(?!\d)"
)
LISTED = regex.compile(r"(?<!\w)[Ss]ố\s(?P<n>\d{1,5}(?:\s?,\s?\d{1,5}){0,4})\s?(?:,|và)\s?(?:số\s)?$")
