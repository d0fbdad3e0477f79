"""Days counted: so many from, before, after or around another day, from the first of a month or up to its last."""

from __future__ import annotations

from datetime import date, timedelta

import regex

from content.recognise.form import Dated, Doubtful, Frame, Match, form
from content.recognise.forms.months import first_of_month, last_day

_DUTY = regex.compile(
    r"\b(?:(?<!(?:niem yet|cong khai|dang tai|dang|phat) )bao cao(?! vien)|gui|nop|hoan thanh|"
    r"hoan tat|tra loi|phan hoi|gop y|dang ky|xong|ban hanh ke hoach)\b"
)
_AIRING = regex.compile(
    r"\b(?:treo|phat (?:thanh|song|lai|loa|tin|bai|lien tuc)|dang (?:tai|tin|bai)|niem yet|duy tri|cong khai|"
    r"trung bay|thong bao|tuyen truyen|cao diem)\b"
)


def is_due(m: Match) -> bool:
    """Say whether something is to be handed in or done in that time; else it is a time in which something runs."""
    before = regex.split(r"[.;:]|(?<=\d),", m.string[max(0, m.start() - 90) : m.start()])[-1]
    after = regex.split(r"[.;]", m.string[m.end() : m.end() + 90])[0]
    words = before if sum(map(str.isalpha, before)) > 6 else after
    due = max((found.end() for found in _DUTY.finditer(words)), default=-1)
    return due > max((found.end() for found in _AIRING.finditer(words)), default=-1)


def within(start: date, end: date, m: Match, reason: str = "") -> Dated:
    """Return the limit of a duty, or the stretch in which something runs."""
    if is_due(m):
        return Dated("deadline", None, end, reason=reason)
    return Dated("range", start, end, reason=reason)


_WITHIN = r"trong\s(?:vòng\s|thời gian\s|thời hạn\s|khoảng\s)?(?P<k>\d{1,3})\s(?:\([a-z ]{2,20}\)\s)?ngày\s?,?\s?"
_SINCE = r"(?:(?:kể|tính|bắt đầu)\s?)?từ\s"


_OF_EACH = regex.compile(r"\bmoi (?:xa|phuong|huyen|thon|ap|xom|to|don vi|diem|cum|doan|doi|lop|nhom) $")
_AT_MOST = regex.compile(r"\b(?:khong qua|toi da|khong vuot qua) $")
_LENGTH = (
    r"(?P<k>\d{1,3})(?P<half>[,.]5)?\s(?:\([a-z ]{2,20}\)\s)?(?P<unit>ngày|tuần|tháng)"
    r"(?:\s(?:đêm|liên tục|liên tiếp|đầu))?\s?,?\s?"
)


@form(
    "trong N ngày kể từ ngày D/M(/Y)",
    rf"(?:(?:trong|kéo dài|diễn ra|suốt)\s(?:vòng\s|thời gian\s|thời hạn\s|khoảng\s|trong\s|suốt\s)?{_LENGTH}{_SINCE}|"
    rf"{_LENGTH}(?:(?:(?:tại|trên|ở)\s[^.;:,\d]{{3,50}},\s)?(?:kể|tính|bắt đầu)\stừ\s|bắt đầu\s|"
    rf"(?<=liên tục\s?,?\s|liên tiếp\s?,?\s|,\s)từ\s)|"
    rf"(?<=liên tục\s(?:trong\s)?){_LENGTH}(?:\(?(?:mỗi\s)?ngày\s\d{{1,2}}\s(?:lần|lượt|buổi)\)?\s?,?\s)?từ\s)"
    r"(?:{clock}{weekday}{n}|ngày\s(?:[a-z]{1,12}\s){1,6}\((?:ngày\s)?){date1}(?!\s?,?\s?(?:đến|tới|-)\s)",
    examples={
        "trong vòng 10 ngày kể từ ngày 01/12/2024": "range 2024-12-01..2024-12-10",
        "trong thời hạn 30 ngày, kể từ ngày 18/11/2024": "range 2024-11-18..2024-12-17",
        "trong 15 ngày kể từ ngày niêm yết (11/11/2024": "range 2024-11-11..2024-11-25",
        "trong 5 ngày tính từ 20/11": "range 2024-11-20..2024-11-24",
        "15 ngày, bắt đầu từ ngày 20/11": "range 2024-11-20..2024-12-04",
        "20 ngày tại trụ sở UBND xã, tính từ 05/01/2025": "range 2025-01-05..2025-01-24",
        "02 tuần, bắt đầu ngày 02/12/2024": "range 2024-12-02..2024-12-15",
        "trong 01 tháng kể từ ngày 15/11/2024": "range 2024-11-15..2024-12-14",
        "kéo dài 15 ngày từ 15/12/2024": "range 2024-12-15..2024-12-29",
        "3 ngày liên tục, từ 20/11": "range 2024-11-20..2024-11-22",
        "05 ngày, từ 22/11": "range 2024-11-22..2024-11-26",
        "trong 1,5 ngày, bắt đầu từ 7 giờ 30 ngày 28/11/2024": "range 2024-11-28..2024-11-29",
    },
    refuses=[
        "trong vòng 03 ngày kể từ khi kết thúc",
        "trong 0 ngày kể từ ngày 01/12/2024",
        "trong 5 ngày (từ 20/11 đến 24/11)",
        "15 ngày từ 20/11",
    ],
)
def days_counted_from(m: Match, frame: Frame) -> Dated | None:
    """The first day counts, half a day is one; "không quá 02 ngày" is no length.

    What is to be handed in by then is a deadline, the rest runs so long.
    """
    before = m.string[max(0, m.start() - 40) : m.start()]
    if _OF_EACH.search(before) or _AT_MOST.search(before):
        return None
    start, count = frame.day(m, "1"), int(m["k"]) + bool(m["half"])
    return within(start, _last(start, count, m["unit"]), m) if count else None


