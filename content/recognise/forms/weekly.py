"""What comes back every week, on which days of it."""

from __future__ import annotations

import regex

from content.recognise.form import Dated, Frame, Match, form
from content.recognise.forms.daily import HOUR, TIME, hours, recurring
from content.recognise.fragments import WEEKDAY_CODES, WEEKDAYS

_TIMES_A_WEEK = (
    r"(?:\d{1,2}|một|hai|ba)\s(?:lần|buổi|kỳ|số|lượt|tin,\sbài|tin|bài|chuyên mục|chương trình|phóng sự|chuyên đề)"
)
_SUNDAY = regex.compile(r"chu nhat|\bcn\b")
_SHORT_DAY = regex.compile(r"\bt(?=[2-7]\b)")
_DAY = regex.compile(r"\b(hai|ba|tu|nam|sau|bay|[2-7]|cn)\b")
_MORE = (
    r"(?:\s?(?:,|;|và|-)\s?(?:(?:cả ngày\s)?{part}{days}(?!\w)|[2-7](?!\d)|"
    r"(?:hai|ba|tư|năm|sáu|bảy)(?=\s?(?:[,;.()]|và\s|hằng\s|hàng\s|mỗi\s|trong tuần|từ\s|lúc\s|$))))"
)
_LIMIT = regex.compile(r"\b(?:truoc|cham nhat|bao cao|gui|nop|chot)\s")
_TIMES = rf"{TIME}(?:\s?(?:,|và|-|đến)\s?(?:lúc\s)?{TIME}){{0,5}}"


def byday(text: str) -> str:
    """Return the days of the week that are named, as RFC 5545 writes them."""
    folded = _SUNDAY.sub("thu cn", _SHORT_DAY.sub("thu ", text))
    found = {WEEKDAYS[w] for w in _DAY.findall(folded) if w in WEEKDAYS}
    return ",".join(code for code in WEEKDAY_CODES if code in found)


def _weekly(days: str, times: str) -> Dated:
    begins = ",".join(map(str, hours(times)))
    return recurring(f"FREQ=WEEKLY;BYDAY={byday(HOUR.sub(' ', days))}" + (f";BYHOUR={begins}" if begins else ""))


