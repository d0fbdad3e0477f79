"""What changed, release by release, and what people had been told on any past day. Drawn from the public tree."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, render_template, request

from calendar_app import changes, clock, wording
from calendar_app.errors import NotFound
from calendar_app.web import declared, public
from calendar_app.web.site import public_tree
from content.almanac.weeks import Week

blueprint = Blueprint("changes", __name__)
declared.all_public(blueprint)
blueprint.after_request(public.cacheable)
blueprint.context_processor(public.frame)

SHOWN = 10


@blueprint.get("/thay-doi")
def releases() -> str:
    """Show the newest releases and what each changed; `?ngay=` shows what was told on that day."""
    if day := request.args.get("ngay"):
        return _told(_day(day))
    newest = _newest()
    last = min(max(request.args.get("den-ban", newest, int), 0), newest)
    first = max(last - SHOWN, 0)
    shown = [_read(number) for number in range(last, first, -1)]
    return render_template("public/changes.html", releases=shown, older=first, changes=changes, wording=wording)


def _told(day: date) -> str:
    """Show the week of a day as it had been announced by the end of that day."""
    folder, week = public_tree().folder, Week.of(day)
    if folder is None:
        raise NotFound("Chưa có bản phát hành nào.")
    evening = clock.start_of(day + timedelta(days=1)) - timedelta(seconds=1)
    release, state = changes.told_at(folder, _newest(), evening)
    entries = changes.within(state.values(), week.monday, week.sunday)
    return render_template("public/told.html", day=day, week=week, told=release, entries=entries, wording=wording)


def _newest() -> int:
    release = public_tree().snapshot.release
    return release.number if release else 0


def _read(number: int) -> changes.PublicChanges:
    folder = public_tree().folder
    if folder is None:
        raise NotFound("Chưa có bản phát hành nào.")
    return changes.read(folder, number)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotFound(f"“{text}” không phải là một ngày. Hãy viết như 2024-11-12.") from error
