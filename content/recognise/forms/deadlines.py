"""The last day something may be done."""

from __future__ import annotations

from datetime import date, timedelta

import regex

from content.recognise.form import Dated, Frame, Match, form
from content.recognise.forms.lists import DAY_NEAR, day_of_month_near, of_its_month
from content.recognise.forms.months import last_day, month_named
from content.recognise.fragments import WEEKDAY_CODES, WEEKDAYS

_MIDNIGHT = regex.compile(r"0{1,2}\s?(?:gio|[hg:])(?:\s?00)?(?!\s?\d)")


@form(
    "trước ngày D/M(/Y)",
    r"(?:xong\s)?trước\s(?:(?P<hour>{hour}|(?:khi\s)?(?:hết|cuối|kết thúc)\s(?:giờ|buổi|ngày)\s"
    r"(?:làm việc|hành chính)\s)\s?{part}{today})?"
    r"(?:{weekday})?{n}{date1}(?!\s(?:là|thì|vẫn|luôn)\s){lunar_aside}",
    examples={
        "trước ngày 15/7/2020": "deadline ..2020-07-14",
        "trước ngày 05 tháng 3 năm 2024": "deadline ..2024-03-04",
        "trước 20/01/2025": "deadline ..2025-01-19",
        "trước ngày 01/3/2016": "deadline ..2016-02-29",
        "trước 15h00 ngày 16/10/2018": "deadline ..2018-10-16",
        "trước 17 giờ 00 ngày 27/10/2020": "deadline ..2020-10-27",
        "trước 0h00 ngày 22/01/2025": "deadline ..2025-01-21",
        "trước hết giờ làm việc ngày 13/11": "deadline ..2024-11-13",
        "trước 05/3": "deadline ..2025-03-04",
        "trước 9 giờ sáng mai (ngày 09/11/2024": "deadline ..2024-11-09",
        "trước 11 giờ trưa thứ Ba tuần sau (12/11": "deadline ..2024-11-12",
    },
    refuses=[
        "trước mắt",
        "05 ngày trước",
        "trước ngày 31/02/2025",
        "trước, trong và sau",
        "trước 15/7 là những ngày nắng",
    ],
)
def before_day(m: Match, frame: Frame) -> Dated:
    """The last day is the one before; with an hour, the day itself, which midnight only begins."""
    day = frame.day(m, "1")
    if m["hour"] and not _MIDNIGHT.match(m["hour"]):
        return Dated("deadline", None, day)
    return Dated(
        "deadline", None, day - timedelta(days=1), reason=f"“Trước ngày {day:%d/%m/%Y}”: hạn đến hết ngày liền trước."
    )


@form(
    "xong trước dịp … (D/M)",
    r"(?:(?:xong\s|(?<=(?:xong|hoàn thành|hoàn tất|gửi|nộp|báo cáo)\s(?:[^.;:\d]{0,60}\s)?))(?P<before>trước)|"
    r"chậm nhất|muộn nhất|trễ nhất|không (?:quá|muộn hơn|chậm hơn))\s(?:(?:là|vào|đến|hết)\s){0,2}"
    r"(?!khi\s|mắt|đây|đó|hết|tiên|sau\s|mức\s)(?:(?=ngày\s[a-z]|lễ\s|tết\s|dịp\s)(?:(?:[a-z]{1,12},?|-)\s){1,8}(?:ngày\s)?{date1}|(?:(?:[a-z]{1,12},?|-)\s){1,8}\((?:ngày\s)?{date1}\))",
    examples={
        "xong trước Tết Dương lịch (01/01/2025)": "deadline ..2024-12-31",
        "xong trước ngày khai mạc (20/11)": "deadline ..2024-11-19",
        "xong trước Ngày Thương binh - Liệt sĩ 27/7/2025": "deadline ..2025-07-26",
        "không muộn hơn Ngày Pháp luật 20/11": "deadline ..2024-11-20",
        "chậm nhất là ngày khai giảng (05/9/2025)": "deadline ..2025-09-05",
    },
    refuses=["trước Tết Dương lịch (01/01/2025)", "xong trước ngày 20/11"],
)
def before_occasion(m: Match, frame: Frame) -> Dated:
    """What must be done is to be done by the named day, or by the day before it."""
    return Dated("deadline", None, frame.day(m, "1") - timedelta(days=1 if m["before"] else 0))


