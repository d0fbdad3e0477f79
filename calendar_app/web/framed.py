"""`/nhung/…`: a list for a box in pages of others, without any script. The only pages that others may frame.

They hold links and no form, set no cookie and read no session, so there is nothing to lure a click for.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from calendar_app.clock import day_of, now
from calendar_app.errors import Problem
from calendar_app.web import boxes, declared
from calendar_app.web.site import public_tree, public_url
from feeds import wording

MOST, USUAL = 20, 5
COUNTS = (3, 5, 10, 20)
GROUNDS = {"": "theo máy người xem", "sang": "nền sáng", "toi": "nền tối"}
MAX_AGE = 300
POLICY = "default-src 'none'; style-src 'self'; frame-ancestors *; base-uri 'none'; form-action 'none'"
WIDTH, HEAD, LINE, TALLEST = 480, 110, 64, 900
"""Pixels: how wide a frame is where nobody says otherwise, and how high by its lines."""

COUNT = f"Số mục (so) phải là một số từ 1 đến {MOST}, ví dụ ?so=5. Hãy sửa trong mã nhúng."
GROUND = "Nền (nen) chỉ có thể là “sang” hoặc “toi”, hoặc bỏ trống. Hãy sửa trong mã nhúng."

blueprint = Blueprint("framed", __name__)
declared.all_public(blueprint)


class BadChoice(Problem):
    """An address that asks for what a list cannot be."""

    status = 400


@dataclass(frozen=True, slots=True)
class Look:
    """How a list is shown: at most so many entries, on which ground (a key of `GROUNDS`)."""

    most: int = USUAL
    ground: str = ""

    @property
    def height(self) -> int:
        """How many pixels high its frame is."""
        return min(HEAD + LINE * self.most, TALLEST)


def look() -> Look:
    """Return the look that a request asks for; BadChoice where there is no such look."""
    said, ground = request.args.get("so", str(USUAL)), request.args.get("nen", "")
    if not (said.isascii() and said.isdigit() and len(said) < 4 and 1 <= int(said) <= MOST):
        raise BadChoice(COUNT)
    if ground not in GROUNDS:
        raise BadChoice(GROUND)
    return Look(int(said), ground)


def address(box: boxes.Box, shown: Look) -> str:
    """Return the full address of a list."""
    ground = f"&nen={shown.ground}" if shown.ground else ""
    return public_url(f"/nhung/{box.slug}?so={shown.most}{ground}")


def frame(box: boxes.Box, shown: Look, width: int = 0, height: int = 0) -> str:
    """Return the element that shows a list in a page of others. It is sandboxed: nothing in it can run there."""
    return render_template("embed/frame.html", **facts(box, shown, width, height))


def facts(box: boxes.Box, shown: Look, width: int = 0, height: int = 0) -> dict[str, object]:
    """Return what that element says; where nobody says how large it is, it is as wide as its place allows."""
    return {
        "address": address(box, shown),
        "name": box.name,
        "width": width or "100%",
        "height": height or shown.height,
    }


@blueprint.get("/nhung/<slug>")
def listing(slug: str) -> str:
    """Show the entries of a box as a list for a frame."""
    shown, snapshot = look(), public_tree().snapshot
    box = boxes.box_of(slug, snapshot, day_of(now()))
    return render_template("embed/list.html", box=box, look=shown, release=snapshot.release, title=wording.title)


@blueprint.errorhandler(Problem)
def _problem(error: Problem) -> tuple[str, int]:
    """Say in the frame itself what is wrong: whoever looks at the portal sees no other page."""
    return render_template("embed/problem.html", message=error.message), error.status


@blueprint.after_request
def _for_frames(response: Response) -> Response:
    """Let others frame it and any cache keep it; an unchanged list answers 304."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}, stale-if-error=86400"
    response.headers["X-Robots-Tag"] = "noindex"
    if response.status_code == 200:
        response.add_etag()
        response.make_conditional(request)
    return response
