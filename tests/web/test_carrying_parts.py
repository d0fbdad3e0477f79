"""What a long directive may change is shown a part at a time, and decided about part by part."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from lxml import html

from calendar_app.models import Directive, Item
from calendar_app.store import Store
from tests.conftest import NOW

OLDER, EACH = 45, 20
ADDRESS = "/bien-tap/van-ban/cv-2/tiep-noi"


@pytest.fixture(autouse=True)
def two_papers(store: Store) -> None:
    about = {"file_name": "a.txt", "received_at": NOW, "text": "x", "issuer": "Ban Tuyên giáo"}
    with store.writing() as session:
        papers = [Directive(id=n, slug=f"cv-{n}", sha256=f"{n:064}", issued_on=NOW.date(), **about) for n in (1, 2)]
        session.add_all(papers)
        session.flush()
        session.add_all(item(1, place) for place in range(OLDER))
        session.add(item(2, 0))


def item(paper: int, place: int) -> Item:
    title = f"Hiến máu tình nguyện dịp hè, đợt {place}"
    about = {"kind": "thematic", "title": title, "text": title, "position": place, "path": f"I.{place + 1}"}
    return Item(uid=f"{paper}-{place}", directive_id=paper, status="accepted", **about)


def page(desk: FlaskClient, address: str = ADDRESS) -> html.HtmlElement:
    return html.fromstring(desk.get(address).text)


def decide(desk: FlaskClient, article: html.HtmlElement, choice: str) -> str:
    """Send the form of a pair as a browser does; return where it leads."""
    fields = {tag.get("name"): tag.get("value", "") for tag in article.iter("input")}
    answer = desk.post(article.find(".//form").get("action"), data={**fields, "viec": choice})
    assert answer.status_code == 303
    return answer.location


def test_a_part_of_what_waits_is_shown_with_how_much_there_is(desk: FlaskClient) -> None:
    parts = [page(desk, f"{ADDRESS}?trang={number}") for number in (1, 2, 3)]
    assert [len(part.findall(".//article")) for part in parts] == [EACH, EACH, OLDER - 2 * EACH]
    assert all(f"{OLDER} nội dung chờ quyết định" in part.text_content() for part in parts)
    titles = [heading.text for part in parts for heading in part.findall(".//article/h2")]
    assert len(set(titles)) == OLDER
    assert parts[1].xpath("//nav[starts-with(@aria-label, 'Các trang')]/a/@href") == [
        f"{ADDRESS}?trang=1",
        f"{ADDRESS}?trang=3",
    ]


def test_a_decision_leads_back_to_the_part_it_was_made_on_and_to_the_last_where_that_is_gone(desk: FlaskClient) -> None:
    shown = f"{ADDRESS}?trang=3"
    for left in range(OLDER - 2 * EACH, 0, -1):
        part = page(desk, shown)
        assert len(part.findall(".//article")) == left
        assert decide(desk, part.find(".//article"), "none") == shown
    part = page(desk, shown)
    assert len(part.findall(".//article")) == EACH
    assert "Trang 2 trên 2" in part.text_content()
    assert len(part.findall(".//tbody/tr")) == OLDER - 2 * EACH


def test_decisions_are_shown_in_parts_too_and_each_is_taken_back_on_its_own(desk: FlaskClient, store: Store) -> None:
    with store.writing() as session:
        session.add_all(item(1, place) for place in range(OLDER, 55))
    for _ in range(52):
        decide(desk, page(desk).find(".//article"), "none")
    second = page(desk, f"{ADDRESS}?trang-da=2")
    assert [heading.text for heading in second.findall(".//h2")][-1] == "Đã quyết định (52)"
    rows = second.findall(".//tbody/tr")
    assert (len(rows), len(second.findall(".//article"))) == (2, 3)
    fields = {tag.get("name"): tag.get("value") for tag in rows[1].iter("input")}
    answer = desk.post(rows[1].find(".//form").get("action"), data=fields)
    assert answer.location == f"{ADDRESS}?trang-da=2"
    assert (len(page(desk, answer.location).findall(".//tbody/tr")), len(page(desk).findall(".//article"))) == (1, 4)


@pytest.mark.parametrize("said", ["0", "-1", "x", "1e3"])
def test_a_part_that_is_no_number_is_refused(desk: FlaskClient, said: str) -> None:
    assert desk.get(f"{ADDRESS}?trang={said}").status_code == 404
