"""Words made fit to publish: normal form C, nothing invisible, and an end at a word.

Whatever comes in, no control character, line separator, direction mark, lone surrogate or backslash goes out, so
no text can break a line, a property or a document, or read otherwise than it is written.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from urllib.parse import quote, urlsplit

_UNSEEN = "C"
"""First letter of the Unicode categories of controls, format marks, surrogates, private use and unassigned."""

_URL_SAFE = "%/:?#[]@!$&()*+,;=~-._"


def one_line(text: str, limit: int | None = None) -> str:
    """Return `text` as one line of at most `limit` characters, every run of white space one space.

    What an earlier reading could not decode (U+FFFD) is shown as "?", which every font and parser knows.
    """
    words = " ".join(text.replace("\\", "/").replace("\ufffd", "?").split())
    seen = words if words.isprintable() else "".join(c for c in words if unicodedata.category(c)[0] != _UNSEEN)
    line = unicodedata.normalize("NFC", " ".join(seen.split()))
    return line if limit is None else shorten(line, limit)


def plain(text: str, limit: int | None = None) -> str:
    r"""Return `text` as clean lines parted by `\n`, no more than one of them empty in a row."""
    lines = "\n".join(one_line(line) for line in text.splitlines())
    paragraphs = re.sub(r"\n{3,}", "\n\n", lines).strip("\n")
    return paragraphs if limit is None else shorten(paragraphs, limit)


def shorten(text: str, limit: int) -> str:
    """Return `text` cut after a word and ended with "…", so that it has at most `limit` characters."""
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    room = text[:limit]
    words = re.match(r".*(?=\s)", room, re.DOTALL)
    kept = words[0].rstrip() if words else ""
    return (kept or room[:-1]).rstrip(" ,;:.–-\n") + "…"


@lru_cache(maxsize=1024)  # every format of every feed asks for the same ones
def address(url: str) -> str:
    """Return `url` as an ASCII http(s) address (RFC 3986), or "" when it is anything else."""
    bare = url.strip()
    written = quote(bare, safe=_URL_SAFE, errors="ignore")
    try:
        parts, host = urlsplit(bare), urlsplit(written).netloc
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or not host:
        return ""
    head = written.index("//") + 2 + len(host)
    return written[:head] + written[head:].replace("[", "%5B").replace("]", "%5D")  # only a host may have them bare


def day(when: date) -> str:
    """Return a day as official documents write it: a nought before days under 10 and January and February."""
    return f"{day_and_month(when)}/{when.year}"


def day_and_month(when: date) -> str:
    """Return a day without its year: "05/9", "20/11", "03/02"."""
    month = f"{when.month:02}" if when.month < 3 else str(when.month)
    return f"{when.day:02}/{month}"