@form(
    "xong trước Tết Dương lịch",
    r"(?:xong\s|(?<=(?:xong|hoàn thành|hoàn tất|gửi|nộp|báo cáo|bàn giao)\s(?:[^.;:]{0,60}\s)?))trước\s"
    r"tết dương lịch(?:\s(?:năm\s)?{y1})?(?!\s?\()",
    examples={
        "xong trước Tết Dương lịch": "deadline ..2024-12-31",
        "xong trước Tết Dương lịch 2026": "deadline ..2025-12-31",
    },
    refuses=["trước Tết Dương lịch", "xong trước Tết Dương lịch (01/01/2025)"],
)
def before_new_year(m: Match, frame: Frame) -> Dated:
    """New Year's Day is the first of January."""
    day = frame.certain(int(m["y1"]), 1, 1) if m["y1"] else frame.inferred(1, 1)
    return Dated("deadline", None, day - timedelta(days=1))


@form(
    "chậm nhất ngày D/M(/Y)",
    r"(?:chậm nhất|muộn nhất|trễ nhất|hạn (?:cuối|chót|nộp|nhận|gửi|đăng ký|báo cáo|hoàn thành)"
    r"(?![a-z, ]{0,30}\s(?:trước đây|ban đầu))(?:(?!\strước\s)[a-z, ]){0,40}"
    r"(?<!\btừ(?:\shết)?\s?)|"
    r"(?<!(?:quá|hết)\s)thời hạn(?!\scũ|[a-z, ]{0,30}\s(?:trước đây|ban đầu))(?:(?!\strước\s)[a-z, ]){0,40}"
    r"(?<!\btừ\shết\s?)|"
    r"không (?:quá|muộn hơn|chậm hơn)|xong (?:trong|vào)|hoàn thành (?:trong|vào))\s?:?\s?(?:là\s|vào\s|đến\s|"
    r"hết\s|trong\s|(?:kể\s)?(?<=nhất\s(?:là\s)?(?:kể\s)?)từ\s){0,3}"
    r"(?:(?P<before>trước)\s(?!{hour})|trước\s)?{clock}{today}{weekday}{n}{date1}{lunar_aside}",
    examples={
        "thời hạn nộp bài là trước 16 giờ ngày 30/9/2024": "deadline ..2024-09-30",
        "thời hạn gửi hồ sơ về Huyện đoàn là trước ngày 30/9/2024": "deadline ..2024-09-29",
        "chậm nhất lúc 15 giờ chiều mai, 09/11": "deadline ..2024-11-09",
        "chậm nhất ngày 05/5/2026": "deadline ..2026-05-05",
        "muộn nhất 12h00 ngày 20/3/2016": "deadline ..2016-03-20",
        "hạn cuối 17h00 ngày 25/3/2016": "deadline ..2016-03-25",
        "Chậm nhất là ngày 30/9/2024": "deadline ..2024-09-30",
        "chậm nhất trước ngày 30/9/2024": "deadline ..2024-09-29",
        "Hạn nhận bài: đến hết ngày 30/12": "deadline ..2024-12-30",
        "xong trong ngày 15/12/2024": "deadline ..2024-12-15",
        "chậm nhất từ ngày 20/11/2024": "deadline ..2024-11-20",
        "muộn nhất kể từ ngày 01/12": "deadline ..2024-12-01",
    },
    refuses=[
        "chậm nhất ngày 20",
        "chậm nhất ngày 32/5/2026",
        "quá thời hạn trên, cưỡng chế từ ngày 26/11",
        "thời hạn nộp trước đây là 05/11",
    ],
)
def at_the_latest(m: Match, frame: Frame) -> Dated:
    """The day named is the last one, unless "trước" stands before it."""
    day = frame.day(m, "1")
    if m["before"]:
        remark = ("unclear-deadline", "“Chậm nhất trước ngày” có thể hiểu hai cách; đang hiểu là ngày liền trước.")
        return Dated("deadline", None, day - timedelta(days=1), remarks=(remark,))
    return Dated("deadline", None, day)


