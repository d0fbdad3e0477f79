"""A unit's sessions as timed events of its calendar: when it is on the air, and what is read in which order."""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Event, Timezone, TimezoneStandard

from feeds.lifecycle import VIETNAM
from feeds.text import one_line, shorten
from feeds.view import Session
from feeds.wording import CANCELLED, second

ZONE = "Asia/Ho_Chi_Minh"
DESCRIPTION_LIMIT = 900
TITLE_LIMIT = 120
NOTHING = "Chưa có nội dung cho buổi này."
FIXED = {"CLASS": "PUBLIC", "TRANSP": "TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS": "FREE"}


def zone() -> Timezone:
    """Return the zone that timed events name, as programs need it beside them: +07:00 since before any of them."""
    offset = timedelta(hours=7)
    standard = TimezoneStandard()
    standard.add("DTSTART", datetime(1976, 1, 1))  # noqa: DTZ001  (local time, RFC 5545 3.6.5)
    standard.add("TZOFFSETFROM", offset)
    standard.add("TZOFFSETTO", offset)
    standard.add("TZNAME", "+07")
    found = Timezone()
    found.add("TZID", ZONE)
    found.add_component(standard)
    return found


def session_event(session: Session) -> bytes:
    """Return a session as the lines of one VEVENT."""
    block = Event()
    block.add("UID", one_line(session.uid))
    block.add("SEQUENCE", session.sequence)
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        block.add(name, second(session.changed_at))
    for name, at in (("DTSTART", session.start), ("DTEND", session.start + timedelta(minutes=session.minutes))):
        local = second(at).astimezone(VIETNAM).replace(tzinfo=None)
        block.add(name, local, parameters={"TZID": ZONE})
    block.add("SUMMARY", _summary(session))
    block.add("DESCRIPTION", _description(session))
    block.add("LOCATION", one_line(session.unit))
    block.add("CATEGORIES", [one_line(session.channel_name)])
    block.add("STATUS", "CANCELLED" if session.cancelled else "CONFIRMED")
    for name, value in FIXED.items():
        block.add(name, value)
    lines: bytes = block.to_ical()
    return lines


def _summary(session: Session) -> str:
    count = len(session.airings)
    said = f"{count} nội dung" if count else "chưa có nội dung"
    return f"{CANCELLED if session.cancelled else ''}Phát thanh {session.start.astimezone(VIETNAM):%Hh%M}: {said}"


def _description(session: Session) -> str:
    """Say what is read, in order; where not all has room the first are told whole and the others counted."""
    lines: list[str] = ["Buổi này không phát nữa."] if session.cancelled else []
    told = [
        f"{number}. {one_line(one.title, TITLE_LIMIT)} ({one.minutes} phút). {one_line(one.why)}"
        for number, one in enumerate(session.airings, 1)
    ]
    room = DESCRIPTION_LIMIT - sum(len(line) + 1 for line in lines) - len("Và 99 nội dung nữa.")
    for number, line in enumerate(told):
        room -= len(line) + 1
        if room < 0:
            lines.append(f"Và {len(told) - number} nội dung nữa.")
            break
        lines.append(line)
    return shorten("\n".join(lines or [NOTHING]), DESCRIPTION_LIMIT)
