"""The log of changes, to be searched and taken along as a table; a unit's people see what was done to their unit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for
from sqlmodel import Session, col, select

from calendar_app import log, log_kinds, log_search
from calendar_app.clock import PEOPLE
from calendar_app.errors import Problem
from calendar_app.log import one_line
from calendar_app.log_search import Wanted
from calendar_app.models import Directive, LogEntry, Unit, User
from calendar_app.scopes import combined, known
from calendar_app.web import guard, told
from calendar_app.web.forms import read_day
from calendar_app.web.site import public_tree
from feeds.sheet import BOM, line, safe

blueprint = Blueprint("logbook", __name__, url_prefix="/bien-tap")

SHOWN = 50
COLUMNS = ("Số", "Lúc", "Ai", "Việc", "Về", "Đơn vị", "Lý do", "Trước", "Sau", "Dấu")
CHOICES = ("nguoi", "viec", "van-ban", "muc", "don-vi", "tu-ngay", "den-ngay", "tim")
BIGGEST = 2**63 - 1


@blueprint.get("/nhat-ky/")
@guard.may("read-log")
def overview() -> str:
    """Show the newest changes that the filter leaves."""
    return _page("")


@blueprint.get("/nhat-ky/nhat-ky.csv")
@guard.may("read-log")
def table() -> Response:
    """Hand out all changes that the filter leaves as a table."""
    return _table("")


@blueprint.get("/don-vi/<slug>/nhat-ky")
@guard.may("read-log", unit="slug")
def of_unit(slug: str) -> str:
    """Show the newest changes that concern a unit."""
    return _page(slug)


@blueprint.get("/don-vi/<slug>/nhat-ky.csv")
@guard.may("read-log", unit="slug")
def table_of_unit(slug: str) -> Response:
    """Hand out the changes that concern a unit as a table."""
    return _table(slug)


def _page(unit: str) -> str:
    error, wanted, below = "", Wanted(), None
    try:
        with guard.store().reading() as session:
            wanted, below = _wanted(session, unit), _number("truoc")
    except Problem as problem:
        error = problem.message
    with guard.store().reading() as session:
        rows = [] if error else log_search.page(session, wanted, below, SHOWN + 1)
        names = _units(session, rows) | _filters(rows)
        kept: dict[str, object] = {name: value for name in CHOICES if (value := request.args.get(name, ""))}
        return render_template(
            "desk/log.html",
            rows=[(row, told.fields(row.before, row.after, names)) for row in rows[:SHOWN]],
            older=f"?{urlencode(kept | {'truoc': rows[SHOWN - 1].number})}" if len(rows) > SHOWN else "",
            csv=f"{_table_address(unit)}?{urlencode(kept)}",
            unit=session.get(Unit, unit) if unit else None,
            slugs=_slugs(session, rows),
            people=session.exec(select(User.name).order_by(User.name)).all() if guard.can("read-desk") else (),
            kinds=_kinds(),
            name_of=log_kinds.name_of,
            head=log.head(session),
            chosen=request.args,
            error=error,
        )


def _table(unit: str) -> Response:
    store = guard.store()
    with store.reading() as session:
        wanted = _wanted(session, unit)

    def lines() -> Iterator[str]:
        yield BOM + line(COLUMNS)
        with store.reading() as session:
            yield from (line(_cells(row)) for row in log_search.every(session, wanted))

    head = {"Content-Disposition": "attachment; filename=nhat-ky.csv"}
    return Response(lines(), mimetype="text/csv; charset=utf-8", headers=head)


def _table_address(unit: str) -> str:
    return url_for("logbook.table_of_unit", slug=unit) if unit else url_for("logbook.table")


def _cells(row: LogEntry) -> tuple[str, ...]:
    at, kind = f"{row.at.astimezone(PEOPLE):%Y-%m-%d %H:%M:%S}", log_kinds.name_of(row.kind)
    sides = (json.dumps(side, ensure_ascii=False) if side else "" for side in (row.before, row.after))
    said = (str(row.number), at, row.author, kind, row.subject, row.unit, row.reason, *sides, row.hash)
    return tuple(safe(one_line(cell)) for cell in said)


def _wanted(session: Session, unit: str) -> Wanted:
    """Read the filter; raise Problem for days that are none."""
    args = request.args
    wanted = Wanted(
        author=args.get("nguoi", ""),
        kind=args.get("viec", ""),
        directive_id=_directive(session, args.get("van-ban", "")),
        item_id=_number("muc"),
        unit=unit or args.get("don-vi", "").strip(),
        first=_day("tu-ngay"),
        last=_day("den-ngay"),
        words=args.get("tim", "")[:200],
    )
    return replace(wanted, private=guard.can("people"))


def _directive(session: Session, slug: str) -> int | None:
    """Return the directive of an address; one that is not there finds nothing."""
    if not slug:
        return None
    return session.exec(select(Directive.id).where(Directive.slug == slug)).first() or -1


def _day(name: str) -> date | None:
    return read_day(request.args.get(name, ""))


def _number(name: str) -> int | None:
    said = request.args.get(name, "")
    return min(int(said[:19]), BIGGEST) if said.isascii() and said.isdecimal() else None


def _slugs(session: Session, rows: Sequence[LogEntry]) -> dict[int | None, str]:
    ids = {row.directive_id for row in rows if row.directive_id}
    return dict(session.exec(select(Directive.id, Directive.slug).where(col(Directive.id).in_(ids))).all())


def _units(session: Session, rows: Sequence[LogEntry]) -> dict[str, str]:
    """Return the names of the units that the rows' fields name, by slug."""
    sides = [side.get(name) for row in rows for side in (row.before, row.after) for name in told.UNITS]
    slugs = {slug for found in sides if found for slug in ([found] if isinstance(found, str) else found)}
    return dict(session.exec(select(Unit.slug, Unit.name).where(col(Unit.slug).in_(slugs))).all())


def _filters(rows: Sequence[LogEntry]) -> dict[str, str]:
    """Return the names of what short addresses show, by the spelling that rows have."""
    spelt = {side[told.FILTER] for row in rows for side in (row.before, row.after) if side.get(told.FILTER)}
    those = known(public_tree().snapshot) if spelt else {}
    return {one: combined(one, those).name for one in spelt}


def _kinds() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return the areas that this person may read, each with its kinds."""
    areas = [area for area in log_kinds.AREAS if guard.can("people") or area not in log_kinds.PRIVATE]
    of = {area: [(k, name) for k, name in log_kinds.KINDS.items() if log_kinds.area_of(k) == area] for area in areas}
    return [(area, log_kinds.AREAS[area], kinds) for area, kinds in of.items()]
