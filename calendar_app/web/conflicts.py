"""Two people on one item, or on one directive's head: who saves second sees both versions and chooses field by field.

Nothing that was typed is lost: it comes along in the form until it is saved or given up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from flask import render_template, url_for
from sqlmodel import Session, col, select

from calendar_app import review, review_restore
from calendar_app.clock import PEOPLE
from calendar_app.errors import NotFound
from calendar_app.models import Decision, Directive, Item, ItemDate
from calendar_app.review import DateCorrection, HeaderCorrection, ItemCorrection
from calendar_app.web import forms, guard, told
from calendar_app.web.forms import Form

MINE, THEIRS = "cua-toi", "dang-co"
Words = tuple[tuple[str, bool], ...]
"""Runs of words, each with whether the other version lacks it."""


@dataclass(frozen=True, slots=True)
class Side:
    """One field in both versions, in words; `same` where they agree, and which is chosen unless a person says else."""

    key: str
    name: str
    theirs: str
    mine: str
    chosen: str

    @property
    def same(self) -> bool:
        """Whether there is nothing to choose."""
        return self.theirs == self.mine

    @property
    def words(self) -> tuple[Words, Words]:
        """Theirs and mine, cut where they differ."""
        return marked(self.theirs, self.mine), marked(self.mine, self.theirs)


def page(item_id: int, form: Form) -> tuple[str, int]:
    """Show what is there now beside what was typed."""
    with guard.store().reading() as session:
        item = session.get(Item, item_id)
        if item is None:
            raise NotFound("Không có mục này.")
        wanted, now = forms.read_item(form), review.state_of(session, item)
        decided = later(session, item, forms.read_version(form))
        directive = session.get_one(Directive, item.directive_id)
        return _page(
            f"mục {item.path}",
            item.version,
            decided,
            _sides(now, state_before(now, decided), wanted),
            form,
            address=url_for("review.correct", item_id=item_id),
            back=url_for("review.directive", slug=directive.slug, _anchor=f"muc-{item_id}"),
            removed=item.status == review.REMOVED,
        )


def page_of_head(directive_id: int, form: Form) -> tuple[str, int]:
    """Show the head of a directive as it is now beside what was typed."""
    with guard.store().reading() as session:
        directive = session.get_one(Directive, directive_id)
        now, wanted = _head(directive), _head(forms.read_header(form))
        about = select(Decision).where(Decision.directive_id == directive_id, col(Decision.item_id).is_(None))
        decisions = session.exec(about.order_by(col(Decision.id).desc())).all()
        decided = list(decisions[: max(directive.version - forms.read_version(form), 0)])
        before = state_before(now, decided)
        return _page(
            "đầu văn bản",
            directive.version,
            decided,
            [_side(key, told.FIELDS[key], before[key], now[key], wanted[key]) for key in now],
            form,
            address=url_for("review.correct_header", slug=directive.slug),
            back=url_for("review.directive", slug=directive.slug),
        )


def merged_head(session: Session, directive_id: int, form: Form) -> HeaderCorrection:
    """Return the head as chosen field by field, from what is there now and what was typed."""
    directive, wanted = session.get_one(Directive, directive_id), forms.read_header(form)
    return HeaderCorrection(
        number=_choose(form, "number", wanted.number, directive.number),
        issued_on=_choose(form, "issued_on", wanted.issued_on, directive.issued_on),
        window_start=_choose(form, "window_start", wanted.window_start, directive.window_start),
        window_end=_choose(form, "window_end", wanted.window_end, directive.window_end),
    )


def _page(
    what: str,
    version: int,
    decided: Sequence[Decision],
    sides: Sequence[Side],
    form: Form,
    address: str,
    back: str,
    removed: bool = False,
) -> tuple[str, int]:
    html = render_template(
        "desk/conflict.html",
        what=what,
        version=version,
        sides=sides,
        others=[(one, told.fields(one.before, one.after)) for one in decided],
        typed=[(name, value) for name, value in form.items(multi=True) if _is_typed(name)],
        address=address,
        back=back,
        removed=removed,
        mine=MINE,
        theirs=THEIRS,
    )
    return html, 409


def _head(head: Directive | HeaderCorrection) -> dict[str, Any]:
    days = {name: getattr(head, name) for name in ("issued_on", "window_start", "window_end")}
    return {"number": head.number, **{name: day.isoformat() if day else None for name, day in days.items()}}


def merged(session: Session, item_id: int, form: Form) -> ItemCorrection:
    """Return the item as chosen field by field, from what is there now and what was typed."""
    item = review.item_seen(session, item_id, forms.read_version(form))
    marks = review.dates_of(session, [item_id])[item_id]
    wanted = forms.read_item(form)
    return ItemCorrection(
        title=_choose(form, "title", wanted.title, item.title),
        kind=_choose(form, "kind", wanted.kind, item.kind),
        channels=_choose(form, "channels", wanted.channels, tuple(item.channels)),
        embargo_until=_choose(form, "embargo_until", wanted.embargo_until, item.embargo_until),
        dates=tuple(_dates(form, wanted.dates, {mark.uid: mark for mark in marks})),
    )


def _choose(form: Form, key: str, mine: Any, theirs: Any) -> Any:  # noqa: ANN401 -- of one field, one type
    return theirs if _takes_theirs(form, key) else mine


def _takes_theirs(form: Form, key: str) -> bool:
    return form.get("gop") != MINE and form.get(f"lay-{key}") == THEIRS


def _dates(form: Form, wanted: Sequence[DateCorrection], there: Mapping[str, ItemDate]) -> list[DateCorrection]:
    """Return the dates of which mine is chosen; those that are gone meanwhile are set anew, others stay as they are."""
    chosen = []
    for number, mark in enumerate(wanted):
        if _takes_theirs(form, _key(mark, number)):
            continue
        uid = mark.uid if mark.uid in there else None
        if uid or mark.kept:
            chosen.append(DateCorrection(uid, mark.role, mark.start, mark.end, mark.label, mark.kept))
    return chosen


def _sides(now: dict[str, Any], before: dict[str, Any], wanted: ItemCorrection) -> list[Side]:
    mine = {
        "title": wanted.title.strip(),
        "kind": wanted.kind,
        "channels": list(wanted.channels),
        "embargo_until": wanted.embargo_until,
    }
    found = [_side(key, told.FIELDS[key], before.get(key), now[key], value) for key, value in mine.items()]
    there = {mark["uid"]: mark for mark in now["dates"]}
    was = {mark["uid"]: mark for mark in before["dates"]}
    named: set[str] = set()
    for number, mark in enumerate(wanted.dates):
        sides = [[marks[mark.uid or ""]] if mark.uid in marks else [] for marks in (was, there)]
        before_it, now_it = map(_plain, sides)
        found.append(_side(_key(mark, number), "ngày", before_it, now_it, _plain([_typed(mark)]), "dates"))
        named.add(mark.uid or "")
    return found + [
        Side("", "ngày", told.value("dates", [mark]), "", THEIRS) for uid, mark in there.items() if uid not in named
    ]


def _side(key: str, name: str, before: Any, theirs: Any, mine: Any, field: str = "") -> Side:  # noqa: ANN401
    """Mine is chosen where I changed it, else theirs."""
    say = _instant if key == "embargo_until" else lambda found: told.value(field or key, found)
    return Side(key, name, say(theirs), say(mine), THEIRS if say(mine) == say(before) else MINE)


def _instant(found: str | datetime | None) -> str:
    """Say an instant as the form does; the state of an item has it as ISO 8601."""
    moment = datetime.fromisoformat(found) if isinstance(found, str) else found
    return f"{moment.astimezone(PEOPLE):%d/%m/%Y %H:%M}" if moment else ""


def marked(said: str, other: str) -> Words:
    """Cut words where they differ from the other version's."""
    ours, theirs = said.split(), other.split()
    found = SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes()
    return tuple((" ".join(ours[a:b]), what != "equal") for what, _, _, a, b in found if a < b)


def _plain(marks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{name: mark.get(name) for name in ("role", "start", "end", "label", "kept")} for mark in marks]


def _typed(mark: DateCorrection) -> dict[str, Any]:
    start, end = (day.isoformat() if day else None for day in (mark.start, mark.end))
    return {"role": mark.role, "start": start, "end": end, "label": mark.label.strip(), "kept": mark.kept}


def _key(mark: DateCorrection, number: int) -> str:
    return f"ngay-{mark.uid or number}"


def later(session: Session, item: Item, seen: int) -> list[Decision]:
    """Return what was decided since a version, newest first: every decision raises it by one."""
    return list(review_restore.of_item(session, item.id or 0)[: max(item.version - seen, 0)])


def state_before(now: dict[str, Any], decided: Sequence[Decision]) -> dict[str, Any]:
    """Return the state in which the newest decisions, newest first, found what they changed."""
    state = dict(now)
    for decision in decided:
        state.update(decision.before)
    return state


def _is_typed(name: str) -> bool:
    return not name.startswith("lay-") and name not in ("phien-ban", "gop", "thu")
