"""A corrected file beside the one it corrects: a person lets it take over item by item."""

from __future__ import annotations

import re

from flask import Blueprint, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from calendar_app import corrections, wording
from calendar_app.corrections import Pair
from calendar_app.errors import NotFound
from calendar_app.models import Directive
from calendar_app.web import guard
from calendar_app.web.conflicts import marked
from calendar_app.web.rereading import FIELDS, say_days
from calendar_app.web.review import actor, directive_of

blueprint = Blueprint("corrections", __name__, url_prefix="/bien-tap")

_PAIR = re.compile(r"(\d{1,10}):(\d{1,10})>(\d{1,10}):(\d{1,10})")


@blueprint.get("/van-ban/<slug>/ban-sua")
@guard.may("review")
def page(slug: str) -> str:
    """Show what differs between a corrected file and the one before it."""
    with guard.store().reading() as session:
        new = directive_of(session, slug)
        old = _earlier(session, new)
        return render_template(
            "desk/correction.html",
            old=old,
            new=new,
            compared=corrections.compare(session, old, new),
            fields=FIELDS,
            kinds=wording.ITEM_KINDS,
            say_days=say_days,
            marked=marked,
            spell=_spell,
        )


@blueprint.post("/van-ban/<slug>/ban-sua")
@guard.may("review")
def take(slug: str) -> Response:
    """Let the chosen items take over."""
    found = [_PAIR.fullmatch(said) for said in request.form.getlist("cap")]
    numbers = [tuple(int(number) for number in one.groups()) for one in found if one]
    with guard.store().writing() as session:
        _earlier(session, directive_of(session, slug))
        corrections.take_over(session, [((a, b), (c, d)) for a, b, c, d in numbers], actor())
    return redirect(url_for("corrections.page", slug=slug), 303)


def _earlier(session: Session, new: Directive) -> Directive:
    old = corrections.earlier(session, [new.id or 0]).get(new.id or 0)
    if old is None:
        raise NotFound("Văn bản này không có bản nào nhận trước. Hãy mở lại danh sách tiếp nhận.")
    return old


def _spell(pair: Pair) -> str:
    """Write a pair as the form sends it back."""
    (old, seen), (new, by) = pair
    return f"{old}:{seen}>{new}:{by}"
