"""Week sheets as pages and files, a theme read aloud, and the page of a unit. Drawn from the public tree."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from calendar_app import planned, sheets, talks, tree
from calendar_app.almanac import YEARS
from calendar_app.clock import day_of, now
from calendar_app.errors import NotFound
from calendar_app.planned import PublicPlan
from calendar_app.scopes import ALL, WEEK, Scope, combined, known, spelt
from calendar_app.sheets import Asked
from calendar_app.snapshot import PublicUnit
from calendar_app.themes import Theme, by_theme
from calendar_app.web import declared, public
from calendar_app.web.site import PublicTree, public_tree, settings
from content.almanac.weeks import Week
from content.talking import PACE, Version
from content.vocabulary.unit_kinds import unit_kinds
from feeds.formats import FORMATS
from feeds.lifecycle import embargoed
from feeds.sheets import code, model
from feeds.sheets.model import Sheet
from feeds.sheets.paper import pdf
from feeds.sheets.plain import plain_text
from feeds.sheets.table import table
from feeds.sheets.word import word

blueprint = Blueprint("sheets", __name__)
declared.all_public(blueprint)
blueprint.after_request(public.cacheable)
blueprint.context_processor(public.frame)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NO_WEEK = (
    "Không có tuần “{}”. Địa chỉ đúng có dạng /diem-tin/{}/2024-W46 (năm và số tuần). Hãy xem tuần này: /diem-tin/{}/"
)
LAST_WEEK = "Năm {} chỉ có {} tuần, nên không có tuần {}. Hãy xem tuần cuối năm /diem-tin/{}/{}-W{} hoặc tuần sau đó."
NO_UNIT = "Không có đơn vị “{}”. Hãy xem lại địa chỉ, hoặc tìm đơn vị của mình ở trang “Đăng ký nhận lịch”."
NO_THEME = "Nội dung này không có trong lịch, hoặc đã được gỡ. Hãy tìm trong lịch tuần hoặc trong văn bản."


@dataclass(frozen=True, slots=True)
class Form:
    """A file of a sheet: its extension, name and media type, who writes it, and whether browsers show it."""

    extension: str
    name: str
    media_type: str
    render: Callable[[Sheet], bytes]
    shown: bool = False


FORMS = (
    Form("pdf", "PDF để in", "application/pdf", pdf, shown=True),
    Form("docx", "Word", WORD, word),
    Form("csv", "Bảng Excel (CSV)", "text/csv; charset=utf-8", table),
    Form("txt", "Chữ để nhắn tin", "text/plain; charset=utf-8", plain_text, shown=True),
)


@blueprint.get("/diem-tin/")
@blueprint.get("/diem-tin/<name>/")
def this_week(name: str = ALL) -> Answer:
    """Lead to the sheet of the week that is on."""
    scope = _scope(name)
    return redirect(url_for(".sheet", name=scope.slug, week=Week.of(day_of(now())).id))


@blueprint.get("/diem-tin/<name>/<week>")
def sheet(name: str, week: str) -> Answer | str:
    """Show a week sheet as a page."""
    scope = _scope(name)
    asked = _asked(scope, week)
    if scope.slug != name:
        return redirect(url_for(".sheet", name=scope.slug, week=week), 308)
    shown = _sheet(asked)
    page = render_template(
        "public/sheet.html",
        sheet=shown,
        week=asked.week,
        name=name,
        about=scope,
        unit=_unit_of(scope),
        forms=FORMS,
        model=model,
    )
    answer = Response(page)
    answer.last_modified = _changed_at(public_tree())
    return answer


@blueprint.get("/diem-tin/<name>/<week>/ma-qr.svg")
def drawn(name: str, week: str) -> Answer:
    """Draw the code that leads from a printed sheet to its page."""
    return Response(code.svg(_sheet(_asked(_scope(name), week)).url), content_type="image/svg+xml")


@blueprint.get("/diem-tin/<name>/<week>.<any(pdf,docx,csv,txt):extension>")
def file(name: str, week: str, extension: str) -> Answer:
    """Give a week sheet as a file; one that is known to be the same is not made again."""
    scope = _scope(name)
    asked = _asked(scope, week)
    if scope.slug != name:
        return redirect(url_for(".file", name=scope.slug, week=week, extension=extension), 308)
    form = next(form for form in FORMS if form.extension == extension)
    answer = Response(mimetype=form.media_type)
    answer.headers["Content-Type"] = form.media_type
    answer.set_etag(_tag(asked, form))
    answer.last_modified = _changed_at(public_tree())
    if answer.make_conditional(request).status_code == 304:
        return answer
    shown = _sheet(asked)
    answer.data = form.render(shown)
    way = "inline" if form.shown else "attachment"
    answer.headers["Content-Disposition"] = f'{way}; filename="{shown.name}.{form.extension}"'
    return answer


@blueprint.get("/chu-de/<uid>/doc")
def aloud(uid: str) -> str:
    """Show what is read aloud about a theme: a short and a long text, with estimates of their minutes."""
    snapshot = public_tree().snapshot
    live = [
        e for e in snapshot.entries if e.theme_uid == uid and e.status == "confirmed"
    ]  # what is cancelled is not read
    if not live:
        raise NotFound(NO_THEME)
    (theme,) = by_theme(live)
    held = next((e.embargo_until for e in live if embargoed(e, snapshot.rendered_at)), None)
    texts = [] if held else _texts(*talks.versions(talks.talk_of(theme)))
    return render_template("public/aloud.html", theme=theme, held=held, texts=texts, about=talks.about, pace=PACE)


def _texts(short: Version, long: Version) -> list[tuple[str, Version]]:
    """Name the texts to read; where the short one says all, it is the only one."""
    if short.spoken.text == long.spoken.text:
        return [("Bài đọc", short)]
    return [("Bản ngắn", short), ("Bản dài", long)]


@blueprint.get("/don-vi/<slug>")
def unit(slug: str) -> Answer | str:
    """Show a unit: what it is, its feeds, its sheets of this week and the next; one that is no more names its heirs."""
    snapshot = public_tree().snapshot
    units = {one.slug: one for one in snapshot.units}
    if slug not in units:
        raise NotFound(NO_UNIT.format(slug[:60]))
    found, week = units[slug], Week.of(day_of(now()))
    scope = _known(public_tree())[f"don-vi-{slug}"]
    return render_template(
        "public/unit.html",
        unit=found,
        kind=unit_kinds()[found.kind].name,
        place=units.get(found.place),
        heirs=[units[heir] for heir in found.now if heir in units],
        about=scope,
        weeks=[week, week.next()],
        sheet=_sheet(Asked(scope, week, _plan(scope))),
        forms=FORMS,
        feeds=FORMATS,
    )


@blueprint.app_template_global("read_aloud")
def read_aloud(theme: Theme) -> str:
    """Say how long the short text of a theme takes to read; "" where nothing of it is to be read."""
    at = public_tree().snapshot.rendered_at
    if theme.cancelled or any(embargoed(entry, at) for entry in theme.entries):
        return ""
    return talks.about(talks.versions(talks.talk_of(theme))[0].minutes)


def _sheet(asked: Asked) -> Sheet:
    return sheets.week_sheet(asked, public_tree().snapshot, settings())


def _scope(name: str) -> Scope:
    """Return what a sheet is about: any scope of feeds but this week's, by any of its names."""
    those = _known(public_tree())
    if name.startswith("don-vi-") and "_" not in name and name.lower() not in those:
        raise NotFound(NO_UNIT.format(name.removeprefix("don-vi-")[:60]))
    spelling = spelt(name, {slug: scope for slug, scope in those.items() if slug != WEEK})
    return combined(spelling, those)