@form(
    "thứ … hằng tuần",
    rf"(?:(?:trước|vào|lúc|phát)\s)?(?:{_TIMES}\s?[,|]?\s?)?(?:vào\s)?{{part}}(?:các\s(?:ngày\s|"
    rf"buổi\s)?{{part}})?(?:ngày\s)?(?:{{days}}|(?<=\bbài\s)thứ\s(?:hai|ba|tư|năm|sáu|[2-6])(?=\s?(?:,|và)\s?{{days}}))"
    rf"{_MORE}{{0,6}}\s?,?\s?"
    r"(?:{every}\stuần|các tuần(?!\s\d)|trong tuần|(?:đầu|cuối)\stuần(?!\s(?:này|tới|sau|qua)|\s?,\s?ngày\s\d))"
    rf"(?:\s?,?\s?(?:vào\s)?lúc\s{TIME})?",
    examples={
        "thứ Năm hằng tuần lúc 17 giờ 15 phút": "recurring FREQ=WEEKLY;BYDAY=TH;BYHOUR=17",
        "thứ Ba hằng tuần": "recurring FREQ=WEEKLY;BYDAY=TU",
        "tối thứ Bảy và Chủ nhật hằng tuần": "recurring FREQ=WEEKLY;BYDAY=SA,SU",
        "thứ 2, thứ 4, thứ 6 hằng tuần": "recurring FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "chiều thứ Hai và cả ngày thứ Bảy hằng tuần": "recurring FREQ=WEEKLY;BYDAY=MO,SA",
        "thứ 2, 4, 6 hàng tuần": "recurring FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "trước 10 giờ thứ Sáu hằng tuần": "recurring FREQ=WEEKLY;BYDAY=FR",
        "15 giờ thứ Sáu hằng tuần": "recurring FREQ=WEEKLY;BYDAY=FR;BYHOUR=15",
        "sáng Chủ nhật hàng tuần": "recurring FREQ=WEEKLY;BYDAY=SU",
        "T2, T4, T6 hằng tuần": "recurring FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "5 giờ 00 và 17 giờ 30 các ngày thứ hai, thứ tư hằng tuần": "recurring FREQ=WEEKLY;BYDAY=MO,WE;BYHOUR=5,17",
        "vào 5h15, 11h và 17h15 thứ Ba hằng tuần": "recurring FREQ=WEEKLY;BYDAY=TU;BYHOUR=5,11,17",
        "lúc 6 giờ và 5 giờ chiều Chủ nhật hàng tuần": "recurring FREQ=WEEKLY;BYDAY=SU;BYHOUR=6,17",
        "5h30 - 6h00, 17h00 - 17h30 thứ Bảy hằng tuần": "recurring FREQ=WEEKLY;BYDAY=SA;BYHOUR=5,17",
        "sáng thứ Hai đầu tuần": "recurring FREQ=WEEKLY;BYDAY=MO",
        "17h30 | Thứ Ba, thứ Năm hằng tuần": "recurring FREQ=WEEKLY;BYDAY=TU,TH;BYHOUR=17",
        "20h tối thứ Bảy các tuần": "recurring FREQ=WEEKLY;BYDAY=SA;BYHOUR=20",
        "20 giờ 10 các tối thứ Ba, thứ Bảy hằng tuần": "recurring FREQ=WEEKLY;BYDAY=TU,SA;BYHOUR=20",
    },
    refuses=[
        "tuần thi thứ hai",
        "thứ hai, cung cấp tài liệu",
        "thứ Hai đầu tuần sau",
        "sáng thứ Hai đầu tuần, ngày 18/11",
    ],
)
def on_weekdays(m: Match, frame: Frame) -> Dated:
    """Days of the week by number or name; Monday is the second."""
    text = m.group()
    return _weekly(text, "" if text.startswith("truoc") else text)


@form(
    "H thứ … và H thứ … hằng tuần",
    rf"(?:(?:vào|lúc)\s)?(?P<first>{TIME}\s?,?\s?{{part}}{{days}})\s?(?:,|;|và)\s(?:[a-z]{{1,8}}\s){{0,6}}"
    rf"(?P<second>{TIME}\s?,?\s?{{part}}{{days}})\s?,?\s?{{every}}\stuần"
    rf"|(?<=\bphát\s(?:sóng\s)?)(?:vào\s)?(?P<first>(?:{TIME}\s?,?\s?)?{{part}}{{days}})\s?(?:,|;|và)\s"
    rf"(?:được\s)?phát lại\s"
    rf"(?:vào\s|lúc\s){{0,2}}(?P<second>(?:{TIME}\s?,?\s?)?{{part}}{{days}})\s?,?\s?{{every}}\stuần",
    after="Phát ",
    examples={
        "vào 17 giờ 30 thứ Sáu và tiếng Khmer vào 18 giờ 15 thứ Bảy hằng tuần": [
            "recurring FREQ=WEEKLY;BYDAY=FR;BYHOUR=17",
            "recurring FREQ=WEEKLY;BYDAY=SA;BYHOUR=18",
        ],
        "tối thứ Ba, phát lại sáng thứ Tư hằng tuần": [
            "recurring FREQ=WEEKLY;BYDAY=TU",
            "recurring FREQ=WEEKLY;BYDAY=WE",
        ],
    },
    refuses=["17 giờ 30 thứ Sáu và thứ Bảy hằng tuần"],
)
def on_weekdays_at_hours(m: Match, frame: Frame) -> list[Dated]:
    """Each day of the week has its own hour, and "hằng tuần" is told once."""
    return [_weekly(words, words) for words in (m["first"], m["second"])]


