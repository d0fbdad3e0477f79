"""What comes back every day, and at which hours."""

from __future__ import annotations

import regex

from content.recognise.form import Dated, Frame, Match, form

HOUR = regex.compile(
    r"(?P<h>\d{1,2})\s?(?:gio|[hg](?![a-z])|:(?=\d))(?:\s?\d{2})?(?:\s?(?:phut|'|’|′))?(?:\s(?P<late>chieu|toi))?"
)
TIME = r"\d{1,2}\s?(?:giờ|[hg](?![a-z])|:(?=\d))\s?(?:\d{2})?(?:\s?(?:phút|'|’|′))?(?:\s(?:sáng|trưa|chiều|tối))?"
_FRAME = (
    r"(?:(?:vào\s|lúc\s|trong\s)?(?:các\s|hai\s|02\s|2\s|03\s|3\s)?(?:khung giờ|khung|thời điểm|mốc giờ|"
    r"giờ(?=\s?:?\s\d))\s?:?\s?)?"
)
_UNTIL = rf"{TIME}(?:\shôm trước)?(?:\s?(?:đến|-)\s?{TIME}(?:\s(?:(?:ngày )?hôm|ngày) sau)?)?"
_SLOT = (
    rf"(?:(?:buổi\s)?(?:sáng|trưa|chiều|tối|vào|lúc|đúng|và|từ|phát|đợt|lần|\d)\s|"
    rf"[,;:(]\s?){{0,4}}{TIME}(?:\s?(?:đến|-)\s?{TIME})?"
)
_TO_HOUR = regex.compile(rf"(?:den|-)\s?{TIME.replace('giờ', 'gio').replace('phút', 'phut')}")


_LENGTH = regex.compile(r"moi ngay,? \d{1,2} (?:gio|tieng)")
SLOTS = rf"{_SLOT}(?:\s?(?:,|;|và)?\s?{_SLOT}){{0,5}}"


def recurring(rule: str) -> Dated:
    """Return what comes back by a rule of RFC 5545."""
    return Dated("recurring", rrule=rule)


def hours(text: str) -> list[int]:
    """Return the hours at which slots begin: the end of "5h00 đến 5h30" is none."""
    begins = _TO_HOUR.sub(" ", text)
    found = (int(m["h"]) + (12 if m["late"] and int(m["h"]) < 12 else 0) for m in HOUR.finditer(begins))
    return sorted({hour for hour in found if hour < 24})


def _daily(text: str) -> Dated:
    begins = ",".join(map(str, hours(text)))
    return recurring(f"FREQ=DAILY;BYHOUR={begins}" if begins else "FREQ=DAILY")


@form(
    "hằng ngày vào lúc …",
    rf"{{every}}\sngày\s?(?:\([^()]{{0,40}}\)\s?)?"
    rf"(?:,\s[a-z ]{{3,40}}\d{{1,2}}\s(?:lần|lượt|buổi)\s?(?=:))?(?:[,:|]\s?)?(?:phát\s)?{_FRAME}{_SLOT}(?:\s?(?:,|;|"
    rf"và)?\s?{_SLOT}){{0,5}}",
    examples={
        "hằng ngày vào lúc 5 giờ 30 phút và 17 giờ": "recurring FREQ=DAILY;BYHOUR=5,17",
        "hằng ngày, buổi sáng từ 5h00 đến 5h30, buổi chiều từ 17h00 đến 17h30": "recurring FREQ=DAILY;BYHOUR=5,17",
        "hằng ngày vào các khung giờ 6h30', 11 giờ 15 phút và 17g45": "recurring FREQ=DAILY;BYHOUR=6,11,17",
        "hàng ngày: 5h00 - 5h30; 17h00 - 17h30": "recurring FREQ=DAILY;BYHOUR=5,17",
        "mỗi ngày, đúng 17h00": "recurring FREQ=DAILY;BYHOUR=17",
        "Hằng ngày | 5h00 - 5h30": "recurring FREQ=DAILY;BYHOUR=5",
        "hằng ngày, mỗi tin tối thiểu 02 lượt: sáng từ 05 giờ 30, chiều 17 giờ": "recurring FREQ=DAILY;BYHOUR=5,17",
    },
    refuses=["hằng ngày", "ngày 5 giờ", "mỗi ngày 03 giờ"],
)
def daily_athours(m: Match, frame: Frame) -> Dated | None:
    """Each slot begins at an hour; "mỗi ngày 03 giờ" tells how long."""
    return None if _LENGTH.fullmatch(m.group().strip()) else _daily(m.group())


