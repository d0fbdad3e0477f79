"""RFC 5545 holds for every calendar we write, beyond what strict parsers ask; each rule catches what breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from feeds.ical import subscription
from feeds.variants import with_marks, with_tasks
from tests.feeds.calendar_rules import RULES, broken
from tests.feeds.cases import GOLDEN
from tests.feeds.published import of
from tests.feeds.test_hostile_text import TEXTS, spoilt


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.ics")), ids=lambda path: str(path.name))
def test_every_golden_calendar_keeps_the_rules(path: Path) -> None:
    assert broken(path.read_bytes()) == {}


def test_every_calendar_of_the_real_directives_keeps_the_rules() -> None:
    calendars = of("ics")
    assert len(calendars) > 10
    found = {name: broken(one.written) for name, one in calendars.items()}
    assert {name: rules for name, rules in found.items() if rules} == {}


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_no_text_breaks_a_rule(text: str) -> None:
    for write in (subscription, with_tasks, with_marks):
        assert broken(write(spoilt(text))) == {}


SUMMARY = b"SUMMARY:\xc4\x90i\xe1\xbb\x83m tin"
START = b"DTSTART;VALUE=DATE:20241118"
END = b"DTEND;VALUE=DATE:20241119"
UID = b"UID:00000000000000000000000000000006"
EVENT = (
    b"BEGIN:VEVENT\r\nUID:00000000000000000000000000000006\r\nDTSTAMP:20241108T073000Z\r\n"
    + START
    + b"\r\nEND:VEVENT\r\n"
)

BROKEN = [
    ("long_lines", SUMMARY, b"SUMMARY:" + b"x" * 68),
    ("other_breaks", b"STATUS:CONFIRMED\r\n", b"STATUS:CONFIRMED\n"),
    ("other_breaks", b"END:VCALENDAR\r\n", b"END:VCALENDAR"),
    ("no_text", SUMMARY, b"SUMMARY:\x07"),
    ("no_text", SUMMARY, b"SUMMARY:\xc4\r\n \x90i"),
    ("no_name", SUMMARY, b"SUM MARY:a"),
    ("unbalanced", b"END:VEVENT\r\n", b""),
    ("unbalanced", b"END:VCALENDAR\r\n", b"END:VCALENDAR\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
    ("missing", UID + b"\r\n", b""),
    ("missing", b"VERSION:2.0\r\n", b""),
    ("repeated", b"STATUS:CONFIRMED\r\n", b"STATUS:CONFIRMED\r\nSTATUS:CANCELLED\r\n"),
    ("misplaced", b"CLASS:PUBLIC", b"DUE;VALUE=DATE:20241118"),
    ("shared_uids", b"END:VCALENDAR", EVENT + b"END:VCALENDAR"),
    ("ends_first", END, b"DTEND;VALUE=DATE:20241118"),
    ("ends_first", END, b"DTEND:20241119T000000Z"),
    ("ends_first", END, END + b"\r\nDURATION:P1D"),
    ("wrong_days", START, b"DTSTART;VALUE=DATE:2024-11-18"),
    ("wrong_days", b"DTSTAMP:20241108T073000Z", b"DTSTAMP:20241108T073000"),
    ("wrong_untils", b"UNTIL=20241231", b"UNTIL=20241231T000000Z"),
    ("wrong_untils", b"UNTIL=20241231", b"UNTIL=20241231;COUNT=3"),
    ("zones", END, b"DTEND;TZID=Asia/Ho_Chi_Minh:20241119T000000"),
    ("zones", b"BEGIN:VEVENT", b"BEGIN:VTIMEZONE\r\nTZID:Asia/Ho_Chi_Minh\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"),
    ("wrong_values", b"STATUS:CONFIRMED", b"STATUS:NEEDS-ACTION"),
    ("wrong_values", b"SEQUENCE:0", b"SEQUENCE:-1"),
    ("unescaped", SUMMARY, b"SUMMARY:a, b"),
    ("unescaped", SUMMARY, b"SUMMARY:a\\x"),
    ("untyped", b"REFRESH-INTERVAL;VALUE=DURATION", b"REFRESH-INTERVAL"),
    ("no_address", b"URL:https://lich.example.vn/dang-ky", b"URL:/dang-ky"),
]
"""Rule, what of a good calendar is replaced, by what."""


@pytest.mark.parametrize(("rule", "old", "new"), BROKEN)
def test_a_rule_catches_what_breaks_it(rule: str, old: bytes, new: bytes) -> None:
    whole = (GOLDEN / "recurring.ics").read_bytes()
    assert old in whole
    assert rule in broken(whole.replace(old, new, 1))


def test_every_rule_is_shown_to_catch_something() -> None:
    assert {rule.__name__ for rule in RULES} == {rule for rule, *_ in BROKEN}
