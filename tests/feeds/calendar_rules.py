"""The rules of RFC 5545 and 7986 for what we write that parsers let pass, each with its section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

BREAK = b"\r\n"
DAY, INSTANT = re.compile(r"\d{8}"), re.compile(r"\d{8}T\d{6}Z")
ONCE = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VTODO": {"UID", "DTSTAMP"},
}
AT_MOST_ONCE = {
    "VCALENDAR": {"CALSCALE", "METHOD", "UID", "LAST-MODIFIED", "URL", "REFRESH-INTERVAL", "SOURCE", "COLOR"},
    "VEVENT": {"DTEND", "DURATION", "CLASS", "CREATED", "DESCRIPTION", "LAST-MODIFIED", "SEQUENCE", "STATUS", "SUMMARY"}
    | {"TRANSP", "URL", "RRULE", "LOCATION"},
    "VTODO": {"DUE", "DURATION", "CLASS", "CREATED", "DESCRIPTION", "LAST-MODIFIED", "SEQUENCE", "STATUS", "SUMMARY"}
    | {"URL"},
}
MANY = {"VCALENDAR": {"NAME", "DESCRIPTION", "CATEGORIES"}, "VEVENT": {"CATEGORIES"}, "VTODO": {"CATEGORIES"}}
STATUS = {"VEVENT": {"TENTATIVE", "CONFIRMED", "CANCELLED"}, "VTODO": {"NEEDS-ACTION", "COMPLETED", "CANCELLED"}}


class Line(NamedTuple):
    """One content line: NAME;PARAM=value:value, the parameters as written."""

    name: str
    params: dict[str, str]
    value: str


@dataclass(frozen=True)
class Component:
    """A component and its lines, without those of the components in it."""

    name: str
    lines: list[Line]

    def values(self, name: str) -> list[str]:
        """Return the values of a property, as written."""
        return [line.value for line in self.lines if line.name == name]

    def first(self, name: str) -> Line | None:
        """Return a property's first line."""
        return next((line for line in self.lines if line.name == name), None)


@dataclass(frozen=True)
class Calendar:
    """A calendar as written."""

    written: bytes

    @cached_property
    def lines(self) -> list[Line]:
        """The content lines, unfolded."""
        text = self.written.replace(b"\r\n ", b"").decode(errors="replace")
        return [_line(line) for line in text.split("\r\n") if line]

    @cached_property
    def components(self) -> list[Component]:
        """Every component in the order in which they begin."""
        found: list[Component] = []
        open_: list[Component] = []
        for line in self.lines:
            if line.name == "BEGIN":
                open_.append(Component(line.value, []))
                found.append(open_[-1])
            elif line.name == "END" and open_:
                open_.pop()
            elif open_:
                open_[-1].lines.append(line)
        return found

    def parts(self) -> list[Component]:
        """Return the events and tasks."""
        return [part for part in self.components if part.name in {"VEVENT", "VTODO"}]


def _line(text: str) -> Line:
    head, _, value = text.partition(":")
    name, *params = head.split(";")
    return Line(name, dict(param.partition("=")[::2] for param in params), value)


Find = Callable[[Calendar], Iterable[str]]


def long_lines(c: Calendar) -> Iterator[str]:
    """3.1: no line is longer than 75 octets."""
    return (repr(line) for line in c.written.split(BREAK) if len(line) > 75)


def other_breaks(c: Calendar) -> Iterator[str]:
    """3.1: a line ends with CR LF, the last one too, and nowhere else are these two."""
    rest = c.written.replace(BREAK, b"")
    if not c.written.endswith(BREAK) or b"\r" in rest or b"\n" in rest:
        yield repr(c.written[-20:])


def no_text(c: Calendar) -> Iterator[str]:
    """3.1.4: UTF-8, each line by itself; 3.3.11: without control characters."""
    for line in c.written.split(BREAK):
        try:
            if re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line.decode()):
                yield repr(line)
        except UnicodeDecodeError:
            yield repr(line)


def no_name(c: Calendar) -> Iterator[str]:
    """3.1: a name is letters, digits and hyphens."""
    return (line.name for line in c.lines if not re.fullmatch(r"[A-Z][A-Z0-9-]*", line.name))


def unbalanced(c: Calendar) -> Iterator[str]:
    """3.4, 3.6: what begins ends, in one VCALENDAR."""
    depth: list[str] = []
    for line in c.lines:
        if line.name == "BEGIN":
            depth.append(line.value)
        elif line.name == "END" and (not depth or depth.pop() != line.value):
            yield line.value
    yield from depth
    if [part.name for part in c.components].count("VCALENDAR") != 1:
        yield "VCALENDAR"


def missing(c: Calendar) -> Iterator[str]:
    """3.6, 3.6.1, 3.6.2: what each component needs, once."""
    for part in c.components:
        counts = Counter(line.name for line in part.lines)
        yield from (f"{part.name}/{name}" for name in ONCE.get(part.name, ()) if counts[name] != 1)


def repeated(c: Calendar) -> Iterator[str]:
    """3.6, 3.6.1, 3.6.2, RFC 7986 4: what a component may say only once."""
    for part in c.components:
        counts = Counter(line.name for line in part.lines)
        yield from (f"{part.name}/{name}" for name in AT_MOST_ONCE.get(part.name, ()) if counts[name] > 1)


