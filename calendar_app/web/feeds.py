"""Addresses of feeds that `treefiles` leaves over: feeds that do not exist, other methods, questions of other sites."""

from __future__ import annotations

from flask import Blueprint, Response, request

from calendar_app.errors import NotFound

blueprint = Blueprint("feeds", __name__)


@blueprint.get("/feeds/<path:name>")
@blueprint.get("/feeds.opml", defaults={"name": "feeds.opml"})
def feed(name: str) -> Response:
    """Say that there is no such feed; those that exist never come here."""
    raise NotFound("Không có lịch hay nguồn tin này. Danh sách đầy đủ ở trang “Đăng ký nhận lịch”.")


@blueprint.after_request
def _for_other_sites(response: Response) -> Response:
    """Let scripts of any site read feeds and ask for them conditionally."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
        response.headers["Access-Control-Max-Age"] = "86400"
    return response
