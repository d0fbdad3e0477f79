"""Show how words are read: `python -m content.explain "TEXT" [--under HEADING] [--issued YYYY-MM-DD]`.

Prints what was taken as cited documents, every form that fired with its span, who won and why, the cues around each
date, and what came of it. `--file` explains the items of a whole text instead.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date

from content.directive import DateMark
from content.recognise import recognise
from content.recognise.choose import Candidate, candidates, mask, winners
from content.recognise.citations import find
from content.recognise.cues import Hit, hits
from content.recognise.form import EXAMPLE_FRAME, Frame, gist
from content.recognise.marks import read_marks
from content.recognise.proposals import undated
from content.recognise.tidy import join, lines


def explain(text: str, frame: Frame, heading: str = "") -> Iterator[str]:
    """Yield the lines of the explanation."""
    printed, notes = lines(text)
    piece = join([*(line.piece for line in printed), *notes])
    cited = find(piece, frame.issued)
    yield f"TEXT       {piece.text}"
    for mention in cited:
        document, where = mention.citation, f"[{mention.start}:{mention.end}]"
        yield f"CITED      {where} {document.kind} {document.number} ({document.date or 'no date'}), never aired"
    taken = [(c.start, c.end) for c in cited]
    fired = list(candidates(mask(piece.text, taken), frame))
    won = winners(fired)
    for one in sorted(fired, key=lambda c: (c.start, c.end)):
        yield _line(one, won, piece.text)
    for hit in hits(heading):
        yield f"HEADING    {_cue(hit)}"
    for hit in hits(piece.text):
        yield f"CUE        {_cue(hit)}"
    marks, doubts = read_marks(piece, taken, heading, frame)
    yield from map(_mark, marks)
    for doubt in (*doubts, *undated([piece], {mark.start for mark in marks}, frame)):
        yield f"DOUBT      {doubt.code}{' (blocking)' if doubt.blocking else ''}: {doubt.message}"
    if not fired:
        yield "NOTHING    no form fired"
    elif not marks:
        yield "NO DATE    what the forms read is nothing to air: the cues, or the day of issue, say so"


def _cue(hit: Hit) -> str:
    only = f", for a {hit.cue.shape} only" if hit.cue.shape else ""
    return f"[{hit.start}:{hit.end}] “{hit.cue.words}” says {hit.cue.says}, strength {hit.cue.strength}{only}"


def _mark(mark: DateMark) -> str:
    extras = (f"{mark.years} years" if mark.years else None, mark.rrule, mark.observance, mark.reason)
    told = "; ".join(filter(None, extras))
    return f"DATE       {mark.role} {mark.start or ''}..{mark.end or ''} “{mark.label}” ({mark.rule}) {told}".rstrip()


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
    parser.add_argument("--under", default="", metavar="HEADING", help="the heading the words stand under")
    parser.add_argument("--file", action="store_true", help="TEXT names a text file: explain its items instead")
    chosen = parser.parse_args(arguments)
    if chosen.file:
        with open(chosen.text, encoding="utf-8-sig") as source:
            sys.stdout.writelines(f"{line}\n" for line in _items(source.read(), chosen.issued))
        return 0
    frame = Frame(today=chosen.issued, issued=chosen.issued)
    sys.stdout.writelines(f"{line}\n" for line in explain(chosen.text, frame, chosen.under))
    return 0


def _items(text: str, today: date) -> Iterator[str]:
    reading = recognise(text, today)
    yield f"WINDOW     {reading.window.start}..{reading.window.end} {reading.window.text or ''}"
    for item in reading.items:
        yield f"{item.path:<10} {item.kind} | {item.title} | {', '.join(item.audiences)} | {', '.join(item.channels)}"
        for mark in item.dates:
            yield f"    {_mark(mark)[11:]} “{mark.text}”"
    for doubt in reading.doubts:
        yield f"DOUBT      {doubt.code}: {doubt.message} “{text[slice(*doubt.span)][:80]}”"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
