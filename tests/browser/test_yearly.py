"""The almanac's page in a real browser: narrow, wide, dark, on paper."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Server
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

AXE = ROOT / "tests" / "node" / "node_modules" / "axe-core" / "axe.min.js"
PAPER = 8
"""Sheets a whole year may take."""


@pytest.mark.skipif(not AXE.exists(), reason="the packages of tests/node are not installed")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend(page: Page, server: Server, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{server.url}/lich-nam/2025")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_year_is_never_wider_than_the_screen(page: Page, server: Server, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{server.url}/lich-nam/2025")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_year_on_paper_takes_few_sheets(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/lich-nam/2025")
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
    assert 0 < len(sheets) <= PAPER
