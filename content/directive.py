"""What a reading of a directive is: frozen facts, each with its place in the text.

The JSON these classes write is the exchange format of the project: `flask read` prints it, the store keeps it,
the desk shows it. Spans are character offsets `[start, end)` into `Reading.text`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Span = tuple[int, int]
Kind = Literal["regular", "thematic", "anniversary", "task", "form"]
Role = Literal["anniversary", "event", "period", "start", "deadline", "recurring"]
Precision = Literal["day", "week", "month", "quarter", "year"]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, as printed: capacity ("KT. GIÁM ĐỐC"), title ("PHÓ GIÁM ĐỐC"), name."""

    capacity: str | None = None
    title: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """The receiver's stamp: its number, and its day where a year can be known."""

    number: str
    date: date | None


@dataclass(frozen=True, slots=True)
class Header:
    """The head and foot of a directive. None where the text leaves a field blank.

    `number` has no spaces and a hyphen for every dash; `symbol` is the part after the number.
    `not_before` is the newest day of a cited document, given only where `issued_on` is unknown.
    """

    issuer: str | None = None
    parent: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    issued_on: date | None = None
    issued_month: str | None = None
    not_before: date | None = None
    subject: str | None = None
    document_type: str | None = None
    recipients: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    signer: Signer = field(default_factory=Signer)
    arrival: Arrival | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a directive from outside its text: a message of the exchange, or a person. None says nothing."""

    number: str | None = None
    issued_on: date | None = None
    issuer: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """When the campaign as a whole runs; `end` None is open-ended, `start` None is not known yet."""

    start: date | None = None
    end: date | None = None
    text: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A document named in the text. Its date is a fact about it and never something to air."""

    kind: str
    number: str
    date: date | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class DateMark:
    """One date of an item: days inclusive, with the words it was read from.

    `end` None is open-ended for a `start`; a `deadline` has its last valid day in `end` and no `start`.
    `precision` coarser than a day says that the text fixes no day: such a mark waits for the editor
    unless it is a period. `rule` names the form that read it, `reason` says in Vietnamese what was inferred.
    `observance` is the almanac's slug of the day that the label names.
    """

    role: Role
    start: date | None
    end: date | None
    text: str
    span: Span
    rule: str
    precision: Precision = "day"
    label: str = ""
    years: int | None = None
    rrule: str | None = None
    reason: str = ""
    observance: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at: a stable code, a plain Vietnamese sentence, the words it concerns.

    A blocking doubt keeps its item from being accepted without a person.
    """

    code: str
    message: str
    span: Span
    blocking: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A leaf of the outline: a theme, a day to commemorate, a task or a form of communication.

    `text` is the item's own words with footnotes lifted out and broken sentences rejoined; `spans` are the pieces
    of the source it was joined from, in order. `duty` is the id of what a unit is asked to do
    (`content.vocabulary.duties`), None where the words ask for nothing in particular.
    """

    path: str
    kind: Kind
    title: str
    text: str
    spans: tuple[Span, ...]
    audiences: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    slogans: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    dates: tuple[DateMark, ...] = ()
    duty: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one file, with the extracted text that every span points into."""

    text: str
    header: Header
    window: Window
    citations: tuple[Citation, ...]
    items: tuple[Item, ...]
    doubts: tuple[Doubt, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return plain dicts, lists and strings; dates as ISO 8601."""
        plain: dict[str, Any] = to_plain(self)
        return plain


def to_plain(value: Any) -> Any:  # noqa: ANN401 -- walks whatever the dataclasses hold
    """Return plain dicts, lists and strings; dates as ISO 8601."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_plain(v) for v in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: to_plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value
