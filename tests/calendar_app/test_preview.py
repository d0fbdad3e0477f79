"""What a release would change for whom, and what is odd about it, before anything goes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from calendar_app import intake, prepared, preview, publish, registry, release_checks, release_load, review
from calendar_app.differences import differences
from calendar_app.models import AiringSlot, Directive, Item
from calendar_app.preview import Preview
from calendar_app.review import Actor, DateCorrection, ItemCorrection
from calendar_app.settings import Settings
from calendar_app.store import Store
from content.almanac.weeks import Week
from tests import growth
from tests.calendar_app.looks import correction, dates, item, refuse
from tests.conftest import NOW, SAMPLES

ME = Actor("bientap", NOW)
STATION = "truyen-thanh-thi-tran-dak-ha"


@pytest.fixture
def units(store: Store) -> None:
    with store.writing() as session:
        assert registry.take_in(session, (SAMPLES / "don-vi.csv").read_bytes(), ME).faults == ()


@pytest.fixture
def accepted(store: Store, directive_id: int) -> int:
    with store.writing() as session:
        review.accept_all(session, directive_id, ME)
    return directive_id


def seen(store: Store, settings: Settings) -> Preview:
    with store.reading() as session:
        return preview.preview(session, differences(session), settings.public_url, NOW)


def codes(store: Store, settings: Settings) -> dict[str, str]:
    found = seen(store, settings)
    return {one.code: one.said for one in release_checks.cautions(found)}


def overloads(store: Store, settings: Settings) -> list[str]:
    with store.reading() as session:
        return [one.said for one in release_load.overloads(session, seen(store, settings))]


def move(store: Store, words: str, last: date) -> None:
    found = item(store, words)
    mark = dates(store, found)[0]
    moved = DateCorrection(mark.uid, mark.role, mark.start, last, mark.label)
    with store.writing() as session:
        review.correct(session, found.id or 0, found.version, correction(found, moved), ME)


def test_units_see_what_reaches_them_and_nobody_else_is_named(
    store: Store, settings: Settings, units: None, accepted: int
) -> None:
    found = seen(store, settings)
    for slug, counts in found.by_unit.items():
        assert counts == Counter(new=sum(slug in one.entry.units for one in found.shown))
    assert found.by_unit[STATION]["new"] == len(found.for_unit(STATION)) > 0
    assert set(found.by_unit) == {slug for one in found.shown for slug in one.entry.units}


def test_what_is_previewed_for_units_is_what_the_release_brings_them(
    store: Store, settings: Settings, units: None, accepted: int
) -> None:
    before = {one.difference.uid: one.entry.units for one in seen(store, settings).shown}
    publish.release(store, settings, "bientap", "", NOW)
    with store.reading() as session:
        snapshot = publish.snapshot_of(session, settings.public_url, NOW)
    assert {entry.uid: entry.units for entry in snapshot.entries} == before


def test_a_change_is_told_of_the_units_feeds_and_days_before_and_after(
    store: Store, settings: Settings, units: None, released: int
) -> None:
    move(store, "bảo hiểm y tế", date(2024, 12, 20))
    found = seen(store, settings)
    assert found.counts == Counter(changed=1)
    assert {day for days in found.by_day.values() for day in days} == {
        date(2024, 11, 15),
        date(2024, 12, 15),
        date(2024, 12, 20),
    }
    feeds = {scope.slug: counts for scope, counts in found.by_feed()}
    assert feeds["tat-ca"] == feeds["loai-dot"] == feeds["tuan"] == Counter(changed=1)
    assert f"van-ban-{found.shown[0].entry.source.slug}" in feeds
    assert not any(slug.startswith("loai-") for slug in feeds if slug != "loai-dot")


def test_feeds_previewed_are_those_that_the_release_changes(
    store: Store, settings: Settings, units: None, released: int
) -> None:
    folder = settings.data / "public/current/feeds"
    before = {path.stem: path.read_bytes() for path in folder.glob("*.rss")}
    move(store, "bảo hiểm y tế", date(2024, 12, 20))
    told = {scope.slug for scope, _ in seen(store, settings).by_feed()}
    publish.release(store, settings, "bientap", "gia hạn", NOW)
    changed = {path.stem for path in folder.glob("*.rss") if before.get(path.stem) != path.read_bytes()}
    of_units = {slug for slug in changed if slug.startswith(("don-vi-", "noi-", "loai-don-vi-"))}
    assert changed - of_units - {"thay-doi"} == told


def test_a_cancelled_entry_is_told_with_its_units_and_the_reason_given_at_the_desk(
    store: Store, settings: Settings, units: None, released: int
) -> None:
    found = item(store, "cháy rừng")
    with store.writing() as session:
        review.refuse(session, found.id or 0, found.version, ME, "hết mùa khô")
    shown = seen(store, settings)
    assert shown.counts == Counter(cancelled=1)
    assert shown.by_unit[STATION] == Counter(cancelled=1)
    with store.reading() as session:
        assert preview.reasons(session) == {found.uid: "hết mùa khô"}


def test_short_periods_are_told_day_by_day_and_long_ones_by_their_ends(store: Store, settings: Settings) -> None:
    text = SAMPLES.joinpath("tuan-46-2024.txt").read_text().replace("15/12/2024", "18/11/2024")
    received = intake.receive(store, text.encode(), "ngan.txt", NOW)
    with store.writing() as session:
        review.accept_all(session, received.directive_id, ME)
    found = [one for one in seen(store, settings).shown if "bảo hiểm y tế" in one.entry.title]
    only = replace(seen(store, settings), shown=tuple(found))
    days = [day for days in only.by_day.values() for day in days]
    assert days == [date(2024, 11, 15) + timedelta(days=n) for n in range(4)]
    assert list(only.by_day) == [Week(2024, 46), Week(2024, 47)]


def test_another_state_has_another_name(store: Store, settings: Settings, accepted: int) -> None:
    with store.reading() as session:
        found = differences(session)
    assert prepared.name_of_all(found) == prepared.name_of_all(list(reversed(found)))
    refuse(store, "cháy rừng")
    with store.reading() as session:
        assert prepared.name_of_all(differences(session)) != prepared.name_of_all(found)


def test_real_directives_give_a_preview_that_adds_up(store: Store, settings: Settings, units: None) -> None:
    for sample in sorted(SAMPLES.glob("*.txt")):
        received = intake.receive(store, sample.read_bytes(), sample.name, NOW)
        with store.writing() as session:
            review.accept_all(session, received.directive_id, ME)
    found = seen(store, settings)
    everything = dict((scope.slug, counts) for scope, counts in found.by_feed())["tat-ca"]
    assert everything == found.counts == Counter(new=len(found.shown))


# Checks


def test_each_check_is_quiet_about_what_is_as_it_should_be(
    store: Store, settings: Settings, units: None, directive_id: int
) -> None:
    found = item(store, "cháy rừng")
    with store.writing() as session:
        review.accept(session, found.id or 0, found.version, ME)
    assert codes(store, settings) == {}


def test_a_day_that_is_over_is_told(store: Store, settings: Settings, accepted: int) -> None:
    found = item(store, "bảo hiểm y tế")
    mark = dates(store, found)[0]
    wanted = DateCorrection(mark.uid, mark.role, date(2024, 10, 1), date(2024, 10, 2), mark.label)
    with store.writing() as session:
        review.correct(session, found.id or 0, found.version, correction(found, wanted), ME)
    assert "02/10/2024" in codes(store, settings)["past"]


def test_an_added_day_without_words_and_an_item_without_channel_are_told(
    store: Store, settings: Settings, accepted: int
) -> None:
    found = item(store, "cháy rừng")
    added = DateCorrection(None, "event", date(2024, 12, 1), date(2024, 12, 1), "Ra quân")
    with store.writing() as session:
        review.correct(session, found.id or 0, found.version, ItemCorrection(found.title, found.kind, (), (added,)), ME)
    told = codes(store, settings)
    assert "01/12/2024" in told["no-source"]
    assert "kênh" in told["no-channel"]


def test_a_slogan_that_is_not_in_the_source_is_told_and_its_spelling_there_is_not_minded(
    store: Store, settings: Settings, accepted: int
) -> None:
    found = item(store, "cháy rừng")
    with store.writing() as session:
        words = session.get_one(Directive, found.directive_id).text.split(". ")[-1].strip()[:40]
        found.slogans = [f"“{'  '.join(words.split())}”"]
        session.add(found)
    assert "slogan-altered" not in codes(store, settings)
    with store.writing() as session:
        again = session.get_one(Item, found.id)
        again.slogans = ["Phòng cháy hơn chữa cháy rất nhiều lần"]
    assert "Phòng cháy hơn chữa cháy rất nhiều lần" in codes(store, settings)["slogan-altered"]


def test_what_reaches_no_unit_is_told_once_there_is_a_registry(
    store: Store, settings: Settings, directive_id: int
) -> None:
    found = item(store, "cháy rừng")
    with store.writing() as session:
        row = session.get_one(Item, found.id)
        row.audiences = ["Câu lạc bộ cờ tướng"]
        session.flush()
        review.accept(session, found.id or 0, row.version, ME)
    assert "no-unit" not in codes(store, settings)
    with store.writing() as session:
        registry.take_in(session, (SAMPLES / "don-vi.csv").read_bytes(), ME)
    assert "Câu lạc bộ cờ tướng" in codes(store, settings)["no-unit"]


def slot(minutes: int) -> AiringSlot:
    about = {"weekdays": [1], "start": time(5), "minutes": minutes, "channel": "loudspeaker"}
    return AiringSlot(unit=STATION, code="sang", author="bientap", changed_at=NOW, **about)


def test_a_unit_without_the_minutes_for_what_is_added_is_told_with_the_week(
    store: Store, settings: Settings, units: None, accepted: int
) -> None:
    with store.writing() as session:
        session.add(slot(60))
    assert overloads(store, settings) == []
    with store.writing() as session:
        session.merge(AiringSlot(**{**slot(3).model_dump(), "id": 1}))
    told = overloads(store, settings)
    assert len(told) == 4  # the Monday of this week is over: it has no session any more
    assert told[0].startswith("Tuần 47 (18/11–24/11/2024): Đài truyền thanh thị trấn Đăk Hà quá tải (còn 3 phút phát")


def test_what_the_plan_has_due_already_counts_and_what_a_release_takes_away_does_not(
    store: Store, settings: Settings, units: None, directive_id: int
) -> None:
    with store.writing() as session:
        session.add(slot(6))
        review.accept_all(session, directive_id, ME)
    publish.release(store, settings, "bientap", "", NOW)
    assert overloads(store, settings) == []  # nothing is added, whatever the plan has no room for
    with store.writing() as session:
        found = session.exec(select(Item).where(Item.kind == "regular")).first()
        assert found is not None
        review.correct(session, found.id or 0, found.version, replace(correction(found), title="Tên mới"), ME)
    changed = overloads(store, settings)
    assert changed
    assert all("không còn chỗ" in said for said in changed)  # six minutes hold none of what the plan left out
    with store.writing() as session:
        session.merge(AiringSlot(**{**slot(60).model_dump(), "id": 1, "version": 2}))
    publish.render(store, settings, NOW)
    assert overloads(store, settings) == []


# How much is asked


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(store._reader, "before_cursor_execute", note)
    yield asked
    event.remove(store._reader, "before_cursor_execute", note)


def fill(store: Store, count: int) -> None:
    """Add accepted items, fifty a directive."""
    with store.writing() as session:
        template = session.exec(select(Directive)).first()
        assert template is not None
        for number in range(count // 50):
            about = template.model_dump(exclude={"id"}) | {"slug": f"them-{number}", "sha256": f"{number:064}"}
            row = Directive.model_validate(about)
            session.add(row)
            session.flush()
            for place in range(50):
                one = Item(
                    uid=f"{number:016}{place:016}",
                    directive_id=row.id or 0,
                    position=place,
                    path=f"I.{place}",
                    kind="regular",
                    title=f"Nội dung {place}",
                    text="Phòng cháy, chữa cháy rừng.",
                    channels=["loudspeaker"],
                )
                session.add(one)
                session.flush()
                review.accept(session, one.id or 0, 1, ME)


def everything(session: Session, settings: Settings) -> int:
    found = preview.preview(session, differences(session), settings.public_url, NOW)
    release_load.overloads(session, found)
    release_checks.cautions(found)
    return sum(map(len, (found.by_unit, found.by_day, found.by_feed())))


def test_as_many_queries_are_asked_for_many_changes_as_for_few(
    store: Store, settings: Settings, units: None, accepted: int
) -> None:
    with store.writing() as session:
        session.add(slot(60))
    with counted(store) as few, store.reading() as session:
        everything(session, settings)
    fill(store, 500)
    with counted(store) as many, store.reading() as session:
        everything(session, settings)
    assert len(many) == len(few)


def test_its_time_grows_with_the_changes(store: Store, settings: Settings, units: None, accepted: int) -> None:
    fill(store, 1600)
    with store.reading() as session:
        found = differences(session)

        def look(count: int) -> None:
            shown = preview.preview(session, found[:count], settings.public_url, NOW)
            release_checks.cautions(shown)
            assert shown.by_unit
            assert shown.by_feed()

        assert growth.in_step(look, 800)


def coming(store: Store, settings: Settings) -> Preview:
    with store.reading() as session:
        return preview.coming(session, settings.public_url, NOW)


def test_what_comes_is_kept_until_anybody_writes(store: Store, settings: Settings, accepted: int) -> None:
    first = coming(store, settings)
    assert coming(store, settings) is first
    refuse(store, "cháy rừng")
    after = coming(store, settings)
    assert after is not first
    assert len(after.shown) < len(first.shown)
    with store.reading() as session:
        assert preview.coming(session, settings.public_url, NOW + timedelta(days=1)).today > after.today
