"""Feeds, served as files from the public tree: no database, no session, no cookie."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, Response, request

from calendar_app import clock
from calendar_app.errors import NotFound
from calendar_app.web.site import PublicTree, public_tree
from feeds.formats import FORMATS
from feeds.opml import MEDIA_TYPE

blueprint = Blueprint("feeds", __name__)

TYPES = {form.extension: form.media_type for form in FORMATS} | {"opml": MEDIA_TYPE}
LONGEST = timedelta(minutes=15)


@blueprint.get("/feeds/<name>")
def feed(name: str) -> Response:
    """Answer one feed file."""
    return _file(f"feeds/{name}")


@blueprint.get("/feeds.opml")
def feed_list() -> Response:
    """Answer the list of all feeds, for feed readers."""
    return _file("feeds.opml")


def _file(path: str) -> Response:
    """Answer a file of the tree: strong ETag by content, gzip as stored, 304 where the client has it."""
    tree = public_tree()
    facts = tree.manifest.get(path)
    if facts is None or tree.folder is None:
        raise NotFound("Không có lịch hay nguồn tin này. Danh sách đầy đủ ở trang “Đăng ký nhận lịch”.")
    packed = request.accept_encodings.quality("gzip") > 0
    data = (tree.folder / (f"{path}.gz" if packed else path)).read_bytes()
    response = Response(data, content_type=TYPES[path.rpartition(".")[2]])
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    # A strong tag names exact bytes, so the packed form has a tag of its own (RFC 9110, 8.8.3).
    response.set_etag(f"{facts.sha256[:32]}{'-gz' if packed else ''}")
    response.last_modified = datetime.fromisoformat(facts.changed_at)
    _cache(response, tree, clock.now())
    response.make_conditional(request)
    return response


def _cache(response: Response, tree: PublicTree, now: datetime) -> None:
    """Keep no longer than until the clock next changes something, and at most 15 minutes."""
    fresh = min(LONGEST, max(tree.snapshot.next_change - now, timedelta(seconds=1)))
    response.headers["Cache-Control"] = f"public, max-age={int(fresh.total_seconds())}, stale-if-error=86400"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Robots-Tag"] = "noindex"
