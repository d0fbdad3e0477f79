"""What all requests and answers are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from calendar_app.review import YEARS

T = TypeVar("T")
S = TypeVar("S", bound=BaseModel)
Status = Literal["draft", "accepted", "refused", "withdrawn"]
JSON = dict[str, Any]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _written_out(value: object) -> object:
    """Return the day that text names; numbers, and days written without hyphens, are none."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    if value is None or isinstance(value, date):
        return value
    raise PydanticCustomError("date_parsing", "a day is written as 2024-11-20")


def _sane(value: date) -> date:
    if value.year not in YEARS:
        raise PydanticCustomError("year", "a year from 1990 to 2100")
    return value


def _universal(value: datetime) -> datetime:
    _sane(value)
    return value.astimezone(UTC)


def _one_line(text: str) -> str:
    return " ".join(text.split())


Day = Annotated[date, BeforeValidator(_written_out), AfterValidator(_sane)]
Instant = Annotated[AwareDatetime, AfterValidator(_universal)]
Words = Annotated[str, Field(max_length=500), AfterValidator(_one_line)]  # as sent, which is what is described


class Shape(BaseModel):
    """A frozen value that says no more than it declares."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Page(Shape, Generic[T]):
    """A part of a list, and the cursor with which to ask for the next part; null where there is none."""

    data: tuple[T, ...]
    next: int | str | None


class Paged(Shape):
    """Which part of a list."""

    limit: Annotated[int, Field(ge=1, le=200, description="How many at most.")] = 50
    cursor: Annotated[int | None, Field(ge=1, le=2**53, description="`next` of the part before.")] = None


class ErrorAt(Shape):
    """One thing that is wrong: where (a JSON pointer, a parameter, a line of a table) and what."""

    at: str
    detail: str


class ProblemDetails(Shape):
    """What went wrong (RFC 9457), with what to do in `detail`.

    `urn:lich:problem:invalid` says in `errors` what is wrong; `urn:lich:problem:conflict` has in `seen` the version
    that was sent (of a release, the name of what was seen) and in `current` the thing as it is now.
    """

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: tuple[ErrorAt, ...] = ()
    seen: int | str | None = None
    current: JSON | None = None


def shown(shape: type[S], row: object, **more: object) -> S:
    """Return a row as a shape: what the shape names, taken from the row where `more` does not give it."""
    taken = {name: getattr(row, name) for name in shape.model_fields if name not in more}
    return shape(**taken, **more)


def page(rows: Sequence[T], limit: int, cursors: Sequence[int | str]) -> Page[T]:
    """Return a page of rows asked for with one more than the limit, and the cursor of each."""
    more = len(rows) > limit
    return Page(data=tuple(rows[:limit]), next=cursors[limit - 1] if more else None)
