"""The English edition: the same pages under /en, every text of every template in the table, feeds under one address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import Environment
from markupsafe import Markup

from calendar_app.web import english
from calendar_app.web.english import Table, of
from calendar_app.web.template_texts import Texts
from content.almanac.observances import observances
from tests.conftest import ROOT
from tests.web.pages import Page

TEMPLATES = sorted((ROOT / "calendar_app/web/templates").rglob("*.html"))
LETTER = re.compile(r"[^\W\d_]")
VIETNAMESE = re.compile(r"[ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)
ROWS = {"thứ Tư, {}": "Wednesday, {}", "hạn cuối {}": "due {}", "{} đến {}": "{1} after {0}", "tháng {#}": "month {}"}
COUNTED = {"còn {#} ngày": "{} [day|days] left", "{#} mục & {}": "{} [item|items] & {}", "mục": "[item|items]"}
TABLE = Table({"Tuần": "Week"} | ROWS | COUNTED)


def texts(template: Path) -> Iterator[str]:
    """Yield what people read or hear of a template's own words."""
    found: list[str] = []
    page = Texts(lambda text: found.append(" ".join(text.split())) or text)
    for _, kind, value in Environment().lex(template.read_text()):
        if kind == "data":
            page.of(value)
    return (text for text in found if LETTER.search(text))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(TEMPLATES[0].parents[1])))
def test_every_vietnamese_text_of_a_template_has_its_english(template: Path) -> None:
    known = english.table().exact
    assert [text for text in texts(template) if VIETNAMESE.search(text) and text not in known] == []


def test_no_english_is_vietnamese_and_every_pattern_keeps_what_changes() -> None:
    for vietnamese, said in english.table().exact.items():
        assert said.strip()
        assert len(re.findall(r"\{#?\}", vietnamese)) == len(re.findall(r"\{\d?\}", said)), vietnamese


@pytest.mark.parametrize(
    ("vietnamese", "said"),
    [
        ("Tuần", "Week"),
        ("thứ Tư, 20/11/2024", "Wednesday, 20/11/2024"),
        ("hạn cuối thứ Tư, 20/11/2024", "due Wednesday, 20/11/2024"),
        ("Hạn cuối 20/11", "Due 20/11"),
        ("1/12 đến 5/12", "5/12 after 1/12"),
        ("Tháng 11/2024", "Month 11/2024"),
        ("Tháng hành động", "Tháng hành động"),
        ("Treo cờ", "Treo cờ"),
        ("còn 1 ngày", "1 day left"),
        ("còn 11 ngày", "11 days left"),
        ("Còn 2 ngày", "2 days left"),
        ("mục", "items"),
        ("", ""),
    ],
)
def test_a_text_is_said_by_the_table_or_left_as_it_is(vietnamese: str, said: str) -> None:
    assert of(TABLE, vietnamese) == said


def test_only_what_people_read_or_hear_is_said_in_english() -> None:
    page = '<p class="Tuần" title="Tuần">\n  Tuần <b data-x="Tuần">Tuần</b></p><input aria-label="Tuần" value="Tuần">'
    shown = Texts(lambda text: text.replace("Tuần", "Week")).of(page)
    assert shown == page.replace('title="Tuần"', 'title="Week"').replace("\n  Tuần", "\n  Week").replace(
        ">Tuần</b>", ">Week</b>"
    ).replace('aria-label="Tuần"', 'aria-label="Week"')


def test_every_day_of_the_almanac_has_its_english() -> None:
    assert set(english.observances()) == {one.slug for one in observances()}


def test_the_almanac_is_said_in_english_but_not_the_same_days_in_directives(client: FlaskClient) -> None:
    assert "Vietnamese Teachers' Day" in Page(client.get("/en/lich-nam/2024").get_data(as_text=True)).text
    assert "Ngày Nhà giáo Việt Nam" in Page(client.get("/lich-nam/2024").get_data(as_text=True)).text
    assert [one.name for one in observances() if of(english.table(), one.name) != one.name] == []


