"""Scopes of feeds that have another name now: whoever subscribed under the old one is led to the new one for ever."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def renamed() -> dict[str, str]:
    """Return today's slug by each older one, also where it was renamed more than once.

    ValueError where names lead in a circle.
    """
    with (Path(__file__).parent / "renamed.csv").open(encoding="utf-8", newline="") as rows:
        return followed({row["old"]: row["new"] for row in csv.DictReader(rows)})


def followed(steps: dict[str, str]) -> dict[str, str]:
    """Return where each name leads in the end; ValueError for a circle."""
    return {old: _end(old, steps) for old in steps}


def _end(name: str, steps: dict[str, str]) -> str:
    for _ in steps:
        if name not in steps:
            return name
        name = steps[name]
    if name in steps:
        raise ValueError(f"{name} leads in a circle")
    return name
