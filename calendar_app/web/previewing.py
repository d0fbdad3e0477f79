"""The page before a release: what changes for whom, what to look at, what was said, and the ways to let it out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import render_template, request
from sqlmodel import Session, col, select

from calendar_app import clock, comments, preview, release_checks, release_load, scheduled, wording
from calendar_app.errors import NotFound
from calendar_app.facts import from_json
from calendar_app.models import Directive, Item
from calendar_app.prepared import name_of_all
from calendar_app.preview import Counts, Preview, Shown
from calendar_app.release_checks import Caution
from calendar_app.snapshot import PublicUnit
from calendar_app.web import guard
from calendar_app.web.site import public_tree
from content.vocabulary import channel_names
from content.vocabulary.unit_kinds import unit_kinds
from feeds.text import day

ROWS = 50
"""Changes on one page."""
UNITS, FEEDS, CAUTIONS, WEEKS = 40, 40, 10, 8
"""How many of each are named on the page; the others are counted, and stand on their own page or behind the filter."""

ACTIONS = {
    "new": "mới",
    "changed": "sửa",
    "refiled": "chuyển sang bản sửa",
    "cancelled": "hủy",
    "withdrawn": "rút lại",
    "reinstated": "đưa lại",
}
FIELDS = {
    "kind": "loại",
    "title": "tên",
    "text": "nội dung",
    "start": "ngày bắt đầu",
    "end": "ngày kết thúc",
    "rrule": "lịch lặp",
    "years": "số năm",
    "channels": "kênh",
    "audiences": "đơn vị thực hiện",
    "providers": "đơn vị cung cấp thông tin",
    "slogans": "khẩu hiệu",
    "links": "liên kết",
    "path": "mục",
    "words": "nguyên văn",
    "source": "văn bản",
    "embargo_until": "công bố từ",
    "also": "văn bản cùng nội dung",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One change on the page: whose item it is, what is odd about it, and why it was decided."""

    shown: Shown
    item_id: int | None
    directive: str
    address: str
    cautions: tuple[Caution, ...]
    reason: str

    @property
    def facts(self) -> dict[str, Any]:
        """What is said of the entry, as it would be; where it goes, as it was."""
        return self.shown.difference.after or self.shown.difference.before or {}

    @property
    def when(self) -> str:
        """The days of the entry in words."""
        facts = from_json(self.facts)
        return wording.when(facts.kind, facts.start, facts.end) or "không có ngày"

    @property
    def fields(self) -> list[tuple[str, str, str]]:
        """Each changed field by its name, with its old and its new value in words."""
        before, after = self.shown.difference.before or {}, self.shown.difference.after or {}
        names = self.shown.difference.fields
        return [(FIELDS.get(name, name), _said(name, before.get(name)), _said(name, after[name])) for name in names]