@form(
    "trước hoặc trong ngày D/M(/Y)",
    r"(?:xong\s)?trước\s(?:hoặc|và)\s(?:trong|đúng|vào)\s"
    r"(?<=(?:gửi|nộp|báo cáo|hoàn thành|xong|đăng ký|về)[^.;:\d]{0,80}|hoặc\s\w{3,5}\s)"
    r"{weekday}ngày\s{date1}{lunar_aside}",
    examples={"trước hoặc trong ngày 20/11/2024": "deadline ..2024-11-20"},
    refuses=["trước và trong ngày 20/11/2024", "trước, trong và sau ngày 20/11/2024"],
)
def on_or_before_day(m: Match, frame: Frame) -> Dated:
    """The day itself is the last; "trước và trong ngày" is one only of what is handed in."""
    return Dated("deadline", None, frame.day(m, "1"))


@form(
    "đăng ký đến D/M/Y",
    r"(?:hoàn thành|báo cáo|đăng ký|nộp|gửi|nhận bài|nhận hồ sơ|nhận tác phẩm)"
    r"(?:\s(?!(?:từ|về|tới|đến)\s)[a-z]{1,12}){0,6}\s(?:đến|tới)\s{full1}",
    examples={"đăng ký dự thi đến 20/12/2024": "deadline ..2024-12-20"},
    refuses=["báo cáo từ 01/12/2024 đến 20/12/2024", "gửi đến 30 xã"],
)
def handed_in_until(m: Match, frame: Frame) -> Dated:
    """What is to be handed in "until" a day is due then, also without "ngày" before it."""
    return Dated("deadline", None, frame.day(m, "1"))


_DAY = r"\d{1,2}\s?/\s?(?:1[0-2]|0?[1-9])(?:\s?/\s?[12]\d{3})?(?![\d/])"


@form(
    "trước ngày D/M và ngày D/M(/Y)",
    rf"(?:(?:xong\s)?(?P<before>trước)|chậm nhất|muộn nhất|trễ nhất)\s(?:là\s|vào\s)?(?:các\s)?{{n}}"
    rf"(?P<list>{_DAY}(?:\s?(?:,|;|và|,\svà)\s?(?:trước\s)?(?:ngày\s)?{_DAY}){{1,5}})"
    r"(?!\s(?:sẽ\s)?(?:tổ chức|khai mạc|diễn ra))",
    examples={
        "chậm nhất ngày 20/4 và ngày 15/5/2017": ["deadline ..2017-04-20", "deadline ..2017-05-15"],
        "trước ngày 10/12 và 10/6": ["deadline ..2024-12-09", "deadline ..2025-06-09"],
        "trước các ngày 15/12, 15/01": ["deadline ..2024-12-14", "deadline ..2025-01-14"],
    },
    refuses=["trước ngày 10/12 và ngày 15/12 tổ chức", "trước ngày 31/2 và 10/12"],
)
def several_limits(m: Match, frame: Frame) -> list[Dated]:
    """Each day is a limit of its own; a year at the end holds for all of them."""
    found = [regex.findall(r"\d+", part) for part in regex.findall(_DAY, m["list"])]
    year = int(found[-1][2]) if len(found[-1]) > 2 else None
    limits: list[Dated] = []
    for number, month, *own in found:
        years = int(own[0]) if own else year
        day = frame.certain(years, int(month), int(number)) if years else frame.inferred(int(month), int(number))
        last = day - timedelta(days=1 if m["before"] else 0)
        if not years and limits and limits[-1].end and last < limits[-1].end:
            last = last.replace(year=last.year + 1)
        limits.append(Dated("deadline", None, last))
    return limits


@form(
    "ngày D/M(/Y) là hạn cuối",
    r"{clock}{weekday}{n}{date1}\s(?:là|chính là)\s(?:ngày\s)?(?:hạn|thời hạn|cuối|"
    r"kết thúc nhận)(?:\s(?:cuối cùng|cuối|chót))?(?!\w)",
    examples={
        "ngày 15/11/2024 là hạn cuối": "deadline ..2024-11-15",
        "17 giờ ngày 20/11 là hạn chót": "deadline ..2024-11-20",
    },
    refuses=["ngày 15/11/2024 là ngày hội"],
)
def day_is_limit(m: Match, frame: Frame) -> Dated:
    """The day stands before the words that make it the last."""
    return Dated("deadline", None, frame.day(m, "1"))


