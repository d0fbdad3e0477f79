"""Every change is in the log, in the transaction that made it, and the log says so itself where it was altered."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from calendar_app import (
    access,
    airing_decisions,
    doctor,
    log,
    log_kinds,
    log_search,
    people,
    publish,
    registry,
    review,
    review_undo,
    tokens,
    unit_table,
)
from calendar_app.airing_decisions import WantedSlot
from calendar_app.errors import Conflict
from calendar_app.log import Subject, one_line
from calendar_app.log_search import Wanted
from calendar_app.models import Decision, Item, LogEntry, Release
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from content.vocabulary import channels
from tests.conftest import NOW, PASSWORD, SAMPLES

ACTOR = Actor("lan", NOW)


def kinds(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.exec(select(LogEntry.kind).order_by(col(LogEntry.number))).all())


def found(store: Store, **wanted: object) -> list[LogEntry]:
    with store.reading() as session:
        return list(log_search.page(session, Wanted(**wanted), None, 50))  # type: ignore[arg-type]


def write(store: Store, count: int, **more: str) -> None:
    with store.writing() as session:
        for number in range(count):
            about = Subject(more.get("subject", f"Việc {number}"), unit=more.get("unit", ""))
            log.record(session, "lan", NOW, more.get("kind", "item.correct"), about, {"title": "a"}, {"title": "b"})


def alter(store: Store, statement: str) -> None:
    """Do what somebody with the file in hand can do: the guards of the table are taken away first."""
    with closing(sqlite3.connect(store.database)) as database:
        database.executescript(f"DROP TRIGGER log_no_update; DROP TRIGGER log_no_delete; {statement};")


def broken(store: Store, *heads: str) -> int | None:
    with store.reading() as session:
        walked = log_search.walk(session, heads)
    return walked.broken.number if walked.broken else None


def test_a_decision_about_an_item_is_logged_with_who_when_why_and_what_differs(store: Store, directive_id: int) -> None:
    with store.writing() as session:
        item = session.exec(select(Item).where(Item.directive_id == directive_id)).first()
        assert item is not None
        review.refuse(session, item.id or 0, item.version, ACTOR, "trùng")
    row = found(store, item_id=item.id)[0]
    assert (row.kind, row.author, row.at, row.reason) == ("item.refuse", "lan", NOW, "trùng")
    assert (row.before, row.after) == ({"status": "draft"}, {"status": "refused"})
    assert row.directive_id == directive_id
    assert item.title in row.subject


def test_what_is_refused_leaves_no_row(store: Store, directive_id: int) -> None:
    before = kinds(store)
    with store.reading() as session:
        item = session.exec(select(Item).where(Item.directive_id == directive_id)).first()
    assert item is not None
    with pytest.raises(Conflict), store.writing() as session:
        review.accept(session, item.id or 0, item.version + 7, ACTOR)
    assert kinds(store) == before


def test_every_decision_has_a_row_and_a_name(store: Store, directive_id: int) -> None:
    with store.writing() as session:
        review.accept_all(session, directive_id, ACTOR)
        item = session.exec(select(Item).where(Item.status == "accepted")).first()
        assert item is not None
        review_undo.undo(session, item.id or 0, item.version, ACTOR)
    with store.reading() as session:
        decisions = [f"item.{one}" for one in session.exec(select(Decision.action).order_by(col(Decision.id))).all()]
    assert [kind for kind in kinds(store) if kind.startswith("item.")] == decisions
    assert set(kinds(store)) <= set(log_kinds.KINDS)
    for action in (*review_undo.UNDONE, review_undo.UNDO):
        assert f"item.{action}" in log_kinds.KINDS


def test_intake_release_and_going_back_are_logged_and_each_release_names_the_log(
    store: Store, settings: Settings, directive_id: int
) -> None:
    with store.writing() as session:
        review.accept_all(session, directive_id, ACTOR)
    made = publish.release(store, settings, "duyet", "bản đầu", NOW)
    assert kinds(store)[0] == "directive.received"
    row = found(store, kind="release.made")[0]
    assert (row.author, row.reason, row.subject) == ("duyet", "bản đầu", made.name)
    with store.reading() as session:
        release = session.exec(select(Release)).one()
    assert release.log_head == row.hash
    told = (store.data / "public" / "current" / "releases" / "000001.json").read_text()
    assert row.hash in told


def test_units_slots_and_decisions_about_airing_are_logged_with_their_unit(store: Store) -> None:
    with store.writing() as session:
        registry.take_in(session, (SAMPLES / "don-vi.csv").read_bytes(), ACTOR)
        slug = registry.every(session)[0].slug
        wanted = WantedSlot("sang", (1, 2), NOW.time().replace(tzinfo=None), 30, channels()[0].id)
        airing_decisions.put_slot(session, slug, wanted, None, ACTOR)
        airing_decisions.set_unit(session, slug, 200, 3, ACTOR)
        held = airing_decisions.hold(session, slug, (date(2024, 11, 20), date(2024, 11, 21)), [], "tang", ACTOR)
        session.flush()
        airing_decisions.take_back(session, held.id or 0, ACTOR)
    said = [row.kind for row in found(store, unit=slug)][::-1]
    assert said == ["unit.new", "plan.slot", "plan.unit", "plan.hold", "plan.taken-back"]
    assert found(store, kind="plan.unit")[0].after == {"unit": slug, "pace": 200, "turns": 3}
    with store.writing() as session:
        units = registry.every(session)
        table = unit_table.write(units).replace(units[0].name.encode(), "Tên khác hẳn".encode(), 1)
        assert not registry.take_in(session, table, ACTOR).faults
    row = found(store, kind="unit.changed")[0]
    assert row.after == {"name": "Tên khác hẳn"}


def test_people_sign_ins_and_tokens_are_logged_without_a_secret(store: Store) -> None:
    secret = "mat-khau-khong-ai-biet"
    with store.writing() as session:
        user = access.add_user(session, "An", "admin", PASSWORD, NOW)
        access.check_login(session, "An", secret, "10.0.0.9", NOW)
        access.check_login(session, secret, secret, "10.0.0.9", NOW)
        invitation = people.invite(session, "editor", (), "An", NOW)
        other = people.accept(session, invitation, "Bình", PASSWORD, NOW)
        people.change(session, other, "reader", (), Actor("An", NOW))
        people.disable(session, other, Actor("An", NOW))
        session.flush()
        token = tokens.make(session, user, "máy", "read", 30, NOW)
        tokens.revoke(session, user, tokens.of(session, user, NOW)[0].id or 0, NOW)
    told = " ".join(str(row.model_dump()) for row in found(store, private=True))
    assert not [one for one in (secret, PASSWORD, invitation, token) if one in told]
    assert found(store) == []  # only who manages people reads of accounts
    assert kinds(store) == [
        "person.added",
        "account.sign-in-failed",
        "account.sign-in-failed",
        "person.invited",
        "person.added",
        "account.accepted",
        "person.changed",
        "person.disabled",
        "account.token-made",
        "account.token-revoked",
    ]
    changed = found(store, kind="person.changed", private=True)[0]
    assert (changed.author, changed.subject, changed.before, changed.after) == (
        "An",
        "Bình",
        {"role": "editor"},
        {"role": "reader"},
    )


def test_the_database_refuses_to_change_or_remove_a_row(store: Store) -> None:
    write(store, 2)
    for statement in ("UPDATE log SET author = 'x'", "DELETE FROM log WHERE number = 2"):
        with pytest.raises(IntegrityError), store.writing() as session:
            session.connection().exec_driver_sql(statement)
    assert broken(store) is None


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE log SET author = 'khác' WHERE number = 3", 3),
        ("UPDATE log SET reason = 'khác' WHERE number = 1", 1),
        ('UPDATE log SET after = \'{"title": "c"}\' WHERE number = 4', 4),
        ("UPDATE log SET after = 'hỏng' WHERE number = 4", 4),
        ("UPDATE log SET at = '2001-01-01 00:00:00.000000' WHERE number = 5", 5),
        ("DELETE FROM log WHERE number = 2", 2),
        ("DELETE FROM log WHERE number = 1", 1),
        ("UPDATE log SET number = 99 WHERE number = 5", 5),
    ],
)
def test_a_row_altered_in_the_file_is_found_and_named(app: Flask, store: Store, statement: str, number: int) -> None:
    write(store, 5)
    assert app.test_cli_runner().invoke(args=["log", "verify"]).exit_code == 0
    alter(store, statement)
    assert broken(store) == number
    said = app.test_cli_runner().invoke(args=["log", "verify"])
    assert (said.exit_code, f"Dòng {number} " in said.output) == (1, True)


def test_a_tail_cut_off_is_found_by_a_release_and_by_a_noted_head(
    store: Store, settings: Settings, directive_id: int
) -> None:
    with store.writing() as session:
        review.accept_all(session, directive_id, ACTOR)
    publish.release(store, settings, "duyet", "", NOW)
    write(store, 3)
    with store.reading() as session:
        noted, rows = log.head(session), log_search.walk(session).rows
    alter(store, f"DELETE FROM log WHERE number > {rows - 2}")
    assert (broken(store), broken(store, noted)) == (None, rows - 1)
    alter_again = f"DELETE FROM log WHERE number > {rows - 4}"
    with closing(sqlite3.connect(store.database)) as database:
        database.executescript(alter_again)
    assert broken(store) == rows - 3
    finding = next(one for one in doctor.examine(store, settings, NOW) if one.name == "Nhật ký")
    assert not finding.good


def test_words_are_found_without_accents_and_signs_of_the_search_are_only_words(store: Store) -> None:
    write(store, 1, subject="Treo cờ ngày Quốc khánh ở Đắk Tô")
    write(store, 1, subject="Diễn tập phòng cháy")
    assert [row.number for row in found(store, words="dak to CO")] == [1]
    assert [row.number for row in found(store, words="phòng")] == [2]
    for odd in ('"', "NEAR(a b)", "co OR phong", "words:co", "*", "-co", "' ; DROP TABLE log"):
        found(store, words=odd)
    assert found(store, words="co phong") == []


def test_filters_narrow_and_pages_go_on_where_the_last_ended(store: Store) -> None:
    write(store, 3, kind="item.accept")
    write(store, 2, kind="plan.pin", unit="xa-a")
    assert len(found(store, kind="item")) == 3
    assert len(found(store, kind="plan.pin", unit="xa-a")) == 2
    assert found(store, first=date(2024, 11, 13)) == []
    assert len(found(store, first=date(2024, 11, 12), last=date(2024, 11, 12), author="lan")) == 5
    with store.reading() as session:
        first = log_search.page(session, Wanted(), None, 2)
        then = log_search.page(session, Wanted(words="viec"), first[-1].number, 9)
        assert [row.number for row in (*first, *then)] == [5, 4, 3, 2, 1]
        assert [row.number for row in log_search.every(session, Wanted())] == [5, 4, 3, 2, 1]


@given(st.text())
def test_whatever_is_named_stays_on_one_line_of_what_can_be_seen(said: str) -> None:
    assert one_line(said).isprintable()


def test_two_writers_make_one_chain(store: Store) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: write(store, 5), range(6)))
    with store.reading() as session:
        assert log_search.walk(session).rows == 30
