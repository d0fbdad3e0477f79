"""Days from which on, and until which; ends that are moved."""

from __future__ import annotations

from datetime import timedelta

from content.recognise.form import Dated, Frame, Match, form
from content.recognise.forms.days import HOUR, may_be_part
from content.recognise.forms.ranges import bounds


@form(
    "từ ngày D/M(/Y)",
    r"(?:có hiệu lực\s)?(?:(?:kể|(?<!mít\s)tính|bắt đầu)\s)?(?:từ|"
    r"bắt đầu)\s(?:thời điểm\s|khoảng\s)?(?:(?:số|chuyến|kỳ|phiên|buổi|ca)\s"
    r"(?:báo\s|ra\s|đầu\s|tiên\s|phát\s|sóng\s|họp\s|chợ\s|giao dịch\s){0,3})?"
    r"{clock}{today}{weekday}{n}{date1}{lunar_aside}"
    r"(?:\s?(?:trở đi|trở lại đây))?",
    examples={
        "Từ ngày 01/4/2024": "start 2024-04-01..",
        "kể từ ngày 15 tháng 5 năm 2024": "start 2024-05-15..",
        "kể từ thời điểm 12h00 ngày 20/11/2024": "start 2024-11-20..",
        "kể từ chuyến đầu tiên ngày 18/11/2024": "start 2024-11-18..",
        "kể từ phiên họp ngày 20/11/2024": "start 2024-11-20..",
        "từ số báo ra ngày 01/12/2024": "start 2024-12-01..",
        "kể từ 20 giờ 00 ngày 27/10": "start 2024-10-27..",
        "Từ 18 giờ hôm nay (08/11": "start 2024-11-08..",
    },
    refuses=["từ năm 2024", "từ 5 đến"],
)
def from_day_on(m: Match, frame: Frame) -> Dated:
    """A beginning with no end; what happens "từ 7 giờ" of a day may be of that day alone, which its words tell."""
    timed = bool(HOUR.search(m.group())) and (m.group().startswith("tu ") or "bat dau" in m.group())
    return Dated("start", frame.day(m, "1"), None, timed=timed)


@form(
    "từ ngày có tên (D/M)",
    r"(?:kể\s|tính\s|bắt đầu\s)?từ\s(?:ngày|khi|lúc|thời điểm)\s(?!\d|nay|đó)(?:[a-z]{1,10}\s){2,14}"
    r"\((?:từ\s)?{clock}{weekday}{n}{date1}\)"
    r"(?!\s?,?\s?(?:cho\s)?(?:đến|tới)\s)",
    examples={"kể từ ngày niêm yết danh sách những người ứng cử (28/11)": "start 2024-11-28.."},
    refuses=["kể từ ngày 28/11", "từ khi khai mạc (28/11) đến khi bế mạc", "kể từ ngày khởi công (2023)"],
)
def from_named_day_on(m: Match, frame: Frame) -> Dated:
    """What the day is comes first, the day itself in brackets after it."""
    return Dated("start", frame.day(m, "1"), None)


@form(
    "sau ngày D/M(/Y)",
    r"(?<!(?:và|ngày|\d)\s)(?<!(?:trước|trong)\s?,\s)(?:ngay\s)?sau\s(?:khi kết thúc\s)?"
    r"(?P<named>ngày\s)?{date1}(?!\s\d{1,2}\sngày)",
    examples={
        "sau ngày 25/12/2024": "start 2024-12-26..",
        "ngay sau ngày 22/12": "start 2024-12-23..",
        "sau 20/12": "start 2024-12-21..",
    },
    refuses=["sau 2/3", "trước và sau ngày 25/12/2024", "03 ngày sau ngày 25/12/2024"],
)
def after_day(m: Match, frame: Frame) -> Dated | None:
    """It begins on the day after; what may be a part of something needs the word "ngày"."""
    if not (m["named"] or m["y1"]) and may_be_part(m):
        return None
    return Dated("start", frame.day(m, "1") + timedelta(days=1), None)


