"""The public pages: this week, weeks, months, days, years, themes, directives and the list of feeds.

They show the released snapshot and nothing else, set no cookie, and are the same for every reader.
"""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from calendar_app import almanac
from calendar_app.almanac import YEARS
from calendar_app.clock import day_of, now
from calendar_app.errors import NotFound
from calendar_app.scopes import Scope, scopes
from calendar_app.snapshot import PublicDirective, Snapshot
from calendar_app.web import agenda, feedlist, linked_data, present, themes, yearly
from calendar_app.web.site import public_tree
from content.almanac.weeks import Week
from feeds.formats import FORMATS
from feeds.view import Entry

GRID_ROWS = 14
MAX_AGE = 60

blueprint = Blueprint("public", __name__)


@blueprint.get("/")
def this_week() -> str:
    """Show the week that is on."""
    today = day_of(now())
    return _week_page(Week.of(today), today)


@blueprint.get("/tuan/<name>")
def week(name: str) -> str:
    """Show any ISO week, with what is on or that there is nothing."""
    return _week_page(_week(name), day_of(now()))


@blueprint.get("/thang/")
def this_month() -> str:
    """Show the month that is on."""
    today = day_of(now())
    return _month_page(today.replace(day=1), today)


@blueprint.get("/thang/<name>")
def month(name: str) -> str:
    """Show any month as a table."""
    first = _day(f"{name}-01", f"Không có tháng “{name}”. Địa chỉ đúng có dạng /thang/2024-11.")
    return _month_page(first, day_of(now()))


@blueprint.get("/ngay/<name>")
def day(name: str) -> str:
    """Show all that is on on a day."""
    shown = _day(name, f"Không có ngày “{name}”. Địa chỉ đúng có dạng /ngay/2024-11-20.")
    scope, entries = _scope(), _entries()
    found = agenda.runs(entries, shown, shown)
    listed = [run.entry for run in found]
    return render_template(
        "public/day.html",
        day=shown,
        today=day_of(now()),
        scope=scope,
        week=Week.of(shown),
        previous=shown - agenda.ONE_DAY,
        next=shown + agenda.ONE_DAY,
        themes=themes.by_theme(listed),
        running=themes.by_source(agenda.running(entries, shown)),
        observed=almanac.within(shown, shown),
        linked_data=linked_data.listing(present.full_day(shown), _filtered(request.path, scope), listed),
    )


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
    newest = sorted(_snapshot().directives, key=_issued, reverse=True)
    counts = {d.slug: len(themes.by_theme(_entries_of(d))) for d in newest}
    return render_template("public/directives.html", directives=newest, counts=counts)


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
    return {"say": present, "formats": FORMATS, **yearly.words()}


@blueprint.context_processor
def frame() -> dict[str, object]:
    """Give public pages what their frame shows."""
    snapshot = _snapshot()
    used = {request.args.get("kenh"), *(slug for entry in snapshot.entries for slug in entry.channels)}
    channels = [s for s in scopes() if s.channel and s.channel in used]
    return {"release": snapshot.release, "channels": channels, "scope": scopes()[0]}


def _week_page(shown: Week, today: date) -> str:
    scope, entries = _scope(), _entries()
    first, last = shown.monday, shown.sunday
    found = agenda.runs(entries, first, last)
    rows = agenda.rows_by_theme(found, first, last)
    running = agenda.running(entries, first)
    focus = agenda.focus(entries, first, last, today)
    gone = agenda.cancelled(entries, first, last)
    listed = [*(run.entry for run in found), *gone]
    return render_template(
        "public/week.html",
        week=shown,
        today=today,
        scope=scope,
        first=first,
        last=last,
        focus=focus,
        ahead=themes.by_source(run.entry for run in focus if run.first > last),
        deadlines=agenda.deadlines(found, first, last),
        beginning=agenda.beginning(found, first, last),
        ending=agenda.ending(found, first, last),
        days=agenda.days(first, last),
        rows=rows[:GRID_ROWS],
        more_rows=len(rows[GRID_ROWS:]),
        whole=agenda.whole(found, first, last),
        by_day=agenda.by_day(found, first, last),
        themes=themes.by_theme(run.entry for run in found),
        running=themes.by_source(running),
        undated=themes.by_source(agenda.undated(entries, first, last)),
        cancelled=gone,
        linked_data=linked_data.listing(present.week_name(shown), _filtered(f"/tuan/{shown.id}", scope), listed),
        oembed_links=linked_data.oembed_links(_filtered(request.path, scope)),
    )


def _month_page(first: date, today: date) -> str:
    scope, entries = _scope(), _entries()
    last = _next_month(first) - agenda.ONE_DAY
    monday, sunday = Week.of(first).monday, Week.of(last).sunday
    found = agenda.runs(entries, first, last)
    return render_template(
        "public/month.html",
        first=first,
        last=last,
        today=today,
        scope=scope,
        previous=_previous_month(first),
        next=_next_month(first),
        stretches=agenda.month(agenda.runs(entries, monday, sunday), monday, sunday),
        listed=agenda.by_first_day(found, first, last),
        sources=themes.by_source(run.entry for run in found),
        running=themes.by_source(agenda.running(entries, first)),
        observed=almanac.within(first, last),
    )


def _snapshot() -> Snapshot:
    return public_tree().snapshot


def _scope() -> Scope:
    """Return the feed that a page's filter asks for; a page and its feeds show the same entries."""
    asked = request.args.get("kenh")
    found = next((s for s in scopes() if s.channel == asked), None)
    if found is None:
        raise NotFound(f"Không có kênh “{asked}”. Hãy chọn lại kênh trong dòng “Dành cho” của lịch tuần.")
    return found


def _entries() -> list[Entry]:
    scope = _scope()
    return [entry for entry in _snapshot().entries if scope.shows(entry)]


def _entries_of(shown: PublicDirective) -> list[Entry]:
    return [entry for entry in _snapshot().entries if entry.source.slug == shown.slug]


def _issued(shown: PublicDirective) -> tuple[date, str]:
    return shown.issued_on or day_of(shown.received_at), shown.slug


def _week(name: str) -> Week:
    try:
        found = Week.parse(name)
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise NotFound(f"Không có tuần “{name}”. Địa chỉ đúng có dạng /tuan/2024-W46 (năm và số tuần).")
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


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _previous_month(first: date) -> date:
    return (first - agenda.ONE_DAY).replace(day=1)


def _filtered(path: str, scope: Scope) -> str:
    """Return the path of a page as it is filtered."""
    return f"{path}?kenh={scope.channel}" if scope.channel else path
