"""Short addresses at the desk: the list, a new one, a change, off the list and on again."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from calendar_app import short_addresses
from calendar_app.errors import NotFound
from calendar_app.models import ShortAddress
from calendar_app.review import Actor
from calendar_app.scopes import JOIN, by_dimension, combined, known
from calendar_app.short_addresses import Wanted
from calendar_app.web import at_once, guard
from calendar_app.web.feeds import chosen
from calendar_app.web.forms import read_version
from calendar_app.web.site import public_tree, public_url

blueprint = Blueprint("short_addresses", __name__, url_prefix="/bien-tap/dia-chi-ngan")


@blueprint.get("/")
@guard.may("units")
def overview() -> str:
    """List every short address, with the form for a new one."""
    return _page(None)


@blueprint.get("/<name>")
@guard.may("units")
def edit(name: str) -> str:
    """Show the form of one address."""
    with guard.store().reading() as session:
        row = session.get(ShortAddress, name)
    if row is None:
        raise NotFound(f"Không có địa chỉ ngắn “{name}”.")
    return _page(row)


@blueprint.post("/")
@guard.may("units")
def add() -> Response:
    """Save a new address and make it public at once."""
    wanted, those = _wanted(request.form.get("ten", "")), known(public_tree().snapshot)
    return _publish(lambda session, actor: short_addresses.add(session, wanted, those, actor))


@blueprint.post("/<name>")
@guard.may("units")
def change(name: str) -> Response:
    """Save what an address shows from now on."""
    wanted, version, those = _wanted(name), read_version(request.form), known(public_tree().snapshot)
    return _publish(lambda session, actor: short_addresses.change(session, wanted, version, those, actor))


@blueprint.post("/<name>/hien")
@guard.may("units")
def put_up(name: str) -> Response:
    """List an address or take it off the lists."""
    version, listed = read_version(request.form), request.form.get("hien") == "1"
    return _publish(lambda session, actor: short_addresses.put_up(session, name, version, listed, actor))


def _publish(verb: Callable[[Session, Actor], ShortAddress]) -> Response:
    saved = at_once.write(verb)
    return redirect(url_for("short_addresses.overview", _anchor=saved.name), 303)


def _wanted(name: str) -> Wanted:
    return Wanted(name, request.form.get("tieu-de", ""), tuple(chosen(request.form)))


def _page(edited: ShortAddress | None) -> str:
    snapshot = public_tree().snapshot
    those = known(snapshot)
    with guard.store().reading() as session:
        rows = short_addresses.every(session)
    return render_template(
        "desk/short_addresses.html",
        rows=[(row, combined(row.filter, those).name) for row in rows],
        edited=edited,
        chosen=set(edited.filter.split(JOIN)) if edited else set(),
        dimensions=by_dimension(snapshot),
        public_url=public_url,
    )
