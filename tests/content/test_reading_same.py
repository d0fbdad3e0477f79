"""The same directive says the same, whatever kind of file it comes in."""

from pathlib import Path

import pytest

from content import read_directive
from tests.content.pages import as_html, as_page, as_word
from tests.content.samples import CORPUS, TODAY
from tests.corpus.formats import said

SHARED = Path(__file__).parents[3] / "shared" / "directives"
TEXTS = [*sorted(CORPUS.glob("*.txt")), *sorted(SHARED.glob("*.txt"))]
KINDS = {"docx": as_word, "pdf": as_page, "html": as_html}


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
@pytest.mark.parametrize("ending", KINDS)
def test_it_says_the_same(path: Path, ending: str) -> None:
    text = path.read_text(encoding="utf-8")
    plain = read_directive(text.encode(), "a.txt", TODAY)
    assert said(read_directive(KINDS[ending](text), f"a.{ending}", TODAY)) == said(plain)
