"""Whatever a document or an address says, a public page shows it as text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web import examples
from tests.web.examples import FOOD, WEEK_46
from tests.web.pages import client_of, page

TODAY = datetime(2024, 11, 11, 1, 0, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"


@pytest.fixture
def hostile(tmp_path: Path) -> FlaskClient:
    entry = replace(
        FOOD,
        title=HOSTILE,
        text=HOSTILE,
        when=HOSTILE,
        kind_name=HOSTILE,
        audiences=(HOSTILE,),
        providers=(HOSTILE,),
        slogans=(HOSTILE,),
        channel_names=(HOSTILE,) * 3,
        links=("javascript:alert(1)", f"https://e.vn/{HOSTILE}"),
        reason=HOSTILE,
        sequence=1,
        source=replace(FOOD.source, title=HOSTILE, words=HOSTILE, url="javascript:alert(1)"),
    )
    gone = replace(entry, uid="b" * 32, status="cancelled", cancelled_at=TODAY, end=date(2024, 11, 12))
    state = examples.snapshot(entry, gone)
    directive = replace(
        examples.KON_TUM, title=HOSTILE, subject=HOSTILE, issuer=HOSTILE, number=HOSTILE, window_text=HOSTILE,
        recipients=(HOSTILE,), forms=(HOSTILE,),
        citations=(replace(examples.KON_TUM.citations[0], kind=HOSTILE, number=HOSTILE),),
    )  # fmt: skip
    return client_of(tmp_path, replace(state, directives=(directive,)))


HOSTILE_PAGES = [
    "/tuan/2024-W46",
    "/tuan/2024-W47",
    "/thang/2024-11",
    "/ngay/2024-11-11",
    "/van-ban/",
    f"/van-ban/{WEEK_46}",
]


@pytest.mark.parametrize("path", [*HOSTILE_PAGES, f"/chu-de/{FOOD.theme_uid}"])
def test_nothing_read_from_a_document_becomes_markup(hostile: FlaskClient, path: str) -> None:
    found = page(hostile, path)
    assert not found.scripts
    assert not found.all("img")
    assert not any("<" in text for text in found.data)
    assert "{{7*7}}" in found.text
    assert not [link for link in found.links if link.startswith(("javascript:", "data:"))]


@pytest.mark.parametrize("path", ["/tuan/<script>alert(1)", "/ngay/<script>", "/?kenh=<script>alert(1)</script>"])
def test_what_was_asked_for_is_repeated_as_text_only(hostile: FlaskClient, path: str) -> None:
    assert not page(hostile, path, status=404).all("script")


def test_templates_never_switch_escaping_off() -> None:
    folder = Path(examples.__file__).parents[2] / "calendar_app" / "web"
    for path in [*folder.rglob("*.html"), *folder.rglob("*.py")]:
        assert not re.search(r"\|\s*safe\b|Markup\(|autoescape", path.read_text(encoding="utf-8")), path.name