@form(
    "đến hết ngày D/M(/Y)",
    r"(?:(?:kéo dài\s)?(?:cho\s)?(?<!(?:hướng|tiến|nhắc|nghĩ)\s)(?:đến|tới)\s(?:hết\s{clock}{weekday}{n}|"
    r"(?:hết|cuối)\s(?:giờ|buổi|ngày)\s(?:làm việc|hành chính|học|giao dịch|sáng|chiều)\s?,?\s{weekday}{n}|"
    r"{clock}{weekday}ngày\s|(?<!tới\s)(?={clock}(?:thứ|chủ|cn)){clock}{weekday}|(?={hour}){clock}{weekday}|(?<=(?:cho\s|:\s)(?:đến|tới)\s)(?=\d)|"
    r"(?<=(?:^|[.;,:]\s)(?:đến|tới)\s)(?=\d[^.;]{0,120}\b(?:hoàn thành|hoàn tất|xong)\b))|"
    r"(?<!(?:trước|từ|sau|từ ngày)\s)hết\s{clock}{weekday}ngày\s|"
    r"từ\s(?:khi|ngày|lúc)\s(?:phát động|triển khai|khởi động|ra mắt)(?:\s(?:cuộc thi|hội thi|giải)[a-z ]{0,40}?)?"
    r"\s?,?\s(?:đến\s|(?:và\s)?(?:sẽ\s)?kết thúc\s(?:vào\s|hết\s|lúc\s){0,2}){clock}{weekday}{n}|"
    r"(?:kéo dài|gia hạn|duy trì|liên tục|thường xuyên|suốt)\s(?:cho\s)?(?:đến|tới)\s|"
    r"(?:thí điểm|hoạt động|áp dụng|mở cửa|trưng bày|niêm yết|diễn ra)\s(?:cho\s)?đến\s)"
    r"{date1}{lunar_aside}",
    examples={
        "đến hết ngày 01/10/2024": "until ..2024-10-01",
        "đến hết giờ làm việc ngày thứ Sáu 22/11": "until ..2024-11-22",
        "đến hết 30/11": "until ..2024-11-30",
        "tới ngày 20/11": "until ..2024-11-20",
        "kéo dài đến 15/12/2024": "until ..2024-12-15",
        "thí điểm đến 31/3/2025": "until ..2025-03-31",
        "đến 10h sáng 09/11": "until ..2024-11-09",
        "đến 16h30 thứ Sáu tuần tới (15/11": "until ..2024-11-15",
        "cho tới 15/12/2024": "until ..2024-12-15",
        "hết ngày 15/12/2024": "until ..2024-12-15",
        "từ ngày phát động và kết thúc vào ngày 15/12/2024": "until ..2024-12-15",
        "từ ngày phát động Giải Cây bút trẻ đến 15-12-2024": "until ..2024-12-15",
    },
    refuses=["đến năm 2025", "đến 30 người", "đến 23/01/2026", "hướng tới ngày 20/11"],
)
def until_day(m: Match, frame: Frame) -> Dated:
    """The day named is the last one."""
    return Dated("until", None, frame.day(m, "1"))


@form(
    "đến hết ngày D/M hoặc ngày D/M(/Y)",
    r"(?:đến|tới)\s(?:hết\s)?{n}{date1}\s(?:hoặc|hay)\s(?:đến\s)?(?:hết\s)?{n}{date2}",
    examples={"đến hết ngày 30/11 hoặc ngày 15/12/2024": ["until ..2024-11-30", "until ..2024-12-15"]},
    refuses=["ngày 30/11 hoặc ngày 15/12/2024", "đến hết ngày 30/11 và ngày 15/12"],
)
def until_either_day(m: Match, frame: Frame) -> list[Dated]:
    """What is said of the one limit is said of the other."""
    return [Dated("until", None, day) for day in bounds(m, frame)]


_NOW = r"{now}\s?(?:cho\s)?(?:đến|tới)(?:\shết)?"
_NAMED = r"(?!năm\s|ngày\s\d)[a-z][^.;:,()\d]{2,70}\s\((?:ngày\s)?|ngày\s[a-z ]{3,40}\s"