def _last(start: date, count: int, unit: str) -> date:
    """Return the last day of so many days, weeks or months from a day."""
    if unit != "thang":
        return start + timedelta(days=count * (7 if unit == "tuan" else 1) - 1)
    years, month = divmod(start.month - 1 + count, 12)
    first = date(start.year + years, month + 1, 1)
    return first.replace(day=min(start.day, last_day(first).day)) - timedelta(days=1)


@form(
    "ngày D/M(/Y), kéo dài N ngày",
    rf"(?<!\bthứ\s)(?:(?:bắt đầu\s)?(?:từ|vào)\s)?{{clock}}{{weekday}}{{n}}{{date1}}\)?"
    rf"[^.;:,()\d]{{0,70}}\s?,?\s?(?:và\s|sẽ\s|dự kiến\s){{0,2}}"
    rf"(?:kéo dài|diễn ra|thời gian\s(?:niêm yết|công khai|thực hiện|tổ chức|trưng bày|học)(?:\slà|\s?:)?)\s"
    rf"(?:trong\s|suốt\s|liên tục\s){{0,2}}{_LENGTH}(?<!,\s?)",
    examples={
        "tối 14/11 và kéo dài 3 ngày": "range 2024-11-14..2024-11-16",
        "ngày 20/11/2024 tại Quảng trường, diễn ra trong 05 ngày": "range 2024-11-20..2024-11-24",
        "từ ngày 18/11, dự kiến kéo dài 02 tuần": "range 2024-11-18..2024-12-01",
        "từ ngày 12/11, thời gian niêm yết 10 ngày": "range 2024-11-12..2024-11-21",
    },
    refuses=[
        "ngày 14/11, mỗi đợt kéo dài 3 ngày",
        "tuần thứ 3 tháng 11/2024, kéo dài 6 tuần",
        "ngày 14/11 và kéo dài đến ngày 20/11",
        "tối 14/11 và kéo dài 0 ngày",
    ],
)
def days_on_from(m: Match, frame: Frame) -> Dated | None:
    """How long something lasts is told after the day it begins."""
    start, count = frame.day(m, "1"), int(m["k"]) + bool(m["half"])
    return Dated("range", start, _last(start, count, m["unit"])) if count else None


@form(
    "trong N ngày kể từ ngày ban hành",
    rf"{_WITHIN}{_SINCE}(?:ngày\s)?(?:ban hành|ký|phát hành)(?:\s(?:ban hành|văn bản|công văn|kế hoạch|"
    rf"thông báo|công điện|hướng dẫn"
    r"|này)){0,3}",
    examples={
        "trong vòng 10 ngày kể từ ngày ban hành": "range 2024-11-08..2024-11-17",
        "trong 07 ngày, kể từ ngày ký văn bản này": "range 2024-11-08..2024-11-14",
    },
    refuses=["trong 07 ngày kể từ ngày nhận được", "trong 7 ngày kể từ ngày 08/11/2024"],
)
def days_from_issue(m: Match, frame: Frame) -> Dated | None:
    """Counted from the day of issue; where that is blank, the editor is asked."""
    count = int(m["k"])
    if not count:
        return None
    if frame.issued is None:
        message = (
            f"Văn bản tính “{m.group().strip()}” mà chưa có ngày ban hành; đề nghị điền ngày ban hành rồi đặt hạn."
        )
        return Dated("none", remarks=(("time-not-fixed", message),))
    reason = f"Tính từ ngày ban hành {frame.issued:%d/%m/%Y}."
    return within(frame.issued, frame.issued + timedelta(days=count - 1), m, reason)


