"""How documents are named: kinds, symbols, the day after or before them.

`OPENS` finds every place where `BARE`, `UNNUMBERED` or `TITLED` can begin, `NUMBERS` where `SYMBOL` can; without
`SIGNED` there is no `ISSUED_THEN`. They are quick.
"""

from __future__ import annotations

import re

import regex

from content.folding import fold
from content.phrases import any_of
from content.recognise.fragments import MONTH_WORDS

KINDS = (
    "Chương trình hành động", "Chương trình phối hợp", "Chương trình", "Lời kêu gọi", "Phiếu chuyển", "Công văn",
    "Văn bản", "Kế hoạch", "Quyết định", "Chỉ thị", "Nghị quyết", "Kết luận", "Hướng dẫn", "Quy định", "Quy chế",
    "Thông báo", "Thông tư liên tịch", "Thông tư", "Nghị định", "Bộ luật", "Luật", "Pháp lệnh", "Công điện",
    "Báo cáo", "Đề án", "Tờ trình", "Đề cương", "Thông tri", "Giấy mời", "Phương án", "Hiến pháp",
    "Sắc lệnh", "Thông cáo", "Biên bản", "Hợp đồng", "Thể lệ", "Phiếu giao việc", "Điện mật", "Điện khẩn",
)  # fmt: skip
FOLDED_KINDS = {fold(kind): kind for kind in KINDS} | {"thong bao ket luan": "Thông báo"}
_KIND = any_of(FOLDED_KINDS, lambda letter: r"\s" if letter == " " else letter)
_WORD_MONTH = "|".join(sorted(MONTH_WORDS, key=len, reverse=True))
_D, _M = r"[0-3]?\d", r"[01]?\d"
_Y = r"[12]\s?\d\s?\d\s?\d|[12]\d{2}|\d{2}"
_OF_MONTH = rf"(?P<m>{_M}|{_WORD_MONTH})"
_DAY = (
    rf"(?:(?P<d>{_D})\s?[/.\-]\s?(?P<m>{_M})\s?[/.\-]\s?(?P<y>{_Y})(?!\d)"
    rf"|(?P<d>{_D})\s?,?\s?(?:\([a-z ]{{2,12}}\)\s?)?thang\s{_OF_MONTH}\s?,?\s?nam\s(?P<y>[12]\d{{3}}))"
)
_SHORT_DAY = rf"(?:(?P<d>{_D})\s?[/.\-]\s?(?P<m>{_M})(?!\s?[/.\-]?\d)|(?P<d>{_D})\sthang\s{_OF_MONTH}(?!\w))"
_DATED = rf"ngay\s?(?:{_DAY}|{_SHORT_DAY})"
_ORG = r"(?:[A-ZĐƯƠÂÊÔ][\wĐđƯƠ&.]{0,15})"
_DASH = r"\s?[-–—/]\s?"
_SYMBOL = (
    rf"\d{{1,6}}(?:{_DASH}(?:19|20)\d\d(?={_DASH}[A-ZĐ]))?(?:{_DASH}|\s?)"
    rf"(?:QH\d{{1,2}}|UBTVQH\d{{1,2}}|[A-ZĐƯƠ][A-Za-zĐđƯƠ&]{{1,14}}\d{{0,2}}(?:{_DASH}{_ORG}){{1,3}}"
    rf"|L{_DASH}CTN|(?:QĐ|CT|NQ|KH|HD|CV|TB|KL|CTr|NĐ|TT|BC|QC)[A-ZĐ]{{2,12}})"
)
_ONE_UNIT = r"\d{1,6}(?:\s?[/\-]\s?(?:19|20)\d\d)?\s?[-–/]\s?[A-ZĐ][A-Za-zĐđ&]{1,15}(?:\d{1,2})?"
_SMALL = r"\d{1,6}\s?[-–/]\s?[a-zđ]{2,10}(?:[-–/][a-zđ&]{2,10})+"
_BARE_NUMBER = r"\d{1,5}(?![\w/.,%]|\s?[-–/]\s?\d)"
_VERB = (
    r"(?:to chuc|ve|thuc hien|trien khai|tu|den|truoc|treo|phat|dang|trong|vao|nham|de(?!\snghi)|het|"
    r"chao mung|ky niem|nhan|nhat|la|qua|dip|moi|hang|cac|sau|khi|toi|"
    r"(?:bao cao|gui|nop|hoan thanh|tham gia|tham du|du|(?<!phien\s|cuoc\s)hop|khai mac|dien ra|mo|le|trao)(?!\w))"
)
_ISSUER = rf"(?:(?:cua|do)\s(?:(?!{_VERB}\s)[a-z&/-]{{1,14}},?\s){{1,12}})"
_LAW = r"luat|bo luat|phap lenh|hien phap"
_LAW_WORD = (
    r"(?:(?!(?:tu|den|truoc|het|nhat|vao|luc|sang|chieu|toi)\s|(?:to chuc|khai mac|dien ra|trong)\s(?:ca\s)?ngay\s)"
    r"[^.;:()\d\s]{1,14}\s)"
)
_WORD = rf"(?:(?!{_VERB}\s)[^.;:()\d\s]{{1,14}}\s)"
_TITLE_WORD = rf"(?:(?!{_VERB}\s)(?:[^.;:()\d\s]{{1,14}}|\d{{1,2}})\s)"
_NO_LIMIT = r"(?:(?!(?:tu|den|truoc|het|nhat|trong|vao|la)\s)[a-z]{1,14}\s)"
_ISSUED = r"(?:da\s)?(?:duoc\s)?(?:(?:ky\s)?(?:ban hanh|phat hanh|thong qua)\s|ky\s(?:ket\s)?)"
_HOUR = r"(?:(?:hoi|luc)\s)?\d{1,2}\s?(?:h|g|gio)\s?\d{0,2}(?:\s?phut)?,?\s"
_COUNT = r"(?<!\d)\d{1,2}(?![\d/.\-])"
_PAPER = (
    r"cong van|van ban|nghi quyet|nghi dinh|thong tu|chi thi|to trinh|cong dien|ket luan|sac lenh|thong tri|"
    r"phieu chuyen|thong bao ket luan|loi keu goi"
)
_PROGRAMME = r"ke hoach|quyet dinh|de an|quy che|quy dinh"
_SPOKEN = r"bao cao|chuong trinh|phuong an|thong cao"
_OPENS = (*FOLDED_KINDS, *f"{_LAW}|{_PAPER}|{_PROGRAMME}|{_SPOKEN}|dien|thu".split("|"))

