"""Airing at the desk: a unit's slots and the plan of a week, what people decide of it, holds, settings of a theme."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, time, timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from sqlmodel import Session, col, select
from werkzeug.wrappers import Response

from calendar_app import airing_decisions, airing_reports, clock
from calendar_app.airing import themes_for
from calendar_app.airing_decisions import LANGUAGES, PRIORITIES, SILENT, At, WantedSlot, WantedTheme
from calendar_app.airing_reports import Report, has_begun
from calendar_app.airing_settings import TURNS
from calendar_app.errors import NotFound, Problem
from calendar_app.models import AiringDecision, AiringTheme, AiringUnit, Unit
from calendar_app.occurrences import once_each, running, runs
from calendar_app.planned import PlannedAiring, PlannedSession, PublicPlan
from calendar_app.planning import Theme, week_named
from calendar_app.planning.model import PACE
from calendar_app.review import Actor
from calendar_app.web import at_once, guard
from calendar_app.web.forms import read_day, read_version
from calendar_app.web.site import public_tree
from content.almanac.weeks import Week
from content.vocabulary import channel_names
from feeds.view import Entry

blueprint = Blueprint("airing", __name__, url_prefix="/bien-tap")

DECISIONS = {"pin": "Ghim", "move": "Chuyển", "ban": "Cấm"}
HOLD_AHEAD, HOLD_CHOICES = timedelta(days=30), 60
"""Of how many days, and how many at most, a hold's form names what may be aired all the same."""
WEEKDAYS = {1: "T2", 2: "T3", 3: "T4", 4: "T5", 5: "T6", 6: "T7", 7: "CN"}


@blueprint.get("/don-vi/<slug>/lich-phat")
@guard.may("read-unit", unit="slug")
def plan(slug: str) -> str:
    """Show a unit's slots and its plan of one week, with the forms to change both."""
    today = clock.day_of(clock.now())
    week = week_named(request.args["tuan"]) if request.args.get("tuan") else Week.of(today)
    tree, args, now = public_tree(), request.args, clock.now()
    days = _days(tree.plan(slug), week)
    reported = days.get(_day_of(args.get("ngay", "")), {}).get(args.get("buoi", ""))
    with guard.store().reading() as session:
        unit = _unit(session, slug)
        slots = airing_decisions.slots_of(session, slug)
        told = _told(session, slug, week)
        return render_template(
            "desk/airing.html",
            unit=unit,
            ended=unit.ended(today),
            own=session.get(AiringUnit, slug),
            usual=(PACE, TURNS),
            slots=slots,
            edited=next((slot for slot in slots if slot.code == args.get("sua")), None),
            week=week,
            plan=tree.plan(slug),
            days=days,
            told=told,
            over={one.uid for held in days.values() for one in held.values() if has_begun(one.day, one.start, now)},
            reported=reported,
            outcome=[(one, told.get((*at, one.entry_uid))) for at, one in _airings(reported)],
            themes=themes_for(session, tree.snapshot, slug),
            set_=_settings(session),
            decided=airing_decisions.decisions(session, (slug,), DECISIONS),
            holds=[one for one in airing_decisions.decisions(session, (slug, ""), ("hold",)) if not one.taken_back_at],
            chosen=args,
            names=_names(),
            today=today,
        )


@blueprint.post("/don-vi/<slug>/lich-phat/buoi")
@guard.may("plan", unit="slug")
def put_slot(slug: str) -> Response:
    """Add a slot, or change one."""
    wanted = _slot()
    version = read_version(request.form) if request.form.get("phien-ban") else None
    return _publish(lambda session, actor: airing_decisions.put_slot(session, slug, wanted, version, actor), slug)


@blueprint.post("/don-vi/<slug>/lich-phat/don-vi")
@guard.may("plan", unit="slug")
def set_unit(slug: str) -> Response:
    """Set a unit's pace and turns."""
    pace, turns = _number("toc-do"), _number("luot")
    return _publish(lambda session, actor: airing_decisions.set_unit(session, slug, pace, turns, actor), slug)


