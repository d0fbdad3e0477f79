"""The foot of a directive: to whom copies go and who signed."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

import regex

from content.directive import Signer
from content.folding import fold
from content.recognise.likeness import opens_like
from content.recognise.markers import BULLETS
from content.recognise.tidy import Line

_BELOW = 5
_DASH = re.compile(rf"[{BULLETS}+]\s*")
_CAPACITY = regex.compile(r"(?:(?:KT|TM|TL|TUQ|TUN|Q)(?:\s?[./]\s?|\s)|[KT][/.][TML]\.?\s?)\p{Lu}")
_OFFICE = re.compile(
    r"(?:giam doc|chu tich|truong ban|bi thu|chanh van phong|truong phong|tong bien tap|tu lenh|chu nhiem|pho |"
    r"(?:don|tram|hat|doi|hieu|vien|cuc|chi cuc) truong|tong giam doc|chanh an|"
    r"chinh (?:tri vien|uy)\b|phu trach |to truong|thu truong)"
)
_HEADING = re.compile(r"[^\s:;]{2,4}\s?[^\s:;]{2,5}\s?:?\s*")
_SIGNED_ON = re.compile(
    r"(?:thoi gian|ngay) ky\s?:?\s?(?:\d{1,2}:\d{2}(?::\d{2})?\s)?(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})"
)
_RANK = re.compile(r"(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy) ")
_NOT_A_NAME = re.compile(r"[(\[]|da ky|ky boi|nguoi ky|thoi gian ky|ngay ky|tin lien quan|\d")


def copies(foot: list[Line]) -> tuple[str, ...]:
    """Return the names under `Nơi nhận`, without the brace that gathers some of them.

    On the line of the heading itself they are parted by ";".
    """
    names: list[str] = []
    start = next((i for i, line in enumerate(foot) if _heading(line.text)), len(foot))
    for index, line in enumerate(foot[start:], start):
        text = line.text[_heading(line.text) :]
        if is_signing(text):
            break
        opens = _DASH.match(text)
        if opens:
            names.append(text[opens.end() :])
        elif index == start and text:
            names.append(text)
        elif names and text and not line.gap:
            names[-1] += f" {text}"
    names = names[0].split(";") if len(names) == 1 else names
    tidy = (name.strip(" ;,.") for name in names)
    return tuple(name for name in tidy if name and not name.startswith("}"))


def _heading(text: str) -> int:
    """Return where the words after `Nơi nhận` begin; 0 where the line does not open with it."""
    found = _HEADING.match(text) if opens_like(text, "nơi nhận") else None
    return found.end() if found else 0


def signer(foot: list[Line]) -> Signer:
    """Return who signed: the lines in capitals and the name under them.

    What stands apart below the title is another office that the signer holds. Where copies and signature share their
    lines, the name alone on its own stands among the copies. A rank before the name ("Đại tá …") is no part of it.
    """
    start = next((i for i, line in enumerate(foot) if is_signing(line.text)), None)
    if start is None:
        return Signer()
    titles: list[str] = []
    end = start
    while end < len(foot) and _is_capitals(foot[end].text):
        titles.append(foot[end].text.strip(" ,."))
        end += 1
    beside = (line for line in reversed(foot[:start]) if line.gap)
    name = next((x.text.strip() for x in (*foot[end : end + _BELOW], *beside) if _is_person(x.text)), None)
    name = _RANK.sub("", name, count=1) if name else None
    if len(titles) == 1 and (not _CAPACITY.match(titles[0]) or titles[0].startswith("Q")):
        return Signer(None, titles[0], name)
    first = _title_line(titles)
    own = next((i for i in range(first + 1, len(titles)) if foot[start + i].gap), len(titles))
    return Signer(titles[first - 1], " ".join(titles[first:own]) or None, name)


def _title_line(titles: list[str]) -> int:
    """Return where the signer's own title begins: the first office after the last "KT." or "TM." line."""
    capacity = max((i for i, title in enumerate(titles) if _CAPACITY.match(title)), default=0)
    ranks = (i for i in range(capacity + 1, len(titles)) if _OFFICE.match(fold(titles[i])))
    return next(ranks, max(1, len(titles) - 1))


def is_signing(text: str) -> bool:
    """Say whether a line is one of those in capitals over a signature."""
    if not _is_capitals(text) or text.lstrip().startswith(("-", "–")):
        return False
    return bool(_CAPACITY.match(text)) or bool(_OFFICE.match(fold(text)))


def signed_on(foot: list[Line]) -> date | None:
    """Return the day in the words of a digital signature."""
    for line in foot:
        found = _SIGNED_ON.search(fold(line.text))
        if found:
            with suppress(ValueError):
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
    return None


def _is_capitals(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) > 2


def _is_person(text: str) -> bool:
    words = text.split()
    if _NOT_A_NAME.search(fold(text)) or not 2 <= len(words) <= 8:
        return False
    return words[0][:1].isupper() and words[-1][:1].isupper() and not _OFFICE.match(fold(text))
