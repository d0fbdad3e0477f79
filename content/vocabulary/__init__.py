"""The words of the field, kept as data files beside this module."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from content.folding import fold
from content.phrases import any_of

_NEWSPAPER = re.compile(r"[Bb](?<!\w.)áo (?:và )?[A-ZĐ]\w+ [A-ZĐ]")
_STATION = re.compile(
    r"[SsKk](?<!\w.)(?:(?<=[Ss])óng (?:của )?[A-ZĐ]{2,5}|(?<=[Kk])ênh (?:của )?(?:[A-ZĐ]{1,3}TV|VTC|VOV))\d{0,2}\b"
)
_SITE = re.compile(
    r"[td](?<!\w.)(?:(?<=t)rang|(?<=d)ia chi)(?: tin| chu)? (?:https?://)?(?:www\.)?(?!(?:facebook|fb|youtube|tiktok|zalo)\b)"
    r"[\w-]{2,40}(?:\.[\w-]{2,20}){0,3}\.(?:vn|com|net|org)\b"
)
_SPACE = re.compile(r"\s+")
_WORD_END = re.compile(r"(?=\W)")
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach people: a stable id, the word used in addresses, its name, and terms it goes by."""

    id: str
    slug: str
    name: str
    terms: tuple[str, ...]


@lru_cache(maxsize=1)
def channels() -> tuple[Channel, ...]:
    """Return every channel, in the order of the file, which is the order to show them in."""
    with (_HERE / "channels.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(
            Channel(row["id"], row["slug"], row["name"], tuple(row["terms"].split("|"))) for row in csv.DictReader(rows)
        )


@lru_cache(maxsize=1)
def channels_by_id() -> dict[str, Channel]:
    """Return every channel by its id."""
    return {channel.id: channel for channel in channels()}


@lru_cache(maxsize=1)
def channel_names() -> dict[str, str]:
    """Return the name of every channel by its id, in the order to show them in."""
    return {channel.id: channel.name for channel in channels()}


@lru_cache(maxsize=1)
def _terms() -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    """The longest term of any channel at each place, and whose it is; it holds the shorter ones it begins with."""
    ids: dict[str, frozenset[str]] = {}
    for channel in channels():
        for term in map(fold, channel.terms):
            ids[term] = ids.get(term, frozenset()) | {channel.id}
    held = {term: frozenset().union(*(ids.get(part, ()) for part in _beginnings(term))) for term in ids}
    return re.compile(rf"(?<!\w)(?=({_words(ids)})(?!\w))"), held


def _beginnings(term: str) -> Iterator[str]:
    yield term
    yield from (term[: gap.start()] for gap in _WORD_END.finditer(term))


def _words(terms: Iterable[str]) -> str:
    return any_of(map(fold, terms), lambda letter: r"\s{1,3}" if letter == " " else re.escape(letter))


def _pattern(terms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_words(terms)}(?!\w)")


def channels_in(*texts: str) -> tuple[str, ...]:
    """Return the ids of the channels some texts name, in the order of `channels()`; accents do not matter."""
    named = frozenset().union(*map(_channels_in, texts))
    return tuple(channel.id for channel in channels() if channel.id in named) if named else ()


@lru_cache(maxsize=256)
def _channels_in(text: str) -> frozenset[str]:
    """A heading speaks for each item under it."""
    pattern, held = _terms()
    folded = fold(text)
    named = {name for term in pattern.findall(folded) for name in held[_SPACE.sub(" ", term)]}
    if _NEWSPAPER.search(text):
        named.add("press")
    if _STATION.search(text):
        named.add("radio_tv")
    if _SITE.search(folded):
        named.add("portal")
    return frozenset(named)


@dataclass(frozen=True, slots=True)
class Abolished:
    """A unit that is no more: how it is named, since when, and who does its work now."""

    term: str
    since: date
    now: str


@lru_cache(maxsize=1)
def _abolished() -> tuple[re.Pattern[str], dict[str, Abolished]]:
    with (_HERE / "abolished.csv").open(encoding="utf-8", newline="") as rows:
        known = {
            fold(row["term"]): Abolished(row["term"], date.fromisoformat(row["since"]), row["now"])
            for row in csv.DictReader(rows)
        }
    return _pattern(tuple(known)), known


@lru_cache(maxsize=1)
def _first_abolished() -> date:
    return min(unit.since for unit in _abolished()[1].values())


def abolished_in(text: str, day: date) -> Iterator[tuple[int, int, Abolished]]:
    """Yield where a text of that day names a unit that was no more."""
    pattern, known = _abolished()
    for found in pattern.finditer(fold(text)) if day >= _first_abolished() else ():
        unit = known[_SPACE.sub(" ", found.group())]
        if unit.since <= day:
            yield found.start(), found.end(), unit


@dataclass(frozen=True, slots=True)
class Duty:
    """What a unit is asked to do: a stable id, its name, the verbs that ask for it, phrases in which they do not."""

    id: str
    name: str
    terms: tuple[str, ...]
    unless: tuple[str, ...]


@lru_cache(maxsize=1)
def duties() -> tuple[Duty, ...]:
    """Return every kind of duty, in the order of the file."""
    with (_HERE / "duties.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(
            Duty(row["id"], row["name"], tuple(row["terms"].split("|")), tuple(filter(None, row["unless"].split("|"))))
            for row in csv.DictReader(rows)
        )


@lru_cache(maxsize=1)
def _duty_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """A term of one syllable keeps its accents: without them "đăng" would be "Đảng"."""
    known = {fold(phrase): "" for duty in duties() for phrase in duty.unless}
    known |= {term if " " not in term else fold(term): duty.id for duty in duties() for term in duty.terms}
    return _pattern(tuple(known)), known


@lru_cache(maxsize=256)
def duty_in(text: str) -> str | None:
    """Return the duty of the first verb of a text that asks for one; "tổ chức" gives way to a verb right after it.

    A heading is asked for each item under it.
    """
    asked = _asked(text)
    first, duty = next(asked, (None, None))
    if first and first.group() == "to chuc":
        after, other = next(asked, (None, None))
        return other if after and after.start() - first.end() <= 2 else duty
    return duty


def _asked(text: str) -> Iterator[tuple[re.Match[str], str]]:
    pattern, known = _duty_words()
    for found in pattern.finditer(fold(text)):
        duty = known.get(_SPACE.sub(" ", found.group())) or known.get(text[slice(*found.span())].lower())
        if duty:
            yield found, duty


@lru_cache(maxsize=1)
def unit_heads() -> tuple[str, ...]:
    """Return the first words of names of offices and groups, longest first."""
    with (_HERE / "units.csv").open(encoding="utf-8", newline="") as rows:
        heads = {row["head"] for row in csv.DictReader(rows)}
    return tuple(sorted(heads, key=lambda head: (-len(head), head)))


@lru_cache(maxsize=1)
def _issuers() -> re.Pattern[str]:
    with (_HERE / "issuers.csv").open(encoding="utf-8", newline="") as rows:
        heads = "|".join(row["head"] for row in csv.DictReader(rows))
    return re.compile(rf"(?:{heads})(?!\w)")


def opens_issuer(folded: str) -> bool:
    """Say whether a folded line of a head opens with the kind of body that issues directives."""
    return _issuers().match(folded) is not None
