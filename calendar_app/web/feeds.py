"""Feeds that `treefiles` leaves over: the form for filters, what was never a feed, other methods, other sites."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from calendar_app.errors import NotFound
from calendar_app.scopes import ALL, DIMENSIONS, JOIN, WEEK, known
from calendar_app.web import declared
from calendar_app.web.filtered import address, parted
from calendar_app.web.site import public_tree
from feeds.formats import FORMATS, MORE

blueprint = Blueprint("feeds", __name__)
declared.all_public(blueprint)

NO_FORMAT = "Không có lịch hay nguồn tin này. Địa chỉ kết thúc bằng một trong các đuôi: {}."
NOT_YET = "Chưa có bản phát hành nào, nên chưa có lịch để đăng ký. Hãy quay lại sau."


@blueprint.get("/feeds/loc")
def filtered() -> AnyResponse:
    """Lead to the address of what a form chose (`?kenh=…&loai=…&dinh-dang=ics`)."""
    extension = request.args.get("dinh-dang") or FORMATS[0].extension
    return redirect(request.script_root + _address(f"/feeds/{JOIN.join(chosen(request.args)) or ALL}.{extension}"), 308)


@blueprint.get("/feeds/<path:name>")
@blueprint.get("/feeds.opml", defaults={"name": "feeds.opml"})
def feed(name: str) -> Response:
    """Say why there is no such feed; those that exist never come here."""
    _address(f"/feeds/{name}")
    raise NotFound(NOT_YET)


def chosen(said: MultiDict[str, str]) -> list[str]:
    """Return the scopes that a form names (`kenh=…&loai=…&tuan=1`)."""
    named = [f"{d.prefix}-{value}" for d in DIMENSIONS for value in said.getlist(d.prefix) if value]
    return [*named, *([WEEK] if said.get(WEEK) else [])]


def _address(path: str) -> str:
    asked = parted(path)
    if asked is None:
        raise NotFound(NO_FORMAT.format(", ".join(f".{form.extension}" for form in (*FORMATS, *MORE))))
    snapshot = public_tree().snapshot
    return address(*asked, snapshot, known(snapshot))


@blueprint.after_request
def _for_other_sites(response: Response) -> Response:
    """Let scripts of any site read feeds and ask for them conditionally."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
        response.headers["Access-Control-Max-Age"] = "86400"
    return response
