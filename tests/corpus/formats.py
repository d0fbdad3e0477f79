"""The texts of a folder as files of other kinds: are they read as the .txt is?

Every NAME.txt that has its gold reading beside it (NAME.json) is made into a Word document, printed pages, a page of a
portal, or a scan of 200 dots an inch without a text layer; each file is read, and the reading scored against the gold.
Printed are, for every kind and measure, the score of the .txt and of the kind, then the texts that read otherwise.

A Word document, printed pages and a portal's page are to say what the .txt says: header, window, documents cited,
items and their dates, and whatever else the gold asks for. A scan is to score 0.9 or better in every measure (F1). The
exit status is 0 only where all of them do. A scan takes tesseract with Vietnamese and some seconds a page.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from content import read_directive
from content.directive import Reading
from content.errors import Unreadable
from content.reading.clerk import Clerk
from tests.content.pages import as_html, as_page, as_scan, as_word

SCORER = Path(__file__).parents[3] / "shared" / "directives" / "score_reading.py"
TODAY = date(2026, 11, 21)
LEAST_OF_SCANS = 0.9
Sheet = Any  # of the scorer, which is loaded by its path


def _loaded(program: Path) -> ModuleType:
    found = importlib.util.spec_from_file_location(program.stem, program)
    assert found
    assert found.loader
    module = sys.modules[program.stem] = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


scorer = _loaded(SCORER)


class Kind(NamedTuple):
    """A kind of file: its ending, and how one is made of a text."""

    ending: str
    made: Callable[[str], bytes]


KINDS = {
    "docx": Kind("docx", as_word),
    "pdf": Kind("pdf", as_page),
    "html": Kind("html", as_html),
    "scan": Kind("pdf", lambda text: as_scan(as_page(text))),
}
WITH_TEXT = ("docx", "pdf", "html")


class Compared(NamedTuple):
    """One text as a .txt and as another kind of file: both scores, and whether they say the same."""

    name: str
    plain: Sheet
    other: Sheet
    same: bool

    def faults(self) -> Iterator[str]:
        """Yield what the other kind of file lost or made up, each with its measure."""
        for word in ("missing", "false"):
            before, after = getattr(self.plain, word), getattr(self.other, word)
            for measure in after:
                for what in after[measure]:
                    if what not in before.get(measure, []):
                        yield f"{measure}: {word} {what}"


def said(reading: Reading) -> list[object]:
    """What a reading says, without the places of its words."""
    items = [
        (item.path, item.kind, [(m.role, m.start, m.end, m.rrule, m.years, m.precision) for m in item.dates])
        for item in reading.items
    ]
    cited = {(c.number, c.date) for c in reading.citations}
    return [items, cited, reading.header, (reading.window.start, reading.window.end)]


def compared(path: Path, kind: str) -> Compared:
    """Read one text as it is and as another kind of file."""
    data = path.read_bytes()
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    text = data.decode("utf-8-sig").replace("\r\n", "\n")  # whoever types it into Word or prints it ends lines once
    plain = _read(data, "a.txt")
    other = _read(KINDS[kind].made(text), f"a.{KINDS[kind].ending}")
    both = Compared(path.stem, *(scorer.score(gold, one.to_json() if one else {}) for one in (plain, other)), same=True)
    same = plain is not None and other is not None and said(plain) == said(other)
    return both._replace(same=same and not any(both.faults()))


def _read(data: bytes, name: str) -> Reading | None:
    try:
        return read_directive(data, name, TODAY, Clerk())
    except Unreadable as error:
        sys.stderr.write(f"\n{name}: {error.message}\n")
        return None


def main(arguments: list[str]) -> int:
    """Compare every text of the folders in every kind asked for; print the scores; 0 where all requirements are met."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.corpus.formats", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER", help="holds NAME.txt and NAME.json")
    named = f"{', '.join(KINDS)}; may be given several times (docx, pdf and html where none is)"
    parser.add_argument("--as", action="append", choices=KINDS, dest="kinds", metavar="KIND", help=named)
    parser.add_argument("--sample", type=int, metavar="COUNT", help="only so many of the texts, evenly picked by name")
    chosen = parser.parse_args(arguments)
    texts = picked(chosen.folders, chosen.sample)
    if not texts:
        parser.error("no NAME.txt with a NAME.json beside it in these folders")
    return 0 if all([_compare(texts, kind) for kind in chosen.kinds or WITH_TEXT]) else 1


def picked(folders: list[Path], count: int | None) -> list[Path]:
    """Return the texts that have a gold reading, or so many of them from everywhere in their order."""
    texts = [path for folder in folders for path in sorted(folder.glob("*.txt")) if path.with_suffix(".json").exists()]
    if count is None or count >= len(texts):
        return texts
    return [texts[number * len(texts) // count] for number in range(count)]


def _compare(texts: list[Path], kind: str) -> bool:
    """Print how one kind of file is read; say whether that is as required."""
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as workers:  # a fork would have no threads of typst's
        all_read = list(_counted(workers.map(partial(compared, kind=kind), texts), kind, len(texts)))
    plain, other = _total(one.plain for one in all_read), _total(one.other for one in all_read)
    sys.stdout.write(f"{kind}: {sum(one.same for one in all_read)} of {len(texts)} texts say what the .txt says\n")
    for measure in plain.order:
        both = " | ".join(f"{_line(sheet, measure)} from {name}" for sheet, name in ((plain, ".txt"), (other, kind)))
        sys.stdout.write(f"  {measure:<15} {both}\n")
    for one in all_read:
        if not one.same:
            sys.stdout.write("".join(f"{line}\n" for line in (f"  otherwise: {one.name}", *_indented(one.faults()))))
    if kind == "scan":
        return all(other.f1(measure) >= LEAST_OF_SCANS for measure in other.order)
    return all(one.same for one in all_read)


def _counted(all_read: Iterator[Compared], kind: str, count: int) -> Iterator[Compared]:
    for number, one in enumerate(all_read, 1):
        sys.stderr.write(f"\r{kind}: {number}/{count}")
        yield one
    sys.stderr.write("\n")


def _total(sheets: Iterable[Sheet]) -> Sheet:
    total = scorer.Sheet()
    for sheet in sheets:
        total.add(sheet)
    return total


def _line(sheet: Sheet, measure: str) -> str:
    right, missing = sheet.right[measure], len(sheet.missing.get(measure, []))
    return f"{right}/{right + missing} false {len(sheet.false.get(measure, []))} F1 {sheet.f1(measure):.3f}"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"      {line[:160]}" for line in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
