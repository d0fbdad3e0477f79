"""The W3C feed validator itself has nothing to say of our feeds, where it is there to be asked.

It is no package: LICH_FEEDVALIDATOR names a checkout of https://github.com/w3c/feedvalidator (docs/feeds.md).
What it would say is checked without it in test_validator_rules.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from feeds.formats import media_type
from tests.feeds.cases import GOLDEN, VIEWS
from tests.feeds.published import of
from tests.feeds.test_validator_rules import ACCEPTED

CHECKOUT = os.environ.get("LICH_FEEDVALIDATOR", "")
ASK = """
import io, json, sys
from feedvalidator import logging, validateStream
for line in sys.stdin:
    path, kind, address = json.loads(line)
    with open(path, "rb") as feed:
        events = validateStream(feed, contentType=kind, base=address)["loggedEvents"]
    said = [event for event in events if isinstance(event, (logging.Message, logging.Info))]
    print(json.dumps({type(event).__name__: str(event.params) for event in said}))
"""
"""Asks in a process of its own, as the validator changes what sockets do in whatever process loads it."""

pytestmark = pytest.mark.skipif(
    not CHECKOUT,
    reason="LICH_FEEDVALIDATOR is not set: git clone https://github.com/w3c/feedvalidator, pip install html5lib, "
    "and name the folder",
)


def asked(feeds: dict[Path, str]) -> dict[str, dict[str, str]]:
    """Return what the validator says of each file, found at its address: message and place."""
    lines = [json.dumps([str(path), media_type(path.name), address]) for path, address in feeds.items()]
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        input="\n".join(lines),
        env={**os.environ, "PYTHONPATH": str(Path(CHECKOUT) / "src")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return {path.name: answer for path, answer in zip(feeds, answers, strict=True)}


def complaints(feeds: dict[Path, str]) -> dict[str, dict[str, str]]:
    """Return the same without what we accept, and only of files of which something is said."""
    said = {
        name: {message: place for message, place in answer.items() if message not in ACCEPTED}
        for name, answer in asked(feeds).items()
    }
    return {name: answer for name, answer in said.items() if answer}


def test_it_has_nothing_to_say_of_any_golden_feed() -> None:
    names = [(f"{name}.{extension}", view) for name, view in VIEWS.items() for extension in ("rss", "atom")]
    feeds = {GOLDEN / name: f"{view.path}{Path(name).suffix}" for name, view in names}
    assert complaints(feeds) == {}


def test_it_has_nothing_to_say_of_the_feeds_of_the_real_directives(tmp_path: Path) -> None:
    feeds = {}
    for number, (name, feed) in enumerate(of("rss", "atom").items()):
        path = tmp_path / f"{number}{Path(name).suffix}"
        path.write_bytes(feed.written)
        feeds[path] = feed.address
    assert complaints(feeds) == {}


def test_it_is_really_asked(tmp_path: Path) -> None:
    path = tmp_path / "broken.rss"
    path.write_bytes((GOLDEN / "new.rss").read_bytes().replace(b"hourly", b"PT1H"))
    assert "InvalidUpdatePeriod" in complaints({path: VIEWS["new"].path + ".rss"})["broken.rss"]
