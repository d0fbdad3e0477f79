import json
from dataclasses import replace
from typing import Any

import pytest

from feeds.jsonld import jsonld
from feeds.view import Entry
from tests.feeds.cases import CALLED_OFF, EMBARGOED, MOVED, UNDATED
from tests.feeds.samples import AS_OF, NEW


def read(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(jsonld(entry, "Sở Thông tin và Truyền thông", "Tỉnh Lâm Đồng", AS_OF))
    return found


def test_an_entry_is_an_event_of_a_government_body() -> None:
    found = read(NEW)
    assert (found["@context"], found["@type"], found["name"]) == ("https://schema.org", "Event", NEW.title)
    assert (found["startDate"], found["endDate"]) == ("2024-11-20", "2024-11-20")
    assert found["organizer"] == {"@type": "GovernmentOrganization", "name": "Sở Thông tin và Truyền thông"}
    assert found["location"] == {"@type": "AdministrativeArea", "name": "Tỉnh Lâm Đồng"}
    assert found["url"] == NEW.url


@pytest.mark.parametrize(
    ("entry", "status"), [(NEW, "EventScheduled"), (MOVED, "EventRescheduled"), (CALLED_OFF, "EventCancelled")]
)
def test_its_state_is_said(entry: Entry, status: str) -> None:
    assert read(entry)["eventStatus"] == f"https://schema.org/{status}"


def test_what_is_undated_is_no_event_and_a_place_unknown_is_not_said() -> None:
    assert jsonld(UNDATED, "", "", AS_OF) == ""
    assert "location" not in json.loads(jsonld(NEW, "Sở", "", AS_OF))


@pytest.mark.parametrize("attack", ["</script><script>alert(1)</script>", "<!--", "]]>", "&lt;/script&gt;"])
def test_no_text_ends_the_element_it_stands_in(attack: str) -> None:
    text = jsonld(replace(NEW, title=attack, url=f"https://a.vn/{attack}"), attack, attack, AS_OF)
    assert not set("<>&") & set(text)
    assert json.loads(text)["name"] == attack


def test_an_embargo_holds() -> None:
    assert "tôn vinh" not in jsonld(EMBARGOED, "Sở", "", AS_OF)
