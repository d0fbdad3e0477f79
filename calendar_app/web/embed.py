"""`/nhung`: choose a list, see it, copy the code that shows it on a portal."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from calendar_app import scopes
from calendar_app.clock import day_of, now
from calendar_app.web import boxes, declared, framed, public, unit_search
from calendar_app.web.site import public_tree, public_url
from feeds.text import one_line

blueprint = Blueprint("embed", __name__)
declared.all_public(blueprint)
blueprint.after_request(public.cacheable)
blueprint.context_processor(public.frame)


def component(box: boxes.Box, look: framed.Look) -> str:
    """Return the code of the box that updates itself, with a frame for where no script runs."""
    return render_template(
        "embed/component.html",
        script=public_url("/static/lich-widget.js"),
        feed=public_url(box.feed),
        page=public_url(box.page),
        look=look,
        **framed.facts(box, look),
    )


@blueprint.get("/nhung")
def code() -> str:
    """Show the code for the list that was chosen, and the list itself."""
    snapshot, look = public_tree().snapshot, framed.look()
    box = boxes.box_of(request.args.get("lich", scopes.ALL), snapshot, day_of(now()))
    words = one_line(request.args.get("tim", ""), unit_search.LONGEST)
    found = unit_search.search(words, snapshot.units)
    return render_template(
        "embed/code.html",
        box=box,
        look=look,
        frame=framed.frame(box, look),
        component=component(box, look),
        choices=[scope for scope in scopes.scopes_of(snapshot) if scope.few],
        has_units=bool(snapshot.units),
        words=words,
        found=found[: unit_search.MOST],
        left_out=len(found) - unit_search.MOST,
        grounds=framed.GROUNDS,
        counts=framed.COUNTS,
        public_url=public_url,
    )