@form(
    "trong N ngày sau ngày D/M(/Y)",
    r"(?:(?:trong(?:\svòng)?|chậm nhất|muộn nhất)\s(?:là\s)?)?(?P<k>\d{1,3})\sngày\ssau\s"
    r"(?:khi kết thúc\s)?ngày\s{date1}",
    examples={"trong vòng 03 ngày sau ngày 22/12/2024": "range 2024-12-23..2024-12-25"},
    refuses=["03 ngày sau khi kết thúc", "0 ngày sau ngày 22/12/2024"],
)
def days_after_day(m: Match, frame: Frame) -> Dated | None:
    """The day itself does not count."""
    day, count = frame.day(m, "1"), int(m["k"])
    if not count:
        return None
    last = day + timedelta(days=count)
    return Dated("deadline", None, last) if "nhat" in m.group() else within(day + timedelta(days=1), last, m)


@form(
    "trước N ngày và sau N ngày so với ngày D/M(/Y)",
    r"trước\s(?P<k>\d{1,2})\sngày\s?(?:và|,)\ssau\s(?P<l>\d{1,2})\sngày\s?,?\s?(?:so với\s|tính từ\s|"
    r"kể từ\s)?(?:ngày\s)?{date1}"
    r"|(?P<k>\d{1,2})\sngày\strước\s?(?:và|,)\s(?P<l>\d{1,2})\sngày\ssau\sngày\s{date1}",
    examples={
        "trước 02 ngày và sau 01 ngày so với ngày 20/11/2024": "range 2024-11-18..2024-11-21",
        "05 ngày trước và 02 ngày sau ngày 22/12/2024": "range 2024-12-17..2024-12-24",
    },
    refuses=["trước 02 ngày và sau ngày 20/11/2024"],
)
def unevenly_around_day(m: Match, frame: Frame) -> Dated:
    """So many days before, and so many after."""
    day = frame.day(m, "1")
    return Dated("range", day - timedelta(days=int(m["k"])), day + timedelta(days=int(m["l"])), airing=True)


@form(
    "trước ngày D/M(/Y) ít nhất N ngày",
    r"(?:xong\s)?trước\s{weekday}(?:ngày\s(?:[a-z]{2,8}\s){0,4}\(?|(?=\d)){date1}\)?\s?,?\s?(?:(?:ít nhất|"
    r"tối thiểu)\s)?(?:là\s)?(?P<k>\d{1,2})\sngày(?!\s(?:làm|trở|kể))",
    examples={
        "trước ngày 15/12/2024 ít nhất 03 ngày": "deadline ..2024-12-12",
        "trước 15/12/2024 ít nhất 03 ngày": "deadline ..2024-12-12",
        "xong trước ngày 22/12 05 ngày": "deadline ..2024-12-17",
        "trước ngày khai mạc 20/11/2024 ít nhất 03 ngày": "deadline ..2024-11-17",
    },
    refuses=["trước ngày 15/12/2024, 03 xã", "trước và sau ngày 15/12/2024 03 ngày"],
)
def days_ahead_of_day(m: Match, frame: Frame) -> Dated:
    """Counted back from a day, the count after it."""
    return Dated("deadline", None, frame.day(m, "1") - timedelta(days=int(m["k"])))


@form(
    "trong N ngày làm việc kể từ ngày D/M(/Y)",
    r"trong\s(?:vòng\s|thời gian\s|thời hạn\s)?(?P<k>\d{1,2})\sngày\slàm việc\s?,?\s?(?:kể|tính|"
    r"bắt đầu)\s?từ\s{clock}{n}{date1}",
    examples={"trong vòng 05 ngày làm việc kể từ ngày 20/12/2024": "deadline ..2024-12-27"},
    refuses=["trong vòng 05 ngày làm việc kể từ khi nhận được"],
)
def working_days_from(m: Match, frame: Frame) -> Dated:
    """Saturdays and Sundays do not count; public holidays are not known here."""
    day, left = frame.day(m, "1"), int(m["k"])
    while left > 0:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    remark = ("working-days", "Hạn tính theo ngày làm việc, chưa trừ ngày nghỉ lễ; đề nghị kiểm tra lại.")
    if _AIRING.search(m.string[max(0, m.start() - 60) : m.start()]) and not is_due(m):
        return Dated("range", frame.day(m, "1"), day, remarks=(remark,))
    return Dated("deadline", None, day, remarks=(remark,))