@form(
    "… hằng ngày",
    rf"(?:(?P<before>trước|đến)\s|từ\s|lúc\s)?{_UNTIL}(?:\s?(?:,|;|và)\s?{{part}}(?:phát\s)?(?:lúc\s|từ\s)?{_UNTIL}){{0,5}}"
    r"\s?[,|]?\s?(?:{every}\s(?:ngày|đêm|tối|sáng|chiều)|các ngày trong tuần)",
    examples={
        "7 giờ và 16 giờ hằng ngày": "recurring FREQ=DAILY;BYHOUR=7,16",
        "5h30 sáng và 5h chiều hằng ngày": "recurring FREQ=DAILY;BYHOUR=5,17",
        "từ 5h30' đến 6h30', chiều từ 17h00' đến 18h00' các ngày trong tuần": "recurring FREQ=DAILY;BYHOUR=5,17",
        "trước 16 giờ hằng ngày": "recurring FREQ=DAILY",
        "đến 22 giờ hằng ngày": "recurring FREQ=DAILY",
        "lúc 5h30, buổi chiều phát lúc 17h00 hằng ngày": "recurring FREQ=DAILY;BYHOUR=5,17",
        "5h00 - 5h30 | Hằng ngày": "recurring FREQ=DAILY;BYHOUR=5",
        "từ 22 giờ hôm trước đến 6 giờ sáng hôm sau hằng ngày": "recurring FREQ=DAILY;BYHOUR=22",
        "20 giờ hằng đêm": "recurring FREQ=DAILY;BYHOUR=20",
        "từ 05h00 - 05h30 và 17h00 - 17h30 hằng ngày": "recurring FREQ=DAILY;BYHOUR=5,17",
    },
    refuses=["16 giờ ngày"],
)
def hours_daily(m: Match, frame: Frame) -> Dated:
    """An hour that something must be done before, or that it lasts to, is no hour at which it happens."""
    return recurring("FREQ=DAILY") if m["before"] else _daily(m.group())


_DAYPART = rf"(?:buổi\s)?(?:sáng|trưa|chiều|tối)(?:\s\({TIME}\))?"
_REPEATED = r"phát|duy trì|đọc|báo cáo|cập nhật|thông báo|công bố|tiếp âm|tiếp sóng|phun|trực|kiểm tra|đăng"
_LIFE = r"sinh hoạt|đời sống|cuộc sống|công việc|lao động|học tập|thói quen|vệ sinh|bữa ăn"


