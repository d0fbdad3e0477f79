"""`/oembed` (oembed.com, 1.0): how a content system embeds a public page of this service that somebody pasted in.

Nothing that was asked is repeated: what comes back is made from the pages there are.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from flask import Blueprint, Response, current_app, json, request
from lxml import etree
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from calendar_app.clock import day_of, now
from calendar_app.errors import NotFound, Problem
from calendar_app.scopes import ALL, JOIN
from calendar_app.snapshot import Snapshot
from calendar_app.web import boxes, declared, framed
from calendar_app.web.framed import WIDTH, BadChoice, Look
from calendar_app.web.selection import scopes_asked
from calendar_app.web.site import public_tree, public_url, settings
from feeds.text import one_line

FORMATS = ("json", "xml")
NO_ADDRESS = "Thiếu địa chỉ trang cần nhúng. Hãy thêm ?url= và địa chỉ đầy đủ của một trang công khai của lịch này."
NO_FORMAT = "Chỉ có hai dạng trả lời: format=json và format=xml."
NO_NUMBER = "maxwidth và maxheight phải là số nguyên dương (điểm ảnh), ví dụ maxwidth=600."
NO_PAGE = "Địa chỉ này không phải trang tuần, nội dung, văn bản hay danh sách nhúng của lịch này. Hãy chép lại địa chỉ."

blueprint = Blueprint("oembed", __name__)
declared.all_public(blueprint)


class NoFormat(Problem):
    """A form of answer that is not offered."""

    status = 501


@blueprint.get("/oembed")
def oembed() -> Response:
    """Describe how a public page is embedded: a sandboxed frame with the list of what it shows."""
    form = request.args.get("format", "json")
    if form not in FORMATS:
        raise NoFormat(NO_FORMAT)
    width, height = _at_most("maxwidth"), _at_most("maxheight")
    box = _box(request.args.get("url", ""), public_tree().snapshot)
    said = _described(box, width, height)
    if form == "xml":
        return Response(_xml(said), content_type="text/xml; charset=utf-8")
    return Response(json.dumps(said), content_type="application/json; charset=utf-8")


@blueprint.errorhandler(Problem)
def _problem(error: Problem) -> tuple[str, int, dict[str, str]]:
    return error.message, error.status, {"Content-Type": "text/plain; charset=utf-8"}


@blueprint.after_request
def _for_other_sites(response: Response) -> Response:
    """Let editors that run in a browser ask, and any cache keep the answer."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = f"public, max-age={framed.MAX_AGE}"
    if response.status_code == 200:
        response.add_etag()
        response.make_conditional(request)
    return response


def _described(box: boxes.Box, width: int | None, height: int | None) -> dict[str, Any]:
    look = Look()
    wide = min(WIDTH, width or WIDTH)
    high = min(look.height, height or look.height)
    office = settings().office
    return {
        "version": "1.0",
        "type": "rich",
        "title": one_line(f"{box.name} – {office}", 200),
        "provider_name": office,
        "provider_url": public_url("/"),
        "cache_age": framed.MAX_AGE,
        "width": wide,
        "height": high,
        "html": framed.frame(box, look, wide, high),
    }


def _xml(said: dict[str, Any]) -> bytes:
    root = etree.Element("oembed")
    for name, value in said.items():
        etree.SubElement(root, name).text = str(value)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _at_most(name: str) -> int | None:
    said = request.args.get(name, "")
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and 0 < len(said) < 6 and int(said)):
        raise BadChoice(NO_NUMBER)
    return int(said)


def _box(address: str, snapshot: Snapshot) -> boxes.Box:
    """Return what the page at a full address shows; NotFound for pages of others and for pages without a list."""
    if not address:
        raise BadChoice(NO_ADDRESS)
    endpoint, named, asked = _page(address)
    try:
        return boxes.box_of(_slug(endpoint, named, asked), snapshot, day_of(now()))
    except Problem:
        raise NotFound(NO_PAGE) from None


def _slug(endpoint: str, named: dict[str, Any], asked: list[str]) -> str:
    match endpoint:
        case "public.this_week":
            return JOIN.join(asked) or ALL
        case "public.week":
            return JOIN.join([f"{boxes.WEEK}{named['name']}", *asked])
        case "public.theme":
            return f"{boxes.THEME}{named['uid']}"
        case "public.directive":
            return f"van-ban-{named['slug']}"
        case "framed.listing":
            return str(named["slug"])
        case "feeds.feed":
            return str(named["name"]).partition(".")[0]
    raise NotFound(NO_PAGE)


def _page(address: str) -> tuple[str, dict[str, Any], list[str]]:
    """Return the view of an address of this service, its values and the scopes of its filter; NotFound for others."""
    try:
        asked, ours = urlsplit(address), urlsplit(public_url("/"))
    except ValueError:
        raise NotFound(NO_PAGE) from None
    if asked.scheme not in ("http", "https") or asked.netloc.lower() != ours.netloc.lower():
        raise NotFound(NO_PAGE)
    path = f"{asked.path}/" if asked.path == ours.path.rstrip("/") else asked.path
    if not path.startswith(ours.path):
        raise NotFound(NO_PAGE)
    urls = current_app.url_map.bind(ours.netloc)
    try:
        endpoint, named = urls.match(unquote(path.removeprefix(ours.path.rstrip("/"))), "GET")
    except HTTPException:
        raise NotFound(NO_PAGE) from None
    return endpoint, dict(named), scopes_asked(MultiDict(parse_qsl(asked.query)))