@form(
    "trước và sau ngày D/M N ngày",
    r"(?:trong\s(?:thời gian\s|vòng\s)?)?(?:(?P<k>\d{1,2})\sngày\s)?trước\s(?:và|"
    r",)\s(?:(?P<k>\d{1,2})\sngày\s)?sau\sngày\s{date1}(?:\s(?P<k>\d{1,2})\sngày)?",
    examples={
        "trước và sau ngày 30/4/2026 05 ngày": "range 2026-04-25..2026-05-05",
        "05 ngày trước và sau ngày 20/11/2024": "range 2024-11-15..2024-11-25",
    },
    refuses=["trước và sau ngày 30/4/2026"],
)
def around_day(m: Match, frame: Frame) -> Dated | None:
    """So many days on both sides."""
    if not m["k"]:
        return None
    day, some = frame.day(m, "1"), timedelta(days=int(m["k"]))
    return Dated("range", day - some, day + some)


@form(
    "trước ngày bầu cử N ngày và trong ngày bầu cử (D/M/Y)",
    r"trước\sngày\s(?:bầu cử|bỏ phiếu)\s(?P<k>\d{1,2})\sngày\s?(?:và|,)\s(?:trong\s)?ngày\s(?:bầu cử|bỏ phiếu)"
    r"(?:\s?,?\s?\(?{n}{date1}\)?)?",
    examples={
        "trước ngày bầu cử 1 ngày và trong ngày bầu cử 23/5/2021": "range 2021-05-22..2021-05-23",
        "trước ngày bầu cử 02 ngày và ngày bầu cử": None,
    },
    refuses=["trước ngày bầu cử"],
)
def around_polling_day(m: Match, frame: Frame) -> Dated:
    """The days counted back from the election, and its own."""
    day = polling_day(m, frame)
    return Dated("range", day - timedelta(days=int(m["k"])), day, airing=True)


_LATEST = r"(?:chậm nhất|muộn nhất|trễ nhất|ít nhất|hoàn thành|xong)\s(?:là\s|vào\s|xong\s|trong\s|trước\s){0,2}"


@form(
    "chậm nhất N ngày trước ngày bầu cử",
    rf"{_LATEST}(?P<k>\d{{1,3}})\sngày\s?,?\s?(?:trước|tính đến|so với)\s(?:ngày\s)?(?:bầu cử|bỏ phiếu)"
    rf"(?:\s?,?\s?\(?{{n}}{{date1}}\)?)?"
    rf"|{_LATEST}trước\s(?:ngày\s)?(?:bầu cử|bỏ phiếu)\s(?:ít nhất\s)?(?P<k>\d{{1,3}})\sngày",
    examples={
        "chậm nhất 10 ngày trước ngày bầu cử 23/5/2021": "deadline ..2021-05-13",
        "chậm nhất 10 ngày trước ngày bầu cử": None,
        "hoàn thành trước ngày bầu cử 05 ngày": None,
    },
    refuses=["chậm nhất ngày bầu cử"],
)
def days_before_polling(m: Match, frame: Frame) -> Dated:
    """Counted back from the day of the election."""
    day = polling_day(m, frame)
    return Dated("deadline", None, day - timedelta(days=int(m["k"])))


@form(
    "trong N ngày trước ngày bầu cử, ngày … D/M/Y",
    r"trong\s(?:vòng\s)?(?P<k>\d{1,2})\sngày\s(?:liền\s)?trước\s(?:(?:ngày\s)?(?:bầu cử|bỏ phiếu)"
    r"(?:\s?,?\s?\(?{n}{date1}\)?)?|(?:(?:ngày|khi|lễ)\s(?:[a-z]{1,12}\s){1,6}\(?)?ngày\s{date1}|"
    r"(?:ngày|khi|lễ)\s(?:[a-z]{1,12}\s){1,6}\({date1})",
    examples={
        "trong 10 ngày trước ngày bầu cử 23/5/2021": "range 2021-05-13..2021-05-22",
        "trong vòng 10 ngày trước ngày bầu cử": None,
        "trong 10 ngày trước ngày khai mạc (28/11/2024": "range 2024-11-18..2024-11-27",
        "trong 05 ngày liền trước ngày 22/12": "range 2024-12-17..2024-12-21",
    },
    refuses=["trong ngày bầu cử"],
)
def last_days_before_polling(m: Match, frame: Frame) -> Dated:
    """So many days, the last of them the eve of the election, or of a day told in the same words."""
    day = polling_day(m, frame)
    return Dated("range", day - timedelta(days=int(m["k"])), day - timedelta(days=1), airing=True)