@blueprint.post("/don-vi/<slug>/lich-phat/quyet-dinh")
@guard.may("plan", unit="slug")
def decide(slug: str) -> Response:
    """Pin, move or ban a theme."""
    form = request.form
    kind, reason, slot = (form.get(name, "") for name in ("viec", "ly-do", "buoi"))
    day, to_day = read_day(form.get("ngay", "")), read_day(form.get("sang-ngay", ""))

    def verb(session: Session, actor: Actor) -> object:
        theme = theme_of(session, slug, form.get("chu-de", ""))
        if kind not in DECISIONS:
            raise Problem("Hãy chọn việc cần làm: ghim, chuyển hoặc cấm.")
        if kind == "ban":
            return airing_decisions.ban(session, slug, theme, slot, day, reason, actor)
        if kind == "pin":
            return airing_decisions.pin(session, slug, theme, _at(slot, day), reason, actor)
        ways = _at(slot, day), _at(form.get("sang-buoi", ""), to_day)
        return airing_decisions.move(session, slug, theme, ways, reason, actor)

    return _publish(verb, slug)


@blueprint.post("/don-vi/<slug>/lich-phat/ket-qua")
@guard.may("report", unit="slug")
def report(slug: str) -> Response:
    """Keep what a unit says of a session: what was aired in it, and why the rest was not."""
    form = request.form
    at = _at(form.get("buoi", ""), read_day(form.get("ngay", "")))
    said = [
        Report(uid, form[f"phat-{uid}"] == "co", form.get(f"vi-sao-{uid}", ""))
        for uid in form.getlist("muc")
        if form.get(f"phat-{uid}") in ("co", "khong")
    ]
    if not said:
        raise Problem("Hãy chọn “Đã phát” hoặc “Không phát” cho ít nhất một nội dung.")
    return _publish(lambda session, actor: airing_reports.report(session, slug, at, said, actor), slug)


@blueprint.post("/lich-phat/quyet-dinh/<int:number>/bo")
@guard.may("plan", unit=guard.EACH)
def take_back(number: int) -> Response:
    """Take a decision back."""

    def verb(session: Session, actor: Actor) -> object:
        return guard.unit(airing_decisions.take_back(session, number, actor).unit)

    return _publish(verb, request.form.get("don-vi", ""))


@blueprint.get("/lich-phat/tam-dung")
@guard.may("plan")
def holds() -> str:
    """List the holds, with the form for a new one."""
    with guard.store().reading() as session:
        units = airing_decisions.units_with_slots(session)
        rows = airing_decisions.holds(session)
        named = select(Unit.slug, Unit.name).where(col(Unit.slug).in_({row.unit for row in rows}))
        names = dict(session.exec(named).all())
    today, entries = clock.day_of(clock.now()), public_tree().snapshot.entries
    return render_template(
        "desk/holds.html",
        rows=rows,
        names=names,
        units=units,
        kinds=SILENT,
        today=today,
        titles={entry.uid: entry.title for entry in entries},
        near=_near(entries, today),
    )


@blueprint.post("/lich-phat/tam-dung")
@guard.may("plan")
def hold() -> Response:
    """Begin a hold."""
    form = request.form
    first, last = read_day(form.get("tu-ngay", "")), read_day(form.get("den-ngay", ""))
    if first is None or last is None:
        raise Problem("Hãy điền ngày bắt đầu và ngày kết thúc tạm dừng.")
    unit, silent, reason = form.get("don-vi", ""), form.getlist("loai"), form.get("ly-do", "")
    allowed = [entry_of(uid).uid for uid in form.getlist("van-phat")]
    return _publish(
        lambda session, actor: airing_decisions.hold(session, unit, (first, last), silent, reason, actor, allowed)
    )


def _near(entries: Iterable[Entry], today: date) -> list[Entry]:
    """Return what a hold of the coming days might silence: what has a day in them first, then what runs."""
    there = [entry for entry in entries if entry.status == "confirmed"]
    dated = once_each(sorted(runs(there, today, today + HOLD_AHEAD), key=lambda run: (not run.one_day, run.first)))
    return [*(run.entry for run in dated), *running(there, today)][:HOLD_CHOICES]


@blueprint.get("/lich-phat/chu-de/<uid>")
@guard.may("plan")
def theme(uid: str) -> str:
    """Show what is set for a theme."""
    entry = entry_of(uid)
    with guard.store().reading() as session:
        row = session.get(AiringTheme, uid)
    return render_template(
        "desk/airing_theme.html",
        entry=entry,
        row=row or AiringTheme(entry=uid, author="", changed_at=clock.now(), version=0),
        priorities=PRIORITIES,
        languages=LANGUAGES,
        back=request.args.get("don-vi", ""),
    )


