"""The sentences of the plan, in Vietnamese: why a theme is aired, why not, and what mends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from feeds.text import day as full
from feeds.text import day_and_month as short

if TYPE_CHECKING:
    from calendar_app.planning.model import NotFitting

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_PER = {"day": "ngày", "week": "tuần"}
_DAYS = {"anniversary": "Ngày kỷ niệm", "deadline": "Hạn cuối"}


def weekday(day: date) -> str:
    """Return "thứ Tư 20/11"."""
    return f"{_WEEKDAYS[day.weekday()]} {short(day)}"


def why(rule: str, on: date, day: date | None, count: int, what: str) -> str:
    """Say why a theme is aired on a day; `day`, `count` and `what` are the facts of the rule."""
    return _WHY[rule](on, day, count, what)


def _day(on: date, day: date | None, count: int, what: str) -> str:
    name = f"{_DAYS.get(what, 'Ngày diễn ra')} {short(day or on)}"
    before = ((day or on) - on).days
    if what == "deadline":
        return f"{name}: {f'còn {before} ngày' if before else 'ngày cuối cùng'}"
    return f"{name}, phát " + (f"trước {before} ngày vì hôm đó không có buổi phù hợp" if before else "đúng ngày")


def _lead(on: date, day: date | None, count: int, what: str) -> str:
    if what == "deadline":
        return _day(on, day, count, what)
    name = _DAYS.get(what, "Ngày diễn ra")
    return f"Trước {name[0].lower()}{name[1:]} {short(day or on)}: còn {((day or on) - on).days} ngày"


def _turn(on: date, since: date | None, count: int, what: str) -> str:
    return f"Đến lượt: chưa phát từ {short(since)}" if since else "Đến lượt: chưa phát lần nào"


_WHY: dict[str, Callable[[date, date | None, int, str], str]] = {
    "pin": lambda on, day, count, what: "Ghim vào buổi này theo quyết định của người phụ trách",
    "move": lambda on, day, count, what: f"Chuyển từ {weekday(day or on)} theo quyết định của người phụ trách",
    "urgent": lambda on, day, count, what: f"Khẩn cấp: phát ngay, mọi buổi đến hết {short(day or on)}",
    "day": _day,
    "lead": _lead,
    "turn": _turn,
    "repeat": lambda on, day, count, what: f"Theo yêu cầu: {count} lần/{_PER[what]}",
    "rule": lambda on, day, count, what: "Theo lịch định kỳ mà văn bản yêu cầu",
    "again": lambda on, day, count, what: f"Còn phút: phát lại, lượt {count} trong tuần",
}


def not_fitting(it: NotFitting) -> str:
    """Say what of a theme does not fit and what mends it."""
    return f"“{it.theme.title}”, tuần {it.week.number}: {_NOT[it.code](it)}"


def _on(it: NotFitting) -> str:
    return weekday(it.day) if it.day else "ngày đó"


def _partly(it: NotFitting) -> str:
    return f"mới xếp được {it.count}/{it.asked} lượt được yêu cầu. Hãy thêm phút, thêm buổi phát hoặc giảm số lượt."


def _pinned(reason: str) -> Callable[[NotFitting], str]:
    return lambda it: f"đã ghim vào {_on(it)} (buổi “{it.slot}”) nhưng {reason}"


_NOT: dict[str, Callable[[NotFitting], str]] = {
    "minutes": lambda it: "thời lượng không hợp lệ. Hãy sửa: bản ngắn ít nhất 1 phút, bản dài không ngắn hơn bản ngắn.",
    "window": lambda it: "thời gian phát kết thúc trước khi bắt đầu. Hãy sửa một trong hai ngày.",
    "past": lambda it: (
        f"đã hết thời gian phát ngày {full(it.theme.until)} mà chưa phát. "
        "Nếu còn cần phát, hãy sửa ngày kết thúc; nếu không, hãy bỏ chủ đề."
    ),
    "rule": lambda it: "không đọc được lịch định kỳ. Hãy sửa lại, ví dụ “2 lần/ngày” hoặc “thứ Hai hằng tuần”.",
    "no-slots": lambda it: "đơn vị chưa có buổi phát nào trong tuần. Hãy khai báo buổi phát của đơn vị.",
    "no-channel": lambda it: (
        "đơn vị không có buổi phát trên kênh của chủ đề. Hãy thêm buổi trên kênh đó hoặc sửa kênh của chủ đề."
    ),
    "no-language": lambda it: (
        "đơn vị không có buổi phát bằng ngôn ngữ của chủ đề. Hãy thêm buổi phát hoặc bản dịch của chủ đề."
    ),
    "too-long": lambda it: (
        f"bản ngắn dài hơn mọi buổi phát phù hợp (cần {it.asked} phút, buổi dài nhất {it.count} phút). "
        "Hãy rút ngắn nội dung hoặc kéo dài buổi phát."
    ),
    "no-day": lambda it: (
        "những ngày được phát không có buổi phát nào. Hãy thêm buổi phát vào ngày đó hoặc sửa thời gian phát."
    ),
    "banned": lambda it: "mọi buổi phù hợp đều đã bị cấm phát chủ đề này. Hãy bỏ bớt lệnh cấm.",
    "hold": lambda it: "tạm dừng vì Quốc tang; được xếp lại ngay khi hết thời gian tạm dừng.",
    "full": lambda it: (
        "các buổi phù hợp không còn đủ phút. Hãy thêm phút hoặc buổi phát, rút ngắn hay bỏ bớt chủ đề khác."
    ),
    "day": lambda it: f"không phát được đúng {_on(it)}. Hãy thêm buổi hoặc thêm phút trong ngày đó, hoặc bỏ bớt ghim.",
    "lead": lambda it: (
        f"mới xếp được {it.count}/{it.asked} ngày trước {short(it.day or it.theme.until)}. "
        "Hãy thêm phút hoặc buổi phát trong những ngày đó."
    ),
    "repeat": _partly,
    "urgent": lambda it: (
        f"khẩn cấp nhưng chỉ xếp được {it.count}/{it.asked} buổi. "
        "Hãy bỏ ghim ở các buổi còn lại hoặc rút ngắn nội dung."
    ),
    "pin-slot": _pinned("ngày đó không có buổi này. Hãy ghim vào buổi khác."),
    "pin-window": _pinned("ngày đó nằm ngoài thời gian phát. Hãy bỏ ghim hoặc sửa thời gian phát."),
    "pin-ban": _pinned("đã bị cấm phát. Hãy bỏ ghim hoặc bỏ lệnh cấm."),
    "pin-hold": _pinned("tạm dừng vì Quốc tang. Hãy cho phép chủ đề trong thời gian này hoặc ghim vào ngày khác."),
    "pin-full": _pinned("buổi đó không còn đủ phút. Hãy bỏ bớt ghim khác, rút ngắn nội dung hoặc ghim vào buổi khác."),
}
CODES = frozenset(_NOT)
