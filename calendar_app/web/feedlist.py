"""The page that lists every feed there is: scopes, short addresses, years, and a form for any combination."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from calendar_app import almanac
from calendar_app.clock import now
from calendar_app.feedset import SHORT, years
from calendar_app.scopes import ALL, WEEK, Scope, by_dimension, combined
from calendar_app.snapshot import ShortFeed
from calendar_app.web import programs
from calendar_app.web.feeds import chosen
from calendar_app.web.selection import PublicIndex, public_index
from calendar_app.web.site import public_url, settings
from feeds.formats import FORMATS, MORE


@dataclass(frozen=True, slots=True)
class Card:
    """One feed as the page shows it: where it is, what it is called, how much is in it."""

    path: str
    name: str
    count: int
    channel: str | None = None

    def url(self, extension: str) -> str:
        """Return the full address of a format."""
        return public_url(f"/feeds/{self.path}.{extension}")

    @property
    def webcal(self) -> str:
        """Return the address by which calendar programs subscribe."""
        return programs.webcal(self.url("ics"))


def page() -> str | Response:
    """Return the page; what a query chooses (`?kenh=…&loai=…`) has a card of its own, and leads there."""
    if chosen(request.args):
        return redirect(f"{url_for('subscribing.page')}?{request.query_string.decode()}")
    index = public_index()
    snapshot, those = index.snapshot, index.scopes
    return render_template(
        "public/feeds.html",
        everything=_card(those[ALL], index),
        week=_card(those[WEEK], index),
        dimensions=by_dimension(snapshot),
        cards={scope.slug: _card(scope, index) for _, scopes in by_dimension(snapshot) for scope in scopes},
        short=[_short(one, index) for one in snapshot.short if one.listed],
        yearly=Card(almanac.SLUG, almanac.NAME, len(almanac.feed(settings(), now()).entries)),
        years=[Card(f"nam/{year}", f"Năm {year}", 0) for year in reversed(years(snapshot))],
        programs=programs.EVERY,
        more=MORE,
        news=[form for form in FORMATS if form.news],
    )


def _card(scope: Scope, index: PublicIndex) -> Card:
    return Card(scope.slug, scope.name, len(index.entries.of(scope)), scope.channel)


def _short(one: ShortFeed, index: PublicIndex) -> Card:
    scope = combined(one.filter, index.scopes)
    return Card(f"{SHORT}{one.name}", one.title, len(index.entries.of(scope)))