def page(error: str = "", undone: str = "") -> str:
    """Show what the next release would change: all of it, or (`?don-vi=`) what one unit sees, a part at a time.

    `error` is why no hour could be set, `undone` why nothing was released; what was typed stays. The template is given
    what it shows and no more: what it holds is freed only when cycles are looked for, which takes as long as the page.
    """
    now = clock.now()
    with guard.store().reading() as session:
        seen = preview.coming(session, guard.settings().public_url, now)
        found = [one.difference for one in seen.shown]
        short = preview.short_scopes(session, public_tree().snapshot) if found else []
        warned = [*release_load.overloads(session, seen), *release_checks.cautions(seen)]
        unit, chosen = _chosen(seen)
        number = max(request.args.get("trang", 1, type=int), 1)
        return render_template(
            "desk/release.html",
            changes=len(seen.shown),
            counts=seen.counts,
            told=len(seen.by_unit),
            registered=bool(seen.units),
            weeks=seen.by_day,
            error=error,
            undone=undone,
            name=name_of_all(found),
            needs_reason=any(one.needs_reason for one in found),
            rows=rows_of(session, chosen[(number - 1) * ROWS : number * ROWS], warned),
            chosen=len(chosen),
            number=number,
            pages=-(-len(chosen) // ROWS),
            unit=unit,
            cautions=by_check(warned, seen),
            kinds=by_kind(seen),
            feeds=seen.by_feed(short),
            scheduled=scheduled.told(session, now),
            comments=comments.of_release(session, comments.coming(session)),
            words=WORDS,
        )


def unit_list() -> str:
    """List every unit that sees something change."""
    with guard.store().reading() as session:
        seen = preview.coming(session, guard.settings().public_url, clock.now())
    return render_template("desk/release_units.html", kinds=by_kind(seen), told=len(seen.by_unit), words=WORDS)


def rows_of(session: Session, shown: Sequence[Shown], warned: Iterable[Caution]) -> list[Row]:
    """Return some changes as rows of a page."""
    themes = {one.entry.theme_uid for one in shown}
    query = select(Item.uid, Item.id, Directive.slug).join(Directive).where(col(Item.uid).in_(themes))
    items = {uid: (item_id, slug) for uid, item_id, slug in session.exec(query).all()}
    reasons, odd = preview.reasons(session), _by_uid(warned)
    return [_row(one, items, odd, reasons) for one in shown]


def by_check(warned: Iterable[Caution], seen: Preview) -> dict[str, tuple[int, list[tuple[str, str]]]]:
    """Return how much is odd by its check, in the order of the checks, and the first of it by title and words."""
    found: dict[str, list[Caution]] = {code: [] for code in release_checks.NAMES}
    for one in warned:
        found[one.code].append(one)
    uids = {one.uid for cautions in found.values() for one in cautions[:CAUTIONS]}
    titles = {one.difference.uid: one.entry.title for one in seen.shown if one.difference.uid in uids}
    return {
        code: (len(cautions), [(titles.get(one.uid, ""), one.said) for one in cautions[:CAUTIONS]])
        for code, cautions in found.items()
        if cautions
    }


def by_kind(seen: Preview) -> dict[str, list[tuple[PublicUnit, Counts]]]:
    """Return the units that see something change, by the name of their kind, each by name."""
    found: dict[str, list[tuple[PublicUnit, Counts]]] = {kind.id: [] for kind in unit_kinds().values()}
    for slug, counts in seen.by_unit.items():
        found[seen.units[slug].kind].append((seen.units[slug], counts))
    return {
        unit_kinds()[kind].name: sorted(units, key=lambda one: (one[0].name, one[0].slug))
        for kind, units in found.items()
        if units
    }


def _chosen(seen: Preview) -> tuple[PublicUnit | None, Sequence[Shown]]:
    slug = request.args.get("don-vi", "")
    if not slug:
        return None, seen.shown
    if slug not in seen.units:
        raise NotFound(f"Không có đơn vị “{slug[:60]}”. Hãy chọn lại từ trang phát hành.")
    return seen.units[slug], seen.for_unit(slug)


def _row(
    shown: Shown,
    items: dict[str, tuple[int | None, str]],
    odd: dict[str, tuple[Caution, ...]],
    reasons: dict[str, str],
) -> Row:
    entry = shown.entry
    item_id, slug = items.get(entry.theme_uid, (None, entry.source.slug))
    cautions = odd.get(shown.difference.uid, ())
    return Row(shown, item_id, entry.source.title, slug, cautions, reasons.get(entry.theme_uid, ""))


def _by_uid(warned: Iterable[Caution]) -> dict[str, tuple[Caution, ...]]:
    found: dict[str, tuple[Caution, ...]] = {}
    for one in warned:
        found[one.uid] = (*found.get(one.uid, ()), one)
    return found


def say_counts(counts: Counts) -> str:
    """Say how much changes: "12 mới, 3 sửa, 1 hủy"."""
    return ", ".join(f"{counts[action]} {name}" for action, name in ACTIONS.items() if counts[action])


def _say_kind(units: Sequence[tuple[PublicUnit, Counts]]) -> str:
    """Say what units of a kind see, where all see the same."""
    said = {say_counts(counts) for _, counts in units}
    same = f", {'mỗi nơi ' if len(units) > 1 else ''}{said.pop()}" if len(said) == 1 else ""
    return f"{len(units)} đơn vị{same}"


def _said(name: str, value: object) -> str:
    """Say a field's value: days and channels as people call them, a list as its parts, nothing as a dash."""
    if value in (None, "", [], ()):
        return "–"
    if name in ("start", "end"):
        return day(date.fromisoformat(str(value)))
    if name == "kind":
        return wording.KINDS[str(value)]
    if name == "embargo_until":
        return f"{datetime.fromisoformat(str(value)).astimezone(clock.PEOPLE):%Hh%M, %d/%m/%Y}"
    if isinstance(value, list):
        named = channel_names() if name == "channels" else {}
        return "; ".join(part["title"] if isinstance(part, dict) else named.get(str(part), str(part)) for part in value)
    return str(value)


WORDS = {
    "actions": ACTIONS,
    "checks": release_checks.NAMES,
    "kinds": wording.KINDS,
    "place": wording.place,
    "counts": say_counts,
    "of_kind": _say_kind,
    "most": {"units": UNITS, "feeds": FEEDS, "weeks": WEEKS},
    "states": {"waiting": "đang chờ", "done": "đã phát hành", "cancelled": "đã hủy", "refused": "không phát hành"},
}
"""What templates say."""
