"""Every page there is, on an installation in which every page has something to show."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlmodel import Session, col, select

from calendar_app import access, create_app, demo, intake, people, publish, review, short_addresses, totp
from calendar_app.airing_decisions import hold
from calendar_app.arrivals import bring, read_all
from calendar_app.clock import day_of, now
from calendar_app.models import Directive, Item
from calendar_app.review import Actor
from calendar_app.scopes import Scope, known
from calendar_app.settings import Settings
from calendar_app.short_addresses import Wanted
from calendar_app.store import Store
from tests.calendar_app.weekly import WEEK_50
from tests.conftest import PASSWORD, ROOT, SAMPLES
from tests.content.samples import as_pdf
from tests.journey import expected
from tests.ports import free_port, wait_for

ADMIN, HALF = "quantri", "duyet"
STATION = "truyen-thanh-dak-ha"
WEEK_46 = "kon-tum-2024-tuan-46.txt"
READ_AT = datetime(2024, 11, 8, 2, 0, tzinfo=UTC)
PUBLIC = (
    "/",
    "/?don-vi={unit}&mau=linh-vuc",
    "/tuan/2024-W46",
    "/thang/2024-11",
    "/nam/2024",
    "/ngay/2024-11-20",
    "/danh-sach?tu=2024-11-01&den=2024-12-31",
    "/hieu-luc?ngay=2024-11-20",
    "/do-phu?nam=2024",
    "/lich-nam/2024",
    "/lich-nam/2024/{kind}",
    "/van-ban/",
    "/van-ban/{slug}",
    "/chu-de/{theme}",
    "/chu-de/{theme}/doc",
    "/don-vi/{unit}",
    "/diem-tin/tat-ca/2024-W46",
    "/diem-tin/don-vi-{unit}/2024-W46",
    "/feeds/",
    "/dang-ky",
    "/dang-ky?don-vi={unit}",
    "/dang-ky?kenh=truyen-thanh",
    "/dang-ky/ap-phich?don-vi={unit}",
    "/thay-doi",
    "/thay-doi?ngay=2024-11-20",
    "/nhung",
    "/nhung?lich=don-vi-{unit}",
    "/nhung/tat-ca",
    "/dang-nhap",
    "/loi-moi/{invitation}",
    "/khong-co-trang-nay",
)
DESK = (
    "/bien-tap/",
    "/bien-tap/tiep-nhan/",
    "/bien-tap/tiep-nhan/{batch}",
    "/bien-tap/van-ban/{slug}",
    "/bien-tap/van-ban/{longest}",
    "/bien-tap/van-ban/{draft}",
    "/bien-tap/van-ban/{pdf}",
    "/bien-tap/van-ban/{pdf}/trang/1",
    "/bien-tap/van-ban/{corrected}",
    "/bien-tap/van-ban/{corrected}/ban-sua",
    "/bien-tap/van-ban/{slug}/lich-su",
    "/bien-tap/van-ban/{draft}/tiep-noi",
    "/bien-tap/muc/{item}/sua",
    "/bien-tap/muc/{item}/tach",
    "/bien-tap/muc/{item}/lich-su",
    "/bien-tap/muc/{accepted}/phat-hanh-khan",
    "/bien-tap/phat-hanh",
    "/bien-tap/phat-hanh/{release}",
    "/bien-tap/phat-hanh/don-vi",
    "/bien-tap/ban-phat-hanh",
    "/bien-tap/lich/thang/2024-11",
    "/bien-tap/lich/tuan/2024-W46",
    "/bien-tap/lich/nam/2024",
    "/bien-tap/lich/ngay/2024-11-20",
    "/bien-tap/lich/danh-sach",
    "/bien-tap/lich/dang-chay",
    "/bien-tap/lich/cho-ngay",
    "/bien-tap/lich/muc-moi?ngay=2024-11-20",
    "/bien-tap/lich/muc/{item}/{theme}",
    "/bien-tap/don-vi/",
    "/bien-tap/don-vi/chua-ro",
    "/bien-tap/don-vi/{unit}/lich-phat?tuan=2024-W47",
    "/bien-tap/don-vi/{unit}/nhat-ky",
    "/bien-tap/lich-phat/tam-dung",
    "/bien-tap/lich-phat/chu-de/{theme}",
    "/bien-tap/dia-chi-ngan/",
    "/bien-tap/dia-chi-ngan/dai-tan-canh",
    "/bien-tap/nguoi-dung/",
    "/bien-tap/tai-khoan/",
    "/bien-tap/nhat-ky/",
    "/bien-tap/gui-di/",
    "/bien-tap/khong-co-trang-nay",
)
SECOND_STEP = "/dang-nhap/buoc-hai"
"""Shown only between a password and a code, in a session of its own."""


@dataclass(frozen=True)
class Site:
    """A running service, what stands in the braces of PUBLIC and DESK, and the sessions of two people."""

    url: str
    app: Flask
    values: dict[str, object]
    admin: str
    half: str
    corrected: bytes

    def at(self, path: str) -> str:
        return self.url + path.format(**self.values)


@contextmanager
def whole_site(data: Path) -> Iterator[Site]:
    """Run scripts/web on an installation with the directives, people, units, sessions, releases and drafts."""
    port = free_port()
    settings = Settings(data=data, public_url=f"http://127.0.0.1:{port}", office="Lịch tuyên truyền tỉnh Kon Tum")
    app = create_app(settings)
    site = _filled(app, settings)
    place = {"LICH_DATA": str(data), "LICH_PUBLIC_URL": settings.public_url, "LICH_OFFICE": settings.office}
    environment = {**os.environ, **place, "BIND": f"127.0.0.1:{port}"}
    process = subprocess.Popen([ROOT / "scripts" / "web"], env=environment)
    try:
        wait_for(port)
        yield site
    finally:
        process.terminate()
        process.wait(20)


def _filled(app: Flask, settings: Settings) -> Site:
    store: Store = app.extensions["store"]
    store.migrate()
    for _ in demo.prepare(store, settings, now() - timedelta(days=2)):
        pass
    slugs, corrected = _received(store)
    today = day_of(now())
    with store.writing() as session:
        sessions = _people(session)
        values = _decided(session, slugs["slug"])
        hold(session, STATION, (today, today + timedelta(days=1)), ["regular"], "quốc tang", _me())
    made = publish.release(store, settings, ADMIN, "Các văn bản đã duyệt", now() - timedelta(hours=1))
    shown = app.extensions["site"].current().snapshot
    values |= _waiting(store, known(shown), slugs["draft"])
    return Site(
        settings.public_url, app, {**values, **slugs, "release": made.name, "unit": STATION}, *sessions, corrected
    )


def _me() -> Actor:
    return Actor(ADMIN, now())


def _received(store: Store) -> tuple[dict[str, str], bytes]:
    """Take in the directives: those released, one that carries themes on, a PDF, and a corrected file of one."""
    papers = {path.name: path.read_bytes() for path in expected.REAL}
    papers = papers or {WEEK_46: (SAMPLES / "tuan-46-2024.txt").read_bytes() + b"\n"}  # another file than the demo's
    for name in sorted(papers, key=lambda name: len(papers[name])):
        received = intake.receive(store, papers[name], name, READ_AT)
        with store.writing() as session:
            review.accept_all(session, received.directive_id, _me())
    text = papers[WEEK_46].decode()
    slug = intake.receive(store, papers[WEEK_46], WEEK_46, READ_AT).slug
    draft = intake.receive(store, WEEK_50.encode(), "tuan-50.txt", now()).slug
    numbered = {"number": "2114/STTTT-TTBCXB"}
    pdf = intake.receive(store, as_pdf(text), "tuan-46.pdf", now(), numbered).slug
    changed = text.replace("(20/11)", "(21/11)").encode()
    corrected = intake.receive(store, changed, "tuan-46-sua.txt", now(), numbered).slug
    return {"slug": slug, "longest": received.slug, "draft": draft, "pdf": pdf, "corrected": corrected}, changed


def _people(session: Session) -> tuple[str, str]:
    admin = access.add_user(session, ADMIN, "admin", PASSWORD, now())
    other = access.add_user(session, HALF, "approver", PASSWORD, now())
    other.totp_secret, other.totp_since = totp.new_secret(), now()
    session.flush()
    opened = access.open_session(session, admin, now()), access.open_session(session, other, now(), half=True)
    return opened


def _decided(session: Session, slug: str) -> dict[str, object]:
    """Return an item of the released directive and an open invitation."""
    invitation = people.invite(session, "editor", (), ADMIN, now())
    item = _items(session, slug)[0]
    return {"invitation": invitation, "accepted": item.id, "theme": item.uid, "item": item.id, "kind": "quoc-te"}


def _items(session: Session, slug: str) -> list[Item]:
    query = select(Item).join(Directive).where(Directive.slug == slug, Item.status != review.REMOVED)
    return list(session.exec(query.order_by(col(Item.position))).all())


def _waiting(store: Store, those: Mapping[str, Scope], slug: str) -> dict[str, object]:
    """Leave something for the next release, a short address, and files that came in by the queue."""
    batch = bring(store, [("công văn.txt", WEEK_50.replace("50", "51").encode()), ("hỏng.docx", b"hong")], _me())
    read_all(store, now)
    with store.writing() as session:
        for item in _items(session, slug)[:2]:
            review.accept(session, item.id or 0, item.version, _me())
        short_addresses.add(session, Wanted("dai-tan-canh", "Đài xã Tân Cảnh", ("kenh-truyen-thanh",)), those, _me())
    return {"batch": batch}