OPENS = re.compile(rf"(?<!\w)(?={any_of(_OPENS)}\s)")
NUMBERS = re.compile(rf"\d(?<![\w/.].)\d{{0,5}}(?={_DASH}(?:19|20)\d\d{_DASH}[A-ZĐ]|(?:{_DASH}|\s?)[A-ZĐƯƠ])")
SYMBOL = regex.compile(rf"(?<![\w/.])(?P<symbol>{_SYMBOL})(?!\w)")
AFTER_NUMBER = regex.compile(rf"(?:số|Số|sô)\s?:?\s?(?P<symbol>{_SYMBOL}|{_ONE_UNIT}|{_SMALL}|{_BARE_NUMBER})(?!\w)")
BARE = regex.compile(
    rf"(?P<kind>{_KIND})\s(?:so\s)?(?P<symbol>\d{{1,5}})(?=\s?,?\s(?:ky\s|ban hanh\s)?ngay\s{_D}\s?[/.\-t])"
)
KIND_BEFORE = regex.compile(
    rf"(?<!\w)(?P<kind>{_KIND})\s(?:[^.;:()\d]{{0,80}}?\s)??(?:(?:mat|khan|hoa toc|thuong khan)\s)?(?:so\s?:?\s?)?"
    r"(?:(?:\d{1,5}\s?,\s?){1,4}|\d{1,5}\sva\s(?:so\s)?)?$"
)
KIND_JUST_BEFORE = regex.compile(rf"(?<!\w)(?:{_KIND})\s$")
DAY_AFTER = regex.compile(
    rf"\s?[,/]?\s?(?:\((?!\s?(?:dot|tu|ngay)\s)[^()\d]{{0,30}}\)\s?)?(?:{_ISSUER}\(?)?\(?"
    rf"(?:{_ISSUED}(?:vao\s)?|de\s|cung\s|{_HOUR}|(?<=\()(?:gui|nhan)\s)?(?:{_DATED}|{_DAY})"
    rf"(?!\d|\s?[-–]\s?{_D}\s?[/.]\s?{_M}\s?[/.]\s?\d{{4}})"
)
ONE_DAY = regex.compile(rf"(?:ngay\s?)?{_DAY}(?!\d)")
IN_TURN = regex.compile(
    rf"lan luot\s(?:duoc\s)?(?:{_ISSUED})?(?:vao\s)?(?:cac\s)?(?=ngay)"
    rf"(?:ngay\s?)?{_DAY}(?:\s?(?:,\s?va|,|va)\s?(?:ngay\s?)?{_DAY}){{1,6}}(?!\d)"
)
SAME_DAY_AFTER = regex.compile(rf"\s?,?\s?\(?(?:{_ISSUER})?(?:{_ISSUED})?cung ngay(?!\w|\s?\d)")
_AT_SESSION = r"(?:tai\s(?:ky|phien)\shop\s(?:[a-z\d]{1,9},?\s){0,8}?)?"
ISSUED_AFTER = regex.compile(rf"(?:[^.;\d]|{_COUNT}){{0,160}}?[\s(](?:{_ISSUED})(?:vao\s)?{_AT_SESSION}{_DATED}(?!\d)")
SENT_AFTER = regex.compile(
    rf"(?:,?\s(?:gui|trinh)\s{_WORD}{{1,10}}|,?\s(?:hoi nghi|ky hop|phien hop|cuoc hop)\s{_TITLE_WORD}{{0,10}}"
    rf"|\scua\s{_WORD}{{1,8}}\([^()\d]{{1,20}}\),?\s){_DATED}(?!\d)"
)
DAY_BEFORE = regex.compile(
    rf"ngay\s(?:{_DAY}|{_SHORT_DAY}),?\s(?:[^.;()\d]{{1,90}}\s)?"
    r"(?:(?:ban hanh|ky(?!\sket|\sniem)|phat hanh|phe duyet|thong qua)\s(?:[^.;()\d]{0,60}\s)?"
    r"|co\s(?:(?:gui|van ban|chi dao)\s){0,2})$"
)
UNNUMBERED = regex.compile(
    rf"(?<!\w|\bphap\s)(?P<kind>{_LAW})\s{_LAW_WORD}{{0,16}}ngay\s?{_DAY}(?!\d)"
    rf"|(?<!\w)(?P<kind>{_PAPER})\s(?:so\s)?{_TITLE_WORD}{{0,14}}\(?ngay\s?{_DAY}(?!\d)"
    rf"|(?<!\w)(?P<kind>(?:thong bao )?ket luan)\s(?:[^.;()\d]{{0,120}}\s)?{_NO_LIMIT}ngay\s?{_DAY}(?!\d)"
    rf"|(?<!\w)(?P<kind>{_PAPER}|{_PROGRAMME})\s{_DATED}(?!\d)"
    rf"|(?<!\w)(?P<kind>(?!{_SPOKEN}|giay moi){_KIND})\s{_WORD}{{0,8}}{_ISSUER}\(?{_DATED}(?!\d)"
    rf"|(?<!\w)(?P<kind>{_KIND})\s(?:(?:[^.;\d]|{_COUNT}){{0,120}}\s)?\(?(?:{_ISSUED})(?:vao\s)?{_DATED}(?!\d)"
    rf"|(?<!\w)(?P<kind>{_SPOKEN}|thong bao|huong dan|dien|thu)\s(?:(?:chuc mung|chuc tet|khen|cam on|ngo)\s)?"
    rf"{_DATED}(?=\scua\s)"
)
SIGNED = re.compile(r"\s(?:ban hanh|co|ky)\s")
ISSUED_THEN = regex.compile(
    rf"(?<!\w)ngay\s(?:{_DAY}|{_SHORT_DAY}),?\s(?:[^.;()\d]{{1,90}}\s)?(?:ban hanh|da co|vua co|co|da ky|vua ky)\s"
    rf"(?P<kind>{_PAPER}|{_PROGRAMME}|luat|huong dan|thong bao)(?!\w)"
)
TITLED = regex.compile(rf"(?<!\w)(?P<kind>{_PROGRAMME})\s{_TITLE_WORD}{{0,14}}\(?ngay\s?{_DAY}(?!\d)")
LISTED = regex.compile(r"(?<!\w)[Ss]ố\s(?P<n>\d{1,5}(?:\s?,\s?\d{1,5}){0,4})\s?(?:,|và)\s?(?:số\s)?$")
