"""Which running items a later directive may replace, amend, carry on or end, and which bodies send the same theme.

Pure proposals, each with the words it rests on; a person decides. Between items of two bodies only merging is proposed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Literal

from calendar_app.likeness import alike
from content.folding import fold
from feeds.text import day, shorten

Kind = Literal["supersede", "amend", "continue", "end", "merge"]
NAME_LENGTH = 90
BEFORE = 60
"""How many letters before a cited document its verb may stand."""

_PAPER_SAYS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("supersede", re.compile(r"thay thế|thay cho|bãi bỏ|hủy bỏ", re.I)),
    ("amend", re.compile(r"sửa đổi|điều chỉnh|gia hạn|bổ sung", re.I)),
    ("continue", re.compile(r"tiếp tục", re.I)),
)
_ITEM_SAYS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("end", re.compile(r"(?:kết thúc|chấm dứt|dừng|ngừng|thôi) (?:việc |đợt )?(?:thông tin, )?tuyên truyền", re.I)),
    ("supersede", re.compile(r"thay (?:thế|cho)(?: cho)?(?: toàn bộ)? (?:nội dung|mục|phần)", re.I)),
    (
        "amend",
        re.compile(
            r"(?:điều chỉnh|sửa đổi|thay đổi)(?:, bổ sung)?(?: về)? "
            r"(?:nội dung|thời gian|thời hạn|lịch|ngày|hạn|địa điểm)"
            r"|gia hạn|kéo dài (?:thời gian|thời hạn|đợt|đến)|lùi (?:thời gian|thời hạn|lịch|ngày)",
            re.I,
        ),
    ),
    ("continue", re.compile(r"tiếp tục", re.I)),
)


@dataclass(frozen=True, slots=True)
class Named:
    """A document that a text names, and where: characters of the text."""

    number: str
    issued_on: date | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A directive as it is compared. `weekly` are the words of a window without an end ("từ tuần 46/2024"), else "".

    `replaces` are the numbers of documents that the message it came with says it stands in for.
    """

    directive_id: int
    title: str
    issuer: str
    symbol: str
    place: str
    number: str
    issued_on: date | None
    begins: date | None
    subject: str
    text: str
    weekly: str
    named: tuple[Named, ...]
    replaces: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Theme:
    """An item as it is compared.

    `opening` is its title and first words, `words` those of its title (likeness.words), `days` what its days of the
    almanac are called, by slug and day, `named` the numbers its opening names; `open_ended` says that it runs on with
    no day of its own, `own` that it asks something of the units that this body writes to.
    """

    item_id: int
    paper: Paper
    kind: str
    title: str
    opening: str
    words: frozenset[str]
    days: Mapping[tuple[str, date], str]
    named: frozenset[str]
    open_ended: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may become of an older item, and why, in Vietnamese; without a newer item the paper as a whole says it.

    `quoted` are words of the newer text that say so, "" where none do; `shared` the folded words both titles have.
    """

    kind: Kind
    older_id: int
    newer_id: int | None
    reason: str
    quoted: str
    shared: frozenset[str] = frozenset()


def proposals(paper: Paper, items: Sequence[Theme], running: Iterable[Theme]) -> list[Proposal]:
    """Return what a newer directive may do to items that run, each at most once, in the order of what runs."""
    ours = [item for item in items if item.kind != "form"]
    places = _places(ours)
    others = ((older, _in_common(ours, places, older)) for older in running if older.kind != "form")
    found = (_proposal(paper, near, older) for older, near in others)
    return [proposal for proposal in found if proposal]


def same_body(one: Paper, other: Paper) -> bool:
    """Whether one body issued both: by its name, or where a paper leaves that blank, by symbol and place."""
    if one.place and other.place and fold(one.place) != fold(other.place):
        return False
    if one.issuer and other.issuer:
        return fold(one.issuer) == fold(other.issuer)
    return bool(one.symbol and one.place and one.symbol == other.symbol and one.place == other.place)


def _places(items: Sequence[Theme]) -> dict[object, list[int]]:
    """Return the places of the items that have each word, day or number."""
    found: dict[object, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        for one in (*item.words, *item.days, *item.named):
            found[one].append(place)
    return found


def _in_common(items: Sequence[Theme], places: Mapping[object, list[int]], older: Theme) -> list[Theme]:
    """Return the items that can be like an older one: they share a day, a number, or more than one word with it."""
    words = Counter(chain.from_iterable(places.get(word, ()) for word in older.words))
    near = set(chain.from_iterable(places.get(one, ()) for one in (*older.days, *older.named)))
    near.update(place for place, count in words.items() if count > 1)
    return [items[place] for place in sorted(near)]


def _proposal(paper: Paper, items: Sequence[Theme], older: Theme) -> Proposal | None:
    matches = [(likeness, item) for item in items if (likeness := _likeness(item, older))]
    best = max(matches, key=lambda m: len(m[1].words & older.words), default=None)  # of equals the first
    if not same_body(paper, older.paper):
        return _merge(best, older)
    if paper.begins and older.paper.begins and paper.begins < older.paper.begins:
        return None
    said, quoted = _paper_says(paper, older.paper)
    if best is None:
        return _whole(paper, older, said, quoted)
    likeness, newer = best
    if not said:
        said, quoted = _item_says(newer)
    kind = said or ("continue" if newer.days.keys() & older.days.keys() else "supersede")
    reason = _joined("cùng cơ quan", likeness, _because(paper, older.paper, quoted))
    return Proposal(kind, older.item_id, newer.item_id, reason, quoted, newer.words & older.words)


def _merge(best: tuple[str, Theme] | None, older: Theme) -> Proposal | None:
    """What each body asks of its own units stays apart, so only themes and days are merged."""
    if best is None or older.own or best[1].own:
        return None
    likeness, newer = best
    reason = _joined(f"cơ quan khác ({older.paper.issuer or older.paper.title})", likeness)
    return Proposal("merge", older.item_id, newer.item_id, reason, "", newer.words & older.words)


def _whole(paper: Paper, older: Theme, said: Kind | None, quoted: str) -> Proposal | None:
    """What the paper says of the older one as a whole, where no item of it takes up the older item."""
    if said == "supersede":
        reason = _joined("cùng cơ quan", _because(paper, older.paper, quoted))
        return Proposal("supersede", older.item_id, None, reason, quoted)
    if paper.weekly and older.paper.weekly and older.open_ended:
        reason = _joined("cùng cơ quan", f"văn bản “{paper.weekly}” không nhắc lại nội dung “{older.paper.weekly}” này")
        return Proposal("end", older.item_id, None, reason, paper.weekly)
    return None


def _likeness(newer: Theme, older: Theme) -> str:
    """Say in what two items are alike, or ""."""
    if alike(newer.words, older.words):
        return f"cùng nội dung “{shorten(newer.title, NAME_LENGTH)}”"
    for slug, when in sorted(newer.days.keys() & older.days.keys()):
        return f"cùng ngày “{newer.days[slug, when]}” ({day(when)})"
    for number in sorted(newer.named & older.named):
        return f"cùng viện dẫn văn bản số {number}"
    return ""


def _paper_says(paper: Paper, older: Paper) -> tuple[Kind | None, str]:
    """Return what a paper says of another that it names, with the words from the verb to the name."""
    for named in paper.named if older.number else ():
        if named.number != older.number or (named.issued_on and older.issued_on not in (None, named.issued_on)):
            continue
        if verb := verb_before(paper.text, named.start):
            return verb[0], " ".join(paper.text[verb[1] : named.end].split())
    return ("supersede", "") if older.number in paper.replaces else (None, "")


def verb_before(text: str, at: int) -> tuple[Kind, int] | None:
    """Return what a text does to the document named at a place, and where the verb that says so begins."""
    before = re.split(r"[.;]\s", text[max(0, at - BEFORE) : at])[-1]
    for kind, verb in _PAPER_SAYS:
        if found := verb.search(before):
            return kind, at - len(before) + found.start()
    return None


def _because(paper: Paper, older: Paper, quoted: str) -> str:
    if quoted:
        return f"có chữ “{quoted}”"
    return f"thông điệp liên thông ghi thay cho văn bản số {older.number}" if older.number in paper.replaces else ""


def _item_says(newer: Theme) -> tuple[Kind | None, str]:
    """Return what an item says of itself in its opening, or the subject of its paper."""
    for text in (newer.opening, newer.paper.subject):
        for kind, words in _ITEM_SAYS:
            if at := words.search(text):
                return kind, text[at.start() : at.end()]
    return None, ""


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
