"""Who writes names and reasons may try to forge lines of the log or run formulas; others to read what is not theirs."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from sqlalchemy import event

from calendar_app import access, log, registry
from calendar_app.log import Subject
from calendar_app.review import Actor
from calendar_app.store import Store
from tests.conftest import NOW, SAMPLES
from tests.web.persons import browser, person

PAGE, TABLE = "/bien-tap/nhat-ky/", "/bien-tap/nhat-ky/nhat-ky.csv"
FORGED = "An\r\n12/11/2024 admin phát hành\u202e<script>alert(1)</script>\x1b[2J"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", " =cmd|' /C calc'!A0")


def write(store: Store, said: str, kind: str = "item.correct", unit: str = "") -> None:
    with store.writing() as session:
        log.record(session, said, NOW, kind, Subject(said, unit=unit), {"title": said}, {"title": "khác"}, said)


def rows_of(app: Flask, store: Store, path: str = TABLE) -> list[list[str]]:
    answer = browser(app, person(store, "chu", "admin")).get(path)
    assert answer.mimetype == "text/csv"
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))


def test_a_forged_line_stays_one_line_of_what_can_be_seen(app: Flask, store: Store) -> None:
    write(store, FORGED)
    table = rows_of(app, store)
    assert len(table) == 2
    assert all(cell.isprintable() for row in table for cell in row)
    page = browser(app, person(store, "hai", "editor")).get(PAGE).get_data(as_text=True)
    assert "<script>alert" not in page
    assert not [sign for sign in "\u202e\x1b\r" if sign in page]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_the_table_is_a_formula(app: Flask, store: Store, formula: str) -> None:
    write(store, formula)
    for row in rows_of(app, store)[1:]:
        assert not [cell for cell in row if cell[:1] in "=+-@\t\r" and cell]


def test_people_of_a_unit_read_of_their_unit_alone_and_nobody_but_who_manages_people_of_accounts(
    app: Flask, store: Store
) -> None:
    with store.writing() as session:
        registry.take_in(session, (SAMPLES / "don-vi.csv").read_bytes(), Actor("lan", NOW))
        own, other = (unit.slug for unit in registry.every(session)[:2])
    write(store, "việc của ta", "plan.pin", own)
    write(store, "việc người khác", "plan.pin", other)
    with store.writing() as session:
        access.check_login(session, "khong-co", "x", "10.9.8.7", NOW)
    unit = browser(app, person(store, "xa", "unit", (own,)))
    for path in (f"/bien-tap/don-vi/{own}/nhat-ky", f"/bien-tap/don-vi/{own}/nhat-ky.csv"):
        said = unit.get(f"{path}?don-vi={other}").get_data(as_text=True)
        assert ("việc của ta" in said, "việc người khác" in said) == (True, False)
    for path in (PAGE, TABLE, f"/bien-tap/don-vi/{other}/nhat-ky", f"/bien-tap/don-vi/{other}/nhat-ky.csv"):
        assert unit.get(path).status_code == 403
    assert browser(app, person(store, "xem", "reader")).get(PAGE).status_code == 403
    editor, admin = browser(app, person(store, "bt", "editor")), browser(app, person(store, "qt", "admin"))
    for path in (PAGE, f"{PAGE}?viec=account", TABLE, f"{PAGE}?viec=account.sign-in-failed"):
        assert "10.9.8.7" not in editor.get(path).get_data(as_text=True)
        assert "10.9.8.7" in admin.get(path).get_data(as_text=True)


@pytest.mark.parametrize(
    "query",
    ["tim=%22", "tim=a+NEAR+b", "muc=99999999999999999999", "truoc=1'--", "viec=%25", "tu-ngay=hom-qua", "muc=-1"],
)
def test_odd_questions_are_answered_in_words(app: Flask, store: Store, query: str) -> None:
    write(store, "a")
    client = browser(app, person(store, "a", "admin"))
    assert client.get(f"{PAGE}?{query}").status_code == 200
    assert client.get(f"{TABLE}?{query}").status_code < 500


def test_the_page_asks_the_database_as_often_for_many_rows_as_for_few(app: Flask, store: Store) -> None:
    client, counts = browser(app, person(store, "a", "admin")), []
    asked: list[str] = []
    event.listen(store._reader, "before_cursor_execute", lambda *told: asked.append(told[2]))
    for _ in range(2):
        for number in range(40):
            write(store, f"việc {number}")
        client.get(PAGE)
        asked.clear()
        client.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1]