@blueprint.post("/lich-phat/chu-de/<uid>")
@guard.may("plan")
def set_theme(uid: str) -> Response:
    """Save what is set for a theme."""
    form, version, entry = request.form, read_version(request.form), entry_of(uid)
    wanted = WantedTheme(
        priority=form.get("uu-tien", ""),
        repeat=form.get("so-luot", "").strip(),
        lead=_number("truoc") if form.get("truoc", "").strip() else None,
        language=form.get("ngon-ngu", ""),
        festive="vui" in form,
    )
    return _publish(
        lambda session, actor: airing_decisions.set_theme(session, entry.uid, wanted, version, actor),
        form.get("don-vi", ""),
    )


def _publish(verb: Callable[[Session, Actor], object], slug: str = "") -> Response:
    """Do it, and go back to where it shows."""
    at_once.write(verb)
    week = request.form.get("tuan") or None
    return redirect(url_for("airing.plan", slug=slug, tuan=week) if slug else url_for("airing.holds"), 303)


def _unit(session: Session, slug: str) -> Unit:
    row = session.get(Unit, slug)
    if row is None:
        raise NotFound(f"Không có đơn vị “{slug}”.")
    return row


def entry_of(uid: str) -> Entry:
    """Return a public entry; raise NotFound where there is none."""
    found = next((entry for entry in public_tree().snapshot.entries if entry.uid == uid), None)
    if found is None:
        raise NotFound("Không có chủ đề này trong bản đã công khai.")
    return found


def theme_of(session: Session, slug: str, uid: str) -> Theme:
    """Return a theme that a unit has to air; raise Problem where it has none of that UID."""
    found = (theme for entry, theme in themes_for(session, public_tree().snapshot, slug) if entry.uid == uid)
    theme = next(found, None)
    if theme is None:
        raise Problem("Hãy chọn một chủ đề của đơn vị trong danh sách.")
    return theme


def _settings(session: Session) -> dict[str, AiringTheme]:
    return {row.entry: row for row in session.exec(select(AiringTheme)).all()}


def _days(plan: PublicPlan | None, week: Week) -> dict[date, dict[str, PlannedSession]]:
    """Return the sessions of a week by day and slot."""
    found: dict[date, dict[str, PlannedSession]] = {}
    for one in plan.sessions if plan else ():
        if week.monday <= one.day <= week.sunday:
            found.setdefault(one.day, {})[one.slot] = one
    return found


def _told(session: Session, slug: str, week: Week) -> dict[tuple[date | None, str, str], AiringDecision]:
    """Return what a unit says of its airings of a week, by day, slot and entry."""
    rows = airing_reports.reports(session, slug, week.monday, week.sunday)
    return {(row.day, row.slot, row.entry): row for row in rows}


def _airings(held: PlannedSession | None) -> list[tuple[tuple[date, str], PlannedAiring]]:
    return [((held.day, held.slot), one) for one in held.airings] if held else []


def _day_of(text: str) -> date:
    """Return the day of an address that a link of ours made; any other names no session."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


def _names() -> dict[str, dict[str, str]]:
    """Return the words that forms offer."""
    days = {str(number): name for number, name in WEEKDAYS.items()}
    return {
        "channels": channel_names(),
        "languages": LANGUAGES,
        "weekdays": days,
        "kinds": DECISIONS,
        "priorities": PRIORITIES,
    }


def _slot() -> WantedSlot:
    form = request.form
    try:
        start = time.fromisoformat(form.get("gio", "").strip().replace("h", ":").replace("g", ":"))
    except ValueError as error:
        raise Problem(f"“{form.get('gio', '')}” không phải là giờ. Hãy điền như 05:00.") from error
    return WantedSlot(
        code=form.get("ma", "").strip(),
        weekdays=tuple(int(n) for n in form.getlist("thu") if n in _names()["weekdays"]),
        start=start,
        minutes=_number("phut"),
        channel=form.get("kenh", ""),
        language=form.get("ngon-ngu", ""),
        valid_from=read_day(form.get("tu-ngay", "")),
        valid_until=read_day(form.get("den-ngay", "")),
    )


def _number(name: str) -> int:
    text = request.form.get(name, "").strip()
    if not (text.isascii() and text.isdecimal()):
        raise Problem(f"“{text}” không phải là số. Hãy điền một số nguyên.")
    return int(text)


def _at(slot: str, day: date | None) -> At:
    if not slot or day is None:
        raise Problem("Hãy chọn buổi và điền ngày.")
    return At(slot, day)
