"""What comes back on a day of the month, quarter or year."""

from __future__ import annotations

import regex

from content.recognise.form import Dated, Frame, Match, form
from content.recognise.forms.daily import recurring
from content.recognise.fragments import MONTH_WORDS

_ONE_MONTH = regex.compile(r"(?<!\btu )\bthang \d{1,2}\b[^.;]{0,80}$")
_DEADLINE = r"(?:(?:trước(?: hoặc trong)?|chậm nhất|muộn nhất|vào|định kỳ)\s(?:là\s|vào\s|trước\s)?)?"


@form(
    "ngày D hằng tháng",
    rf"{_DEADLINE}(?:các\s)?(?:ngày|mùng|mồng|(?:sáng|chiều|tối|đêm)(?:\sngày)?)\s(?P<list>\d{{1,2}}(?:{{aside}}\s?(?:,|"
    rf"và)\s?(?:ngày\s)?\d{{1,2}}){{0,5}})\s?,?\s?(?:{{every}}\stháng|(?:của (?:mỗi|các) tháng|của tháng)(?!\sbáo))"
    rf"(?!\s(?:đầu|giữa|thứ|cuối|"
    rf"trước|sau|này|\d|{{monthword}}(?!\w)))",
    examples={
        "tối 10 và 25 hằng tháng": "recurring FREQ=MONTHLY;BYMONTHDAY=10,25",
        "các ngày 05 và 20 hằng tháng": "recurring FREQ=MONTHLY;BYMONTHDAY=5,20",
        "chậm nhất ngày 20 hằng tháng": "recurring FREQ=MONTHLY;BYMONTHDAY=20",
        "trước ngày 25 hàng tháng": "recurring FREQ=MONTHLY;BYMONTHDAY=25",
        "ngày 10 (số liệu 10 ngày đầu) và ngày 25 hằng tháng": "recurring FREQ=MONTHLY;BYMONTHDAY=10,25",
    },
    refuses=["ngày 35 hằng tháng", "ngày 14 của tháng báo cáo", "ngày 15 và ngày 25 của tháng 5"],
)
def on_days_of_month(m: Match, frame: Frame) -> Dated | None:
    """Days of every month; what is told of each may stand in brackets."""
    return _monthly(regex.sub(r"\([^()]*\)", " ", m["list"]))


def _monthly(days: str) -> Dated | None:
    numbers = [int(n) for n in regex.findall(r"-?\d+", days)]
    if not all(1 <= n <= 31 or n == -1 for n in numbers):
        return None
    return recurring(f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, numbers))}")


@form(
    "từ ngày D đến ngày D hằng tháng",
    r"(?:(?:vào|trong|định kỳ)\s)?(?:các\s)?(?:từ\s)?(?:ngày\s)?{d1}\s?(?:đến|tới|-)\s?"
    r"(?:hết\s)?(?:ngày\s)?{d2}\s?,?\s?"
    r"(?:{every}\stháng|của mỗi tháng|của tháng(?=\s?(?:[.,;:)]|$)))",
    examples={
        "từ ngày 03 đến ngày 05 hằng tháng": "recurring FREQ=MONTHLY;BYMONTHDAY=3,4,5",
        "từ 25 - 27 hằng tháng": "recurring FREQ=MONTHLY;BYMONTHDAY=25,26,27",
    },
    refuses=["từ ngày 15 đến ngày 35 hằng tháng", "từ ngày 27 đến ngày 05 hằng tháng"],
)
def stretch_of_month(m: Match, frame: Frame) -> Dated | None:
    """Every day from the one to the other, each month."""
    first, last = int(m["d1"]), int(m["d2"])
    return _monthly(",".join(map(str, range(first, last + 1)))) if 1 <= first < last else None


_PLACE = r"(?:xã|phường|thị trấn|thôn|tổ|xóm|bản|ấp|khu|cụm|điểm|trạm|huyện|nhóm|chợ)"


