"""What is written once and joined is what the libraries write in one go."""

import json
from typing import Any

import pytest
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from hypothesis import given, settings

from feeds import atom, rss
from feeds.jsonfeed import jsonfeed
from feeds.memo import Memo
from feeds.news import news
from feeds.view import FeedView
from tests.feeds.cases import ALL, VIEWS
from tests.feeds.test_hostile_text import TEXTS, spoilt

EVERY = [*VIEWS.values(), ALL]


def whole(head: FeedGenerator, items: list[FeedEntry]) -> FeedGenerator:
    """Hand feedgen all items of a feed."""
    for item in items:
        head.add_entry(item, order="append")
    return head


def rss_whole(view: FeedView) -> Any:  # noqa: ANN401  (feedgen has no types)
    told = news(view, Memo(), "rss")
    return whole(rss.head_of(view, told), [rss.item_of(item) for item in told.items]).rss_str(pretty=True)


def atom_whole(view: FeedView) -> Any:  # noqa: ANN401
    told = news(view, Memo(), "atom")
    return whole(atom.head_of(view, told), [atom.entry_of(item) for item in told.items]).atom_str(pretty=True)


@pytest.mark.parametrize("view", EVERY, ids=lambda view: view.slug)
def test_joined_items_are_what_the_library_writes_in_one_go(view: FeedView) -> None:
    memo = Memo()
    for _ in range(2):
        assert rss.rss(view, memo) == rss_whole(view)
        assert atom.atom(view, memo) == atom_whole(view)
        written = jsonfeed(view, memo)
        assert written == (json.dumps(json.loads(written), ensure_ascii=False, indent=1) + "\n").encode()


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_so_are_those_of_any_text(text: str) -> None:
    view = spoilt(text)
    assert rss.rss(view) == rss_whole(view)
    assert atom.atom(view) == atom_whole(view)
    written = jsonfeed(view)
    assert written == (json.dumps(json.loads(written), ensure_ascii=False, indent=1) + "\n").encode()
