"""The original of a directive beside what was read from it, page by page."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, render_template, send_file

from calendar_app import clock, jail
from calendar_app.errors import NotFound
from calendar_app.models import Directive
from calendar_app.web import guard
from calendar_app.web.review import directive_of

blueprint = Blueprint("originals", __name__, url_prefix="/bien-tap")


@blueprint.get("/van-ban/<slug>/trang/<int:number>")
@guard.may("read-desk")
def page(slug: str, number: int) -> str:
    """Show one page: its picture where the file is a PDF, and the words read from it."""
    directive, pages = _paged(slug, number)
    return render_template(
        "desk/page.html",
        directive=directive,
        number=number,
        last=len(pages),
        words=pages[number - 1],
        drawn=_is_pdf(directive),
    )


@blueprint.get("/van-ban/<slug>/trang/<int:number>.png")
@guard.may("read-desk")
def picture(slug: str, number: int) -> Response:
    """Hand out the picture of a page; it is drawn once, in the jail, and kept."""
    directive, _ = _paged(slug, number)
    if not _is_pdf(directive):
        raise NotFound("Tệp này không phải PDF nên không có hình từng trang. Hãy tải tệp gốc.")
    path = _kept(directive, number)
    if not path.exists():
        drawn = jail.page_picture(_file(directive).read_bytes(), number, clock.day_of(clock.now()))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_suffix(".new")
        beside.write_bytes(drawn)
        beside.replace(path)
    return send_file(path.resolve(), mimetype="image/png")


def _paged(slug: str, number: int) -> tuple[Directive, list[str]]:
    with guard.store().reading() as session:
        directive = directive_of(session, slug)
    pages = directive.text.split("\f")
    if not 1 <= number <= len(pages):
        raise NotFound(f"Văn bản này không có trang {number}.")
    return directive, pages


def _is_pdf(directive: Directive) -> bool:
    return directive.file_name.lower().endswith(".pdf")


def _file(directive: Directive) -> Path:
    return guard.store().blob_path(directive.sha256)


def _kept(directive: Directive, number: int) -> Path:
    """Pictures can be drawn anew at any time: they lie beside the blobs, not among them."""
    return guard.store().data / "pages" / directive.sha256 / f"{number}.png"