@form(
    "xã … ngày D, xã … ngày D hằng tháng",
    rf"{{part}}ngày\s(?P<first>\d{{1,2}})(?P<more>(?:\s?[,;]\s?(?:và\s)?|\svà\s){_PLACE}\s(?:[a-z0-9]{{1,8}}\s){{1,5}}{{part}}ngày\s\d{{1,2}}"
    rf"(?:(?:\s?[,;]\s?(?:và\s)?|\svà\s){_PLACE}\s(?:[a-z0-9]{{1,8}}\s){{1,5}}{{part}}ngày\s\d{{1,2}}){{0,4}})\s?{{every}}\stháng",
    examples={
        "ngày 8, xã Khánh Xuân ngày 16 hằng tháng": [
            "recurring FREQ=MONTHLY;BYMONTHDAY=8",
            "recurring FREQ=MONTHLY;BYMONTHDAY=16",
        ],
        "sáng ngày 10 và phường Chi Lăng chiều ngày 10 hằng tháng": "recurring FREQ=MONTHLY;BYMONTHDAY=10",
    },
    refuses=["ngày 8/11, xã Khánh Xuân ngày 16 hằng tháng", "ngày 8, xã Khánh Xuân ngày 45 hằng tháng"],
)
def days_of_month_by_place(m: Match, frame: Frame) -> list[Dated] | Dated | None:
    """Each place has its own day of every month; "hằng tháng" stands once, at the end."""
    days = dict.fromkeys([m["first"], *regex.findall(r"ngay (\d{1,2})", m["more"])])
    found = [one for one in map(_monthly, days) if one]
    if len(found) < len(days):
        return None
    return found if len(found) > 1 else found[0]


@form(
    "hằng tháng vào ngày D",
    r"(?:(?:định kỳ\s)?{every}\stháng\s?,?\s?(?:(?:\d{1,2}|một|hai|ba)\s(?:lần|buổi|kỳ|số|lượt)\s?,?\s)?|"
    r"(?:\d{1,2}|hai|ba)\s(?:lần|buổi|kỳ|số|lượt|phiên)(?:/|\s(?:trong|mỗi|một)\s)tháng\s?,?\s)"
    r"(?:\(?(?=ngày\s\d|các\sngày)|\(?(?:phát(?:\ssóng)?\s|ra\s|đăng\s|mở\s|họp\s)?(?:vào\s|trước\s|chậm nhất\s){1,2})"
    r"(?:các\s)?ngày\s(?P<list>\d{1,2}(?:\s?(?:,|và)\s?(?:ngày\s)?\d{1,2}){0,5})(?![\d/])(?!\stháng)",
    examples={
        "mỗi tháng hai lần vào ngày 1 và ngày 15": "recurring FREQ=MONTHLY;BYMONTHDAY=1,15",
        "hằng tháng vào ngày 15": "recurring FREQ=MONTHLY;BYMONTHDAY=15",
        "hằng tháng, ngày 10 và 25": "recurring FREQ=MONTHLY;BYMONTHDAY=10,25",
        "hằng tháng, trước ngày 20": "recurring FREQ=MONTHLY;BYMONTHDAY=20",
        "02 kỳ trong tháng, vào ngày 08 và ngày 22": "recurring FREQ=MONTHLY;BYMONTHDAY=8,22",
        "mỗi tháng 2 kỳ (ngày 1 và ngày 15": "recurring FREQ=MONTHLY;BYMONTHDAY=1,15",
        "mỗi tháng 02 kỳ, phát vào ngày 10 và ngày 25": "recurring FREQ=MONTHLY;BYMONTHDAY=10,25",
    },
    refuses=["hằng tháng vào ngày 45"],
)
def monthly_on(m: Match, frame: Frame) -> Dated | None:
    """The day stands after."""
    return _monthly(m["list"])


