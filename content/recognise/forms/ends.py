"""Stretches that last to the end of a month, a quarter or the year, or the whole year."""

from __future__ import annotations

from datetime import date

from content.recognise.form import Dated, Doubtful, Frame, Match, form
from content.recognise.forms.months import first_of_month, last_day
from content.recognise.forms.quarters import quarter


def _end_of(m: Match, frame: Frame, number: str, year: int) -> date:
    """Return the last day of what is named; a year that is not printed is the one given."""
    printed = m["y" + number]
    if m["unit"] == "quy":
        return quarter(frame, m["q"], printed)[1]
    if m["unit"] == "thang":
        return last_day(first_of_month(frame, m["m" + number], printed))
    return frame.certain(int(printed) if printed else year, 12, 31)


@form(
    "từ nay đến hết năm, quý, tháng",
    r"{now}\s?(?:cho\s)?(?:đến|tới)\s(?:hết|cuối)\s"
    r"(?:(?P<unit>năm)(?:\s{y1})?|(?P<unit>tháng)\s{m1}(?:(?:\s?/\s?|\snăm\s){y1})?|(?P<unit>quý)\s(?P<q>iv|"
    r"i{1,3}|[1-4])(?:\s?/\s?|\snăm\s){y1})(?![\d/])",
    examples={
        "từ nay đến hết năm 2024": "range 2024-11-08..2024-12-31",
        "từ nay đến cuối năm": "range 2024-11-08..2024-12-31",
        "từ nay đến hết tháng 01/2025": "range 2024-11-08..2025-01-31",
        "từ nay đến hết quý I/2025": "range 2024-11-08..2025-03-31",
    },
    refuses=["từ nay đến hết Tết Nguyên đán", "từ nay đến năm 2030"],
)
def from_now_to_end(m: Match, frame: Frame) -> Dated:
    """Now is the day of issue, or the start of the directive's window."""
    reason = "“Từ nay” hiểu là từ ngày ban hành văn bản."
    return Dated(
        "range", frame.now, _end_of(m, frame, "1", (frame.now or frame.reference).year), airing=True, reason=reason
    )


@form(
    "… đến hết năm",
    r"(?<=\b(?:duy trì|tuyên truyền|đăng tải|chuyên mục|chuyên trang|phát sóng)"
    r"(?:\s(?!phấn đấu)[“\"]?[a-z]{1,12}[”\"]?){0,6}\s)"
    r"(?:cho\s|kéo dài\s)?(?:đến|tới)\s(?:hết|cuối)\snăm(?:\s(?:{y1}|nay))?(?![\w/-]|\s(?:học|\d))",
    examples={"đến hết năm 2024": "until ..2024-12-31", "đến cuối năm": "until ..2024-12-31"},
    refuses=["đến hết năm học", "đến hết năm 2024-2025"],
    after="Duy trì chuyên mục ",
)
def until_end_of_year(m: Match, frame: Frame) -> Dated:
    """What is aired until the year ends; what is to be reached by then is told of figures."""
    year = int(m["y1"]) if m["y1"] else (frame.now or frame.reference).year
    return Dated("until", None, frame.certain(year, 12, 31))


@form(
    "suốt năm Y",
    r"(?:trong\s)?(?:suốt|trọn)\s(?:cả\s)?năm\s{y1}(?![\d/-])",
    examples={"trong suốt năm 2025": "range 2025-01-01..2025-12-31 year"},
    refuses=["suốt năm", "trong năm 2025", "suốt năm học 2024"],
)
def whole_year(m: Match, frame: Frame) -> Dated:
    """From its first day to its last."""
    year = int(m["y1"])
    return Dated("range", frame.certain(year, 1, 1), frame.certain(year, 12, 31), "year")


@form(
    "từ ngày D/M đến hết năm, quý",
    r"(?:(?:kể|bắt đầu)\s)?từ\s{clock}{weekday}{n}{date1}{aside}\s?,?\s?(?:cho\s|kéo dài\s)?(?:đến|tới)\s(?:hết|cuối)\s"
    r"(?:(?P<unit>năm)(?:\s(?:nay|{y2}))?(?!\shọc)|(?P<unit>quý)\s(?P<q>iv|i{1,3}|[1-4])(?:(?:\s?/\s?|\snăm\s){y2})?)(?![\w/])",
    examples={
        "từ ngày 20/11 đến hết năm 2024": "range 2024-11-20..2024-12-31",
        "từ 01/12/2024 đến hết quý I/2025": "range 2024-12-01..2025-03-31",
        "kể từ ngày 18/11 kéo dài đến cuối năm": "range 2024-11-18..2024-12-31",
    },
    refuses=["từ ngày 20/11 đến hết năm học", "từ ngày 20/11 đến năm 2030", "từ ngày 20/11/2025 đến hết năm 2024"],
)
def from_day_to_end(m: Match, frame: Frame) -> Dated:
    """The last day of the year or quarter is the last day."""
    start = frame.day(m, "1")
    end = _end_of(m, frame, "2", start.year)
    if start > end:
        raise Doubtful("impossible-date", "Thời gian kết thúc trước thời gian bắt đầu; đề nghị kiểm tra lại.")
    return Dated("range", start, end)
