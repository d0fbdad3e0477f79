"""What is to be done within hours counted from one, a week, a month, a quarter or a year, or before one."""

from __future__ import annotations

from datetime import date, timedelta

from content.recognise.form import Dated, Frame, Match, form
from content.recognise.forms.counted import within
from content.recognise.forms.daily import hours
from content.recognise.forms.months import first_of_month, last_day, part_of
from content.recognise.forms.quarters import quarter
from content.recognise.forms.weeks import OF_YEAR, of_this_year, week


@form(
    "xong trong tuần N/Y",
    r"(?:hoàn thành|xong|hoàn tất|gửi|nộp|báo cáo)\s(?:xong\s)?(?:trong|vào)\stuần\s(?:thứ\s)?(?P<w>\d{1,2})"
    r"(?:\s?/\s?|\snăm\s){y1}(?!\d)",
    examples={"hoàn thành trong tuần 47/2024": "deadline ..2024-11-24 week"},
    refuses=["hoàn thành trong tuần 53/2024"],
)
def done_within_week(m: Match, frame: Frame) -> Dated:
    """Any day of the week will do, so its Sunday is the limit."""
    return Dated("deadline", None, week(m["w"], m["y1"]).sunday, "week")


@form(
    "xong trong tuần N",
    r"(?:(?:hoàn thành|xong|hoàn tất|dứt điểm)\s(?:xong\s)?(?:trong|vào)|"
    rf"(?:chậm|muộn|trễ) nhất\s(?:là\s)?(?:hết|trong))\stuần\s(?:thứ\s)?{OF_YEAR}(?=\s?(?:[,;.)]|$))",
    examples={
        "xong trong tuần 47": "deadline ..2024-11-24 week",
        "chậm nhất hết tuần 47": "deadline ..2024-11-24 week",
    },
    refuses=["xong trong tuần 3", "hoàn thành trong tuần 47/2024"],
)
def done_within_week_of_this_year(m: Match, frame: Frame) -> Dated:
    """A number that no month has is a week of the year of the directive."""
    return Dated("deadline", None, of_this_year(m["w1"], frame).sunday, "week")


@form(
    "xong trong tháng M/Y",
    r"(?:hoàn thành|xong|hoàn tất|kết thúc)\s(?:xong\s)?(?:trong|vào|hết)\s(?:trong\s|cuối\s|"
    r"hết\s)?tháng\s{mon1}(?:(?:\s?/\s?|\snăm\s){y1})?(?![\d/])",
    examples={
        "hoàn thành xong trong tháng 11/2025": "deadline ..2025-11-30 month",
        "xong trong tháng 12": "deadline ..2024-12-31 month",
        "hoàn thành trong tháng Tư": "deadline ..2025-04-30 month",
    },
    refuses=["hoàn thành trong tháng", "xong trong tháng 13/2025"],
)
def done_within_month(m: Match, frame: Frame) -> Dated:
    """Any day of the month will do, so the last one is the limit."""
    first = first_of_month(frame, m["m1"], m["y1"])
    return Dated("deadline", None, last_day(first), "month")


@form(
    "xong trong tháng",
    r"(?:hoàn thành|xong|hoàn tất|dứt điểm)\s(?:ngay\s)?trong\stháng(?:\s(?P<this>này))?(?=\s?(?:[.,;)]|$))",
    examples={"xong trong tháng này": "deadline ..2024-11-30 month"},
    refuses=["xong trong tháng", "hoàn thành trong tháng 12"],
)
def done_within_the_month(m: Match, frame: Frame) -> Dated | None:
    """The month the directive or a heading is for."""
    first = frame.month or (frame.reference.replace(day=1) if m["this"] else None)
    return Dated("deadline", None, last_day(first), "month") if first else None


@form(
    "xong trong quý Q/Y",
    r"(?:hoàn thành|xong|hoàn tất)\s(?:xong\s)?(?:trong|vào|hết)\s(?:hết\s)?quý\s"
    r"(?P<q>iv|i{1,3}|[1-4])(?:(?:\s?/\s?|"
    r"\snăm\s){y1})?(?![\w/])",
    examples={
        "hoàn thành trong quý I": "deadline ..2025-03-31 quarter",
        "Hoàn thành trong quý IV/2024": "deadline ..2024-12-31 quarter",
    },
    refuses=["hoàn thành trong quý"],
)
def done_within_quarter(m: Match, frame: Frame) -> Dated:
    """Any day of the quarter will do, so the last one is the limit."""
    return Dated("deadline", None, quarter(frame, m["q"], m["y1"])[1], "quarter")