def test_markup_and_what_is_escaped_stay_so(app: Flask) -> None:
    with app.test_request_context("/", environ_overrides={"lich.edition": "en"}):
        shown = app.jinja_env._english.from_string("{{ a }} {{ b }} {{ [a, b]|join(', ') }}")
        assert shown.render(a="<i>", b=Markup("<b>")) == "&lt;i&gt; <b> &lt;i&gt;, <b>"


SHOWN = {
    "<p>{{ a }}</p>": '<p><span lang="vi">Treo cờ &lt;b&gt;</span></p>',
    '<p title="{{ a }}">{{ b }}</p>': '<p title="Treo cờ &lt;b&gt;">Week</p>',
    "<option>{{ a }}</option><title>{{ a }}</title>{{ b }}": (
        "<option>Treo cờ &lt;b&gt;</option><title>Treo cờ &lt;b&gt;</title>Week"
    ),
    "{% block title %}{{ a }}{% endblock %}": "Treo cờ &lt;b&gt;",
    "{% set kept %}{{ a }}{% endset %}{{ kept }}": "Treo cờ &lt;b&gt;",
    "{{ [b, a]|join('; ') }}": 'Week; <span lang="vi">Treo cờ &lt;b&gt;</span>',
    "{{ c }}": '1 item &amp; <span lang="vi">Treo cờ &lt;b&gt;</span>',
    "{{ 1 }} mục, {{ 2 }} mục": "1 item, 2 items",
    "{% set marked = 3 %}{{ marked }}": "3",
    "{{ a if d }}{{ d }}": "",
}


@pytest.mark.parametrize(("template", "page"), SHOWN.items())
def test_what_stays_vietnamese_between_tags_is_marked_so(
    app: Flask, monkeypatch: pytest.MonkeyPatch, template: str, page: str
) -> None:
    rows = {"mục": "[item|items]", "mục,": "[item|items],"}
    monkeypatch.setattr(english, "table", lambda: Table(TABLE.exact | rows))
    with app.test_request_context("/", environ_overrides={"lich.edition": "en"}):
        shown = app.jinja_env._english.from_string(template)
        assert shown.render(a="Treo cờ <b>", b="Tuần", c="1 mục & Treo cờ <b>") == page


def test_what_english_quotes_in_vietnamese_is_marked_between_tags() -> None:
    assert english._with_quotes("Like “2 lần/ngày” or “twice”.") == (
        'Like “<span lang="vi">2 lần/ngày</span>” or “twice”.'
    )


def test_every_page_is_there_in_english_and_its_links_stay_in_it(client: FlaskClient) -> None:
    page = Page(client.get("/en/").get_data(as_text=True))
    assert page.all("html")[0]["lang"] == "en"
    assert "Week" in page.text
    links = {str(link["href"]) for link in page.all("a") if not str(link["href"]).startswith(("#", "/feeds/tat-ca"))}
    assert {link for link in links if not link.startswith("/en/")} == {"/"}
    assert {link: status for link in links if (status := client.get(link).status_code) not in (200, 302)} == {}


def test_each_edition_leads_to_the_other_at_the_same_place(client: FlaskClient) -> None:
    there = Page(client.get("/danh-sach?tu=2024-11-11").get_data(as_text=True))
    assert "/en/danh-sach?tu=2024-11-11" in [link["href"] for link in there.all("a")]
    back = Page(client.get("/en/danh-sach?tu=2024-11-11").get_data(as_text=True))
    assert "/danh-sach?tu=2024-11-11" in [link["href"] for link in back.all("a")]


def test_a_feed_has_one_address_in_both_editions(client: FlaskClient) -> None:
    answer = client.get("/en/feeds/tat-ca.ics")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/feeds/tat-ca.ics")
    assert client.get("/en").headers["Location"] == "/en/"


def test_the_vietnamese_edition_knows_nothing_of_the_table(client: FlaskClient) -> None:
    page = Page(client.get("/").get_data(as_text=True))
    assert page.all("html")[0]["lang"] == "vi"
    assert "Week" not in page.text


def test_who_must_log_in_comes_back_to_the_english_page(client: FlaskClient) -> None:
    assert client.get("/en/bien-tap/phat-hanh").headers["Location"] == "/en/dang-nhap?tiep=/bien-tap/phat-hanh"