@form(
    "hằng tháng …, trước ngày D",
    r"(?:định kỳ\s)?{every}\stháng\s(?:[a-z-]{1,12}\s?[,()]?\s){1,14}(?:trước|chậm nhất|muộn nhất|vào)\s"
    r"(?:là\s)?(?:các\s)?ngày\s(?P<list>\d{1,2}(?:\s?(?:,|và)\s?(?:ngày\s)?\d{1,2}){0,5})(?![\d/])"
    r"(?!\s?-\s?\d|\s(?:của\s)?tháng)",
    examples={
        "hằng tháng báo cáo kết quả về Sở trước ngày 20": "recurring FREQ=MONTHLY;BYMONTHDAY=20",
        "Định kỳ hằng tháng gửi báo cáo về Phòng Văn hóa chậm nhất ngày 25": "recurring FREQ=MONTHLY;BYMONTHDAY=25",
        "mỗi tháng tổ chức sinh hoạt câu lạc bộ vào ngày 15": "recurring FREQ=MONTHLY;BYMONTHDAY=15",
    },
    refuses=[
        "hằng tháng báo cáo về Sở trước ngày 20/11",
        "hằng tháng báo cáo trước ngày 20 tháng 11",
        "hằng tháng báo cáo trước ngày 45",
    ],
)
def monthly_with_its_day(m: Match, frame: Frame) -> Dated | None:
    """What is done every month, by the day that ends its clause."""
    return _monthly(m["list"])


@form(
    "báo cáo tháng trước ngày D",
    r"(?:báo cáo(?:\s(?:định kỳ|kết quả|công tác|tình hình)){0,2}\s(?:{every}\s)?tháng|"
    r"(?<=[,;:]\s)tháng(?=\s\())\s?[:(,]?\s?"
    r"(?:gửi\s|nộp\s)?(?:(?:trước|chậm nhất|muộn nhất|vào|là|không quá)\s){0,2}(?:các\s)?ngày\s"
    r"(?P<list>\d{1,2}(?:\s?(?:,|và)\s?(?:ngày\s)?\d{1,2}){0,3})(?![\d/])(?!\s?[-.]\s?\d|\s(?:của\s)?tháng(?!\s?[,;.]))",
    examples={
        "báo cáo tháng trước ngày 18": "recurring FREQ=MONTHLY;BYMONTHDAY=18",
        "Báo cáo kết quả hằng tháng: gửi chậm nhất ngày 25": "recurring FREQ=MONTHLY;BYMONTHDAY=25",
    },
    refuses=["báo cáo tháng trước ngày 18/11", "báo cáo tháng trước ngày 18 tháng 11", "báo cáo tháng 11 ngày 18"],
)
def monthly_report(m: Match, frame: Frame) -> Dated | None:
    """What is made for every month is due on a day of each."""
    return _monthly(m["list"])


@form(
    "chậm nhất ngày D của tháng trước",
    r"(?:trước|chậm nhất|muộn nhất|hạn(?:\s(?:cuối|gửi|nộp|báo cáo))?\s?:?)\s(?:là\s|vào\s)?(?:trước\s)?"
    r"(?:ngày\s)?(?:mùng\s|mồng\s)?(?P<list>\d{1,2})\s(?:của\s)?tháng"
    r"(?:\s(?:(?:liền\s|kế\s)?(?:trước|tiếp theo|kế tiếp)|(?:liền|kế)\ssau)|[^\w\s]sau)(?:\s(?:đó|liền kề))?(?!\w)",
    examples={
        "chậm nhất ngày 25 của tháng trước": "recurring FREQ=MONTHLY;BYMONTHDAY=25",
        "hạn gửi: mùng 5 tháng kế tiếp": "recurring FREQ=MONTHLY;BYMONTHDAY=5",
        "trước ngày 05 tháng sau": "recurring FREQ=MONTHLY;BYMONTHDAY=5",
    },
    refuses=["từ ngày 15 của tháng trước", "trước ngày 5 tháng 12", "trước ngày 5 tháng Sáu"],
)
def limit_of_month_beside(m: Match, frame: Frame) -> Dated | None:
    """What is due in the month before or after comes back every month, unless one month is named before it.

    "Tháng sau" has a sign between its words, where it is not "tháng Sáu".
    """
    return None if _ONE_MONTH.search(m.string[: m.start()]) else _monthly(m["list"])


