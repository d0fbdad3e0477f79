"""A write that comes after its session ended: nothing is done; what was typed is sent again after logging in."""

from __future__ import annotations

from flask import render_template, request

SECRET = "account"
"""The blueprint whose forms hold passwords, which no page shows again."""


def page(was_open: bool) -> str:
    """Say that the session is over; the fields come along only where the browser shows a session that was ours."""
    kept = was_open and request.blueprint != SECRET
    return render_template(
        "desk/session_over.html",
        typed=[(name, value) for name, values in request.form.lists() for value in values] if kept else (),
        files=kept and any(file.filename for file in request.files.values()),
        address=request.full_path if request.query_string else request.path,
    )
