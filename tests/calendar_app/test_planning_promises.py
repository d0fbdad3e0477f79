"""What holds for any unit, any themes and any decisions."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_app.planning import Airing, Ban, Decisions, Hold, Move, Pin, Plan, Repeat, Slot, Theme, Unit, plan
from calendar_app.planning.phrases import CODES
from content.almanac.weeks import Week

FIRST, LAST = Week(2024, 46), Week(2024, 48)
DAYS = [FIRST.monday + timedelta(days=n) for n in range(21)]
UIDS = [f"t{n}" for n in range(12)]
SLOTS = ["sang", "trua", "chieu", "toi"]
KINDS = ("regular", "thematic", "anniversary", "deadline")

near = st.integers(-10, 30).map(lambda n: FIRST.monday + timedelta(days=n))
day = st.sampled_from(DAYS)
uid = st.sampled_from(UIDS)
slot_id = st.sampled_from(SLOTS)
channel = st.sampled_from(["loudspeaker", "portal"])
language = st.sampled_from(["vi", "vi", "vi", "jra"])
repeats = st.one_of(
    st.none(),
    st.builds(Repeat, st.integers(0, 4), st.sampled_from(["day", "week"])),
    st.sampled_from(["FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=DAILY;BYHOUR=5,17", "FREQ=MINUTELY", "FREQ=?"]).map(
        lambda rule: Repeat(1, "day", rule)
    ),
)


@st.composite
def theme(draw: st.DrawFn, name: str) -> Theme:
    short = draw(st.integers(0, 12))
    return Theme(
        uid=name,
        title=f"Chủ đề {name}",
        kind=draw(st.sampled_from(KINDS)),
        first=draw(near),
        last=draw(st.none() | near),
        short=short,
        long=short + draw(st.integers(-1, 6)),
        day=draw(st.none() | near),
        lead=draw(st.integers(0, 5)),
        priority=draw(st.sampled_from(["normal", "normal", "priority", "urgent"])),
        channels=draw(st.frozensets(channel, max_size=2)),
        repeat=draw(repeats),
        language=draw(language),
        festive=draw(st.booleans()),
    )


@st.composite
def slot(draw: st.DrawFn, name: str) -> Slot:
    return Slot(
        id=name,
        weekdays=draw(st.frozensets(st.integers(1, 7), max_size=7)),
        start=time(draw(st.integers(4, 21)), draw(st.sampled_from([0, 30]))),
        minutes=draw(st.integers(0, 40)),
        channel=draw(channel),
        language=draw(language),
        valid_from=draw(st.none() | near),
        valid_until=draw(st.none() | near),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[Unit, tuple[Theme, ...], date, Decisions, tuple[Airing, ...]]:
    slots = tuple(draw(slot(name)) for name in SLOTS[: draw(st.integers(0, 4))])
    unit = Unit("don-vi", slots, draw(st.integers(120, 220)), draw(st.integers(0, 6)))
    themes = tuple(draw(theme(name)) for name in UIDS[: draw(st.integers(0, 12))])
    decisions = Decisions(
        pins=tuple(draw(st.lists(st.builds(Pin, uid, slot_id, day), max_size=4))),
        moves=tuple(draw(st.lists(st.builds(Move, uid, slot_id, day, slot_id, day), max_size=2))),
        bans=tuple(draw(st.lists(st.builds(Ban, uid, st.none() | slot_id, st.none() | day), max_size=3))),
        holds=tuple(
            draw(st.lists(st.builds(Hold, day, day, st.frozensets(st.sampled_from(KINDS))), max_size=1))  # type: ignore[arg-type]
        ),
    )
    today = draw(st.sampled_from(DAYS[:9]))
    before = plan(unit, themes, FIRST, FIRST, FIRST.monday)
    aired = tuple(airing for airing in before.airings() if airing.day < today)
    return unit, themes, today, decisions, aired


def planned(made: Plan, aired: tuple[Airing, ...]) -> list[Airing]:
    return [airing for airing in made.airings() if airing not in aired]


@settings(max_examples=300, deadline=None)
@given(cases())
def test_nothing_is_aired_outside_its_window_over_a_slot_against_a_ban_or_in_a_hold(
    case: tuple[Unit, tuple[Theme, ...], date, Decisions, tuple[Airing, ...]],
) -> None:
    unit, themes, today, decisions, aired = case
    made = plan(unit, themes, FIRST, LAST, today, decisions, aired)
    by_uid = {one.uid: one for one in themes}
    slots = {one.id: one for one in unit.slots}
    used: Counter[tuple[str, date]] = Counter()
    for one in planned(made, aired):
        about, at = by_uid[one.theme], slots[one.slot]
        used[one.slot, one.day] += one.minutes
        assert today <= one.day <= LAST.sunday
        assert about.first <= one.day <= (about.last or date.max)
        assert about.kind != "deadline" or one.day <= (about.day or date.max)
        assert at.on(one.day)
        assert one.minutes >= about.short * 180 / unit.pace
        assert one.why
        if one.because.rule not in ("pin", "move"):
            assert at.channel in about.channels or not about.channels
            assert at.language == about.language
        for ban in decisions.bans:
            assert ban.theme != one.theme or ban.slot not in (None, one.slot) or ban.day not in (None, one.day)
        for hold in decisions.holds:
            silent = about.festive or about.kind in hold.silent
            assert not (hold.first <= one.day <= hold.last and silent) or about.priority == "urgent"
    assert all(used[name, on] <= slots[name].minutes for name, on in used)
    assert max(Counter((one.theme, one.slot, one.day) for one in made.airings()).values(), default=1) == 1


@settings(max_examples=300, deadline=None)
@given(cases())
def test_every_theme_that_is_due_in_a_week_is_aired_in_it_or_named(
    case: tuple[Unit, tuple[Theme, ...], date, Decisions, tuple[Airing, ...]],
) -> None:
    unit, themes, today, decisions, aired = case
    made = plan(unit, themes, FIRST, LAST, today, decisions, aired)
    there = defaultdict(set)
    for airing in made.airings():
        there[Week.of(airing.day)].add(airing.theme)
    never = {one.theme.uid for one in made.not_fitting if one.code in ("minutes", "window", "rule", "past")}
    for week in (FIRST, FIRST.next(), LAST):
        named = {one.theme.uid for one in made.not_fitting if one.week == week}
        for one in themes:
            begins, ends = max(one.first, week.monday, today), min(one.last or date.max, week.sunday)
            if one.day and (one.kind == "deadline" or one.last is None):
                ends = min(ends, one.day)
            if begins > ends or (one.repeat and one.repeat.rule) or _told(one, made, aired):
                continue
            assert one.uid in there[week] | named | never
    assert all(one.code in CODES and one.said for one in made.not_fitting)
    assert all(one.said for one in made.faults)


def _told(one: Theme, made: Plan, aired: tuple[Airing, ...]) -> bool:
    """Whether a deadline was aired in the days of its lead, and so need not be again."""
    days = {airing.day for airing in (*made.airings(), *aired) if airing.theme == one.uid}
    lead = [one.day - timedelta(days=n) for n in range(one.lead + 1)] if one.day else []
    return one.kind == "deadline" and bool(days.intersection(lead))


@settings(max_examples=200, deadline=None)
@given(cases())
def test_a_pin_stands_where_it_was_put_or_is_named_with_its_place(
    case: tuple[Unit, tuple[Theme, ...], date, Decisions, tuple[Airing, ...]],
) -> None:
    unit, themes, today, decisions, aired = case
    made = plan(unit, themes, FIRST, LAST, today, decisions, aired)
    there = {(airing.theme, airing.slot, airing.day) for airing in made.airings()}
    named = {(one.theme.uid, one.slot, one.day) for one in made.not_fitting if one.code.startswith("pin-")}
    never = {one.theme.uid for one in made.not_fitting if one.code in ("minutes", "window", "rule")}
    gone = {pin.theme for pin in decisions.pins} - {one.uid for one in themes}
    for pin in decisions.pins:
        assert (pin.theme, pin.slot, pin.day) in there | named or pin.day < today or pin.theme in never | gone


@settings(max_examples=200, deadline=None)
@given(cases())
def test_what_was_aired_stays_and_the_same_input_gives_the_same_plan(
    case: tuple[Unit, tuple[Theme, ...], date, Decisions, tuple[Airing, ...]],
) -> None:
    unit, themes, today, decisions, aired = case
    made = plan(unit, themes, FIRST, LAST, today, decisions, aired)
    assert made == plan(unit, themes, FIRST, LAST, today, decisions, aired)
    assert set(aired) <= {*made.airings(), *made.outside}
    assert not [airing for airing in made.airings() if airing.day < today and airing not in aired]


@settings(max_examples=200, deadline=None)
@given(cases())
def test_a_week_planned_after_another_is_the_one_planned_with_it(
    case: tuple[Unit, tuple[Theme, ...], date, Decisions, tuple[Airing, ...]],
) -> None:
    unit, themes, _, decisions, _ = case
    both = plan(unit, themes, FIRST, FIRST.next(), FIRST.monday, decisions)
    first = plan(unit, themes, FIRST, FIRST, FIRST.monday, decisions)
    second = FIRST.next()
    later = plan(unit, themes, second, second, FIRST.monday, decisions, tuple(first.airings()))
    assert first.sessions + later.sessions == both.sessions
