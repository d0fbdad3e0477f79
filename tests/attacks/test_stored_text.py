"""What anybody wrote is text on every page there is, and computed by no table (security.md 2.2: rows 10, 14, 29)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.sqltypes import AutoString

from calendar_app import comments, create_app, log, models, publish
from calendar_app.clock import now
from calendar_app.log import Subject
from calendar_app.models import Item
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from feeds.sheet import FORMULA
from tests.browser import whole_site
from tests.browser.whole_site import ADMIN, DESK, PUBLIC, SECOND_STEP, Site
from tests.web.pages import Page
from tests.web.routes import routes

MARK = "xss-1"
EVIL = f" '\"></textarea></title></option></script>--><{MARK} onxss=1 style=x><a href=javascript:xss>{{{{7*7}}}}{{0.x}}"
FREE: dict[type[SQLModel], tuple[str, ...]] = {
    models.AiringDecision: ("reason", "author", "taken_back_by"),
    models.AiringSlot: ("author",),
    models.AiringTheme: ("author",),
    models.AiringUnit: ("author",),
    models.ApiToken: ("name",),
    models.Arrival: ("name", "said", "author"),
    models.Carrying: ("reason", "author"),
    models.Change: ("reason",),
    models.Comment: ("text", "author"),
    models.Decision: ("author", "reason"),
    models.Delivery: ("error",),
    models.Directive: (
        "file_name", "text", "document_type", "issuer", "number", "place", "subject", "window_text", "recipients",
    ),
    models.Invitation: ("author",),
    models.Item: ("title", "text", "audiences", "providers", "slogans", "links"),
    models.ItemDate: ("label", "text", "reason"),
    models.LoginSession: ("browser",),
    models.Release: ("note", "author"),
    models.ScheduledRelease: ("note", "author", "said", "titles"),
    models.ShortAddress: ("title", "author"),
    models.Unit: ("name", "aliases"),
    models.User: ("name",),
}  # fmt: skip
"""Every column that holds what somebody wrote. The rest are codes, days, hashes, and what is drawn from these."""
CODES: dict[type[SQLModel], set[str]] = {
    models.AiringDecision: {"unit", "kind", "entry", "slot", "to_slot"},
    models.AiringPlan: {"unit", "made_of"},
    models.AiringSession: {"uid", "unit", "slot", "channel"},
    models.AiringSlot: {"unit", "code", "channel", "language"},
    models.AiringTheme: {"entry", "priority", "repeat", "language"},
    models.AiringUnit: {"unit"},
    models.ApiToken: {"token_hash", "scope"},
    models.Arrival: {"batch", "token", "state"},
    models.Carrying: {"kind"},
    models.Change: {"uid", "action"},
    models.Decision: {"action"},
    models.Delivery: {"what", "subject", "version"},
    models.Directive: {"slug", "sha256", "parent", "symbol"},
    models.Identity: {"issuer", "subject"},
    models.Invitation: {"token_hash", "role", "email"},
    models.Item: {"uid", "path", "kind", "duty", "status"},
    models.ItemDate: {"uid", "role", "precision", "observance", "rrule", "rule"},
    models.LogEntry: {
        "author",
        "kind",
        "subject",
        "unit",
        "reason",
        "previous",
        "hash",
    },  # written below, as it is in use
    models.LoginAttempt: {"name", "address"},  # shown nowhere
    models.LoginSession: {"token_hash"},
    models.Published: {"uid", "status", "reason"},
    models.Release: {"name", "log_head"},
    models.ScheduledRelease: {"state", "ended_by"},
    models.ShortAddress: {"name", "filter"},
    models.Unit: {"slug", "kind", "place", "parent", "author"},
    models.User: {"role", "password_hash", "totp_secret", "email"},
}


def taint(session: Session, change: Callable[[str], str]) -> None:
    """Change every text of every row."""
    for model, names in FREE.items():
        for row in session.exec(select(model)).all():
            for name in names:
                value = getattr(row, name)
                setattr(row, name, change(value) if isinstance(value, str) else [change(part) for part in value])
            session.add(row)


def tainted(data: Path, change: Callable[[str], str]) -> Site:
    """Return an installation with something on every page, every text of it changed, and released."""
    settings = Settings(data=data, office=change("Lịch"))
    app = create_app(settings)
    site = whole_site._filled(app, settings)
    store: Store = app.extensions["store"]
    with store.writing() as session:
        item = session.exec(select(Item).where(col(Item.status) == "accepted")).first()
        assert item is not None
        comments.on_item(session, item.id or 0, "ý kiến", Actor(ADMIN, now()))
        taint(session, change)
        for _ in START:
            said = change("ai")
            log.record(session, said, now(), "item.correct", Subject(said), {"title": said}, {"title": "khác"}, said)
    publish.release(store, settings, ADMIN, change("Vì"), now())
    return site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return tainted(tmp_path_factory.mktemp("var"), lambda value: value + EVIL)  # where places in a text stay


def browsers(site: Site) -> Iterator[tuple[FlaskClient, str]]:
    for token, paths in ((site.admin, [*PUBLIC, *DESK]), (site.half, [SECOND_STEP])):
        client = site.app.test_client()
        client.set_cookie("lich", token)
        yield from ((client, path.format(**site.values)) for path in paths)


def harm(html: str) -> list[str]:
    """Return what a browser would make of the marks: elements, handlers, scripts, addresses that run."""
    page = Page(html)
    found = [tag for tag, _ in page.tags if tag.startswith("xss")]
    found += [name for _, attributes in page.tags for name in attributes if name.startswith("on") or name == "style"]
    found += [str(value) for _, attributes in page.tags for value in attributes.values() if _runs(value)]
    scripts = [script.get("src") or "" for script in page.scripts]
    return found + [src for src in scripts if not src.removeprefix("/en").startswith("/static/")]


def _runs(value: str | None) -> bool:
    return (value or "").strip().lower().startswith(("javascript:", "data:", "vbscript:"))


def test_every_text_of_every_table_is_tried() -> None:
    for model in SQLModel.__subclasses__():
        if hasattr(model, "__table__"):
            texts = {column.name for column in model.__table__.columns if isinstance(column.type, AutoString)}
            assert texts == {name for name in FREE.get(model, ()) if name in texts} | CODES.get(model, set()), model


def test_no_page_makes_anything_of_what_was_written(site: Site) -> None:
    showing = 0
    for client, path in browsers(site):
        for edition in ("", "/en"):
            answer = client.get(edition + path)
            assert answer.status_code in (200, 404), path
            assert harm(answer.text) == [], edition + path
            assert "javascript:xss&gt;49" not in answer.text, path
            showing += MARK in answer.text.partition("<main")[2]
    assert showing > 100


@pytest.mark.parametrize(
    "name", ["tim", "tu", "den", "ngay", "kenh", "don-vi", "tuan", "tiep", "trang", "lich", "viec", "muc"]
)
def test_what_is_asked_for_comes_back_as_text_only(site: Site, name: str) -> None:
    client = site.app.test_client()
    client.set_cookie("lich", site.admin)
    asked = urlencode({name: EVIL})
    for path in {path.format(**site.values).partition("?")[0] for path in (*PUBLIC, *DESK)}:
        answer = client.get(f"{path}?{asked}")
        assert answer.status_code < 500, path
        assert harm(answer.text) == [], path


CHOSEN = ("phien-ban", "quyen", "chu-de", "loai", "kenh", "van-ban")


def test_what_is_typed_into_a_form_that_is_refused_comes_back_as_text_only(site: Site) -> None:
    client = site.app.test_client()
    client.set_cookie("lich", site.admin)
    fields = (
        "ten ghi-chu ly-do tieu-de noi-dung don-vi vai-tro ngay tu-ngay den-ngay so thu-dien-tu bo-loc y-kien gio ma"
    )
    typed, seen = dict.fromkeys([*fields.split(), *CHOSEN], EVIL), 0
    for route in routes(site.app, **site.values):
        if route.method == "POST" and route.path.startswith("/bien-tap") and "/tai-khoan/" not in route.path:
            answer = client.post(route.path, data=typed)
            assert answer.status_code < 500, route
            assert harm(answer.text) == [], route
            seen += MARK in answer.text
    assert seen > 5


START = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x")
TABLES = {
    "feeds.feed": ("/feeds/tat-ca.csv", "/feeds/don-vi-{unit}.csv"),
    "sheets.file": ("/diem-tin/tat-ca/2024-W46.csv",),
    "units.give_out": ("/bien-tap/don-vi/don-vi.csv",),
    "logbook.table": ("/bien-tap/nhat-ky/nhat-ky.csv",),
    "logbook.table_of_unit": ("/bien-tap/don-vi/{unit}/nhat-ky.csv",),
}
"""The routes that give tables; a program's table of units is the bytes of `units.give_out`."""


def test_every_route_that_gives_a_table_is_tried(app: Flask) -> None:
    found = {route.endpoint for route in routes(app, extension="csv") if route.path.endswith(".csv")}
    assert found | {"feeds.feed"} == {*TABLES, "api.units_give_out"}


def test_no_cell_of_any_table_is_computed(tmp_path: Path) -> None:
    starts = cycle(START)
    site = tainted(tmp_path, lambda value: next(starts) + value)
    client = site.app.test_client()
    client.set_cookie("lich", site.admin)
    kept: set[str] = set()
    for path in (path.format(**site.values) for paths in TABLES.values() for path in paths):
        answer = client.get(path)
        assert answer.mimetype == "text/csv", path
        rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"), newline="")))
        assert [cell for row in rows for cell in row if cell[:1] in FORMULA and cell] == [], path
        kept |= {cell[1] for row in rows for cell in row if cell[:1] == "'" and len(cell) > 1}
    assert kept >= FORMULA - {"\t", "\r"}  # which one line has no place for
