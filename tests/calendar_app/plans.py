"""Themes, units and how a plan is written down, for the tests of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

from calendar_app.planning import Plan, Slot, Theme, Unit
from calendar_app.planning.phrases import weekday

MORNING = Slot("sang", frozenset({1, 2, 3, 4, 5}), time(5), 15, "loudspeaker")
EVENING = replace(MORNING, id="chieu", start=time(17))
STATION = Unit("truyen-thanh-dak-ha", (MORNING, EVENING))

REGULAR = Theme("I.1.2", "Phòng ngừa ngộ độc thực phẩm", "regular", date(2024, 11, 11), None, 2, 4)
TEACHERS = Theme(
    "I.2.7", "Ngày Nhà giáo Việt Nam", "anniversary", date(2024, 11, 11), None, 2, 4, day=date(2024, 11, 20)
)
REPORT = Theme(
    "1.-3", "Gửi báo cáo trước ngày 15/11", "deadline", date(2024, 11, 4), None, 1, 1, day=date(2024, 11, 14)
)
STORM = Theme("bao", "Bão số 8", "thematic", date(2024, 11, 13), date(2024, 11, 14), 10, 15, priority="urgent")


def regular(number: int) -> Theme:
    return replace(REGULAR, uid=f"t{number:02}", title=f"Chủ đề {number}")


def directives() -> tuple[Theme, ...]:
    """The themes of the five directives, as an editor would settle them; the minutes are those of their words."""
    open_ = {"first": date(2024, 11, 11), "last": None}
    year_end = date(2024, 12, 31)
    return (
        Theme("I.1.1", "Luật sửa đổi, bổ sung một số điều của Luật Cảnh vệ", "regular", **open_, short=1, long=2),
        Theme("I.1.2", "Phòng ngừa ngộ độc thực phẩm", "regular", **open_, short=1, long=2),
        Theme("I.1.3", "Phòng cháy phương tiện dùng pin Lithium-ion", "regular", **open_, short=1, long=2),
        Theme("I.2.1", "Quy chế bầu cử trong Đảng", "thematic", **open_, short=2, long=4),
        Theme("I.2.2", "Kết quả 9 tháng thực hiện Nghị quyết 23-NQ/TU", "thematic", **open_, short=2, long=4),
        Theme("I.2.3", "10 năm thực hiện Quyết định 1408-QĐ/TU", "thematic", **open_, short=2, long=4),
        Theme("I.2.4", "Từ nay đến Đại hội XIV", "thematic", date(2024, 11, 11), year_end, 2, 3),
        Theme("I.2.5", "Kết quả Kỳ họp thứ 8, Quốc hội khóa XV", "thematic", date(2024, 11, 11), year_end, 2, 3),
        Theme("I.2.6", "70 năm sự kiện Tập kết ra Bắc", "thematic", date(2024, 11, 11), year_end, 2, 5),
        Theme("I.2.7-20", "Ngày Nhà giáo Việt Nam", "anniversary", **open_, short=2, long=4, day=date(2024, 11, 20)),
        Theme("I.2.7-18", "Ngày truyền thống MTTQ", "anniversary", **open_, short=2, long=4, day=date(2024, 11, 18)),
        Theme("I.2.7-22", "80 năm QĐND Việt Nam", "anniversary", **open_, short=2, long=4, day=date(2024, 12, 22)),
        Theme("S0.1.-2", "Giải Búa liềm vàng lần thứ IV", "thematic", date(2024, 4, 1), None, 1, 2),
        Theme("S1.1.-3", "Hiến kế", "deadline", date(2020, 6, 22), None, 2, 3, day=date(2020, 7, 14)),
        Theme("S3.1", "Chương trình hành động 56", "thematic", date(2023, 1, 5), date(2023, 12, 31), 2, 3),
        Theme("S4.-1", "Đại hội Đảng bộ tỉnh lần thứ XII", "thematic", date(2020, 9, 1), date(2020, 10, 30), 2, 3),
    )


def written(plan: Plan, themes: tuple[Theme, ...]) -> Iterator[str]:
    """Yield a plan as lines, a session and then its airings, and what does not fit."""
    titles = {theme.uid: theme.title for theme in themes}
    for session in plan.sessions:
        yield f"{weekday(session.day)}, {session.slot.start:%H:%M} (còn {session.left} phút)"
        for airing in session.airings:
            yield f"  {airing.minutes} phút  {titles[airing.theme]}: {airing.why}"
    for one in plan.not_fitting:
        yield f"! {one.said}"