@form(
    "chậm nhất N ngày trước ngày D/M(/Y)",
    rf"{_LATEST}(?P<k>\d{{1,3}})\sngày\s?,?\strước\s(?:(?:khi|ngày|lễ)\s(?:[a-z]{{1,12}}\s){{1,6}}\(?ngày\s|"
    rf"(?:khi|ngày|lễ)\s(?:[a-z]{{1,12}}\s){{1,6}}\((?:ngày\s)?|ngày\s|(?=\d)){{date1}}",
    examples={
        "chậm nhất 10 ngày trước ngày 20/12/2024": "deadline ..2024-12-10",
        "chậm nhất 05 ngày trước 22/12/2024": "deadline ..2024-12-17",
        "chậm nhất 07 ngày trước khi khai mạc (ngày 25/11": "deadline ..2024-11-18",
    },
    refuses=["10 ngày trước ngày 20/12/2024", "chậm nhất 03 ngày trước khi khai mạc"],
)
def days_before_day(m: Match, frame: Frame) -> Dated:
    """Counted back from a day, which may be named."""
    return Dated("deadline", None, frame.day(m, "1") - timedelta(days=int(m["k"])))


def polling_day(m: Match, frame: Frame) -> date:
    """Return the day of the election, told here or elsewhere; Doubtful where the text does not say it."""
    if m["d1"]:
        return frame.day(m, "1")
    if frame.polling_day is None:
        raise Doubtful(
            "unknown-anchor", "Văn bản tính ngày theo ngày bầu cử nhưng không ghi ngày bầu cử; đề nghị điền."
        )
    return frame.polling_day


@form(
    "N ngày đầu, cuối tháng M",
    r"(?:(?:vào|trong)\s)?(?P<k>\d{1,2}|hai|ba)\sngày\s(?P<end>đầu|cuối)\s(?:của\s)?tháng\s{mon1}(?:(?:\s?/\s?|\s?-\s?|\snăm\s){y1})?(?![\d/])",
    examples={
        "trong 15 ngày đầu tháng 12/2024": "range 2024-12-01..2024-12-15 month",
        "10 ngày cuối tháng 11": "range 2024-11-21..2024-11-30 month",
        "vào hai ngày cuối tháng 11": "range 2024-11-29..2024-11-30 month",
    },
    refuses=["15 ngày đầu tháng", "trong 40 ngày đầu tháng 12/2024"],
)
def days_of_a_month(m: Match, frame: Frame) -> Dated | None:
    """So many days from the first of a month, or up to its last."""
    first, count = first_of_month(frame, m["m1"], m["y1"]), int({"hai": 2, "ba": 3}.get(m["k"], m["k"]))
    last = last_day(first)
    if not 1 <= count < last.day:
        return None
    begin = first if m["end"] == "dau" else last - timedelta(days=count - 1)
    return Dated("range", begin, begin + timedelta(days=count - 1), "month")


@form(
    "trong N tháng đầu, cuối năm",
    r"(?:trong|suốt)\s(?:(?P<k>0?[1-9]|1[01])|(?P<words>ba|sáu|chín))\stháng\s(?P<end>đầu|"
    r"cuối)\snăm(?:\s{y1})?(?!\d)",
    examples={
        "trong 6 tháng cuối năm 2024": "range 2024-07-01..2024-12-31 month",
        "trong 3 tháng đầu năm 2025": "range 2025-01-01..2025-03-31 month",
        "trong 02 tháng cuối năm": "range 2024-11-01..2024-12-31 month",
    },
    refuses=["6 tháng cuối năm 2024", "trong 13 tháng đầu năm"],
)
def months_of_year(m: Match, frame: Frame) -> Dated:
    """So many months from the beginning of a year, or up to its end."""
    count = int(m["k"] or {"ba": 3, "sau": 6, "chin": 9}[m["words"]])
    year = int(m["y1"]) if m["y1"] else frame.year or frame.reference.year
    first = frame.certain(year, 1 if m["end"] == "dau" else 13 - count, 1)
    return Dated("range", first, last_day(first.replace(month=first.month + count - 1)), "month")
