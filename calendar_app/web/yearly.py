"""The pages of the almanac: a year by month, all of it or of one kind, and its calendar to keep."""

from __future__ import annotations

from datetime import date

from flask import Response, render_template

from calendar_app import almanac
from calendar_app.almanac import KIND_NAMES, YEARS
from calendar_app.errors import NotFound
from calendar_app.web.site import settings
from content.almanac.observances import ObservedDay
from content.almanac.preparation import prepared_from
from feeds.formats import CALENDAR
from feeds.ical import subscription

NO_YEAR = f"Lịch năm có các năm từ {YEARS[0]} đến {YEARS[-1]}; không có “{{}}”. Địa chỉ đúng có dạng /lich-nam/2026."
NO_KIND = "Lịch năm không có loại “{}”. Hiện có: {}."


def page(name: str, kind: str, today: date) -> str:
    """Return the page of a year, of one kind or, "", of all."""
    number = _year(name)
    whole, found = almanac.year(number), almanac.of_kind(almanac.year(number), _kind(kind))
    return render_template(
        "public/almanac.html",
        year=number,
        kind=kind,
        today=today,
        lunar_years=almanac.lunar_years(number),
        kinds={slug: (name, len(almanac.of_kind(whole, slug))) for slug, name in {"": "Tất cả", **KIND_NAMES}.items()},
        months=[(date(number, m, 1), [one for one in found if one.day.month == m]) for m in range(1, 13)],
        previous=number - 1 if number - 1 in YEARS else None,
        next=number + 1 if number + 1 in YEARS else None,
    )


def file(name: str, kind: str) -> Response:
    """Return the calendar of a year, to be kept under the name of its page."""
    number = _year(name)
    answer = Response(subscription(almanac.download(settings(), number, _kind(kind))), content_type=CALENDAR)
    answer.headers["Content-Disposition"] = f"attachment; filename={'-'.join(filter(None, (name, kind)))}.ics"
    return answer


def words() -> dict[str, object]:
    """Return how templates say what is observed."""
    return {"almanac": almanac, "prepared_from": prepared_from, "in_preparation": _in_preparation}


def _in_preparation(found: ObservedDay, today: date) -> bool:
    """Whether a day is near enough to be prepared and has not come yet."""
    return prepared_from(found) <= today < found.day


def _year(name: str) -> int:
    if not (name.isascii() and name.isdigit() and len(name) == 4 and int(name) in YEARS):
        raise NotFound(NO_YEAR.format(name[:60]))
    return int(name)


def _kind(kind: str) -> str:
    if kind and kind not in KIND_NAMES:
        raise NotFound(NO_KIND.format(kind[:60], ", ".join(KIND_NAMES)))
    return kind