@form(
    "không nhận sau ngày D/M(/Y)",
    r"không\s(?:tiếp\s|chấp\s|được\s)?(?:nhận|nộp|giải quyết|xem xét|để)\s?[a-z, ]{0,50}\ssau\s"
    r"{clock}{weekday}{n}{date1}"
    r"|đến hết\s{clock}{weekday}ngày\s{date1}(?=[^.;:\d]{0,60}\b(?:chưa|không)\s(?:gửi|nộp|báo cáo|đăng ký)\s)"
    r"|(?:quá|sau)\s(?:thời hạn\s|hạn\s)?{clock}{weekday}{n}{date1}(?=[^.;:\d]{0,80}\b(?:không|coi như|xem như)\s)"
    r"(?=[^.;:\d]{0,90}\b(?:nhận|gửi|nộp|giải quyết|xem xét|báo cáo|đăng ký|ý kiến)(?!\w))",
    examples={
        "không nhận bài sau ngày 15/12/2024": "deadline ..2024-12-15",
        "không để việc chi trả kéo dài sau ngày 20/12": "deadline ..2024-12-20",
    },
    refuses=["không nhận bài sau khi kết thúc", "sau ngày 15/12/2024"],
)
def refused_after(m: Match, frame: Frame) -> Dated:
    """The last day on which it is still taken."""
    return Dated("deadline", None, frame.day(m, "1"))


_LIMIT = (
    r"(?P<limit>xong trước|trước|chậm nhất|muộn nhất|trễ nhất|hạn cuối|hạn chót|xong trong)\s"
    r"(?:là\s|vào\s|lúc\s|đến\s|hết\s){0,2}"
)


@form(
    "chậm nhất thứ … tuần này",
    rf"{_LIMIT}(?P<hour>{{hour}})?{{part}}(?:ngày\s)?(?=thứ|chủ|cn){{weekday}}(?:của\s)?tuần\s(?P<which>này|tới|sau)"
    r"(?!\w|\s?,?\s?\(?(?:tức\s)?(?:ngày\s)?\d)",
    examples={
        "chậm nhất thứ Sáu tuần này": "deadline ..2024-11-08",
        "trước 16 giờ chiều thứ Tư tuần tới": "deadline ..2024-11-13",
        "trước thứ Năm tuần sau": "deadline ..2024-11-13",
    },
    refuses=["chậm nhất tuần này", "chậm nhất thứ Sáu tuần tới (15/11)", "thứ Sáu tuần này"],
)
def by_weekday_of_week(m: Match, frame: Frame) -> Dated | None:
    """A day of the week of writing or of the next; where the day of writing is not known, the editor is asked."""
    written = frame.issued or frame.floor
    if written is None:
        return None
    ahead = WEEKDAY_CODES.index(WEEKDAYS[m["weekday"]]) - written.weekday() + (0 if m["which"] == "nay" else 7)
    day = written + timedelta(days=ahead - (1 if "truoc" in m["limit"] and not m["hour"] else 0))
    return Dated("deadline", None, day, reason=f"Tính theo tuần ban hành văn bản: {day:%d/%m/%Y}.")