@form(
    "chậm nhất thứ … tuần kế tiếp",
    r"(?:chậm nhất|muộn nhất|trước)\s(?:{clock}|(?:là|vào)\s){part}{days}\s?,?\s(?:của\s)?tuần\s"
    r"(?:kế tiếp|liền kề|liền sau|tiếp theo)(?!\s?[,(]?\s?(?:ngày\s)?\d)",
    examples={"chậm nhất vào thứ Tư của tuần kế tiếp": "recurring FREQ=WEEKLY;BYDAY=WE"},
    refuses=["chậm nhất thứ Hai tuần tiếp theo (ngày 18/11)", "vào thứ Hai tuần kế tiếp"],
)
def by_day_of_next_week(m: Match, frame: Frame) -> Dated:
    """A limit for what each week brings: "Kết quả tuần được công bố chậm nhất vào thứ Tư của tuần kế tiếp"."""
    return recurring(f"FREQ=WEEKLY;BYDAY={byday(HOUR.sub(' ', m.group()))}")


@form(
    "các ngày thứ …",
    rf"(?:(?:vào|lúc)\s)?(?:(?P<hour>{_TIMES})\s?,?\s?)?các\s(?:ngày\s|buổi\s)"
    r"(?:[a-z ]{2,20}\s\(|(?:(?:sáng|trưa|chiều|tối)\s)?){days}"
    rf"{_MORE}{{1,6}}+(?!\s?\((?:ngày\s)?\d)",
    examples={
        "vào các buổi sáng thứ 3, thứ 5 và thứ 7": "recurring FREQ=WEEKLY;BYDAY=TU,TH,SA",
        "vào 18 giờ 45 phút các ngày thứ Hai, thứ Tư": "recurring FREQ=WEEKLY;BYDAY=MO,WE;BYHOUR=18",
        "các buổi sáng thứ Hai, Tư, Sáu": "recurring FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "các ngày chẵn trong tuần (thứ 2, 4, 6": "recurring FREQ=WEEKLY;BYDAY=MO,WE,FR",
    },
    refuses=["các ngày thứ 3", "thứ hai, thứ ba"],
)
def on_several_weekdays(m: Match, frame: Frame) -> Dated:
    """Several days of the week come back every week also without "hằng tuần"."""
    return _weekly(m.group(), m["hour"] or "")


@form(
    "đến ngày D/M, … vào thứ … và thứ …",
    r"(?<=(?:đến|tới|-)\s?(?:hết\s)?(?:ngày\s)?\d{1,2}(?:\s?[/.\-]\s?|\stháng\s)\d{1,2}"
    r"(?:(?:\s?[/.\-]\s?|\snăm\s)\d{4})?\)?\s?[,:]\s?[^.;:\d]{0,40})"
    rf"vào\s(?:các\s)?(?:ngày\s)?{{part}}{{days}}{_MORE}{{1,6}}+"
    rf"(?!\w|\s?,?\s?(?:\(|{{every}}\stuần|trong tuần|(?:cuối|đầu|của)\s|tuần\s|(?:ngày\s)?\d{{1,2}}\s?(?:[/.-]|và\s)))"
    rf"|(?:(?<=\b(?:học|sinh hoạt|tập luyện|luyện tập|phát|phát sóng)\s)vào\s{{part}}{{days}}{_MORE}{{1,6}}+|"
    rf"(?<=\b(?:học|tập luyện|luyện tập)\s){{part}}{{days}}{_MORE}{{1,6}}+|"
    rf"(?:vào\s)?(?:sáng|trưa|chiều|tối|đêm)\s(?:ngày\s)?{{days}}{_MORE}{{1,6}}+|"
    rf"vào\s{{part}}{{days}}{_MORE}{{2,6}}+)"
    r"(?!\w|\s?,?\s?(?:\(|{every}\stuần|trong tuần|(?:cuối|đầu|của)\s|tuần\s|(?:ngày\s)?\d{1,2}\s?(?:[/.-]|và\s)))",
    examples={
        "vào thứ Bảy và Chủ nhật": "recurring FREQ=WEEKLY;BYDAY=SA,SU",
        "vào thứ Hai, thứ Tư, thứ Sáu": "recurring FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "vào tối thứ Ba, thứ Năm": "recurring FREQ=WEEKLY;BYDAY=TU,TH",
    },
    refuses=["vào thứ Bảy", "vào thứ Bảy và Chủ nhật, ngày 16/11", "vào thứ Bảy và Chủ nhật (16 và 17/11)"],
    after="Từ đây đến ngày 40/12, chỉ thu ",
)
def within_stretch(m: Match, frame: Frame) -> Dated:
    """Several weekdays told after a stretch of days come back in it; so do three, nights, and days of lessons."""
    return recurring(f"FREQ=WEEKLY;BYDAY={byday(m.group())}")


_HOLIDAY = r"(?:các\s)?(?:ngày\s)?(?:lễ|nghỉ)(?!\w)"


@form(
    "các ngày cuối tuần",
    r"(?:vào\s)?(?:(?:các|những|hai|02)\sngày\s|(?:các|mỗi)\s(?:dịp\s)?)cuối tuần"
    r"(?:\s?\((?:thứ bảy|thứ 7)\s?(?:,|và)\s?chủ nhật\))?"
    r"(?!\s?\(?(?:này|qua|vừa|tới|sau|ngày|\d))"
    r"(?=(?:[^.;]{1,120}\s(?:vào|trong)\s{part}(?P<one>thứ bảy|thứ 7|chủ nhật)(?=\s?[.,;)]|$))?)",
    examples={
        "mỗi cuối tuần": "recurring FREQ=WEEKLY;BYDAY=SA,SU",
        "vào các ngày cuối tuần": "recurring FREQ=WEEKLY;BYDAY=SA,SU",
        "hai ngày cuối tuần (thứ Bảy, Chủ nhật)": "recurring FREQ=WEEKLY;BYDAY=SA,SU",
    },
    refuses=["hai ngày cuối tuần này", "hai ngày cuối tuần (16 và 17/11)", "ngày cuối tuần"],
)
def on_weekends(m: Match, frame: Frame) -> Dated:
    """Saturday and Sunday of every week; "mỗi cuối tuần … vào tối thứ Bảy" names the one it is."""
    return recurring(f"FREQ=WEEKLY;BYDAY={byday(m['one']) if m['one'] else 'SA,SU'}")


@form(
    "các sáng thứ …",
    rf"(?:(?P<hour>{_TIMES})\s?,?\s?)?(?:vào\s)?(?:(?:các|mỗi|cả)\s(?:buổi\s)?(?:sáng|trưa|chiều|tối|đêm)\s(?:ngày\s)?{{days}}(?!\w)"
    rf"|(?:các|mỗi)\s(?:ngày\s)?(?:chủ nhật|cn|thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7](?=\s(?:trong|của)\stháng\s)))(?!\w)"
    rf"|định kỳ\s(?:(?:vào|lúc)\s)?(?:(?P<hour>{_TIMES})\s?,?\s?)?{{part}}{{days}}(?!\w)"
    rf"|(?<=\b(?:bản tin|chương trình|chuyên mục)\s){{part}}{{days}}(?=\s?(?:,|và)\s?{{part}}{{days}}(?!\w))"
    rf"|cả\s(?:ngày\s)?{{days}}(?=\s?(?:,|và)\s?{{days}}\s(?:trong\stháng|đến|từ)\s)"
    rf"|(?:vào\s)?(?:sáng|trưa|chiều|tối)\s{{days}}(?=\strong\stháng\s\d)"
    rf"|vào\s{{part}}{{days}}(?=\svà\s{_HOLIDAY})"
    rf"|(?<!\bcả\s){{part}}{{days}}(?:\s?(?:,|và)\s?{{part}}{{days}}){{0,5}}\s?(?:,|và)\s?{{part}}{{days}}(?!\w)"
    rf"(?=\s?[,(]?\s?(?:kể\s|bắt đầu\s)?từ\s(?:ngày\s)?\d))"
    rf"{_MORE}{{0,6}}+"
    rf"(?!\s?,?\s?(?:và\s(?!{_HOLIDAY})|{{every}}\stuần|trong tuần|"
    r"\(?(?:ngày\s)?\d{1,2}(?:\s?(?:,|và)\s?\d{1,2}){0,5}\s?[/-]))",
    examples={
        "định kỳ vào chiều thứ Sáu": "recurring FREQ=WEEKLY;BYDAY=FR",
        "định kỳ 10 giờ sáng thứ Hai": "recurring FREQ=WEEKLY;BYDAY=MO;BYHOUR=10",
        "cả sáng thứ Bảy": "recurring FREQ=WEEKLY;BYDAY=SA",
        "6h30 các sáng thứ Bảy": "recurring FREQ=WEEKLY;BYDAY=SA;BYHOUR=6",
        "5h và 17h mỗi Chủ nhật": "recurring FREQ=WEEKLY;BYDAY=SU;BYHOUR=5,17",
        "mỗi Chủ nhật": "recurring FREQ=WEEKLY;BYDAY=SU",
        "các tối thứ 7 và Chủ nhật": "recurring FREQ=WEEKLY;BYDAY=SA,SU",
    },
    refuses=["các ngày thứ 3", "các sáng thứ Bảy hằng tuần", "mỗi thứ một ít", "các tối thứ Bảy 07, 14 và 21/12"],
)
def on_every_weekday(m: Match, frame: Frame) -> Dated:
    """Every such day comes back each week, and so do several of them from a day on."""
    return _weekly(m.group(), m["hour"] or "")


@form(
    "…; thứ Bảy, Chủ nhật",
    r"(?<=(?<!\d){days}[^.;\d]{0,60}(?:\d{1,2}(?:h|g|giờ|:)[^.;]{0,60})?;\s)(?:riêng\s)?{days}(?:\s?(?:,|và)\s?{days}){1,3}"
    r"(?!\w|\s?,?\s?\(?(?:ngày\s)?\d{1,2}\s?[/.-]|\s(?:hằng|hàng|trong|cuối|đầu|tuần))",
    examples={"thứ Bảy và Chủ nhật": "recurring FREQ=WEEKLY;BYDAY=SA,SU"},
    refuses=["thứ Bảy", "thứ Bảy, ngày 16/11"],
    after="Thứ Ba phát cả hai buổi; ",
)
def other_weekdays(m: Match, frame: Frame) -> Dated:
    """In a timetable by days of the week the others are told after a semicolon."""
    return recurring(f"FREQ=WEEKLY;BYDAY={byday(m.group())}")


@form(
    "từ thứ … đến thứ …",
    r"(?:(?:từ|các ngày|vào ngày)\s(?:từ\s)?(?:ngày\s)?|(?<=(?:^|[:;|]\s)))"
    r"{clock}(?P<first>{days})\s?(?:đến(?: hết)?|tới|-)\s?"
    r"(?:ngày\s)?{clock}(?P<last>{days})"
    r"(?:\s?,?\s?(?:{every}\stuần|trong tuần))?(?!\w)",
    examples={
        "từ thứ 2 đến thứ 6": "recurring FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "từ thứ Hai đến thứ Bảy hằng tuần": "recurring FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA",
        "thứ Hai đến thứ Sáu": "recurring FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "các ngày thứ Hai đến thứ Sáu": "recurring FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "từ 19h thứ Sáu đến 24h Chủ nhật hằng tuần": "recurring FREQ=WEEKLY;BYDAY=FR,SA,SU",
        "từ thứ 2 - thứ 6 hằng tuần": "recurring FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    },
    refuses=["từ thứ hai, cung cấp tài liệu", "từ thứ 6 đến thứ 2"],
)
def weekday_to_weekday(m: Match, frame: Frame) -> Dated | None:
    """All the days from one to the other."""
    first, last = WEEKDAY_CODES.index(byday(m["first"])), WEEKDAY_CODES.index(byday(m["last"]))
    return recurring(f"FREQ=WEEKLY;BYDAY={','.join(WEEKDAY_CODES[first : last + 1])}") if first < last else None


@form(
    "hằng tuần vào thứ …",
    r"(?:định kỳ\s)?{every}\stuần(?:\strong\s(?:[a-z]{1,8}\s){0,5}[a-z]{1,8}(?=,\svào\s))?\s?,?\s?"
    rf"(?:(?:[a-z]{{1,8}}\s){{0,10}}{_TIMES_A_WEEK}\s?,?\s?(?=\(|phát\s|vào\s|(?:số\s)?ra\s)|"
    rf"(?:[a-z]{{1,8}},?\s){{1,13}}(?=trước\s|chậm nhất\s|vào\s{{part}}{{days}}))?"
    r"\(?(?:phát\s|(?:số\s)?ra\s)?(?:vào\s|trước\s|chậm nhất\s)?(?:lúc\s)?{clock}{part}"
    rf"(?:các\s)?(?:ngày\s)?(?P<on>{{days}}{_MORE}{{0,6}})"
    r"(?!\s?,?\s?(?:{every}\stuần|(?:và\s)?{part}{days}|\(?(?:ngày\s)?\d{1,2}\s?[/.-]\s?\d))",
    examples={
        "mỗi tuần 2 buổi vào thứ Ba và thứ Sáu": "recurring FREQ=WEEKLY;BYDAY=TU,FR",
        "mỗi tuần 02 lần, vào thứ Ba và thứ Sáu": "recurring FREQ=WEEKLY;BYDAY=TU,FR",
        "hằng tuần vào thứ Năm": "recurring FREQ=WEEKLY;BYDAY=TH",
        "hằng tuần vào lúc 17h15 thứ Năm": "recurring FREQ=WEEKLY;BYDAY=TH;BYHOUR=17",
        "mỗi tuần 01 kỳ, số ra thứ Tư": "recurring FREQ=WEEKLY;BYDAY=WE",
        "Hằng tuần trong Tháng hành động, vào sáng thứ Hai": "recurring FREQ=WEEKLY;BYDAY=MO",
        "mỗi tuần vào các ngày thứ 3, thứ 7": "recurring FREQ=WEEKLY;BYDAY=TU,SA",
        "hằng tuần (trước 16h00 thứ Sáu": "recurring FREQ=WEEKLY;BYDAY=FR",
        "mỗi tuần báo cáo số liệu trước 16h thứ Sáu": "recurring FREQ=WEEKLY;BYDAY=FR",
        "hằng tuần báo cáo tình hình dịch về Ban Tổ chức vào thứ Hai": "recurring FREQ=WEEKLY;BYDAY=MO",
        "mỗi tuần các đài phát ít nhất 02 tin, bài vào thứ Ba và thứ Sáu": "recurring FREQ=WEEKLY;BYDAY=TU,FR",
    },
    refuses=[
        "hằng tuần",
        "hằng tuần thi",
        "mỗi tuần 01 buổi vào thứ Ba (12/11)",
        "mỗi tuần 02 bài, phát vào thứ Ba hằng tuần",
    ],
)
def weekly_on(m: Match, frame: Frame) -> Dated:
    """The days stand after, who does how much may stand between; the hour before them, unless it is a limit.

    "Báo cáo gửi định kỳ: hằng tuần vào 14 giờ thứ Sáu" is due then.
    """
    told = m.string[m.start() : m.start("on")]
    handed_in = _LIMIT.search(m.string[max(0, m.start() - 60) : m.start()] + told)
    return _weekly(m["on"], "" if handed_in else told)


@form(
    "N số/tuần vào thứ …",
    r"\d{1,2}\s(?:lần|buổi|kỳ|số|lượt|chuyến|tin|bản tin|chuyên mục|chương trình)\s?/\s?tuần\s?[,:]?\s?"
    r"(?:(?:gửi\s)?(?:về|lên|cho|qua|trên)\s(?:[a-z]{1,12}\s){1,9}(?=vào\s))?"
    rf"\(?(?:phát\s|(?:số\s)?ra\s)?(?:vào\s)?{{clock}}{{part}}(?:các\s)?(?:ngày\s)?(?P<on>{{days}}{_MORE}{{0,6}}+)"
    r"(?!\s?,?\s?\(?(?:ngày\s)?\d{1,2}\s?[/.-]\s?\d)",
    examples={
        "01 số/tuần vào tối Chủ nhật": "recurring FREQ=WEEKLY;BYDAY=SU",
        "2 buổi/tuần, vào thứ Ba và thứ Bảy": "recurring FREQ=WEEKLY;BYDAY=TU,SA",
        "01 tin/tuần về Cổng thông tin điện tử huyện vào thứ Năm": "recurring FREQ=WEEKLY;BYDAY=TH",
        "03 chuyến/tuần: sáng thứ Hai, sáng thứ Năm và chiều thứ Bảy": "recurring FREQ=WEEKLY;BYDAY=MO,TH,SA",
    },
    refuses=["02 tin/tuần", "01 số/tháng vào Chủ nhật", "01 buổi/tuần vào thứ Ba, 12/11"],
)
def times_a_week_on(m: Match, frame: Frame) -> Dated:
    """How often, then on which days."""
    return recurring(f"FREQ=WEEKLY;BYDAY={byday(HOUR.sub(' ', m['on']))}")


@form(
    "báo cáo tuần trước thứ …",
    r"(?:(?:báo cáo|gửi|chốt|nộp|duyệt|trình|lập|thông qua)(?:\s[a-z]{1,10}){0,3}\stuần\s?[:(,]?\s?|"
    r"(?<=[,;:]\s)tuần\s\()"
    r"(?:gửi\s)?(?:(?:trước|vào|chậm nhất)\s){1,2}"
    r"{clock}{part}(?:ngày\s)?(?P<on>{days})(?:\s(?:của\s)?tuần (?:liền\s)?trước(?:\s(?:đó|liền kề))?|\scùng tuần)?"
    r"(?!\s?,?\s?(?:\(|ngày\s|tuần\s)?\s?\d)",
    examples={
        "báo cáo tuần: gửi trước 14 giờ thứ Năm": "recurring FREQ=WEEKLY;BYDAY=TH",
        "báo cáo tuần trước 14 giờ thứ Năm": "recurring FREQ=WEEKLY;BYDAY=TH",
        "gửi lịch phát tuần trước 10 giờ thứ Sáu tuần trước đó": "recurring FREQ=WEEKLY;BYDAY=FR",
        "gửi lịch công tác tuần vào trước 16 giờ thứ Năm của tuần trước liền kề": "recurring FREQ=WEEKLY;BYDAY=TH",
        "duyệt kịch bản tuần trước 16 giờ thứ Sáu của tuần trước liền kề": "recurring FREQ=WEEKLY;BYDAY=FR",
    },
    refuses=["báo cáo tuần trước thứ Năm, ngày 14/11", "báo cáo tuần"],
)
def weekly_report(m: Match, frame: Frame) -> Dated:
    """What is made for every week is due on a day of each."""
    return recurring(f"FREQ=WEEKLY;BYDAY={byday(m['on'])}")


_NTH_OF = regex.compile(r"(?P<day>thu \w+|t\d|chu nhat|cn) (?:cua )?(?:tuan )?(?:thu )?(?P<nth>\w+)")
_NTH = {"dau": 1, "nhat": 1, "hai": 2, "ba": 3, "tu": 4, "1": 1, "2": 2, "3": 3, "4": 4, "cuoi": -1}


@form(
    "thứ … đầu tháng",
    r"(?:vào\s|trước\s)?{part}(?:ngày\s)?(?P<first>{days}\s(?:của\s)?(?:tuần\s)?(?:thứ\s)?(?:đầu|nhất|hai|ba|tư|[1-4])"
    r"(?:\stiên)?\s?(?:,|và)\s?)?"
    r"{days}(?:\s?(?:,|và)\s?{days}){0,3}(?:\s|,\s(?=tuần))(?:của\s)?(?:tuần\s)?(?:thứ\s)?(?P<nth>đầu|cuối|nhất|hai|ba|tư|[1-4])"
    r"(?:\s?(?:,|và)\s?(?:tuần\s)?(?:thứ\s)?(?P<other>cuối|hai|ba|tư|[1-4]))?"
    r"(?:\s(?:tiên|cùng))?\s(?:(?:của|trong)\s)?(?:{every}\s)?tháng(?:\s{every}\stháng)?(?!\s?(?:\d|này|tới))(?!\w)",
    examples={
        "sáng thứ Hai đầu tháng": "recurring FREQ=MONTHLY;BYDAY=1MO",
        "Chủ nhật cuối cùng của tháng": "recurring FREQ=MONTHLY;BYDAY=-1SU",
        "thứ Ba, tuần thứ 2 của tháng": "recurring FREQ=MONTHLY;BYDAY=2TU",
        "thứ Bảy tuần thứ hai hằng tháng": "recurring FREQ=MONTHLY;BYDAY=2SA",
        "sáng Chủ nhật tuần thứ 2 và thứ 4 hằng tháng": "recurring FREQ=MONTHLY;BYDAY=2SU,4SU",
        "thứ Hai đầu tiên của mỗi tháng": "recurring FREQ=MONTHLY;BYDAY=1MO",
        "thứ Bảy đầu tiên và thứ Bảy thứ ba hằng tháng": "recurring FREQ=MONTHLY;BYDAY=1SA,3SA",
        "thứ Bảy, tuần thứ nhất và tuần thứ ba hằng tháng": "recurring FREQ=MONTHLY;BYDAY=1SA,3SA",
    },
    refuses=["thứ Hai đầu tháng 12", "tuần cuối của tháng"],
)
def nth_weekday(m: Match, frame: Frame) -> Dated:
    """The first, second … or last such day of every month."""
    counted = _counted(m)
    earlier = _NTH_OF.match(m["first"] or "")
    named = [f"{_NTH[earlier['nth']]}{byday(earlier['day'])}"] if earlier else []
    days = byday(m.string[m.end("first") if earlier else m.start() : m.start("nth")]).split(",")
    return recurring(f"FREQ=MONTHLY;BYDAY={','.join([*named, *(f'{nth}{day}' for nth in counted for day in days)])}")


@form(
    "mỗi tháng …, thứ … tuần thứ N",
    r"(?<={every}\stháng[^.;:]{0,40})(?:vào\s)?{part}(?P<on>{days})\s(?:của\s)?tuần\s(?:thứ\s)?(?P<nth>đầu|nhất|hai|ba|tư|[1-4])"
    r"(?:\s?(?:,|và)\s?(?:tuần\s)?(?:thứ\s)?(?P<other>cuối|hai|ba|tư|[1-4]))?(?!\w|\s(?:của\s)?(?:hằng\s|hàng\s|mỗi\s)?tháng)",
    examples={"vào thứ Năm tuần thứ nhất và tuần thứ ba": "recurring FREQ=MONTHLY;BYDAY=1TH,3TH"},
    refuses=["vào thứ Năm tuần tới", "thứ Năm hằng tuần"],
    after="Mỗi tháng 02 kỳ, ",
)
def nth_weekday_of_each(m: Match, frame: Frame) -> Dated:
    """The month is named before."""
    day = byday(m["on"])
    return recurring(f"FREQ=MONTHLY;BYDAY={','.join(f'{nth}{day}' for nth in _counted(m))}")


def _counted(m: Match) -> list[int]:
    return [_NTH[m[name]] for name in ("nth", "other") if m[name]]
