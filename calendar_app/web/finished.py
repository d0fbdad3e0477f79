"""A file as it is answered: bytes made before, plain or packed, under strong tags, conditionally, to everyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from werkzeug.datastructures import Accept
from werkzeug.http import http_date, parse_accept_header, parse_date, parse_etags

from calendar_app import clock
from feeds.formats import media_type

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LONGEST = timedelta(minutes=15)
ALWAYS = (
    ("Vary", "Accept-Encoding"),
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Robots-Tag", "noindex"),
)


@dataclass(frozen=True, slots=True)
class Form:
    """A file as it goes out, plain or packed: its bytes, its tag, and the headers for a 304 and for a 200."""

    body: bytes
    tag: str
    brief: tuple[tuple[str, str], ...]
    full: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file in both forms."""

    sha256: str
    changed_at: datetime
    last_modified: str
    plain: Form
    packed: Form


def file(
    path: str, plain: bytes, packed: bytes, sha256: str, changed_at: datetime, more: tuple[tuple[str, str], ...] = ()
) -> File:
    """Return the file that is answered at a path; `sha256` is that of the plain bytes, `more` are headers of a 200."""
    modified, kind = http_date(changed_at), media_type(path)
    # A strong tag names exact bytes, so the packed form has a tag of its own (RFC 9110, 8.8.3).
    about = modified, kind, more
    forms = _form(plain, sha256[:32], *about), _form(packed, f"{sha256[:32]}-gz", *about)
    return File(sha256, changed_at, modified, *forms)


def answer(environ: WSGIEnvironment, start: StartResponse, found: File, next_change: datetime) -> list[bytes]:
    """Answer a GET or HEAD with a file, or that the client has it, fresh until the clock changes it next."""
    form = found.packed if takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")) else found.plain
    cache = ("Cache-Control", _fresh(next_change))
    if _has_it(environ, found, form):
        start("304 NOT MODIFIED", [*form.brief, cache])
        return []
    start("200 OK", [*form.full, cache])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]


def _form(body: bytes, name: str, modified: str, kind: str, more: tuple[tuple[str, str], ...]) -> Form:
    tag = f'"{name}"'
    brief = (("ETag", tag), ("Last-Modified", modified), *ALWAYS)
    coding = (("Content-Encoding", "gzip"),) if name.endswith("-gz") else ()
    about = (("Content-Type", kind), ("Content-Length", str(len(body))), ("Accept-Ranges", "none"))
    return Form(body, tag, brief, (*about, *coding, *more, *brief))


def _has_it(environ: WSGIEnvironment, found: File, form: Form) -> bool:
    """Whether the client said that it holds these bytes: by tag, else by date (RFC 9110, 13.2.2)."""
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        return bool(tags == form.tag or parse_etags(tags).contains_weak(form.tag[1:-1]))
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    return since is not None and (since == found.last_modified or _no_newer(found, since))


def _no_newer(found: File, since: str) -> bool:
    date = parse_date(since)
    return date is not None and found.changed_at.replace(microsecond=0) <= date


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding takes gzip at least as gladly as plain bytes."""
    codings = parse_accept_header(accepted, Accept)
    return codings.quality("gzip") > 0 and codings.quality("gzip") >= codings.quality("identity")


def _fresh(next_change: datetime) -> str:
    """Keep no longer than until the clock next changes something, and at most 15 minutes."""
    fresh = min(LONGEST, max(next_change - clock.now(), timedelta(seconds=1)))
    return f"public, max-age={int(fresh.total_seconds())}, stale-if-error=86400"