def _asked(scope: Scope, name: str) -> Asked:
    year, _, number = name.partition("-W")
    if year.isdigit() and len(year) == 4 and number.isdigit() and len(number) == 2 and int(year) in YEARS:
        last = Week.of(date(int(year), 12, 28)).number
        if 1 <= int(number) <= last:
            return Asked(scope, Week(int(year), int(number)), _plan(scope))
        raise NotFound(LAST_WEEK.format(year, last, int(number), scope.slug, year, last))
    raise NotFound(NO_WEEK.format(name[:40], scope.slug, scope.slug))


def _unit_of(scope: Scope) -> PublicUnit | None:
    units = public_tree().snapshot.units
    return next((one for one in units if scope.slug == f"don-vi-{one.slug}"), None)


def _plan(scope: Scope) -> PublicPlan | None:
    """Return what a unit airs, where the tree has it."""
    unit, folder = _unit_of(scope), public_tree().folder
    path = folder / "plans" / f"{unit.slug}.json" if unit and folder else None
    return planned.load(path.read_bytes()) if path and path.exists() else None


def _tag(asked: Asked, form: Form) -> str:
    """Name all that a file is made of: the tree, the plan in it, the code, what is asked."""
    manifest, unit = public_tree().manifest, _unit_of(asked.scope)
    files = (tree.SNAPSHOT, f"plans/{unit.slug}.json" if unit else "")
    parts = [manifest[path].sha256 if path in manifest else "" for path in files]
    named = "\n".join([*parts, sheets.program(), asked.path, form.extension])
    return hashlib.sha256(named.encode()).hexdigest()[:32]


def _changed_at(shown: PublicTree) -> datetime | None:
    fact = shown.manifest.get(tree.SNAPSHOT)
    return datetime.fromisoformat(fact.changed_at) if fact else None


def _known(shown: PublicTree) -> dict[str, Scope]:
    return _known_of(shown.folder)


@lru_cache(maxsize=2)
def _known_of(folder: Path | None) -> dict[str, Scope]:
    """Return the scopes of the tree in a folder; kept, as a country has thousands."""
    return known(public_tree().snapshot)
