"""Times that the words tie to something of no known day: nothing is aired, the editor is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from content.recognise.form import Dated, Frame, Match, form
from content.recognise.forms.months import first_of_month, part_of

_EVENT = r"[a-z](?:(?!\s(?:và|nhưng|song)\s(?:không|chậm|muộn))[^.;:(),\d]){2,60}"


def _asked(m: Match, hint: str = "") -> Dated:
    message = f"Văn bản chỉ ghi khoảng thời gian theo một mốc khác; đề nghị đặt ngày bắt đầu, kết thúc{hint}."
    return Dated("none", remarks=(("time-not-fixed", message),))


def _hint(start: date, end: date) -> str:
    return f" (gợi ý: từ {start:%d/%m/%Y} đến {end:%d/%m/%Y})"


@form(
    "trước, trong và sau ngày D/M(/Y)",
    r"(?<!\d\sngày\s)(?:(?:trước|trong)\s?,\s?)?(?P<first>trước|trong)\svà\s(?:trong\s|"
    r"(?P<after>sau)\s)(?:các\s)?(?:ngày\s[a-z ]{0,40}\(?)?{n}{date1}(?!\s\d{1,2}\sngày)",
    examples={
        "trước, trong và sau ngày 22/12/2024": "none",
        "trước và trong ngày 22/12": "none",
        "trong và sau ngày bầu cử (15/3/2026": "none",
    },
    refuses=["05 ngày trước và sau ngày 20/11/2024", "trước và sau ngày 30/4/2026 05 ngày"],
)
def around_day(m: Match, frame: Frame) -> Dated:
    """How many days before and after is for the editor; a week before and five days after are proposed."""
    day = frame.day(m, "1")
    start = day if m["first"] == "trong" and "truoc" not in m.group() else day - timedelta(days=7)
    return _asked(m, _hint(start, day + timedelta(days=5) if m["after"] else day))


@form(
    "N ngày trước, sau khi …",
    rf"(?:(?:chậm nhất|muộn nhất|ít nhất|tối thiểu|trong(?:\svòng|\sthời gian|"
    rf"\sthời hạn)?)\s(?:là\s)?)\d{{1,3}}\s(?:\([a-z ]{{2,20}}\)\s)?"
    rf"(?:ngày|tuần|tháng)(?:\slàm việc)?\s?,?\s?(?:trước|sau|(?:kể|tính)\s?từ|từ)\s(?!nay)(?!ngày\s(?:\d|"
    rf"bầu cử|bỏ phiếu|ban hành|ký))(?!đây){_EVENT}",
    examples={
        "chậm nhất 05 ngày sau khi kết thúc hội thi": "none",
        "trong 10 ngày kể từ ngày nhận được thông báo": "none",
        "trong vòng 3 ngày làm việc kể từ khi tiếp nhận hồ sơ": "none",
    },
    refuses=[
        "chậm nhất 5 ngày trước ngày 20/11",
        "chậm nhất 10 ngày trước ngày bầu cử",
        "trong 10 ngày kể từ ngày ban hành",
    ],
)
def counted_from_event(m: Match, frame: Frame) -> Dated:
    """Days are counted from something that the text gives no day for."""
    return _asked(m)


@form(
    "trước lễ hội N ngày",
    r"(?<!(?:làm|năm|tháng|tuần)\s)(?:trước|sau)\s(?!ngày\s(?:\d|bầu cử|bỏ phiếu))(?:khi|ngày|đêm|lễ|tết|"
    r"đại hội|hội|kỳ họp|giải|cuộc thi|buổi)"
    r"[^.;:(),\d]{0,50}\s(?:ít nhất\s|tối thiểu\s|từ\s)?\d{1,2}(?:\s?-\s?\d{1,2})?\s(?:ngày|tuần|"
    r"tháng)(?!\s?\d)(?!\w)",
    examples={
        "trước lễ hội 15 ngày": "none",
        "trước Tết Nguyên đán 10 ngày": "none",
        "trước khi khai mạc ít nhất 02 ngày": "none",
    },
    refuses=["trước ngày bầu cử 10 ngày", "trước ngày 15/12/2024 ít nhất 03 ngày", "trước đó 3 ngày"],
)
def before_event(m: Match, frame: Frame) -> Dated:
    """The count stands after what it is counted from."""
    return _asked(m)


@form(
    "tuần này, tuần tới",
    r"(?:trong\s|vào\s|từ\s|(?:đầu|giữa|cuối)\s)?(?<!\bcác\s)tuần\s(?P<which>này|tới|sau)(?!\s?\d)(?!\w)",
    examples={"trong tuần này": "none", "tuần tới": "none"},
    refuses=["tuần qua", "tuần 46", "các tuần sau"],
)
def week_from_now(m: Match, frame: Frame) -> Dated:
    """A week counted from the day of writing: what of it is aired, and on which days, the editor says."""
    written = frame.issued or frame.floor
    if written is None:
        return _asked(m)
    monday = written - timedelta(days=written.weekday() - (0 if m["which"] == "nay" else 7))
    return _asked(m, _hint(monday, monday + timedelta(days=6)))


@form(
    "tuần N tháng M",
    r"tuần\s(?:thứ\s)?(?:[1-5]|(?:đầu|cuối)(?:\s(?:tiên|cùng))?)\s(?:của\s)?tháng\s\d{1,2}(?:(?:\s?/\s?|"
    r"\snăm\s)[12]\d{3})?(?![\d/])",
    examples={"tuần 3 tháng 5/2021": "none", "tuần thứ 2 tháng 12": "none", "tuần cuối tháng 11": "none"},
)
def week_of_month(m: Match, frame: Frame) -> Dated:
    """A week of a month fixes no day."""
    return _asked(m)


@form(
    "tuần cuối của tháng",
    r"(?<!(?:thứ\s\w{1,4}|chủ nhật)\s)tuần\s(?:đầu|cuối|thứ\s(?:nhất|hai|ba|tư|[1-4]))(?:\s(?:tiên|"
    r"cùng))?\s(?:của\s)?"
    r"(?:(?P<again>hằng|hàng|mỗi)\stháng(?:\s?,?\s(?:bắt đầu|thực hiện|áp dụng)\s(?:kể\s)?từ\s"
    r"(?:tháng\s{mon2}(?:\s?/\s?|\snăm\s){y2}|{n}{full1}))?|tháng(?!\s?\d))",
    examples={
        "tuần cuối của tháng": "none",
        "tuần đầu mỗi tháng": "recurring FREQ=MONTHLY",
        "tuần đầu hằng tháng, bắt đầu từ ngày 01/3/2025": "recurring 2025-03-01.. FREQ=MONTHLY",
        "tuần đầu hằng tháng, thực hiện từ tháng 12/2024": "recurring 2024-12-01.. FREQ=MONTHLY",
    },
    refuses=["tuần cuối", "thứ Bảy tuần thứ hai hằng tháng"],
)
def week_of_every_month(m: Match, frame: Frame) -> Dated:
    """A week of every month fixes no day either, but comes back; where it begins is told, from then on."""
    if not m["again"]:
        return _asked(m)
    start = frame.day(m, "1") if m["d1"] else first_of_month(frame, m["m2"], m["y2"]) if m["y2"] else None
    return replace(_asked(m), shape="recurring", start=start, rrule="FREQ=MONTHLY")


@form(
    "dự kiến cuối tháng M(/Y)",
    r"(?:dự kiến\s(?:vào\s|trong\s|khoảng\s){0,2}|vào khoảng\s|khoảng\s)(?P<part>đầu|giữa|cuối)\stháng\s{mon1}"
    r"(?:(?:\s?/\s?|\snăm\s){y1})?(?![\d/])",
    examples={"dự kiến cuối tháng 12/2024": "none", "khoảng giữa tháng 12": "none"},
    refuses=["cuối tháng 12/2024", "dự kiến tháng 12/2024", "dự kiến tổ chức cuối tháng 12"],
)
def about_part_of_month(m: Match, frame: Frame) -> Dated:
    """A guess at a part of a month fixes no day."""
    start, end = part_of(first_of_month(frame, m["m1"], m["y1"]), m["part"])
    return _asked(m, _hint(start, end))


@form(
    "từ ngày D/M đến hết ngày bầu cử",
    r"từ\s(?:nay|{clock}{weekday}{n}{date1})\s?,?\s?(?:cho\s)?(?:đến|tới)\s(?:hết\s)?ngày\s(?:bầu cử|bỏ phiếu)"
    r"(?!\s?[,(]?\s?(?:ngày\s)?\d)",
    examples={"từ 01/12 đến hết ngày bầu cử": "none"},
    refuses=[
        "từ 01/12 đến hết ngày bầu cử (15/12/2024)",
        "từ nay đến ngày bầu cử",
        "từ nay đến trước ngày bầu cử",
        "từ nay đến ngày bầu cử 15/12",
    ],
)
def up_to_polling(m: Match, frame: Frame) -> Dated | None:
    """The election is the last day; the editor is asked where the text does not say when it is."""
    start, last = frame.day(m, "1") if m["d1"] else frame.now, frame.polling_day
    if last is None:
        return _asked(m) if m["d1"] else None
    return Dated("range", start, last, airing=not m["d1"]) if start and start <= last else None