@form(
    "từ nay đến ngày D/M(/Y)",
    rf"{_NOW}\s(?P<before>trước\s)?(?:{_NAMED}|{{clock}}{{n}}){{date1}}\)?{{lunar_aside}}",
    examples={
        "từ nay đến hết ngày 12/02/2025 (rằm tháng Giêng)": "range 2024-11-08..2025-02-12",
        "Từ nay đến 10/3": "range 2024-11-08..2025-03-10",
        "từ nay đến trước ngày 20/12/2024": "range 2024-11-08..2024-12-19",
        "từ nay đến hết Tháng hành động quốc gia về dân số (31/12)": "range 2024-11-08..2024-12-31",
        "từ nay đến ngày bầu cử 15/3/2026": "range 2024-11-08..2026-03-15",
        "từ ngày ban hành Thể lệ này đến hết ngày 20/12/2024": "range 2024-11-08..2024-12-20",
    },
    refuses=[
        "từ nay đến Đại hội XIV",
        "từ nay đến 31/2/2025",
        "từ nay đến hết năm tổ chức hội nghị ngày 20/12",
    ],
)
def from_now_to_day(m: Match, frame: Frame) -> Dated:
    """Now is the day of issue, or the start of the window; what it lasts until may be named before its day."""
    end = frame.day(m, "1") - timedelta(days=1 if m["before"] else 0)
    return Dated("range", frame.now, end, airing=True, reason="“Từ nay” hiểu là từ ngày ban hành văn bản.")


@form(
    "từ ngày D/M/Y sang ngày D/M/Y",
    r"từ\s{clock}{weekday}{n}{date1}{aside}\)?\s?,?\s?(?:sang|chuyển sang|thành|qua)\s{clock}{weekday}{n}{date2}",
    examples={
        "từ ngày 20/11/2024 sang ngày 25/11/2024": "day 2024-11-25",
        "từ ngày 20/11 sang 25/11": "day 2024-11-25",
        "từ ngày 15/12 (Chủ nhật) sang ngày 16/12/2024": "day 2024-12-16",
        "từ thứ Năm (14/11) sang thứ Sáu (15/11": "day 2024-11-15",
    },
    refuses=["từ ngày 20/11/2024 đến ngày 25/11/2024"],
)
def moved_to_day(m: Match, frame: Frame) -> Dated:
    """What is put off keeps only its new day."""
    day = bounds(m, frame)[1] if m["y1"] or m["y2"] else frame.day(m, "2")
    return Dated("day", day, day)


@form(
    "từ hết ngày D/M sang hết ngày D/M(/Y)",
    r"từ\s(?P<old>hết\s)?{n}{date1}\s?,?\s?(?:sang|thành|lên|tới|(?(old)đến|(?!)))\s(?:đến\s)?(?:hết\s)?{clock}{weekday}{n}{date2}"
    r"(?<=\b(?:đến|hết|gia hạn|kéo dài)\s.{1,120})",
    examples={
        "từ hết ngày 20/11 sang đến hết ngày 05/12/2024": "until ..2024-12-05",
        "từ hết ngày 20/11 đến hết ngày 05/12/2024": "until ..2024-12-05",
        "từ hết ngày 20/11/2024 thành hết ngày 05/12/2024": "until ..2024-12-05",
    },
    refuses=["từ ngày 20/11/2024 sang ngày 25/11/2024", "từ ngày 20/11/2024 đến hết ngày 25/11/2024"],
)
def extended_to_day(m: Match, frame: Frame) -> Dated:
    """What is extended keeps only its new limit."""
    return Dated("until", None, bounds(m, frame)[1] if m["y1"] or m["y2"] else frame.day(m, "2"))


@form(
    "lùi đến ngày D/M(/Y)",
    r"(?:lùi|dời|hoãn|chuyển)\s(?:lại\s|lịch\s|thời gian\s){0,2}(?:đến|sang|tới|vào|lên|về)\s"
    r"{clock}{weekday}{n}{date1}{lunar_aside}",
    examples={
        "lùi đến ngày 07/12/2024": "day 2024-12-07",
        "chuyển sang sáng ngày 15/12": "day 2024-12-15",
        "chuyển lên ngày 18/11": "day 2024-11-18",
    },
    refuses=["lùi thời hạn nộp bài đến ngày 07/12/2024", "chuyển sang năm 2025"],
)
def put_off_to_day(m: Match, frame: Frame) -> Dated:
    """The day something is put off to is its day."""
    day = frame.day(m, "1")
    return Dated("day", day, day)
