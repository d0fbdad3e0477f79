"""The page on which people find their feed: every scope there is, a form for combinations, short addresses, years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from flask import render_template, request

from calendar_app import almanac
from calendar_app.clock import day_of, now
from calendar_app.errors import Problem
from calendar_app.feedset import SHORT, years
from calendar_app.scopes import ALL, JOIN, WEEK, Scope, by_dimension, combined, known, spelt
from calendar_app.snapshot import ShortFeed, Snapshot
from calendar_app.web.feeds import chosen
from calendar_app.web.site import public_tree, public_url, settings
from feeds.budget import last_day
from feeds.formats import FORMATS, MORE
from feeds.view import Entry

NEXT = 3


@dataclass(frozen=True, slots=True)
class Card:
    """One feed as the page shows it: where it is, what it is called, how much is in it, what comes next."""

    path: str
    name: str
    count: int
    next: tuple[Entry, ...] = ()
    channel: str | None = None

    def url(self, extension: str) -> str:
        """Return the full address of a format."""
        return public_url(f"/feeds/{self.path}.{extension}")

    @property
    def webcal(self) -> str:
        """Return the address by which calendar programs subscribe."""
        return f"webcal://{self.url('ics').partition('://')[2]}"

    @property
    def programs(self) -> dict[str, str]:
        """Return, by program, where a click subscribes; Google takes the address as webcal, Outlook as https."""
        address, name = quote(self.url("ics"), safe=""), quote(self.name, safe="")
        return {
            "Google Lịch": f"https://calendar.google.com/calendar/u/0/r?cid={quote(self.webcal, safe='')}",
            "Outlook": f"https://outlook.office.com/calendar/0/addfromweb/?url={address}&name={name}",
        }


def page() -> str:
    """Return the page; the query says what is chosen (`?kenh=…&loai=…`)."""
    snapshot, today = public_tree().snapshot, day_of(now())
    those = known(snapshot)
    asked = chosen(request.args)
    answer, refusal = _asked(asked, snapshot, those, today)
    return render_template(
        "public/feeds.html",
        everything=_card(those[ALL], snapshot),
        week=_card(those[WEEK], snapshot),
        dimensions=by_dimension(snapshot),
        cards={scope.slug: _card(scope, snapshot) for _, scopes in by_dimension(snapshot) for scope in scopes},
        short=[_short(one, snapshot, those) for one in snapshot.short if one.listed],
        yearly=Card(almanac.SLUG, almanac.NAME, len(almanac.feed(settings(), now()).entries)),
        years=[Card(f"nam/{year}", f"Năm {year}", 0) for year in reversed(years(snapshot))],
        chosen=set(asked),
        answer=answer,
        refusal=refusal,
        more=MORE,
        news=[form for form in FORMATS if form.news],
    )


def _asked(asked: list[str], snapshot: Snapshot, those: dict[str, Scope], today: date) -> tuple[Card | None, str]:
    """Return the feed that the form chose, or why there is none."""
    if not asked:
        return None, ""
    try:
        return _card(combined(spelt(JOIN.join(asked), those), those), snapshot, today), ""
    except Problem as problem:
        return None, problem.message


def _card(scope: Scope, snapshot: Snapshot, today: date | None = None) -> Card:
    shown = [entry for entry in snapshot.entries if scope.shows(entry)]
    coming = [e for e in shown if today and e.start and e.status == "confirmed" and last_day(e) >= today]
    first = sorted(coming, key=lambda e: (max(e.start or date.max, today or date.min), last_day(e), e.uid))[:NEXT]
    return Card(scope.slug, scope.name, len(shown), tuple(first), scope.channel)


def _short(one: ShortFeed, snapshot: Snapshot, those: dict[str, Scope]) -> Card:
    scope = combined(one.filter, those)
    return Card(f"{SHORT}{one.name}", one.title, sum(map(scope.shows, snapshot.entries)))
