import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from feeds.jsonld import list_script, thing, things_script
from feeds.view import Entry
from tests.feeds.cases import CALLED_OFF, EMBARGOED, MOVED, UNDATED
from tests.feeds.samples import AS_OF, NEW

OFFICE, PLACE = "Sở Thông tin và Truyền thông", "Tỉnh Lâm Đồng"
PAGE = "https://lich.example.vn/tuan/2024-W47"


def read(*entries: Entry) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(things_script([thing(entry, OFFICE, PLACE, AS_OF) for entry in entries]))
    return found


def read_list(*entries: Entry) -> dict[str, Any]:
    things = [thing(entry, OFFICE, PLACE, AS_OF) for entry in entries]
    found: dict[str, Any] = json.loads(list_script("Tuần 47", PAGE, things))
    return found


def test_an_entry_is_an_event_of_a_government_body() -> None:
    found = read(NEW)
    assert (found["@context"], found["@type"], found["name"]) == ("https://schema.org", "Event", NEW.title)
    assert (found["startDate"], found["endDate"]) == ("2024-11-20", "2024-11-20")
    assert found["organizer"] == {"@type": "GovernmentOrganization", "name": OFFICE}
    assert found["location"] == {"@type": "AdministrativeArea", "name": PLACE}
    assert found["url"] == NEW.url
    assert NEW.source.title in found["subjectOf"]["name"]


@pytest.mark.parametrize(
    ("entry", "status"), [(NEW, "EventScheduled"), (MOVED, "EventRescheduled"), (CALLED_OFF, "EventCancelled")]
)
def test_its_state_is_said(entry: Entry, status: str) -> None:
    assert read(entry)["eventStatus"] == f"https://schema.org/{status}"


def test_what_is_undated_is_a_work_and_no_event() -> None:
    found = read(UNDATED)
    assert (found["@type"], found["name"]) == ("CreativeWork", UNDATED.title)
    assert "startDate" not in found
    assert found["publisher"]["name"] == OFFICE
    assert "creativeWorkStatus" not in found
    assert read(replace(UNDATED, status="cancelled"))["creativeWorkStatus"] == "Đã hủy"


def test_nothing_to_tell_is_no_block_and_a_place_unknown_is_not_said() -> None:
    assert things_script([]) == list_script("Tuần 47", PAGE, []) == ""
    assert "location" not in thing(NEW, "Sở", "", AS_OF)


def test_what_is_open_ended_is_not_said_to_end() -> None:
    assert "endDate" not in read(replace(NEW, end=None))


def test_a_deadline_is_its_last_day() -> None:
    found = read(replace(NEW, kind="han-nop", start=date(2024, 11, 1), end=date(2024, 11, 15)))
    assert (found["startDate"], found["endDate"]) == ("2024-11-15", "2024-11-15")


def test_several_dates_of_a_theme_stand_side_by_side() -> None:
    found = read(NEW, UNDATED, CALLED_OFF)
    assert [one["@type"] for one in found["@graph"]] == ["Event", "CreativeWork", "Event"]


def test_a_page_that_lists_entries_numbers_them_in_its_order() -> None:
    found = read_list(CALLED_OFF, NEW)
    assert (found["@type"], found["name"], found["url"]) == ("ItemList", "Tuần 47", PAGE)
    assert found["numberOfItems"] == 2
    assert [one["position"] for one in found["itemListElement"]] == [1, 2]
    assert [one["item"]["eventStatus"][19:] for one in found["itemListElement"]] == ["EventCancelled", "EventScheduled"]


@pytest.mark.parametrize("attack", ["</script><script>alert(1)</script>", "<!--", "]]>", "&lt;/script&gt;"])
def test_no_text_ends_the_element_it_stands_in(attack: str) -> None:
    hostile = thing(replace(NEW, title=attack, url=f"https://a.vn/{attack}"), attack, attack, AS_OF)
    for text in (things_script([hostile]), list_script(attack, f"https://a.vn/{attack}", [hostile])):
        assert not set("<>&") & set(text)
    assert json.loads(things_script([hostile]))["name"] == attack


def test_an_embargo_holds() -> None:
    assert "tôn vinh" not in things_script([thing(EMBARGOED, "Sở", "", AS_OF)])
