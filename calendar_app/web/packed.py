"""Pages, styles and scripts go out packed to whoever takes it: on a slow line a tenth of the bytes."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

from calendar_app.web.finished import takes_gzip

KINDS = frozenset({"text/html", "text/css", "text/javascript"})
LEAST = 1_000
"""Bytes below which packing saves nothing."""
NO_BODY = (204, 206, 304)
"""Answers that have no body, or a part of one."""


def install(app: Flask) -> None:
    """Pack what goes out after everything else was said about it."""
    app.after_request(_packed)


def _packed(response: Response) -> Response:
    """The same bytes for the same page; its tag becomes a weak one, for it names both forms (RFC 9110, 8.8.1)."""
    if response.mimetype not in KINDS or response.content_encoding:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code in NO_BODY or not takes_gzip(request.headers.get("Accept-Encoding", "")):
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) < LEAST:
        return response
    response.set_data(gzip.compress(body, 6, mtime=0))
    response.content_encoding = "gzip"
    tag, _ = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)
    response.accept_ranges = ""
    return response
