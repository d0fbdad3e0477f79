from dataclasses import replace
from datetime import datetime

import pytest
from lxml import etree

from feeds.opml import opml
from tests.feeds.cases import ALL, VIEWS
from tests.feeds.samples import RELEASED

VIEW = VIEWS["new"]


def test_every_feed_is_listed_in_the_order_given_with_its_rss_address() -> None:
    other = replace(VIEW, title="Báo chí, <xuất bản>", path="https://lich.example.vn/feeds/bao-chi")
    root = etree.fromstring(opml("Lịch", "Sở", [ALL, other], RELEASED))
    assert [line.get("text") for line in root.iter("outline")] == [ALL.title, other.title]
    assert [line.get("xmlUrl") for line in root.iter("outline")] == [f"{ALL.path}.rss", f"{other.path}.rss"]
    assert {line.get("type") for line in root.iter("outline")} == {"rss"}
    assert {line.get("htmlUrl") for line in root.iter("outline")} == {ALL.home_url}


def test_head_names_the_list_its_owner_and_its_last_change() -> None:
    head = etree.fromstring(opml("Lịch\ntuần", "Sở", [], RELEASED)).find("head")
    assert [node.text for node in head] == ["Lịch tuần", "Fri, 08 Nov 2024 07:30:00 GMT", "Sở"]


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        opml("Lịch", "Sở", [], datetime(2024, 11, 8))  # noqa: DTZ001