def misplaced(c: Calendar) -> Iterator[str]:
    """3.6: a property stands where it may; X- properties may anywhere."""
    for part in c.components:
        if part.name in ONCE:
            known = ONCE[part.name] | AT_MOST_ONCE[part.name] | MANY[part.name]
            yield from (line.name for line in part.lines if line.name not in known and line.name[:2] != "X-")


def shared_uids(c: Calendar) -> Iterator[str]:
    """3.8.4.7: a UID is one component's alone (we write no RECURRENCE-ID)."""
    counts = Counter(uid for part in c.parts() for uid in part.values("UID"))
    return (uid for uid, count in counts.items() if count > 1)


def ends_first(c: Calendar) -> Iterator[str]:
    """3.8.2.2: DTEND is later than DTSTART and of the same type; 3.6.1: not beside DURATION."""
    for part in c.parts():
        start, end = part.first("DTSTART"), part.first("DTEND")
        if end and (not start or start.params.get("VALUE") != end.params.get("VALUE") or end.value <= start.value):
            yield f"{start} {end}"
        if end and part.first("DURATION"):
            yield "DTEND and DURATION"


def wrong_days(c: Calendar) -> Iterator[str]:
    """3.3.4: VALUE=DATE is a day; 3.8.7: stamps are instants in UTC."""
    for part in c.components:
        for line in part.lines:
            if line.name in {"DTSTART", "DTEND", "DUE"} and line.params.get("VALUE") == "DATE":
                yield from [] if DAY.fullmatch(line.value) else [line.value]
            if line.name in {"DTSTAMP", "CREATED", "LAST-MODIFIED"}:
                yield from [] if INSTANT.fullmatch(line.value) else [line.value]


def wrong_untils(c: Calendar) -> Iterator[str]:
    """3.3.10: UNTIL is of DTSTART's type and not beside COUNT."""
    for part in c.parts():
        start = part.first("DTSTART")
        for rule in part.values("RRULE"):
            parts = dict(piece.partition("=")[::2] for piece in rule.split(";"))
            whole = start is not None and start.params.get("VALUE") == "DATE"
            if "UNTIL" in parts and ("COUNT" in parts or bool(DAY.fullmatch(parts["UNTIL"])) != whole):
                yield rule


def zones(c: Calendar) -> Iterator[str]:
    """3.6.5: each TZID used has its one VTIMEZONE, and there is no other."""
    used = {line.params["TZID"] for line in c.lines if "TZID" in line.params}
    defined = Counter(zone for part in c.components if part.name == "VTIMEZONE" for zone in part.values("TZID"))
    yield from used ^ defined.keys()
    yield from (zone for zone, count in defined.items() if count > 1)


def wrong_values(c: Calendar) -> Iterator[str]:
    """3.8.1.11 STATUS, 3.8.2.7 TRANSP, 3.8.1.3 CLASS, 3.8.7.4 SEQUENCE, 3.7.4 VERSION: the values there are."""
    for part in c.components:
        known = {"STATUS": STATUS.get(part.name), "TRANSP": {"OPAQUE", "TRANSPARENT"}, "VERSION": {"2.0"}}
        known["CLASS"] = {"PUBLIC", "PRIVATE", "CONFIDENTIAL"}
        for line in part.lines:
            wanted = known.get(line.name)
            if (wanted and line.value not in wanted) or (line.name == "SEQUENCE" and not line.value.isdecimal()):
                yield f"{line.name}:{line.value}"


def unescaped(c: Calendar) -> Iterator[str]:
    r"""3.3.11: in a text \ stands only before n , ; \ and a comma or semicolon only after it."""
    texts = {"SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME", "X-WR-CALDESC"}
    good = re.compile(r"([^\\,;]|\\[nN,;\\])*")
    return (line.value for line in c.lines if line.name in texts and not good.fullmatch(line.value))


def untyped(c: Calendar) -> Iterator[str]:
    """RFC 7986 5.7, 5.8: REFRESH-INTERVAL and SOURCE name the type of their value."""
    wanted = {"REFRESH-INTERVAL": "DURATION", "SOURCE": "URI"}
    return (
        line.name for line in c.lines if wanted.get(line.name, line.params.get("VALUE")) != line.params.get("VALUE")
    )


def no_address(c: Calendar) -> Iterator[str]:
    """3.3.13: an address is a URI."""
    addresses = (line.value for line in c.lines if line.name in {"URL", "SOURCE"})
    return (value for value in addresses if not re.fullmatch(r"https?://[!-~]+", value))


RULES: tuple[Find, ...] = (
    long_lines,
    other_breaks,
    no_text,
    no_name,
    unbalanced,
    missing,
    repeated,
    misplaced,
    shared_uids,
    ends_first,
    wrong_days,
    wrong_untils,
    zones,
    wrong_values,
    unescaped,
    untyped,
    no_address,
)


def broken(written: bytes) -> dict[str, str]:
    """Return the rules a calendar breaks, by name, each with a place."""
    calendar = Calendar(written)
    return {rule.__name__: place for rule in RULES for place in rule(calendar)}
