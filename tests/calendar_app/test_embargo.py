"""What is held back until its moment, and what should never have been public."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from sqlmodel import select

from calendar_app import jobs, publish, review
from calendar_app.differences import differences
from calendar_app.errors import Problem
from calendar_app.models import Published
from calendar_app.review import ItemCorrection
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.calendar_app.looks import ME, entry, events, item
from tests.conftest import NOW

WORDS = "cháy rừng"
SECRET = "đốt nương"
UNTIL = datetime(2024, 11, 20, 1, 0, tzinfo=UTC)  # 08:00 for people
LATER = NOW + timedelta(hours=1)


def hold(store: Store, until: datetime | None) -> None:
    found = item(store, WORDS)
    wanted = ItemCorrection(found.title, found.kind, tuple(found.channels), (), until)
    with store.writing() as session:
        review.correct(session, found.id or 0, found.version, wanted, ME)


def withdraw(store: Store) -> None:
    found = item(store, WORDS)
    with store.writing() as session:
        review.withdraw(session, found.id or 0, found.version, ME, "công bố nhầm")


def everything(settings: Settings) -> dict[str, str]:
    tree = settings.data / "public/current"
    files = (path for path in tree.resolve().rglob("*") if path.is_file() and path.suffix != ".gz")
    return {str(path.relative_to(tree.resolve())): path.read_bytes().decode() for path in files}


def unfolded(text: str) -> str:
    return text.replace("\r\n ", "")


def news(settings: Settings) -> list[str]:
    data = Path(settings.data / "public/current/feeds/tat-ca.atom").read_bytes()
    return [one.title for one in feedparser.parse(data).entries if WORDS in one.title]


@pytest.fixture
def held(store: Store, settings: Settings, directive_id: int) -> int:
    assert SECRET in item(store, WORDS).text
    hold(store, UNTIL)
    with store.writing() as session:
        review.accept_all(session, directive_id, ME)
    publish.release(store, settings, "bientap", "", NOW)
    return directive_id


def test_until_its_moment_no_public_byte_holds_the_text(store: Store, settings: Settings, held: int) -> None:
    assert [name for name, text in everything(settings).items() if SECRET in unfolded(text)] == []
    assert entry(settings, WORDS).text == "Nội dung công bố ngày 20/11."
    assert any(WORDS in str(event["SUMMARY"]) for event in events(settings).values())
    assert news(settings) == []


def test_at_its_moment_the_clock_alone_makes_it_public(store: Store, settings: Settings, held: int) -> None:
    uid = entry(settings, WORDS).uid
    before = events(settings)[uid]
    jobs.tick(store, settings, UNTIL - timedelta(seconds=1))
    assert news(settings) == []
    assert jobs.tick(store, settings, UNTIL)
    after = events(settings)[uid]
    assert SECRET in str(after["DESCRIPTION"])
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["LAST-MODIFIED"].dt == UNTIL
    feed = feedparser.parse((settings.data / "public/current/feeds/tat-ca.atom").read_bytes())
    assert [one.published for one in feed.entries if WORDS in one.title] == [UNTIL.isoformat()]


def test_a_second_embargo_after_the_first_has_ended_still_raises_the_sequence(
    store: Store, settings: Settings, held: int
) -> None:
    uid = entry(settings, WORDS).uid
    jobs.tick(store, settings, UNTIL)
    last = events(settings)[uid]["SEQUENCE"]
    hold(store, UNTIL + timedelta(days=7))
    publish.release(store, settings, "bientap", "", UNTIL + timedelta(hours=1))
    assert events(settings)[uid]["SEQUENCE"] > last


def test_an_embargo_lifted_early_is_news_of_that_moment(store: Store, settings: Settings, held: int) -> None:
    moment = datetime(2024, 11, 18, 2, 0, tzinfo=UTC)
    jobs.tick(store, settings, moment)
    assert news(settings) == []
    hold(store, None)
    publish.release(store, settings, "bientap", "", moment)
    assert entry(settings, WORDS).appears_at == moment
    assert len(news(settings)) == 1


def test_what_is_withdrawn_leaves_every_public_byte_but_its_title(
    store: Store, settings: Settings, released: int
) -> None:
    assert [name for name, text in everything(settings).items() if SECRET in unfolded(text)] != []
    sequence = events(settings)[entry(settings, WORDS).uid]["SEQUENCE"]
    withdraw(store)
    publish.release(store, settings, "bientap", "công bố nhầm", LATER)
    assert [name for name, text in everything(settings).items() if SECRET in unfolded(text)] == []
    gone = events(settings)[entry(settings, WORDS).uid]
    assert (gone["STATUS"], gone["SEQUENCE"]) == ("CANCELLED", sequence + 1)
    assert str(gone["SUMMARY"]).startswith("[HỦY] ")
    assert news(settings) == []


def test_a_withdrawal_needs_a_reason_twice(store: Store, settings: Settings, released: int) -> None:
    found = item(store, WORDS)
    with store.writing() as session, pytest.raises(Problem, match="lý do"):
        review.withdraw(session, found.id or 0, found.version, ME, "")
    withdraw(store)
    with store.reading() as session:
        (difference,) = differences(session)
    assert (difference.action, difference.needs_reason) == ("withdrawn", True)
    with pytest.raises(Problem, match="lý do"):
        publish.release(store, settings, "bientap", "", LATER)


def test_what_was_cancelled_can_still_be_withdrawn(store: Store, settings: Settings, released: int) -> None:
    found = item(store, WORDS)
    with store.writing() as session:
        review.refuse(session, found.id or 0, found.version, ME, "hoãn")
    publish.release(store, settings, "bientap", "hoãn", LATER)
    withdraw(store)
    publish.release(store, settings, "bientap", "công bố nhầm", LATER + timedelta(hours=1))
    assert entry(settings, WORDS).withdrawn
    with store.reading() as session:
        assert differences(session) == []


def test_going_back_to_an_earlier_release_does_not_bring_a_withdrawn_entry_back(
    store: Store, settings: Settings, released: int
) -> None:
    withdraw(store)
    publish.release(store, settings, "bientap", "công bố nhầm", LATER)
    with pytest.raises(Problem, match="Không có gì mới"):
        publish.undo(store, settings, "2024-W46.1", "bientap", "", LATER + timedelta(hours=1))
    assert entry(settings, WORDS).withdrawn


def test_a_withdrawn_entry_that_is_accepted_again_keeps_its_uid(
    store: Store, settings: Settings, released: int
) -> None:
    uid = entry(settings, WORDS).uid
    withdraw(store)
    publish.release(store, settings, "bientap", "công bố nhầm", LATER)
    last = events(settings)[uid]["SEQUENCE"]
    found = item(store, WORDS)
    with store.writing() as session:
        review.accept(session, found.id or 0, found.version, ME)
    publish.release(store, settings, "bientap", "", LATER + timedelta(hours=1))
    again = events(settings)[uid]
    assert (again["STATUS"], again["SEQUENCE"]) == ("CONFIRMED", last + 1)


def test_facts_kept_before_embargoes_were_known_are_no_change(store: Store, settings: Settings, released: int) -> None:
    with store.writing() as session:
        for row in session.exec(select(Published)).all():
            row.facts = {name: value for name, value in row.facts.items() if name != "embargo_until"}
            session.add(row)
    with store.reading() as session:
        assert differences(session) == []
