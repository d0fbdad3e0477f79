"""What units air, from slots and decisions to the published plan: real tables, tree and directives."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar, Event

from calendar_app import intake, publish, registry, review
from calendar_app.models import AiringDecision, AiringSlot, AiringTheme
from calendar_app.planned import PlannedSession, PublicPlan
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.site import PublicTree, Site
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
