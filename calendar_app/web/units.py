"""The registry at the desk: a list with a filter, a table in and out, and audiences for which there is nobody."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date

from flask import Blueprint, Response, g, render_template, request
from sqlalchemy import String, type_coerce
from sqlmodel import Session, col, select

from calendar_app import clock, publish, registry, unit_table
from calendar_app.accepted import plain
from calendar_app.audiences import Audiences, Ground
from calendar_app.desk_days import directives_of
from calendar_app.models import Directive, Item, Unit
from calendar_app.public_state import OF_ADDRESS, addressed, public_directive, units_of
from calendar_app.registry import Outcome
from calendar_app.review import Actor
from calendar_app.snapshot import PublicDirective
from calendar_app.web import guard
from calendar_app.web.site import public_url
from content.folding import fold
from content.vocabulary.unit_kinds import unit_kinds

blueprint = Blueprint("units", __name__, url_prefix="/bien-tap/don-vi")

NO_FILE = Outcome(faults=(unit_table.Fault(1, "Chưa chọn tệp.", "Hãy chọn tệp CSV rồi bấm “Tải lên”."),))
MOST_SHOWN = 500
MOST_NAMED = 10
"""How many directives are named beside words for which there is nobody, the newest of them."""


@blueprint.get("/")
@guard.may("read-desk")
def overview() -> str:
    """List the units that the filter leaves, with the form for a table."""
    return _page(None)


@blueprint.post("/")
@guard.may("units")
def take_in() -> tuple[str, int]:
    """Take in a table and write the feeds of units anew, or say what is wrong in which line."""
    file, store, now = request.files.get("tep"), guard.store(), clock.now()
    outcome = NO_FILE
    if file and file.filename:
        with store.writing() as session:
            outcome = registry.take_in(session, file.read(), Actor(g.user.name, now))
    if not outcome.faults:
        publish.render(store, guard.settings(), now)
    return _page(outcome), 422 if outcome.faults else 200


@blueprint.get("/don-vi.csv")
@guard.may("read-desk")
def give_out() -> Response:
    """Hand out the registry as a table that can be taken in again."""
    with guard.store().reading() as session:
        table = unit_table.write(registry.every(session))
    return Response(
        table,
        mimetype="text/csv; charset=utf-8",
        headers={"Content-Disposition": "attachment; filename=don-vi.csv"},
    )


@blueprint.get("/chua-ro")
@guard.may("read-desk")
def unresolved() -> str:
    """List the audiences for which the registry has nobody, with the directives that name them."""
    with guard.store().reading() as session:
        found = _unresolved(session, clock.day_of(clock.now()))
        papers = directives_of(session, {number for numbers in found.values() for number in numbers[:MOST_NAMED]})
        return render_template("desk/unresolved.html", found=sorted(found.items()), papers=papers, most=MOST_NAMED)


def unresolved_of(session: Session, directive: Directive, items: Iterable[Item], audiences: Audiences) -> list[str]:
    """Return the audiences of a directive's items, but of those refused, for which the registry has nobody."""
    shown = public_directive(session, directive)
    return _nobody(shown, (item.audiences for item in items if item.status != "refused"), audiences)


def _nobody(shown: PublicDirective, asked: Iterable[Sequence[str]], audiences: Audiences) -> list[str]:
    ours = (names for names in asked if names)
    return list(dict.fromkeys(words for names in ours for words in audiences.reach(shown, names, ()).unresolved))


def _unresolved(session: Session, today: date) -> dict[str, list[int]]:
    """Return the directives, the newest first, that use words for which there is nobody; the same is asked once."""
    audiences, asked = Audiences(units_of(session), today), _asked(session)
    newest = select(Directive.id, plain("paper", Directive, OF_ADDRESS)).order_by(col(Directive.received_at).desc())
    nobody: dict[tuple[Ground, str], tuple[str, ...]] = {}
    found: dict[str, dict[int, None]] = {}
    for directive_id, row in session.exec(newest).all():
        number, paper = directive_id or 0, addressed(row)
        ground = audiences.ground(paper)
        for names in asked.get(number, ()):
            if (ground, names) not in nobody:
                nobody[ground, names] = audiences.reach(paper, json.loads(names), ()).unresolved
            for words in nobody[ground, names]:
                found.setdefault(words, {})[number] = None
    return {words: [*numbers] for words, numbers in found.items()}


def _asked(session: Session) -> dict[int, list[str]]:
    """Return the audiences of the items of each directive, each once, as the database has them: JSON."""
    names = type_coerce(col(Item.audiences), String)
    query = select(Item.directive_id, names).where(Item.status != "refused", names != "[]").distinct()
    asked: dict[int, list[str]] = {}
    for directive_id, said in session.exec(query).all():
        asked.setdefault(directive_id, []).append(said)
    return asked


def _page(outcome: Outcome | None) -> str:
    with guard.store().reading() as session:
        every = registry.every(session)
    words, kind, today = request.args.get("tim", "").strip(), request.args.get("loai", ""), clock.day_of(clock.now())
    ended = request.args.get("het") == "1"
    found = [unit for unit in every if fits(unit, words, kind) and (ended or not unit.ended(today))]
    return render_template(
        "desk/units.html",
        outcome=outcome,
        total=len(every),
        found=found[:MOST_SHOWN],
        left_out=len(found) - MOST_SHOWN,
        kinds=unit_kinds(),
        names={unit.slug: unit.name for unit in every},
        columns=unit_table.COLUMNS,
        words=words,
        kind=kind,
        ended=ended,
        today=today,
        public_url=public_url,
    )


def fits(unit: Unit, words: str, kind: str) -> bool:
    """Whether words are in what a unit is called, and it is of a kind (any, where that is empty)."""
    told = fold(" ".join((unit.slug, unit.name, unit.place, *unit.aliases)))
    return kind in ("", unit.kind) and " ".join(fold(words).split()) in told
