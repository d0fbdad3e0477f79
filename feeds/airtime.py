"""A unit's sessions as timed events of its calendar: when it is on the air, and what is read in which order."""

from __future__ import annotations

from datetime import datetime, timedelta

from feeds.lifecycle import VIETNAM
from feeds.lines import clock, component, instant, text
from feeds.text import one_line, shorten
from feeds.view import Session
from feeds.wording import CANCELLED, second

ZONE = "Asia/Ho_Chi_Minh"
_SINCE_ANY = {"DTSTART": "19760101T000000", "TZNAME": "+07", **dict.fromkeys(("TZOFFSETFROM", "TZOFFSETTO"), "+0700")}
ZONE_LINES = component("VTIMEZONE", {"TZID": ZONE}, component("STANDARD", _SINCE_ANY))
"""The zone that timed events name, as programs need it beside them: +07:00 since before any of them."""

DESCRIPTION_LIMIT = 900
TITLE_LIMIT = 120
NOTHING = "Chưa có nội dung cho buổi này."
FIXED = {"CLASS": "PUBLIC", "TRANSP": "TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS": "FREE"}


def session_event(session: Session) -> bytes:
    """Return a session as the lines of one VEVENT."""
    end = session.start + timedelta(minutes=session.minutes)
    said = {
        "UID": text(one_line(session.uid)),
        "SEQUENCE": str(session.sequence),
        **dict.fromkeys(("DTSTAMP", "LAST-MODIFIED"), instant(session.changed_at)),
        f"DTSTART;TZID={ZONE}": _local(session.start),
        f"DTEND;TZID={ZONE}": _local(end),
        "SUMMARY": text(summary(session)),
        "DESCRIPTION": text(description(session)),
        "LOCATION": text(one_line(session.unit)),
        "CATEGORIES": text(one_line(session.channel_name)),
        "STATUS": "CANCELLED" if session.cancelled else "CONFIRMED",
    }
    return component("VEVENT", said | FIXED)


def _local(at: datetime) -> str:
    return clock(second(at).astimezone(VIETNAM))


def summary(session: Session) -> str:
    """Say when it is and how much is read in it."""
    count = len(session.airings)
    said = f"{count} nội dung" if count else "chưa có nội dung"
    return f"{CANCELLED if session.cancelled else ''}Phát thanh {session.start.astimezone(VIETNAM):%Hh%M}: {said}"


def description(session: Session) -> str:
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
