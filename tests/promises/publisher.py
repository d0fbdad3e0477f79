"""Publishes one release after the other, until it is killed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from calendar_app import tree

FEEDS = tuple(f"feeds/{n}.ics" for n in range(8))
LASTING = "feeds/lasting.ics"


def files(number: int) -> dict[str, bytes]:
    """Return the files of a release: each feed names it 4,000 times, one never changes."""
    said = {"next_change": "2100-01-01T00:00:00+00:00", "number": number}
    return {
        **{path: f"{number} ".encode() * 4000 for path in FEEDS},
        LASTING: b"always " * 4000,
        tree.SNAPSHOT: json.dumps(said).encode(),
    }


def publish_for_ever(public: Path) -> None:
    """Begin after the newest release that is public."""
    number = newest(public)
    while True:
        number += 1
        tree.publish(public, f"{number:06d}", files(number), datetime.now(UTC))


def newest(public: Path) -> int:
    """Return the number of the release that is public, 0 before the first."""
    folder = tree.current(public)
    return int(json.loads((folder / tree.SNAPSHOT).read_bytes())["number"]) if folder else 0
