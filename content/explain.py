"""Show how words are read: `python -m content.explain "TEXT" [--issued YYYY-MM-DD]`.

Prints what was taken as cited documents, every form that fired with its span, who won and why, and the dates that
came of it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date

from content.recognise import recognise
from content.recognise.choose import Candidate, candidates, mask, winners
from content.recognise.citations import find
from content.recognise.form import EXAMPLE_FRAME, Frame, gist
from content.recognise.marks import read_marks
from content.recognise.tidy import join, lines


def explain(text: str, frame: Frame) -> Iterator[str]:
    """Yield the lines of the explanation."""
    printed, notes = lines(text)
    piece = join([*(line.piece for line in printed), *notes])
    cited = find(piece)
    yield f"TEXT       {piece.text}"
    for mention in cited:
        document, where = mention.citation, f"[{mention.start}:{mention.end}]"
        yield f"CITED      {where} {document.kind} {document.number} ({document.date or 'no date'})"
    fired = list(candidates(mask(piece.text, [(c.start, c.end) for c in cited]), frame))
    won = winners(fired)
    for one in sorted(fired, key=lambda c: (c.start, c.end)):
        yield _line(one, won, piece.text)
    marks, doubts = read_marks(piece, [(c.start, c.end) for c in cited], "", frame)
    for mark in marks:
        yield f"DATE       {mark.role} {mark.start}..{mark.end} {mark.rrule or ''} “{mark.label}” ({mark.rule})"
    for doubt in doubts:
        yield f"DOUBT      {doubt.code}{' (blocking)' if doubt.blocking else ''}: {doubt.message}"
    if not fired:
        yield "NOTHING    no form fired"


def _line(one: Candidate, won: list[Candidate], text: str) -> str:
    said = "; ".join(gist(read) for read in one.read) or (one.doubt.code if one.doubt else "")
    where = f"[{one.start}:{one.end}] “{text[one.start : one.end]}”"
    if one in won:
        return f"WON        {where} = {said} ({one.form.family}: {one.form.name})"
    winner = next(w for w in won if w.start < one.end and one.start < w.end)
    why = "longer" if winner.end - winner.start > one.end - one.start else "registered first"
    return f"LOST       {where} = {said} ({one.form.family}: {one.form.name}): “{winner.form.name}” is {why}"


def main(arguments: list[str]) -> int:
    """Explain the words in the arguments, or a whole text with `--file`."""
    parser = argparse.ArgumentParser(prog="python -m content.explain")
    parser.add_argument("text")
    parser.add_argument("--issued", type=date.fromisoformat, default=EXAMPLE_FRAME.issued)
    parser.add_argument("--file", action="store_true", help="TEXT names a text file: explain its items instead")
    chosen = parser.parse_args(arguments)
    if chosen.file:
        with open(chosen.text, encoding="utf-8-sig") as source:
            sys.stdout.writelines(f"{line}\n" for line in _items(source.read(), chosen.issued))
        return 0
    frame = Frame(today=chosen.issued, issued=chosen.issued)
    sys.stdout.writelines(f"{line}\n" for line in explain(chosen.text, frame))
    return 0


def _items(text: str, today: date) -> Iterator[str]:
    reading = recognise(text, today)
    yield f"WINDOW     {reading.window.start}..{reading.window.end} {reading.window.text or ''}"
    for item in reading.items:
        yield f"{item.path:<10} {item.kind} | {item.title} | {', '.join(item.audiences)} | {', '.join(item.channels)}"
        for mark in item.dates:
            extra = f"{mark.rrule or ''} {mark.years or ''}"
            yield f"    {mark.role} {mark.start}..{mark.end} {extra} “{mark.text}” ({mark.rule})"
    for doubt in reading.doubts:
        yield f"DOUBT      {doubt.code}: {doubt.message} “{text[slice(*doubt.span)][:80]}”"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