@form(
    "trước H hôm nay, ngày mai",
    r"(?:(?P<before>(?:xong\s)?trước)|chậm nhất|muộn nhất|trễ nhất|"
    r"(?:xong|hoàn thành|gửi|nộp|báo cáo)\s(?:ngay\s)?trong|ngay trong)\s"
    r"(?:là\s|vào\s|lúc\s|đến\s){0,2}(?:(?P<hour>{hour}(?:(?:sáng|trưa|chiều|tối|đêm)\s)?|(?:sáng|trưa|chiều|tối|đêm)\s)"
    r"(?:ngày\s|hôm\s)?|(?:ngày|hôm)\s)(?P<which>nay|mai)(?!\w|\s?[,(]?\s?(?:ngày\s)?\d)",
    examples={
        "trước 17 giờ hôm nay": "deadline ..2024-11-08",
        "xong trước 12 giờ trưa mai": "deadline ..2024-11-09",
        "hoàn thành trong ngày mai": "deadline ..2024-11-09",
        "ngay trong đêm nay": "deadline ..2024-11-08",
        "trước ngày mai": "deadline ..2024-11-08",
    },
    refuses=["trước 17 giờ hôm nay (08/11)", "trước nay", "từ trước đến nay", "trong ngày hôm nay"],
)
def by_today_or_tomorrow(m: Match, frame: Frame) -> Dated | None:
    """Counted from the day of issue; where that is blank, the editor is asked by the words left over."""
    if frame.issued is None:
        return None
    ahead = (1 if m["which"] == "mai" else 0) - (1 if m["before"] and not m["hour"] else 0)
    day = frame.issued + timedelta(days=ahead)
    return Dated("deadline", None, day, reason=f"Tính từ ngày ban hành văn bản: {day:%d/%m/%Y}.")


@form(
    "trước ngày D, … D/M",
    r"(?:(?P<before>(?:xong\s)?trước)|chậm nhất|muộn nhất|trễ nhất|xong)\s(?:là\s|vào\s)?ngày\s{d1}"
    r"(?=\s?[,;]\s|\s?\.?$)",
    examples={"trước ngày 15": "deadline ..2024-12-14"},
    refuses=["trước ngày 03", "trước ngày 15/12"],
    after="Vòng 12/12, thu phiếu ",
)
def limit_of_that_month(m: Match, frame: Frame) -> Dated | None:
    """The month is that of another day of the sentence, or the one named in it."""
    if regex.search(r"\b(?:hang|moi) (?:thang|quy|nam)\b", m.string):
        return None
    found = day_of_month_near(m, frame) or _day_just_ahead(m, frame) or _day_of_month_told(m, frame)
    if found is None:
        return None
    day, reason = found
    return Dated("deadline", None, day - timedelta(days=1 if m["before"] else 0), reason=reason)


def _sentence_before(m: Match) -> str:
    return str(regex.split(r"[.](?=\s)", m.string[max(0, m.start() - 160) : m.start()])[-1])


def _day_just_ahead(m: Match, frame: Frame) -> tuple[date, str] | None:
    """ "Trao quà sáng ngày 14/11; gửi danh sách trước ngày 11": within the week before the last day named."""
    named, number = list(DAY_NEAR.finditer(_sentence_before(m))), int(m["d1"])
    if not named or not 0 < int(named[-1]["d"]) - number <= 7:
        return None
    day = of_its_month(named[-1], number, frame)
    return (day, f"Tháng lấy theo “{named[-1].group()}”.") if day >= frame.reference else None


def _day_of_month_told(m: Match, frame: Frame) -> tuple[date, str] | None:
    """ "Sinh hoạt chuyên đề trong tháng 11, chậm nhất ngày 28"."""
    before = _sentence_before(m)
    told = regex.search(r"\btrong thang \d", before) and not DAY_NEAR.search(before)
    first = month_named(before, frame) if told else None
    if first is None or not 1 <= int(m["d1"]) <= last_day(first).day:
        return None
    return first.replace(day=int(m["d1"])), f"Tháng lấy theo “tháng {first.month}” nêu ở trước."


@form(
    "trước H cùng ngày",
    rf"{_LIMIT}{{hour}}{{part}}(?:cùng ngày|(?:của\s)?(?:ngày\s)?hôm đó|(?:của\s)?ngày đó)(?!\w)",
    examples={
        "trước 16 giờ cùng ngày": "deadline ..2024-11-20",
        "chậm nhất 17h30 ngày hôm đó": "deadline ..2024-11-20",
    },
    refuses=["trước 16 giờ", "cùng ngày"],
    after="Vòng 20/11, xe có mặt ",
)
def by_hour_of_that_day(m: Match, frame: Frame) -> Dated | None:
    """The day is the last one named before it."""
    named = list(DAY_NEAR.finditer(m.string[max(0, m.start() - 200) : m.start()]))
    if not named:
        return None
    near = named[-1]
    day = of_its_month(near, int(near["d"]), frame)
    return Dated("deadline", None, day, reason=f"Ngày lấy theo “{near.group()}”.")
