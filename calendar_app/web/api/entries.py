"""What is public, with the filters of the feeds; open to everybody, as feeds are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Self

from flask import request
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from calendar_app.occurrences import once_each, runs
from calendar_app.scopes import ALL, JOIN, combined, spelt
from calendar_app.web.api.operations import operation
from calendar_app.web.api.shapes import Day, Page, Shape, page
from calendar_app.web.feeds import chosen
from calendar_app.web.listings import LONGEST
from calendar_app.web.selection import public_index
from feeds.view import Entry

Values = Annotated[tuple[str, ...], Field(max_length=12)]


class Wanted(Shape):
    """Which entries: any of the values of each dimension, all dimensions at once; the words are those of the feeds."""

    kenh: Annotated[Values, Field(description="Channels, such as truyen-thanh.")] = ()
    loai: Annotated[Values, Field(description="Kinds, such as ky-niem, han-nop, dot.")] = ()
    chu_de: Annotated[Values, Field(alias="chu-de", description="Subjects, such as y-te.")] = ()
    van_ban: Annotated[Values, Field(alias="van-ban", description="Directives, by their slug.")] = ()
    loai_don_vi: Annotated[Values, Field(alias="loai-don-vi", description="Kinds of units.")] = ()
    don_vi: Annotated[Values, Field(alias="don-vi", description="Units, by their slug.")] = ()
    noi: Annotated[Values, Field(description="Places, by their slug.")] = ()
    tu: Annotated[Day | None, Field(description="Only what has a day of a range: its first day, given with `den`.")] = (
        None
    )
    den: Annotated[Day | None, Field(description="The last day of the range, at most 400 days later.")] = None
    limit: Annotated[int, Field(ge=1, le=200, description="How many at most.")] = 50
    cursor: Annotated[str | None, Field(max_length=60, description="`next` of the part before.")] = None

    @model_validator(mode="after")
    def _range(self) -> Self:
        if (self.tu is None) != (self.den is None):
            raise PydanticCustomError("range", "both days or none")
        if self.tu and self.den and not timedelta(0) <= self.den - self.tu <= LONGEST:
            raise PydanticCustomError("range", "a range of 400 days at most")
        return self


@operation("GET", "/entries", may=None, query=Wanted, answer=Page[Entry], names=True)
def every(query: Wanted) -> Page[Entry]:
    """List what is public, by first day; what has none comes last."""
    scopes = public_index().scopes
    scope = combined(spelt(JOIN.join(chosen(request.args)) or ALL, scopes), scopes)
    after = query.cursor or ""
    found = sorted((_place(e), e) for e in _of_days(query.tu, query.den) if scope.shows(e) and _place(e) > after)
    return page([entry for _, entry in found], query.limit, [place for place, _ in found])


def _of_days(first: date | None, last: date | None) -> list[Entry]:
    """Return what has a day of a range, all where there is none; what is open-ended counts where it begins."""
    if first is None or last is None:
        return list(public_index().snapshot.entries)
    near = public_index().timetable.around(first, last)
    return [run.entry for run in once_each(runs(near, first, last))]


def _place(entry: Entry) -> str:
    """Where an entry stands in the list, which is also the cursor behind it: "_" comes after every digit."""
    return f"{entry.start or ''}_{entry.uid}"
