"""What a request may bring: little, but where files are sent in, and no NUL, which no text of people holds."""

from __future__ import annotations

from flask import Flask, Request, abort, request

from calendar_app.web.problems import is_api

SMALL = 1024 * 1024
"""Bytes of a body, but where files are sent in; there MAX_CONTENT_LENGTH counts."""
TAKE_FILES = frozenset(
    {"arrivals.upload", "rereading.compare", "units.take_in", "api.arrivals_send", "api.units_take_in"}
)


class Incoming(Request):
    """A request whose form is refused where it holds a NUL; programs are answered by `api.operations`."""

    def _load_form_data(self) -> None:
        """Parse the form, as Flask does at its first use."""
        super()._load_form_data()
        if not is_api() and any("\0" in value for _, values in self.form.lists() for value in values):
            abort(400)


def install(app: Flask) -> None:
    """Look at every request before any view does."""
    app.request_class = Incoming
    app.before_request(_bounded)


def _bounded() -> None:
    if request.endpoint not in TAKE_FILES:
        request.max_content_length = SMALL
    if not is_api() and ("\0" in request.path or b"%00" in request.query_string):
        abort(400)
