"""A short and a long version of what is said about an item, made of the source's own sentences.

No sentence is written here. The only words added are those of `LINKS`, before slogans, days and offices that are given
as facts and not as sentences. Sentences are taken in one order until one does not fit: the first (the title, or the
sentence of the message that holds it), the days, the first of the message, slogans, who supplies information, the rest
of the message. They are read in the order title, message, slogans, days, who supplies information. So a shorter
version is always part of a longer one. The first sentence is always there, also where it alone is too long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from content.folding import fold
from content.talking.pace import PACE, minutes
from content.talking.speech import Spoken, spoken
from content.talking.table import abbreviations

LINKS = {"slogan": "Khẩu hiệu:", "when": "Thời gian:", "provider": "Đơn vị cung cấp thông tin:"}
SHORT, LONG = 1.0, 3.0
Part = Literal["title", "message", "slogan", "when", "provider"]
_READ: tuple[Part, ...] = ("title", "message", "slogan", "when", "provider")
_REST = 5
_SHORTEST = 4
_END = re.compile(r"[.!?…]+[”\"»’)]*(?=\s+[“\"«(]?[A-ZĐÀ-ỸÂÊÔƠƯ])|\n+")
_CLOSED = re.compile(r"[.!?…][”\"»)]*$")
_NO_END = re.compile(r"(?:(?<!\w)[A-ZĐ]|(?<!\w)[0-9]{1,2}|[IVX]+)\.$")


@dataclass(frozen=True, slots=True)
class Talk:
    """What there is to say about an item: its title and text as the source has them, slogans, the days in words, and
    who supplies information."""

    title: str
    text: str = ""
    slogans: tuple[str, ...] = ()
    when: str = ""
    providers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the source: `part` says where it is from, `text` is as written there.

    `given` says that it is no sentence of the text but a fact beside it, and is read after its linking words.
    """

    part: Part
    text: str
    given: bool = False

    @property
    def written(self) -> str:
        """The sentence as it goes into a version, with its linking words and a full stop where it has none."""
        text = f"{LINKS[self.part]} {self.text}" if self.given else self.text
        return text if _CLOSED.search(text) else text.rstrip(",;: ") + "."


@dataclass(frozen=True, slots=True)
class Version:
    """Sentences to read, in order, those that did not fit, and an estimate of minutes.

    `fits` is False where the first sentence alone is longer than was asked.
    """

    sentences: tuple[Sentence, ...]
    left_out: tuple[Sentence, ...]
    spoken: Spoken
    minutes: float
    fits: bool


def short(talk: Talk, most: float = SHORT, pace: int = PACE) -> Version:
    """Return what can be said in `most` minutes: the beginning of what `long` says."""
    return _version(talk, most, pace)


def long(talk: Talk, most: float = LONG, pace: int = PACE) -> Version:
    """Return what can be said in `most` minutes; nothing of `short` is missing where it has no less time."""
    return _version(talk, most, pace)


def sentences(talk: Talk) -> tuple[Sentence, ...]:
    """Return all there is to say, in the order of reading, nothing twice.

    A title that the text opens with before a colon is split from it; one that stands in the text otherwise is said
    there alone. So is a slogan, and a line that names who supplies information.
    """
    title, text = _opened(talk)
    parts = [_sorted(one, talk) for one in _split(text)]
    said = fold("\n".join(one.text for one in parts))
    if title and fold(title).rstrip(".… ") not in said:
        parts.append(Sentence("title", title))
    slogans = (one for one in dict.fromkeys(talk.slogans) if fold(one) not in said)
    parts += [Sentence("slogan", one, given=True) for one in slogans]
    parts.append(Sentence("when", talk.when, given=True))
    if not any(one.part == "provider" for one in parts):
        parts.append(Sentence("provider", "; ".join(talk.providers), given=True))
    worded = (one for one in parts if re.search(r"\w", one.text))
    return tuple(sorted(worded, key=lambda one: _READ.index(one.part)))


def _version(talk: Talk, most: float, pace: int) -> Version:
    said = sentences(talk)
    aloud = [spoken(one.written) for one in said]
    order = sorted(range(len(said)), key=lambda place: _rank(said, place))
    lengths = [minutes("\n".join(aloud[place].text for place in order[:count]), pace) for count in range(len(said) + 1)]
    count = max(min(1, len(said)), sum(length <= most for length in lengths) - 1)
    chosen = sorted(order[:count])
    text = Spoken("\n".join(aloud[place].text for place in chosen), sum((aloud[place].unread for place in chosen), ()))
    left_out = tuple(said[place] for place in sorted(order[count:]))
    return Version(tuple(said[place] for place in chosen), left_out, text, lengths[count], fits=lengths[count] <= most)


def _rank(said: tuple[Sentence, ...], place: int) -> int:
    """Return when a sentence is taken: the lead, days, the message's first, slogans, offices, the rest."""
    part = said[place].part
    if part == "message" and place and said[place - 1].part == "message":
        return _REST
    return 0 if place == 0 else {"title": 0, "when": 1, "message": 2, "slogan": 3, "provider": 4}[part]


def _opened(talk: Talk) -> tuple[str, str]:
    """Return title and text; a title run into the text before a colon is taken from it."""
    title, text = talk.title.strip(), talk.text.strip()
    if title and fold(text).startswith(fold(title)) and text[len(title) :].lstrip().startswith(":"):
        return text[: len(title)], text[len(title) :].lstrip().removeprefix(":").strip()
    return title, text


def _sorted(text: str, talk: Talk) -> Sentence:
    bare = fold(text)
    if talk.providers and bare.startswith("don vi ") and all(fold(name) in bare for name in talk.providers):
        return Sentence("provider", text)
    told = re.match(r"(?:noi dung |cac )?(?:khau hieu|thong diep)[^:]{0,40}:", bare)
    return Sentence("slogan" if told and any(fold(one) in bare for one in talk.slogans) else "message", text)


def _split(text: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(text):
        if not _is_open(text[start : end.end()]):
            yield from filter(None, [text[start : end.end()].strip()])
            start = end.end()
    yield from filter(None, [text[start:].strip()])


def _is_open(text: str) -> bool:
    """Say whether a full stop ends no sentence: after an initial, a number, an abbreviation, or within a quote."""
    if text.endswith("\n"):
        return False
    last = text.rpartition(" ")[2]
    short = last.endswith(".") and len(last) <= _SHORTEST and last[:-1] in abbreviations()
    return bool(_NO_END.search(text)) or short or text.count("“") > text.count("”")