@form(
    "ngày cuối cùng của tháng",
    r"(?:vào\s)?(?:(?:các\s)?ngày\s(?P<list>\d{1,2}(?:\s?,\s?(?:ngày\s)?\d{1,2}){0,4})\s?(?:,\s?(?:và\s)?|và\s))?"
    r"ngày\s(?:làm việc\s)?cuối\s(?:cùng\s)?(?:của\s)?(?:{every}\s|"
    r"mỗi\s)?tháng(?!\s(?:\d|thứ\s))(?:\s{every}\stháng)?",
    examples={
        "ngày cuối cùng của tháng": "recurring FREQ=MONTHLY;BYMONTHDAY=-1",
        "ngày 10, 20 và ngày cuối tháng": "recurring FREQ=MONTHLY;BYMONTHDAY=10,20,-1",
        "ngày cuối tháng hằng tháng": "recurring FREQ=MONTHLY;BYMONTHDAY=-1",
    },
    refuses=["ngày cuối tháng 12", "ngày cuối cùng của tháng thứ 3 kể từ khi kết thúc năm"],
)
def last_of_month(m: Match, frame: Frame) -> Dated | None:
    """Counted from the end; other days of the month may stand before it."""
    return _monthly(f"{m['list']},-1") if m["list"] else recurring("FREQ=MONTHLY;BYMONTHDAY=-1")


@form(
    "ngày cuối của các tháng M, M và M",
    r"(?:vào\s)?ngày\scuối\s(?:cùng\s)?(?:của\s)?(?:các\s)?tháng\s"
    r"(?P<months>(?:1[0-2]|0?[1-9])(?:\s?(?:,\s?và|,|và)\s?(?:tháng\s)?(?:1[0-2]|0?[1-9])(?!\d)){1,11})"
    r"(?!\s?[/.-]\s?\d|\snăm\s\d)",
    examples={"ngày cuối cùng của tháng 3, 6, 9 và 12": "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"},
    refuses=["ngày cuối tháng 12", "ngày cuối của tháng 3 và tháng 9/2025"],
)
def last_of_months(m: Match, frame: Frame) -> Dated:
    """The last day of several months of every year."""
    return _yearly(",".join(str(int(n)) for n in regex.findall(r"\d+", m["months"])), -1)


_QUARTERS = {
    "dau": "1,4,7,10", "nhat": "1,4,7,10", "1": "1,4,7,10", "giua": "2,5,8,11", "hai": "2,5,8,11", "2": "2,5,8,11",
    "ba": "3,6,9,12", "3": "3,6,9,12", "cuoi": "3,6,9,12",
}  # fmt: skip
_OF_QUARTER = (
    r"tháng\s(?:thứ\s)?(?P<which>đầu|giữa|nhất|hai|ba|[1-3]|cuối)(?:\s(?:tiên|cùng))?\s(?:(?:của|trong)\s)?(?:{every}\s)?quý"
    r"(?:\s{every}\squý)?(?!\s(?:[iv]{1,3}|\d)(?!\w))"
)


