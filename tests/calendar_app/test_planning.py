"""The airing plan: its rules one by one, and a week of the five directives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

import pytest

from calendar_app.errors import Problem
from calendar_app.planning import (
    Airing,
    Ban,
    Decisions,
    Hold,
    Move,
    Pin,
    Plan,
    Repeat,
    Slot,
    Theme,
    Unit,
    plan,
    repeat_of,
    week_named,
)
from content.almanac.weeks import Week
from tests.calendar_app.plans import (
    EVENING,
    MORNING,
    REGULAR,
    REPORT,
    STATION,
    STORM,
    TEACHERS,
    directives,
    regular,
    written,
)
from tests.conftest import ROOT

W46, W47, W48 = Week(2024, 46), Week(2024, 47), Week(2024, 48)
MONDAY = W46.monday
NOTHING = Decisions()


def made(
    *themes: Theme,
    unit: Unit = STATION,
    first: Week = W46,
    last: Week | None = None,
    today: date = MONDAY,
    decisions: Decisions = NOTHING,
    aired: Sequence[Airing] = (),
) -> Plan:
    return plan(unit, themes, first, last or first, today, decisions, aired)


def days(made: Plan, theme: Theme) -> list[date]:
    return [airing.day for airing in made.airings() if airing.theme == theme.uid]


def where(made: Plan, theme: Theme) -> list[tuple[date, str]]:
    return [(airing.day, airing.slot) for airing in made.airings() if airing.theme == theme.uid]


def whys(made: Plan, theme: Theme) -> list[str]:
    return [airing.why for airing in made.airings() if airing.theme == theme.uid]


def codes(made: Plan) -> list[str]:
    return [one.code for one in made.not_fitting]


def nov(day: int) -> date:
    return date(2024, 11, day)


# What is due


def test_every_theme_is_aired_before_any_is_aired_again() -> None:
    themes = [regular(number) for number in range(70)]
    aired = Counter(airing.theme for airing in made(*themes).airings())
    assert set(aired.values()) == {1}
    assert len(aired) == 70


def test_regular_themes_take_turns_by_who_was_least_recently_aired() -> None:
    themes = [replace(regular(number), long=2) for number in range(140)]
    weeks = made(*themes, last=Week(2024, 49))
    assert {count for count in Counter(airing.theme for airing in weeks.airings()).values()} == {2}
    first = {airing.theme for airing in weeks.airings() if airing.day <= W46.sunday}
    second = {airing.theme for airing in weeks.airings() if W47.monday <= airing.day <= W47.sunday}
    assert len(first) == len(second) == 70
    assert not first & second


def test_a_theme_has_the_same_sessions_every_week_while_there_is_room() -> None:
    sessions = [(day.isoweekday(), slot) for day, slot in where(made(REGULAR, last=W48), REGULAR)]
    assert len(sessions) == 9
    assert sessions[:3] == sessions[3:6] == sessions[6:]


def test_a_turn_says_since_when_the_theme_was_not_aired() -> None:
    once = replace(STATION, turns=1)
    weeks = made(REGULAR, unit=once, last=W47)
    before = days(weeks, REGULAR)[0]
    assert whys(weeks, REGULAR) == [
        "Đến lượt: chưa phát lần nào",
        f"Đến lượt: chưa phát từ {before.day}/11",
    ]


def test_what_ends_this_week_goes_before_what_can_wait() -> None:
    unit = Unit("x", (replace(MORNING, weekdays=frozenset({5}), minutes=2),))
    ends, stays = replace(regular(2), last=nov(15)), regular(1)
    assert days(made(stays, ends, unit=unit), ends) == [nov(15)]


def test_what_has_priority_goes_first() -> None:
    unit = Unit("x", (replace(MORNING, weekdays=frozenset({5}), minutes=2),))
    first = replace(regular(2), priority="priority")
    week = made(regular(1), first, unit=unit)
    assert days(week, first) == [nov(15)]
    assert codes(week) == ["full"]


def test_a_unit_airs_a_theme_as_often_as_it_is_set_while_there_are_minutes_and_once_a_day() -> None:
    for turns in (1, 2, 5):
        aired = days(made(REGULAR, unit=replace(STATION, turns=turns)), REGULAR)
        assert len(set(aired)) == len(aired) == turns


def test_minutes_that_are_left_make_short_versions_long() -> None:
    alone = next(made(REGULAR).airings())
    assert (alone.version, alone.minutes) == ("long", 4)
    crowd = made(*[regular(number) for number in range(70)])
    assert {airing.version for airing in crowd.airings()} == {"short"}


def test_a_slow_pace_takes_more_minutes() -> None:
    slow = made(REGULAR, unit=replace(STATION, pace=150))
    assert {airing.minutes for airing in slow.airings()} == {5}


def test_a_theme_is_aired_only_on_its_channels_and_in_its_language() -> None:
    other = Slot("jrai", frozenset({3}), time(18), 10, "loudspeaker", "jra")
    portal = Slot("cong", frozenset({1}), time(8), 10, "portal")
    unit = Unit("x", (MORNING, other, portal))
    jrai = replace(REGULAR, uid="a", language="jra")
    online = replace(REGULAR, uid="b", channels=frozenset({"portal"}))
    week = made(jrai, online, unit=unit)
    assert where(week, jrai) == [(nov(13), "jrai")]
    assert where(week, online) == [(nov(11), "cong")]


# Days, deadlines, repeats


def test_an_anniversary_is_aired_on_its_day_and_daily_before_it() -> None:
    weeks = made(TEACHERS, last=W47)
    assert {nov(18), nov(19), nov(20)} <= set(days(weeks, TEACHERS))
    assert max(days(weeks, TEACHERS)) == nov(20)
    assert "Ngày kỷ niệm 20/11, phát đúng ngày" in whys(weeks, TEACHERS)
    assert "Trước ngày kỷ niệm 20/11: còn 2 ngày" in whys(weeks, TEACHERS)


def test_an_anniversary_without_a_session_on_its_day_is_aired_before_it_and_said() -> None:
    sunday = replace(TEACHERS, day=nov(17), lead=0)
    week = made(sunday, unit=replace(STATION, turns=1))
    assert whys(week, sunday) == ["Ngày kỷ niệm 17/11, phát trước 2 ngày vì hôm đó không có buổi phù hợp"]
    assert [one.said for one in week.not_fitting] == [
        "“Ngày Nhà giáo Việt Nam”, tuần 46: không phát được đúng Chủ nhật 17/11. "
        "Hãy thêm buổi hoặc thêm phút trong ngày đó, hoặc bỏ bớt ghim."
    ]


def test_a_deadline_is_aired_on_the_days_before_it_and_never_after() -> None:
    week = made(REPORT)
    assert set(days(week, REPORT)) == {nov(11), nov(12), nov(13), nov(14)}
    assert whys(week, REPORT)[-2:] == ["Hạn cuối 14/11: còn 1 ngày", "Hạn cuối 14/11: ngày cuối cùng"]
    assert codes(week) == []


def test_a_deadline_told_on_the_days_before_fits_even_where_its_day_has_no_session() -> None:
    weekend = replace(REPORT, day=nov(17))
    assert codes(made(weekend)) == []
    monday = replace(REPORT, day=nov(18))
    late = Unit("x", (replace(MORNING, weekdays=frozenset({4, 5})),))
    assert codes(made(monday, unit=late, last=W47)) == []


@pytest.mark.parametrize(
    ("words", "repeat"),
    [
        ("phát 2 lần/ngày", Repeat(2, "day")),
        ("3 buổi/tuần", Repeat(3, "week")),
        ("02 lượt mỗi ngày", Repeat(2, "day")),
        ("FREQ=WEEKLY;BYDAY=MO", Repeat(1, "day", "FREQ=WEEKLY;BYDAY=MO")),
        ("FREQ=DAILY;BYHOUR=5,17", Repeat(2, "day", "FREQ=DAILY;BYHOUR=5,17")),
        ("thường xuyên", None),
        ("0 lần/ngày", None),
    ],
)
def test_repeats_are_read_from_words_and_rules(words: str, repeat: Repeat | None) -> None:
    assert repeat_of(words) == repeat


def test_twice_a_day_is_the_first_and_the_last_session_of_three() -> None:
    noon = replace(MORNING, id="trua", start=time(11))
    twice = replace(REGULAR, uid="2", repeat=repeat_of("2 lần/ngày"))
    week = made(twice, unit=Unit("x", (MORNING, noon, EVENING)))
    assert Counter(days(week, twice)) == {nov(day): 2 for day in range(11, 16)}
    by_day = [{slot for day, slot in where(week, twice) if day == nov(n)} for n in range(11, 16)]
    assert all({"sang", "chieu"} & slots for slots in by_day)
    assert whys(week, twice)[0] == "Theo yêu cầu: 2 lần/ngày"


def test_so_often_a_week_is_spread_over_the_week() -> None:
    thrice = replace(REGULAR, repeat=repeat_of("3 buổi/tuần"))
    aired = days(made(thrice), thrice)
    assert len(aired) == 3
    assert all(later - one >= timedelta(days=1) for one, later in pairwise(aired))


def test_a_rule_says_the_days_and_its_hours_the_sessions() -> None:
    mondays = replace(REGULAR, repeat=repeat_of("FREQ=WEEKLY;BYDAY=MO;BYHOUR=17"))
    assert where(made(mondays, last=W47), mondays) == [(nov(11), "chieu"), (nov(18), "chieu")]


def test_a_rule_of_minutes_takes_every_session() -> None:
    storm = replace(REGULAR, repeat=repeat_of("FREQ=MINUTELY;INTERVAL=30"))
    assert len(days(made(storm), storm)) == 10


def test_a_theme_whose_rule_has_no_day_in_a_week_is_not_due_in_it() -> None:
    monthly = replace(REGULAR, repeat=repeat_of("FREQ=MONTHLY;BYDAY=-1FR"))
    week = made(monthly)
    assert days(week, monthly) == []
    assert codes(week) == []


def test_repeats_that_do_not_fit_are_counted() -> None:
    thrice = replace(REGULAR, repeat=repeat_of("3 lần/ngày"))
    (missing,) = made(thrice).not_fitting
    assert (missing.code, missing.count, missing.asked) == ("repeat", 10, 15)
    assert "10/15" in missing.said


# Urgent themes, holds


def test_an_urgent_theme_takes_every_session_of_its_days_and_the_others_come_back() -> None:
    themes = [regular(number) for number in range(30)]
    before, during = made(*themes), made(*themes, STORM)
    assert where(during, STORM) == [(nov(13), "sang"), (nov(13), "chieu"), (nov(14), "sang"), (nov(14), "chieu")]
    assert set(whys(during, STORM)) == {"Khẩn cấp: phát ngay, mọi buổi đến hết 14/11"}
    assert {airing.theme for airing in during.airings()} == {theme.uid for theme in (*themes, STORM)}
    assert made(*themes) == before


def test_an_urgent_theme_changes_no_day_that_is_past() -> None:
    themes = [regular(number) for number in range(20)]
    aired = [airing for airing in made(*themes).airings() if airing.day < nov(13)]
    again = made(*themes, STORM, today=nov(13), aired=aired)
    assert [airing for airing in again.airings() if airing.day < nov(13)] == aired


def test_an_urgent_theme_without_an_end_takes_every_session_for_three_days() -> None:
    urgent = replace(STORM, first=nov(11), last=None, short=15)
    week = made(urgent)
    assert len([day for day in days(week, urgent) if day <= nov(13)]) == 6
    assert len([day for day in days(week, urgent) if day > nov(13)]) == 0


def test_an_urgent_theme_that_a_pin_leaves_no_room_for_is_said() -> None:
    pinned = replace(REGULAR, short=10, long=10)
    week = made(pinned, STORM, decisions=Decisions(pins=(Pin(pinned.uid, "sang", nov(13)),)))
    assert (nov(13), "sang") in where(week, pinned)
    assert (nov(13), "sang") not in where(week, STORM)
    assert [(one.code, one.count, one.asked) for one in week.not_fitting] == [("urgent", 3, 4)]


def test_a_mourning_hold_silences_at_once_and_what_it_silenced_is_back_when_it_is_lifted() -> None:
    song = replace(regular(1), festive=True)
    hold = Decisions(holds=(Hold(nov(18), nov(19)),))
    before, during = made(TEACHERS, song, REGULAR, last=W47), made(TEACHERS, song, REGULAR, last=W47, decisions=hold)
    for theme in (TEACHERS, song):
        assert not {nov(18), nov(19)} & set(days(during, theme))
    assert nov(20) in days(during, TEACHERS)
    assert days(during, REGULAR) == days(before, REGULAR)
    assert made(TEACHERS, song, REGULAR, last=W47) == before


def test_what_may_air_during_a_hold_and_what_is_urgent_is_aired() -> None:
    every = frozenset({"regular", "thematic", "anniversary", "deadline"})
    hold = Hold(nov(11), nov(17), silent=every, allowed=frozenset({"t01"}))  # type: ignore[arg-type]
    week = made(regular(1), regular(2), STORM, decisions=Decisions(holds=(hold,)))
    assert {airing.theme for airing in week.airings()} == {"t01", "bao"}
    assert [one.said for one in week.not_fitting] == [
        "“Chủ đề 2”, tuần 46: tạm dừng vì Quốc tang; được xếp lại ngay khi hết thời gian tạm dừng."
    ]


# People's decisions


def test_a_pin_is_kept_whatever_else_is_asked() -> None:
    pins = Decisions(pins=(Pin("t05", "chieu", nov(13)),))
    for crowd in (6, 40, 90):
        week = made(*[regular(number) for number in range(crowd)], STORM, decisions=pins)
        assert (nov(13), "chieu") in where(week, regular(5))
    assert "Ghim vào buổi này theo quyết định của người phụ trách" in whys(week, regular(5))


def test_a_move_takes_a_theme_from_one_session_to_another() -> None:
    (day, slot), *_ = where(made(REGULAR), REGULAR)
    move = Move(REGULAR.uid, slot, day, "chieu", nov(15))
    week = made(REGULAR, decisions=Decisions(moves=(move,)))
    assert (day, slot) not in where(week, REGULAR)
    assert (nov(15), "chieu") in where(week, REGULAR)
    assert any(why.startswith("Chuyển từ thứ ") for why in whys(week, REGULAR))


def test_a_ban_holds_for_a_session_a_day_or_for_good() -> None:
    day = Ban(REGULAR.uid, day=nov(12))
    slot = Ban(REGULAR.uid, slot="sang")
    week = made(REGULAR, decisions=Decisions(bans=(day, slot)))
    assert days(week, REGULAR)
    assert all(slot == "chieu" and day != nov(12) for day, slot in where(week, REGULAR))
    never = made(REGULAR, decisions=Decisions(bans=(Ban(REGULAR.uid),)))
    assert (days(never, REGULAR), codes(never)) == ([], ["banned"])


@pytest.mark.parametrize(
    ("pin", "decisions", "code"),
    [
        (Pin("I.1.2", "sang", nov(16)), NOTHING, "pin-slot"),
        (Pin("I.1.2", "dem", nov(12)), NOTHING, "pin-slot"),
        (Pin("I.1.2", "sang", nov(12)), Decisions(bans=(Ban("I.1.2", "sang"),)), "pin-ban"),
        (Pin("I.1.2", "sang", nov(12)), Decisions(pins=(Pin("big", "sang", nov(12)),)), ""),
        (Pin("big", "sang", nov(12)), Decisions(pins=(Pin("I.1.2", "sang", nov(12)),)), "pin-full"),
        (Pin("bao", "sang", nov(12)), NOTHING, "pin-window"),
        (Pin("I.1.2", "sang", nov(12)), Decisions(holds=(Hold(nov(12), nov(12), frozenset({"regular"})),)), "pin-hold"),
    ],
)
def test_a_pin_that_cannot_be_kept_is_said_and_not_moved(pin: Pin, decisions: Decisions, code: str) -> None:
    big = replace(REGULAR, uid="big", short=14, long=14)
    both = replace(decisions, pins=(*decisions.pins, pin))
    week = made(REGULAR, big, STORM, decisions=both)
    said = [one for one in week.not_fitting if one.code.startswith("pin") and one.theme.uid == pin.theme]
    assert [one.code for one in said] == ([code] if code else [])
    assert all("Hãy" in one.said for one in said)


# What was aired; the same plan again


def test_what_was_aired_stays_and_past_days_take_nothing_else() -> None:
    first = made(REGULAR, TEACHERS)
    aired = [airing for airing in first.airings() if airing.day < nov(13)][:1]
    later = made(REGULAR, TEACHERS, today=nov(13), aired=aired)
    assert [airing for airing in later.airings() if airing.day < nov(13)] == aired


def test_what_was_aired_in_a_slot_that_is_no_more_is_kept_apart_and_counts() -> None:
    gone = replace(next(made(REGULAR).airings()), slot="cu")
    week = made(REGULAR, today=nov(12), aired=[gone], unit=replace(STATION, turns=1))
    assert week.outside == (gone,)


def test_a_week_planned_after_another_is_the_one_planned_together_with_it() -> None:
    themes = directives()
    both = plan(STATION, themes, W46, W47, MONDAY)
    first = plan(STATION, themes, W46, W46, MONDAY)
    second = plan(STATION, themes, W47, W47, W47.monday, aired=tuple(first.airings()))
    assert first.sessions + second.sessions == both.sessions


@pytest.mark.parametrize("day", range(12, 16))
def test_days_that_pass_as_planned_change_nothing_of_the_rest(day: int) -> None:
    themes = directives()
    whole = plan(STATION, themes, W46, W46, MONDAY)
    aired = tuple(airing for airing in whole.airings() if airing.day < nov(day))
    later = plan(STATION, themes, W46, W46, nov(day), aired=aired)
    assert _places(later) == _places(whole)


def test_a_theme_that_is_added_moves_few_others() -> None:
    themes = directives()
    before = _places(plan(STATION, themes, W46, W47, MONDAY))
    new = replace(REGULAR, uid="moi", title="Bảo hiểm y tế", short=2, long=2)
    after = _places(plan(STATION, (*themes, new), W46, W47, MONDAY))
    assert len(before - after) <= 0.03 * len(before)


def test_the_order_of_themes_and_slots_makes_no_difference() -> None:
    themes = directives()
    turned = replace(STATION, slots=STATION.slots[::-1])
    assert plan(STATION, themes, W46, W47, MONDAY) == plan(turned, themes[::-1], W46, W47, MONDAY)


def _places(made: Plan) -> set[tuple[str, str, date]]:
    return {(airing.theme, airing.slot, airing.day) for airing in made.airings()}


# Bad input


def test_a_unit_without_slots_is_told_what_to_do() -> None:
    week = made(REGULAR, unit=Unit("x", ()))
    assert [one.said for one in week.faults] == [
        "Đơn vị chưa có buổi phát nào. Hãy khai báo ngày, giờ và số phút của từng buổi."
    ]
    assert codes(week) == ["no-slots"]


def test_a_week_without_themes_is_said() -> None:
    assert [one.said for one in made().faults] == [
        "Tuần 46 (11/11–17/11/2024): không có chủ đề nào cần phát. Hãy kiểm tra văn bản."
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"short": 16, "long": 20}, "too-long"),
        ({"short": 0}, "minutes"),
        ({"short": 5, "long": 4}, "minutes"),
        ({"first": nov(1), "last": nov(8)}, "past"),
        ({"last": nov(8)}, "window"),
        ({"first": nov(16), "last": nov(17)}, "no-day"),
        ({"channels": frozenset({"portal"})}, "no-channel"),
        ({"language": "bdq"}, "no-language"),
        ({"repeat": Repeat(rule="FREQ=DAILY;INTERVAL=0")}, "rule"),
        ({"repeat": Repeat(rule="FREQ=DAILY;BYMONTH=13")}, "rule"),
        ({"repeat": Repeat(rule="FREQ=WEEKLY;BYDAY=XX")}, "rule"),
        ({"repeat": Repeat(rule="thứ Hai")}, "rule"),
        ({"repeat": Repeat(times=0)}, "rule"),
    ],
)
def test_a_theme_that_cannot_be_aired_says_why_and_what_mends_it(change: dict[str, object], code: str) -> None:
    bad = replace(REGULAR, **change)  # type: ignore[arg-type]
    (missing,) = made(bad, regular(1)).not_fitting
    assert missing.code == code
    assert missing.said.startswith("“Phòng ngừa ngộ độc thực phẩm”, tuần 46: ")
    assert "Hãy" in missing.said or "hãy" in missing.said


@pytest.mark.parametrize(
    ("slot", "code"),
    [
        (replace(EVENING, id="x", minutes=0), "slot-minutes"),
        (replace(EVENING, id="x", start=time(17, 10)), "overlap"),
        (replace(EVENING, id="x", start=time(19), weekdays=frozenset()), "slot-days"),
        (replace(EVENING, start=time(19)), "slot-twice"),
        (replace(EVENING, id="x", start=time(19), valid_from=nov(9), valid_until=nov(8)), "slot-valid"),
    ],
)
def test_a_slot_that_cannot_be_right_is_said_and_takes_nothing(slot: Slot, code: str) -> None:
    week = made(REGULAR, unit=replace(STATION, slots=(*STATION.slots, slot)))
    assert [one.code for one in week.faults] == [code]
    assert "Hãy" in week.faults[0].said
    assert len(week.sessions) == 10


def test_slots_of_two_channels_at_one_time_are_no_overlap() -> None:
    portal = replace(MORNING, id="cong", channel="portal")
    assert made(REGULAR, unit=replace(STATION, slots=(*STATION.slots, portal))).faults == ()


def test_decisions_about_what_is_no_more_are_said() -> None:
    decisions = Decisions(pins=(Pin("cu", "sang", nov(12)),), holds=(Hold(nov(13), nov(12)),))
    assert [one.code for one in made(REGULAR, decisions=decisions).faults] == ["unknown-theme", "hold"]
    assert [one.code for one in made(REGULAR, replace(REGULAR, title="Khác")).faults] == ["theme-twice"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: week_named("2024-W53"),
            "Không có tuần “2024-W53”. Hãy viết năm và số tuần như 2024-W46. Năm 2024 có 52 tuần.",
        ),
        (lambda: week_named("tuần 46"), "Không có tuần “tuần 46”. Hãy viết năm và số tuần như 2024-W46."),
        (
            lambda: made(REGULAR, first=W47, last=W46),
            "Tuần cuối 2024-W46 trước tuần đầu 2024-W47. Hãy đổi lại thứ tự hai tuần.",
        ),
        (
            lambda: made(REGULAR, last=Week(2026, 1)),
            "Chỉ lập lịch được tối đa 53 tuần một lần. Hãy chọn khoảng ngắn hơn.",
        ),
        (
            lambda: made(REGULAR, unit=replace(STATION, pace=0)),
            "Tốc độ đọc phải từ 1 tiếng/phút trở lên. Hãy sửa tốc độ đọc của đơn vị.",
        ),
    ],
)
def test_what_no_plan_can_be_made_for_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(Problem) as caught:
        call()
    assert caught.value.message == message


# The week of the five directives


def test_the_week_of_the_five_directives_is_the_one_the_document_shows() -> None:
    themes = directives()
    shown = (ROOT / "docs" / "planning.md").read_text(encoding="utf-8").split("```text\n")[1].split("```")[0]
    assert list(written(plan(STATION, themes, W46, W47, MONDAY), themes)) == shown.splitlines()
