"""`/dang-ky`: three questions, and one card with every way to take up the calendar that they choose.

The query is the one of all filters (`?don-vi=…&kenh=…&chu-de=…`), so a card, its poster, its code to scan and its feed
are of one choice.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import segno
from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from calendar_app.clock import day_of, now
from calendar_app.errors import NotFound, Problem
from calendar_app.feedset import SHORT
from calendar_app.scopes import ALL, JOIN, WEEK, Scope, by_dimension, combined, known, spelt
from calendar_app.snapshot import Snapshot
from calendar_app.web import boxes, declared, embed, framed, programs, public, unit_search
from calendar_app.web.feeds import chosen
from calendar_app.web.site import public_tree, public_url, settings
from feeds.text import one_line

NEXT = 3
ASKED = ("loai-don-vi", "kenh", "chu-de")
ORDER = ("don-vi", *ASKED)
NO_UNIT = "Không có đơn vị “{}”. Hãy gõ tên đơn vị, xã hoặc phường vào ô tìm, rồi chọn trong danh sách."
HEIRS = "“{}” không còn; việc nay do {} làm. Lịch dưới đây là lịch nay."
NO_HEIRS = "“{}” không còn, và chưa ghi đơn vị nào làm tiếp: lịch chỉ có thêm mục khi có đơn vị kế thừa."

blueprint = Blueprint("subscribing", __name__, url_prefix="/dang-ky")
declared.all_public(blueprint)
blueprint.after_request(public.cacheable)
blueprint.context_processor(public.frame)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a query chose: its scope, its query in its one spelling, and what became of units that are no more."""

    scope: Scope
    query: str
    parts: tuple[Scope, ...]
    told: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The name that calendar programs show."""
        return settings().office if self.scope.slug == ALL else f"{settings().office} – {self.scope.name}"

    def url(self, extension: str) -> str:
        """Return the full address of its feed in a format."""
        return public_url(f"/feeds/{self.scope.slug}.{extension}")

    @property
    def page(self) -> str:
        """The full address of its card."""
        return public_url(f"/dang-ky{self.query}")

    @property
    def page_parts(self) -> list[str]:
        """That address in the pieces between which a printed line may break."""
        return re.split(r"(?=[?&])", self.page)


@blueprint.get("")
def page() -> str | AnyResponse | tuple[str, int]:
    """Ask the three questions, and answer them; a search that finds one unit chooses it."""
    snapshot, words = public_tree().snapshot, one_line(request.args.get("tim", ""), unit_search.LONGEST)
    found = unit_search.search(words, snapshot.units)
    try:
        choice, refused = _choice(snapshot), None
    except Problem as problem:
        choice, refused = Choice(known(snapshot)[ALL], "", ()), problem
    if len(found) == 1 and not refused:
        return redirect(f"{url_for('subscribing.page')}{_with_unit(found[0].slug, choice)}#lich")
    rendered = render_template(
        "public/subscribing.html",
        choice=choice,
        refusal=refused.message if refused else "",
        words=words,
        found=[(unit, _with_unit(unit.slug, choice)) for unit in found[: unit_search.MOST]],
        left_out=len(found) - unit_search.MOST,
        has_units=bool(snapshot.units),
        dimensions={dimension.prefix: (dimension, scopes) for dimension, scopes in by_dimension(snapshot)},
        chosen={part.slug for part in choice.parts},
        others=[(*_said(part), part.name) for part in choice.parts if _prefix(part) not in ASKED],
        **({} if refused or words else _card(choice, snapshot, day_of(now()))),
    )
    return (rendered, refused.status) if refused else rendered


@blueprint.get("/ap-phich")
def poster() -> str:
    """Show one sheet of A4 to hang up: what it is, the code to scan, the address, three steps."""
    return render_template("public/poster.html", choice=_choice(public_tree().snapshot))


@blueprint.get("/ma-qr.svg")
def code() -> Response:
    """Draw the code that leads a phone to the card; there it chooses its program."""
    drawn = io.BytesIO()
    segno.make_qr(f"{_choice(public_tree().snapshot).page}#lich", error="m").save(
        drawn, kind="svg", light="#fff", omitsize=True, xmldecl=False, nl=False
    )
    return Response(drawn.getvalue(), content_type="image/svg+xml")


def _choice(snapshot: Snapshot) -> Choice:
    """Return what the request's query chooses; raises a Problem that says what of it there is not."""
    asked, those = chosen(request.args), known(snapshot)
    for unit in request.args.getlist("don-vi"):
        if unit and f"don-vi-{unit.lower()}" not in those:
            raise NotFound(NO_UNIT.format(one_line(unit, 60)))
    slug = spelt(JOIN.join(asked), those) if asked else ALL
    parts = tuple(those[part] for part in slug.split(JOIN)) if asked else ()
    return Choice(combined(slug, those), _query(parts), parts, tuple(_gone(asked, snapshot)))


def _query(parts: tuple[Scope, ...]) -> str:
    """Return the query that chooses some scopes: who, by which channel, about what, and the rest."""
    order = {prefix: place for place, prefix in enumerate(ORDER)}
    said = sorted(map(_said, parts), key=lambda one: order.get(one[0], len(order)))
    return f"?{urlencode(said)}" if said else ""


def _said(part: Scope) -> tuple[str, str]:
    """Return what a form says to choose a scope: the name of its field and the value."""
    return (WEEK, "1") if part.slug == WEEK else (_prefix(part), part.value)


def _prefix(part: Scope) -> str:
    return next(iter(part.chosen), "")


def _with_unit(slug: str, choice: Choice) -> str:
    """Return the query of a choice with this unit as who asks."""
    others = _query(tuple(part for part in choice.parts if _prefix(part) not in ("don-vi", "loai-don-vi")))
    return f"?don-vi={slug}{others.replace('?', '&', 1)}"


def _gone(asked: list[str], snapshot: Snapshot) -> Iterator[str]:
    """Say of each unit asked for that is no more who does its work."""
    names = {unit.slug: unit.name for unit in snapshot.units}
    for unit in snapshot.units:
        if not unit.valid and f"don-vi-{unit.slug}" in asked:
            heirs = "; ".join(names[slug] for slug in unit.now)
            yield HEIRS.format(unit.name, heirs) if heirs else NO_HEIRS.format(unit.name)


def _card(choice: Choice, snapshot: Snapshot, today: date) -> dict[str, object]:
    """Return what the card says: what the feed holds and what comes next, each program's link, the code for portals."""
    entries = [entry for entry in snapshot.entries if choice.scope.shows(entry)]
    box, url = boxes.box_of(choice.scope.slug, snapshot, today), choice.url("ics")
    coming = [entry for entry in box.entries if boxes.next_day(entry, today)]
    return {
        "count": len(entries),
        "coming": len(coming),
        "kinds": Counter(entry.kind_name for entry in coming).most_common(),
        "next": [entry for entry in coming if entry.status == "confirmed"][:NEXT],
        "links": programs.links(url, choice.title),
        "by_hand": programs.BY_HAND,
        "too_long": not programs.fits_google(url),
        "short": _short(choice, snapshot),
        "box": box,
        "component": embed.component(box, framed.Look()),
    }


def _short(choice: Choice, snapshot: Snapshot) -> str:
    """Return the listed short address that now shows the same, "" for none."""
    found = (one.name for one in snapshot.short if one.listed and one.filter == choice.scope.slug)
    return next((public_url(f"/feeds/{SHORT}{name}.ics") for name in found), "")