@form(
    "ngày D của tháng cuối quý",
    rf"(?:định kỳ\s)?(?:{{every}}\squý\s?,?\s?\(?)?{_DEADLINE}"
    rf"(?:(?:từ\s(?:ngày\s)?(?P<since>\d{{1,2}})\s?(?:đến|tới|-)\s?(?:hết\s)?)?(?:ngày\s)?(?<=ngày\s|-\s?|đến\s){{d}}|"
    rf"(?P<last>ngày cuối(?:\scùng)?))\s(?:của\s)?{_OF_QUARTER}",
    examples={
        "chậm nhất ngày 18 của tháng cuối quý": "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=18",
        "từ ngày 18 đến ngày 20 tháng cuối mỗi quý": "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=18,19,20",
        "ngày 05 của tháng đầu quý": "recurring FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5",
        "ngày 20 của tháng thứ hai trong quý": "recurring FREQ=YEARLY;BYMONTH=2,5,8,11;BYMONTHDAY=20",
        "vào ngày 25 của tháng thứ ba mỗi quý": "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25",
        "vào ngày 5 tháng đầu mỗi quý": "recurring FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5",
        "ngày cuối cùng của tháng cuối quý": "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    },
    refuses=["ngày 35 của tháng cuối quý", "ngày 5 tháng đầu quý IV"],
)
def day_of_quarter(m: Match, frame: Frame) -> Dated | None:
    """A day of the first, middle or last month of every quarter, or every day from the one to the other."""
    day = -1 if m["last"] else int(m["d"])
    days = range(int(m["since"]), day + 1) if m["since"] else [day]
    return _yearly(_QUARTERS[m["which"]], *days) if day <= 31 and day != 0 and days else None


@form(
    "tháng đầu mỗi quý",
    rf"(?:định kỳ\s)?(?:vào|trong)\s(?:tuần đầu\s(?:của\s)?)?{_OF_QUARTER}",
    examples={"vào tháng đầu mỗi quý": "recurring FREQ=YEARLY;BYMONTH=1,4,7,10"},
    refuses=["vào tháng đầu quý I", "vào ngày 5 của tháng đầu mỗi quý"],
)
def month_of_quarter(m: Match, frame: Frame) -> Dated:
    """A month of every quarter, with no day."""
    return recurring(f"FREQ=YEARLY;BYMONTH={_QUARTERS[m['which']]}")


@form(
    "ngày cuối quý",
    r"(?:vào\s|trước\s|chậm nhất\s){0,2}ngày cuối(?:\scùng)?\s(?:của\s)?(?:{every}\s)?quý(?!\s(?:[iv]{1,3}|"
    r"\d)(?!\w))(?:\s{every}\squý)?",
    examples={"vào ngày cuối cùng của quý": "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"},
    refuses=["ngày cuối quý IV"],
)
def last_of_quarter(m: Match, frame: Frame) -> Dated:
    """Counted from the end of every quarter."""
    return _yearly(_QUARTERS["cuoi"], -1)


def _yearly(months: str, *days: int) -> Dated:
    return recurring(f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={','.join(map(str, days))}")


@form(
    "ngày D các tháng M, M và M",
    rf"{_DEADLINE}ngày\s{{d}}\s(?:của\s)?(?:các\s)?tháng\s(?P<months>(?:1[0-2]|0?[1-9])(?:\s?(?:,\s?và|,|"
    rf"và)\s?(?:tháng\s)?(?:1[0-2]|0?[1-9])(?!\d)){{1,11}})"
    r"(?:\s?,?\s?(?:{every}\snăm|trong năm))?(?!\s?[/.-]\s?\d|\snăm\s\d|\s?\(?(?:âm lịch|âl)(?!\w))",
    examples={
        "ngày 25 các tháng 3, 6, 9, 12": "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25",
        "trước ngày 10 tháng 6 và tháng 12 hằng năm": "recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=10",
    },
    refuses=["ngày 15 tháng 3 và 10/4", "ngày 35 các tháng 3, 6", "ngày 15 tháng 3 và tháng 9/2025"],
)
def day_of_months(m: Match, frame: Frame) -> Dated | None:
    """One day of several months of every year."""
    months = [int(n) for n in regex.findall(r"\d+", m["months"])]
    many = "cac thang" in m.group() or len(months) > 2 or m.group().endswith("nam")
    return _yearly(",".join(map(str, months)), int(m["d"])) if 1 <= int(m["d"]) <= 31 and many else None


_DAYS = r"\d{1,2}(?:\s?[/-]\s?|\stháng\s)(?:1[0-2]|0?[1-9])(?![\d/])"
_TERM = r"(?:kỳ|đợt|lần)\s(?:thứ\s)?"
_TERM_BY = r"(?:[a-z]{1,12}\s){0,6}(?:trước|chậm nhất|vào|đến|từ)\s(?:hết\s|là\s)?(?:ngày\s)?"
_BY = r"(?:trước|chậm nhất|vào)\s(?:là\s)?(?:ngày\s)?"
_REPORT = (
    r"(?:(?:báo cáo\s)?(?:cả năm|năm|tổng kết|6 tháng|sơ kết)\s(?:gửi\s|nộp\s)?\(?)?(?:(?:trước|chậm nhất|vào)\s)?"
)


@form(
    "các ngày D/M, D/M hằng năm",
    rf"{_DEADLINE}(?:các\s)?ngày\s(?P<list>{_DAYS}(?:\s?(?:,\s?và|,|;|"
    rf"và|\),)\s?{_REPORT}(?:ngày\s)?{_DAYS}){{1,11}})\)?\s?,?\s?(?:{{every}}\snăm|của năm|mỗi năm)"
    rf"|định kỳ\s?:?\s(?:báo cáo\s)?(?:0?6|sáu)\stháng\s?[:,]?\s?\(?{_BY}(?P<list>{_DAYS}\)?\s?(?:,|;|và)\s"
    rf"(?:{{every}}\s|cả\s|0?1\s|một\s)?năm\s?[:,]?\s?\(?{_BY}{_DAYS})\)?"
    rf"|{_TERM}(?:0?1|i|một|đầu|nhất)\s?[:,]?\s{_TERM_BY}(?P<list>{_DAYS}(?:\s?[,;]\s(?:và\s)?{_TERM}"
    rf"(?:0?[2-4]|i{{2,3}}|hai|ba|cuối)\s?[:,]?\s{_TERM_BY}{_DAYS}){{1,3}})\s?,?\s?{{every}}\snăm",
    examples={
        "vào các ngày 5/1, 5/4, 5/7, 5/10 hằng năm": "recurring FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5",
        "trước ngày 15/6 và 10/12 hằng năm": [
            "recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15",
            "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10",
        ],
        "định kỳ 6 tháng (trước ngày 15/6), năm (trước ngày 15/12)": "recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15",
        "kỳ 1 trước ngày 31/5, kỳ 2 trước ngày 31/10 hằng năm": "recurring FREQ=YEARLY;BYMONTH=5,10;BYMONTHDAY=31",
        "trước ngày 15/6, báo cáo năm trước ngày 10/12 hằng năm": [
            "recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15",
            "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10",
        ],
    },
    refuses=["các ngày 5/1, 5/4", "ngày 31/2 và 5/4 hằng năm", "ngày 10 tháng 6, báo cáo năm ngày 10 tháng 12"],
)
def days_of_every_year(m: Match, frame: Frame) -> list[Dated]:
    """The months of one day stand together; days of different numbers come back each by itself."""
    months: dict[int, list[int]] = {}
    for number, month in regex.findall(r"(\d+)\s?(?:[/-]|thang)\s?(\d+)", m["list"]):
        frame.certain(2024, int(month), int(number))
        months.setdefault(int(number), []).append(int(month))
    return [_yearly(",".join(map(str, found)), number) for number, found in months.items()]


@form(
    "ngày D/M hằng năm",
    rf"(?:{_DEADLINE}(?:lấy\s)?{{clock}}ngày\s)?{{d}}{{worded}}(?:\s?/\s?|\s?-\s?|\stháng\s)(?P<m>1[0-2]|0?[1-9]|"
    rf"{{monthword}}){{worded}}\s?,?\s?(?:{{every}}\snăm|của năm|mỗi năm)(?!\s(?:\d|học|sau|tới|trước|này|nay)(?!\w))"
    rf"|{{every}}\snăm\s?,?\s\(?(?:(?:lấy|chọn|vào|trước|chậm nhất|từ)\s(?:là\s)?)?ngày\s{{d}}"
    rf"(?:\s?/\s?|\s?-\s?|\stháng\s)(?P<m>1[0-2]|0?[1-9])(?![\d/])",
    examples={
        "chậm nhất ngày 15 tháng 6 hằng năm": "recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15",
        "ngày 10/12 hằng năm": "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10",
        "0 giờ ngày 01/01 hằng năm": "recurring FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1",
        "trước hoặc trong ngày 06 (sáu) tháng 6 (sáu) hằng năm": "recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=6",
        "hằng năm lấy ngày 10 tháng 10": "recurring FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=10",
        "ngày 10 tháng 10 hàng năm": "recurring FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=10",
        "Hằng năm, ngày 10/10": "recurring FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=10",
        "hằng năm, trước ngày 15/12": "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15",
        "hằng năm (trước ngày 05/12": "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5",
    },
    refuses=["ngày 31/2 hằng năm", "hằng năm", "ngày 30/9 của năm học", "ngày 7 tháng Giêng hằng năm"],
)
def yearly_on(m: Match, frame: Frame) -> Dated | None:
    """A day of every year; one of the lunar calendar has no rule."""
    if m["m"] in ("gieng", "chap"):
        return None
    month = MONTH_WORDS.get(m["m"]) or int(m["m"])
    frame.certain(2024, month, int(m["d"]))
    return recurring(f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={int(m['d'])}")