@form(
    "xong trong năm Y",
    r"(?:hoàn thành|xong|hoàn tất)\s(?:xong\s)?(?:trong|vào)\s(?:trong\s)?năm\s{y1}(?!\d|\s?-)",
    examples={"hoàn thành trong năm 2025": "deadline ..2025-12-31 year"},
    refuses=["hoàn thành trong năm 2020 - 2025", "hoàn thành trong năm học"],
)
def done_within_year(m: Match, frame: Frame) -> Dated:
    """Any day of the year will do, so the last one is the limit."""
    return Dated("deadline", None, date(frame.certain(int(m["y1"]), 1, 1).year, 12, 31), "year")


@form(
    "chậm nhất cuối tháng M, quý Q",
    r"(?:chậm nhất|muộn nhất|trễ nhất|không (?:quá|muộn hơn|chậm hơn))\s(?:là\s|vào\s|đến\s|trong\s|hết\s){0,3}"
    r"(?:(?:(?P<part>đầu|giữa|cuối)\s)?tháng\s{mon1}|(?:cuối\s)?quý\s(?P<q>iv|i{1,3}|[1-4])(?!\w))"
    r"(?:(?:\s?/\s?|\snăm\s){y1})?(?![\d/])",
    examples={
        "chậm nhất cuối tháng 11/2024": "deadline ..2024-11-30 month",
        "muộn nhất là trong tháng 12": "deadline ..2024-12-31 month",
        "không quá giữa tháng 12": "deadline ..2024-12-20 month",
        "chậm nhất hết quý I/2025": "deadline ..2025-03-31 quarter",
    },
    refuses=["chậm nhất cuối tháng", "không quá 3 tháng", "cuối tháng 11/2024"],
)
def by_end_of_month(m: Match, frame: Frame) -> Dated:
    """The last day of the month, of the part of it or of the quarter."""
    if m["q"]:
        return Dated("deadline", None, quarter(frame, m["q"], m["y1"])[1], "quarter")
    return Dated("deadline", None, part_of(first_of_month(frame, m["m1"], m["y1"]), m["part"])[1], "month")


@form(
    "trước quý Q/Y",
    r"(?:hoàn thành|xong|hoàn tất)\strước\squý\s(?P<q>iv|i{1,3}|[1-4])(?:(?:\s?/\s?|\snăm\s){y1})?(?![\w/])",
    examples={
        "xong trước quý II/2025": "deadline ..2025-03-31 quarter",
        "hoàn thành trước quý I": "deadline ..2024-12-31 quarter",
    },
    refuses=["hoàn thành trước quý"],
)
def before_quarter(m: Match, frame: Frame) -> Dated:
    """Due on the last day before the quarter begins."""
    return Dated("deadline", None, quarter(frame, m["q"], m["y1"])[0] - timedelta(days=1), "quarter")


@form(
    "trước tháng M/Y",
    r"(?:hoàn thành|xong|hoàn tất)\strước\stháng\s{mon1}(?:(?:\s?/\s?|\snăm\s){y1})?(?![\d/])",
    examples={"hoàn thành trước tháng 12/2024": "deadline ..2024-11-30 month"},
    refuses=["hoàn thành trước tháng 13/2024"],
)
def before_month(m: Match, frame: Frame) -> Dated:
    """Due on the last day before the month begins."""
    first = first_of_month(frame, m["m1"], m["y1"])
    return Dated("deadline", None, first - timedelta(days=1), "month")


@form(
    "trong N giờ kể từ H ngày D/M(/Y)",
    r"trong\s(?:vòng\s|thời hạn\s|thời gian\s)?(?P<k>\d{1,3})\s?(?:giờ|h|tiếng)(?:\sđồng hồ)?\s?,?\s?"
    r"(?:(?:kể|tính|bắt đầu)\s)?từ\s(?:lúc\s)?(?P<at>{hour}){part}"
    r"{weekday}{n}{date1}",
    examples={
        "trong vòng 48 giờ kể từ 7h ngày 11/11/2024": "range 2024-11-11..2024-11-13",
        "trong thời hạn 24 giờ, tính từ 18 giờ 00 ngày 11/11": "range 2024-11-11..2024-11-12",
    },
    refuses=["trong 24 giờ kể từ khi nhận được", "trong 24 giờ kể từ ngày 11/11", "trong 0 giờ kể từ 7h ngày 11/11"],
)
def hours_counted_from(m: Match, frame: Frame) -> Dated | None:
    """The hours run on into the days after; at midnight the day before is the last."""
    start, count = frame.day(m, "1"), int(m["k"])
    last = hours(m["at"])[0] + count - 1
    return within(start, start + timedelta(days=last // 24), m) if count else None
