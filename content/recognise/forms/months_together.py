"""Several months, from one to another, from one on, until one."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import regex

from content.folding import fold
from content.recognise.form import Dated, Doubtful, Frame, Match, form
from content.recognise.forms.months import YEAR1, YEAR2, first_of_month, last_day, month_before
from content.recognise.fragments import PARTS

_MONTHS = r"(?:[01]?\d(?!\d)|{monthword}(?!\w))"
_EACH = regex.compile(fold(rf"\d{{1,2}}|{PARTS['monthword']}"))


@form(
    "từ … đến nay",
    r"(?:tính\s|kể\s)?từ\s(?:khoảng\s)?(?:(?:đầu|giữa|cuối)\s)?(?:{n}{date1}|tháng\s{mon1}(?:(?:\s?/\s?|\s?-\s?|"
    r"\snăm\s){y1})?|năm(?:\s{y1})?)"
    r"(?:\s?,?\s?(?:cho\s)?đến\s(?:nay|hôm nay|thời điểm (?:này|hiện tại|hiện nay|báo cáo)))(?!\w)",
    examples={"từ tháng 6/2024 đến nay": "none", "từ ngày 20/9/2024 đến nay": "none", "từ năm 2020 đến nay": "none"},
    refuses=["từ nay đến năm 2030", "từ tháng 6 đến tháng 8/2024"],
)
def since_then(m: Match, frame: Frame) -> Dated:
    """What went on until now is told, never aired."""
    return Dated("none")


@form(
    "trong tháng M và tháng M/Y",
    rf"(?:(?:trong|của)\s)?(?:các\s|hai\s|cả hai\s)?tháng\s{{mon1}}(?:{YEAR1})?\s?(?:,|và|"
    rf"-)\s?(?:tháng\s)?{{mon2}}(?:(?:{YEAR2})(?!\d)|(?<=(?:(?:trong|của)\s|[:|]\s|\()[^\d]{{0,16}}\d{{1,2}}[^\d]{{1,10}}\d{{1,2}})(?![\d/-]))",
    examples={
        "trong tháng 10 và tháng 11/2020": "range 2020-10-01..2020-11-30 month",
        "tháng 4, 5/2019": "range 2019-04-01..2019-05-31 month",
        "trong tháng 11, 12": "range 2024-11-01..2024-12-31 month",
        "của tháng 11, tháng 12": "range 2024-11-01..2024-12-31 month",
        "trong tháng 12 và tháng 01 năm 2025": "range 2024-12-01..2025-01-31 month",
    },
    refuses=["trong tháng 10 và 15/11/2020", "tháng 3 và tháng 9/2020"],
)
def two_months(m: Match, frame: Frame) -> Dated | None:
    """Two neighbouring months; the year stands once, at the end."""
    last = first_of_month(frame, m["m2"], m["y2"] or m["y1"])
    first = month_before(frame, m, last)
    if (last.year - first.year) * 12 + last.month - first.month != 1:
        return None
    return Dated("range", first, last_day(last), "month")


@form(
    "các tháng M, M và M(/Y)",
    rf"(?:(?P<lead>trong|vào|suốt)\s)?(?:(?:các|ba|bốn|cả)\s)?tháng\s(?:(?<=các\stháng\s)(?:[a-z]{{2,8}}\s){{1,6}}(?=\d))?(?P<list>{_MONTHS}(?:\s?,\s?(?:tháng\s)?{_MONTHS}){{1,10}})"
    rf"\s?(?:,\s?và|,|và)\s?(?:tháng\s)?{{mon2}}(?:(?P<own>{YEAR2})(?!\d)|(?![\d/-]|\s?,\s?\d))",
    examples={
        "trong các tháng 3, 4, 5 và 6/2025": "range 2025-03-01..2025-06-30 month",
        "trong tháng 12, tháng 01 và tháng 02 năm 2025": "range 2024-12-01..2025-02-28 month",
        "trong tháng 6, tháng 7 và tháng 8/2025": "range 2025-06-01..2025-08-31 month",
        "các tháng 10, 11, 12/2024": "range 2024-10-01..2024-12-31 month",
        "trong tháng Hai, Ba và Tư": "range 2025-02-01..2025-04-30 month",
        "trong các tháng cao điểm mùa khô 2, 3 và 4/2025": "range 2025-02-01..2025-04-30 month",
        "trong các tháng 3, 6 và 9/2025": [
            "range 2025-03-01..2025-03-31 month",
            "range 2025-06-01..2025-06-30 month",
            "range 2025-09-01..2025-09-30 month",
        ],
    },
    refuses=["tháng 3, 4 và 5", "trong tháng 3, 4", "các tháng 3, 6 và 9/2025", "trong các tháng 3, 4 và 5/6"],
)
def several_months(m: Match, frame: Frame) -> Dated | list[Dated] | None:
    """Neighbouring months are one stretch, others stand each alone; the year stands once, at the end."""
    if not (m["lead"] or m["own"]):
        return None
    words = [*_EACH.findall(m["list"]), m["m2"]]
    months = [first_of_month(frame, words[0], m["y2"])]
    for word in words[1:]:
        before = months[-1]
        month = first_of_month(frame, word, str(before.year))
        months.append(month if month > before else month.replace(year=before.year + 1))
    late = months[-1].year - int(m["y2"]) if m["y2"] else 0
    months = [month.replace(year=month.year - late) for month in months]
    if all(_follows(a, b) for a, b in pairwise(months)):
        return Dated("range", months[0], last_day(months[-1]), "month")
    return [Dated("range", month, last_day(month), "month") for month in months] if m["lead"] else None


def _follows(first: date, second: date) -> bool:
    return (second - first).days <= 31


@form(
    "từ tháng M(/Y) đến tháng M/Y",
    rf"từ\stháng\s{{mon1}}(?:{YEAR1})?\s?{{to}}\s?(?:cuối\s)?tháng\s{{mon2}}(?:{YEAR2})?(?![\d/])",
    examples={
        "từ tháng 5 đến tháng 8/2025": "range 2025-05-01..2025-08-31 month",
        "từ tháng 02/2026 đến tháng 12/2026": "range 2026-02-01..2026-12-31 month",
        "từ tháng 11 đến hết tháng 02 năm 2025": "range 2024-11-01..2025-02-28 month",
    },
    refuses=["từ tháng 8/2025 đến tháng 5/2025", "từ tháng 5 đến nay"],
)
def from_month_to_month(m: Match, frame: Frame) -> Dated:
    """First day of the first month to the last day of the last."""
    last = first_of_month(frame, m["m2"], m["y2"] or m["y1"])
    if m["y1"] or m["y2"]:
        first = month_before(frame, m, last)
    else:
        first = first_of_month(frame, m["m1"], None)
        last = last.replace(year=first.year + (last.month < first.month))
    if first > last:
        raise Doubtful("impossible-date", "Tháng kết thúc trước tháng bắt đầu; đề nghị kiểm tra lại văn bản gốc.")
    return Dated("range", first, last_day(last), "month")


@form(
    "từ tháng M(/Y) đến ngày D/M(/Y)",
    rf"từ\s(?:đầu\s)?tháng\s{{mon1}}(?:{YEAR1})?\s?{{to}}\s?{{n}}{{date2}}",
    examples={
        "từ tháng 11 đến 15/12 năm 2024": "range 2024-11-01..2024-12-15 month",
        "từ đầu tháng 12/2024 đến hết ngày 20/01/2025": "range 2024-12-01..2025-01-20 month",
    },
    refuses=["từ tháng 12/2024 đến ngày 15/11/2024", "từ tháng 11 đến tháng 12/2024", "từ tháng 8 đến nay"],
)
def from_month_to_day(m: Match, frame: Frame) -> Dated | None:
    """The first of a month to a day."""
    last = frame.day(m, "2")
    first = month_before(frame, m, last)
    return Dated("range", first, last, "month") if first <= last else None


@form(
    "M/Y - M/Y",
    r"(?<=(?:[:|(]|từ|trong|thời gian)\s?)(?:tháng\s)?(?:(?P<m1>0?[1-9]|1[0-2])\s?/\s?(?P<y1>20\d{2})\s?{to}\s?"
    r"(?:tháng\s)?|(?P<m1>0?[1-9]|1[0-2])\s?-\s?)(?P<m2>0?[1-9]|1[0-2])\s?/\s?(?P<y2>20\d{2})(?![\d/-])",
    examples={
        "12/2024 - 02/2025": "range 2024-12-01..2025-02-28 month",
        "12/2024 đến 3/2025": "range 2024-12-01..2025-03-31 month",
        "11-12/2024": "range 2024-11-01..2024-12-31 month",
    },
    refuses=["12-11/2024", "12/2024 - 02/2024", "24-12/2024", "05/2019 - 06/2019"],
    after="Thời gian: ",
)
def months_by_number(m: Match, frame: Frame) -> Dated | None:
    """Months by number and year alone; a pair that is over, or out of order, is something else."""
    last = first_of_month(frame, m["m2"], m["y2"])
    first = first_of_month(frame, m["m1"], m["y1"] or m["y2"])
    if first >= last or last_day(last) < frame.reference:
        return None
    return Dated("range", first, last_day(last), "month")


@form(
    "từ M/Y",
    r"(?:kể\s)?từ\s(?:đầu\s)?(?P<m1>0[1-9]|1[0-2])\s?/\s?(?P<y1>20\d{2})(?![\d/-])(?!\s?(?:-|đến|tới)\s)(?:\strở đi)?",
    examples={"từ 01/2025": "start 2025-01-01.. month", "kể từ 12/2024 trở đi": "start 2024-12-01.. month"},
    refuses=["từ 01/2023", "từ 13/2025", "từ 01/2025 đến 03/2025"],
)
def from_month_by_number(m: Match, frame: Frame) -> Dated | None:
    """A month by number and year alone; one that is over is something else."""
    first = first_of_month(frame, m["m1"], m["y1"])
    return Dated("start", first, None, "month") if last_day(first) >= frame.reference else None


@form(
    "từ tháng M/Y",
    r"(?:kể\s)?từ\s(?:đầu\s|kỳ\s(?:lương\s|báo cáo\s|tính thuế\s|hóa đơn\s|cước\s)?)?"
    rf"tháng\s{{mon1}}{YEAR1}(?!\d)(?:\strở đi)?"
    r"|bắt đầu\stừ\stháng\s{mon1}(?:\strở đi)?(?=\s?(?:[.,;)]|$))"
    r"|từ\stháng\s{mon1}(?:\strở đi)?(?=\s?,[^.;:()]{0,60}\b(?:hằng|hàng|mỗi)\s(?:tháng|tuần|ngày))",
    examples={
        "bắt đầu từ tháng 12": "start 2024-12-01.. month",
        "Từ tháng 01/2025": "start 2025-01-01.. month",
        "kể từ kỳ lương tháng 01/2025": "start 2025-01-01.. month",
    },
    refuses=["từ tháng 13/2025", "từ tháng 12"],
)
def from_month_on(m: Match, frame: Frame) -> Dated:
    """A beginning on the first of the month, with no end."""
    return Dated("start", first_of_month(frame, m["m1"], m["y1"]), None, "month")


@form(
    "đến hết tháng M/Y",
    rf"(?:(?:đến|tới)\s(?:hết|hết cuối)|(?:kéo dài|gia hạn)\shết)\stháng\s{{mon1}}(?:{YEAR1})?"
    r"(?![\d/]|\s?\(?(?:âm lịch|âl)\b)",
    examples={
        "đến hết tháng 12/2024": "until ..2024-12-31 month",
        "kéo dài hết tháng 3/2025": "until ..2025-03-31 month",
    },
    refuses=["đến hết tháng", "đến hết tháng 13", "đến hết tháng 3 âm lịch"],
)
def until_month(m: Match, frame: Frame) -> Dated:
    """The last day of the month is the last day."""
    return Dated("until", None, last_day(first_of_month(frame, m["m1"], m["y1"])), "month")
