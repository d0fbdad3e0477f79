"""What becomes of entries when an editor lets a later item replace, amend, carry on, end or join an earlier one.

Values in, values out: nothing is written into the items, so that taking a decision back gives the former entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from calendar_app.facts import EntryFacts, FurtherSource
from calendar_app.likeness import alike, words

Entries = dict[str, EntryFacts]  # by UID

WHOLE = ("chu-de", "nhiem-vu")
STRETCHES = (*WHOLE, "dot", "bat-dau")


@dataclass(frozen=True, slots=True)
class Link:
    """A decision about an older item: its kind, the newer item if there is one, the last day if it ends then."""

    kind: str
    older: int
    newer: int | None
    last_day: date | None
    source: FurtherSource | None


def carried(entries: Mapping[int, Entries], links: Iterable[Link]) -> dict[int, Entries]:
    """Return the entries of each item after the decisions, taken in their order.

    A decision about an item that publishes nothing (it waits, was refused or withdrawn) has no effect.
    """
    found = dict(entries)
    for link in links:
        if link.older not in found or (link.newer is not None and link.newer not in found):
            continue
        if link.kind in ("supersede", "end") and link.last_day:
            found[link.older] = _ended(found[link.older], link.last_day)
        elif link.newer is not None and link.source and link.kind in ("amend", "continue", "merge"):
            join = _amended if link.kind == "amend" else _joined
            found[link.older], found[link.newer] = join(found[link.older], found[link.newer], link.source)
    return found


def _ended(entries: Entries, last: date) -> Entries:
    """Nothing goes on after the last day: what runs on ends then, what would come later is gone."""
    begun = {uid: facts for uid, facts in entries.items() if facts.start and facts.start <= last}
    return {uid: replace(facts, end=min(facts.end or last, last)) for uid, facts in begun.items()}


def _joined(older: Entries, newer: Entries, source: FurtherSource) -> tuple[Entries, Entries]:
    """The older entries name the newer paper too; of the newer, days that the older has not stay its own."""
    named = {uid: _named(facts, source, newer) for uid, facts in older.items()}
    return named, {uid: facts for uid, facts in newer.items() if not _said(facts, older)}


def _amended(older: Entries, newer: Entries, source: FurtherSource) -> tuple[Entries, Entries]:
    """The older entries keep their UIDs and take the newer's words and days, each those of the same kind.

    What ran on without an end began when it began and takes only the end. Days that the newer does not speak of stay,
    those that the older has not stay the newer's own; the newer's theme itself is not published twice.
    """
    left = dict(newer)
    named: Entries = {}
    for uid, facts in older.items():
        match = next((other for other, new in left.items() if _same_kind(facts, new)), None)
        changed = _with_words(facts, next(iter(newer.values()), facts))
        if match:
            changed = _with_days(changed, left.pop(match))
        named[uid] = _named(changed, source, newer)
    return named, {uid: facts for uid, facts in left.items() if facts.kind not in WHOLE}


def _with_words(old: EntryFacts, new: EntryFacts) -> EntryFacts:
    return replace(
        old,
        title=new.title if old.kind in WHOLE and new.kind in WHOLE else old.title,
        text=new.text,
        channels=new.channels,
        audiences=new.audiences,
        providers=new.providers,
        slogans=new.slogans,
        links=new.links,
        embargo_until=new.embargo_until,
    )


def _with_days(old: EntryFacts, new: EntryFacts) -> EntryFacts:
    """A theme keeps its name, as that of a day only names the day, and what ran on without an end its first day."""
    title = old.title if old.kind in WHOLE else new.title
    start = old.start if old.end is None and old.start else new.start
    return replace(
        old, kind=new.kind, title=title, start=start, end=new.end, rrule=new.rrule, years=new.years, words=new.words
    )


def _same_kind(old: EntryFacts, new: EntryFacts) -> bool:
    return old.kind == new.kind or (old.kind in STRETCHES and new.kind in STRETCHES)


def _said(facts: EntryFacts, older: Entries) -> bool:
    """Whether an entry says what the older ones say: the theme itself, or the same day under a like name."""
    return facts.kind in WHOLE or any(
        (facts.kind, facts.start, facts.end, facts.rrule) == (other.kind, other.start, other.end, other.rrule)
        and (facts.title == other.title or alike(words(facts.title), words(other.title)))
        for other in older.values()
    )


def _named(facts: EntryFacts, source: FurtherSource, newer: Entries) -> EntryFacts:
    others = [further for entry in newer.values() for further in entry.also]
    return replace(facts, also=tuple(dict.fromkeys((*facts.also, source, *others))))
