"""How a week sheet says things to each of its readers: a station, a portal, a culture centre, anybody."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from calendar_app.scopes import ALL, Scope
from calendar_app.snapshot import Snapshot
from calendar_app.talks import KEPT, talk_of
from calendar_app.themes import WHOLE, Theme
from content.talking import sentences
from feeds.text import day, day_and_month, one_line, shorten
from feeds.view import Entry

NEAR = ("han-nop", "ky-niem", "su-kien")
NAME, NAMED = 170, 3
_ONE_DAY = timedelta(days=1)
_CLAUSE = re.compile(r"[:.;](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a sheet: the order of its parts, the word for putting up, the headings of what begins and ends.

    `hangs` readers must be told on which day to take down; `aloud` ones get texts to read, `airs` ones have sessions.
    `room` is how many characters all that is to be done may have, so that a usual sheet stays on two pages.
    """

    order: tuple[str, ...]
    verb: str
    begins: str
    ends: str
    hangs: bool = False
    aloud: bool = False
    airs: bool = False
    room: int = 2500

    def takes_down(self, last: date) -> str:
        """Say on which day what ends is taken down."""
        return f"gỡ ngày {day_and_month(last + _ONE_DAY)}" if self.hangs else ""

    @property
    def if_up(self) -> str:
        """What to do about something cancelled that may be up already."""
        return " Đã đưa lên thì gỡ ngay." if self.hangs else ""


STATION = Reader(
    ("board", "deadlines", "themes", "changes"),
    "Phát",
    "Bắt đầu phát trong tuần",
    "Thôi phát trong tuần",
    aloud=True,
    airs=True,
    room=1500,
)
PORTAL = Reader(
    ("changes", "deadlines", "themes"), "Đăng", "Đưa lên trong tuần", "Gỡ xuống trong tuần", hangs=True, room=2000
)
CENTRE = Reader(
    ("slogans", "changes", "deadlines", "board", "themes"),
    "Treo",
    "Treo lên trong tuần",
    "Gỡ băng rôn, pa nô trong tuần",
    hangs=True,
)
ANYBODY = Reader(
    ("deadlines", "themes", "changes"), "Thực hiện", "Bắt đầu trong tuần", "Kết thúc trong tuần", aloud=True
)
OF_UNIT = {"station": STATION, "portal": PORTAL, "press": PORTAL, "centre": CENTRE}
OF_CHANNEL = {
    "truyen-thanh": STATION,
    "phat-thanh-truyen-hinh": STATION,
    "luu-dong": STATION,
    "cong-tttdt": PORTAL,
    "mang-xa-hoi": PORTAL,
    "bao-chi": PORTAL,
    "co-dong-truc-quan": CENTRE,
    "bang-tin-dien-tu": CENTRE,
}
FOR = {"kenh": "Kênh: ", "noi": "Địa bàn: ", "loai-don-vi": "Loại đơn vị: "}


def reader_of(scope: Scope, snapshot: Snapshot) -> Reader:
    """Return for whom a sheet of this scope is written."""
    if scope.channel:
        return OF_CHANNEL.get(scope.channel, ANYBODY)
    named = scope.chosen.get("don-vi", frozenset())
    kinds = {unit.kind for unit in snapshot.units if unit.slug in named}
    return OF_UNIT.get(kinds.pop(), ANYBODY) if len(kinds) == 1 else ANYBODY


def title_of(scope: Scope) -> str:
    """Say for whom a sheet is: a unit's name, or a channel's, a place's."""
    if scope.slug == ALL:
        return "Dành cho mọi đơn vị"
    prefix = next(iter(scope.chosen), "") if len(scope.chosen) == 1 else ""
    return one_line(FOR.get(prefix, "") + scope.name)


def span(first: date, last: date) -> str:
    """Say inclusive days: "11/11–17/11/2024"."""
    opening = day_and_month(first) if first.year == last.year else day(first)
    return f"{opening}–{day(last)}"


def name_of(theme: Theme, held: bool) -> str:
    """Return a theme's message on one line.

    Where only its days have titles ("Đợt 03", three anniversaries), it is the clause that its text opens with, unless
    the text is held back.
    """
    lead, titles = theme.lead, {entry.title for entry in theme.entries}
    whole = lead.kind in WHOLE or (len(titles) == 1 and lead.kind != "dot")
    clause = _CLAUSE.split(one_line(lead.text), maxsplit=1)[0]
    return shorten(_opening(one_line(lead.title) if whole or held or lead.withdrawn else clause), NAME)


def todo_of(theme: Theme, room: int) -> str:
    """Return what to do: whole sentences of the text after what the name says, in some characters; "…" for the rest."""
    said = _said(theme)
    kept = list(said[:1])
    for one in said[1:]:
        if len(" ".join((*kept, one))) > room:
            break
        kept.append(one)
    text = shorten(" ".join(kept), room)
    return _opening(text) if len(kept) == len(said) or text.endswith("…") else f"{_opening(text)} …"


@lru_cache(maxsize=KEPT)
def _said(theme: Theme) -> tuple[str, ...]:
    """Return the sentences of a theme's text without what its name says; kept, as many sheets have the same themes."""
    said = (one_line(one.text) for one in sentences(talk_of(theme)) if one.part == "message")
    name = name_of(theme, held=False).rstrip("…").rstrip()
    return tuple(rest for rest in (_after(name, one) for one in said) if rest)


def _after(name: str, sentence: str) -> str:
    """Return a sentence without the name it opens with; one that is cut within a clause goes on after "…"."""
    if not sentence.casefold().startswith(name.casefold()):
        return sentence
    rest = sentence[len(name) :]
    bare = rest.lstrip(" :;,.–-")
    return f"… {bare}" if bare and rest[:1] in (" ", ",") else bare


def _opening(text: str) -> str:
    return text[:1].upper() + text[1:]


def when_of(theme: Theme, reader: Reader) -> str:
    """Say when a theme is on: "Phát từ 11/11/2024", "Treo từ 11/11/2024 đến hết 31/12/2024, gỡ ngày 01/01"."""
    lasting = (e for e in theme.entries if e.start and e.end != e.start and not e.rrule)
    return "; ".join(dict.fromkeys(_stretch(entry, reader) for entry in lasting))


def _stretch(entry: Entry, reader: Reader) -> str:
    begins = f"{reader.verb} từ {day(entry.start)}" if entry.start else reader.verb
    if entry.end is None:
        return f"{begins}, chưa định ngày gỡ" if reader.hangs else begins
    return ", ".join(part for part in (f"{begins} đến hết {day(entry.end)}", reader.takes_down(entry.end)) if part)


def names(found: Iterable[tuple[int, str]]) -> str:
    """Say some things of the sheet: by number and name, by number alone where there are many; nought has none."""
    these = list(found)
    if len(these) <= NAMED or not all(number for number, _ in these):
        return "; ".join(f"{number}. {name}" if number else name for number, name in these)
    return f"các nội dung số {', '.join(str(number) for number, _ in these)}"
