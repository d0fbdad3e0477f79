"""Lines of iCalendar (RFC 5545, 3.1), byte for byte as the icalendar library writes them, in a tenth of its time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from feeds.wording import second

OCTETS = 75
"""How long a line is at most, the space before what is folded among them."""


FIRST = {
    "VCALENDAR": ("VERSION", "PRODID", "CALSCALE", "DESCRIPTION", "X-WR-CALDESC", "NAME", "X-WR-CALNAME"),
    "VEVENT": ("SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "RRULE"),
}
"""The properties that come first in a component; the others follow by name."""


def component(name: str, properties: Mapping[str, str | None], inside: bytes = b"") -> bytes:
    """Return a component with its properties, None left out, and then what is `inside`.

    A property is a name with its parameters, and a value as it is written: see `texts`, `day` and `instant`.
    """
    places = {first: f"{place}" for place, first in enumerate(FIRST.get(name, ()))}
    ordered = sorted(properties.items(), key=lambda one: places.get(one[0].partition(";")[0], one[0]))
    lines = [fold(f"{prop}:{value}") for prop, value in ordered if value is not None]
    return b"\r\n".join([b"BEGIN:" + name.encode(), *lines, inside + b"END:" + name.encode(), b""])


def texts(values: Iterable[str]) -> str:
    """Return texts as one value (RFC 5545, 3.3.11)."""
    return ",".join(map(text, values))


def text(value: str) -> str:
    r"""Return a text as a value; its lines are parted by `\n` alone."""
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def day(when: date) -> str:
    """Return a day as a value."""
    return when.isoformat().replace("-", "")


def instant(when: datetime) -> str:
    """Return an instant as a value in UTC; ValueError when it has no zone."""
    return f"{clock(second(when))}Z"


def clock(when: datetime) -> str:
    """Return day and time of day as a value."""
    return when.replace(tzinfo=None).isoformat(timespec="seconds").replace("-", "").replace(":", "")


def fold(line: str) -> bytes:
    """Return a line in parts of at most 75 octets, none of which ends within a character or after a backslash."""
    octets, first, parts = line.encode(), 0, []
    while len(octets) - first >= OCTETS:
        end = first + OCTETS - 1
        while octets[end] & 0xC0 == 0x80:  # a character goes on
            end -= 1
        if octets[end - 1] in b"\\^":  # what it escapes stays with it
            end -= 1
        parts.append(octets[first:end])
        first = end
    return b"\r\n ".join([*parts, octets[first:]])
