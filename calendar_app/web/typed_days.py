"""One field of a date takes what people type: "20/11", "tuần 46", "10/3 âm", "từ 1/12 đến 15/12"."""

from __future__ import annotations

from datetime import date

from werkzeug.datastructures import MultiDict

from calendar_app import passages
from calendar_app.errors import Problem
from calendar_app.models import Directive
from calendar_app.web import forms
from calendar_app.web.forms import Form
from content.almanac.lunar import lunar
from feeds.text import day

ROLE_OF_SHAPE = {"deadline": "deadline", "start": "start"}
STRETCHES = ("range", "until")


def filled(form: Form, directive: Directive, today: date) -> Form:
    """Return the form with the days of what was typed in `luc-0`, `luc-1`, … in their fields.

    Raises Problem where typed words name no day, Unreadable where they cannot be read.
    """
    found: Form = MultiDict(form)
    for name in [name for name in form if name.startswith("luc-") and form[name].strip()]:
        number = name.removeprefix("luc-")
        shape, start, end = passages.typed(directive, form[name].strip(), today)
        found[f"tu-{number}"], found[f"den-{number}"] = (day(value) if value else "" for value in (start, end))
        found[f"vai-{number}"] = role_of(shape, form.get(f"vai-{number}", ""), start, end)
        found[name] = ""
    return found


def lunar_beside(text: str) -> str:
    """Say the lunar day of a day as a form has it, "19/10 âm lịch"; empty where there is none."""
    try:
        value = forms.read_day(text)
    except Problem:
        return ""
    if value is None or not 1900 <= value.year <= 2100:
        return ""
    _, month, number, leap = lunar(value)
    return f"{number}/{month}{' nhuận' if leap else ''} âm lịch"


def role_of(shape: str, chosen: str, start: date | None, end: date | None) -> str:
    """A limit and an open beginning are what they are; a stretch is no single day, and no limit."""
    if shape in ROLE_OF_SHAPE:
        return ROLE_OF_SHAPE[shape]
    return (
        "period" if shape in STRETCHES and start != end and chosen in ("deadline", "start", "anniversary") else chosen
    )