@form(
    "hằng ngày trước H; sáng, chiều hằng ngày",
    rf"{{every}}\sngày\s?,?\strước\s{TIME}"
    rf"|(?P<slots>(?:vào\s|trong\s)?(?:các\s)?{_DAYPART}(?:\s?(?:,|và)\s?{_DAYPART}){{0,3}})\s"
    rf"{{every}}\sngày"
    rf"|(?<=\b(?:{_REPEATED})\s[^.;:\d]{{3,80}}\s)(?<!(?:{_LIFE})\s){{every}}\sngày"
    rf"(?=\s?(?:,|;|\.|$|\)|từ\s|kể từ|đến\s|trong\s|cho\s|trên\s|qua\s))"
    rf"|(?<!(?:{_LIFE})\s){{every}}\sngày(?=\s(?:trong|suốt)\s(?:suốt\s|thời gian\s){{0,2}}"
    r"(?:tháng (?:hành động|cao điểm)|tuần lễ|chiến dịch|đợt))"
    rf"|(?<!(?:{_LIFE})\s){{every}}\s(?:ngày|(?:buổi\s)?(?:sáng|trưa|chiều|tối)|đêm)"
    r"(?=\s?[,(]?\s?từ\s(?:ngày\s\d|\d{1,2}(?:\s?(?:đến|-)\s?(?:ngày\s)?\d{1,2})?\s?/\s?\d))",
    examples={
        "hằng ngày trước 14 giờ": "recurring FREQ=DAILY",
        "vào buổi sáng và buổi chiều hàng ngày": "recurring FREQ=DAILY",
        "trong buổi sáng (5 giờ 30) và buổi chiều (17 giờ 30) hằng ngày": "recurring FREQ=DAILY;BYHOUR=5,17",
    },
    refuses=["đời sống hằng ngày", "hằng ngày", "hằng ngày trong cuộc sống"],
)
def every_day(m: Match, frame: Frame) -> Dated:
    """Every day, at the hours told in brackets after the parts of the day, else at none that is said."""
    return _daily(m["slots"] or "")


@form(
    "phát hằng ngày; N lần mỗi ngày",
    r"(?<!\b(?:hằng|hàng|mỗi|trong)\stuần\s?[,;]?\s?(?:(?:hằng|hàng|mỗi)\s)?)(?:(?:phát|đăng|tiếp âm|tiếp sóng|"
    r"báo cáo|cập nhật|tuyên truyền)(?:\s(?:thanh|sóng|tin|lại|bản tin|"
    r"nhanh)){0,2}\s(?:định kỳ\s)?{every}\sngày(?:\s(?:ít nhất\s|tối thiểu\s)?\d{1,2}\s(?:lần|lượt|buổi))?|"
    r"(?:{every}\s)?ngày\s(?:phát\s)?(?:ít nhất\s)?(?:\d{1,2}|hai|ba)\s(?:lần|lượt|buổi)|\d{1,2}\s(?:lần|lượt|"
    r"buổi)\s?(?:/\s?|mỗi\s|một\s|trong\s)ngày)"
    rf"(?:\s?\([^()]{{0,60}}\)|\s?[,:]?\s?(?:(?:vào\s|lúc\s)(?:lúc\s)?(?=\d)|(?<=:\s)(?=\d)|"
    rf"(?=(?:buổi\s)?(?:sáng|trưa|chiều|tối)\s(?:từ\s|lúc\s)?\d)|"
    rf"{_FRAME[:-1]}){_SLOT}(?:\s?(?:,|;|"
    rf"và)?\s?{_SLOT}){{0,5}})?",
    examples={
        "02 lần/ngày vào khung giờ 6h15 và 18h45": "recurring FREQ=DAILY;BYHOUR=6,18",
        "2 lần/ngày, vào lúc 5h và 17h": "recurring FREQ=DAILY;BYHOUR=5,17",
        "phát hằng ngày": "recurring FREQ=DAILY",
        "mỗi ngày 02 lần (5g00 và 17g30)": "recurring FREQ=DAILY;BYHOUR=5,17",
        "phát mỗi ngày 02 buổi (sáng từ 05h30, chiều từ 17h00)": "recurring FREQ=DAILY;BYHOUR=5,17",
        "3 lần/ngày: 6h00, 11h00, 17h30": "recurring FREQ=DAILY;BYHOUR=6,11,17",
        "3 buổi/ngày": "recurring FREQ=DAILY",
        "02 lần mỗi ngày": "recurring FREQ=DAILY",
        "ngày 02 buổi, sáng từ 5 giờ đến 6 giờ, chiều từ 17 giờ đến 18 giờ": "recurring FREQ=DAILY;BYHOUR=5,17",
    },
    refuses=["vệ sinh hằng ngày", "mỗi tuần 02 tin", "từ thứ Hai đến thứ Sáu hằng tuần, mỗi ngày 2 buổi"],
)
def times_a_day(m: Match, frame: Frame) -> Dated:
    """How often on each day."""
    return _daily(m.group())
