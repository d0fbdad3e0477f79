"""The same directive says the same, whatever kind of file it comes in."""

from pathlib import Path

import pytest

from content import read_directive
from content.directive import Reading
from tests.content.pages import as_html, as_page, as_word
from tests.content.samples import CORPUS, TODAY

SHARED = Path(__file__).parents[3] / "shared" / "directives"
TEXTS = [*sorted(CORPUS.glob("*.txt")), *sorted(SHARED.glob("*.txt"))]
KINDS = {"docx": as_word, "pdf": as_page, "html": as_html}


def _said(reading: Reading) -> list[object]:
    """What a reading says, without the places of its words."""
    items = [
        (item.path, item.kind, [(m.role, m.start, m.end, m.rrule, m.years, m.precision) for m in item.dates])
        for item in reading.items
    ]
    cited = {(c.number, c.date) for c in reading.citations}
    return [items, cited, reading.header, (reading.window.start, reading.window.end)]


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
@pytest.mark.parametrize("ending", KINDS)
def test_it_says_the_same(path: Path, ending: str) -> None:
    text = path.read_text(encoding="utf-8")
    plain = read_directive(text.encode(), "a.txt", TODAY)
    assert _said(read_directive(KINDS[ending](text), f"a.{ending}", TODAY)) == _said(plain)
