"""What people type into the desk's forms, read strictly and refused with words they can act on."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from werkzeug.datastructures import MultiDict

from calendar_app.clock import PEOPLE
from calendar_app.errors import Problem
from calendar_app.review import DateCorrection, HeaderCorrection, ItemCorrection, check_days
from calendar_app.wording import ITEM_KINDS, ROLES
from content.vocabulary import channels

_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_HOUR = re.compile(r"([01]?\d|2[0-3])\s*[hg:]\s*([0-5]\d)?")
HEADER_DAYS = ("ngay-ban-hanh", "tu-ngay", "den-ngay")
Form = MultiDict[str, str]


def read_day(text: str) -> date | None:
    """Read "20/11/2024" or "2024-11-20"; empty is None; raise Problem for anything else."""
    text = text.strip()
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    except ValueError as error:
        raise Problem(f"“{text}” không phải là một ngày. Hãy điền như 20/11/2024.") from error


def read_instant(text: str) -> datetime | None:
    """Read "20/11/2024 08:00" or "20/11/2024 8h30", as people in Vietnam mean it.

    Empty is None; raise Problem for anything else.
    """
    day, _, hour = text.strip().partition(" ")
    first = read_day(day)
    if first is None:
        return None
    found = _HOUR.fullmatch(hour.strip())
    if found is None:
        raise Problem(f"“{text}” không phải là ngày giờ. Hãy điền như 20/11/2024 08:00.")
    return datetime.combine(first, time(int(found[1]), int(found[2] or 0)), PEOPLE).astimezone(UTC)


def read_item(form: Form) -> ItemCorrection:
    """Read the form of an item and its dates; rows are numbered from 0, an empty last row adds nothing."""
    kind = form.get("loai", "")
    if kind not in ITEM_KINDS:
        raise Problem("Hãy chọn loại của mục.")
    known = {channel.id for channel in channels()}
    return ItemCorrection(
        title=form.get("ten", ""),
        kind=kind,
        channels=tuple(c for c in form.getlist("kenh") if c in known),
        embargo_until=read_instant(form.get("cong-bo", "")),
        dates=tuple(row for row in map(lambda n: _row(form, n), range(_rows(form))) if row),
    )


def read_header(form: Form) -> HeaderCorrection:
    """Read the form of what a directive left blank."""
    return HeaderCorrection(
        number=form.get("so", "")[:80],
        issued_on=read_day(form.get(HEADER_DAYS[0], "")),
        window_start=read_day(form.get(HEADER_DAYS[1], "")),
        window_end=read_day(form.get(HEADER_DAYS[2], "")),
    )


def wrong_in_header(form: Form, problem: Problem) -> dict[str, str]:
    """Return, by its field, why what was typed is no day; what is wrong with days together stands with the last."""
    found = {}
    for name in HEADER_DAYS:
        try:
            check_days(read_day(form.get(name, "")), None)
        except Problem as wrong:
            found[name] = wrong.message
    return found or {HEADER_DAYS[-1]: problem.message}


def read_version(form: Form) -> int:
    """Read which version of a thing the person saw."""
    try:
        return int(form.get("phien-ban", ""))
    except ValueError as error:
        raise Problem("Biểu mẫu thiếu thông tin. Hãy tải lại trang rồi làm lại.") from error


def _rows(form: Form) -> int:
    return sum(1 for name in form if name.startswith("vai-"))


def _row(form: Form, number: int) -> DateCorrection | None:
    role = form.get(f"vai-{number}", "")
    uid = form.get(f"ma-{number}", "") or None
    start, end = read_day(form.get(f"tu-{number}", "")), read_day(form.get(f"den-{number}", ""))
    if uid is None and start is None and end is None:
        return None
    if role not in ROLES:
        raise Problem("Hãy chọn ý nghĩa của ngày.")
    kept = f"giu-{number}" in form or uid is None
    return date_wanted(uid, role, start, end, form.get(f"nhan-{number}", ""), kept)


def date_wanted(
    uid: str | None, role: str, start: date | None, end: date | None, label: str, kept: bool
) -> DateCorrection:
    """Return a date as people mean it: one day where an event has no last, and of a deadline its last day alone."""
    if role in ("anniversary", "event") and end is None:
        end = start
    if role == "deadline":
        start, end = None, end or start
    return DateCorrection(uid, role, start, end, label, kept)
