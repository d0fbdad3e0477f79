"""The desk's calendar: every item of the store by month, week, year and list, whatever its state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from flask import Blueprint, g, render_template, request, url_for
from sqlmodel import Session

from calendar_app import day_proposals, desk_days, review_undo, wording
from calendar_app.almanac import YEARS
from calendar_app.clock import day_of, now
from calendar_app.desk_days import STATES, Planned
from calendar_app.errors import NotFound, Problem
from calendar_app.models import Item
from calendar_app.occurrences import ONE_DAY, Run, next_month, once_each, runs
from calendar_app.web import agenda, forms, guard, wall
from calendar_app.web.desk_filter import Filter, asked, choose, here
from calendar_app.web.listings import LONGEST, part
from content.almanac.lunar import lunar
from content.almanac.weeks import Week
from content.vocabulary import channels
from content.vocabulary.subjects import subjects

blueprint = Blueprint("desk_calendar", __name__, url_prefix="/bien-tap/lich")

IN_MONTH, IN_WEEK, IN_DRAWER = 4, 14, 10
PER_DAY = 4
LISTED_PAPERS = 60
_NO_DAY = "Không có {} “{}”. Địa chỉ đúng có dạng {}."


@blueprint.get("/")
@guard.may("read-desk")
def this_month() -> str:
    """Show the month that is on."""
    return _month(day_of(now()).replace(day=1))


@blueprint.get("/thang/<name>")
@guard.may("read-desk")
def month(name: str) -> str:
    """Show any month."""
    return _month(_day(f"{name}-01", "tháng", name, "/thang/2024-11"))


@blueprint.get("/tuan/<name>")
@guard.may("read-desk")
def week(name: str) -> str:
    """Show any ISO week."""
    shown = _week(name)
    with guard.store().reading() as session:
        chosen, found = _chosen(session, shown.monday, shown.sunday)
        return _page(
            session,
            "desk/calendar_grid.html",
            chosen,
            found,
            shown.monday,
            week=shown,
            previous=_week_address(shown.monday - 7 * ONE_DAY, chosen),
            next=_week_address(shown.monday + 7 * ONE_DAY, chosen),
            stretches=agenda.month(_runs(found, shown.monday, shown.sunday), shown.monday, shown.sunday, IN_WEEK),
            listed=agenda.by_first_day(_runs(found, shown.monday, shown.sunday), shown.monday, shown.sunday),
            **_drawer(session, chosen),
        )


@blueprint.get("/nam/<name>")
@guard.may("read-desk")
def year(name: str) -> str:
    """Show any year on one sheet."""
    first = _day(f"{name}-01-01", "năm", name, "/nam/2024")
    last = first.replace(month=12, day=31)
    with guard.store().reading() as session:
        chosen, found, papers = _of_year(session, first, last)
        single = [one for one in found if not one.repeats]
        return _page(
            session,
            "desk/calendar_year.html",
            chosen,
            found,
            first,
            year=first.year,
            years=YEARS,
            months=wall.months(_runs(single, first, last), first.year),
            columns=wall.COLUMNS,
            counts=_counts(single, first, last),
            recurring=len(found) - len(single),
            papers=papers,
        )


@blueprint.get("/ngay/<name>")
@guard.may("read-desk")
def day(name: str) -> str:
    """Show all that is on on a day."""
    shown = _day(name, "ngày", name, "/ngay/2024-11-20")
    with guard.store().reading() as session:
        chosen, found = _chosen(session, shown, shown)
        return _list_page(session, chosen, found, shown, shown)


@blueprint.get("/danh-sach")
@guard.may("read-desk")
def listing() -> str:
    """Show a range of days as a list."""
    first, last = _range(day_of(now()))
    with guard.store().reading() as session:
        chosen, found = _chosen(session, first, last)
        return _list_page(session, chosen, found, first, last)


@blueprint.get("/cho-ngay")
@guard.may("read-desk")
def waiting() -> str:
    """Show what waits for a day, with the days that are proposed for it."""
    with guard.store().reading() as session:
        chosen = asked(request.args)
        found = choose(session, chosen, desk_days.waiting(session), day_of(now()))
        shown = part(found)
        proposed = day_proposals.of(session, shown.shown)
        return _page(session, "desk/calendar_waiting.html", chosen, found, day_of(now()), part=shown, proposed=proposed)


@blueprint.get("/dang-chay")
@guard.may("read-desk")
def running() -> str:
    """Show what began before today and has no end."""
    today = day_of(now())
    with guard.store().reading() as session:
        chosen = asked(request.args)
        found = choose(session, chosen, desk_days.running(session, today + ONE_DAY), today)
        shown = part([Run(one.entry, one.entry.start or today, date.max) for one in found])
        return _page(session, "desk/calendar_list.html", chosen, found, today, part=shown, listed=_by_day(shown.shown))


def _month(first: date) -> str:
    last = next_month(first) - ONE_DAY
    monday, sunday = Week.of(first).monday, Week.of(last).sunday
    with guard.store().reading() as session:
        chosen, found = _chosen(session, monday, sunday)
        return _page(
            session,
            "desk/calendar_grid.html",
            chosen,
            found,
            first,
            week=None,
            previous=_month_address(first - ONE_DAY, chosen),
            next=_month_address(next_month(first), chosen),
            stretches=agenda.month(_runs(found, monday, sunday), monday, sunday, IN_MONTH),
            listed=agenda.by_first_day(_runs(found, first, last), first, last),
            **_drawer(session, chosen),
        )


def _list_page(session: Session, chosen: Filter, found: Sequence[Planned], first: date, last: date) -> str:
    dated = sorted(once_each(_runs(found, first, last)), key=lambda run: (max(run.first, first), run.entry.title))
    shown = part(dated)
    listed = _by_day(shown.shown, first)
    return _page(
        session,
        "desk/calendar_list.html",
        chosen,
        found,
        first,
        last=last,
        part=shown,
        listed=listed,
        one=first == last,
    )


def _page(
    session: Session, template: str, chosen: Filter, found: Sequence[Planned], first: date, **more: object
) -> str:
    """Draw a page of the calendar; `found` is all that it may show, `first` its first day."""
    return render_template(
        template,
        **{"papers": _papers(found), **_just_done(session), **more},
        chosen=chosen,
        planned={one.entry.uid: one for one in found},
        first=first,
        today=day_of(now()),
        states=STATES,
        state_counts=Counter(one.state for one in found),
        channels=channels(),
        subjects=subjects(),
        kinds=wording.KINDS,
        here=here,
        back=request.full_path.rstrip("?"),
        per_day=PER_DAY,
        lunar_mark=_lunar_mark,
    )


def _papers(found: Sequence[Planned]) -> dict[str, str]:
    """Return the first directives of what is shown: slug and title, for the filter."""
    papers = {one.entry.source.slug: one.entry.source.title for one in found}
    return dict(list(papers.items())[:LISTED_PAPERS])


def _just_done(session: Session) -> dict[str, object]:
    """Return the item that was just changed (`?vua=5`), with what was done about it and can be taken back."""
    said = request.args.get("vua", "")
    item = session.get(Item, int(said)) if said.isdecimal() and len(said) < 10 else None
    last = review_undo.standing(session, [item.id or 0]).get(item.id or 0) if item else None
    mine = last is not None and last.author == g.user.name
    return {"done": item if mine else None, "decision": last, "decisions": wording.DECISIONS}


def _chosen(session: Session, first: date, last: date) -> tuple[Filter, list[Planned]]:
    chosen = asked(request.args)
    return chosen, choose(session, chosen, desk_days.between(session, first, last), day_of(now()))


def _of_year(session: Session, first: date, last: date) -> tuple[Filter, Sequence[Planned], dict[str, str]]:
    """Return what a year counts, and directives for the filter; item by item only where a filter asks about each."""
    chosen = asked(request.args)
    if chosen.of_each:
        found = choose(session, chosen, desk_days.between(session, first, last), day_of(now()))
        return chosen, found, _papers(found)
    planned, numbers = desk_days.alike(session, first, last)
    papers = desk_days.directives_of(session, numbers[:LISTED_PAPERS]).values()
    return chosen, choose(session, chosen, planned, day_of(now())), {one.slug: one.title for one in papers}


def _drawer(session: Session, chosen: Filter) -> dict[str, object]:
    found = choose(session, chosen, desk_days.waiting(session), day_of(now()))
    shown = found[:IN_DRAWER]
    return {"drawer": shown, "in_drawer": len(found), "proposed": day_proposals.of(session, shown)}


def _runs(found: Sequence[Planned], first: date, last: date) -> list[Run]:
    return runs((one.entry for one in found if one.entry.start), first, last)


def _by_day(shown: Sequence[Run], first: date = date.min) -> list[tuple[date, list[Run]]]:
    found: dict[date, list[Run]] = {}
    for run in shown:
        found.setdefault(max(run.first, first), []).append(run)
    return list(found.items())


def _counts(found: Sequence[Planned], first: date, last: date) -> dict[int, Counter[str]]:
    """Return, by month, how many entries of each state begin in it."""
    counts: dict[int, Counter[str]] = {}
    for one in found:
        if one.entry.start and first <= one.entry.start <= last:
            counts.setdefault(one.entry.start.month, Counter())[one.state] += 1
    return counts


def _range(today: date) -> tuple[date, date]:
    """Return the days of a list, this month's where the address names none."""
    first = forms.read_day(request.args.get("tu", "")) or today.replace(day=1)
    last = forms.read_day(request.args.get("den", "")) or next_month(first) - ONE_DAY
    if not first <= last <= first + LONGEST:
        raise Problem(f"Danh sách đi từ ngày đầu đến ngày cuối, dài nhất {LONGEST.days} ngày. Hãy chọn lại hai ngày.")
    return first, last


def _week(name: str) -> Week:
    try:
        found = Week.parse(name)
        _day(found.monday.isoformat(), "tuần", name, "/tuan/2024-W46")
    except ValueError as error:
        raise NotFound(_NO_DAY.format("tuần", name[:20], "/tuan/2024-W46") + wording.year_length(name)) from error
    return found


def _day(iso: str, what: str, name: str, example: str) -> date:
    try:
        found = date.fromisoformat(iso)
    except ValueError as error:
        raise NotFound(_NO_DAY.format(what, name[:20], example)) from error
    if found.year not in YEARS:
        raise NotFound(f"Lịch có từ năm {YEARS[0]} đến năm {YEARS[-1]}.")
    return found


def _lunar_mark(value: date) -> str:
    """Say the lunar day where it is the first or the middle of its month."""
    _, number, at, leap = lunar(value)
    return f"{at}/{number}{' nhuận' if leap else ''} âm" if at in (1, 15) else ""


def _month_address(at: date, chosen: Filter) -> str:
    return url_for("desk_calendar.month", name=f"{at:%Y-%m}", **chosen.query)


def _week_address(at: date, chosen: Filter) -> str:
    return url_for("desk_calendar.week", name=Week.of(at).id, **chosen.query)
