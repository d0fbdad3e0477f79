"""What units air, from slots and decisions to the published plan: real tables, tree and directives."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from icalendar import Calendar, Event
from sqlalchemy import delete

from calendar_app import airing, intake, publish, registry, review
from calendar_app.models import AiringDecision, AiringPlan, AiringSession, AiringSlot, AiringTheme
from calendar_app.planned import PlannedSession, PublicPlan
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.site import PublicTree, Site
from calendar_app.snapshot import Snapshot
from calendar_app.store import Store
from tests.conftest import SAMPLES

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday 09:00 in Vietnam
ME = Actor("bientap", NOW)
STATION = "truyen-thanh-dak-mar"
MORNING = {"code": "sang", "weekdays": [1, 2, 3, 4, 5], "start": time(5), "minutes": 15, "channel": "loudspeaker"}
EVENING = {**MORNING, "code": "chieu", "start": time(17)}


@pytest.fixture(autouse=True)
def _released(store: Store, settings: Settings) -> None:
    for name in ("tuan-46-2024.txt", "tuan-48-2026.txt"):
        received = intake.receive(store, (SAMPLES / name).read_bytes(), name, NOW)
        with store.writing() as session:
            review.accept_all(session, received.directive_id, ME)
    with store.writing() as session:
        assert registry.take_in(session, (SAMPLES / "don-vi.csv").read_bytes(), ME).faults == ()
    publish.release(store, settings, "bientap", "", NOW)


def put(store: Store, *rows: AiringSlot | AiringDecision | AiringTheme) -> None:
    with store.writing() as session:
        for row in rows:
            session.merge(row)


def slots(unit: str = STATION) -> list[AiringSlot]:
    return [AiringSlot(unit=unit, author="bientap", changed_at=NOW, **about) for about in (MORNING, EVENING)]


def tree(settings: Settings) -> PublicTree:
    return Site(settings.data / "public").current()


def plan(settings: Settings, unit: str = STATION) -> PublicPlan:
    found = tree(settings).plan(unit)
    assert found is not None
    return found


def made(store: Store, settings: Settings, at: datetime = NOW) -> PublicPlan:
    publish.render(store, settings, at)
    return plan(settings)


def contents(sessions: tuple[PlannedSession, ...]) -> list[PlannedSession]:
    """Sessions as people hear them, whatever had been told before."""
    return [replace(one, sequence=0, changed_at=NOW) for one in sessions]


def test_a_unit_with_slots_has_a_plan_of_this_week_and_the_next_four(store: Store, settings: Settings) -> None:
    assert tree(settings).plan(STATION) is None
    put(store, *slots())
    assert publish.due(store, NOW)
    found = made(store, settings)
    assert not publish.due(store, NOW)
    assert (found.first, found.last) == (date(2026, 11, 23), date(2026, 12, 27))
    assert len(found.sessions) == 5 * 10 - 1  # this Monday's first session is over
    titles = {airing.title for session in found.sessions for airing in session.airings}
    assert "Ngày Thế giới phòng, chống AIDS" in titles
    assert not any(title.startswith(("Báo cáo", "Phát các")) for title in titles)
    for one in found.sessions:
        assert sum(airing.minutes for airing in one.airings) <= one.minutes
        assert all(airing.why for airing in one.airings)
    assert [path for path in tree(settings).manifest if path.startswith("plans/")] == [f"plans/{STATION}.json"]


def test_an_urgent_theme_takes_every_session_at_once_and_gives_them_back_byte_for_byte(
    store: Store, settings: Settings
) -> None:
    put(store, *slots())
    before = made(store, settings)
    uid = before.sessions[0].airings[0].entry_uid
    urgent = AiringTheme(entry=uid, priority="urgent", urgent_on=date(2026, 11, 23), author="bientap", changed_at=NOW)
    put(store, urgent)
    assert publish.due(store, NOW)
    during = made(store, settings)
    assert all(uid in {a.entry_uid for a in s.airings} for s in during.sessions if s.day <= date(2026, 11, 25))
    put(store, AiringTheme(entry=uid, author="bientap", changed_at=NOW, version=2))
    after = made(store, settings)
    assert contents(after.sessions) == contents(before.sessions)
    assert after.not_aired == before.not_aired
    _only_what_changed_is_told(before, during)
    _only_what_changed_is_told(during, after)


def test_a_hold_silences_what_it_names_and_gives_it_back_byte_for_byte(store: Store, settings: Settings) -> None:
    put(store, *slots(), *slots("truyen-thanh-dak-ha"))
    before = made(store, settings)
    hold = AiringDecision(
        id=1, kind="hold", day=date(2026, 11, 24), to_day=date(2026, 12, 26), silent=["anniversary"], author="a", at=NOW
    )
    put(store, hold)
    during = made(store, settings)
    said = {airing.title for session in during.sessions for airing in session.airings if session.day > NOW.date()}
    assert "Ngày Thế giới phòng, chống AIDS" not in said
    assert any(one.code == "hold" for one in during.not_aired)
    assert plan(settings, "truyen-thanh-dak-ha").not_aired
    put(store, replace_row(hold, taken_back_by="b", taken_back_at=NOW, version=2))
    after = made(store, settings)
    assert contents(after.sessions) == contents(before.sessions)
    _only_what_changed_is_told(before, during)
    _only_what_changed_is_told(during, after)


def replace_row(row: AiringDecision, **changes: object) -> AiringDecision:
    return AiringDecision(**{**row.model_dump(), **changes})


def _only_what_changed_is_told(before: PublicPlan, after: PublicPlan) -> None:
    """SEQUENCE and the time of change rise where what is told is another, and nowhere else."""
    old = {one.uid: one for one in before.sessions}
    for one in after.sessions:
        was = old[one.uid]
        if contents((was,)) == contents((one,)):
            assert one == was
        else:
            assert one.sequence == was.sequence + 1
            assert one.changed_at > was.changed_at


def events(client: FlaskClient, feed: str) -> dict[str, Event]:
    answer = client.get(f"/feeds/{feed}.ics")
    assert answer.status_code == 200, feed
    found = Calendar.from_ical(answer.data)
    return {str(event["UID"]): event for event in found.events}


def test_the_calendar_of_a_unit_has_its_sessions_at_their_hours(
    store: Store, settings: Settings, client: FlaskClient
) -> None:
    put(store, *slots())
    found = made(store, settings)
    told = events(client, f"don-vi-{STATION}")
    for one in found.sessions:
        event = told[one.uid]
        begins = datetime.combine(one.day, one.start, ZoneInfo("Asia/Ho_Chi_Minh"))
        assert event.start == begins
        assert event.end == begins + timedelta(minutes=one.minutes)
        assert event["SEQUENCE"] == one.sequence
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == one.changed_at
        assert str(event["SUMMARY"]).startswith(f"Phát thanh {one.start:%Hh%M}: ")
        assert all(airing.why in str(event["DESCRIPTION"]) for airing in one.airings[:2])
    assert b"BEGIN:VTIMEZONE" in client.get(f"/feeds/don-vi-{STATION}.ics").data
    assert b"BEGIN:VTIMEZONE" not in client.get("/feeds/tat-ca.ics").data
    assert not told.keys() & events(client, "tat-ca").keys() & {one.uid for one in found.sessions}


def test_combinations_with_a_unit_show_its_sessions_as_far_as_they_fit(
    store: Store, settings: Settings, client: FlaskClient
) -> None:
    put(store, *slots())
    uids = {one.uid for one in made(store, settings).sessions}
    week = {one.uid for one in plan(settings).sessions if one.day <= date(2026, 11, 29)}
    assert uids & events(client, f"don-vi-{STATION}_kenh-truyen-thanh").keys() == uids
    assert not uids & events(client, f"don-vi-{STATION}_kenh-bao-chi").keys()
    assert uids & events(client, f"don-vi-{STATION}_tuan").keys() == week
    some = uids & events(client, f"don-vi-{STATION}_loai-ky-niem").keys()
    assert set() < some < uids
    assert uids & events(client, f"don-vi-{STATION}_don-vi-xa-dak-ui").keys() == uids
    assert b"BEGIN:VEVENT" in client.get(f"/feeds/don-vi-{STATION}.ics?todo=1").data
    assert client.get(f"/feeds/don-vi-{STATION}.rss").status_code == 200


def test_a_past_session_is_never_rewritten_and_the_next_week_follows(store: Store, settings: Settings) -> None:
    put(store, *slots())
    first = made(store, settings)
    late = NOW + timedelta(days=3, hours=12)
    put(store, AiringDecision(id=1, kind="hold", day=date(2026, 11, 23), to_day=date(2026, 12, 26), author="a", at=late,
                              silent=["anniversary", "regular", "thematic", "deadline"]))  # fmt: skip
    held = made(store, settings, late)
    over = [one for one in first.sessions if (one.day, one.start) < (date(2026, 11, 26), time(21))]
    assert [one for one in held.sessions if one.uid in {old.uid for old in over}] == over
    assert not any(one.airings for one in held.sessions if one not in over)
    assert publish.due(store, NOW + timedelta(days=7))
    rolled = made(store, settings, NOW + timedelta(days=7))
    assert (rolled.first, rolled.last) == (date(2026, 11, 23), date(2027, 1, 3))
    assert [one for one in rolled.sessions if one in over] == over
    assert {one.uid for one in held.sessions} < {one.uid for one in rolled.sessions}


def test_what_is_held_no_more_is_cancelled_for_thirty_days_and_may_come_back(
    store: Store, settings: Settings, client: FlaskClient
) -> None:
    put(store, *slots())
    before = made(store, settings)
    with store.writing() as session:
        row = session.get_one(AiringSlot, 2)
        row.valid_until, row.version = date(2026, 11, 30), 2
    after = made(store, settings, NOW + timedelta(minutes=1))
    gone = {one.uid: one for one in after.cancelled}
    assert {(one.slot, one.day > date(2026, 11, 30)) for one in gone.values()} == {("chieu", True)}
    assert {one.uid for one in before.sessions} == {one.uid for one in after.sessions} | gone.keys()
    told = events(client, f"don-vi-{STATION}")
    for uid, one in gone.items():
        assert (told[uid]["STATUS"], told[uid]["SEQUENCE"]) == ("CANCELLED", 1)
        assert one.changed_at == NOW + timedelta(minutes=1)
    with store.writing() as session:
        row = session.get_one(AiringSlot, 2)
        row.valid_until, row.version = None, 3
    back = made(store, settings, NOW + timedelta(minutes=2))
    assert back.cancelled == ()
    assert contents(back.sessions) == contents(before.sessions)
    assert {one.sequence for one in back.sessions if one.uid in gone} == {2}


def test_the_second_render_is_the_first_and_a_tree_lost_between_is_made_the_same(
    store: Store, settings: Settings
) -> None:
    put(store, *slots())
    made(store, settings)
    first = files(settings)
    publish.render(store, settings, NOW)
    assert files(settings) == first
    shutil.rmtree(settings.data / "public")
    assert publish.due(store, NOW)
    publish.render(Store(settings.data), settings, NOW)
    assert files(settings) == first


def test_a_crash_before_the_new_tree_leaves_the_old_plan_and_the_next_tick_makes_the_new(
    store: Store, settings: Settings
) -> None:
    put(store, *slots())
    before = made(store, settings)
    with store.writing() as session:
        row = session.get_one(AiringSlot, 1)
        row.minutes, row.version = 2, 2
    snapshot = tree(settings).snapshot
    with store.writing() as session:
        airing.keep(session, airing.make(session, snapshot))  # and then the power fails
    assert plan(settings) == before
    assert publish.due(store, NOW)
    after = made(store, settings)
    assert {one.minutes for one in after.sessions if one.slot == "sang"} == {2}
    _only_what_changed_is_told(before, after)


def files(settings: Settings) -> dict[str, bytes]:
    folder = settings.data / "public" / "current"
    found = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith("manifest.json")}


def test_units_whose_plan_is_right_are_not_planned_again(store: Store, settings: Settings) -> None:
    put(store, *slots(), *slots("truyen-thanh-dak-ha"))
    made(store, settings)
    put(store, AiringDecision(id=1, unit=STATION, kind="ban", entry="x" * 32, author="a", at=NOW))
    with store.reading() as session:
        assert airing.make(session, tree(settings).snapshot) == []  # a ban of what it does not air changes nothing
    uid = plan(settings).sessions[-1].airings[0].entry_uid
    put(store, AiringDecision(id=2, unit=STATION, kind="ban", entry=uid, author="a", at=NOW))
    with store.reading() as session:
        assert [one.plan.unit for one in airing.make(session, tree(settings).snapshot)] == [STATION]


def test_what_an_embargo_holds_back_is_aired_only_after_it(store: Store, settings: Settings) -> None:
    put(store, *slots())
    uid = made(store, settings).sessions[-1].airings[0].entry_uid
    snapshot = tree(settings).snapshot
    ends = NOW + timedelta(days=1)
    entries = tuple(replace(e, embargo_until=ends) if e.uid == uid else e for e in snapshot.entries)
    for at, aired in ((NOW, False), (ends, True)):
        found = planned(store, replace(snapshot, entries=entries), at)
        told = {airing.entry_uid for one in found.sessions for airing in one.airings if one.day > date(2026, 11, 24)}
        assert (uid in told) == aired


decisions = st.lists(
    st.one_of(
        st.tuples(st.just("pin"), st.integers(0, 9), st.sampled_from(["sang", "chieu"]), st.integers(0, 20)),
        st.tuples(st.just("ban"), st.integers(0, 9), st.sampled_from(["", "sang", "chieu"]), st.integers(-1, 20)),
        st.tuples(st.just("urgent"), st.integers(0, 9), st.just(""), st.just(0)),
        st.tuples(st.just("hold"), st.just(0), st.just(""), st.integers(0, 20)),
    ),
    max_size=6,
)


@given(decisions)
@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_a_pin_that_is_kept_never_moves_when_the_plan_is_made_again(
    store: Store, settings: Settings, wanted: list[tuple[str, int, str, int]]
) -> None:
    with store.writing() as session:
        for table in (AiringDecision, AiringTheme, AiringSession, AiringPlan, AiringSlot):
            session.execute(delete(table))
    put(store, *slots())
    snapshot = tree(settings).snapshot
    with store.reading() as session:
        themes = airing.themes_for(session, snapshot, STATION)
    kept: dict[tuple[str, date], set[str]] = {}
    for number, (kind, which, slot, days) in enumerate(wanted, 1):
        theme, day = themes[which % len(themes)][1], date(2026, 11, 24) + timedelta(days=max(days, 0))
        row: AiringDecision | AiringTheme = AiringDecision(
            id=number, unit=STATION, kind=kind, entry=theme.uid, slot=slot, day=day if days >= 0 else None,
            to_day=day, silent=["anniversary"], author="a", at=NOW,
        )  # fmt: skip
        if kind == "urgent":
            row = AiringTheme(entry=theme.uid, priority="urgent", urgent_on=NOW.date(), author="a", changed_at=NOW)
        put(store, row)
        found = planned(store, snapshot, NOW + timedelta(minutes=number))
        held = {(one.slot, one.day): {airing.entry_uid for airing in one.airings} for one in found.sessions}
        refused = {one.entry_uid for one in found.not_aired if one.code.startswith("pin-")}
        if kind == "pin":
            kept.setdefault((slot, day), set()).add(theme.uid)
        for at, uids in kept.items():
            assert uids <= held.get(at, set()) | refused
        assert planned(store, snapshot, NOW + timedelta(minutes=number)) == found


def planned(store: Store, snapshot: Snapshot, at: datetime) -> PublicPlan:
    """What a tree made at an instant would publish, without the tree."""
    with store.writing() as session:
        airing.keep(session, airing.make(session, replace(snapshot, rendered_at=at)))
        return airing.public_plan(session, STATION)
