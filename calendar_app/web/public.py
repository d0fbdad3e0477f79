"""The public pages: weeks, months, days, years, lists, coverage, themes, directives and the list of feeds.

They show the released snapshot and nothing else, set no cookie, and are the same for every reader.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from calendar_app import themes
from calendar_app.almanac import YEARS
from calendar_app.clock import day_of, now
from calendar_app.errors import NotFound
from calendar_app.scopes import scopes
from calendar_app.snapshot import PublicDirective, Snapshot
from calendar_app.web import calendars, covered, declared, feedlist, linked_data, listings, present, yearly
from calendar_app.web.selection import here, others, public_index
from calendar_app.web.site import public_tree
from calendar_app.wording import year_length
from content.almanac.weeks import Week
from feeds.formats import FORMATS
from feeds.view import Entry

MAX_AGE = 60
DIRECTIVES = 200

blueprint = Blueprint("public", __name__)
declared.all_public(blueprint)


@blueprint.get("/")
def this_week() -> str:
    """Show the week that is on."""
    today = day_of(now())
    return calendars.week_page(Week.of(today), today)


@blueprint.get("/tuan/<name>")
def week(name: str) -> str:
    """Show any ISO week, with what is on or that there is nothing."""
    return calendars.week_page(_week(name), day_of(now()))


@blueprint.get("/thang/")
def this_month() -> str:
    """Show the month that is on."""
    today = day_of(now())
    return calendars.month_page(today.replace(day=1), today)


@blueprint.get("/thang/<name>")
def month(name: str) -> str:
    """Show any month as a table."""
    first = _day(f"{name}-01", f"Không có tháng “{name}”. Địa chỉ đúng có dạng /thang/2024-11.")
    return calendars.month_page(first, day_of(now()))


@blueprint.get("/ngay/<name>")
def day(name: str) -> str:
    """Show all that is on on a day."""
    shown = _day(name, f"Không có ngày “{name}”. Địa chỉ đúng có dạng /ngay/2024-11-20.")
    return calendars.day_page(shown, day_of(now()))


@blueprint.get("/nam/")
def this_year() -> str:
    """Show the year that is on, on one sheet."""
    today = day_of(now())
    return calendars.year_page(today.year, today)


@blueprint.get("/nam/<name>")
def year(name: str) -> str:
    """Show any year on one sheet."""
    first = _day(f"{name}-01-01", f"Không có năm “{name}”. Địa chỉ đúng có dạng /nam/2024.")
    return calendars.year_page(first.year, day_of(now()))


@blueprint.get("/danh-sach")
def listing() -> str:
    """Show a range of days as a list."""
    return listings.list_page(day_of(now()))


@blueprint.get("/hieu-luc")
def in_force() -> str:
    """Show all that is in force on a day."""
    return listings.in_force_page(day_of(now()))


@blueprint.get("/do-phu")
def coverage() -> str:
    """Show which themes are on in which weeks, what is missing, too much, said twice or contradictory."""
    return covered.page(Week.of(day_of(now())))


@blueprint.get("/lich-nam/")
def almanac_this_year() -> str:
    """Show what is observed this year."""
    today = day_of(now())
    return yearly.page(str(today.year), "", today)


@blueprint.get("/lich-nam/<name>")
@blueprint.get("/lich-nam/<name>/<kind>")
def almanac_year(name: str, kind: str = "") -> str:
    """Show what is observed in any year, or what of it is of one kind."""
    return yearly.page(name, kind, day_of(now()))


@blueprint.get("/lich-nam/<name>.ics")
@blueprint.get("/lich-nam/<name>/<kind>.ics")
def almanac_file(name: str, kind: str = "") -> Response:
    """Give the same as a calendar to keep."""
    return yearly.file(name, kind)


@blueprint.get("/chu-de/<uid>")
def theme(uid: str) -> str:
    """Show one theme with all its dates and the words they were read from."""
    found = themes.by_theme(e for e in _snapshot().entries if e.theme_uid == uid)
    if not found:
        raise NotFound("Nội dung này không có trong lịch, hoặc đã được gỡ. Hãy tìm trong lịch tuần hoặc trong văn bản.")
    return render_template(
        "public/theme.html",
        theme=found[0],
        today=day_of(now()),
        linked_data=linked_data.about(found[0].entries),
        oembed_links=linked_data.oembed_links(request.path),
    )


@blueprint.get("/van-ban/")
def directives() -> str:
    """List the directives of which something is public, the newest first."""
    snapshot = _snapshot()
    newest = listings.part(sorted(snapshot.directives, key=_issued, reverse=True), DIRECTIVES)
    counts = Counter(slug for slug, _ in {(one.slug, e.theme_uid) for e in snapshot.entries for one in e.sources})
    return render_template("public/directives.html", part=newest, counts=counts)


@blueprint.get("/van-ban/<slug>")
def directive(slug: str) -> str:
    """Show a directive and what came of it, in the order in which it says it."""
    snapshot = _snapshot()
    shown = snapshot.directive(slug)
    if shown is None:
        raise NotFound("Không có văn bản này trong lịch. Hãy chọn trong danh sách văn bản.")
    found = themes.by_theme(_entries_of(shown))
    return render_template(
        "public/directive.html",
        directive=shown,
        scope=public_index().scopes[f"van-ban-{slug}"],
        themes=found,
        cited=[(document, snapshot.cited(document)) for document in shown.citations],
        linked_data=linked_data.listing(shown.title, request.path, (e for theme in found for e in theme.entries)),
        oembed_links=linked_data.oembed_links(request.path),
    )


@blueprint.get("/feeds/")
def feeds() -> str | AnyResponse:
    """List every feed with its addresses; what a form chose has a card of its own."""
    return feedlist.page()


@blueprint.after_request
def cacheable(response: Response) -> Response:
    """Pages are alike for everyone: any cache may keep them a minute, and an unchanged one answers 304."""
    if response.status_code < 500:
        response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    if response.status_code == 200:
        response.add_etag()
        response.make_conditional(request)
    return response


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    """Give every template the words for days and places."""
    return {"say": present, "formats": FORMATS, "here": here, "kept": others, **yearly.words()}


@blueprint.context_processor
def frame() -> dict[str, object]:
    """Give public pages what their frame shows."""
    return {"release": _snapshot().release, "scope": scopes()[0]}


def _snapshot() -> Snapshot:
    return public_tree().snapshot


def _entries_of(shown: PublicDirective) -> list[Entry]:
    """Return what comes from a directive, each entry with its place in that one."""
    named = ((entry, one) for entry in _snapshot().entries for one in entry.sources if one.slug == shown.slug)
    return [replace(entry, source=one) for entry, one in named]


def _issued(shown: PublicDirective) -> tuple[date, str]:
    return shown.issued_on or day_of(shown.received_at), shown.slug


def _week(name: str) -> Week:
    try:
        found = Week.parse(name)
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise NotFound(
            f"Không có tuần “{name}”. Địa chỉ đúng có dạng /tuan/2024-W46 (năm và số tuần).{year_length(name)}"
        )
    return found


def _day(name: str, message: str) -> date:
    """Read "2024-11-20" and no other spelling."""
    try:
        found = date.fromisoformat(name)
    except ValueError:
        raise NotFound(message) from None
    if found.isoformat() != name or found.year not in YEARS:
        raise NotFound(message)
    return found
