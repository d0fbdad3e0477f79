"""The provinces and cities under central government: 63 until 30/6/2025, 34 since; which one a name means on a day.

From the Assembly's resolution of 12/6/2025 on the arrangement of provincial units, in force from 1/7/2025.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from content.folding import fold

_FILE = Path(__file__).parent / "provinces.csv"
_WORDS = re.compile(r"[a-z0-9]+")
_TITLE = re.compile(r"^(?:tinh|thanh pho|tp) ")


@dataclass(frozen=True, slots=True)
class Province:
    """A province or city; `valid_from` None is before anything known here, `valid_until` None is still there.

    One that took in others keeps its code: "quang-ngai" is Quảng Ngãi before and after Kon Tum came to it.
    """

    code: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    valid_from: date | None
    valid_until: date | None
    successor: str

    def valid(self, day: date) -> bool:
        """Whether it is there on a day."""
        return (self.valid_from or date.min) <= day <= (self.valid_until or date.max)


@lru_cache(maxsize=1)
def provinces() -> dict[str, Province]:
    """Return every province there is or was, by its code."""
    with _FILE.open(encoding="utf-8", newline="") as rows:
        return {row["code"]: _province(row) for row in csv.DictReader(rows)}


def named(name: str, day: date) -> Province | None:
    """Return the province that a name means on a day, in any of the spellings that directives use; None for others.

    "Kon Tum" in a text of 2026 still means Kon Tum, which is no more; `became` says where it went.
    """
    known = _by_name().get(_key(name), ())
    return next((one for one in known if one.valid(day)), known[0] if known else None)


def became(code: str, day: date) -> Province:
    """Return what a province is on a day: itself, or what took it in. KeyError for a code that never was."""
    found = provinces()[code]
    while found.successor and day > (found.valid_until or date.max):
        found = provinces()[found.successor]
    return found


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[Province, ...]]:
    found: dict[str, tuple[Province, ...]] = {}
    for one in provinces().values():
        for key in dict.fromkeys(map(_key, (one.name, *one.aliases))):
            found[key] = (*found.get(key, ()), one)
    return found


def _key(name: str) -> str:
    """Return a name without accents, punctuation and "tỉnh", "thành phố", "TP."."""
    return _TITLE.sub("", " ".join(_WORDS.findall(fold(unicodedata.normalize("NFC", name)))))


def _province(row: dict[str, str]) -> Province:
    aliases = tuple(filter(None, row["aliases"].split("|")))
    first, last = (date.fromisoformat(row[name]) if row[name] else None for name in ("valid_from", "valid_until"))
    return Province(row["code"], row["name"], row["kind"], aliases, first, last, row["successor"])
