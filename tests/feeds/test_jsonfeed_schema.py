"""What we write is JSON Feed 1.1: the schema is ours, since the validators there are know only version 1."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from feeds.jsonfeed import jsonfeed
from tests.feeds.cases import GOLDEN, VIEWS
from tests.feeds.published import of
from tests.feeds.test_hostile_text import TEXTS, spoilt

SCHEMA = json.loads((Path(__file__).parent / "jsonfeed.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker(["date", "date-time"]))


def faults(written: bytes) -> list[str]:
    """Return what is wrong with a feed; two items may not share an id, which no schema can say."""
    feed = json.loads(written)
    found = [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(feed)]
    ids = [item.get("id") for item in feed.get("items", [])]
    return found + (["items share an id"] if len(set(ids)) < len(ids) else [])


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_every_golden_feed_keeps_to_the_schema(name: str) -> None:
    assert faults((GOLDEN / f"{name}.json").read_bytes()) == []


def test_every_feed_of_the_real_directives_keeps_to_the_schema() -> None:
    feeds = {name: one for name, one in of("json").items() if not name.endswith((".muc.json", ".schema.json"))}
    assert len(feeds) > 10
    assert {name: faults(one.written) for name, one in feeds.items() if faults(one.written)} == {}
    assert all(json.loads(one.written)["feed_url"] == one.address for one in feeds.values())


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_no_text_breaks_the_schema(text: str) -> None:
    assert faults(jsonfeed(spoilt(text))) == []


def test_what_has_no_page_and_no_author_says_nothing_of_them() -> None:
    written = json.loads(jsonfeed(replace(spoilt(""), author="")))
    assert written["authors"] == [{"name": "Lịch tuyên truyền"}]
    assert "description" not in written
    assert not any("url" in item for item in written["items"])


BREAKS: dict[str, Callable[[dict[str, Any]], object]] = {
    "an older version": lambda feed: feed.update(version="https://jsonfeed.org/version/1"),
    "no title": lambda feed: feed.pop("title"),
    "no items": lambda feed: feed.pop("items"),
    "an unknown name": lambda feed: feed.update(author={"name": "Sở"}),
    "an author without a name": lambda feed: feed.update(authors=[{}]),
    "an empty address": lambda feed: feed["items"][0].update(url=""),
    "a relative address": lambda feed: feed.update(feed_url="/feeds/tat-ca.json"),
    "an id that is a number": lambda feed: feed["items"][0].update(id=1),
    "no content": lambda feed: feed["items"][0].pop("content_html"),
    "a day for an instant": lambda feed: feed["items"][0].update(date_published="2024-11-08"),
    "an instant without a zone": lambda feed: feed["items"][0].update(date_modified="2024-11-08T07:30:00"),
    "a day that is none": lambda feed: feed["items"][0]["_lich"].update(start="2024-02-30"),
    "an empty tag": lambda feed: feed["items"][0].update(tags=[""]),
    "a hub without a type": lambda feed: feed["hubs"][0].pop("type"),
    "an item twice": lambda feed: feed["items"].append(feed["items"][0]),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_schema_catches_what_breaks_it(name: str) -> None:
    feed = json.loads((GOLDEN / "hub-color-contact.json").read_bytes())
    assert faults(json.dumps(feed).encode()) == []
    broken = deepcopy(feed)
    BREAKS[name](broken)
    assert faults(json.dumps(broken).encode())
